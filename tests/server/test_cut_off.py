"""What comes over a line that drops half-way is not taken for the whole, and nothing of it is left lying about."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.server.sshd import Server

MAIL = b"""From: Mette Aal <mette@halden.example>
To: ana@larkfield.example
Date: Mon, 02 Mar 2026 09:00:00 +0000
Subject: Offer
Message-ID: <cut@test.example>

Could you send the offer, and with it what stands at THE VERY END
"""
BOX = b"From someone@test.example Mon Mar  2 09:00:00 2026\n" + MAIL
IMPORT = "import mail - --me ana@larkfield.example --json"
TAKE = "audit new --from - --json"
AUDIT = b'name = "Monthly invoices"\nstarts = "the last working day"\n'


def stored(server: Server) -> tuple[int, int]:
    """How many mails with that id, and how many processes there are."""
    counts = (
        "SELECT count(*) FROM mail WHERE message_id LIKE '%cut@test.example%'",
        "SELECT count(*) FROM process",
    )
    with closing(sqlite3.connect(server.database)) as conn:
        mails, processes = (conn.execute(sql).fetchone()[0] for sql in counts)
    return mails, processes


def begun(server: Server, who: str, command: str) -> subprocess.Popen[bytes]:
    """A client whose command runs, and whose standard input is still open."""
    words, pipe = [*server.ssh(who, "-T"), "--", command], subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe)


def wait_for(server: Server) -> None:
    deadline = time.monotonic() + 20
    while not server.dashboards():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("command", [IMPORT, "log -", TAKE])
def test_what_a_dropped_line_has_cut_off_is_not_stored(server: Server, command: str) -> None:
    before = stored(server)
    given = {IMPORT: BOX, "log -": MAIL}.get(command, AUDIT)
    for _ in range(3):
        client = begun(server, "ana", command)
        assert client.stdin
        client.stdin.write(given[: given.rindex(b" ")] if command != TAKE else given.splitlines(keepends=True)[0])
        client.stdin.flush()
        wait_for(server)
        client.kill()
        client.communicate()
        assert server.daemon.wait_for_none(10)
        assert stored(server) == before
    done = server.run("ana", command, given)
    assert done.returncode == 0, done.stderr
    assert stored(server) != before


@pytest.mark.parametrize("command", [IMPORT, IMPORT + " --dry-run", "log -"])
def test_who_may_only_look_is_told_before_the_mail_is_sent(server: Server, command: str) -> None:
    client = begun(server, "vera", command)
    assert client.stderr
    assert client.stdin
    assert client.stderr.readline().startswith(b"kept: vera may look, not write.")
    client.stdin.close()
    assert client.wait(20) == 1


@pytest.mark.parametrize("number", [signal.SIGQUIT, signal.SIGTERM])
def test_a_dry_run_that_is_stopped_leaves_no_copy(server: Server, number: signal.Signals) -> None:
    letters = (BOX.replace(b"cut@", b"cut%d@" % each).replace(b"mette@", b"m%d@" % each) for each in range(4000))
    client = begun(server, "ana", IMPORT + " --dry-run")
    assert client.stdin
    client.stdin.write(b"\n".join(letters))
    client.stdin.close()
    deadline = time.monotonic() + 20
    while not copies(server):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    for pid in server.dashboards():
        os.kill(pid, number)
    assert client.wait(20) == 130
    assert copies(server) == []


def copies(server: Server) -> list[Path]:
    """What the account has in the folder for what is temporary."""
    found = []
    for each in Path("/tmp").glob("kept-*"):
        try:
            found += [each] if each.stat().st_uid == server.daemon.uid else []
        except OSError:  # another test's
            continue
    return found
