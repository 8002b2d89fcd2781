"""How fast this machine does it, beside what was promised."""

from nullisland.bench.measure import Benchmark, Result, machine, measure
from nullisland.bench.registry import benchmarks

__all__ = ["Benchmark", "Result", "benchmarks", "machine", "measure"]
