"""Who runs kept."""

from __future__ import annotations

import os
from pathlib import Path

from tui.domain.problem import Problem
from tui.services.login import own_handle


def who(path: Path, as_handle: str | None) -> str:
    """The handle of whoever runs this; only the file's owner and root may be somebody else."""
    own = own_handle()
    if as_handle is None or as_handle == own:
        return own
    if os.getuid() not in (0, _owner(path)):
        raise Problem(
            f"{own} may not use kept as {as_handle}.",
            f"Only root and the owner of {path} may; leave --as away.",
            wrong_use=True,
        )
    return as_handle


def _owner(path: Path) -> int:
    """Who owns a file; whoever makes it, where it is not there yet."""
    try:
        return path.stat().st_uid
    except OSError:
        return os.getuid()
