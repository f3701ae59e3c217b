"""The lines that `kept team key` prints, through a real sshd: who they let in, and until when."""

from __future__ import annotations

import json
import re

from tests.server.sshd import Server


def given_in(server: Server, who: str, key_of: str) -> str:
    """ana notes a key over ssh; the line that comes back."""
    done = server.run("ana", f"team key {who} -", (server.folder / f"{key_of}.pub").read_bytes())
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(b"kept: " + who.encode() + b" has SHA256:")
    # where the account may not run the tests' own interpreter, what it runs goes by another name outside
    return re.sub(r"\S+(?= -I -m tui )", server.daemon.python, done.stdout.decode())


def test_a_printed_line_lets_in_until_the_teammate_is_removed(server: Server) -> None:
    lines = [given_in(server, who, who) for who in ("ana", "bo")]
    assert all(line.startswith("restrict,pty,command=") and line.count("\n") == 1 for line in lines)
    server.authorize(*lines)
    added = server.run("bo", "add Nordwind")
    assert (added.returncode, added.stderr) == (0, b"")
    history = json.loads(server.run("ana", "history Nordwind --json").stdout)
    assert [deed["actor"] for deed in history] == ["bo"]
    checked = server.run("ana", "team check -", "".join(lines).encode())
    assert (checked.returncode, checked.stdout) == (0, b"Every key is there, once, for whom it is.\n")

    assert server.run("ana", "team remove bo --to ana").returncode == 0
    refused = server.run("bo", "add Suedwind")
    assert refused.returncode == 1
    assert refused.stderr == b"kept: bo is no teammate in this database. Ask ana to add the account.\n"
    checked = server.run("ana", "team check -", "".join(lines).encode())
    assert (checked.returncode, checked.stdout.startswith(b"line 2: SHA256:")) == (1, True)


def test_nobody_but_an_admin_changes_the_team_over_ssh(server: Server) -> None:
    key = (server.folder / "stranger.pub").read_bytes()
    for command in ("team add eve", "team key bo -", "team role bo admin", "team remove vera"):
        for who, says in (("bo", b"kept: bo is no admin here."), ("vera", b"kept: vera may look, not write.")):
            done = server.run(who, command, key)
            assert (done.returncode > 0, done.stdout) == (True, b"")
            assert done.stderr.startswith(says)


def test_no_key_of_two_and_no_line_with_options_is_taken_over_ssh(server: Server) -> None:
    key = (server.folder / "bo.pub").read_bytes()
    assert server.run("ana", "team key bo -", key).returncode == 0
    twice = server.run("ana", "team key ana -", key)
    assert twice.stderr.startswith(b"kept: bo has this key already.")
    for wrong in (b'command="sh" ' + key, key + key, key.replace(b"ed25519", b"rsa", 1)):
        done = server.run("ana", "team key ana -", wrong)
        assert (done.returncode, done.stdout) == (2, b"")
