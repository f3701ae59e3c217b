"""What relationships are: add, edit, ignore, grade, end, reopen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.named import relationship
from tui.cli.said import as_json_option, tell
from tui.domain.acts import Added, Edited, Ended, Graded, Ignored, NewContact, Reopened
from tui.domain.model import Kind, Stage, Tier
from tui.domain.problem import Problem
from tui.domain.recurrence import anchored, read_every

ID = re.compile(r"[a-z]\d{1,15}", re.ASCII)
LIVE = tuple(stage for stage in get_args(Stage) if stage != "ended")
NONE = "none"
FITTING = {
    "r": ("name", "kind", "stage", "tier", "owner", "addresses", "dropped", "tags"),
    "c": ("name", "role", "addresses", "dropped"),
    "i": ("text", "tags"),
    "p": ("text", "due"),
    "f": ("text", "owner", "due", "every"),
}
"""What can be edited of each kind of thing."""
OPTIONS = {"addresses": "address", "dropped": "drop"}
"""Options that are called otherwise than what they change."""

kind_option = click.option("--kind", type=click.Choice(get_args(Kind)), help="What they are to us.")
stage_option = click.option("--stage", type=click.Choice(LIVE), help="How far it has come.")
tier_option = click.option("--tier", type=click.Choice(get_args(Tier)), help="The targets that it has.")
address_option = click.option(
    "--address", "addresses", multiple=True, metavar="ADDRESS", help="A mail address or telephone number of theirs."
)


@click.command()
@click.argument("name")
@click.option("--to", metavar="NAME", help="Add a contact to this relationship.")
@click.option("--role", metavar="TEXT", help="What the contact does there.")
@kind_option
@stage_option
@tier_option
@click.option("--owner", metavar="HANDLE", help="Whose it is; without it yours.")
@address_option
@as_json_option
@click.pass_obj
def add(call: Call, /, name: str, to: str | None, role: str | None, as_json: bool, **given: Any) -> None:
    """Add a relationship, or with --to a contact.

    All mail of an address that is given comes with it.
    """
    fields = {key: value for key, value in given.items() if value not in (None, ())}
    if to is None:
        if role is not None:
            raise Problem("--role is a contact's.", "Name whose with --to NAME.", wrong_use=True)
        tell(call.office.perform([Added(name, **fields)]).told, as_json)
        return
    call.require_database()
    addresses = fields.pop("addresses", ())
    if fields:
        raise Problem(f"A contact has no --{next(iter(fields))}.", "Leave it away.", wrong_use=True)
    act = NewContact(relationship(call, to).id, name, role or "", addresses)
    tell(call.office.perform([act]).told, as_json)


@click.command()
@click.argument("item", metavar="ID")
@click.option("--name", metavar="TEXT", help="What they are called.")
@kind_option
@stage_option
@tier_option
@click.option("--owner", metavar="HANDLE", help="Whose it is; none takes the owner away.")
@address_option
@click.option("--drop", "dropped", multiple=True, metavar="ADDRESS", help="An address that is theirs no more.")
@click.option("--tags", metavar="TEXT", help='All of its tags, such as "north, audit".')
@click.option("--role", metavar="TEXT", help="What a contact does there.")
@click.option("--text", metavar="TEXT", help="What a promise, follow-up or interaction says.")
@click.option("--due", metavar="WHEN", help="When a follow-up is due that is not over yet.")
@click.option("--every", metavar="SPAN", help="How often a follow-up recurs; none for once.")
@as_json_option
@click.pass_obj
def edit(call: Call, /, item: str, as_json: bool, **given: Any) -> None:
    """Change what a relationship, contact or open thing is.

    ID is r12, c7 for a contact, p4 for a promise, f9 for a follow-up or i33 for an interaction. A relationship may
    be named by any part of its name that only one bears.
    """
    call.require_database()
    wanted = item.strip().lower()
    if not ID.fullmatch(wanted):
        wanted = f"r{relationship(call, item).id}"
    fields = {key: value for key, value in given.items() if value not in (None, ())}
    _check_fitting(wanted, fields)
    changed, echo = _changed(call, fields)
    tell(call.office.perform([Edited(wanted, **changed)]).told, as_json, echo)


def _check_fitting(item: str, fields: Mapping[str, object]) -> None:
    """Refuse what nothing would come of."""
    fitting = FITTING.get(item[:1])
    if fitting is None:
        raise Problem(f"{item} is nothing to edit.", "Write r12, c7, p4, f9 or i33.", wrong_use=True)
    options = ", ".join(f"--{OPTIONS.get(field, field)}" for field in fitting)
    if not fields:
        raise Problem(f"Nothing is said to change {item} to.", f"It has {options}.", wrong_use=True)
    for field in fields:
        if field not in fitting:
            raise Problem(f"{item} has no --{OPTIONS.get(field, field)}.", f"It has {options}.", wrong_use=True)


def _changed(call: Call, fields: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The fields as an act has them, and how a date was read."""
    changed, echo, day = dict(fields), "", None
    if "owner" in fields:
        changed["owner"] = _owner(fields["owner"])
    if "tags" in fields:
        changed["tags"] = tuple(tag for each in fields["tags"].split(",") if (tag := each.strip().lstrip("#")))
    if "due" in fields:
        when = whens.due(call, fields["due"])
        day = when.day
        changed |= {"due": when.at, "day_alone": when.day_alone}
        echo = f"by {whens.shown(call, when)}"
    if "every" in fields:
        changed["every"] = _every(fields["every"], day)
    return changed, echo


def _owner(text: str) -> str:
    if not text.strip():
        raise Problem("No owner is named.", "Name a teammate; none takes the owner away.", wrong_use=True)
    return "" if text.strip() == NONE else text.strip()


def _every(text: str, due: date | None) -> str:
    if text.strip() == NONE:
        return ""
    return anchored(text, due) if due else read_every(text)


@click.command()
@click.argument("address")
@as_json_option
@click.pass_obj
def ignore(call: Call, address: str, as_json: bool) -> None:
    """Let mail from and to an address concern nobody."""
    call.require_database()
    tell(call.office.perform([Ignored(address)]).told, as_json)


@click.command()
@click.argument("name")
@click.argument("mark", metavar="GRADE")
@click.option("--why", metavar="TEXT", help="Why it is set by hand.")
@click.option("--until", metavar="WHEN", help="Until when, at most 30 days from now.")
@as_json_option
@click.pass_obj
def grade(call: Call, name: str, mark: str, why: str | None, until: str | None, as_json: bool) -> None:
    """Set a grade by hand: A, B, C, D or F; none takes it back.

    NAME is any part of a name that only one bears, or an ID such as r12. The computed grade stays beside it.
    """
    party = relationship(call, name)
    if not mark.strip():
        raise Problem("No grade is given.", "Choose A, B, C, D or F; none takes it back.", wrong_use=True)
    if mark.strip().lower() == NONE:
        tell(call.office.perform([Graded(party.id, "")]).told, as_json)
        return
    if not why or until is None:
        raise Problem(
            "A grade by hand needs a reason and an end.", "Give --why TEXT and --until WHEN.", wrong_use=True
        )
    when = whens.due(call, until)
    outcome = call.office.perform([Graded(party.id, mark, why, when.at)])
    tell(outcome.told, as_json, f"until {whens.shown(call, when)}")


@click.command()
@click.argument("name")
@click.option("--why", metavar="TEXT", required=True, help="Why it has ended.")
@as_json_option
@click.pass_obj
def end(call: Call, name: str, why: str, as_json: bool) -> None:
    """End a relationship; its score stays as it is."""
    tell(call.office.perform([Ended(relationship(call, name).id, why)]).told, as_json)


@click.command()
@click.argument("name")
@as_json_option
@click.pass_obj
def reopen(call: Call, name: str, as_json: bool) -> None:
    """Let an ended relationship go on."""
    tell(call.office.perform([Reopened(relationship(call, name).id)]).told, as_json)


COMMANDS = {"add": add, "edit": edit, "ignore": ignore, "grade": grade, "end": end, "reopen": reopen}
