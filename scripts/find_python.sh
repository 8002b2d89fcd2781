#!/bin/sh
# Print a Python that can run Null Island (CPython 3.11 to 3.14, 64 bits, with the GIL), or say which one to install.
# PYTHON=/path/to/python chooses one by hand.
set -u

newest=14
[ "$(uname -s) $(uname -m)" = "Darwin x86_64" ] && newest=13 # Numba has no wheel for 3.14 there

works() {
    "$1" -c '
import struct, sys, sysconfig
supported = (3, 11) <= sys.version_info[:2] <= (3, int(sys.argv[1])) and sys.implementation.name == "cpython"
whole = struct.calcsize("P") == 8 and not sysconfig.get_config_var("Py_GIL_DISABLED")
sys.exit(0 if supported and whole else 1)' "$newest" >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    works "$PYTHON" && { printf '%s\n' "$PYTHON"; exit 0; }
    printf 'PYTHON must be CPython 3.11 to 3.%s (64 bits, not free-threaded), got %s\n' "$newest" "$PYTHON" >&2
    exit 1
fi

minors=
for minor in 14 13 12 11; do
    [ "$minor" -le "$newest" ] && minors="$minors $minor"
done

# What the shell finds comes first, the newest before the others; then the places it may not know.
for candidate in $(printf 'python3.%s ' $minors) python3 python; do
    if works "$candidate"; then
        printf '%s\n' "$candidate"
        exit 0
    fi
done
for minor in $minors; do
    for candidate in \
        "/opt/homebrew/bin/python3.$minor" \
        "/usr/local/bin/python3.$minor" \
        "/Library/Frameworks/Python.framework/Versions/3.$minor/bin/python3" \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3."$minor".*/bin/python3; do
        if works "$candidate"; then
            printf '%s\n' "$candidate"
            exit 0
        fi
    done
done

case $(uname -s) in
    Darwin) how="install it from python.org, or with: brew install python@3.13" ;;
    *) how="on Debian and Ubuntu: sudo apt-get install python3 python3-venv" ;;
esac
printf 'Null Island needs Python 3.11 to 3.%s and found none; %s\n' "$newest" "$how" >&2
exit 1
