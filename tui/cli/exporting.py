"""`kept export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from tui.cli.call import Call
from tui.cli.say import say_json, say_text

if TYPE_CHECKING:
    from tui.domain.promiseviews import Asked, Evidence, Proven, Words


@click.group()
def export() -> None:
    """Print what is kept in other forms: evidence."""


@export.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def evidence(call: Call, name: str, as_json: bool) -> None:
    """Print what was promised and what came, with dates, as Markdown.

    NAME is any part of a name that only one bears, or an ID such as r12.
    """
    from tui.present.evidence import markdown
    from tui.services import naming
    from tui.services.evidence import evidence as gathered
    from tui.store.teammates import rule_book

    call.require_database()
    with call.store.read() as conn:
        ident = naming.find(conn, name, call.handle, call.now).id
        found = gathered(conn, ident, call.handle, call.now, rule_book(conn))
    if as_json:
        say_json(_document(found))
    else:
        say_text(markdown(found, ZoneInfo(call.zone)))


def _document(found: Evidence) -> dict[str, Any]:
    from tui.cli.shapes import iso

    return {
        "id": f"r{found.relationship.id}",
        "name": found.relationship.name,
        "kind": found.relationship.kind,
        "at": iso(found.at),
        "ended_why": found.ended_why or None,
        "ours": _figures(found, by_us=True),
        "theirs": _figures(found, by_us=False),
        "agreements": [
            {
                "id": f"g{each.id}",
                "sold": each.sold,
                "value": each.value,
                "signed_on": each.signed_on.isoformat(),
                "ends_on": each.ends_on.isoformat() if each.ends_on else None,
                "terms": [term.text for term in each.terms],
            }
            for each in found.agreements
        ],
        "promises": [_promise(each) for each in found.promises],
        "said": [_said(each) for each in found.said],
    }


def _figures(found: Evidence, *, by_us: bool) -> dict[str, Any]:
    from tui.cli.shapes import hours

    ratio = found.ours if by_us else found.theirs
    own = [each for each in found.promises if each.promise.by_us == by_us]
    return {
        "promises": len(own),
        "on_time": ratio.on_time,
        "late": ratio.late,
        "broken": ratio.broken,
        "open": sum(each.how is None for each in own),
        "say_do": ratio.say_do,
        "median_late_hours": hours(ratio.median_late),
    }


def _promise(proven: Proven) -> dict[str, Any]:
    from tui.cli.shapes import hours, iso

    promise = proven.promise
    return {
        "id": f"p{promise.id}",
        "by_us": promise.by_us,
        "author": promise.author,
        "text": promise.text,
        "made_at": iso(promise.made_at),
        "due": iso(promise.due),
        "moves": [_move(each) for each in proven.moves],
        "state": promise.state,
        "ended_at": iso(promise.ended_at),
        "late_hours": hours(proven.late),
        "why": proven.why,
        "term": proven.term or None,
        "said_in": f"i{proven.said.id}" if proven.said else None,
    }


def _move(asked: Asked) -> dict[str, Any]:
    from tui.cli.shapes import iso

    return {
        "at": iso(asked.at),
        "old_due": iso(asked.old_due),
        "new_due": iso(asked.new_due),
        "agreed": asked.agreed,
        "why": asked.why,
        "by": asked.by or None,
    }


def _said(said: Words) -> dict[str, Any]:
    from tui.cli.shapes import iso

    return {
        "id": f"i{said.id}",
        "at": iso(said.at),
        "author": said.author,
        "channel": said.channel,
        "direction": said.direction,
        "subject": said.subject,
        "text": said.text,
        "signal": said.signal,
        "agreement": f"g{said.agreement}" if said.agreement else None,
        "outside": said.outside,
    }


COMMANDS = {"export": export}
