"""What is claimed about people from a release: nothing in here knows the truth.

May not import world, people, movement or observation: what an adversary holds arrives as arrays.
"""

from nullisland.attack.anchor import AddressBook, AnchorRule, Anchors, anchor, name_traces
from nullisland.attack.average import Located, average, average_of, hole_centre
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues
from nullisland.attack.index import Index, build_index, index_of
from nullisland.attack.knowledge import AdversaryKnowledge, Known, draw_known
from nullisland.attack.match import (
    MatchRule,
    SubsetCounts,
    anonymity_set_sizes,
    match,
    matching_traces,
    shared_points,
    singled_out,
    subsets,
)
from nullisland.attack.profile import PROFILES, Profiles, Similar, assign, profiles, similar
from nullisland.attack.relink import Chains, joined, period_of, relink
from nullisland.attack.view import View, view

__all__ = [
    "PROFILES",
    "AddressBook",
    "AdversaryKnowledge",
    "AnchorRule",
    "Anchors",
    "Chains",
    "Claims",
    "Clues",
    "Index",
    "Known",
    "Located",
    "MatchRule",
    "Profiles",
    "Similar",
    "SubsetCounts",
    "View",
    "anchor",
    "anonymity_set_sizes",
    "assign",
    "average",
    "average_of",
    "build_index",
    "draw_known",
    "hole_centre",
    "index_of",
    "joined",
    "match",
    "matching_traces",
    "name_traces",
    "no_claims",
    "period_of",
    "profiles",
    "relink",
    "shared_points",
    "similar",
    "singled_out",
    "subsets",
    "view",
]
