"""What is claimed about people from a release: nothing in here knows the truth.

May not import world, people, movement or observation: what an adversary holds arrives as arrays.
"""

from nullisland.attack.anchor import AddressBook, AnchorRule, Anchors, anchor, name_traces
from nullisland.attack.average import Located, average, average_of, hole_centre
from nullisland.attack.blur import Blur, blur_of
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues
from nullisland.attack.crossing import Crossings, crossings
from nullisland.attack.difference import Differences, alone, difference, whereabouts
from nullisland.attack.homes import HOME_RULES, Habits, find_homes, habits
from nullisland.attack.index import Index, build_index, index_of
from nullisland.attack.infer import Suggestion, Traits, infer, traits_of
from nullisland.attack.knowledge import AdversaryKnowledge, Known, draw_known
from nullisland.attack.link import link, links
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
from nullisland.attack.match_fixes import match_boxes, match_fixes
from nullisland.attack.membership import IN, OUT, MembershipRule, membership, usual_counts
from nullisland.attack.near import near, near_each
from nullisland.attack.profile import PROFILES, Profiles, Similar, assign, profiles, similar
from nullisland.attack.recover import Recovered, recover
from nullisland.attack.relink import Chains, joined, period_of, relink
from nullisland.attack.strongest import AnyRelease, attempts, strongest
from nullisland.attack.ties import TIES, ties
from nullisland.attack.view import View, in_squares, view

__all__ = [
    "HOME_RULES",
    "IN",
    "OUT",
    "PROFILES",
    "TIES",
    "AddressBook",
    "AdversaryKnowledge",
    "AnchorRule",
    "Anchors",
    "AnyRelease",
    "Blur",
    "Chains",
    "Claims",
    "Clues",
    "Crossings",
    "Differences",
    "Habits",
    "Index",
    "Known",
    "Located",
    "MatchRule",
    "MembershipRule",
    "Profiles",
    "Recovered",
    "Similar",
    "SubsetCounts",
    "Suggestion",
    "Traits",
    "View",
    "alone",
    "anchor",
    "anonymity_set_sizes",
    "assign",
    "attempts",
    "average",
    "average_of",
    "blur_of",
    "build_index",
    "crossings",
    "difference",
    "draw_known",
    "find_homes",
    "habits",
    "hole_centre",
    "in_squares",
    "index_of",
    "infer",
    "joined",
    "link",
    "links",
    "match",
    "match_boxes",
    "match_fixes",
    "matching_traces",
    "membership",
    "name_traces",
    "near",
    "near_each",
    "no_claims",
    "period_of",
    "profiles",
    "recover",
    "relink",
    "shared_points",
    "similar",
    "singled_out",
    "strongest",
    "subsets",
    "ties",
    "traits_of",
    "usual_counts",
    "view",
    "whereabouts",
]
