"""Lines of sshd's authorized_keys: what kept writes for a teammate, and what it makes of a file of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.problem import Problem
from tui.domain.sshkey import KINDS, PublicKey, read_key

PASSED_ON = ("TERM", "SSH_CONNECTION", "SSH_ORIGINAL_COMMAND")
"""Variables of sshd that kept needs; everything else stays behind."""
ALLOWED = re.compile(r"restrict|pty|command|from|expiry-time|verify-required|no-.*")
"""Options that let nobody do more than kept."""
PASSED = re.compile(r'(?<= )[A-Z_]+="\$[A-Z_]+" ')
STEERS = re.compile(r"[;&|<>$`()\\\n]")
"""What lets a shell run more than one program; in a path it makes a line that kept does not vouch for."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The program and the files of which a line speaks, as absolute paths."""

    python: str
    db: str
    config: str | None = None


class Line(NamedTuple):
    """One line of a file: its options, the command among them without its quotes, and its key."""

    options: tuple[str, ...]
    command: str
    key: PublicKey


class Owned(NamedTuple):
    """A key that kept knows; `dropped`: it is nobody's any more."""

    handle: str
    key: PublicKey
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of keys, in which line, None where it is about none; `what` says what to do too."""

    line: int | None
    kind: str
    handle: str | None
    what: str


def key_line(handle: str, key: PublicKey, there: Installed) -> str:
    """The line that lets a key open kept as `handle` and do nothing else."""
    command = _command(handle, there)
    if not command.isprintable():
        raise Problem("A path with control characters cannot stand in a line of keys.", "Give it another name.")
    quoted = command.replace('"', '\\"')
    named = key._replace(comment=key.comment or handle)
    return f'restrict,pty,command="{quoted}" {named.line}'


def _command(handle: str, there: Installed) -> str:
    """What the shell of the account runs."""
    config = ["--config", there.config] if there.config else []
    words = [there.python, "-I", "-m", "tui", "--db", there.db, *config, "serve", "--as", handle]
    passed = " ".join(f'{name}="${name}"' for name in PASSED_ON)
    return f"/usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 {passed} {shlex.join(words)}"


def read_line(text: str) -> Line:
    """A line as sshd reads it; Problem where kept cannot read its key or its options."""
    line = text.strip(" \t\r")
    options, rest = ([], line) if line.startswith(KINDS) else _split(line)
    key = read_key(re.sub(r"[ \t]+", " ", rest))
    command = [_unquoted(option) for option in options if option.lower().startswith("command=")]
    names = tuple(option.partition("=")[0].lower() for option in options)
    return Line(names, command[0] if len(command) == 1 else "", key)


def faults(lines: Sequence[str], known: Iterable[Owned], there: Installed) -> list[Fault]:
    """What is wrong with a file, in order of its lines, then what it lacks."""
    owners = {owned.key.blob: owned for owned in sorted(known, key=lambda o: not o.dropped)}
    seen: dict[str, int] = {}
    found = []
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        try:
            line = read_line(text)
        except Problem as problem:
            found.append(Fault(number, "unreadable", None, f"It cannot be read. {problem.what}"))
            continue
        found += [Fault(number, *said) for said in _amiss(line, owners, seen, there)]
        seen.setdefault(line.key.blob, number)
    lacking = [o for o in owners.values() if not o.dropped and o.key.blob not in seen]
    return found + [_missing(owned) for owned in sorted(lacking, key=lambda o: (o.handle, o.key.fingerprint))]


def _missing(owned: Owned) -> Fault:
    """A key that the file lacks."""
    what = f"{owned.key.fingerprint} of {owned.handle} is not there. kept team key {owned.handle} prints the line."
    return Fault(None, "missing", owned.handle, what)


Said = tuple[str, str | None, str]


def _amiss(line: Line, owners: dict[str, Owned], seen: dict[str, int], there: Installed) -> Iterator[Said]:
    """What is wrong with one line."""
    blob, mark = line.key.blob, line.key.fingerprint
    if blob in seen:
        yield "double", None, f"Line {seen[blob]} has this key already, and sshd goes by that one. Take one out."
    owned = owners.get(blob)
    if owned is None:
        yield "stale", None, f"{mark} is nobody's key here. Take the line out."
        return
    if owned.dropped:
        yield "stale", owned.handle, f"{mark} was {owned.handle}'s and is dropped. Take the line out."
        return
    if "restrict" not in line.options:
        yield "unrestricted", owned.handle, "restrict is missing, so this key may do more than open kept."
    more = sorted({name for name in line.options if not ALLOWED.fullmatch(name)})
    if more:
        yield "unrestricted", owned.handle, f"{', '.join(more)} lets this key do more than open kept."
    yield from _runs(line.command, owned.handle, there)


def _runs(command: str, handle: str, there: Installed) -> Iterator[Said]:
    """What is wrong with what a line runs."""
    if command == _command(handle, there):
        return
    again = f"kept team key {handle} prints the line."
    given = _given(command)
    if given is None:
        yield "command", handle, f"It does not run kept serve alone. {again}"
        return
    who, db = given
    if who != handle:
        yield "person", handle, f"The key is {handle}'s, and the line opens kept as {who}. {again}"
    if db != there.db:
        yield "database", handle, f"It opens another database than {there.db}. {again}"


def _given(command: str) -> tuple[str, str | None] | None:
    """As whom a command opens which database; None where it may do anything else."""
    bare = PASSED.sub("", command)
    if STEERS.search(bare):
        return None
    try:
        words = shlex.split(bare)
    except ValueError:
        return None
    if words[-3:-1] != ["serve", "--as"]:
        return None
    named = words[:-3]
    first = next((at for at, word in enumerate(named) if word in ("--db", "--config")), len(named))
    if not _is_kept(named[:first]):
        return None
    return words[-1], named[named.index("--db") + 1] if "--db" in named[:-1] else None


def _is_kept(words: Sequence[str]) -> bool:
    """Whether what is run is kept."""
    return list(words[-2:]) == ["-m", "tui"] or "".join(words[-1:]).rpartition("/")[2] == "kept"


def _split(line: str) -> tuple[list[str], str]:
    """A line's options, at their commas, and what comes after them."""
    options, quoted, start, at = [], False, 0, 0
    while at < len(line) and (quoted or line[at] not in " \t"):
        if line.startswith('\\"', at):
            at += 1
        elif line[at] == '"':
            quoted = not quoted
        elif line[at] == "," and not quoted:
            options.append(line[start:at])
            start = at + 1
        at += 1
    return [*options, line[start:at]], line[at:].strip(" \t")


def _unquoted(option: str) -> str:
    """The value of an option as sshd takes it: within its quotes, where only a quote is escaped."""
    value = option.partition("=")[2]
    found = re.fullmatch(r'"((?:\\"|[^"])*)"', value)
    return found[1].replace('\\"', '"') if found else ""
