"""Write constraints.txt from what is installed here: `.venv/bin/python scripts/pin.py`.

Every version is exact and without address or hash, so that any mirror serves. A few packages differ on Macs
with Intel processors, for which Numba's last wheel is 0.62; they are kept here by hand.
"""

from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = """\
# Exact versions of everything the project installs, for CPython 3.11 to 3.14. Written by scripts/pin.py.
# Numba makes no more wheels for Macs with Intel processors: they get its last one (Python 3.11 to 3.13).
"""
INTEL_MAC = "sys_platform == 'darwin' and platform_machine == 'x86_64'"
ELSEWHERE = "sys_platform != 'darwin' or platform_machine != 'x86_64'"
OLDER_ON_INTEL_MAC = {
    "llvmlite": "0.45.1",
    "numba": "0.62.1",
    "numpy": "2.3.5",
    "numpy-typing-compat": "20251206.2.3",
}
BY_HAND = {"colorama": "0.4.6", "tzdata": "2026.6", "editables": "0.5"}
"""Needed on Windows only, or only while installing."""
LEFT_OUT = {"nullisland", "pip", "setuptools", "wheel"}


def pins() -> dict[str, str]:
    """Name and version of every installed distribution that is not left out."""
    found = {d.metadata["Name"].lower().replace("_", "-"): d.version for d in distributions()}
    return dict(sorted({**BY_HAND, **{n: v for n, v in found.items() if n not in LEFT_OUT}}.items()))


def lines() -> list[str]:
    """One requirement a line; two for what is older on Macs with Intel processors."""
    out = []
    for name, version in pins().items():
        older = OLDER_ON_INTEL_MAC.get(name)
        if older is None:
            out.append(f"{name}=={version}")
        else:
            out.append(f"{name}=={older} ; {INTEL_MAC}")
            out.append(f"{name}=={version} ; {ELSEWHERE}")
    return out


if __name__ == "__main__":
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines()) + "\n", encoding="utf-8")
