"""What a process of `kept serve` may no longer do, decided before anything but the interpreter's own is imported.

Whoever logs in chooses the environment and what is typed, never the command. Python reads PYTHONPATH and its like
before this can: the line of a key starts it with `env -i` and `-I`.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
from collections.abc import Sequence

LOCALE = re.compile(r"[A-Za-z0-9_.@-]{1,40}")
ALLOWED = {
    "TERM": re.compile(r"[A-Za-z0-9.+-]{1,40}"),
    "COLORTERM": re.compile(r"truecolor|24bit"),
    "NO_COLOR": re.compile(r".{1,40}"),
    "LANG": LOCALE,
    "LC_ALL": LOCALE,
    "LC_CTYPE": LOCALE,
    "SSH_CONNECTION": re.compile(r"[0-9A-Fa-f.:% a-z]{1,200}"),
    "SSH_ORIGINAL_COMMAND": re.compile(r".+", re.DOTALL),
}
"""The variables that stay where they look like this."""
FIXED = {"PATH": "/usr/bin:/bin"}
TERMINAL = "xterm"
FORBIDDEN = frozenset(
    (
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.spawn",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "subprocess.Popen",
        "webbrowser.open",
    )
)
"""What the interpreter says before it starts another program or talks to another one."""
OPEN = b"kept: This Python stays open after the program. Start it with -I, as the line of kept team key does.\n"
STOPS = (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
VALUED = ("--db", "--config", "--as", "--now")
_BEGUN: list[bool] = []


def serves(arguments: Sequence[str]) -> bool:
    """Whether a command line is a `serve`, and not one that has the word further on."""
    rest = iter(arguments)
    for word in rest:
        if word in VALUED:
            next(rest, None)
        elif not word.startswith("-"):
            return word == "serve"
    return False


def begin() -> None:
    """Let this process start no program, reach nothing over a network, stop for nobody and leave no core behind."""
    if sys.flags.inspect or sys.flags.interactive:
        # whatever ends the program now leaves an interpreter to whoever logged in
        os.write(2, OPEN)
        os._exit(2)
    _clear()
    os.chdir("/")
    os.umask(0o007)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ignore_stops()
    sys.addaudithook(_refuse)
    _BEGUN.append(True)


def in_force() -> bool:
    """Whether this process has been restricted."""
    return bool(_BEGUN)


def ignore_stops() -> None:
    """Ignore what a terminal stops a program with: nobody here has a shell to let it go on."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)


def _clear() -> None:
    """Leave nothing in the environment but what is allowed and looks right."""
    kept = dict(FIXED, TERM=TERMINAL)
    for name, pattern in ALLOWED.items():
        value = os.environ.get(name)
        if value is not None and pattern.fullmatch(value):
            kept[name] = value
    os.environ.clear()
    os.environ.update(kept)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    # ctypes opens the interpreter itself, without a name, when it is imported: dateutil does
    if event in FORBIDDEN or (event == "ctypes.dlopen" and arguments != (None,)):
        raise PermissionError(f"{event} is not for a restricted process")
