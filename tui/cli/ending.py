"""What ends or puts off things by their IDs: done, skip, break, give-up, waive, withdraw, snooze, renegotiate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.honestly import looks, moved
from tui.cli.named import relationship_of
from tui.cli.said import as_json_option, tell
from tui.cli.say import note
from tui.cli.stored import by as by_when
from tui.domain import acts
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.acts import Act

FOLLOW_UP = re.compile("f[0-9]{1,15}")

item_argument = click.argument("item", metavar="ID")
items_argument = click.argument("items", metavar="ID...", nargs=-1, required=True)
why_option = click.option("--why", metavar="TEXT", default="", help="A word about it, which is kept.")
due_option = click.option("--due", required=True, metavar="WHEN", help="Until when, such as fri or 2026-03-13.")
apology_option = click.option("--apology", metavar="TEXT", default="", help="What they were told, which is logged.")
repair_option = click.option("--repair", metavar="TEXT", help='Promised instead: "send it by fri".')


@click.command()
@items_argument
@why_option
@as_json_option
@click.pass_obj
def done(call: Call, items: Sequence[str], why: str, as_json: bool) -> None:
    """Say that things are done: waits, promises, follow-ups.

    A wait (w12) was replied to, a promise (p4) was kept, a follow-up (f9) was done, and for what they wrote
    (i7) they were thanked. All of them are done, or none.
    """
    _perform(call, [_done(call, item, why) for item in _ids(items)], as_json)


def _done(call: Call, item: str, why: str) -> Act:
    if item[:1] == "w":
        return acts.Replied(item, why)
    if item[:1] == "p":
        return acts.Kept(item, why)
    if item[:1] == "f":
        return acts.Done(item, why)
    if item[:1] == "i":
        call.require_database()
        return acts.Thanked(relationship_of(call, item), item, why)
    raise Problem(
        f"{item[:40]!r} is no ID for this.",
        "Write w12 for a wait, p4 for a promise, f9 for a follow-up or i7 to thank for it.",
        wrong_use=True,
    )


@click.command()
@item_argument
@why_option
@as_json_option
@click.pass_obj
def skip(call: Call, item: str, why: str, as_json: bool) -> None:
    """Let a follow-up be, this time; it will not be done."""
    _perform(call, [acts.Skipped(_id(item), why)], as_json)


@click.command("break")
@item_argument
@why_option
@apology_option
@repair_option
@as_json_option
@click.pass_obj
def break_(call: Call, item: str, why: str, apology: str, repair: str | None, as_json: bool) -> None:
    """Admit that a promise is broken, ours or theirs."""
    instead = _repair(call, repair)
    _perform(call, [acts.Broken(_id(item), why, apology, instead)], as_json, instead)


@click.command("give-up")
@item_argument
@why_option
@apology_option
@repair_option
@as_json_option
@click.pass_obj
def give_up(call: Call, item: str, why: str, apology: str, repair: str | None, as_json: bool) -> None:
    """Admit that a wait will never be answered."""
    instead = _repair(call, repair)
    _perform(call, [acts.GivenUp(_id(item), why, apology, instead)], as_json, instead)


@click.command()
@items_argument
@click.option("--why", metavar="TEXT", required=True, help="Why no reply was needed.")
@as_json_option
@click.pass_obj
def waive(call: Call, items: Sequence[str], why: str, as_json: bool) -> None:
    """Say that waits needed no reply, and why."""
    _perform(call, [acts.Waived(item, why) for item in _ids(items)], as_json)


@click.command()
@item_argument
@why_option
@as_json_option
@click.pass_obj
def withdraw(call: Call, item: str, why: str, as_json: bool) -> None:
    """Take a promise back by agreement."""
    _perform(call, [acts.Withdrawn(_id(item), why)], as_json)


@click.command()
@item_argument
@due_option
@why_option
@as_json_option
@click.pass_obj
def snooze(call: Call, item: str, due: str, why: str, as_json: bool) -> None:
    """Hide a row of today's list until a day.

    What is owed stays owed. ID is that of a wait, a promise, a follow-up, an interaction or a relationship.
    """
    from tui.domain.snoozing import shows_from

    when = whens.due(call, due)
    until = shows_from(when.at, when.day_alone, whens.calendar(call))
    shown = whens.shown_day(call, when.day) if when.day_alone else whens.shown(call, when)
    outcome = call.office.perform([acts.Snoozed(_id(item), until, why)])
    tell(outcome.told, as_json, f"until {shown}")


@click.command()
@item_argument
@due_option
@click.option("--agreed", is_flag=True, help="They agreed; only that moves the date that counts.")
@click.option("--text", default="", metavar="TEXT", help="The smaller thing that is promised instead.")
@click.option("--by", metavar="HANDLE", help="The teammate who takes it over.")
@why_option
@as_json_option
@click.pass_obj
def renegotiate(
    call: Call, item: str, due: str, agreed: bool, text: str, by: str | None, why: str, as_json: bool
) -> None:
    """Give a promise another date; what was said before is kept."""
    from tui.services.doing.items import number

    wanted = _id(item)
    if FOLLOW_UP.fullmatch(wanted):
        raise Problem(f"{wanted} is a follow-up.", f"kept edit {wanted} --due WHEN moves it.", wrong_use=True)
    _, promise = number(wanted, "p")
    when = whens.due(call, due)
    honest = moved(call, promise, when.at, by)
    move = acts.Moved(wanted, when.at, when.day_alone, agreed, why, text, by)
    tell(call.office.perform([move]).told, as_json, f"by {whens.shown(call, when)}")
    note(*honest)


def _perform(call: Call, wanted: Sequence[Act], as_json: bool, instead: acts.NewPromise | None = None) -> None:
    """Carry it out and tell it; `instead` is what is promised with it."""
    call.require_database()
    honest = looks(call, [instead] if instead else [])
    told = call.office.perform(wanted).told
    tell(told, as_json, f"{instead.text} {by_when(call, instead)}" if instead else "")
    note(*honest)


def _id(text: str) -> str:
    return text.strip().lower()


def _ids(texts: Sequence[str]) -> list[str]:
    """Each once, so that one named twice is not refused as over."""
    return list(dict.fromkeys(_id(text) for text in texts))


def _repair(call: Call, text: str | None) -> acts.NewPromise | None:
    return None if text is None else whens.promise(call, text)


COMMANDS = {
    "done": done,
    "skip": skip,
    "break": break_,
    "give-up": give_up,
    "waive": waive,
    "withdraw": withdraw,
    "snooze": snooze,
    "renegotiate": renegotiate,
}
