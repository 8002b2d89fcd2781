#!/bin/sh
# Compare worst-case risks with scikit-mobility 1.3.1, installed into .venv-peers, an environment of its own.
# That release imports only beside old packages, which have wheels for Python 3.9 to 3.11.
set -eu
cd "$(dirname "$0")/.."

venv=.venv-peers
if [ ! -e "$venv/.ready" ]; then
    base=
    for minor in 11 10 9; do
        for candidate in "python3.$minor" "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3."$minor".*/bin/python3; do
            [ -n "$base" ] || { "$candidate" -c "import sys; sys.exit(sys.version_info[1] != $minor)" 2>/dev/null && base=$candidate; } || :
        done
    done
    [ -n "$base" ] || { echo "scikit-mobility 1.3.1 needs Python 3.9 to 3.11, and none was found" >&2; exit 1; }
    rm -rf "$venv"
    "$base" -m venv "$venv"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check scikit-mobility==1.3.1 \
        "numpy<1.24" "pandas<2" "shapely<2" "scipy<1.11" "matplotlib<3.8" "scikit-learn<1.4" \
        "pyproj<3.7" "fiona<1.10" "powerlaw<1.5" "setuptools<81"
    touch "$venv/.ready"
fi
PEER=$venv/bin/python exec .venv/bin/python scripts/peers.py "$@"
