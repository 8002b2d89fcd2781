"""Everything that applies to a release, tried: a defence is only as good as against the best of it."""

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.claims import Claims
from nullisland.attack.clues import Clues
from nullisland.attack.match import MatchRule, match
from nullisland.attack.match_fixes import match_boxes, match_fixes
from nullisland.attack.relink import Chains, joined, relink
from nullisland.attack.view import View, in_own_squares, view
from nullisland.model import NOWHERE, BoxRelease, FixRelease, Release, TotalsRelease

__all__ = ["AnyRelease", "attempts", "strongest"]

AnyRelease = Release | FixRelease | BoxRelease | TotalsRelease

RULES = {
    "all clues fit": MatchRule(),
    "one may be wrong": MatchRule(wrong=1, error=0.2),
    "at most 5 % false": MatchRule(wrong=60, error=0.3, least=0.0, false_claims=0.05),
    "best guess": MatchRule(wrong=60, error=0.3, least=0.0),
}
"""How far clues are trusted, from a careful adversary to one who always names somebody."""


def attempts(
    release: AnyRelease, clues: Clues, threads: int | None = None, chains: Chains | None = None
) -> dict[str, Claims]:
    """Claims of every way of finding the targets in this release, by name; each names a code of the release.

    Squares and sites: `match` under four rules, and where codes change, `relink` one to one first and then `match`
    in the joined traces; `chains`, if they are joined already. Fixes: `match_fixes` with the noise that the release
    admits, and if they are rounded, `match` in their squares. Boxes: `match_boxes`. Totals have no traces, so nothing
    applies here: see `membership`, `recover` and `whereabouts`.
    """
    if isinstance(release, TotalsRelease) or not len(release.pseudonyms):
        return {}
    if isinstance(release, FixRelease):
        bold = match_fixes(release, clues, MatchRule(least=0.0), threads=threads)
        tried = {"match_fixes, sure": bold.at_least(MatchRule().least), "match_fixes, best guess": bold}
        own = in_own_squares(release)
        return tried if own is None else tried | _matched(own, clues, threads)
    if isinstance(release, BoxRelease):
        return {
            f"match_boxes, {name}": match_boxes(release, clues, rule, threads)
            for name, rule in RULES.items()
            if rule.false_claims is None
        }
    seen = view(release)
    tried = _matched(seen, clues, threads)
    chains = chains or relink(release, optimal=True, threads=threads)
    if chains.period_min:
        whole = view(joined(release, chains))
        for name, rule in RULES.items():
            found = match(whole, clues, rule, threads)
            tried[f"relink, then match, {name}"] = _codes_of(release, chains, clues, found)
    return tried


def _matched(seen: View, clues: Clues, threads: int | None) -> dict[str, Claims]:
    return {f"match, {name}": match(seen, clues, rule, threads) for name, rule in RULES.items()}


def strongest(release: AnyRelease, clues: Clues, threads: int | None = None) -> tuple[str, Claims] | None:
    """The attempt that expects most claims to be right, by its own confidence; None if nothing applies.

    This is what an adversary without the truth would choose. Defences are scored by `measure.strongest`, which
    takes the attempt that really does best against them.
    """
    tried = attempts(release, clues, threads)
    if not tried:
        return None

    def expected(claims: Claims) -> float:
        return float(claims.confidence[claims.person != NOWHERE].sum())

    return max(tried.items(), key=lambda named: expected(named[1]))


def _codes_of(release: Release, chains: Chains, clues: Clues, found: Claims) -> Claims:
    """Instead of a chain, its code in the period of the first clue; the chain's own if it has none then."""
    person: NDArray[np.int64] = found.person.copy()
    claimed = np.flatnonzero(person != NOWHERE)
    head = np.searchsorted(release.pseudonyms, person[claimed])
    when = np.where(clues.t_min < 0, np.iinfo(np.int64).max, clues.t_min).min(axis=1)
    wanted = when[claimed] // chains.period_min
    code = {(int(c), int(p)): i for i, (c, p) in enumerate(zip(chains.chain, chains.period, strict=True))}
    at = [code.get((int(h), int(p)), int(h)) for h, p in zip(head, wanted, strict=True)]
    person[claimed] = release.pseudonyms[np.array(at, np.int64)] if len(at) else person[claimed]
    return found._replace(person=person)
