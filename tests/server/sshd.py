"""A real OpenSSH server on loopback, with its own keys, account and folder, for one run of the tests."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.server.python import python_for
from tests.server.terminal import Terminal

ROOT = Path(__file__).parents[2]
SSHD, RUN = "/usr/sbin/sshd", Path("/run/sshd")
NEEDED = (SSHD, "ssh", "ssh-keygen", "useradd", "userdel")
PEOPLE = ("ana", "bo", "vera")
# the daemon itself forbids nothing of what the line of a key forbids, so that the line is what is tried
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host_key
AuthorizedKeysFile {folder}/authorized_keys
AllowUsers {account}
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PidFile none
AcceptEnv LANG LC_*
Subsystem sftp internal-sftp
MaxStartups 200
MaxSessions 100
LogLevel VERBOSE
"""
FORCED = (
    "/usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8"
    ' TERM="$TERM" SSH_CONNECTION="$SSH_CONNECTION" SSH_ORIGINAL_COMMAND="$SSH_ORIGINAL_COMMAND"'
    " {python} -I -m tui --db {db} serve --as {who}"
)


def missing() -> str:
    """Why no server can be had here; empty where it can."""
    if os.geteuid() != 0:
        return "a server with accounts of its own needs root"
    absent = [name for name in NEEDED if shutil.which(name) is None]
    return f"missing here: {', '.join(absent)} (Debian: openssh-server)" if absent else ""


@dataclass(frozen=True)
class Daemon:
    """A running sshd, the account it lets in, and the keys of some people."""

    folder: Path
    account: str
    uid: int
    gid: int
    port: int
    python: str
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls) -> Daemon:
        """Make account, folder and keys, and start it; what fails leaves nothing behind."""
        name = f"keptt{secrets.token_hex(4)}"
        folder = Path("/srv", f"keptt-{name[5:]}")
        folder.mkdir(0o755)
        folder.chmod(0o755)
        (folder / "home").mkdir(0o755)
        try:
            uid, gid = _add_account(name, folder / "home")
            python = python_for(folder, uid, gid)
            for key in ("host_key", *PEOPLE, "stranger"):
                line = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", str(folder / key)]
                subprocess.run(line, check=True, stdin=subprocess.DEVNULL)
            (folder / "authorized_keys").touch(0o644)
            RUN.mkdir(0o755, exist_ok=True)
            port, process = _serve(folder, name)
        except BaseException:
            _remove(name, folder)
            raise
        return cls(folder, name, uid, gid, port, python, process)

    def stop(self) -> None:
        """End it and what still runs under its account, and remove all that was made."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        for pid in self.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.wait_for_none(10)
        _remove(self.account, self.folder)

    def pids(self) -> list[int]:
        """What runs under the account, its ends of connections included."""
        found = (each for each in Path("/proc").iterdir() if each.name.isdecimal())
        return sorted(int(each.name) for each in found if self._own(each))

    def programs(self) -> list[int]:
        """What runs under the account, but for sshd's own part."""
        return [pid for pid in self.pids() if not _called(pid).startswith("sshd")]

    def wait_for_none(self, seconds: float) -> bool:
        """Wait until nothing but sshd runs under the account; whether that came to be."""
        deadline = time.monotonic() + seconds
        while (running := bool(self.programs())) and time.monotonic() < deadline:
            time.sleep(0.05)
        return not running

    def _own(self, process: Path) -> bool:
        try:
            return process.stat().st_uid == self.uid and (process / "cmdline").read_bytes() != b""
        except OSError:
            return False


@dataclass
class Server:
    """One database behind the daemon, and a way in for some people."""

    daemon: Daemon
    database: Path
    terminals: list[Terminal] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the keys lie; the account may read it, not write."""
        return self.daemon.folder

    def forced(self, who: str) -> str:
        """The command that somebody's key runs."""
        return FORCED.format(python=self.daemon.python, db=self.database, who=who)

    def line(self, who: str, key: str = "") -> str:
        """The line of authorized_keys that lets a key in as somebody; without a key their own."""
        key = key or (self.folder / f"{who}.pub").read_text().strip()
        return f'restrict,pty,command="{self.forced(who).replace(chr(34), chr(92) + chr(34))}" {key}\n'

    def authorize(self, *lines: str) -> None:
        """Let in by these lines and nobody else."""
        (self.folder / "authorized_keys").write_text("".join(lines))

    def ssh(self, who: str, *options: str) -> list[str]:
        """The command line of a client with somebody's key; what is to run comes after it."""
        told = {
            "UserKnownHostsFile": self.folder / "known_hosts",
            "StrictHostKeyChecking": "accept-new",
            "IdentitiesOnly": "yes",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "IdentityFile": self.folder / who,
        }
        settings = [word for name, value in told.items() for word in ("-o", f"{name}={value}")]
        to = ["-p", str(self.daemon.port), f"{self.daemon.account}@127.0.0.1"]
        return ["ssh", "-F", "/dev/null", *settings, *options, *to]

    def run(
        self, who: str, command: str | None = None, given: bytes = b"", *, tty: bool = False, timeout: float = 60
    ) -> subprocess.CompletedProcess[bytes]:
        """`ssh host COMMAND` until it ends, with `given` on its standard input; None asks for the dashboard."""
        words = self.ssh(who, "-tt" if tty else "-T") + ([] if command is None else ["--", command])
        return subprocess.run(words, input=given, capture_output=True, check=False, timeout=timeout)

    def open(self, who: str, columns: int = 80, rows: int = 24, *, command: Sequence[str] = ()) -> Terminal:
        """`ssh -t host`: the dashboard in a terminal of that size."""
        terminal = Terminal([*self.ssh(who, "-tt"), "--", *command], columns, rows)
        self.terminals.append(terminal)
        return terminal

    def dashboards(self) -> list[int]:
        """The processes of kept that now run behind this database."""
        running = (pid for pid in self.daemon.programs() if _called(pid) != "sh\n")
        return [pid for pid in running if str(self.database) in _told(pid)]

    def close(self) -> None:
        """Drop every line that a test left open, and what runs at its end."""
        for terminal in self.terminals:
            terminal.drop()
        if not self.daemon.wait_for_none(5):
            for pid in self.daemon.pids():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def _add_account(name: str, home: Path) -> tuple[int, int]:
    """A service account nobody can log in to by a password; returns its ids."""
    line = ["useradd", "--no-create-home", "--home-dir", str(home), "--shell", "/bin/sh", "--password", "*", name]
    for _try in range(20):
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if "lock" not in done.stderr:  # another worker adds its own
            break
        time.sleep(0.2)
    done.check_returncode()
    ids = [subprocess.run(["id", flag, name], capture_output=True, check=True).stdout for flag in ("-u", "-g")]
    return int(ids[0]), int(ids[1])


def _serve(folder: Path, account: str) -> tuple[int, subprocess.Popen[bytes]]:
    """Start sshd at a free port; returns both."""
    for _try in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        config = folder / "sshd_config"
        config.write_text(CONFIGURATION.format(port=port, folder=folder, account=account))
        with (folder / "sshd.log").open("ab") as log:
            process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(config)], stderr=log, stdin=subprocess.DEVNULL)
        if _listens(port, process):
            return port, process
    raise RuntimeError((folder / "sshd.log").read_text())


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.05)
    return False


def _called(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _told(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _remove(account: str, folder: Path) -> None:
    for _try in range(20):
        done = subprocess.run(["userdel", account], capture_output=True, text=True, check=False)
        if done.returncode in (0, 6):  # 6: there is none
            break
        time.sleep(0.2)
    else:
        print(f"userdel {account}: {done.stderr}", file=sys.stderr)
    shutil.rmtree(folder)
