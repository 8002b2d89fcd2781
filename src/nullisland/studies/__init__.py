"""Published results reproduced, one module a paper: `nullisland study --list`.

A study is a function `study(options, tell) -> Study`; `registry` names them all and loads none. A new one is a
module of this package and an `Entry` of the registry.
"""

from nullisland.studies.noun import Figure, Options, Study, figure, figure_of
from nullisland.studies.registry import STUDIES, Entry, run_study

__all__ = ["STUDIES", "Entry", "Figure", "Options", "Study", "figure", "figure_of", "run_study"]
