"""`kept team`: who is in the team, with which role, key and absence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from tui import paths
from tui.cli.away import away
from tui.cli.call import Call
from tui.cli.places import Place
from tui.cli.said import as_json_option
from tui.cli.say import note, say, say_json
from tui.domain.model import Role
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.authorized import Installed
    from tui.domain.sshkey import PublicKey
    from tui.services.team import By, Member, Removed

WHERE = Path("/etc/kept/authorized_keys")
FAILED = 1
role_type = click.Choice(get_args(Role))


@click.group()
def team() -> None:
    """The team: its members, their roles, keys and absences."""


@team.command("list")
@as_json_option
@click.pass_obj
def listed(call: Call, as_json: bool) -> None:
    """Print who is in the team."""
    from tui.services.team import members

    call.require_database()
    found = members(call.store, call.now)
    if as_json:
        say_json([_document(member) for member in found])
        return
    rows = [_row(call, member) for member in found]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        shown = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True) if width)
        say("  ".join(shown).rstrip())


@team.command()
@click.argument("handle")
@click.option("--name", metavar="TEXT", default="", help="What they are called.")
@click.option("--role", type=role_type, default="member", help="What they may do; without it member.")
@as_json_option
@click.pass_obj
def add(call: Call, handle: str, name: str, role: Role, as_json: bool) -> None:
    """Let somebody into the team (admin).

    HANDLE is what they are called all over kept, in small letters, digits, _ and -. Where everybody has an account
    on the machine it is the account's name.
    """
    from tui.services.team import add as let_in

    back = let_in(_by(call), handle, name, role)
    if as_json:
        say_json({"handle": handle, "role": role, "again": back})
    else:
        say(f"{handle} is {_a(role)}{' again, with all that was theirs' if back else ''}.")


@team.command()
@click.argument("handle")
@click.argument("role", type=role_type)
@as_json_option
@click.pass_obj
def role(call: Call, handle: str, role: Role, as_json: bool) -> None:
    """Give a teammate another role: viewer, member or admin (admin).

    A viewer may look, a member may write too, and an admin also sees to the team, the rules and the backups.
    """
    from tui.services.team import give_role, still_has

    before = give_role(_by(call), handle, role)
    if as_json:
        say_json({"handle": handle, "role": role, "before": before})
    elif before == role:
        say(f"{handle} is {_a(role)} already; nothing was changed.")
    else:
        say(f"{handle} is {_a(role)} now, and was {_a(before)}.")
    if role == "viewer" and (left := still_has(call.store, handle)):
        note(f"{handle} still has {left}, and may deal with none of it.")
        note("kept edit ID --owner HANDLE and kept renegotiate ID --due WHEN --by HANDLE hand it over.")


@team.command()
@click.argument("handle")
@click.argument("key", nargs=-1, metavar="[KEY|-]")
@click.option("--drop", metavar="FINGERPRINT", help="Let a key of theirs open nothing any more.")
@as_json_option
@click.pass_obj
def key(call: Call, handle: str, key: tuple[str, ...], drop: str | None, as_json: bool) -> None:
    """Note a public key, and print its line for authorized_keys (admin).

    KEY is the one line of a .pub file, - reads it from standard input. Without it the keys are printed, each with
    its line. kept writes no such file: root adds the line to it.
    """
    if key and drop is not None:
        raise Problem("A key is given or dropped.", "Ask for one of them.", wrong_use=True)
    if key:
        _give(call, handle, _typed(key), as_json)
    elif drop is not None:
        _drop(call, handle, drop, as_json)
    else:
        _keys(call, handle, as_json)


@team.command()
@click.argument("file", type=Place(), default=WHERE, metavar="[FILE|-]")
@as_json_option
@click.pass_obj
def check(call: Call, file: Path, as_json: bool) -> None:
    """Say what is wrong with sshd's file of keys.

    Without FILE it is /etc/kept/authorized_keys; - reads it from standard input.
    """
    from tui.services.keyfile import read, writable
    from tui.services.team import check_keys

    call.require_database()
    lines = read(file)
    found = [*writable(file), *check_keys(call.store, lines, _installed(call))]
    if as_json:
        say_json([asdict(fault) for fault in found])
    else:
        for fault in found:
            where = "the file" if fault.line is None else f"line {fault.line}"
            say(f"{where}: {fault.what}")
        if not found:
            say("Every key is there, once, for whom it is.")
    if found:
        raise SystemExit(FAILED)


@team.command()
@click.argument("handle")
@click.option("--to", metavar="HANDLE", help="Who takes over what is open.")
@as_json_option
@click.pass_obj
def remove(call: Call, handle: str, to: str | None, as_json: bool) -> None:
    """Let somebody out of the team (admin).

    Their keys are dropped. What is open of theirs goes to somebody else by --to; what they did stays theirs.
    """
    from tui.services.team import remove as let_out

    done = let_out(_by(call), handle, to)
    if as_json:
        say_json({"handle": handle, "to": to, **done._asdict()})
    else:
        _tell_removed(handle, to, done)


def _tell_removed(handle: str, to: str | None, done: Removed) -> None:
    say(f"{handle} is removed" + (f"; {to} has {done.handed} of theirs." if done.handed else "."))
    if done.personal:
        many = f"{done.personal} personal relationship{' stays' if done.personal == 1 else 's stay'}"
        say(f"{many} {handle}'s: nobody sees what is personal, and it is there if {handle} is added again.")
    if done.keys:
        many = f"{done.keys} key{' is' if done.keys == 1 else 's are'}"
        say(f"{many} dropped; kept team check says which lines of {WHERE} root takes out.")


def _give(call: Call, handle: str, text: str, as_json: bool) -> None:
    from tui.services.team import give_key

    given = give_key(_by(call), handle, text)
    if as_json:
        say_json(_key_document(call, handle, given))
        return
    note(f"{handle} has {given.fingerprint} now. Root adds this line to {WHERE}:")
    say(_line(call, handle, given))


def _drop(call: Call, handle: str, fingerprint: str, as_json: bool) -> None:
    from tui.services.team import drop_key

    dropped = drop_key(_by(call), handle, fingerprint)
    if as_json:
        say_json(_key_document(call, handle, dropped))
        return
    say(f"{dropped.fingerprint} is {handle}'s no more; kept team check says which line of {WHERE} root takes out.")


def _keys(call: Call, handle: str, as_json: bool) -> None:
    from tui.services.team import keys_of

    call.require_database()
    found = keys_of(call.store, handle)
    if as_json:
        say_json([_key_document(call, handle, each) for each in found])
        return
    for each in found:
        say(f"# {each.fingerprint}")
        say(_line(call, handle, each))
    if not found:
        note(f"{handle} has no key here.")


def _key_document(call: Call, handle: str, key: PublicKey) -> dict[str, Any]:
    return {
        "handle": handle,
        "fingerprint": key.fingerprint,
        "kind": key.kind,
        "comment": key.comment,
        "line": _line(call, handle, key),
    }


def _line(call: Call, handle: str, key: PublicKey) -> str:
    from tui.domain.authorized import key_line

    return key_line(handle, key, _installed(call))


def _installed(call: Call) -> Installed:
    """The program and the files in force, wherever this was called from.

    One's own configuration is left out: the account that runs kept may not read it, and has its own.
    """
    from tui.domain.authorized import Installed

    config = call.loaded.path
    shared = str(config.resolve()) if config and config != paths.user_config() else None
    return Installed(sys.executable, str(call.path.resolve()), shared)


def _typed(words: Sequence[str]) -> str:
    """The key as it was typed, in quotes or without, or as it comes on standard input."""
    from tui.domain.sshkey import LONGEST

    if list(words) != ["-"]:
        return " ".join(words)
    raw = sys.stdin.buffer.read(LONGEST + 1)
    return raw.decode("utf-8", "replace")


def _by(call: Call) -> By:
    from tui.services.team import By

    call.require_database()
    return By(call.store, call.handle, call.now, call.wall)


def _document(member: Member) -> dict[str, Any]:
    from tui.cli.shapes import iso

    mate, away = member.mate, member.away
    return {
        "handle": mate.handle,
        "name": mate.name,
        "role": mate.role,
        "addresses": list(mate.addresses),
        "away_until": iso(away.until) if away else None,
        "deputy": away.deputy if away else None,
        "keys": member.keys,
    }


def _row(call: Call, member: Member) -> tuple[str, ...]:
    from tui.cli import whens

    mate, away = member.mate, member.away
    keys = "no key" if member.keys == 0 else f"{member.keys} key{'s' if member.keys > 1 else ''}"
    back = whens.shown_day(call, whens.calendar(call).date_of(away.until)) if away else ""
    gone = f"away until {back}, {away.deputy} stands in" if away else ""
    return mate.handle, mate.name, mate.role, keys, gone, ", ".join(mate.addresses)


def _a(role: Role) -> str:
    return f"an {role}" if role == "admin" else f"a {role}"


team.add_command(away)
COMMANDS = {"team": team}
