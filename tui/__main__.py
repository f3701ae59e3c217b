"""`kept` and `python -m tui`: the prompt's line is answered before anything heavy is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, by default the process's own; returns the exit status."""
    sys.excepthook = _tell
    if arguments is None and "serve" in sys.argv:
        _restrict(sys.argv[1:])
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except OSError as error:
        from tui.cli.say import unwritten

        return unwritten(error)
    return status


def _restrict(given: Sequence[str]) -> None:
    from tui import lockdown

    if lockdown.serves(given):
        lockdown.begin()


def _run(given: Sequence[str]) -> int:
    status = _at_once(given)
    if status is not None:
        return status
    from tui.cli.group import run

    return run(given)


def _at_once(arguments: Sequence[str]) -> int | None:
    """The exit status of what needs no click; None for all else, and nothing is done."""
    from tui.cli.given import given

    found = given(arguments)
    if found is None:
        return None
    options, command = found
    if command in (["status"], ["status", "--json"]):
        from tui.cli.prompt import answer

        return answer(len(command) > 1, **options)
    if not command:
        from tui.cli.opening import opened

        return opened(**options)
    return None


def _tell(*unforeseen: object) -> None:
    from tui.cli.unforeseen import tell

    tell(*unforeseen)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
