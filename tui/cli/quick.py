"""`kept log 'one line of English'`."""

from __future__ import annotations

from typing import cast

from tui.cli import whens
from tui.cli.call import Call
from tui.domain.acts import Logged
from tui.domain.people import People, Situation
from tui.domain.problem import Problem
from tui.domain.questions import HowItStands, WhoIsThere
from tui.domain.quickdates import due_test, moment_test
from tui.domain.quickline import parse
from tui.domain.quickread import Resolved, resolve
from tui.present.forms.logfields import LONGEST

UNKNOWN = "Nothing was logged; kept add NAME makes somebody new."


def quick(call: Call, line: str) -> Logged:
    """What a quick line says; Problem with all that has to be asked, nothing of which is guessed."""
    now, calendar = call.now, whens.calendar(call)
    if len(line) > LONGEST:
        raise Problem(
            f"This line is too long to read: it has {len(line):,} signs, {LONGEST:,} may be read.",
            "Give --with, --channel and --direction, and TEXT may be longer.",
            wrong_use=True,
        )
    said = parse(line, is_date=due_test(now, calendar), is_moment=moment_test(now, calendar))
    people = cast(People, call.office.answer(WhoIsThere()))
    read = resolve(said, people, None, now, calendar)
    if read.match is not None:
        known = cast(Situation, call.office.answer(HowItStands(read.match.party.id)))
        read = resolve(said, people, known, now, calendar)
    return _sure(read)


def _sure(read: Resolved) -> Logged:
    if read.act is None:
        asked = " ".join(dict.fromkeys(map(_sentence, read.questions))) or "That is not clear enough."
        raise Problem(asked, UNKNOWN if _unknown(read) else "Nothing was logged.", wrong_use=True)
    return read.act


def _sentence(question: str) -> str:
    """A question as it stands among others: "Which Ana? Ana Brink, Ana Ruiz."."""
    return f"{question[:1].upper()}{question[1:]}{'' if question.endswith(('.', '?')) else '.'}"


def _unknown(read: Resolved) -> bool:
    """Whether somebody is named who is not there."""
    who = read.fields["who"]
    return bool(who.question and who.source and not who.candidates)
