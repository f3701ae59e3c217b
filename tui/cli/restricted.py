"""What a key of ssh may ask for: the dashboard, or one command that needs no file of the server."""

from __future__ import annotations

import shlex
import unicodedata

from tui.domain.problem import Problem
from tui.domain.text import clean_line

ALLOWED = frozenset(
    (
        *("add", "audit", "backup", "break", "close", "config", "doctor", "done", "edit", "end", "export"),
        *("follow-up", "give-up", "grade", "history", "ignore", "import", "list", "log", "promise", "redo"),
        *("renegotiate", "reopen", "restore", "search", "show", "skip", "snooze", "status", "team", "today"),
        *("undo", "waive", "withdraw"),
    )
)
REFUSED = frozenset(("demo", "serve"))
"""Commands that are for a shell only; one that is in neither set is refused too."""
TOLD = frozenset(("-h", "--help", "--version"))
LONGEST = 32_768
HEARD = 40
"""How much of a word that is refused is said again."""


def words(line: str) -> list[str]:
    """What ssh passed on, as the words of a command; none for the dashboard.

    No shell sees it: what would mean something to one is a character like any other. Raises Problem.
    """
    if len(line) > LONGEST:
        raise _refused("That is too long for a command.", "Longer text goes to standard input: kept log -")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in line):
        raise _refused("A command is one line of text.", "Other text goes to standard input: kept log -")
    try:
        given = shlex.split(line)
    except ValueError:
        raise _refused("The quotes of the command do not match.", "ssh takes one pair: quote it twice.") from None
    given = given[1:] if given[:1] == ["kept"] else given
    if given:
        _check(given[0])
    return given


def _check(first: str) -> None:
    """Refuse what is no command for everybody; options before it are among that."""
    if first in ALLOWED or first in TOLD:
        return
    said = clean_line(first)[:HEARD]
    if first.startswith("-"):
        what = f"{said} is not for a login by a key: the server says which database and who you are."
        raise _refused(what, "Begin with the command: kept today --json")
    raise _refused(f"There is no command {said!r} for a login by a key.", "--help lists the commands.")


def _refused(what: str, remedy: str) -> Problem:
    return Problem(what, remedy, wrong_use=True)
