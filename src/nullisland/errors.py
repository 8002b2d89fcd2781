"""The errors a user can cause. Each message is one sentence that says what must hold, then what came."""

__all__ = ["BudgetError", "ConfigError", "DataError", "IslandError"]


class IslandError(ValueError):
    """Base of every error a user can cause: the CLI prints it in one line and exits with 2."""


class ConfigError(IslandError):
    """A setting is out of its range or of the wrong type."""


class DataError(IslandError):
    """A frame, file or folder is not what it must be."""


class BudgetError(ConfigError):
    """A release would spend more of people's privacy than is left of the budget."""
