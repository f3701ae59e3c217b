"""`kept show`."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import click

from tui.cli.call import Call
from tui.cli.say import say_json, say_lines
from tui.domain.views import RelationshipView
from tui.present.ledger import told
from tui.present.spans import Line, Span

NEWEST = 12


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def show(call: Call, name: str, as_json: bool) -> None:
    """Print one relationship: its score and why, what is open.

    NAME is any part of a name that only one bears, or an ID such as r12.
    """
    call.require_database()
    view = _view(call, name, None if as_json else NEWEST)
    if as_json:
        from tui.cli.shapes import relationship

        say_json(relationship(view, sentences(view, call.office.zone)))
    else:
        _draw(call, view)


def _view(call: Call, name: str, entries: int | None) -> RelationshipView:
    from tui.services.naming import find

    with call.store.read() as conn:
        ident = find(conn, name, call.handle, call.now).id
    return call.office.relationship(ident, entries)


def sentences(view: RelationshipView, zone: str) -> list[str]:
    """The lines of the ledger in words, as the screen says them."""
    return [line.text or told(view, line, ZoneInfo(zone)) for line in view.ledger]


def _draw(call: Call, view: RelationshipView) -> None:
    from tui.cli.paper import paper
    from tui.present import parts, relationship

    page = paper(call)
    lines: list[Line] = [*relationship.page_head(view, page), ()]
    lines += _trimmed(relationship.why(view, page))
    sections = [
        ("Open", parts.open_things(view)),
        ("Timeline", parts.timeline(view, frozenset(), page)),
        ("Contacts", parts.contacts(view)),
    ]
    if view.agreements:
        sections.append(("Agreements", parts.agreements(view, frozenset(), page)))
    for title, items in sections:
        lines += [(), (Span(f"   {title}", "title"),)]
        lines += [parts.line(item, page) for item in items]
    say_lines(lines)


def _trimmed(lines: tuple[Line, ...]) -> list[Line]:
    kept = list(lines)
    while kept and not "".join(span.text for span in kept[-1]).strip():
        kept.pop()
    return kept


COMMANDS = {"show": show}
