"""What is published, and what can be done to it first: one module a defence.

`defend` makes any of them by name and strength; `guarantees` counts again what a release promises.
"""

from nullisland.release.aggregate import aggregate
from nullisland.release.aggregate_dp import DPCounts, aggregate_dp
from nullisland.release.budget import Budget
from nullisland.release.catalogue import DEFENCES, UNPROTECTED, Defence, defence, defend
from nullisland.release.cluster import cluster
from nullisland.release.config import DEFAULT_CELL_M, PublishConfig
from nullisland.release.fixes import Source, publish_fixes, to_squares
from nullisland.release.frames import points_frame
from nullisland.release.generalise import generalise, round_fixes
from nullisland.release.guarantees import AnyRelease, Guarantees, guarantees
from nullisland.release.k_anonymise import k_anonymise
from nullisland.release.perturb import perturb_gaussian, perturb_reports, planar_laplace, shift_places
from nullisland.release.pseudonymise import NobodyKey, PseudonymKey, pseudonymise
from nullisland.release.publish import publish
from nullisland.release.smooth import smooth
from nullisland.release.suppress import (
    home_circles,
    suppress_homes,
    suppress_kinds,
    suppress_rare,
    suppress_short,
)
from nullisland.release.synthesise import Synthesis, synthesise

__all__ = [
    "DEFAULT_CELL_M",
    "DEFENCES",
    "UNPROTECTED",
    "AnyRelease",
    "Budget",
    "DPCounts",
    "Defence",
    "Guarantees",
    "NobodyKey",
    "PseudonymKey",
    "PublishConfig",
    "Source",
    "Synthesis",
    "aggregate",
    "aggregate_dp",
    "cluster",
    "defence",
    "defend",
    "generalise",
    "guarantees",
    "home_circles",
    "k_anonymise",
    "perturb_gaussian",
    "perturb_reports",
    "planar_laplace",
    "points_frame",
    "pseudonymise",
    "publish",
    "publish_fixes",
    "round_fixes",
    "shift_places",
    "smooth",
    "suppress_homes",
    "suppress_kinds",
    "suppress_rare",
    "suppress_short",
    "synthesise",
    "to_squares",
]
