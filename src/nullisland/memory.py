"""How much memory this process has held."""

import sys

import psutil

__all__ = ["peak_mb"]


def peak_mb() -> float:
    """Most memory this process has held since it began, in 10^6 bytes."""
    try:
        import resource
    except ImportError:  # Windows keeps it elsewhere
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
