#!/usr/bin/env bash
# Installs the programs that speed is compared with, where they are missing and may be; without one, its lines say so.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'bench: %s\n' "$*" >&2; }

here() { command -v mu >/dev/null && command -v notmuch >/dev/null; }

install_debian() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes --quiet --no-install-recommends maildir-utils notmuch </dev/null >/dev/null 2>&1
}

indexers() {
    here && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "mu or notmuch is missing (Debian: maildir-utils, notmuch)."
        return
    fi
    say "installing maildir-utils and notmuch"
    install_debian || { apt-get update --quiet </dev/null >/dev/null 2>&1 && install_debian; } || true
    here || say "mu or notmuch could not be installed."
}

duckdb() {
    .venv/bin/python -c 'import duckdb' 2>/dev/null && return
    say "installing duckdb"
    PIP_CONSTRAINT=.ci/constraints.txt .venv/bin/python -m pip install --quiet --no-input \
        --disable-pip-version-check --editable '.[bench]' 2>/dev/null || say "duckdb could not be installed."
}

indexers
duckdb
