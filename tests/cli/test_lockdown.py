"""What a process of `kept serve` can no longer do, tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from tui.lockdown import serves

HOSTILE = {
    **dict.fromkeys(("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_DEBUG", "PYTHONSTARTUP", "BROWSER"), "x"),
    **dict.fromkeys(("EDITOR", "VISUAL", "PAGER", "LESSOPEN", "KEPT_DB", "KEPT_CONFIG", "_KEPT_COMPLETE"), "x"),
    **dict.fromkeys(("COLUMNS", "LINES", "LC_EVIL", "HOME", "XDG_DATA_HOME", "TMPDIR", "TERM_PROGRAM"), "x"),
    "PATH": "/tmp/evil:/usr/bin",
    "LANG": "../../evil",
}
GOOD = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "NO_COLOR": "1",
    "LANG": "C.UTF-8",
    "LC_ALL": "en_GB.UTF-8",
    "LC_CTYPE": "C.UTF-8",
    "SSH_CONNECTION": "127.0.0.1 5000 127.0.0.1 22",
    "SSH_ORIGINAL_COMMAND": "kept today --json",
}
ESCAPES = [
    "subprocess.run(['true'])",
    "os.system('true')",
    "os.popen('true')",
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "os.fork()",
    "pty.spawn(['/bin/true'])",
    "pty.fork()",
    "socket.create_connection(('127.0.0.1', 9))",
    "socket.socket().bind(('127.0.0.1', 0))",
    "urllib.request.urlopen('http://127.0.0.1:9/')",
    "webbrowser.GenericBrowser('true').open('http://127.0.0.1:9/')",
    "ctypes.CDLL('libc.so.6').system(b'true')",
]
IMPORTS = "import ctypes, os, pty, socket, subprocess, urllib.request, webbrowser\nfrom tui import lockdown"
REFUSED = "try:\n    {}\nexcept OSError as error:\n    print(error, error.__cause__)"


def restricted(code: str, environment: dict[str, str]) -> str:
    """What a restricted process prints."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{IMPORTS}\nlockdown.begin()\n{code}"
    line = [sys.executable, "-I", "-c", program]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment_of(given: dict[str, str]) -> dict[str, str]:
    """What is left of an environment."""
    printed = restricted("import os; print(*map(repr, sorted(os.environ.items())), sep='\\n')", given)
    return dict(eval(line) for line in printed.splitlines())


def test_nothing_of_an_environment_stays_but_what_is_needed() -> None:
    left = environment_of(HOSTILE)
    left.pop("LC_CTYPE", None)  # which Python sets where there is no locale
    assert left == {"PATH": "/usr/bin:/bin", "TERM": "xterm"}
    assert environment_of({**HOSTILE, **GOOD}) == {"PATH": "/usr/bin:/bin", **GOOD}


@pytest.mark.parametrize("term", ["", "a b", "x;y", "../x", "x" * 41, "\x1b[2J", "xterm\n"])
def test_a_terminal_of_no_known_form_is_a_plain_one(term: str) -> None:
    assert environment_of({"TERM": term, "COLORTERM": term})["TERM"] == "xterm"


def test_a_restricted_process_stands_nowhere_leaves_no_core_and_lets_the_group_write() -> None:
    told = "import os, resource; print(os.getcwd(), os.umask(0), *resource.getrlimit(resource.RLIMIT_CORE))"
    assert restricted(told, {}) == f"/ {0o007} 0 0\n"


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_restricted_process_starts_nothing_and_reaches_nobody(escape: str) -> None:
    assert "is not for a restricted process" in restricted(REFUSED.format(escape), {})


def test_everything_that_kept_uses_can_still_be_imported() -> None:
    names = [path.relative_to(ROOT).with_suffix("").parts for path in sorted((ROOT / "tui").rglob("*.py"))]
    modules = [".".join(name) for name in names if "__" not in name[-1]]
    told = f"import importlib\nfor name in {[*modules, 'arrow']!r}:\n    importlib.import_module(name)"
    assert restricted(f"{told}\nprint('all')", {}) == "all\n"


def test_serve_is_known_by_its_place() -> None:
    assert serves(["serve", "--as", "ana"])
    assert serves(["--db", "serve", "--config=x", "serve", "--as", "ana"])
    assert serves(["--", "serve"])
    assert not serves(["--db", "serve", "today"])
    assert not serves(["search", "serve"])
    assert not serves([])


@pytest.mark.parametrize("words", ["status", "search serve", "log serve"])
def test_other_commands_stay_free(tmp_path: Path, words: str) -> None:
    code = f"import sys; sys.argv[1:] = {['--db', str(tmp_path / 'x.db'), *words.split()]!r}\n"
    code += "from tui.__main__ import main\nmain()\nimport os; os.system('true'); print('free')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60
    )
    assert done.stdout.endswith("free\n")


def test_the_line_of_a_prompt_does_not_wait_for_it(tmp_path: Path) -> None:
    code = f"import sys; sys.argv[1:] = ['--db', {str(tmp_path / 'x.db')!r}, 'status']\n"
    code += "from tui.__main__ import main\nmain()\nprint('tui.lockdown' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "kept: no mail yet\nFalse\n"
