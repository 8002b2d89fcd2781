"""The risk of whoever's worst records happen to be known: compatible with scikit-mobility's `privacy.attacks`."""

from nullisland.measure.worst_case.risk import KINDS, WorstCaseRisk, worst_case_risk

__all__ = ["KINDS", "WorstCaseRisk", "worst_case_risk"]
