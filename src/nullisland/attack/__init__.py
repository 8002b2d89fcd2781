"""What is claimed about people from a release: nothing in here knows the truth.

May not import world, people, movement or observation: what an adversary holds arrives as arrays.
"""

from nullisland.attack.anchor import AddressBook, AnchorRule, Anchors, Claims, anchor, name_traces
from nullisland.attack.index import Index, build_index, index_of
from nullisland.attack.knowledge import AdversaryKnowledge, Known, draw_known
from nullisland.attack.match import (
    SubsetCounts,
    anonymity_set_sizes,
    matching_traces,
    shared_points,
    singled_out,
    subsets,
)

__all__ = [
    "AddressBook",
    "AdversaryKnowledge",
    "AnchorRule",
    "Anchors",
    "Claims",
    "Index",
    "Known",
    "SubsetCounts",
    "anchor",
    "anonymity_set_sizes",
    "build_index",
    "draw_known",
    "index_of",
    "matching_traces",
    "name_traces",
    "shared_points",
    "singled_out",
    "subsets",
]
