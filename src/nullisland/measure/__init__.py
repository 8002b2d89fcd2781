"""How far a claim is true: rates, anonymity sets and what the honest planner can still learn."""

from nullisland.measure.clues import ClueErrors, draw_clues, witnessed
from nullisland.measure.counted import judge_membership
from nullisland.measure.crossed import crossing_error_m, judge_crossings
from nullisland.measure.exposed import Exposed, exposed
from nullisland.measure.homes import SquaresFound, error_m, found_within, squares_found
from nullisland.measure.inferred import Reliability, judge_visits, learn_suggestion, reliability, visitors_of
from nullisland.measure.intervals import bootstrap_mean, bootstrap_median, exact, newcombe, wilson
from nullisland.measure.moments import judge_departures, judge_traces
from nullisland.measure.named import named
from nullisland.measure.precision import coarsen, larger_squares
from nullisland.measure.recovered import PointsFound, TracesFound, points_found, traces_found
from nullisland.measure.relinked import judge_chains
from nullisland.measure.strongest import Attacked, Strongest, judge_attempts, strongest
from nullisland.measure.tied import judge_ties
from nullisland.measure.truth import address_book, observed_traces
from nullisland.measure.uniqueness import (
    AnonymitySets,
    anonymity_sets,
    blind_guess,
    uniqueness,
    uniqueness_control,
    uniqueness_curve,
)
from nullisland.measure.verdict import Verdict, judge, owners
from nullisland.measure.worst_case import WorstCaseRisk, worst_case_risk

__all__ = [
    "AnonymitySets",
    "Attacked",
    "ClueErrors",
    "Exposed",
    "PointsFound",
    "Reliability",
    "SquaresFound",
    "Strongest",
    "TracesFound",
    "Verdict",
    "WorstCaseRisk",
    "address_book",
    "anonymity_sets",
    "blind_guess",
    "bootstrap_mean",
    "bootstrap_median",
    "coarsen",
    "crossing_error_m",
    "draw_clues",
    "error_m",
    "exact",
    "exposed",
    "found_within",
    "judge",
    "judge_attempts",
    "judge_chains",
    "judge_crossings",
    "judge_departures",
    "judge_membership",
    "judge_ties",
    "judge_traces",
    "judge_visits",
    "larger_squares",
    "learn_suggestion",
    "named",
    "newcombe",
    "observed_traces",
    "owners",
    "points_found",
    "reliability",
    "squares_found",
    "strongest",
    "traces_found",
    "uniqueness",
    "uniqueness_control",
    "uniqueness_curve",
    "visitors_of",
    "wilson",
    "witnessed",
    "worst_case_risk",
]
