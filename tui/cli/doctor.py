"""`kept doctor`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tui.cli.call import Call
from tui.cli.say import say, say_json
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.services.checkup import Unread
    from tui.services.finding import Finding

FAILED = 1


@click.command()
@click.option("--rebuild", is_flag=True, help="Derive everything from the log anew.")
@click.option("--rejected", is_flag=True, help="List what could not be read.")
@click.option("--json", "as_json", is_flag=True, help="Print one document for scripts.")
@click.pass_obj
def doctor(call: Call, rebuild: bool, rejected: bool, as_json: bool) -> None:
    """Look the database over; say how to mend what is wrong."""
    if rebuild and rejected:
        raise Problem("--rebuild and --rejected are two things.", "Ask for one of them.", wrong_use=True)
    call.require_database()
    if rebuild:
        _rebuild(call, as_json)
    elif rejected:
        _rejected(call, as_json)
    else:
        _examine(call, as_json)


def _examine(call: Call, as_json: bool) -> None:
    from tui.services.checkup import examine

    findings = examine(call.store, call.loaded.settings.rules(), call.now, call.wall)
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        _say_findings(call, findings)
    if any(finding.grave for finding in findings):
        raise SystemExit(FAILED)


def _say_findings(call: Call, findings: Iterable[Finding]) -> None:
    from tui.store.connection import SCHEMA_VERSION

    said = list(findings)
    for finding in said:
        say(f"{'wrong' if finding.grave else 'note'}: {finding.what}")
        say(f"       {finding.remedy}")
    if not any(finding.grave for finding in said):
        say(f"{call.path} is whole: made by kept, schema {SCHEMA_VERSION}.")


def _rebuild(call: Call, as_json: bool) -> None:
    from tui.services.checkup import rebuild_all

    differed = rebuild_all(call.store, call.handle, call.now, call.wall)
    if as_json:
        say_json({"differed": differed})
    elif differed:
        say(f"{differed:,} {'relationship' if differed == 1 else 'relationships'} differed from the log; mended.")
    else:
        say("Everything is derived anew, and nothing differed.")
    if differed:
        raise SystemExit(FAILED)


def _rejected(call: Call, as_json: bool) -> None:
    from tui.services.checkup import rejected

    found = rejected(call.store)
    if as_json:
        say_json([asdict(each) for each in found])
    else:
        _say_rejected(found)


def _say_rejected(found: Iterable[Unread]) -> None:
    listed = list(found)
    for each in listed:
        say(f"{each.place}: {each.reason} ({each.size:,} bytes)")
    if not listed:
        say("Everything could be read.")


COMMANDS = {"doctor": doctor}
