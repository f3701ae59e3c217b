"""Writing a text to a file of its own: whole or not at all, and never over what is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tui.domain.problem import Problem


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text to a new file; `force` replaces one that is there.

    Raises Problem where there is such a file or it cannot be written; nothing is half written then.
    """
    beside = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix=f".{path.name}.", dir=path.parent, delete=False
        ) as file:
            beside = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_mask())
        if force:
            beside.replace(path)
        else:
            path.hardlink_to(beside)
    except FileExistsError:
        raise Problem(f"There is a file {path.name} already.", "Name another one.", wrong_use=True) from None
    except OSError as error:
        what = f"{path.name} cannot be written: {error.strerror or error}."
        raise Problem(what, "Name another place.") from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _mask() -> int:
    """What a new file may not be used for, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
