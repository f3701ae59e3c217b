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
    if "status" in given:
        from tui.cli.prompt import answered

        status = answered(given)
        if status is not None:
            return status
    from tui.cli.group import run

    return run(given)


def _tell(*unforeseen: object) -> None:
    from tui.cli.unforeseen import tell

    tell(*unforeseen)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
