"""Who comes by a key of ssh does what kept has for them and nothing else, however they ask."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.server.sshd import Server
from tests.server.terminal import Terminal

BOX = b"""From someone@test.example Mon Mar  2 09:00:00 2026
From: Mia Roth <mia@acme.example>
To: ana@larkfield.example
Date: Mon, 02 Mar 2026 09:00:00 +0000
Subject: Offer
Message-ID: <offer@test.example>

Could you send the offer?
"""
READY = "quick line"
AUDIT = b'name = "Monthly invoices"\nstarts = "the last working day"\n'


def rows(server: Server, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the database says."""
    with closing(sqlite3.connect(server.database)) as conn:
        return conn.execute(sql, values).fetchall()


def changed(server: Server, sql: str) -> None:
    """Change the database behind everybody's back."""
    with closing(sqlite3.connect(server.database)) as conn, conn:
        conn.execute(sql)


def one_line(done: subprocess.CompletedProcess[bytes], status: int) -> str:
    """The one line of a refusal."""
    assert (done.returncode, done.stdout) == (status, b""), done
    line = done.stderr.decode()
    assert line.startswith("kept: ")
    assert line.count("\n") == 1
    return line


def state_of(pid: int) -> str:
    """S: it sleeps, R: it runs, T: it is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_without_a_terminal_the_dashboard_is_refused_and_nothing_is_left_running(server: Server) -> None:
    assert "ssh -t" in one_line(server.run("ana"), 2)
    assert server.daemon.wait_for_none(3)


def test_nothing_stops_the_dashboard(server: Server) -> None:
    terminal = server.open("ana")
    terminal.until(READY)
    terminal.press("\x1a")
    (pid,) = server.dashboards()
    for number in (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
        os.kill(pid, number)
    terminal.press("2")
    terminal.until("Halden Dairies")
    assert state_of(pid) != "T"
    terminal.press("q")
    assert terminal.end() == 0
    assert server.daemon.wait_for_none(3)


def test_mail_comes_in_by_standard_input(server: Server) -> None:
    done = server.run("bo", "kept import mail - --me bo@larkfield.example --json", BOX)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["new"] == 1
    assert json.loads(server.run("bo", "import mail - --json", BOX).stdout)["known"] == 1


def test_what_is_kept_goes_out_by_standard_output(server: Server) -> None:
    assert json.loads(server.run("ana", "list --since 2026-01-01 --json").stdout)
    assert server.run("ana", "kept export evidence 'Halden Dairies'").stdout.startswith(b"# ")
    whole = server.run("ana", "audit export a1 --format toml --to -")
    assert b'name = "Book a complimentary session"' in whole.stdout
    made = server.run("ana", "audit new --from - --json", AUDIT)
    assert json.loads(made.stdout)["id"].startswith("a")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("--as bo today", "--as is not for a login"),
        ("kept --db /etc/passwd today", "--db is not for a login"),
        ("kept --config=/etc/passwd today", "is not for a login"),
        ("--now 2026-01-01 today", "--now is not for a login"),
        ("-- today", "-- is not for a login"),
        ("today --as bo", "--as"),
        ("serve --as bo", "no command 'serve'"),
        ("kept demo", "no command 'demo'"),
        ("kept kept today", "no command 'kept'"),
        ("id; sh", "no command 'id;'"),
        ("$(sh)", "no command '$(sh)'"),
        ("`sh`", "no command '`sh`'"),
        ("sh -c id", "no command 'sh'"),
        ("today; id", "no command 'today;'"),
        ("today && id", "unexpected extra arguments"),
        ("today > /tmp/today", "unexpected extra arguments"),
        ("list\nid", "one line of text"),
        ("list \x1b[2J", "one line of text"),
        ("list 'x", "quotes"),
        ("\u202etsil", "no command"),
        ("import mail /etc/passwd", "no files of the server"),
        ("import mail -- /etc/passwd", "no files of the server"),
        ("import mail - /etc/passwd", "no files of the server"),
        ("audit new --from /etc/passwd", "no files of the server"),
        ("audit export a1 --to /tmp/procedure.md", "no files of the server"),
        ("show " + "x" * 33_000, "too long"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_what_is_not_for_everybody_is_refused_in_one_line(server: Server, command: str, said: str) -> None:
    acts = rows(server, "SELECT count(*) FROM journal")
    line = one_line(server.run("ana", command), 2)
    assert said in line
    assert not set(line) & {"\x1b", "\u202e"}
    assert rows(server, "SELECT count(*) FROM journal") == acts


def test_what_means_something_to_a_shell_is_text_here(server: Server) -> None:
    text = f"$(touch {server.database.parent}/made) `id` ; id > {server.database.parent}/made"
    done = server.run("bo", f"promise 'Halden Dairies' '{text}' --due fri")
    assert done.returncode == 0
    assert rows(server, "SELECT text FROM promise ORDER BY id DESC LIMIT 1") == [(text,)]
    assert not (server.database.parent / "made").exists()


def test_roles_hold_whoever_logs_in(server: Server) -> None:
    promise = "promise 'Halden Dairies' 'send the plan' --due fri --json"
    assert "vera may look, not write" in one_line(server.run("vera", promise), 1)
    assert json.loads(server.run("vera", "list --json").stdout)
    made = json.loads(server.run("bo", promise).stdout)["id"]
    assert rows(server, "SELECT author FROM promise WHERE id = ?", made[1:]) == [("bo",)]
    assert "bo is no admin here" in one_line(server.run("bo", "config apply"), 2)
    assert server.run("ana", "config apply").returncode == 0


def test_who_is_no_teammate_sees_nothing(server: Server) -> None:
    server.authorize(*(server.line(who) for who in ("ana", "bo", "vera")), server.line("stranger"))
    terminal = server.open("stranger")
    assert terminal.end() == 1
    assert terminal.shown().strip() == (
        "kept: stranger is no teammate in this database. Ask ana to add the account."
    )
    changed(server, "UPDATE teammate SET deleted_at = 1 WHERE handle = 'bo'")
    for command in (None, "list", "--help", "status"):
        assert "bo is no teammate" in one_line(server.run("bo", command), 1)


def test_who_has_no_key_gets_nowhere(server: Server) -> None:
    done = server.run("stranger", "list")
    assert done.returncode == 255
    assert b"Permission denied" in done.stderr


def test_a_key_that_is_shown_but_not_owned_opens_nothing(server: Server) -> None:
    shutil.copy(server.folder / "bo", server.folder / "thief")
    shutil.copy(server.folder / "ana.pub", server.folder / "thief.pub")
    done = server.run("thief", "list")
    assert (done.returncode, done.stdout) == (255, b"")


def test_two_at_once_are_who_they_are(server: Server) -> None:
    terminals = {who: server.open(who) for who in ("ana", "bo")}
    for who, terminal in terminals.items():
        terminal.until(READY)
        assert terminal.screen.display[0].rstrip().endswith(f" {who}")
        terminal.press(":")
        terminal.until("enter")
        terminal.press(f"called Halden Dairies re {who} rang")
        terminal.until(f"{who} rang")
    for terminal in terminals.values():
        terminal.press("\r")
    deadline = time.monotonic() + 20
    logged = "SELECT teammate.handle FROM interaction JOIN teammate ON teammate.id = interaction.teammate"
    while len(found := rows(server, f"{logged} WHERE text GLOB '* rang*' ORDER BY text")) < 2:
        assert time.monotonic() < deadline, "\n".join(terminal.shown() for terminal in terminals.values())
        for terminal in terminals.values():
            terminal.read()
    assert found == [("ana",), ("bo",)]


def test_a_variable_that_sshd_lets_in_does_not_reach_kept(server: Server) -> None:
    options = ["-T", "-o", "SendEnv=*"]
    more = {"LC_EVIL": "x", "LC_ALL": "xx_YY/../..", "TEXTUAL_LOG": "/x", "PYTHONINSPECT": "1", "KEPT_DB": "/x"}
    command = [*server.ssh("ana", *options), "status"]
    plain = server.run("ana", "status")
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, plain.stdout, b"")


def test_no_connection_goes_further(server: Server, tmp_path: Path) -> None:
    port = f"127.0.0.1:{server.daemon.port}"
    back = server.ssh("ana", "-N", "-o", "ExitOnForwardFailure=yes", "-R", f"0:{port}")
    done = subprocess.run(back, capture_output=True, check=False, timeout=30)
    assert done.returncode == 255
    assert b"remote port forwarding failed" in done.stderr
    local = tmp_path / "socket"
    with subprocess.Popen(server.ssh("ana", "-N", "-L", f"{local}:{port}"), stderr=subprocess.PIPE) as client:
        assert arrived_through(local) == b""
        client.terminate()


def arrived_through(local: Path) -> bytes:
    """What comes through a forwarded connection, which an sshd begins with its name."""
    deadline = time.monotonic() + 20
    while not local.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with socket.socket(socket.AF_UNIX) as through:
        through.settimeout(20)
        through.connect(str(local))
        return through.recv(64)


def test_no_file_is_fetched_and_none_is_put(server: Server, tmp_path: Path) -> None:
    theirs, ours = server.database, tmp_path / "here"
    ours.write_text("x")
    to = server.ssh("ana")[-1]
    options = [*server.ssh("ana")[1:-3], "-P", str(server.daemon.port)]
    tries = [
        ["sftp", *options, f"{to}:{theirs}", str(tmp_path / "got")],
        ["scp", *options, f"{to}:{theirs}", str(tmp_path / "got")],
        ["scp", "-O", *options, f"{to}:{theirs}", str(tmp_path / "got")],
        ["scp", *options, str(ours), f"{to}:{theirs.parent}/put"],
        ["scp", "-O", *options, str(ours), f"{to}:{theirs.parent}/put"],
    ]
    for line in tries:
        done = subprocess.run(line, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=30)
        assert done.returncode != 0, line
    assert not (tmp_path / "got").exists()
    assert not (theirs.parent / "put").exists()


def hostile(folder: Path) -> dict[str, str]:
    """An environment that would make of a Textual program what somebody likes."""
    (folder / "evil.py").write_text(f"open({str(folder / 'ran')!r}, 'w').close()\n")
    (folder / "sitecustomize.py").write_text("import evil\n")
    program = folder / "program"
    program.write_text(f"#!/bin/sh\ntouch {folder}/ran\n")
    program.chmod(0o755)
    programs = dict.fromkeys(("BROWSER", "EDITOR", "VISUAL", "PAGER", "SHELL"), str(program))
    places = {"TEXTUAL_SCREENSHOT_LOCATION": str(folder), "TEXTUAL_SCREENSHOT_FILENAME": "shot.svg"}
    textual = {"TEXTUAL": "debug,devtools", "TEXTUAL_DEBUG": "1", "TEXTUAL_DRIVER": "evil:Driver", **places}
    textual |= {"TEXTUAL_LOG": str(folder / "log"), "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_PRESS": "q"}
    python = {"PYTHONPATH": str(folder), "PYTHONINSPECT": "1", "PYTHONSTARTUP": str(folder / "evil.py")}
    kept = {"KEPT_CONFIG": str(folder / "config.toml"), "KEPT_DB": str(folder / "kept.db")}
    names = {"_KEPT_COMPLETE": "bash_source", "COLUMNS": "7", "LINES": "3", "LC_EVIL": "x", "HOME": str(folder)}
    return {**programs, **textual, **python, **kept, **names, "LESSOPEN": f"|{program} %s", "TERM": "../x;y"}


def as_account(server: Server, *command: str) -> list[str]:
    """A command line that runs under the account, its environment taken along."""
    ids = ["--reuid", str(server.daemon.uid), "--regid", str(server.daemon.gid), "--clear-groups"]
    return ["setpriv", *ids, *command]


def serving(server: Server, *flags: str) -> list[str]:
    """What ana's key runs, without the empty environment that its line gives it."""
    return [server.daemon.python, *flags, "-m", "tui", "--db", str(server.database), "serve", "--as", "ana"]


def test_no_environment_makes_a_file_or_runs_a_program(server: Server) -> None:
    folder = server.database.parent / "hostile"
    folder.mkdir()
    more = hostile(folder)
    os.chown(folder, server.daemon.uid, server.daemon.gid)
    before = sorted(folder.iterdir())
    terminal = Terminal(as_account(server, *serving(server, "-I")), more=more)
    server.terminals.append(terminal)
    terminal.until(READY)
    terminal.press("2")
    terminal.until("Halden Dairies")
    terminal.press("q")
    assert terminal.end() == 0
    assert b">>>" not in terminal.sent
    assert sorted(folder.iterdir()) == before


def test_no_interpreter_is_left_open_where_the_environment_asks_for_one(server: Server) -> None:
    terminal = Terminal(as_account(server, *serving(server)), more={"PYTHONINSPECT": "1"})
    server.terminals.append(terminal)
    assert terminal.end() == 2
    assert b"Start it with -I" in terminal.sent
    assert b">>>" not in terminal.sent


def test_only_root_and_the_owner_of_the_database_serve(server: Server) -> None:
    ids = ["--reuid", "65534", "--regid", str(server.daemon.gid), "--clear-groups"]
    done = subprocess.run(["setpriv", *ids, *serving(server, "-I")], capture_output=True, check=False, timeout=60)
    assert "may not use kept as ana" in one_line(done, 2)


BREAK = "UPDATE health SET parts = '[]'"


def kept_whole(server: Server, shown: str) -> str:
    """The file beside the database where the whole of an error stands under the number that was shown."""
    log = server.database.with_name("errors.log")
    assert (log.stat().st_mode & 0o777, log.stat().st_uid) == (0o600, server.daemon.uid)
    text = log.read_text()
    number = shown.partition("Details: ")[2].partition(" ")[0]
    assert len(number) == 8
    assert f" {number} " in text
    return text


def test_an_unforeseen_error_of_a_command_is_kept_on_the_server(server: Server) -> None:
    changed(server, BREAK)
    line = one_line(server.run("ana", "list"), 1)
    assert "Traceback" in kept_whole(server, line)
    assert str(server.database.parent) not in line


def test_an_unforeseen_error_of_the_dashboard_is_kept_on_the_server(server: Server) -> None:
    terminal = server.open("ana")
    terminal.until("Halden Dairies")
    changed(server, BREAK)
    terminal.press("2")
    assert terminal.end() == 1
    after = terminal.sent.rpartition(b"\x1b[?1049l")[2].decode().replace("\r\n", "\n")
    assert "Traceback" in kept_whole(server, after)
    assert "kept stopped: unexpected" in after
    assert all(word not in after for word in ("Halden", "Traceback", "File ", str(server.database.parent)))
