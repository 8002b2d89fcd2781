"""Scene 6, the hole: everything near home is removed, and where the ways stop shows what was there."""

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from nullisland.app import frame, words
from nullisland.app.address import choose
from nullisland.app.components import Mark, Ring, TownView, town
from nullisland.app.recipes import part_recipe
from nullisland.app.tables import table
from nullisland.app.visit import Visit

if TYPE_CHECKING:
    from nullisland.lesson.manual import Case, Hole, Manual

__all__ = ["show"]

_HALF_DM: Final = 9_000


def show(visit: Visit, text: words.Words, manual: "Manual") -> None:
    """Look at what is left around one home; then at the claim, and at a circle whose centre is moved."""
    from nullisland.lesson.manual import FOUND_M, RADIUS_M

    box = frame.open_frame(visit, text.say("question.hole", metres=RADIUS_M))
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
    frame.below(visit, text, how, _table(text, manual, revealed=revealed), revealed=revealed, code=code)


def _choose_case(text: words.Words, manual: "Manual") -> int:
    """Whose trace: the guide's or one of the lowest codes; in the address too."""
    cases = manual.holes[0].cases
    name = manual.resident.name.split(" ")[0] if manual.resident else ""
    rows = range(len(cases))
    return choose(text["case"], "case", rows, 0, lambda i: name if i == 0 else str(cases[i].pseudonym))


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

    (x, y), (mid_x, mid_y) = case.home_dm, case.middle_dm
    marks = [Mark("resident", int(a), int(b)) for a, b in case.ends_dm]
    rings = []
    if revealed:
        rings.append(Ring("truth", *case.centre_dm, RADIUS_M * 10))
        marks.append(Mark("truth", x, y, text["mark.home"]))
        if case.claim_dm is not None:
            marks.append(Mark("claim", *case.claim_dm))
            rings.append(Ring("claim", *case.claim_dm, RADIUS_M * 10))
    view = TownView(
        town_url=f"/nullisland/{visit.code}/town.json",
        caption=text["caption.hole"],
        dots=[("crowd", case.fixes_dm.tolist())],
        dot_px=3,
        marks=marks,
        rings=rings,
        focus=(mid_x - 2 * _HALF_DM, mid_y - _HALF_DM, mid_x + 2 * _HALF_DM, mid_y + _HALF_DM),
        wall=visit.wall,
    )
    town(view, key="ni-manual-map")


def _said(text: words.Words, hole: "Hole", case: "Case") -> str:
    left = f"{100 * hole.fixes_left / hole.fixes:.0f}"
    if case.claim_dm is None:
        return text.say("sentence_hole_none", left=left)
    return text.say("sentence_hole", off=round(case.off_m), left=left)


def _table(text: words.Words, manual: "Manual", *, revealed: bool) -> str:
    """Of each trace that can be looked at: ends of ways and, after the reveal, how far the claims lie off."""
    head = [text["table.code"], text["table.ends"]]
    if revealed:
        head += [text.say("table.off", metres=hole.shift_m) for hole in manual.holes]
    rows = []
    for i, case in enumerate(manual.holes[0].cases):
        row = [str(case.pseudonym), str(len(case.ends_dm))]
        if revealed:
            row += [
                text["none"] if h.cases[i].claim_dm is None else f"{h.cases[i].off_m:,.0f}"
                for h in manual.holes
            ]
        rows.append(row)
    return table(head, rows, text["table.holes"])
