#!/bin/sh
# Make .venv and install the project into it: `sh scripts/setup.sh run` to use it, `... dev` to test it too.
set -eu
cd "$(dirname "$0")/.."

what=${1:?run or dev}
venv=.venv
python=$venv/bin/python

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

has_pip() { "$python" -m pip --version >/dev/null 2>&1; }

as_root_install_venv() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt-get update -q && apt-get install -q -y --no-install-recommends "python$version-venv"
}

# Debian keeps ensurepip in a package of its own: install that, or else borrow a pip that is there already.
make_venv() {
    base=$(sh scripts/find_python.sh) || exit 1
    echo "Making $venv with $("$base" --version 2>&1)"
    rm -rf "$venv"
    "$base" -m venv "$venv" >/dev/null 2>&1 && has_pip && return
    rm -rf "$venv"
    if as_root_install_venv >/dev/null 2>&1; then
        "$base" -m venv "$venv" >/dev/null 2>&1 && has_pip && return
        rm -rf "$venv"
    fi
    if "$base" -m venv --without-pip "$venv" >/dev/null 2>&1; then
        "$base" -m pip --python "$python" install -q pip >/dev/null 2>&1 && has_pip && return
        command -v uv >/dev/null 2>&1 && uv pip install -q --python "$python" pip >/dev/null 2>&1 && has_pip && return
    fi
    rm -rf "$venv"
    fail "Python's venv module is incomplete here; on Debian and Ubuntu: sudo apt-get install python3-venv"
}

PIP_DISABLE_PIP_VERSION_CHECK=1
PIP_REQUIRE_VIRTUALENV=0
export PIP_DISABLE_PIP_VERSION_CHECK PIP_REQUIRE_VIRTUALENV

{ PYTHON=$python sh scripts/find_python.sh >/dev/null 2>&1 && has_pip; } || make_venv

case $what in
    run) target=. ;;
    dev) target=".[dev]" ;;
    *) fail "setup.sh takes run or dev, got $what" ;;
esac
echo "Installing the packages of constraints.txt (a few minutes the first time)"
"$python" -m pip install -q -c constraints.txt hatchling editables ||
    fail "pip could not install; is there a connection to a Python package index?"
"$python" -m pip install -q --no-build-isolation -c constraints.txt -e "$target" ||
    fail "pip could not install; is there a connection to a Python package index?"
rm -f "$venv/.ready-run" "$venv/.ready-dev"
[ "$what" = run ] || touch "$venv/.ready-dev"
touch "$venv/.ready-run"
