"""Words that must not stand on a screen, in any of their forms."""

import re

from nullisland.app import words

STEMS = {
    "rightly listed": r"rightly[\s-]+list\w*",
    "hit": r"hit\w*",
    "suspect": r"\w*(suspect|suspic)\w*",
    "worshipper": r"\w*worship\w*",
    "catch": r"\w*(catch|caught)\w*",
    "target": r"\w*target\w*",
    "victim": r"\w*victim\w*",
}
"""What a word that is not wanted looks like, whatever stands before and after its stem."""

UNRELATED = {"oystercatch"}
"""Words that only look like one: the bird that streets of the coast are named after."""

assert STEMS.keys() == set(words.FORBIDDEN)


def unwanted(text: str) -> list[str]:
    """What a text must not say."""
    found = (m.group().lower() for stem in STEMS.values() for m in re.finditer(rf"\b{stem}\b", text, re.I))
    return [word for word in found if word not in UNRELATED]
