"""The sample's processes: one audit told to its end, and all that is said of them follows from the rules."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sample.test_sample import sample as facts_of_sample
from tests.services.copies import sample
from tui.domain.audit import minutes_each
from tui.domain.practice import AuditRow, Hurt, audit_row
from tui.domain.practising import proposed_follow_ups
from tui.domain.redesign import counted, new_steps, verdict
from tui.domain.thinking import is_answered, questions
from tui.domain.treatment import advise, facts
from tui.services.doing import undoing
from tui.services.hurting import hurts
from tui.services.proposing import proposals
from tui.services.sample import Sample
from tui.services.sampleaudits import SINCE
from tui.store import audits, practice, teammates

STATES = {
    "Book a complimentary session": ("in practice", "combine"),
    "Monthly invoices": ("in practice", "automate"),
    "Thank-you after closing": ("in practice", "document"),
    "Access to the shared folder": ("think", None),
    "Kick-off folder": ("stop", None),
    "Quarterly mailing": ("dropped", "drop"),
}
"""Which shows what; that it does is for the rules to say."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("audits"))


@pytest.fixture(scope="module")
def rows(made: Sample) -> dict[str, AuditRow]:
    calendar = made.rules.calendar
    until = calendar.end_of(calendar.date_of(made.now))
    with made.store.read() as conn:
        every, book = audits.every(conn), teammates.rule_book(conn)
        hurt = hurts(conn, every, made.handle, made.now, book)
        usage = audits.usage(conn, made.now, made.handle)
    costs = made.rules.costs
    return {a.name: audit_row(a, costs, until, hurt.get(a.id, Hurt()), usage[a.id]) for a in every}


@pytest.fixture(scope="module")
def session(rows: dict[str, AuditRow]) -> AuditRow:
    return rows["Book a complimentary session"]


def test_every_state_and_verdict(rows: dict[str, AuditRow]) -> None:
    assert {name: (row.state, row.verdict) for name, row in rows.items()} == STATES
    begun = rows["Access to the shared folder"].audit
    assert [is_answered(begun, question) for question in questions(begun)].count(True) == 3


def test_the_source_types_in_no_figure_and_no_verdict() -> None:
    told = {key for row in facts_of_sample()["audit"] for key in row if key not in SINCE}
    of_steps = {key for row in facts_of_sample()["audit"] for step in row["steps"] for key in step}
    audit = {"name", "owner", "who", "starts", "runs", "words", "answers", "notes", "at", "steps"}
    assert told == audit | {"purpose", "scope", "exceptions", "works"}
    assert of_steps == {
        *("text", "who", "minutes", "wrong", "answers", "treatment"),
        *("build_hours", "monthly_cost", "new_text", "new_who", "new_minutes"),
    }


def test_the_example_is_told_to_its_end(session: AuditRow) -> None:
    audit = session.audit
    assert all((audit.starts, audit.purpose, audit.scope, audit.exceptions, audit.works, audit.words))
    assert all(is_answered(audit, question) for question in questions(audit))
    assert all(step.text and step.who and step.minutes for step in audit.steps)
    assert all(step.treatment and step.new_text for step in audit.steps)
    assert audit.practised_at is not None
    assert [review.days for review in audit.reviews] == [30, 90]


def test_the_example_as_it_was(session: AuditRow) -> None:
    assert [step.minutes for step in session.audit.steps] == [6, 9, 2, 3, 4, 60, 2]
    assert session.figures.minutes_before == minutes_each(session.audit) == 86
    assert round(session.figures.hours_before, 1) == 31.5


def test_the_redesign_of_the_example_is_what_the_rules_advise_but_for_one_step(
    made: Sample, session: AuditRow
) -> None:
    audit, costs = session.audit, made.rules.costs
    advised = [advise(facts(audit, step), costs) for step in audit.steps]
    assert advised == ["automate", "automate", "automate", "automate", "outsource", "keep", "automate"]
    chosen = [step.text for step, advice in zip(audit.steps, advised, strict=True) if step.treatment != advice]
    assert chosen == ["times go back and forth by mail"]
    assert counted(audit, costs) == {"automate": 4, "outsource": 2, "keep": 1}
    assert verdict(audit, costs) == "combine"


def test_the_figures_of_the_example(made: Sample, session: AuditRow) -> None:
    figures, steps = session.figures, new_steps(session.audit, made.rules.costs)
    assert figures.minutes_after == sum(new.minutes or 0 for new in steps) < figures.minutes_before / 2
    assert (figures.automated, figures.steps, figures.unknown_builds) == (4, 7, 0)
    assert figures.payback is not None
    assert 0 < figures.payback < 1


def test_the_example_hurts_and_is_used(session: AuditRow) -> None:
    assert len(session.hurt.relationships) >= 3
    assert session.hurt.points > 0
    assert session.usage.told == 4
    assert len(session.usage.run_minutes) == 3
    assert all(minutes < session.figures.minutes_before for minutes in session.usage.run_minutes)


def test_the_next_review_of_the_example_is_in_the_coming_days(made: Sample, session: AuditRow) -> None:
    assert session.review is not None
    due = made.rules.calendar.date_of(session.review.due - 1)
    assert (session.review.days, due, session.audit.owner) == (30, date(2026, 3, 11), made.handle)


def test_what_puts_them_in_practice_is_proposed_by_rule_and_done(made: Sample, rows: dict[str, AuditRow]) -> None:
    with made.store.read() as conn:
        told = {each.name: each for each in practice.everything(conn)}
    for name, row in rows.items():
        assert bool(told[name].follow_ups) == (row.audit.practised_at is not None)
        assert {follow_up.state for follow_up in told[name].follow_ups} <= {"done"}
    audit = rows["Monthly invoices"].audit
    assert audit.practised_at is not None
    calendar = made.rules.calendar
    wanted = proposed_follow_ups(audit, made.rules.costs, calendar, audit.practised_at, audit.owner)
    assert [f.text for f in told[audit.name].follow_ups] == [f.text for f in wanted]


def test_one_review_is_answered_and_says_how_good_the_advice_was(rows: dict[str, AuditRow]) -> None:
    row = rows["Monthly invoices"]
    assert row.saved is not None
    assert 0 < row.saved < row.figures.hours_saved
    assert 0 < row.right < row.tried == len(row.audit.steps)


def test_the_log_proposes_one_of_each_kind(made: Sample) -> None:
    with made.store.read() as conn:
        found = proposals(conn, made.handle, made.now, teammates.rule_book(conn))
    assert {"question", "late", "repeats"} <= {proposal.kind for proposal in found}
    asked = next(p for p in found if p.kind == "question")
    assert asked.text == "Which format do you need the figures in?"
    assert asked.askers >= 3


def test_none_of_it_is_what_somebody_takes_back(made: Sample) -> None:
    nexts = {handle: undoing.next_back(made.store, handle, redo=False) for handle in ("ana", "bo", "cleo")}
    said = {handle: outcome.told[0].said if outcome else None for handle, outcome in nexts.items()}
    assert said == {"ana": "import of sample.mbox", "bo": None, "cleo": None}


def test_everything_was_said_at_its_moment(made: Sample, rows: dict[str, AuditRow]) -> None:
    with made.store.read() as conn:
        said = dict(conn.execute("SELECT row_id, min(at) FROM journal WHERE \"table\" = 'process' GROUP BY row_id"))
    assert said == {row.audit.id: row.audit.made_at for row in rows.values()}
    assert all(row.audit.made_at < made.now for row in rows.values())


def test_what_is_due_of_processes_is_derived(made: Sample, rows: dict[str, AuditRow]) -> None:
    with made.store.read() as conn:
        found = {
            tuple(row) for row in conn.execute("SELECT id, by FROM practice_item WHERE today_from IS NOT NULL")
        }
    reviewed = {(f"a{row.audit.id}", row.audit.owner) for row in rows.values() if row.review is not None}
    assert found == reviewed
    assert {owner for _, owner in found} == {"ana", "bo"}
