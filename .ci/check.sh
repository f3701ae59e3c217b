#!/usr/bin/env bash
# Runs every check, the tests last; all of them run even where one fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=0
check() {
    local name=$1
    shift
    printf '%s: ' "$name"
    if output=$("$@" 2>&1); then
        echo ok
    else
        printf 'failed\n%s\n' "$output"
        failed=1
    fi
}

check ruff .venv/bin/ruff check
check mypy .venv/bin/mypy
check imports .venv/bin/lint-imports
.venv/bin/python -m pytest -n 2 --dist loadgroup || failed=1
exit "$failed"
