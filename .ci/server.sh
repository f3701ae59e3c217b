#!/usr/bin/env bash
# Installs the OpenSSH that the tests of the shared server start for themselves, where it is missing and may be.
set -uo pipefail

say() { printf 'server: %s\n' "$*" >&2; }

here() { command -v ssh >/dev/null && PATH="$PATH:/usr/sbin" command -v sshd >/dev/null; }

install_debian() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes --quiet --no-install-recommends openssh-server openssh-client </dev/null >/dev/null 2>&1
}

main() {
    here && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "OpenSSH is missing; the tests that need it say so and the rest runs."
        return
    fi
    say "installing openssh-server and openssh-client"
    install_debian || { apt-get update --quiet </dev/null >/dev/null 2>&1 && install_debian; } || true
    here || say "OpenSSH could not be installed; the tests that need it say so."
}

main
