"""Lines are never wider than the page, whatever stands in them."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.screens.fake_desk import HALDEN_OPEN, NOW, FakeDesk
from tests.screens.hostile import SHORT, hostile_desk
from tui.domain.listing import ListQuery
from tui.domain.problem import Problem
from tui.present import frame, parts, reading, relationship, relationships, standing, today, todayhead
from tui.present.glyphs import ASCII, UNICODE
from tui.present.lines import cells, crop, cut, joined, name, plain, wrapped
from tui.present.paper import Paper
from tui.present.spans import Line, Span

WIDTHS = st.integers(1, 200)
HOSTILE = st.one_of(st.sampled_from(SHORT), st.text(max_size=60))
UTC = ZoneInfo("UTC")


def drawn(text: str, paper: Paper, height: int) -> list[Line]:
    """Every line of every page with this text in every column."""
    desk = hostile_desk(text)
    view = desk.relationship(5, 100)
    lines: list[Line] = [todayhead.title(desk.day, paper, "ana"), todayhead.loading_title(text, paper, "ana")]
    lines += [today.line(item, paper) for item in today.items(desk.day, paper)]
    for one in desk.day.rows:
        lines += reading.strip(one, desk.reading(one), paper, height)
    lines += [relationships.row_line(one, paper) for one in desk.people]
    lines += [relationships.captions("score", paper), relationships.title(text, "ana", paper.width)]
    lines += standing.strip(desk.people[4], view, paper, height)
    lines += standing.nothing_matches(ListQuery(), text, paper, "esc")
    lines += [*standing.nobodys(text, "ana", paper), *standing.nobody(9, paper, "/", "1")]
    lines += standing.refused(text, paper, height)
    lines += relationship.page_head(view, paper)
    lines += relationship.why(view, paper)
    items = [*parts.timeline(view, ("i38",), paper), *parts.open_things(view), *parts.contacts(view, ("c1",))]
    items += parts.agreements(view, ("i35",), paper)
    lines += [parts.line(item, paper) for item in items]
    lines += [parts.open_line(one, paper) for one in HALDEN_OPEN]
    lines += frame.error(Problem(text, text), "enter", paper, height)
    lines += [frame.page_bar((("1", "Today"),), 0, text, paper), frame.note(text, paper.width)]
    return [*lines, *today.empty(paper, "n", ":", "D"), *today.all_clear(desk.day, paper)]


@settings(max_examples=60, deadline=None)
@given(HOSTILE, WIDTHS, st.booleans(), st.sampled_from((2, 3, 5, 9)))
@example("京" * 500, 80, False, 5)
@example("e" + "\u0301" * 500, 79, True, 9)
@example("x" * 100_000, 61, False, 3)
def test_no_line_is_wider_than_its_page(text: str, width: int, tall: bool, height: int) -> None:
    for signs in (UNICODE, ASCII):
        for line in drawn(text, Paper(width, NOW, UTC, signs, tall=tall), height):
            assert cell_len(plain(line)) <= max(width, 1), plain(line)
            assert "\x1b" not in plain(line)
            assert "\n" not in plain(line)


def test_a_row_has_few_runs() -> None:
    paper, desk = Paper(80, NOW, UTC), FakeDesk()
    assert max(len(today.line(item, paper)) for item in today.items(desk.day, paper)) <= 8
    runs = [len(relationships.row_line(row, paper)) for row in desk.people]
    assert sum(runs) / len(runs) <= 10


@given(st.text(max_size=40).map(name), st.integers(0, 30))
def test_cutting_marks_what_is_gone(text: str, width: int) -> None:
    shown = cut(text, width, "…")
    assert cells(shown) <= width
    assert shown == text or not shown or shown.endswith("…")
    assert cells(crop(text, width)) <= width


@given(st.text(alphabet="ab 京\u0301", max_size=80), st.integers(2, 20))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


def test_blanks_join_the_run_before_them() -> None:
    line = joined((Span("  "), Span("a", "bad"), Span("  "), Span("b", "bad"), Span(""), Span("c")))
    assert line == (Span("  a  b", "bad"), Span("c"))


def test_a_quotation_shows_the_last_words() -> None:
    paper = Paper(60, NOW, UTC)
    assert reading.tail("one two", 20, 2, paper) == ["“one two”"]
    shown = reading.tail("a b c d e f g h i j k l m n o p", 10, 2, paper)
    assert shown[0].startswith("“…")
    assert shown[-1].endswith("p”")


def test_the_bar_of_a_day_is_green_once_all_is_dealt_with() -> None:
    day, paper = FakeDesk().day, Paper(80, NOW, UTC)

    def looks(dealt: int) -> set[str]:
        return {span.token for span in todayhead.title(replace(day, dealt=dealt), paper, "ana") if "━" in span.text}

    assert (looks(11), looks(12)) == ({"accent"}, {"good"})
