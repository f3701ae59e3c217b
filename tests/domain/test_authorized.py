"""Lines of authorized_keys: what kept writes is read by sshd's rules and run by a shell as it was meant."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_sshkey import blob
from tui.domain.authorized import Fault, Installed, Owned, faults, key_line, read_line
from tui.domain.problem import Problem
from tui.domain.sshkey import PublicKey

HERE = Installed("/opt/kept/bin/python", "/srv/kept/kept.db")
ANA = PublicKey("ssh-ed25519", blob("ssh-ed25519"), "ana@laptop")
BO = PublicKey("ecdsa-sha2-nistp256", blob("ecdsa-sha2-nistp256"))
OLD = PublicKey("ssh-rsa", blob("ssh-rsa"), "old")
KNOWN = (Owned("ana", ANA), Owned("bo", BO), Owned("bo", OLD, dropped=True))
FILE = [key_line("ana", ANA, HERE), key_line("bo", BO, HERE)]
SHOW = "import json, os, sys; print(json.dumps([sys.argv[1:], dict(os.environ)]))"


def found(*lines: str) -> list[tuple[int | None, str, str | None]]:
    """What is wrong with a file, without the words."""
    told = faults(lines, KNOWN, HERE)
    assert all(fault.what.endswith(".") for fault in told)
    return [(fault.line, fault.kind, fault.handle) for fault in told]


def dequoted(line: str) -> str:
    """The command of a line by the rules of sshd: what stands between the quotes, where a quote is escaped."""
    rest = line[line.index('command="') + len('command="') :]
    command = ""
    while rest[0] != '"':
        if rest.startswith('\\"'):
            rest = rest[1:]
        command, rest = command + rest[0], rest[1:]
    assert rest.startswith('" ')
    return command


def test_the_line_restricts_names_the_teammate_and_ends_with_the_key() -> None:
    line = key_line("ana", ANA, HERE)
    start = 'restrict,pty,command="/usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 TERM=\\"$TERM\\" '
    assert line.startswith(start)
    assert line.endswith(f'-m tui --db /srv/kept/kept.db serve --as ana" {ANA.line}')
    assert read_line(line) == (("restrict", "pty", "command"), dequoted(line), ANA)
    assert key_line("bo", BO, HERE).endswith(f"{BO.line} bo")


def test_a_configuration_is_named_where_there_is_one() -> None:
    line = key_line("ana", ANA, Installed(HERE.python, HERE.db, "/etc/kept/config.toml"))
    assert "--db /srv/kept/kept.db --config /etc/kept/config.toml serve --as ana" in line


letters = st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" \"'\\$`;%!#")
odd = st.text(letters, min_size=1, max_size=30)


@given(odd, odd)
def test_any_path_comes_through_sshd_and_the_shell_as_it_is(db: str, config: str) -> None:
    there = Installed(sys.executable, f"/{db}", f"/{config}")
    line = key_line("ana", ANA, there)
    assert shlex.split(dequoted(line))[-9:] == [
        "-m", "tui", "--db", f"/{db}", "--config", f"/{config}", "serve", "--as", "ana",
    ]  # fmt: skip
    assert not faults([line], KNOWN[:1], there)


def test_the_shell_runs_the_line_with_what_sshd_gives_and_nothing_else(tmp_path: Path) -> None:
    python = tmp_path / "a \"quoted\" 'python' $HOME"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{SHOW}' \"$@\"\n")
    python.chmod(0o755)
    command = dequoted(key_line("ana", ANA, Installed(str(python), "/srv/a b\"c'd$e\\f.db")))
    given = {"TERM": "xterm", "SSH_ORIGINAL_COMMAND": "today; `id` $(sh) \"'", "PYTHONPATH": "/tmp", "LC_EVIL": "x"}
    done = subprocess.run(["/bin/sh", "-c", command], env=given, capture_output=True, check=True, timeout=60)
    words, environment = json.loads(done.stdout)
    assert words == ["-I", "-m", "tui", "--db", "/srv/a b\"c'd$e\\f.db", "serve", "--as", "ana"]
    mine = {name: value for name, value in environment.items() if name not in ("PWD", "LC_CTYPE", "_", "SHLVL")}
    assert mine == {
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", "SSH_CONNECTION": "",
        "SSH_ORIGINAL_COMMAND": given["SSH_ORIGINAL_COMMAND"],
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/srv/a\nb.db", "/srv/a\x1b[2Jb.db"])
def test_a_path_that_no_line_can_hold_is_refused(path: str) -> None:
    with pytest.raises(Problem):
        key_line("ana", ANA, Installed(HERE.python, path))


def test_a_right_file_is_right() -> None:
    assert found(*FILE) == []
    assert found("# kept start", *FILE, "", "   ") == []
    assert found(*(line + "\r" for line in FILE)) == []
    assert found(*(line.replace(" ssh-", "\tssh-").replace(" ecdsa-", "   ecdsa-") for line in FILE)) == []


def test_a_key_that_is_not_there_is_missing() -> None:
    assert found(FILE[1]) == [(None, "missing", "ana")]
    assert found(f"# {FILE[0]}", FILE[1]) == [(None, "missing", "ana")]
    assert found() == [(None, "missing", "ana"), (None, "missing", "bo")]


def test_a_key_of_nobody_and_a_dropped_one_are_stale() -> None:
    unknown = ANA._replace(blob=blob("ssh-ed25519")[:-4] + "AAAA")
    assert found(*FILE, key_line("eve", unknown, HERE)) == [(3, "stale", None)]
    assert found(key_line("bo", OLD, HERE), *FILE) == [(1, "stale", "bo")]


def test_a_key_that_was_dropped_and_given_again_is_somebody_s() -> None:
    known = (Owned("bo", ANA, dropped=True), Owned("ana", ANA), Owned("bo", ANA, dropped=True))
    assert faults([FILE[0]], known, HERE) == []
    assert [(fault.kind, fault.handle) for fault in faults([], known, HERE)] == [("missing", "ana")]


def test_a_key_twice_is_double_and_the_first_line_counts() -> None:
    assert found(*FILE, FILE[0]) == [(3, "double", None)]
    told = faults([*FILE, FILE[0]], KNOWN, HERE)
    assert told == [
        Fault(3, "double", None, "Line 1 has this key already, and sshd goes by that one. Take one out.")
    ]
    assert faults([*FILE, FILE[0], FILE[0]], KNOWN, HERE)[1].what == told[0].what


def test_a_line_for_somebody_else_is_found() -> None:
    assert found(key_line("bo", ANA, HERE), FILE[1]) == [(1, "person", "ana")]


@pytest.mark.parametrize(
    ("wrong", "kinds"),
    [
        (FILE[0].replace("restrict,", ""), ["unrestricted"]),
        (FILE[0].replace("pty,", "pty,port-forwarding,"), ["unrestricted"]),
        (FILE[0].replace("pty,", 'pty,environment="A=B",'), ["unrestricted"]),
        (ANA.line, ["unrestricted", "command"]),
        (f"restrict,pty {ANA.line}", ["command"]),
        (f'restrict,pty,command="/bin/sh" {ANA.line}', ["command"]),
        (FILE[0].replace('--as ana"', '--as ana; sh"'), ["command"]),
        (FILE[0].replace("-m tui", "-m other"), ["command"]),
        (FILE[0].replace('--as ana"', '--as ana --now 2026-01-01"'), ["command"]),
        (FILE[0].replace("/srv/kept/kept.db", "$(id)"), ["command"]),
        (FILE[0].replace('--as ana"', "--as 'ana\""), ["command"]),
        (FILE[0].replace("pty,", 'pty,command="sh",'), ["command"]),
        (FILE[0].replace("/srv/kept/kept.db", "/srv/other.db"), ["database"]),
        (FILE[0].replace("--db /srv/kept/kept.db ", ""), ["database"]),
        (FILE[0].replace("--as ana", "--as bo").replace("kept.db", "other.db"), ["person", "database"]),
        (FILE[0].replace("-i PATH=/usr/bin:/bin", "-i PATH=/opt/bin"), []),
        (FILE[0].replace("restrict,", 'restrict,no-pty,from="10.0.0.0/8",'), []),
    ],
)
def test_a_line_that_lets_do_something_else_is_found(wrong: str, kinds: list[str]) -> None:
    assert found(wrong, FILE[1]) == [(1, kind, "ana") for kind in kinds]


@pytest.mark.parametrize("line", ["hello", "ssh-rsa AAAA", FILE[0][:-30], 'command="', "ssh-dss AAAA x", "\x1b[2J"])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    assert (3, "unreadable", None) in found(*FILE, line)


whole = st.sampled_from([*FILE, ANA.line, 'command="a\\"b",pty ' + BO.line])


@given(st.lists(st.text(max_size=80) | whole, max_size=6))
def test_any_file_is_read_and_each_fault_has_a_line_that_is_there(lines: list[str]) -> None:
    for fault in faults(lines, KNOWN, HERE):
        assert fault.line is None or 1 <= fault.line <= len(lines)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")
def test_openssh_finds_each_key_behind_its_options(tmp_path: Path) -> None:
    file = tmp_path / "authorized_keys"
    odd_place = Installed("/opt/a \"quoted\" dir/python", "/srv/it's $HOME/kept.db")
    file.write_text("".join(f"{key_line('ana', key, odd_place)}\n" for key in (ANA, OLD)))
    command = ["ssh-keygen", "-l", "-f", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()
    assert [line.split()[1] for line in told] == [ANA.fingerprint, OLD.fingerprint]
