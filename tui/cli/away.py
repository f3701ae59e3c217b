"""`kept team away`: who is away until when, who stands in, and being back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.said import as_json_option
from tui.cli.say import say, say_json, say_lines
from tui.domain.model import Instant
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.absence import Absence


@click.command()
@click.argument("handle")
@click.option("--until", metavar="DAY", help="The first day back.")
@click.option("--deputy", metavar="HANDLE", help="Who stands in.")
@click.option("--back", is_flag=True, help="They are back now.")
@as_json_option
@click.pass_obj
def away(call: Call, handle: str, until: str | None, deputy: str | None, back: bool, as_json: bool) -> None:
    """Say that a teammate is away, or back.

    Meanwhile the deputy's Today takes in what is theirs. Without options it says whether they are away, and on
    return what happened to what is yours. It is for oneself, or for an admin.
    """
    call.require_database()
    if back and (until is not None or deputy is not None):
        raise Problem("Somebody is away or back.", "Give --until and --deputy, or --back.", wrong_use=True)
    _require_teammate(call, handle)
    if back:
        _come_back(call, handle)
    elif until is not None:
        _leave(call, handle, until, deputy)
    elif deputy is not None:
        raise Problem("It is not said until when.", "--until DAY is the first day back.", wrong_use=True)
    _tell(call, handle, as_json)


def _require_teammate(call: Call, handle: str) -> None:
    from tui.store.teammates import all_teammates

    with call.store.read() as conn:
        handles = [mate.handle for mate in all_teammates(conn)]
    if handle not in handles:
        raise Problem(f"{handle!r} is no teammate.", f"Give one of {', '.join(handles)}.", wrong_use=True)


def _leave(call: Call, handle: str, until: str, deputy: str | None) -> None:
    from tui.services.away import leave

    leave(call.store, call.handle, handle, _begins(call, until), deputy, call.now, call.wall)


def _come_back(call: Call, handle: str) -> None:
    from tui.services.away import come_back

    come_back(call.store, call.handle, handle, call.now, call.wall)


def _begins(call: Call, text: str) -> Instant:
    """The first instant of a day that is still to come."""
    calendar, day = whens.calendar(call), whens.day(call, text)
    if day <= calendar.date_of(call.now):
        raise Problem(
            f"{text.strip()[:60]!r} is {whens.shown_day(call, day)}, which is not still to come.",
            "Name the first day back.",
            wrong_use=True,
        )
    return calendar.midnight(day)


def _tell(call: Call, handle: str, as_json: bool) -> None:
    """How it stands now."""
    from tui.services.away import standing

    with call.store.read() as conn:
        found = standing(conn, call.now).get(handle)
    if as_json:
        from tui.cli.shapes import iso

        until, deputy = (iso(found.until), found.deputy) if found else (None, None)
        say_json({"handle": handle, "away_until": until, "deputy": deputy})
    elif found:
        say(_sentence(call, found))
    else:
        say(f"{handle} is here.")
        if handle == call.handle:
            _tell_what_happened(call)


def _sentence(call: Call, absence: Absence) -> str:
    day = whens.calendar(call).date_of(absence.until)
    return f"{absence.who} is away until {whens.shown_day(call, day)}, back that day; {absence.deputy} stands in."


def _tell_what_happened(call: Call) -> None:
    """The digest that the dashboard shows once on return; printing it leaves it unread there."""
    found = call.office.digest()
    if found is None:
        return
    from tui.cli.paper import paper
    from tui.present import digest

    page = paper(call)
    say_lines([digest.title(found, page), *digest.lines(found, page)])
