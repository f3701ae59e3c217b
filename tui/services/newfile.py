"""Writing a text to a file of its own: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from tui.domain.problem import Problem


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text to a new file; `force` replaces one that is there.

    Raises Problem where there is such a file or it cannot be written; nothing is half written then.
    """
    try:
        number, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _failed(path, error) from None
    try:
        with open(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        os.chmod(beside, 0o666 & ~_mask())
        if force:
            os.replace(beside, path)
        else:
            os.link(beside, path)
    except FileExistsError:
        raise Problem(f"There is a file {path.name} already.", "Name another one.", wrong_use=True) from None
    except OSError as error:
        raise _failed(path, error) from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(beside)


def _mask() -> int:
    """What a new file may not be used for, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _failed(path: Path, error: OSError) -> Problem:
    return Problem(f"{path.name} cannot be written: {error.strerror or error}.", "Name another place.")
