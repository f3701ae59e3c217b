"""`kept list`."""

from __future__ import annotations

from typing import get_args

import click

from tui.cli.call import Call
from tui.cli.say import say, say_json, say_lines
from tui.domain.listing import Listing, ListQuery, Order
from tui.domain.model import Kind
from tui.domain.views import ShownStage

STAGES = (*get_args(ShownStage), "all")


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.option("--trend", is_flag=True, help="Put the change in 28 days into the document.")
@click.option("--sort", type=click.Choice(["score", "name", "silence"]), default="score", help="The order.")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Only these.")
@click.option("--stage", type=click.Choice(STAGES), help="Only these; without it no dormant and no ended ones.")
@click.option("--since", metavar="ISO", help="Count replies and interactions from here on.")
@click.pass_obj
def relationships(
    call: Call, as_json: bool, trend: bool, sort: Order, kind: str | None, stage: str | None, since: str | None
) -> None:
    """Print the relationships, worst score first."""
    call.require_database()
    query = ListQuery(kind=kind, stage=stage, order=sort)
    found = _found(call, query, since, trend=trend or not as_json)
    if as_json:
        from tui.cli.shapes import list_row

        say_json([list_row(row, trend=trend) for row in found.rows])
    else:
        _draw(call, found, query)


def _found(call: Call, query: ListQuery, since: str | None, *, trend: bool) -> Listing:
    from tui.services.listing import listing
    from tui.store.teammates import rule_book

    start = None
    if since is not None:
        from tui.cli.moment import instant

        start = instant(since, call.zone, "--since")
    with call.store.read() as conn:
        book = rule_book(conn)
        found = listing(conn, query, call.now, book, call.handle, trends=trend)
        if start is None:
            return found
        from tui.services.since import narrowed

        return narrowed(conn, found, start, call.now, book)


def _draw(call: Call, found: Listing, query: ListQuery) -> None:
    from tui.cli.paper import paper
    from tui.present import relationships as drawn

    if not found.rows:
        say(
            "No relationship fits."
            if found.total
            else "No relationships yet: kept import mail PATH reads a mailbox."
        )
        return
    page = paper(call)
    say_lines([drawn.captions(query.order, page), *(drawn.row_line(row, page) for row in found.rows)])


COMMANDS = {"list": relationships}
