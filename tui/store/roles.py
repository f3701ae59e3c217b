"""Who may write; asked inside every write transaction, so that no screen and no command can forget it."""

from __future__ import annotations

import sqlite3

from tui.domain.model import ROLES, Role
from tui.domain.problem import Problem

AS_ROOT = "Say whose name it is done in: kept --as HANDLE, then the command."


def role_of(conn: sqlite3.Connection, handle: str) -> Role | None:
    """A teammate's role as it is now; None for whoever is no teammate, or none any more."""
    row = conn.execute("SELECT role FROM teammate WHERE handle = ? AND deleted_at IS NULL", (handle,)).fetchone()
    return row[0] if row else None


def check(conn: sqlite3.Connection, handle: str, needs: Role | None) -> None:
    """Refuse whoever is no teammate or has a lesser role than is needed; raises Problem."""
    if needs is None:
        return
    role = role_of(conn, handle)
    if role is None:
        remedy = AS_ROOT if handle == "root" else f"Ask {_admins(conn)} to add the account."
        raise Problem(f"{handle} is no teammate in this database.", remedy)
    if ROLES.index(role) >= ROLES.index(needs):
        return
    if role == "viewer":
        raise Problem(f"{handle} may look, not write.", f"Ask {_admins(conn)} for the role {needs}.")
    raise Problem(f"{handle} is no admin here.", f"Ask {_admins(conn)} to do it.", wrong_use=True)


def _admins(conn: sqlite3.Connection) -> str:
    rows = conn.execute("SELECT handle FROM teammate WHERE role = 'admin' AND deleted_at IS NULL ORDER BY handle")
    return " or ".join(handle for (handle,) in rows) or "an admin"
