"""`kept log`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.honestly import looks
from tui.cli.named import contact, relationship
from tui.cli.said import as_json_option, tell
from tui.cli.say import note, say, say_json
from tui.cli.stored import dates, fields
from tui.domain.acts import Logged
from tui.domain.model import Channel, Direction, Signal
from tui.domain.problem import Problem

GESTURES = {"thanks": "thanks", "extra-mile": "extra_mile"}
NEEDED = {"with_": "--with NAME", "channel": "--channel CHANNEL", "direction": "--direction in, out or both"}


@click.command()
@click.argument("words", metavar="TEXT...", nargs=-1)
@click.option("--with", "with_", metavar="NAME", help="The relationship.")
@click.option("--channel", type=click.Choice(get_args(Channel)), help="How it happened.")
@click.option("--direction", type=click.Choice(get_args(Direction)), help="From them, to them, or both.")
@click.option("--contact", metavar="NAME", help="Whom with.")
@click.option("--at", metavar="WHEN", help="When it happened, such as yesterday 3pm; without it now.")
@click.option("--missed", is_flag=True, help="A call that nobody answered.")
@click.option("--no-reply-needed", is_flag=True, help="They wait for nothing.")
@click.option("--answers", metavar="ID", help="The wait that it answers, such as w12.")
@click.option("--gesture", type=click.Choice(list(GESTURES)), help="They were thanked, or given more than agreed.")
@click.option("--signal", type=click.Choice(get_args(Signal)), help="What it is a signal of.")
@click.option("--tag", "tags", multiple=True, metavar="TEXT", help="A tag; may be given several times.")
@click.option("--agreement", metavar="ID", help="The agreement that it concerns, such as g3.")
@click.option("--outside", is_flag=True, help="It was outside the terms of that agreement.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored; nothing changes.")
@as_json_option
@click.pass_obj
def log(call: Call, /, words: Sequence[str], dry_run: bool, as_json: bool, **given: Any) -> None:
    """Write down what happened: one line of English, or - for a mail.

    In one line: kept log 'called mette @halden re invoice; promise: send quote by fri'. With options TEXT is what
    happened, and --with, --channel and --direction say the rest. A mail is read from standard input.
    """
    call.require_database()
    options = {key: value for key, value in given.items() if value not in (None, False, ())}
    if tuple(words) == ("-",):
        _mail(call, dry_run or bool(options), as_json)
        return
    text = " ".join(words).strip()
    if not text:
        raise Problem("Nothing is said.", "Write what happened, or - and pipe a mail in.", wrong_use=True)
    act = _spelled(call, text, options) if options else _quick(call, text)
    if dry_run:
        _try(call, act, as_json)
    else:
        _perform(call, act, as_json)


def _perform(call: Call, act: Logged, as_json: bool) -> None:
    honest = looks(call, act.promises)
    tell(call.office.perform([act]).told, as_json, ", ".join(dates(call, act)))
    note(*honest)


def _mail(call: Call, more: bool, as_json: bool) -> None:
    from tui.cli.mailed import log_mail

    if more:
        raise Problem(
            "A mail says all by itself.",
            "Leave the options away; kept import mail - --dry-run only looks.",
            wrong_use=True,
        )
    log_mail(call, as_json)


def _quick(call: Call, line: str) -> Logged:
    from tui.cli.quick import quick

    return quick(call, line)


def _spelled(call: Call, text: str, given: Mapping[str, Any]) -> Logged:
    """What the options say."""
    lacking = [shown for key, shown in NEEDED.items() if key not in given]
    if lacking:
        raise Problem("That does not say all.", f"Give {' and '.join(lacking)} too.", wrong_use=True)
    _check(given)
    party = relationship(call, given["with_"])
    return Logged(
        party.id,
        given["channel"],
        given["direction"],
        text,
        at=whens.moment(call, given["at"]).at if "at" in given else None,
        contact=contact(call, party.id, given["contact"]).id if "contact" in given else None,
        missed="missed" in given,
        opens=given["direction"] == "in" and "no_reply_needed" not in given,
        answers=given["answers"].strip().lower() if "answers" in given else None,
        gesture=cast(Any, GESTURES.get(given.get("gesture", ""))),
        signal=given.get("signal"),
        tags=tuple(tag.strip().lstrip("#") for tag in given.get("tags", ())),
        agreement=_agreement(given.get("agreement")),
        outside="outside" in given,
    )


def _check(given: Mapping[str, Any]) -> None:
    """Refuse what does not go together."""
    if "missed" in given and (given["channel"] != "call" or given["direction"] == "both"):
        raise Problem("Only a call from one side is missed.", "It is in or out, not both.", wrong_use=True)
    if "answers" in given and given["direction"] == "in":
        raise Problem("What they wrote answers no wait of theirs.", "Give --direction out or both.", wrong_use=True)
    if "outside" in given and "agreement" not in given:
        raise Problem("--outside needs an agreement.", "Name it with --agreement ID.", wrong_use=True)


def _agreement(text: str | None) -> int | None:
    if text is None:
        return None
    from tui.services.doing.items import number

    return number(text, "g")[1]


def _try(call: Call, act: Logged, as_json: bool) -> None:
    """Carry it out in a transaction of which nothing stays, and tell what it was."""
    from tui.domain.people import Situation
    from tui.domain.questions import HowItStands
    from tui.services.trying import tried

    tried(call.store, call.handle, [act], call.now, call.wall)
    if as_json:
        say_json({"id": None})
        return
    for line in fields(call, act, cast(Situation, call.office.answer(HowItStands(act.relationship)))):
        say(line)
    note(*looks(call, act.promises))


COMMANDS = {"log": log}
