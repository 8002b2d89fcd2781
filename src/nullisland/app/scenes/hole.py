"""Scene 6, the hole: everything near home is removed, and where the ways stop shows what was there."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, numbers, words
from nullisland.app.address import choose
from nullisland.app.components import Mark, Ring, TownView, town
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit
from nullisland.lesson.squares import around

if TYPE_CHECKING:
    from nullisland.lesson.manual import Case, Hole, Manual

__all__ = ["show"]

_HALF_DM: Final = 9_000


def show(visit: Visit, text: words.Words, manual: "Manual") -> None:
    """Look at what is left around one home; then at the claim, and at a circle whose centre is moved."""
    from nullisland.lesson.manual import FOUND_M, RADIUS_M

    box = frame.open_frame(visit, text.say("question.hole", metres=RADIUS_M))
    if not manual.holes:
        frame.sentence(box, text.say("nothing_left", code=numbers.default_code()))
        frame.stepper(box, visit, main=True)
        frame.announce(visit, text["question.nobody"])
        return
    revealed = visit.step == "found"
    with box.predict:
        st.html(f'<p class="ni-lead">{escape(text[f"act_{visit.step}"])}</p>')
        at = _choose_case(text, manual)
        hole = _choose_hole(text, manual) if revealed else manual.holes[0]
    case = hole.cases[at]
    with box.picture:
        _map(visit, text, case, revealed=revealed)
    found, of = hole.found, text.say("number_hole", people=hole.found.n, metres=FOUND_M)
    frame.number(box, f"{found.numerator:,}" if revealed else None, of)
    said = _said(text, hole, case) if revealed else text.say("seen_hole", ends=len(case.ends_dm))
    frame.sentence(box, said)
    frame.stepper(box, visit, main=True)
    focus = ".st-key-ni-shift" if revealed else ".st-key-ni-case"
    frame.announce(visit, f"{found.numerator:,} {of}. {said}" if revealed else said, focus=(focus,))
    how = text.say("how_hole", metres=RADIUS_M, people=found.n, found=FOUND_M)
    share = f"scene.holes[{manual.holes.index(hole)}].found"
    code = (
        part_recipe("manual", visit.code, visit.scene, f"{share}.numerator", f"{share}.n")
        if revealed
        else None
    )
    tables = f"{_table(text, manual, revealed=revealed)}{_around(text, case, revealed=revealed)}"
    frame.below(visit, text, how, tables, revealed=revealed, code=code)


def _choose_case(text: words.Words, manual: "Manual") -> int:
    """Whose trace: the guide's, if anything is left of it, or one of the lowest codes; in the address too."""
    cases = manual.holes[0].cases
    guide = manual.resident.name.split(" ")[0] if manual.resident else ""
    names = [guide if manual.is_own(case) else str(case.pseudonym) for case in cases]
    at = choose(text["case"], "case", range(len(cases)), 0, lambda i: names[i])
    if guide not in names:
        st.html(f'<p class="ni-quiet">{escape(text.say("own_gone", guide=guide))}</p>')
    return at


def _choose_hole(text: words.Words, manual: "Manual") -> "Hole":
    shifts = [hole.shift_m for hole in manual.holes]
    shift = choose(
        text["shift"],
        "shift",
        shifts,
        shifts[0],
        lambda value: text.say("shift.moved", metres=value) if value else text["shift.none"],
    )
    return manual.holes[shifts.index(shift)]


def _map(visit: Visit, text: words.Words, case: "Case", *, revealed: bool) -> None:
    from nullisland.lesson.manual import RADIUS_M

    x, y = case.home_dm
    marks = [Mark("resident", int(a), int(b)) for a, b in case.ends_dm]
    rings = []
    if revealed:
        rings.append(Ring("truth", *case.centre_dm, RADIUS_M))
        marks.append(Mark("truth", x, y, text["mark.home"]))
        if case.claim_dm is not None:
            marks.append(Mark("claim", *case.claim_dm))
            rings.append(Ring("claim", *case.claim_dm, RADIUS_M))
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text["caption.hole"],
        dots=[("crowd", case.fixes_dm.tolist())],
        dot_px=3,
        marks=marks,
        rings=rings,
        focus=around(*case.middle_dm, _HALF_DM),
        wall=visit.wall,
    )
    town(view, key="ni-manual-map")


def _said(text: words.Words, hole: "Hole", case: "Case") -> str:
    left = f"{hole.left_of_100:.0f}"
    if case.claim_dm is None:
        return text.say("sentence_hole_none", left=left)
    return text.say("sentence_hole", off=round(case.off_m), left=left)


def _table(text: words.Words, manual: "Manual", *, revealed: bool) -> str:
    """Of each trace that can be looked at: ends of ways and, after the reveal, how far the claims lie off."""
    holes = manual.holes if revealed else ()
    head = [text["table.code"], text["table.ends"]]
    head.extend(text.say("table.off", metres=hole.shift_m) for hole in holes)
    rows = []
    for i, case in enumerate(manual.holes[0].cases):
        claims = [hole.cases[i] for hole in holes]
        off = [text["none"] if one.claim_dm is None else f"{one.off_m:,.0f}" for one in claims]
        rows.append([str(case.pseudonym), str(len(case.ends_dm)), *off])
    return table(head, rows, text["table.holes"])


def _around(text: words.Words, case: "Case", *, revealed: bool) -> str:
    """The map in numbers, from the middle of the ends: what is left by blocks, every end, and then home and claim."""
    from nullisland.lesson.offsets import BLOCK_M, blocks_around, ends_around, middles_m, offset_m

    middle, places = case.middle_dm, middles_m()
    blocks = zip(reversed(places), blocks_around(case.fixes_dm, middle), strict=True)
    head = [text["table.north_east"], *(f"{east}" for east in places)]
    rows = [[f"{north}", *(f"{count}" for count in counts)] for north, counts in blocks]
    left = table(head, rows, text.say("table.blocks", metres=BLOCK_M))
    head = [text["table.end_east"], text["table.end_north"], text["table.ends"]]
    ends = [[f"{m}" for m in end] for end in ends_around(case.ends_dm, middle)]
    region = f'<div class="ni-blocks" tabindex="0" role="region" aria-label="{escape(text["table.region"])}">'
    twin = f"{region}{left}</div>{table(head, ends, text['table.where'])}"
    if not revealed:
        return twin
    spots = {"home": case.home_dm, "circle": case.centre_dm, "claim": case.claim_dm}
    head = [text["table.spot"], text["table.spot_east"], text["table.spot_north"]]
    rows = [
        [text[f"spot.{name}"], *(f"{m}" for m in offset_m(at, middle))]
        for name, at in spots.items()
        if at is not None
    ]
    return f"{table(head, rows, text['table.spots'])}{twin}"
