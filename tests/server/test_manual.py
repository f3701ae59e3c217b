"""The lines of docs/server.md, run as they stand there, from an empty machine to the first login and a backup."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.server.python import python_for
from tests.server.sshd import SSHD, _listens, missing
from tests.server.terminal import Terminal

MANUAL = Path(__file__).parents[2] / "docs" / "server.md"
BLOCK = re.compile(r"(?:<!-- (?P<how>[^\n]*) -->\n)?```sh\n(?P<lines>.*?)```", re.DOTALL)
RUN = ("run: both", "run: accounts", "run: keys", "run: move", "run: moved", "verify: systemd", "verify: restore")
NEEDED = ("runuser", "useradd", "groupadd", "userdel", "groupdel", "install")
SERVER = """
Include {kept}
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PidFile none
LogLevel VERBOSE
"""


def blocks() -> list[tuple[str, str]]:
    """The blocks of the manual in order: how each is run, and its lines."""
    return [(match["how"] or "", match["lines"]) for match in BLOCK.finditer(MANUAL.read_text(encoding="utf-8"))]


def test_every_block_is_run_or_says_why_not() -> None:
    found = [how for how, _ in blocks()]
    assert all(how in RUN or re.fullmatch(r"not run: \w.*", how) for how in found), found
    assert all(found.count(how) for how in RUN)


def test_every_block_is_a_script_that_the_shell_can_read() -> None:
    for how, lines in blocks():
        done = subprocess.run(["sh", "-n"], input=lines, text=True, capture_output=True, check=False)
        assert done.returncode == 0, f"{how}\n{lines}\n{done.stderr}"


def test_every_command_of_kept_in_the_manual_exists() -> None:
    from tui.cli.group import COMMANDS

    said = re.findall(r"`kept ([a-z][a-z-]*)[^`]*`", MANUAL.read_text(encoding="utf-8"))
    assert said
    assert set(said) <= COMMANDS.keys()


@dataclass
class Machine:
    """An empty machine as far as the manual sees it: own folders and accounts, and the tests' own program."""

    name: str
    folder: Path
    values: dict[str, str]
    accounts: list[str]
    script: str = "set -eu\n"
    daemons: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def follow(self, style: str) -> str:
        """Do what the manual says for a style, in one shell; returns what was printed."""
        return self.told("run: both", f"run: {style}", "verify: systemd")

    def told(self, *hows: str) -> str:
        """Run these blocks in order, in one shell; returns what was printed."""
        script = self.script + "".join(self.placed(lines) for how, lines in blocks() if how in hows)
        done = subprocess.run(
            ["sh"], input=script, text=True, capture_output=True, check=False, timeout=120, cwd="/",
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def placed(self, lines: str) -> str:
        """The lines of a block with this machine's names for the fixed ones."""
        for name, value in self.values.items():
            lines = re.sub(rf"^{name}=\S+", f"{name}={value}", lines, flags=re.MULTILINE)
        return lines

    def serve(self, kept: Path) -> int:
        """Start an sshd with what the manual has it told; returns its port."""
        import socket

        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{self.folder}/host_key"], check=True)
        Path("/run/sshd").mkdir(0o755, exist_ok=True)
        for _try in range(5):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port: int = probe.getsockname()[1]
            told = self.folder / "sshd_config"
            told.write_text(SERVER.format(kept=kept, port=port, folder=self.folder))
            subprocess.run([SSHD, "-t", "-f", str(told)], check=True)
            log = (self.folder / "sshd.log").open("ab")
            process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(told)], stderr=log, stdin=subprocess.DEVNULL)
            self.daemons.append(process)
            if _listens(port, process):
                return port
        raise AssertionError((self.folder / "sshd.log").read_text())

    def ssh(self, port: int, account: str, key: Path, *options: str) -> list[str]:
        """A login with a key."""
        told = ("StrictHostKeyChecking=no", f"UserKnownHostsFile={self.folder}/known", "BatchMode=yes")
        told += ("IdentitiesOnly=yes", "LogLevel=ERROR", "Compression=yes")
        settings = [word for each in told for word in ("-o", each)]
        where = ["-p", str(port), *options, f"{account}@127.0.0.1"]
        return ["ssh", "-F", "/dev/null", *settings, "-i", str(key), *where]

    def remove(self) -> None:
        """Leave nothing of it."""
        for process in self.daemons:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
        for account in self.accounts:
            _end_all(account)
            subprocess.run(["userdel", "--remove", account], capture_output=True, check=False)
        subprocess.run(["groupdel", self.values["KEPT_ACCOUNT"]], capture_output=True, check=False)
        shutil.rmtree(self.folder)


def _end_all(account: str) -> None:
    """End what still runs under an account of the test's own."""
    found = subprocess.run(["id", "-u", account], capture_output=True, text=True, check=False).stdout.strip()
    for each in Path("/proc").iterdir() if found else ():
        try:
            if each.name.isdecimal() and each.stat().st_uid == int(found):
                os.kill(int(each.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


@pytest.fixture
def machine() -> Iterator[Machine]:
    """An empty machine; skipped where none can be had."""
    if why := missing():
        pytest.skip(why)
    if absent := [name for name in NEEDED if shutil.which(name) is None]:
        pytest.skip(f"missing here: {', '.join(absent)}")
    name = f"keptt{secrets.token_hex(4)}"
    folder = Path("/srv", f"keptt-{name[5:]}")
    folder.mkdir(0o755)
    made = Machine(name, folder, {}, [name, f"{name}a", f"{name}b"])
    made.values = {
        "KEPT_APP": f"{folder}/python",
        "KEPT_ETC": f"{folder}/etc",
        "KEPT_DATA": f"{folder}/data",
        "KEPT_RUN": f"{folder}/kept",
        "KEPT_ACCOUNT": name,
        "KEPT_ADMIN": f"{name}a",
        "KEPT_MEMBER": f"{name}b",
        "KEPT_PUBLIC": f"{folder}/keys",
        "KEPT_SSHD": f"{folder}/kept.conf",
        "KEPT_UNITS": f"{folder}/units",
        "KEPT_MOVE": f"{folder}/move",
    }
    try:
        _install(folder)
        yield made
    finally:
        made.remove()


def _install(folder: Path) -> None:
    """The program where the manual has it, and the keys of three people."""
    nobody = 65534
    python, app = python_for(folder, nobody, nobody), folder / "python"
    own = app / "bin" / Path(sys.executable).resolve().name
    # the line of a key names the program as it was called
    called = f'LD_LIBRARY_PATH={app}/lib exec -a "$0" {own}' if own.exists() else f"exec {python}"
    (app / "bin").mkdir(parents=True, exist_ok=True)
    (app / "bin" / "python").write_text(f'#!/bin/bash\n{called} "$@"\n')
    (app / "bin" / "python").chmod(0o755)
    for name in ("units", "keys"):
        (folder / name).mkdir()
    for who in ("ana", "bo", "vera"):
        line = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", who, "-f", f"{folder}/keys/{who}"]
        subprocess.run(line, check=True, stdin=subprocess.DEVNULL)


def dashboard(command: Sequence[str]) -> None:
    """Log in, see the dashboard, quit."""
    terminal = Terminal(command)
    terminal.until("1 Today")
    terminal.until("quick line")
    terminal.press("q")
    assert terminal.end() == 0


def ran(command: Sequence[str], **more: Any) -> str:
    """What a command prints that succeeds."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def one_backup(machine: Machine) -> None:
    """One backup lies where the manual says, and the group may use it."""
    (made,) = Path(machine.values["KEPT_DATA"], "backups").glob("*.db")
    assert made.stat().st_mode & 0o777 == 0o660
    assert made.group() == machine.name


def systemd_takes(units: Path) -> None:
    """The units of the manual are well made."""
    if shutil.which("systemd-analyze") is None:
        print("not verified, systemd-analyze is missing here: the units of the backup")
        return
    for name in ("kept-backup.service", "kept-backup.timer"):
        command = ["systemd-analyze", "verify", str(units / name)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert name not in done.stderr, done.stderr


def test_a_key_for_each(machine: Machine) -> None:
    machine.values["KEPT_ADMIN"] = "ana"
    machine.follow("keys")
    one_backup(machine)
    port = machine.serve(Path(machine.values["KEPT_SSHD"]))
    keys = Path(machine.values["KEPT_PUBLIC"])
    ana = machine.ssh(port, machine.name, keys / "ana", "-T")
    assert "Our first" in ran([*ana, "list"])
    ran([*ana, "today"])
    bo = machine.ssh(port, machine.name, keys / "bo", "-T")
    ran([*bo, "log 'called our first customer re invoice'"], stdin=subprocess.DEVNULL)
    dashboard(machine.ssh(port, machine.name, keys / "bo", "-tt"))
    removed = machine.ssh(port, machine.name, keys / "vera", "-T")
    assert subprocess.run([*removed, "today"], capture_output=True, check=False).returncode == 255
    shell = subprocess.run([*ana, "sh -c id"], capture_output=True, text=True, check=False)
    assert (shell.returncode, shell.stdout) == (2, "")


def test_restoring_and_moving_to_another_machine(machine: Machine) -> None:
    machine.values["KEPT_ADMIN"] = "ana"
    machine.follow("keys")
    machine.script += machine.placed(blocks()[0][1])  # as in a new session
    data, run = Path(machine.values["KEPT_DATA"]), machine.values["KEPT_RUN"]
    ran([run, "--as", "ana", "add", "Our second customer"])  # and vera is let out since the backup
    (asked,) = [lines for how, lines in blocks() if how == "verify: restore"]
    terminal = Terminal(["sh", "-c", machine.script + asked])
    terminal.until("Restore it?")
    terminal.press("y\r")
    assert terminal.end() == 0
    assert "Our second customer" not in ran([run, "--as", "ana", "list"])
    assert len(list((data / "backups").iterdir())) == 2

    ran([run, "--as", "ana", "team", "remove", "vera"])
    machine.told("run: move")
    shutil.rmtree(data)
    ran(["install", "-d", "-m", "2770", "-g", machine.name, str(data)])
    Path(machine.values["KEPT_ETC"], "authorized_keys").write_text("")
    printed = machine.told("run: moved")
    assert "Every key is there, once" in printed
    assert "is whole" in printed
    port = machine.serve(Path(machine.values["KEPT_SSHD"]))
    bo = machine.ssh(port, machine.name, Path(machine.values["KEPT_PUBLIC"], "bo"), "-T")
    ran([*bo, "log 'called our first customer'"], stdin=subprocess.DEVNULL)


def test_an_account_for_each(machine: Machine) -> None:
    printed = machine.follow("accounts")
    admin, member = (machine.values[name] for name in ("KEPT_ADMIN", "KEPT_MEMBER"))
    assert re.search(rf"{member} +Bo Oake +member", printed)
    one_backup(machine)
    (machine.folder / "empty.conf").touch()
    port = machine.serve(machine.folder / "empty.conf")
    keys = Path(machine.values["KEPT_PUBLIC"])
    for account, who in ((admin, "ana"), (member, "bo")):
        public = (keys / f"{who}.pub").read_bytes()
        ran(["runuser", "-u", account, "--", "sh", "-c", "umask 077; mkdir ~/.ssh; cat > ~/.ssh/authorized_keys"],
            stdin=_piped(public))  # fmt: skip
    run = machine.values["KEPT_RUN"]
    bo = machine.ssh(port, member, keys / "bo", "-T")
    ran([*bo, f"{run} promise customer 'send the offer' --due fri"])
    assert "send the offer" in ran([*machine.ssh(port, admin, keys / "ana", "-T"), f"{run} show customer"])
    dashboard([*machine.ssh(port, member, keys / "bo", "-tt"), run])
    systemd_takes(Path(machine.values["KEPT_UNITS"]))


def _piped(text: bytes) -> int:
    """Something to read as standard input."""
    read, write = os.pipe()
    os.write(write, text)
    os.close(write)
    return read
