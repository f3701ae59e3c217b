"""`kept audit`: list, new, show, export, run."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from tui.cli.auditrun import run
from tui.cli.call import Call
from tui.cli.line import check_whole
from tui.cli.named import process
from tui.cli.places import STREAM, Place
from tui.cli.said import as_json_option, tell
from tui.cli.say import say, say_json, say_lines
from tui.domain.problem import Problem

if TYPE_CHECKING:
    from tui.domain.audit import Audit
    from tui.domain.practice import AuditRow

FORMATS = ("markdown", "toml")


@click.group("audit")
def audit() -> None:
    """Audits of processes: list, new, show, export, run."""


@audit.command("list")
@as_json_option
@click.pass_obj
def list_(call: Call, as_json: bool) -> None:
    """Print the audits, and what the log shows to be worth one."""
    call.require_database()
    rows = call.office.processes()
    if as_json:
        from tui.cli.auditshapes import listed

        say_json([listed(row) for row in rows])
    else:
        _draw(call, rows)


def _draw(call: Call, rows: tuple[AuditRow, ...]) -> None:
    from tui.cli.paper import paper
    from tui.present import processes as drawn

    page, proposals = paper(call), call.office.proposals()
    if rows:
        say_lines([drawn.title(rows, page), (), drawn.captions(page)])
    else:
        say("No process yet: kept audit new looks at the first one.")
    say_lines(drawn.line(item, page) for item in drawn.items(rows, proposals))


@audit.command()
@click.option("--from", "source", type=Place(), metavar="FILE", help="Take one from TOML; - for standard input.")
@as_json_option
@click.pass_obj
def new(call: Call, source: Path | None, as_json: bool) -> None:
    """Audit a process in the wizard, or take an audit from a file."""
    from tui.domain.auditacts import Audited

    if source is None:
        _open_wizard(call, as_json)
    else:
        tell(call.office.perform((Audited(_own(call, _read(source))),)).told, as_json)


def _open_wizard(call: Call, as_json: bool) -> None:
    from tui.cli.opening import open_dashboard
    from tui.domain.audit import Audit

    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("The wizard needs a terminal.", "Without one: kept audit new --from FILE.", wrong_use=True)
    open_dashboard(call, Audit(owner=call.handle, made_at=call.now))


def _read(source: Path) -> Audit:
    from tui.services.auditfile import taken

    if source == STREAM:
        found = taken(sys.stdin.buffer, "standard input")
        check_whole()
        return found
    try:
        with source.open("rb") as file:
            return taken(file, str(source))
    except FileNotFoundError:
        raise Problem(f"There is no file {source}.", "Name another one.", wrong_use=True) from None
    except OSError as error:
        raise Problem(f"{source} cannot be read: {error.strerror}.", "Allow reading it, or name another.") from None


def _own(call: Call, given: Audit) -> Audit:
    """The audit as one's own where it says "me" or nobody, at the place where the wizard goes on."""
    from tui.present.audit.steps import who_meant
    from tui.services.auditfile import landed

    def meant(who: str) -> str:
        return who_meant(who, call.handle)

    steps = (replace(step, who=meant(step.who), new_who=meant(step.new_who)) for step in given.steps)
    owner = meant(given.owner or "me")
    return replace(given, owner=owner, who=meant(given.who), steps=tuple(steps), at=landed(given))


@audit.command()
@click.argument("name")
@as_json_option
@click.pass_obj
def show(call: Call, name: str, as_json: bool) -> None:
    """Print one audit: answers, steps and treatments, figures.

    NAME is any part of a process's name that only one bears, or an ID such as a3.
    """
    row = process(call, name)
    if as_json:
        from tui.cli.auditshapes import whole

        say_json(whole(row, call.office.costs))
        return
    from tui.cli.paper import paper
    from tui.present.audit.summary import lines

    say_lines(lines(row, call.office.costs, call.handle, paper(call)))


@audit.command()
@click.argument("name")
@click.option("--format", "form", type=click.Choice(FORMATS), default="markdown", help="Procedure, or whole audit.")
@click.option("--to", "target", type=Place(), metavar="PATH", help="A new file; without it standard output.")
@click.option("--force", is_flag=True, help="Replace the file where there is one.")
@as_json_option
@click.pass_obj
def export(call: Call, name: str, form: str, target: Path | None, force: bool, as_json: bool) -> None:
    """Print the procedure as Markdown, or the audit as TOML.

    NAME is any part of a process's name that only one bears, or an ID such as a3.
    """
    row, target = process(call, name), None if target == STREAM else target
    text = _procedure(call, row) if form == "markdown" else _file(row)
    if target is not None:
        _write(target, text, force=force)
    if as_json:
        path = None if target is None else str(target)
        say_json({"id": f"a{row.audit.id}", "format": form, "path": path, "text": text})
    elif target is not None:
        say(f"{target} is written.")
    else:
        for line in text.removesuffix("\n").split("\n"):
            say(line)


def _procedure(call: Call, row: AuditRow) -> str:
    from tui.present.procedure import procedure

    deeds = call.office.deeds(f"a{row.audit.id}")
    return procedure(row, call.office.costs, ZoneInfo(call.zone), deeds) + "\n"


def _file(row: AuditRow) -> str:
    from tui.services.auditfile import write

    return write(row.audit)


def _write(target: Path, text: str, *, force: bool) -> None:
    from tui.services.newfile import write_new

    if target.exists() and not target.is_file():
        raise Problem(f"{target} is no file.", "Name a file, or leave --to away.", wrong_use=True)
    if target.exists() and not force:
        raise Problem(f"There is a file {target} already.", "Name another one, or replace it with --force.")
    # what a link leads to is replaced, not the link
    write_new(target.resolve(), text, force=force)


audit.add_command(run)

COMMANDS = {"audit": audit}
