"""What is claimed about people from a release: nothing in here knows the truth.

May not import world, people, movement or observation: what an adversary holds arrives as arrays.
"""

from nullisland.attack.index import Index, build_index, index_of
from nullisland.attack.knowledge import AdversaryKnowledge, Known, draw_known
from nullisland.attack.match import (
    SubsetCounts,
    anonymity_set_sizes,
    growing_set_sizes,
    matching_traces,
    subsets,
)

__all__ = [
    "AdversaryKnowledge",
    "Index",
    "Known",
    "SubsetCounts",
    "anonymity_set_sizes",
    "build_index",
    "draw_known",
    "growing_set_sizes",
    "index_of",
    "matching_traces",
    "subsets",
]
