"""Whatever the command: who may only look writes nothing, and a member does nothing that is an admin's."""

from __future__ import annotations

import io
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ME
from tests.cli.test_auditing import TEXT
from tests.cli.test_docs import ALL
from tests.domain.test_sshkey import ED
from tui.cli.group import kept as group
from tui.services.login import own_handle

Run = Callable[..., Any]
REFUSED = f"kept: vera may look, not write. Ask {own_handle()} for the role member.\n"
NO_ADMIN = f"kept: bo is no admin here. Ask {own_handle()} to do it.\n"
KEY = f"{ED} vera@laptop"
FINGERPRINT = "SHA256:" + "A" * 43
LOOKING = {
    "kept audit export", "kept audit list", "kept audit show", "kept config check", "kept config show",
    "kept demo", "kept export evidence", "kept history", "kept list", "kept search", "kept serve", "kept show",
    "kept status", "kept team check", "kept team list", "kept today",
}  # fmt: skip
"""Commands that write nothing whoever calls them."""
WRITING: dict[str, tuple[str, ...]] = {
    "kept add": ("Norden",),
    "kept audit new": ("--from", "invoices.toml"),
    "kept break": ("p1",),
    "kept close": ("r1", "--sold", "a kit"),
    "kept done": ("w3",),
    "kept edit": ("r1", "--name", "Acme"),
    "kept end": ("r1", "--why", "over"),
    "kept follow-up": ("r1", "ask", "--due", "fri"),
    "kept give-up": ("w3",),
    "kept grade": ("r1", "A", "--why", "they said so", "--until", "fri"),
    "kept ignore": ("stranger@elsewhere.example",),
    "kept import mail": ("more.mbox",),
    "kept log": ("they called", "--with", "r1", "--channel", "call", "--direction", "in"),
    "kept promise": ("r1", "the plans", "--due", "fri"),
    "kept redo": (),
    "kept renegotiate": ("p1", "--due", "2026-03-20"),
    "kept reopen": ("r2",),
    "kept skip": ("f1",),
    "kept snooze": ("w3", "--due", "fri"),
    "kept undo": (),
    "kept waive": ("w3", "--why", "no need"),
    "kept withdraw": ("p1",),
    "kept doctor": ("--rebuild",),
}
ONES_OWN = {"kept team away": ("vera", "--until", "fri", "--deputy", "bo")}
ADMINS: dict[str, tuple[str, ...]] = {
    "kept restore": ("copy.db", "--yes"),
    "kept config apply": (),
    "kept team add": ("cleo",),
    "kept team role": ("vera", "admin"),
    "kept team key": ("vera", *KEY.split()),
    "kept team remove": ("vera", "--to", own_handle()),
}
MORE = (
    ("kept team key", "vera", "--drop", FINGERPRINT),
    ("kept team away", own_handle(), "--until", "fri", "--deputy", "bo"),
    ("kept team away", own_handle(), "--back"),
)
"""Other ways of the same commands that are an admin's."""
COPYING = {"kept backup"}
"""For admins, and for the account that the file belongs to: it could copy the file without kept too."""
AT_A_TERMINAL = {"kept audit run"}
"""What asks for a terminal before anything else; each of its marks is an act, which the store refuses."""


@pytest.fixture
def there(filled: Run, db: Path) -> Run:
    """bo, a member, and vera, who was one and may only look now; what each command here works on is there."""
    Path("invoices.toml").write_text(TEXT, encoding="utf-8")
    Path("more.mbox").write_text(f"From a@b Mon Mar  2 09:00:00 2026\nFrom: x@y.example\nTo: {ME}\n\nHello\n")
    Path("strict.toml").write_text("[tiers.c]\nreply = 1\n")
    for made in (
        ("team", "add", "bo"),
        ("team", "add", "vera"),
        ("promise", "r1", "the plans", "--due", "fri"),
        ("follow-up", "r1", "ask", "--due", "fri"),
        ("add", "Quillon"),
        ("end", "r2", "--why", "over"),
        ("--as", "vera", "add", "Zed"),
        ("--as", "vera", "add", "Zeta"),
        ("--as", "vera", "undo"),
        ("team", "role", "vera", "viewer"),
        ("backup", "copy.db"),
    ):
        done = filled(*made)
        assert done.status == 0, (made, done.err)
    assert db.exists()
    return filled


def everything(db: Path) -> list[tuple[Any, ...]]:
    """All rows of all tables but those of the search, which follow from them."""
    conn = sqlite3.connect(db)
    try:
        tables = conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        named = [name for (name,) in tables if "_fts" not in name]
        return [(name, *row) for name in named for row in conn.execute(f"SELECT * FROM {name}")]
    finally:
        conn.close()


def words(path: str) -> tuple[str, ...]:
    return tuple(path.split()[1:])


def test_every_command_is_known_to_look_or_to_write() -> None:
    known = {*LOOKING, *WRITING, *ADMINS, *ONES_OWN, *COPYING, *AT_A_TERMINAL}
    assert known == {path for path in ALL if path != "kept"}
    assert set(group.list_commands(None)) == {path.split()[1] for path in known}  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [*WRITING, *ADMINS, *ONES_OWN])
def test_a_viewer_writes_nothing(there: Run, db: Path, path: str) -> None:
    before = everything(db)
    needed = "admin" if path in ADMINS else "member"
    arguments = {**WRITING, **ADMINS, **ONES_OWN}[path]
    done = there("--as", "vera", "--config", "strict.toml", *words(path), *arguments)
    assert done == (1, "", REFUSED.replace("role member", f"role {needed}"))
    assert everything(db) == before
    assert not (db.parent / "backups").exists()


@pytest.mark.parametrize("path", WRITING)
def test_a_member_does_the_same(there: Run, db: Path, path: str) -> None:
    before = everything(db)
    who = ("--as", "bo") if path not in ("kept undo", "kept redo") else ()
    if path == "kept redo":
        assert there("undo").status == 0
    done = there(*who, *words(path), *WRITING[path])
    assert done.status == 0, done.err
    assert (everything(db) == before) is (path == "kept doctor")


@pytest.mark.parametrize("command", [*((path, *ADMINS[path]) for path in ADMINS), *MORE], ids=" ".join)
def test_a_member_does_nothing_of_an_admins(there: Run, db: Path, command: tuple[str, ...]) -> None:
    before = everything(db)
    path, *arguments = command
    done = there("--as", "bo", "--config", "strict.toml", *words(path), *arguments)
    assert (done.status, done.out, done.err.splitlines()[-1] + "\n") == (2, "", NO_ADMIN)
    assert everything(db) == before


def test_mail_on_standard_input_is_refused_too(there: Run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(db)
    for command in (("log", "-"), ("import", "mail", "-")):
        data = b"From: x@acme.example\nTo: ana@larkfield.example\nSubject: Hello\nMessage-ID: <new@x>\n\nHello\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert there("--as", "vera", *command) == (1, "", REFUSED)
    assert everything(db) == before


def test_a_stranger_is_no_teammate(there: Run, db: Path) -> None:
    before = everything(db)
    done = there("--as", "eve", "add", "Zed")
    assert done == (1, "", f"kept: eve is no teammate in this database. Ask {own_handle()} to add the account.\n")
    assert everything(db) == before
