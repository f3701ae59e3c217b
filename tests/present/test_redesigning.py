"""The page Redesign as it is drawn: both halves of a row, the figures, and what a new step is typed as."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.booked import BOOKED
from tests.present.small_forms import PAPER
from tui.domain.audit import Audit, Costs, Step
from tui.domain.practice import Hurt
from tui.domain.redesign import NewStep, figures, new_steps
from tui.present.audit import redesigning
from tui.present.audit.answers import Wrong
from tui.present.audit.figures import amount, figure_lines, minutes, verdict_said
from tui.present.glyphs import ASCII
from tui.present.lines import cells, plain

COSTS = Costs()
NEW = new_steps(BOOKED, COSTS)
HURT = Hurt(((5, "Halden Dairies", 9.2), (6, "Tidewater", 5.0)), "late replies about slots")
PAGE = PAPER.narrowed(80)


def row(index: int, width: int = 80) -> str:
    """A row of the page."""
    return plain(redesigning.step_line(index + 1, NEW[index], 5, "ana", PAPER.narrowed(width))).rstrip()


def lines(audit: Audit, hurt: Hurt = HURT) -> list[str]:
    """The figures of an audit."""
    return [plain(line).rstrip() for line in figure_lines(figures(audit, COSTS), hurt, PAGE)]


def only(**changed: object) -> Audit:
    """The audit with one step alone, changed."""
    step = replace(BOOKED.steps[2], **changed)  # type: ignore[arg-type]
    return replace(BOOKED, steps=(step,))


def test_today_and_the_redesign_stand_on_one_row() -> None:
    assert plain(redesigning.captions(5, PAGE)).split() == ["Today", "who", "min", "│", "Redesigned", "who", "min"]
    assert row(0) == " 1 phone tag                me       6 │ × dropped: a web form               –"
    assert row(1) == " 2 times go back and forth  me       9 │ ► link to slots        tool         0"
    assert row(3) == " 4 chase the questionnaire  me       4 │ → by somebody else     bo           2"
    assert row(4) == " 5 the session              me      60 │ ● as it is             me          32"
    assert plain(redesigning.totals(figures(BOOKED, COSTS), PAGE)).split() == ["82", "│", "34"]


def test_a_narrow_page_leaves_out_who_does_it() -> None:
    assert row(4, 60) == " 5 the session            60 │ ● as it is               32"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_row_is_wider_than_the_page(width: int) -> None:
    for index in range(5):
        assert cells(row(index, width)) <= width


def test_figures_say_hours_before_and_after_and_when_it_pays_back() -> None:
    found = lines(BOOKED)
    assert found[0].endswith("30.1 today")
    assert found[1].endswith("12.5 redesigned")
    assert found[2:] == [
        "   automated       2 of 5 steps, 15 % of the minutes",
        "   pays back in    0.3 months  6 h to build, saves 17.6 h a month",
        "   hurts           2 relationships, 14.2 points  late replies about slots",
    ]
    assert found[0].count("━") > 2 * found[1].count("━") > 0


def test_what_it_costs_a_month_stands_beside_what_it_saves() -> None:
    told = "3 h to build, saves 1.1 h and costs 20 a month"
    assert told in lines(only(monthly_cost=20.0, treatment="automate"))[3]


def test_what_is_dropped_or_kept_costs_nothing_a_month() -> None:
    for treatment in ("drop", "keep"):
        assert "costs" not in lines(only(monthly_cost=20.0, treatment=treatment))[3]


@pytest.mark.parametrize(
    ("audit", "told"),
    [
        (only(treatment="automate", monthly_cost=500.0), "never  3 h to build"),
        (only(treatment="automate", build_hours=None), "unknown  build hours of 1 step are missing"),
        (only(treatment="automate", build_hours=0.0), "at once  saves 1.1 h a month"),
        (only(treatment="keep"), "nothing to build  saves nothing yet"),
        (only(treatment="keep", new_minutes=9.0), "never  takes 2.2 h a month more"),
        (only(treatment="drop"), "at once  saves 1.1 h a month"),
        (only(treatment="document", build_hours=None), "nothing to build  saves nothing yet"),
        (replace(only(treatment="automate"), runs=None), "unknown  how often it runs is missing"),
        (replace(only(treatment="keep"), runs=None), "nothing to build  saves nothing yet"),
        (only(treatment="automate", minutes=None), "unknown  how long it takes is missing"),
    ],
)
def test_a_payback_is_said_honestly(audit: Audit, told: str) -> None:
    assert told in lines(audit)[3]


def test_hours_that_nobody_can_know_are_no_nought() -> None:
    found = lines(replace(only(treatment="automate"), runs=None))
    assert [line.split()[-2:] for line in found[:2]] == [["–", "today"], ["–", "redesigned"]]


def test_dropping_a_process_without_steps_is_a_question() -> None:
    assert verdict_said("drop", Audit()) == "drop?"
    assert [verdict_said("drop", only()), verdict_said("keep", Audit())] == ["drop", "keep"]


def test_without_a_hurt_relationship_it_says_so() -> None:
    assert lines(BOOKED, Hurt())[4] == "   hurts           nobody, as far as the log shows"


def test_numbers_have_a_decimal_only_where_they_need_one() -> None:
    assert [amount(value) for value in (6.0, 6.25, 0.96, 1234.5, 1e6)] == ["6", "6.2", "1", "1,234.5", "1,000,000"]
    assert [amount(value) for value in (0.0, 0.25, 1 / 3, 0.04, 1e-7)] == ["0", "0.25", "0.33", "0.04", "0"]
    assert [minutes(value, "–") for value in (None, 9.5, 120.5)] == ["–", "9.5", "120"]


def test_the_untouched_parts_of_a_new_step_stay_as_the_treatment_makes_them() -> None:
    new = NEW[1]
    assert redesigning.texts(new, "ana") == ("link to slots", "tool", "0")
    assert redesigning.step_typed(new, ("link to slots", "tool", "0"), "ana") == new.step
    typed = redesigning.step_typed(new, (" a web form ", "me", "1.5"), "ana")
    assert (typed.new_text, typed.new_who, typed.new_minutes) == ("a web form", "ana", 1.5)


def test_a_tool_may_take_no_minutes_and_none_typed_means_what_the_treatment_leaves() -> None:
    new = NEW[4]
    assert redesigning.step_typed(new, ("", "me", "0"), "ana").new_minutes == 0
    assert redesigning.step_typed(new, ("", "me", ""), "ana").new_minutes is None


@pytest.mark.parametrize("said", ["a few", "-1", "10000"])
def test_minutes_that_are_none_are_refused_and_leave_the_rest(said: str) -> None:
    new: NewStep = NEW[4]
    with pytest.raises(Wrong) as wrong:
        redesigning.step_typed(new, ("read before", "bo", said), "ana")
    assert wrong.value.part == redesigning.MINUTES_PART
    kept: Step = redesigning.step_kept(new, ("read before", "bo", said), "ana")
    assert (kept.new_text, kept.new_who, kept.new_minutes) == ("read before", "bo", 32)


def test_the_strip_says_what_comes_out() -> None:
    days = (date(2026, 4, 8), date(2026, 6, 7))
    told = "   what comes out: a procedure, 4 follow-ups, reviews on 8 Apr and 7 Jun"
    assert plain(redesigning.comes_out(4, days, PAGE)) == told
    assert plain(redesigning.comes_out(1, (), PAGE)) == "   what comes out: a procedure, 1 follow-up"


def test_what_a_row_had_to_cut_is_whole_below() -> None:
    long = replace(NEW[1], step=replace(BOOKED.steps[1], new_text="a link to the slots that are open this week"))
    (told,) = redesigning.whole_texts(long, 5, PAGE, 3)
    assert plain(told) == "   times go back and forth → a link to the slots that are open this week"
    assert redesigning.whole_texts(NEW[1], 5, PAGE, 3) == ()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Book a session", "book-a-session.md"),
        ("Réservé / “für” später", "reserve-fur-spater.md"),
        ("../../etc", "etc.md"),
        ("預約", "procedure.md"),
        ("a" * 300, f"{'a' * 60}.md"),
    ],
)
def test_the_file_is_named_after_the_process(name: str, file: str) -> None:
    assert redesigning.file_name(name) == file


def test_signs_are_ascii_where_these_are_wanted() -> None:
    page = replace(PAGE, signs=ASCII)
    drawn = [redesigning.step_line(1, new, 5, "ana", page) for new in NEW]
    drawn += [redesigning.captions(5, page), *figure_lines(figures(BOOKED, COSTS), HURT, page)]
    assert all(plain(line).isascii() for line in drawn)
