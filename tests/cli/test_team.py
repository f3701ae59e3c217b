"""`kept team`: who is in it, with which role and keys, and the file of keys."""

from __future__ import annotations

import io
import json
import os
import pwd
import shlex
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ME
from tests.domain.test_authorized import dequoted
from tests.domain.test_sshkey import ED, blob
from tui.domain.sshkey import read_key
from tui.services.login import own_handle

Run = Callable[..., Any]
Refused = Callable[..., str]
RSA = f"ssh-rsa {blob('ssh-rsa')} bo@desk"
MARK = read_key(ED).fingerprint
LIST_KEYS = ["handle", "name", "role", "addresses", "away_until", "deputy", "keys"]
KEY_KEYS = ["handle", "fingerprint", "kind", "comment", "line"]


@pytest.fixture
def me() -> str:
    return own_handle()


@pytest.fixture
def manned(filled: Run) -> Run:
    """kept with bo, a member."""
    assert filled("team", "add", "bo", "--name", "Bo Oake") == (0, "bo is a member.\n", "")
    return filled


@pytest.fixture
def piped(manned: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same with a text on standard input."""

    def run(data: str, *arguments: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        return manned(*arguments)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A file of keys that this account may not write, in a folder that it may not write."""
    folder = tmp_path / "etc"
    folder.mkdir()
    found = folder / "authorized_keys"
    found.touch(0o644)
    folder.chmod(0o755)
    yield found
    folder.chmod(0o755)


def fills(file: Path, *lines: str) -> Path:
    """Put lines in the file."""
    file.chmod(0o644)
    file.write_text("".join(f"{line}\n" for line in lines))
    if os.geteuid() != 0:
        file.chmod(0o444)
        file.parent.chmod(0o555)
    return file


def test_the_team_is_listed(manned: Run, me: str) -> None:
    assert manned("team", "key", "bo", *ED.split()).status == 0
    assert manned("team", "away", "bo", "--until", "2026-03-16", "--deputy", me).status == 0
    done = manned("team", "list")
    assert (done.status, done.err) == (0, "")
    bo, mine = sorted(done.out.splitlines(), key=lambda line: not line.startswith("bo"))
    assert bo.split() == ["bo", "Bo", "Oake", "member", "1", "key", *f"away until Mon 16 Mar, {me}".split(),
                          "stands", "in"]  # fmt: skip
    assert mine.startswith(me)
    assert mine.endswith(ME)
    rows = {row["handle"]: row for row in json.loads(manned("team", "list", "--json").out)}
    assert [list(row) for row in rows.values()] == [LIST_KEYS] * 2
    assert rows["bo"] == {
        "handle": "bo", "name": "Bo Oake", "role": "member", "addresses": [], "deputy": me, "keys": 1,
        "away_until": "2026-03-16T00:00:00Z",
    }  # fmt: skip
    assert (rows[me]["role"], rows[me]["addresses"], rows[me]["away_until"]) == ("admin", [ME], None)


def test_somebody_is_added_given_a_role_removed_and_back(manned: Run) -> None:
    assert manned("team", "role", "bo", "admin").out == "bo is an admin now, and was a member.\n"
    assert manned("team", "role", "bo", "admin").out == "bo is an admin already; nothing was changed.\n"
    assert manned("team", "remove", "bo") == (0, "bo is removed.\n", "")
    assert "bo" not in manned("team", "list").out
    back = manned("team", "add", "bo", "--role", "viewer")
    assert back.out == "bo is a viewer again, with all that was theirs.\n"
    assert json.loads(manned("team", "add", "cleo", "--json").out) == {
        "handle": "cleo", "role": "member", "again": False,
    }  # fmt: skip
    assert json.loads(manned("team", "role", "bo", "member", "--json").out) == {
        "handle": "bo", "role": "member", "before": "viewer",
    }  # fmt: skip
    assert json.loads(manned("team", "remove", "bo", "--json").out) == {
        "handle": "bo", "to": None, "handed": "", "personal": 0, "keys": 0,
    }  # fmt: skip


def test_what_somebody_has_who_may_only_look_from_now_on_is_said(manned: Run) -> None:
    assert manned("edit", "r1", "--owner", "bo").status == 0
    done = manned("team", "role", "bo", "viewer")
    assert (done.status, done.out) == (0, "bo is a viewer now, and was a member.\n")
    assert done.err.splitlines() == [
        "kept: bo still has 1 relationship, and may deal with none of it.",
        "kept: kept edit ID --owner HANDLE and kept renegotiate ID --due WHEN --by HANDLE hand it over.",
    ]
    assert manned("edit", "r2", "--owner", "bo").err == "kept: bo may look, not write. Name a member or an admin.\n"


def test_what_is_handed_over_and_what_stays_is_said(manned: Run, me: str) -> None:
    assert manned("--as", "bo", "add", "Mum", "--kind", "personal").status == 0
    assert manned("edit", "r1", "--owner", "bo").status == 0
    assert manned("promise", "r1", "the plans", "--due", "fri", "--by", "bo").status == 0
    assert manned("team", "key", "bo", *ED.split()).status == 0
    done = manned("team", "remove", "bo")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "kept: bo has 1 relationship, 1 open promise. kept team remove bo --to HANDLE hands them over.\n"
    )
    assert manned("team", "remove", "bo", "--to", me).out.splitlines() == [
        f"bo is removed; {me} has 1 relationship, 1 open promise of theirs.",
        "1 personal relationship stays bo's: nobody sees what is personal, and it is there if bo is added again.",
        "1 key is dropped; kept team check says which lines of /etc/kept/authorized_keys root takes out.",
    ]
    assert manned("doctor", "--rebuild").status == 0


@pytest.mark.parametrize(
    ("arguments", "says", "status"),
    [
        (("add", "Bo B"), "'Bo B' is no handle.", 2),
        (("add", "bo"), "bo is a teammate already.", 1),
        (("add", "cleo", "--role", "boss"), "'boss' is not one of", 2),
        (("role", "zoe", "member"), "'zoe' is no teammate.", 2),
        (("role", "ME", "member"), "ME is the last admin.", 1),
        (("remove", "ME", "--to", "bo"), "ME is the last admin.", 1),
        (("key", "zoe"), "'zoe' is no teammate.", 2),
        (("key", "bo", "hello"), "That is no public key of a kind that kept takes.", 2),
        (("key", "bo", f'command="sh" {ED}'), "There is something before the key.", 2),
        (("key", "bo", f"{ED}\n{ED}"), "That is more than one line.", 2),
        (("key", "bo", ED, "--drop", MARK), "A key is given or dropped.", 2),
        (("key", "bo", "--drop", MARK), "bo has no key with the fingerprint SHA256:", 2),
    ],
)
def test_what_cannot_be_is_refused(
    manned: Run, refused: Refused, me: str, arguments: tuple[str, ...], says: str, status: int
) -> None:
    given = [me if word == "ME" else word for word in arguments]
    assert says.replace("ME", me) in refused("team", *given, status=status)


def test_there_is_no_team_without_a_database(kept: Run) -> None:
    for command in (("list",), ("add", "bo"), ("key", "bo"), ("check", "-"), ("remove", "bo")):
        done = kept("team", *command)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith("kept: There is no database at ")


def test_a_key_prints_the_line_alone_for_the_file(manned: Run, db: Path) -> None:
    done = manned("team", "key", "bo", *ED.split())
    assert done.status == 0
    assert done.err == f"kept: bo has {MARK} now. Root adds this line to /etc/kept/authorized_keys:\n"
    assert done.out.startswith('restrict,pty,command="/usr/bin/env -i ')
    assert done.out.endswith(f'" {ED} bo\n')
    assert done.out.count("\n") == 1
    words = shlex.split(dequoted(done.out))
    assert words[words.index(sys.executable) :] == [
        sys.executable, "-I", "-m", "tui", "--db", str(db.resolve()), "serve", "--as", "bo",
    ]  # fmt: skip
    assert manned("team", "key", "bo") == (0, f"# {MARK}\n{done.out}", "")
    (listed,) = json.loads(manned("team", "key", "bo", "--json").out)
    assert list(listed) == KEY_KEYS
    assert listed["line"] + "\n" == done.out


def test_a_key_comes_on_standard_input_too(piped: Run) -> None:
    assert piped(f"{RSA}\r\n", "team", "key", "bo", "-").out.endswith(f" {RSA}\n")
    assert "longer than any key" in piped("x" * 20_000, "team", "key", "bo", "-").err
    assert "more than one line" in piped(f"{RSA}\n{ED}\n", "team", "key", "bo", "-").err
    assert "no public key" in piped("", "team", "key", "bo", "-").err


def test_a_shared_configuration_stands_in_the_line_and_ones_own_does_not(
    manned: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "a shared.toml"
    shared.write_text("")
    line = manned("--config", str(shared), "team", "key", "bo", *ED.split()).out
    assert shlex.split(dequoted(line))[-5:] == ["--config", str(shared), "serve", "--as", "bo"]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "config.toml").write_text("")
    assert "--config" not in manned("team", "key", "bo").out


def test_the_same_key_is_nobody_elses(manned: Run, refused: Refused, me: str) -> None:
    assert manned("team", "key", "bo", *ED.split()).status == 0
    assert "bo has this key already." in refused("team", "key", me, ED, status=1)
    assert "bo has this key already." in refused("team", "key", "bo", f"{ED} other", status=1)
    assert manned("team", "key", "bo", "--drop", MARK).out.startswith(f"{MARK} is bo's no more;")
    assert manned("team", "key", "bo") == (0, "", "kept: bo has no key here.\n")
    assert manned("team", "key", me, ED).status == 0


def test_what_is_printed_is_right_when_it_is_in_the_file(manned: Run, me: str, file: Path) -> None:
    manned("team", "key", "bo", *ED.split())
    manned("team", "key", me, *RSA.split())
    whole = [*manned("team", "key", "bo").out.splitlines(), *manned("team", "key", me).out.splitlines()]
    done = manned("team", "check", str(fills(file, *whole)))
    assert done == (0, "Every key is there, once, for whom it is.\n", "")
    assert json.loads(manned("team", "check", str(file), "--json").out) == []


def test_what_is_wrong_with_the_file_is_said_line_by_line(piped: Run, me: str) -> None:
    bo, mine = piped("", "team", "key", "bo", ED).out.strip(), piped("", "team", "key", me, RSA).out.strip()
    assert bo
    done = piped(f"{bo}\n{bo}\nhello\n", "team", "check", "-")
    assert (done.status, done.err) == (1, "")
    assert done.out.splitlines() == [
        "line 2: Line 1 has this key already, and sshd goes by that one. Take one out.",
        "line 3: It cannot be read. That is no public key of a kind that kept takes.",
        f"the file: {read_key(RSA).fingerprint} of {me} is not there. kept team key {me} prints the line.",
    ]
    done = piped(bo.replace("--as bo", f"--as {me}") + f"\n{mine}\n", "team", "check", "-", "--json")
    assert done.status == 1
    assert json.loads(done.out) == [
        {"line": 1, "kind": "person", "handle": "bo",
         "what": f"The key is bo's, and the line opens kept as {me}. kept team key bo prints the line."},
    ]  # fmt: skip
    assert piped("", "team", "remove", "bo").status == 0
    done = piped(f"{bo}\n{mine}\n", "team", "check", "-")
    assert done.out == f"line 1: {MARK} was bo's and is dropped. Take the line out.\n"


@pytest.mark.parametrize(("of_file", "of_folder"), [(0o664, 0o755), (0o646, 0o755), (0o644, 0o775)])
def test_a_file_that_others_may_write_is_wrong(manned: Run, file: Path, of_file: int, of_folder: int) -> None:
    fills(file)
    file.chmod(of_file)
    file.parent.chmod(of_folder)
    done = manned("team", "check", str(file))
    open_one = file.parent if of_folder == 0o775 else file
    assert done.status == 1
    assert f"the file: Not root alone may write {open_one}, so that" in done.out


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may be another account")
def test_a_file_that_the_account_of_kept_may_write_is_wrong(manned: Run, file: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    fills(file)
    os.chown(file, nobody.pw_uid, nobody.pw_gid)
    assert "Not root alone may write" in manned("team", "check", str(file)).out
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_file_that_is_not_there_or_no_file_is_said(manned: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, says in ((tmp_path / "none", "No such file"), (tmp_path, ""), (tmp_path / "pipe", "")):
        done = manned("team", "check", str(path))
        assert (done.status, done.out) == (1, "")
        assert says in done.err


def test_a_hostile_file_steers_no_terminal(piped: Run) -> None:
    done = piped(f"\x1b]52;c;YQ==\x07 {ED} \x1b[2J\n\x9b31m\n{'x' * 90_000}\n", "team", "check", "-")
    assert done.status == 1
    assert not set(done.out + done.err) & {"\x1b", "\x07", "\x9b"}
    assert all(len(line) < 300 for line in done.out.splitlines())


def test_every_change_of_the_team_is_in_the_journal_with_who_did_it(manned: Run, db: Path, me: str) -> None:
    for command in (
        ("key", "bo", ED),
        ("role", "bo", "admin"),
        ("key", "bo", "--drop", MARK),
        ("remove", "bo"),
        ("add", "bo"),
    ):
        assert manned("team", *command).status == 0
    conn = sqlite3.connect(db)
    found = conn.execute("SELECT actor, action FROM journal WHERE action NOT LIKE '%mail%' ORDER BY id").fetchall()
    conn.close()
    assert found[-6:] == [
        (me, "add a teammate"), (me, "give a key"), (me, "give a role"), (me, "drop a key"),
        (me, "remove a teammate"), (me, "add a teammate"),
    ]  # fmt: skip
