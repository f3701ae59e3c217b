"""Errors that nobody foresaw: the whole of them to a file of the user's, one line to the person.

As the interpreter's own last resort this sees what nothing has caught, without a handler that catches everything:
what is known is caught by its name, and what is not must not put a traceback with other people's data on a screen.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

LOG = "errors.log"
_BESIDE: list[Path] = []


def keep_beside(database: Path) -> None:
    """From now on keep errors beside a database: whoever came by a key of ssh has no files there."""
    _BESIDE.append(database.with_name(LOG))


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What sys.excepthook is set to."""
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("kept: stopped.\n")
        return
    kept = keep(kind, error, trace)
    sys.stderr.write(f"kept: stopped at an error that was not foreseen ({kind.__name__}). {kept}\n")


def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Append the traceback to a file that nobody else can read; returns the sentence that says where."""
    import os
    import time
    import traceback

    path = _BESIDE[-1] if _BESIDE else _own_log()
    told = "".join(traceback.format_exception(kind, error, trace))
    number, said = os.urandom(4).hex(), sys.argv[1:] if _BESIDE else sys.argv[1:2]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="backslashreplace") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {number} {said}\n{told}\n")
    except OSError:
        return "The details could not be written down."
    return f"Details: {number} in the server's {LOG}" if _BESIDE else f"Details: {path}"


def _own_log() -> Path:
    from platformdirs import user_state_path

    return user_state_path("kept", appauthor=False) / LOG
