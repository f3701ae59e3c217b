"""`kept close`: a deal, its terms, its promises and the plan after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click

from tui.cli import whens
from tui.cli.call import Call
from tui.cli.honestly import looks
from tui.cli.named import relationship
from tui.cli.said import as_json_option, tell
from tui.cli.say import note, say, say_json
from tui.cli.stored import by, coming, lines
from tui.domain.acts import Act, Closed, NewAgreement, NewFollowUp, NewPromise, NewTerm, Promised
from tui.domain.model import Relationship, Stage


@click.command()
@click.argument("name")
@click.option("--sold", required=True, metavar="TEXT", help="What was sold.")
@click.option("--value", default="", metavar="TEXT", help="For what, such as 12,000 EUR.")
@click.option("--from", "signed", metavar="WHEN", help="From when on; without it today.")
@click.option("--until", metavar="WHEN", help="Until when; without it without an end.")
@click.option("--stage", type=click.Choice(["onboarding", "active"]), help="What it leads to.")
@click.option("--term", "terms", multiple=True, metavar="TEXT", help="One of its terms.")
@click.option("--promise", "ours", multiple=True, metavar="TEXT", help='What we promise: "send the kit by fri".')
@click.option("--their-promise", "theirs", multiple=True, metavar="TEXT", help='What they do: "pay by 30 mar".')
@click.option("--no-plan", is_flag=True, help="Without the plan of the configuration.")
@click.option("--dry-run", is_flag=True, help="Say what would be stored; nothing changes.")
@as_json_option
@click.pass_obj
def close(
    call: Call,
    name: str,
    sold: str,
    value: str,
    signed: str | None,
    until: str | None,
    stage: Stage | None,
    terms: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    no_plan: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Close a deal: the agreement, and what comes after it.

    NAME is any part of a name that only one bears, or an ID such as r12. Without --stage a prospect is onboarding
    from now on, and everybody else active. The promises hang on the term where there is one alone.
    """
    party = relationship(call, name)
    promises = _promises(call, ours, theirs)
    hung = promises if len(terms) == 1 else ()
    agreement = NewAgreement(
        sold,
        value,
        whens.day(call, signed) if signed is not None else whens.calendar(call).date_of(call.now),
        whens.day(call, until) if until is not None else None,
        tuple(NewTerm(term, hung) for term in terms),
    )
    plan = () if no_plan else _plan(call, party, agreement.signed_on)
    closed = Closed(party.id, stage or _leads_to(party), agreement, plan)
    acts: list[Act] = [closed, *(Promised(party.id, each) for each in promises if not hung)]
    if dry_run:
        _try(call, party, closed, promises, acts, as_json)
        return
    honest = looks(call, promises)
    outcome = call.office.perform(acts)
    promised = [f"{each.text} {by(call, each)}" for each in promises]
    tell(outcome.told[:1], as_json, ", ".join([closed.stage, *promised, *_next(call, plan)]))
    note(*honest)


def _promises(call: Call, ours: Sequence[str], theirs: Sequence[str]) -> tuple[NewPromise, ...]:
    made = [whens.promise(call, text) for text in ours]
    return (*made, *(whens.promise(call, text, by_us=False) for text in theirs))


def _leads_to(party: Relationship) -> Stage:
    return "onboarding" if party.stage == "prospect" else "active"


def _plan(call: Call, party: Relationship, signed: date | None) -> tuple[NewFollowUp, ...]:
    """What the template makes of a deal signed that day."""
    from tui.domain.plan import plan
    from tui.store.teammates import rule_book

    calendar, template = whens.calendar(call), call.loaded.settings.plan.template()
    with call.store.read() as conn:
        cadence = rule_book(conn).at(call.now).tiers[party.tier].cadence
    return plan(template, signed or calendar.date_of(call.now), calendar, cadence, party.owner, call.now)


def _next(call: Call, plan: Sequence[NewFollowUp]) -> Iterator[str]:
    for step in plan[:1]:
        yield f"{step.text} {by(call, step)}"
    if len(plan) > 1:
        yield f"then {len(plan) - 1} more"


def _try(
    call: Call,
    party: Relationship,
    closed: Closed,
    promises: Sequence[NewPromise],
    acts: Sequence[Act],
    as_json: bool,
) -> None:
    """Carry it out in a transaction of which nothing stays, and tell what it was."""
    from tui.services.trying import tried

    tried(call.store, call.handle, acts, call.now, call.wall)
    if as_json:
        say_json({"id": None})
        return
    for line in lines(_stored(call, party, closed, promises)):
        say(line)
    note(*looks(call, promises))


def _stored(
    call: Call, party: Relationship, closed: Closed, promises: Sequence[NewPromise]
) -> Iterator[tuple[str, str]]:
    agreement = closed.agreement
    yield "relationship", f"{party.name} (r{party.id}), {closed.stage}"
    yield "sold", agreement.sold
    if agreement.value:
        yield "value", agreement.value
    if agreement.signed_on:
        yield "from", whens.shown_day(call, agreement.signed_on)
    yield "until", whens.shown_day(call, agreement.ends_on) if agreement.ends_on else "without an end"
    for term in agreement.terms:
        yield "term", term.text
    yield from coming(call, promises, closed.plan)


COMMANDS = {"close": close}
