"""`kept promise` and `kept follow-up`."""

from __future__ import annotations

from dataclasses import replace

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.honestly import in_words, look
from tui.cli.named import relationship
from tui.cli.said import as_json_option, tell
from tui.cli.say import note
from tui.domain.acts import Decided, NewFollowUp, NewPromise, Promised
from tui.domain.honest import Look
from tui.domain.problem import Problem
from tui.domain.recurrence import anchored, every_in_words
from tui.domain.when import When


@click.command()
@click.argument("name")
@click.argument("text")
@click.option("--due", required=True, metavar="WHEN", help="By when, such as fri or 2026-03-13.")
@click.option("--theirs", is_flag=True, help="They promised it to us.")
@click.option("--by", metavar="HANDLE", help="Who promised, if not you; theirs: a name.")
@click.option("--honest", is_flag=True, help="Take the date that would hold 4 times in 5.")
@as_json_option
@click.pass_obj
def promise(
    call: Call, name: str, text: str, due: str, theirs: bool, by: str | None, honest: bool, as_json: bool
) -> None:
    """Make a promise, or note one of theirs.

    NAME is any part of a name that only one bears, or an ID such as r12.
    """
    if honest and theirs:
        raise Problem("--honest is for promises of ours.", "Leave it away.", wrong_use=True)
    party = relationship(call, name)
    asked = whens.due(call, due)
    made = NewPromise(text, asked.at, asked.day_alone, not theirs, by)
    seen = look(call, made)
    when = _offered(call, seen, asked) if seen and honest else asked
    made = replace(made, due=when.at, day_alone=when.day_alone)
    outcome = call.office.perform([Promised(party.id, made)])
    tell(outcome.told, as_json, f"by {whens.shown(call, when)}")
    if seen and seen.speaks and when == asked:
        note(in_words(call, seen))


def _offered(call: Call, seen: Look, asked: When) -> When:
    """The honest date, where that is later than the asked one."""
    if seen.offered is None:
        return asked
    return When(seen.offered, whens.calendar(call).date_of(seen.offered - 1), True)


@click.command("follow-up")
@click.argument("name")
@click.argument("text")
@click.option("--due", required=True, metavar="WHEN", help="By when, such as fri or 2026-03-13.")
@click.option("--every", metavar="SPAN", help="Again and again, such as 2 weeks or 1st of month.")
@as_json_option
@click.pass_obj
def follow_up(call: Call, name: str, text: str, due: str, every: str | None, as_json: bool) -> None:
    """Decide what to do next, once or again and again.

    NAME is any part of a name that only one bears, or an ID such as r12.
    """
    party = relationship(call, name)
    when = whens.due(call, due)
    rule = anchored(every, when.day) if every is not None else ""
    outcome = call.office.perform([Decided(party.id, NewFollowUp(text, when.at, when.day_alone, rule))])
    again = f", {every_in_words(rule)}" if rule else ""
    tell(outcome.told, as_json, f"by {whens.shown(call, when)}{again}")


COMMANDS = {"promise": promise, "follow-up": follow_up}
