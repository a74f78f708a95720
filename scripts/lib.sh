# shellcheck shell=sh
# What run, test, check and bench share: the Python environment and the system's libraries, each made once.
# Quick when nothing changed, and then without the network. Sourced, never run.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root" || exit 1
venv="$root/.venv"
python="$venv/bin/python"
PYTHONUTF8=1
export PYTHONUTF8

say() { printf '%s\n' "$*" >&2; }
fail() {
    say "smoall: $*"
    exit 1
}
is_root() { [ "$(id -u)" -eq 0 ]; }

# apt_install PACKAGE…: as root on Debian or Ubuntu; otherwise false, and the caller says what to type.
apt_install() {
    is_root && command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing $* ..."
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# The folder itself, with pip in it. Debian ships Python without the parts that make one.
make_venv() {
    base=$(find_python) || { apt_install python3.11-venv && base=$(find_python); } ||
        fail "Python 3.11 or newer is needed; on Debian or Ubuntu type: sudo apt-get install python3.11-venv"
    if ! "$base" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        apt_install "$package" || fail "Python's venv is missing; type: sudo apt-get install $package"
    fi
    say "Creating .venv ..."
    "$base" -m venv --clear "$venv" || fail "the Python environment could not be made in $venv"
}

# quietly LOG COMMAND…: silent unless it fails, and then without pip's remarks on places it was told to ignore.
quietly() {
    log=$1
    shift
    "$@" >"$log" 2>&1
}

install_lock() {
    log="$venv/install.log"
    if ! "$venv/bin/uv" --version >/dev/null 2>&1; then
        quietly "$log" "$python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements-install.lock ||
            say "uv is not to be had; pip takes its place (slower)."
    fi
    quietly "$log" "$venv/bin/uv" pip install --python "$python" --system-certs --require-hashes -r "$1" && return 0
    quietly "$log" "$python" -m pip install -q --disable-pip-version-check --require-hashes -r "$1" && return 0
    grep -v '^Location .* is ignored' "$log" | tail -n 20 >&2
    fail "the packages of $1 could not be installed (see above; the whole log is $log)"
}

# .venv/bin/smoall, pointing at this folder: uv builds it without the network. Without uv `python -m smoall` is the same.
install_command() {
    quietly "$venv/command.log" "$venv/bin/uv" pip install --python "$python" --offline --no-deps -e "$root" ||
        say "The short command smoall is not there; python -m smoall does the same."
}

# The stamp is the interpreter's version and the lock itself: either one changing installs anew.
state_of() { { "$python" -V && cat "$1"; } 2>/dev/null; }
installed() { state_of "$1" | cmp -s - "$venv/$1.installed"; }
stamp() { state_of "$1" >"$venv/$1.installed"; }

# ensure_packages LOCK: a whole environment holding that lock. requirements-dev.lock holds requirements.lock too.
ensure_packages() {
    new_enough "$python" && installed "$1" && return 0
    exec 9<"$root/$1"
    if command -v flock >/dev/null 2>&1; then flock 9; fi # two scripts started together install once
    if ! { new_enough "$python" && installed "$1"; }; then
        { new_enough "$python" && "$python" -m pip --version >/dev/null 2>&1; } || make_venv
        say "Installing the packages of $1 ..."
        install_lock "$1"
        install_command
        stamp "$1"
        [ "$1" = requirements-dev.lock ] && stamp requirements.lock
    fi
    exec 9<&-
}

# WeasyPrint draws PDFs through these, which no Python package brings.
pango_present() {
    "$python" - <<'END'
import sys
from ctypes.util import find_library

sys.exit(not all(map(find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))))
END
}

pango_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
ensure_pango() {
    pango_present && return 0
    # shellcheck disable=SC2086 # a list of words
    apt_install $pango_packages && pango_present && return 0
    say "PDFs need Pango, which is not on this machine."
    say "Debian or Ubuntu: sudo apt-get install $pango_packages    Fedora: sudo dnf install pango    macOS: brew install pango"
    return 1
}
