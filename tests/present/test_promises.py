"""The page of promises in words, and the evidence as Markdown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.screens.fake_desk import LEDGER_OF_PROMISES, NOON, NOW, D, H, at, promise
from tests.screens.hostile import HOSTILE
from tui.domain.model import Agreement, Promise, Relationship, Renegotiation, Term
from tui.domain.promised import Figures, Outcome, Ratio
from tui.domain.promiseviews import Asked, Evidence, PromiseRow, PromisesView, Proven, Words
from tui.domain.text import clean_line
from tui.present import evidence, promises, saying
from tui.present.lines import cells, name, plain
from tui.present.paper import Paper

UTC = ZoneInfo("UTC")
PAPER = Paper(80, NOW, UTC)
WIDE = Paper(120, NOW, UTC, tall=True)
PLAN, HANDOVER, QUOTE, INVOICE, NOTES = LEDGER_OF_PROMISES.ours
NOTHING = PromisesView(None, (), (), (), Figures(Ratio(), Ratio(), (), (), None), "", ())


def strip(row: PromiseRow, paper: Paper = PAPER, height: int = 3) -> list[str]:
    """The strip under a row."""
    return [plain(line).strip() for line in saying.strip(row, paper, height)]


def head(ratio: Ratio, paper: Paper = PAPER) -> str:
    """How we keep promises, in one line."""
    view = replace(NOTHING, figures=Figures(ratio, Ratio(), (), (), None))
    return " ".join(plain(promises.head(view, paper, roomy=False)[0]).split())


def listed(view: PromisesView, shown: promises.Shown = "both") -> list[str]:
    """What is listed, by headings and texts."""
    items = promises.items(view, shown, PAPER)
    return [item.group if isinstance(item, promises.Heading) else item.promise.text for item in items]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (Ratio((0,) * 41 + (5 * H,) * 5, 2), "85 % 41 of 48 late ones by 5 h"),
        (Ratio((0,) * 14 + (7 * H,)), "93 % 14 of 15 late one by 7 h"),
        (Ratio((0,) * 13), "100 % 13 of 13 none late"),
        (Ratio((0,) * 199 + (H,)), "99 % 199 of 200 late one by 1 h"),
        (Ratio(broken=3), "0 % 0 of 3 none late"),
        (Ratio((D + 2 * H,)), "0 % 0 of 1 late one by 1 d 2 h"),
        (Ratio(), "– nothing ended yet"),
    ],
)
def test_a_ratio_in_words(ratio: Ratio, said: str) -> None:
    assert head(ratio).endswith(said)


def test_a_wide_page_says_what_was_broken_and_moved() -> None:
    lines = [" ".join(plain(line).split()) for line in promises.head(LEDGER_OF_PROMISES, WIDE, roomy=True)]
    assert lines[1].endswith("late ones by 5 h 2 broken, 5 moved, 1 not agreed")
    assert lines[2].endswith("late ones by 3 d 3 broken; Kestrel Rail 2 of 6")
    assert [line.split(" by ")[-1].split(" late ")[-1] for line in lines[4:7]] == [
        "1 d 2 h 5 of 5 this week, full",
        "7 h 2 of 5 this week",
        lines[6].split(" late ")[-1],
    ]
    assert lines[6].endswith("none late 1 of 4 this week")


def test_a_big_team_is_cut_after_oneself_and_the_first() -> None:
    share = LEDGER_OF_PROMISES.team[0]
    team = tuple(replace(share, handle=f"mate{n}") for n in range(30))
    lines = promises.head(replace(LEDGER_OF_PROMISES, team=team), WIDE, roomy=True)
    assert [plain(line).split()[0] for line in lines[4:9]] == [f"mate{n}" for n in range(5)]
    assert plain(lines[9]).strip() == "and 25 more teammates"


def test_sides_are_shown_one_at_a_time() -> None:
    both = listed(LEDGER_OF_PROMISES)
    assert [one for one in both if one[0].isupper()] == ["We owe them", "They owe us", "Lately"]
    assert listed(LEDGER_OF_PROMISES, "ours")[:2] == ["We owe them", "migration plan, draft two"]
    assert listed(LEDGER_OF_PROMISES, "theirs") == ["They owe us", "track data for the pilot", "signed agreement"]


@pytest.mark.parametrize(
    ("asked", "by_us", "said"),
    [
        ((), True, ""),
        ((True,), True, "moved once, they agreed"),
        ((True, True), False, "moved twice, we agreed"),
        ((False,), True, "moved once, they did not agree"),
        ((True, False, True), True, "moved 3 times, they agreed twice"),
    ],
)
def test_moves_in_words(asked: tuple[bool, ...], by_us: bool, said: str) -> None:
    moves = tuple(Renegotiation(NOW, NOW, NOW, agreed=one) for one in asked)
    assert saying.moved(replace(PLAN.promise, moves=moves, by_us=by_us)) == said


def test_the_third_move_is_a_warning() -> None:
    assert "▲ 3" in plain(promises.row_line(HANDOVER, PAPER))
    assert "▲" not in plain(promises.row_line(INVOICE, PAPER))


def test_the_strip_quotes_and_says_what_keeping_it_heals() -> None:
    assert strip(PLAN, WIDE, 5)[1:] == [
        "“You will have draft two by Thursday noon.” ana, Thu 26 Feb, by mail",
        "first due Thu 5 Mar 12:00, late since then. Keeping it now heals +4.8 for Tidewater Clinics (D 48).",
    ]
    narrow = strip(PLAN, Paper(60, NOW, UTC))
    assert narrow[2] == "due Thu 5 Mar 12:00. Keeping it now heals +4.8."


def test_the_strip_without_words_says_who_promised_it() -> None:
    assert strip(NOTES)[1] == "cleo promised it Thu 26 Feb."
    assert strip(LEDGER_OF_PROMISES.theirs[0])[1] == "Paul Kest promised it Thu 26 Feb."
    assert strip(replace(PLAN, said=replace(NOON, text=None)))[1].startswith("The words are not kept. ana,")


def test_long_words_end_where_it_was_said() -> None:
    told = strip(replace(PLAN, said=replace(NOON, text="word " * 500 + "by Thursday noon.")))
    assert told[1].startswith("“…word")
    assert told[1].endswith("by Thursday noon.” ana, Thu 26 Feb, by mail")
    assert len(told) == 3


def test_the_strip_of_an_ended_one_says_how_and_why() -> None:
    on_time, late, broken = LEDGER_OF_PROMISES.lately
    assert strip(on_time)[2] == "due Fri 6 Mar, kept Fri 6 Mar 11:20."
    assert strip(late)[2] == "due Wed 4 Mar, kept Wed 4 Mar 14:00, late 2 h."
    said = strip(replace(broken, why="the press broke"))[2]
    assert said == "first due Fri 20 Feb, broken Tue 24 Feb 16:00. Why: the press broke"


def test_a_moved_due_is_said_beside_the_first() -> None:
    moved = replace(INVOICE, due=at("20 Mar 17:00"))
    assert strip(moved)[2] == "first due Fri 13 Mar, then Fri 20 Mar."


def test_theirs_are_named_among_those_that_ended() -> None:
    how = Outcome("on time")
    row = promise(9, "Kestrel Rail", "a list", "5 Mar 17:00", author="Jo", ended="5 Mar 12:00", how=how)
    assert "theirs: a list" in plain(promises.row_line(row, PAPER))


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_line_fits_whatever_it_says(text: str, width: int) -> None:
    paper = Paper(width, NOW, UTC, tall=width >= 120)
    said = replace(NOON, author=text, text=text)
    row = replace(PLAN, who=text, by=text, said=said, promise=replace(PLAN.promise, text=text, author=text))
    view = replace(LEDGER_OF_PROMISES, worst=text, team=(replace(LEDGER_OF_PROMISES.team[0], handle=text),))
    lines = [promises.row_line(row, paper), *saying.strip(row, paper, 5), *promises.head(view, paper, roomy=True)]
    lines += [promises.title(text, "theirs", "ana", paper), *promises.empty(view, "ours", paper, "n", "v")]
    for line in lines:
        shown = plain(line)
        assert cells(shown) <= width
        assert not set(shown) & {"\x1b", "\n", "\r", "\u202e", "\x9b"}


def rendered(text: str) -> str:
    """What Markdown shows of one line, without its looks."""
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)
    assert [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text"}
    return "".join(child.content for child in inline)


@given(st.text(st.sampled_from("#+-=*_`~<>[]()|!\\&;:.19a \t\n\"'$@/"), max_size=30))
@example("1. x")
@example("12) x")
@example("# x")
@example("---")
@example("&lt;b&gt; <script> ![x](y) `c` ~~s~~")
@example("1234567890. x")
def test_markdown_shows_data_as_it_is(text: str) -> None:
    assert rendered(evidence.escaped(text)) == clean_line(name(text)).strip()


def of(by_us: bool, text: str = "sheet", **more: object) -> Promise:
    return replace(Promise(1, 2, by_us, "Jo", text, at("2 Mar 10:00"), at("5 Mar 17:00")), **more)  # type: ignore[arg-type]


def document(*proven: Proven, said: tuple[Words, ...] = (), agreements: tuple[Agreement, ...] = ()) -> str:
    """Evidence about one vendor."""
    states = [each.promise.state for each in proven]
    theirs = Ratio((0,) * states.count("kept"), states.count("broken"))
    known = Relationship(2, "Kestrel Rail", "vendor", "active", "b", "ana")
    return evidence.markdown(Evidence(known, NOW, Ratio(), theirs, proven, agreements, said), UTC)


def test_evidence_is_a_dated_list_of_what_was_promised_and_what_came() -> None:
    late = of(False, state="kept", ended_at=at("9 Mar 08:00"))
    asked = (Asked(at("4 Mar 09:00"), at("5 Mar 17:00"), at("9 Mar 17:00"), True, "their press", "ana"),)
    words = replace(NOON, author="Jo North", direction="in", text="You get it\n# by Thursday.")
    told = document(
        Proven(late, Outcome("late", 2 * D), 2 * D, at("9 Mar 17:00"), 0, D, asked, words, "", "answers fast")
    ).split("\n")
    assert told[0] == "# Kestrel Rail: what was promised and what came"
    assert "| Kestrel Rail | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in told
    assert "- Kestrel Rail kept 1 of 1 promises on time (100 %)." in told
    agreed = "late 2 d (on time by the agreed 2026-03-09)"
    assert f"| 2026-03-02 | Jo | sheet (term: answers fast) | 2026-03-05 | 1 | kept 2026-03-09, {agreed} |" in told
    at_first = told.index("- **2026-03-02 10:00** Kestrel Rail (Jo) promised “sheet” by 2026-03-05, by mail.")
    assert told[at_first + 2 : at_first + 4] == ["  > You get it", "  > \\# by Thursday."]
    assert (
        "- **2026-03-04 09:00** Kestrel Rail asked for “sheet” by 2026-03-09 instead of 2026-03-05; we agreed."
        " Why: their press"
    ) in told
    assert f"- **2026-03-09 08:00** Kestrel Rail kept the promise of “sheet”, {agreed}." in told


def test_evidence_says_what_was_broken_and_by_whom() -> None:
    broken = of(False, state="broken", ended_at=at("6 Mar 09:00"))
    told = document(Proven(broken, Outcome("broken"), H, broken.due, H, D, (), None, "it never came", ""))
    assert "| 2026-03-02 | Jo | sheet | 2026-03-05 | 0 | broken 2026-03-06 |" in told
    assert "Kestrel Rail broke the promise of “sheet”. Why: it never came" in told
    assert "## What we promised\n\nNothing." in told


def test_evidence_holds_the_agreement_and_what_was_outside_of_it() -> None:
    agreement = Agreement(4, 2, "pilot", "9,000", date(2026, 1, 5), date(2026, 12, 31), (Term(1, "a | b"),))
    extra = Words(9, "Jo", at("3 Mar 09:00"), "letter", "in", "Invoice", "On top.", None, 4, outside=True)
    told = document(said=(extra,), agreements=(agreement,))
    assert "## Agreement: pilot\n\nSigned 2026-01-05, until 2026-12-31, value 9,000.\n\n1. a \\| b" in told
    assert "Outside of its terms:\n\n- 2026-03-03 09:00: Jo (they), by letter, “Invoice”\n  > On top." in told
    assert "- **2026-03-03 09:00** Jo (they), by letter, “Invoice” (outside of the agreement)" in told


def test_evidence_of_nothing_says_so() -> None:
    told = document()
    assert told.count("Nothing.") == 3
    assert "Kestrel Rail: nothing has ended yet." in told
