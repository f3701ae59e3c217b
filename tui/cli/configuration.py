"""`kept config`: show, check, apply."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tui.cli.call import Call
from tui.cli.say import note, say, say_json


@click.group("config")
def config() -> None:
    """The configuration: show, check, apply."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def show(call: Call, as_json: bool) -> None:
    """Print every setting with its value and where it comes from."""
    from tui.config import flat
    from tui.config.text import plain

    loaded = call.loaded
    settings = flat(loaded.settings)
    if as_json:
        say_json({key: {"value": _json(value), "origin": loaded.origins[key]} for key, value in settings.items()})
        return
    say(f"# {loaded.path or 'no file: every setting has its default'}")
    say(f"# the database is {call.path}")
    for key, value in settings.items():
        say(f"{key} = {plain(value)}  # {loaded.origins[key]}")


@config.command()
@click.pass_obj
def check(call: Call) -> None:
    """Say what is wrong with the configuration, or that it is right."""
    loaded = call.loaded
    _check_keys(call)
    say(f"{loaded.path} is right." if loaded.path else "There is no configuration file; the defaults hold.")
    differing = _differing(call)
    if differing:
        note(f"{call.path} goes by other {', '.join(differing)}. kept config apply puts these in force from today.")


@config.command()
@click.pass_obj
def apply(call: Call) -> None:
    """Put the configuration's rules in force from today on, and derive everything again (admin)."""
    from tui.services.ruling import put_in_force

    call.require_database()
    changed = put_in_force(call.store, call.handle, call.loaded.settings.rules(), call.now, call.wall)
    if changed is None:
        say("The database goes by these rules already; nothing was changed.")
    else:
        people = f"{changed.relationships:,} relationship{' stands' if changed.relationships == 1 else 's stand'}"
        say(f"In force from {changed.day} on: {', '.join(changed.settings)}. {people} differently by them.")


def _json(value: Any) -> Any:
    """A value as JSON knows it; dates as text."""
    if isinstance(value, tuple):
        return [each.isoformat() if isinstance(each, date) else each for each in value]
    return value


def _check_keys(call: Call) -> None:
    """Refuse keys that clash or name no action."""
    from tui.keys import keymap

    keymap(call.loaded.settings.keys)


def _differing(call: Call) -> tuple[str, ...]:
    if not call.store.exists():
        return ()
    from tui.services import ruling

    return ruling.differing(ruling.in_force(call.store, call.now), call.loaded.settings.rules())


COMMANDS = {"config": config}
