"""Print a browser for the tests, after installing one if there is none; or say in one sentence what to do.

In this order: `NULLISLAND_CHROMIUM`, an installed Chromium, Chrome or Edge, apt as root, Playwright's own
download.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nullisland.browsers import find_browser

SENTENCE = (
    "The tests need a browser and found none: install Chromium, Chrome or Edge, "
    "or set NULLISLAND_CHROMIUM to the path of one."
)


def run(*command: str) -> bool:
    """Whether the command ended well; its output goes to stderr."""
    try:
        return subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0
    except OSError:
        return False


def install_with_apt() -> Path | None:
    """Debian's Chromium, if this is root on a machine with apt."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return None
    print("Installing a browser for the tests with apt-get", file=sys.stderr)
    run("apt-get", "update", "-q")
    run("apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium")
    return find_browser()


def install_with_playwright() -> Path | None:
    """Playwright's own build, with the system's libraries if this is root."""
    print("Downloading a browser for the tests with Playwright", file=sys.stderr)
    run(sys.executable, "-m", "playwright", "install", "chromium")
    return find_browser()


def main() -> int:
    """Print the browser's path: 0; or the sentence: 1."""
    found = find_browser()
    if found is None and not os.environ.get("NULLISLAND_CHROMIUM"):
        found = install_with_apt() or install_with_playwright()
    if found is None:
        print(SENTENCE, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
