#!/usr/bin/env bash
# Makes .venv hold kept and all it needs; returns at once where nothing has changed since.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
python="$venv/bin/python"
stamp="$venv/.kept-ready"
pins=.ci/constraints.txt
oldest='import sys; sys.exit(sys.version_info < (3, 11))'

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# The place counts too: a moved environment still points to where it was made.
wanted() { { pwd -P; cat pyproject.toml "$pins" .ci/setup.sh; } | cksum; }

ready() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted)" ] && "$python" -S -c "$oldest" 2>/dev/null; }

# The one behind an environment, which may be the very .venv that goes.
find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -S -c "$oldest" 2>/dev/null || continue
        "$name" -c 'import sys; print(sys._base_executable)'
        return
    done
    return 1
}

install_debian() {
    local line="apt-get update && apt-get install --yes --no-install-recommends $*"
    command -v apt-get >/dev/null || stop "please install Python 3.11 or newer with its venv module, then run this again."
    [ "$(id -u)" = 0 ] || stop "a Debian package is missing; please run: sudo sh -c '$line'"
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    sh -c "$line" </dev/null >/dev/null || stop "apt-get could not install $*."
}

# Debian's python3 comes without the part that makes environments.
can_make() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

choose_python() {
    base=$(find_python) || {
        install_debian python3 python3-venv
        base=$(find_python) || stop "Python 3.11 or newer is needed; here is $(python3 --version 2>&1)."
    }
}

usable() { "$python" -S -c "$oldest" 2>/dev/null && head -n 3 "$venv/bin/pip" 2>/dev/null | grep -qF "$(pwd -P)/$python"; }

with_uv() {
    command -v uv >/dev/null || return 1
    usable || { rm -rf "$venv" && uv venv --quiet --python "$base" "$venv"; } || return 1
    uv pip install --quiet --python "$python" --compile-bytecode \
        --constraint "$pins" --build-constraint "$pins" --editable '.[dev]' && return
    say "uv could not; trying pip"
    return 1
}

with_pip() {
    local package
    if ! usable; then
        if ! can_make "$base"; then
            package=$(basename "$base")-venv
            install_debian "$package"
            can_make "$base" || stop "$base cannot make environments even with $package installed."
        fi
        rm -rf "$venv" && "$base" -m venv "$venv" || return 1
    fi
    # as variables, so that what builds the package is pinned as well
    PIP_CONSTRAINT="$pins" PIP_BUILD_CONSTRAINT="$pins" PIP_USER=0 \
        "$python" -m pip install --quiet --no-input --disable-pip-version-check --editable '.[dev]'
}

main() {
    ready && return
    say "making $venv, which takes about a minute the first time"
    choose_python
    rm -f "$stamp"
    with_uv || with_pip || stop "the packages could not be installed; see above."
    "$python" -m compileall -q tui || true  # the checks say it better
    wanted >"$stamp"
    say "ready"
}

main "$@" </dev/null
