"""The written procedure: everything that a colleague needs, and nothing of the data that Markdown would read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.audit import Audit, Costs, Review, Step
from tui.domain.deed import Deed
from tui.domain.practice import Hurt, Usage, audit_row
from tui.present.procedure import procedure

ZONE = ZoneInfo("Europe/Berlin")
TITLES = ["Purpose", "Scope", "Owner", "Trigger", "Steps", "Exceptions", "How one knows that it worked"]
TITLES += ["Before and after", "Review", "Revision history"]
STEPS = (
    Step(1, "somebody phones", "ana", 6, "it interrupts", treatment="drop", new_text="a web form"),
    Step(2, "times go back and forth", "ana", 9, "3 mails", treatment="automate", build_hours=3, new_text="a link"),
    Step(3, "chase the questionnaire", "ana", 4, "", treatment="outsource", new_who="bo", new_minutes=2),
    Step(4, "book the room", "ana", 1, "", treatment="automate", build_hours=0, new_who="outside", new_minutes=1),
    Step(5, "the session", "ana", 60, "30 would do", treatment="keep", new_minutes=32),
)
AUDIT = Audit("Book a session", "somebody asks for one", 22, owner="ana", steps=STEPS, made_at=1_772_360_000)


def at(text: str) -> int:
    """An instant of ISO text, UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def written(audit: Audit, deeds: tuple[Deed, ...] = (), now: str = "2026-03-09T12:00:00") -> str:
    """The procedure as it is at a moment."""
    row = audit_row(audit, Costs(), at(now), Hurt(), Usage())
    return procedure(row, Costs(), ZONE, deeds)


def section(text: str, title: str) -> list[str]:
    """The lines under a heading."""
    lines = text.split(f"\n## {title}\n")[1].split("\n## ")[0].split("\n")
    return [line for line in lines if line]


def deed(moment: str, actor: str, kind: str, *, undone: bool = False) -> Deed:
    """Something done to the process."""
    return Deed(1, at(moment), actor, kind, "a1", None, "", "", None, None, None, None, None, undone)


def test_a_procedure_has_all_its_parts_in_order() -> None:
    text = written(AUDIT)
    assert text.startswith("# Book a session\n\nNot in practice yet.\n")
    found = [line.removeprefix("## ") for line in text.split("\n") if line.startswith("## ")]
    assert [title for title in found if title != "No longer done"] == TITLES


def test_each_step_says_who_does_it_with_what_and_how_long_it_takes() -> None:
    assert section(written(AUDIT), "Steps") == [
        "1. a link (a tool)",
        "2. chase the questionnaire (bo, 2 minutes)",
        "3. book the room (somebody outside, with a tool, 1 minute)",
        "4. the session (ana, 32 minutes)",
    ]


def test_what_is_dropped_is_named_with_what_comes_instead() -> None:
    assert section(written(AUDIT), "No longer done") == ["- somebody phones (instead: a web form)"]
    kept = replace(AUDIT, steps=STEPS[1:])
    assert "No longer done" not in written(kept)


def test_exceptions_are_those_written_down_else_what_goes_wrong() -> None:
    assert section(written(AUDIT), "Exceptions") == ["- Step 1: 3 mails", "- Step 4: 30 would do"]
    assert section(written(replace(AUDIT, exceptions="ring them")), "Exceptions") == ["ring them"]
    assert section(written(replace(AUDIT, steps=STEPS[2:4])), "Exceptions") == ["None are known."]


def test_how_one_knows_that_it_worked_is_measured_in_minutes_where_nobody_says_it() -> None:
    title = "How one knows that it worked"
    assert section(written(AUDIT), title) == ["It takes 35 minutes each time instead of 80."]
    assert section(written(replace(AUDIT, works="nobody phones")), title) == ["nobody phones"]


def test_figures_are_one_line() -> None:
    (line,) = section(written(AUDIT), "Before and after")
    assert line == (
        "Before: 80 minutes each time, 29.3 hours a month. After: 35 minutes each time, 12.8 hours a month;"
        " 2 of 5 steps and 12 % of the minutes automated; it pays back in 0.2 months."
    )


def test_a_redesign_that_never_pays_says_never() -> None:
    dear = replace(STEPS[1], monthly_cost=1_000_000)
    assert "it never pays back." in written(replace(AUDIT, steps=(dear,)))
    unknown = replace(STEPS[1], build_hours=None)
    assert "nobody has said yet how long building takes." in written(replace(AUDIT, steps=(unknown,)))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"runs": None}, "nobody has said yet how often it runs."),
        ({"steps": (replace(STEPS[1], minutes=None),)}, "nobody has said yet how long it takes."),
        ({"steps": (replace(STEPS[1], treatment="document", build_hours=None),)}, "nothing has to be built."),
        ({"steps": STEPS[:1]}, "it pays back at once."),
    ],
)
def test_a_payback_is_said_as_far_as_it_is_known(changed: dict[str, Any], told: str) -> None:
    (line,) = section(written(replace(AUDIT, **changed)), "Before and after")
    assert line.endswith(told)


def test_no_hours_are_said_where_nobody_knows_how_often_it_runs() -> None:
    (line,) = section(written(replace(AUDIT, runs=None)), "Before and after")
    assert line.startswith("Before: 80 minutes each time. After: 35 minutes each time; 2 of 5 steps")


def test_reviews_are_those_answered_and_those_to_come() -> None:
    assert section(written(AUDIT), "Review") == ["30 and 90 days after it is put in practice."]
    reviews = (
        Review(1, 30, at("2026-04-08T22:00:00"), 31.5, done_at=at("2026-04-09T08:00:00")),
        Review(2, 90, at("2026-06-07T22:00:00")),
    )
    practised = replace(AUDIT, practised_at=at("2026-03-09T08:00:00"), reviews=reviews)
    text = written(practised, now="2026-04-20T12:00:00")
    assert "In practice since 2026-03-09." in text
    assert section(text, "Review") == [
        "- 2026-04-09: 31.5 minutes each time, after 30 days",
        "- 2026-06-07: due after 90 days",
    ]


def test_the_history_names_days_and_people_once() -> None:
    deeds = (
        deed("2026-03-09T23:30:00", "ana", "practised"),
        deed("2026-03-01T09:00:00", "ana", "audited"),
        deed("2026-03-01T09:01:00", "ana", "audited"),
        deed("2026-03-02T09:00:00", "bo", "audited"),
        deed("2026-03-02T09:05:00", "bo", "audited"),
        deed("2026-03-03T09:05:00", "bo", "audited", undone=True),
        deed("2026-03-04T09:05:00", "bo", "toldagain"),
    )
    assert section(written(AUDIT, deeds), "Revision history") == [
        "- 2026-03-01, ana: begun",
        "- 2026-03-02, bo: changed",
        "- 2026-03-10, ana: put in practice",
    ]


def test_all_dropped_is_said_too() -> None:
    dropped = replace(AUDIT, steps=STEPS[:1], practised_at=at("2026-03-09T08:00:00"))
    text = written(dropped)
    assert "Dropped on 2026-03-09." in text
    assert section(text, "Steps") == ["Nothing of it is done."]


def test_a_process_without_steps_is_its_own_one_step() -> None:
    assert section(written(replace(AUDIT, steps=(), who="ana", minutes=7)), "Steps") == [
        "1. Book a session (ana, 7 minutes)"
    ]
    by_rule = replace(AUDIT, steps=(), minutes=7, answers={"alike": "yes", "rule": "yes"})
    assert section(written(by_rule), "Before and after") == [
        "Before: 7 minutes each time, 2.6 hours a month. After: 0 minutes each time, 0.0 hours a month;"
        " 1 of 1 step and 100 % of the minutes automated; nobody has said yet how long building takes."
    ]


def test_a_long_step_is_not_cut() -> None:
    assert "x" * 1000 in written(replace(AUDIT, steps=(Step(1, "x" * 1000),)))


EVIL = st.text(alphabet="#*_[]<>|~&`\\-+=1.) \n\t\x1b\u202eab", max_size=30)


@given(EVIL)
def test_no_data_makes_a_heading_a_list_or_markup(text: str) -> None:
    step = Step(1, text, text, 3, text, treatment="keep", new_text=text, new_who=text)
    evil = Audit(text, text, 2, None, text, owner=text, steps=(step,), made_at=1)
    lines = written(replace(evil, purpose=text, scope=text, works=text, exceptions=f"x{text}")).split("\n")
    headings = [line for line in lines if line.startswith("#")]
    assert headings[1:] == [f"## {title}" for title in TITLES]
    assert len([line for line in lines if line.startswith(("1. ", "2. ", "- "))]) == 2
    bare = "\n".join(lines).replace("\\\\", "")
    for mark in "*[]<>|~&`_":
        assert bare.count(mark) == bare.count(f"\\{mark}")
    assert not {"\x1b", "\u202e", "\t"} & set(bare)
