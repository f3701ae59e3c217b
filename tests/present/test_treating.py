"""The page Do as it is drawn: the steps, why a treatment is advised, and what speaks for the others."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from tests.domain.booked import BOOKED
from tests.present.small_forms import PAPER
from tui.domain.audit import Audit, Costs, Step
from tui.domain.practice import Usage
from tui.domain.treatment import Reason, ReasonKind
from tui.present.audit import said, treating
from tui.present.audit.reasons import COMES_TO, because, speaks_for
from tui.present.glyphs import ASCII
from tui.present.lines import cells, plain
from tui.present.spans import Line

COSTS = Costs()
LEFT, RIGHT = PAPER.narrowed(40), PAPER.narrowed(38)


def shown(lines: tuple[Line, ...]) -> list[str]:
    """Lines as bare text."""
    return [plain(line).rstrip() for line in lines]


def panel(index: int, audit: Audit = BOOKED, height: int = 16) -> list[str]:
    """What may be done about a step."""
    return shown(treating.panel(index + 1, audit.steps[index], audit, COSTS, RIGHT, height))


def row(index: int, audit: Audit = BOOKED) -> str:
    """A row of the list."""
    return plain(treating.step_line(index + 1, audit.steps[index], audit, COSTS, LEFT)).rstrip()


def test_the_advice_comes_first_with_its_reasons_and_the_others_with_one_each() -> None:
    assert panel(2) == [
        "3  Send the questionnaire",
        "",
        "1 automate     recommended, because",
        "  22 times a month, always alike;",
        "  needs no judging;",
        "  3 h to build, saves 1.1 h a month:",
        "  pays back in 2.7 months",
        "",
        "or",
        "2 document     nothing speaks for it",
        "3 outsource    needs no judging",
        "4 streamline   too late",
        "5 keep         asked again in 90 days",
        "6 drop?        would nobody notice?",
    ]


def test_a_choice_against_the_advice_says_that_it_is_ones_own() -> None:
    found = panel(0)
    assert found[2] == "1 automate     recommended, because"
    assert found[-1] == "6 drop       ✓ your choice"
    assert "✓ chosen by you" not in found


def test_a_choice_with_the_advice_is_marked() -> None:
    chosen = replace(BOOKED, steps=(replace(BOOKED.steps[2], treatment="automate"),))
    assert panel(0, chosen)[2] == "1 automate   ✓ recommended, because"


def test_rows_mark_what_was_chosen_and_drop_is_a_question_until_it_is() -> None:
    assert row(0) == " 1 phone tag                ✓ drop"
    assert row(1) == " 2 times go back and forth    automate"
    step = replace(BOOKED.steps[4], treatment=None)
    idle = replace(BOOKED, answers={"income": "no", "miss": "nobody"}, steps=(step,))
    assert row(0, idle) == " 1 the session                drop?"
    asked = ["1 drop?        recommended, because", "  earns no income;", "  nobody would miss it"]
    assert panel(0, idle)[2:5] == asked


def test_where_the_page_is_low_reasons_give_way_but_what_it_comes_to_stays() -> None:
    low = panel(2, height=9)
    assert low[2:4] == ["  3 h to build, saves 1.1 h a month:", "  pays back in 2.7 months"]
    assert [line[0] for line in (low[1], *low[4:])] == list("123456")


def test_a_long_step_takes_two_lines_of_the_title_and_stays_in_its_cell() -> None:
    audit = replace(BOOKED, steps=(Step(1, "very long words " * 600, "ana", 3),))
    found = panel(0, audit)
    assert found[1].endswith("…")
    assert all(cells(line) <= 38 for line in (*found, row(0, audit)))


def test_a_payback_can_be_at_once_or_never() -> None:
    automated = (Reason("build", 0.0), Reason("saves", 1.0), Reason("payback", 0.0))
    assert shown(because("automate", automated, 0)) == ["0 h to build, saves 1.0 h a month:", "pays back at once"]
    costly = (Reason("build", 2.0), Reason("saves", 1.0), Reason("never"))
    assert shown(because("automate", costly, 90)) == [
        "2 h to build, costs 90 a month,",
        "saves 1.0 h a month:",
        "never pays back",
    ]
    assert speaks_for("automate", costly) == "never pays back"


def test_what_needs_somebody_is_kept_because_of_that() -> None:
    assert shown(because("keep", (Reason("direct"), Reason("ask again", 90)), 0)) == [
        "it needs you, or someone you trust;",
        "earns income directly;",
        "asked again in 90 days",
    ]


def test_every_reason_has_words_long_and_short() -> None:
    kinds = [kind for kind in get_args(ReasonKind) if kind not in COMES_TO]
    for kind in kinds:
        assert shown(because("document", (Reason(kind, 2.5, "late"),), 0))[0]
        assert 0 < cells(speaks_for("document", (Reason(kind, 22, "late"),))) <= 23


def test_the_strip_says_what_it_comes_to_so_far() -> None:
    told = plain(treating.strip(BOOKED, COSTS, PAPER.narrowed(80))).rstrip()
    assert told == "   verdict so far  combine   2 automate, 1 outsource, 1 keep, 1 drop"
    assert plain(treating.strip(BOOKED, COSTS, PAPER.narrowed(40))).rstrip().endswith("…")


def test_the_answers_stand_beside_it_with_what_the_log_says() -> None:
    usage = Usage(told=4, told_since=PAPER.now - 40 * 86_400)
    found = shown(said.answers(BOOKED.steps[2], BOOKED, usage, COSTS, RIGHT))
    assert found[2:8] == [
        "income      indirectly",
        "alike       yes, 22 × a month",
        "told        no, 4 × since 28 Jan",
        "recall      no",
        "gift        inside yours",
        "by rule     yes",
    ]
    hours = "hours       12.5 a month, was 30.1"
    assert found[-3:] == [hours, "automated   2 of 5 steps", "pays back   0.3 months"]


def test_signs_are_ascii_where_these_are_wanted() -> None:
    plain_signs = replace(LEFT, signs=ASCII)
    lines = [treating.step_line(1, BOOKED.steps[0], BOOKED, COSTS, plain_signs)]
    lines += treating.panel(1, BOOKED.steps[0], BOOKED, COSTS, plain_signs, 16)
    assert all(plain(line).isascii() for line in lines)
