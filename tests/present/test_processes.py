"""The page Processes, its strip, the checklist and the review, as lines."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.small_forms import notes, read
from tests.screens.fake_desk import NOW, at
from tests.screens.fake_processes import ASKED, AUDITS, BOOKED, BOOKING, BUILD, COSTS, LATE, SKIPPED, row
from tui.domain.audit import Audit, Mark, Run, Step
from tui.domain.auditacts import Reviewed
from tui.domain.practice import AuditRow, Usage
from tui.domain.running import checklist, left, marked
from tui.present import checklist as running
from tui.present import processes
from tui.present.forms.review import ReviewForm
from tui.present.glyphs import ASCII
from tui.present.lines import cells, plain
from tui.present.paper import Paper
from tui.present.processstrip import Keys, proposal_strip, row_strip, strip

PAPER = Paper(80, NOW, ZoneInfo("UTC"))
WIDE = Paper(120, NOW, ZoneInfo("UTC"))
KEYS = Keys("enter", "r", "d")


def under(audit: AuditRow, paper: Paper = PAPER, height: int = 5) -> list[str]:
    return [plain(line).rstrip() for line in strip(audit, paper, height, KEYS)]


@given(st.integers(30, 200))
def test_every_line_fits_its_page(width: int) -> None:
    paper = replace(PAPER, width=width)
    items = processes.items(AUDITS, (ASKED, LATE, SKIPPED))
    lines = [processes.title(AUDITS, paper), processes.captions(paper)]
    lines += [processes.line(item, paper) for item in items]
    lines += [line for audit in AUDITS for line in strip(audit, paper, 9, KEYS)]
    lines += [line for one in (ASKED, LATE, SKIPPED) for line in proposal_strip(one, paper, 9)]
    assert all(cells(plain(line)) <= width for line in lines)


@pytest.mark.parametrize(
    ("width", "there", "gone"),
    [
        (120, ("h hoped", "verdict", "hurts", "owner", "next"), ()),
        (80, ("h hoped", "verdict", "hurts"), ("owner", "next")),
        (77, ("verdict", "hurts"), ("h hoped",)),
        (69, ("hurts",), ("h hoped", "verdict")),
        (55, ("h saved", "points"), ("hurts", "verdict")),
    ],
)
def test_columns_go_in_their_order(width: int, there: tuple[str, ...], gone: tuple[str, ...]) -> None:
    said = plain(processes.captions(replace(PAPER, width=width)))
    assert all(word in said for word in there)
    assert not any(word in said for word in gone)


def test_the_title_sums_up_only_what_is_in_practice() -> None:
    assert "saved: 22.5 h a month of 27.1 h hoped" in plain(processes.title(AUDITS, PAPER))
    assert "nothing is in practice yet" in plain(processes.title(AUDITS[3:5], PAPER))
    assert "hoped: 0.5 h a month" in plain(processes.title(AUDITS[2:5], PAPER))
    assert plain(processes.title((), PAPER)).split() == ["Processes", "0"]


def test_a_wide_title_says_how_often_the_advice_was_right() -> None:
    assert f"advice right {sum(one.right for one in AUDITS)} of" in plain(processes.title(AUDITS, WIDE))


@pytest.mark.parametrize(
    ("left_at", "said"),
    [
        ("", "stop, name"),
        ("stop runs", "stop, runs"),
        ("steps 4", "stop, steps"),
        ("think", "think, 1 of 6"),
        ("think recall", "think, 4 of 6"),
        ("do 4", "do, 4 of 7"),
        ("do 99", "do, 1 of 7"),
        ("redesign 2", "redesign"),
    ],
)
def test_the_state_says_where_the_wizard_was_left(left_at: str, said: str) -> None:
    assert processes.state(row(replace(BOOKING, at=left_at, practised_at=None, reviews=()))) == said


def test_signs_work_in_ascii() -> None:
    assert [processes.sign(one, ASCII).text for one in AUDITS] == ["*", ">", "v", "o", "o", "-"]


def test_what_comes_next_is_a_review_a_run_or_the_wizard() -> None:
    assert [processes.following(one, WIDE) for one in AUDITS] == [
        "asks today", "90 days: 2 Apr", "90 days: 20 May", "resume", "resume", "",
    ]  # fmt: skip
    assert processes.following(replace(AUDITS[1], usage=Usage(under_way=4)), WIDE) == "run under way"


def test_a_review_that_is_due_stands_first() -> None:
    assert under(BOOKED)[1:3] == [
        "   ● 30-day review is due today: how many minutes does it take now?",
        "   hoped 34, it was 86.  d answers it",
    ]
    late = replace(BOOKED, audit=replace(BOOKING, reviews=(replace(BOOKING.reviews[0], due=at("3 Mar 17:00")),)))
    assert "review is due since Tue 3 Mar" in under(late, WIDE)[1]


def test_the_strip_names_whom_it_hurts_and_how_it_was_used() -> None:
    said = under(BOOKED, WIDE, 9)
    assert "Halden Dairies 6.2, Kestrel Rail 3.1, Orchard & Pell 2.4, 2 more: late replies about slots" in said[3]
    assert said[4:] == ["   told somebody again 4 times since January", "   last runs took 31, 36, 40 min"]


def test_what_is_in_practice_says_what_it_takes_now() -> None:
    assert "it takes 13.2 min as of Sun 1 Feb, hoped 0, it was 39.  r runs it" in under(AUDITS[1])[1]
    assert "Nobody does it any more since Sat 3 Jan." in under(AUDITS[5])[1]
    assert "It stands at think, 3 of 6.  enter resumes there" in under(AUDITS[3])[1]


def test_a_follow_up_of_a_process_says_what_it_is_for() -> None:
    said = [plain(line) for line in row_strip(BUILD, BOOKED, PAPER, 5, KEYS)]
    assert said[1].strip() == BUILD.what
    assert "ana decided it Mon 2 Mar, due Mon 9 Mar, to put this in practice." in said[2]
    assert not any("answers it" in line for line in said)


def test_a_proposal_shows_the_first_three_things_it_was_seen_in() -> None:
    said = [plain(line).rstrip() for line in proposal_strip(ASKED, PAPER, 5)]
    assert "alike 84 %" in said[0]
    assert said[1] == "   Mon 12 Jan  Halden Dairies       “Which invoice format do you need?”"
    assert said[4] == "   and 4 more"


def test_what_was_late_in_several_ways_says_so() -> None:
    seen = (replace(LATE.seen[0], id="w1"), replace(LATE.seen[1], id="p1"))
    mixed = replace(LATE, seen=seen)
    assert "late or broken: “" in plain(processes.line(mixed, PAPER))


def test_the_last_runs_are_whole_minutes_unless_they_are_short() -> None:
    usage = Usage(run_minutes=(33.4167, 40.5, 9.96, 4.25, 0.05))
    said = under(replace(BOOKED, usage=usage), WIDE, 9)
    assert said[-1] == "   last runs took 33, 40, 10, 4.2, 0.1 min"


def test_a_skipped_step_shows_its_reasons() -> None:
    long = replace(SKIPPED, text="Book a complimentary session: approve and confirm, remind once, or twice")
    said = [plain(line).rstrip() for line in proposal_strip(long, PAPER, 5)]
    assert said[0].endswith("a step to change ──")
    assert said[1] == "   Mon 2 Mar   they had answered"
    assert "skipped 3 ×" in plain(processes.line(SKIPPED, PAPER))


def test_a_checklist_leaves_out_what_is_dropped_and_asks_nothing_of_a_tool() -> None:
    steps = checklist(BOOKING, COSTS)
    run = Run(3, NOW)
    assert [new.step.key for new in steps] == [2, 3, 4, 5, 6, 7]
    assert [new.step.key for new in left(run, steps)] == [5, 6]
    assert left(marked(marked(run, Mark(5, 90)), Mark(6, 20, True, "no session")), steps) == ()


def test_a_row_of_the_checklist_says_how_long_it_took_or_why_it_was_skipped() -> None:
    run = marked(marked(Run(3, NOW), Mark(5, 200)), Mark(6, 20, True, "nobody came"))
    rows = running.rows(BOOKING, checklist(BOOKING, COSTS), run)
    said = [plain(running.row_line(one, "ana", PAPER)) for one in rows]
    assert said[0].split() == ["2", "►", "link", "to", "open", "slots", "tool", "0", "min", "·"]
    assert said[3].split()[-4:] == ["2", "min", "3", "min"]
    assert "answers read before skipped: nobody came" in said[4]
    assert "20 s" in said[4]
    assert running.finished(checklist(BOOKING, COSTS), run) == "run in 4 min, hoped 34"


def test_a_checklist_of_which_nobody_knows_the_minutes_hopes_for_none() -> None:
    audit = Audit(name="x", steps=(Step(1, "look"), Step(2, "send")))
    steps = checklist(audit, COSTS)
    run = marked(Run(1, NOW), Mark(1, 240))
    said = [plain(running.row_line(each, "ana", PAPER)) for each in running.rows(audit, steps, run)]
    lines = (*said, plain(running.head(steps, run, PAPER)), plain(running.total_line(steps, run, PAPER)))
    assert not any("0 min" in line for line in lines)
    assert "1 of 2   4 min so far" in lines[2]
    assert running.finished(steps, run) == "run in 4 min"
    assert "nobody said how long it took" in under(row(replace(audit, practised_at=NOW)))[1]
    assert notes(read(ReviewForm.begun(row(audit)), minutes="5")) == ["nobody said how long it took"]


def test_many_steps_that_are_not_ticked_are_counted() -> None:
    audit = Audit(steps=tuple(Step(key, "look") for key in range(1, 8)))
    said = running.unticked(running.rows(audit, checklist(audit, COSTS), Run(1, NOW)), "enter", "k")
    assert said == "Not ticked: 1, 2, 3, 4 and 3 more. enter skips them, k skips one."


def test_a_review_offers_what_its_runs_took() -> None:
    reading = read(ReviewForm.begun(BOOKED))
    assert (reading.said["minutes"].value, reading.said["minutes"].source) == ("35.7 min", "the mean of 3 runs")
    assert reading.acts == (Reviewed("a3", 35.7, ()),)
    assert notes(reading) == ["hoped 34 min, it was 86", "it saves 18.4 h a month of 19.1 h hoped"]


def test_a_review_names_the_steps_that_went_amiss() -> None:
    reading = read(ReviewForm.begun(BOOKED), minutes="34 min", amiss="6, 5, 5")
    assert reading.said["amiss"].value == "5 chase the questionnaire; 6 the session"
    assert reading.acts == (Reviewed("a3", 34.0, (5, 6)),)


@pytest.mark.parametrize(
    ("minutes", "amiss", "wrong"),
    [
        ("a few", "", "'a few' is no number. Is it 3 min?"),
        ("-3", "", "-3 minutes is no time. Write minutes, for example 6."),
        ("nan", "", "'nan' is no number. Write minutes, for example 6."),
        ("99999", "", "That is more than kept counts with. Write at most 6,000 minutes each time."),
        ("30", "8", "There is no step '8'. They are 1 to 7."),
        ("30", "five", "There is no step 'five'. They are 1 to 7."),
    ],
)
def test_a_review_that_cannot_be_says_why(minutes: str, amiss: str, wrong: str) -> None:
    reading = read(ReviewForm.begun(BOOKED), minutes=minutes, amiss=amiss)
    assert reading.acts == ()
    assert reading.said[reading.wrong].wrong == wrong


@pytest.mark.parametrize(("typed", "value"), [("0", 0.0), ("1 h 10", 70.0), ("34,5", 34.5)])
def test_a_review_reads_minutes_as_the_wizard_does(typed: str, value: float) -> None:
    assert read(ReviewForm.begun(BOOKED), minutes=typed).acts == (Reviewed("a3", value, ()),)


def test_without_a_run_a_review_asks_for_the_minutes() -> None:
    reading = read(ReviewForm.begun(row(BOOKING)))
    assert (reading.wrong, reading.acts) == ("minutes", ())


def test_an_audit_without_a_name_has_a_line_all_the_same() -> None:
    assert "no name yet" in plain(processes.line(row(Audit()), PAPER))
