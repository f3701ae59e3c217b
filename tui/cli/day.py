"""`kept today`."""

from __future__ import annotations

import click

from tui.cli.call import Call
from tui.cli.say import say_json, say_lines
from tui.domain.problem import Problem
from tui.domain.views import Today


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.option("--owner", metavar="HANDLE|all", help="Whose day; without it one's own.")
@click.pass_obj
def today(call: Call, as_json: bool, owner: str | None) -> None:
    """Print today's list: who waits, what is due."""
    call.require_database()
    found = call.office.today(whose(call, owner))
    if as_json:
        from tui.cli.shapes import today_row

        say_json([today_row(row) for row in found.rows])
    else:
        _draw(call, found)


def whose(call: Call, owner: str | None) -> str | None:
    """The teammate that --owner names, None for all."""
    if owner is None:
        return call.handle
    if owner == "all":
        return None
    handles = call.office.handles()
    if owner not in handles:
        raise Problem(f"{owner!r} is no teammate.", f"Give all, or one of {', '.join(handles)}.", wrong_use=True)
    return owner


def _draw(call: Call, found: Today) -> None:
    from tui.cli.paper import paper
    from tui.present import today as drawn
    from tui.present.todayhead import title

    page = paper(call)
    say_lines([title(found, page, call.handle), ()])
    if found.rows:
        say_lines(drawn.line(item, page) for item in drawn.items(found, page))
    else:
        say_lines(drawn.all_clear(found, page)[1:])


COMMANDS = {"today": today}
