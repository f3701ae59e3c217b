"""Errors that nobody foresaw: the whole of them to a file of the user's, one line to the person.

As the interpreter's own last resort this sees what nothing has caught, without a handler that catches everything:
what is known is caught by its name, and what is not must not put a traceback with other people's data on a screen.
"""

from __future__ import annotations

import sys
from types import TracebackType


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What sys.excepthook is set to."""
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("kept: stopped.\n")
        return
    where = keep(kind, error, trace)
    details = f"Details: {where}" if where else "The details could not be written down."
    sys.stderr.write(f"kept: stopped at an error that was not foreseen ({kind.__name__}). {details}\n")


def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str | None:
    """Append the traceback to a file that nobody else can read; returns its path, None where that fails."""
    import os
    import time
    import traceback

    from platformdirs import user_state_path

    path = user_state_path("kept", appauthor=False) / "errors.log"
    told = "".join(traceback.format_exception(kind, error, trace))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="backslashreplace") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {sys.argv[1:2]}\n{told}\n")
    except OSError:
        return None
    return str(path)
