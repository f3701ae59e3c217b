"""A whole audit as TOML: what is written is read back the same, and what is wrong is said in one sentence."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.audit import ANSWERS, TREATMENTS, Audit, Step
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.auditfile import LARGEST, landed, read, taken, write

PLACE = "audit.toml"
A_NUMBER = "It has to be a number above 0 and at most 1,000,000."
PHRASES = 'a list of at most 100 words or phrases such as ["invoice"]'
NAMED = 'name = "x"\n'
LINES = st.text(max_size=40).map(clean_line)
NAMES = LINES.filter(str.strip)
COUNTS = st.none() | st.floats(0, 1_000_000, exclude_min=True)
AMOUNTS = st.none() | st.floats(0, 1_000_000)
PLACES = st.sampled_from(("", "stop name", "steps 3", "think rule", "think rule 2", "do 1", "redesign"))


def said(*also: str) -> st.SearchStrategy[dict[str, str]]:
    """Answers to some of the questions."""
    return st.fixed_dictionaries(
        {}, optional={question: st.sampled_from((*of, *also)) for question, of in ANSWERS.items()}
    )


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """Some steps with numbers of their own, in any order."""
    keys = draw(st.lists(st.integers(1, 600), max_size=5, unique=True))
    return tuple(
        draw(
            st.builds(
                Step, st.just(key), LINES, LINES, COUNTS, LINES, said(), st.none() | st.sampled_from(TREATMENTS),
                AMOUNTS, st.floats(0, 1_000_000), LINES, LINES, AMOUNTS,
            )
        )
        for key in keys
    )  # fmt: skip


AUDITS = st.builds(
    Audit,
    name=NAMES,
    starts=LINES,
    runs=COUNTS,
    minutes=COUNTS,
    who=LINES,
    words=st.lists(NAMES, max_size=4).map(tuple),
    owner=LINES,
    steps=steps(),
    answers=said("differs"),
    notes=st.dictionaries(st.sampled_from(tuple(ANSWERS)), LINES),
    purpose=LINES,
    scope=LINES,
    exceptions=LINES,
    works=LINES,
    at=PLACES,
    source=LINES,
)


@given(AUDITS)
def test_what_is_written_is_read_back_the_same(audit: Audit) -> None:
    assert read(write(audit), PLACE) == audit


@given(AUDITS)
def test_how_it_is_kept_and_what_came_of_it_is_no_part_of_the_file(audit: Audit) -> None:
    numbered = tuple(replace(step, id=7) for step in audit.steps)
    kept = replace(audit, id=3, version=9, made_at=5, practised_at=6, steps=numbered)
    assert write(kept) == write(audit)


def test_a_file_begins_by_saying_what_it_is() -> None:
    first = write(Audit("x")).splitlines()[0]
    assert first.startswith("# An audit by kept, which kept audit new --from FILE takes in.")


def test_what_is_written_by_hand_may_leave_numbers_away() -> None:
    found = read(NAMED + 'runs = 4\n[[steps]]\ntext = "a"\n[[steps]]\ntext = "b"\nminutes = 2.5\n', PLACE)
    assert found == Audit("x", runs=4.0, steps=(Step(1, "a"), Step(2, "b", minutes=2.5)))


def test_what_could_steer_a_terminal_is_taken_out() -> None:
    assert read('name = "a\\u001b[2Jb\\u202e"', PLACE).name == "a\ufffd[2Jb"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'there is no name. Give the process one: name = "…".'),
        ('name = " "', 'name is " ". It has to be text of 1 to 200 characters.'),
        ("runs = 0", "runs is 0. It has to be a number above 0 and at most 1,000,000."),
        ('runs = "a few"', f'runs is "a few". {A_NUMBER} Is it 3 a month?'),
        ('runs = "3 a week"', f'runs is "3 a week". {A_NUMBER} Is it 13?'),
        ('runs = "when it rains"', f'runs is "when it rains". {A_NUMBER}'),
        ('minutes = "1 h 10"', f'minutes is "1 h 10". {A_NUMBER} Is it 70?'),
        ('minutes = "-5 min"', f'minutes is "-5 min". {A_NUMBER}'),
        ("runs = nan", "runs is nan. It has to be a number above 0 and at most 1,000,000."),
        ("runs = inf", "runs is inf. It has to be a number above 0 and at most 1,000,000."),
        ("runs = true", "runs is true. It has to be a number above 0 and at most 1,000,000."),
        (f"runs = 0x{'f' * 5000}", "runs is too large. It has to be a number above 0 and at most 1,000,000."),
        ("minutes = 2026-03-09", "minutes is 2026-03-09. It has to be a number above 0 and at most 1,000,000."),
        ("minuts = 3", "there is no key minuts. Did you mean minutes?"),
        ("words = [1]", f"words is a list of 1. It has to be {PHRASES}."),
        ('at = "bed"', 'at is "bed". It has to be a place in the wizard such as "redesign" or "think rule".'),
        ("answers = 3", "answers is 3. It has to be a table of income, miss, alike, told, recall, gift, rule."),
        ('[answers]\nrule = "so"', 'answers: rule is "so". It has to be one of "yes", "partly", "no", "differs".'),
        ('[notes]\nwhy = "so"', f"notes: there is no key why. Known here: {', '.join(ANSWERS)}."),
        ("steps = 3", "steps is 3. It has to be a list of at most 500 steps, each begun with [[steps]]."),
        (
            "[[steps]]\n" * 501,
            "steps is a list of 501. It has to be a list of at most 500 steps, each begun with [[steps]].",
        ),
        ("[[steps]]\nminutes = -1", "step 1: minutes is -1. It has to be a number above 0 and at most 1,000,000."),
        ("[[steps]]\nnew_minutes = -1", "step 1: new_minutes is -1. It has to be a number from 0 to 1,000,000."),
        (
            f'[[steps]]\n[[steps]]\ntext = "{"a" * 10_000}"',
            "step 2: text is 10,000 characters long. It has to be text of at most 1,000 characters.",
        ),
        ("[[steps]]\n[[steps]]\nnumber = 1", "two steps have the number 1. Give each its own, or none."),
        ("[[steps]]\nnumber = 0", "step 1: number is 0. It has to be a whole number from 1 to 1,000,000."),
        (
            '[[steps]]\n[steps.answers]\ngift = "differs"',
            'step 1: answers: gift is "differs". It has to be one of "yes", "no".',
        ),
        (
            '[[steps]]\ntreatment = "burn"',
            'step 1: treatment is "burn". It has to be one of'
            ' "automate", "document", "outsource", "streamline", "keep", "drop".',
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_key_and_what_it_has_to_be(text: str, said: str) -> None:
    whole = text if not text or text.startswith("name") else NAMED + text
    with pytest.raises(Problem) as caught:
        read(whole, PLACE)
    assert str(caught.value) == f"{PLACE}: {said}"


def test_what_is_no_toml_says_where() -> None:
    with pytest.raises(Problem, match=r"^audit\.toml is not TOML: .* \(at line 2, column 11\)\. Correct"):
        read('name = "x"\nname = "y"\n', PLACE)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000])
def test_what_python_cannot_take_in_is_said_in_plain_words(text: str) -> None:
    with pytest.raises(Problem, match=r"too many digits, or lists lie too deep in lists\. Correct that place\.$"):
        read(text, PLACE)


def test_bytes_that_are_no_text_say_so() -> None:
    with pytest.raises(Problem, match=r"^audit\.toml is not UTF-8 text\. Save it as UTF-8\.$"):
        taken(io.BytesIO(b'name = "\xff"'), PLACE)


def test_a_huge_file_is_not_read_to_its_end() -> None:
    endless = io.BytesIO(b"#" * (LARGEST + 100))
    with pytest.raises(Problem, match=r"^audit\.toml is larger than 10 MB\."):
        taken(endless, PLACE)
    assert endless.tell() == LARGEST + 1


def test_a_mark_at_the_beginning_is_no_error() -> None:
    assert taken(io.BytesIO(NAMED.encode("utf-8-sig")), PLACE) == Audit("x")


def test_five_hundred_steps_are_taken() -> None:
    assert len(read(NAMED + "[[steps]]\n" * 500, PLACE).steps) == 500


@pytest.mark.parametrize(
    ("audit", "place"),
    [
        (Audit("x"), ""),
        (Audit("x", runs=4.0), "think income"),
        (Audit("x", steps=(Step(1),), answers={"income": "no"}), "think miss"),
        (Audit("x", runs=4.0, answers={q: of[0] for q, of in ANSWERS.items()}), "redesign"),
        (Audit("x", runs=4.0, at="steps 1"), "steps 1"),
    ],
)
def test_the_wizard_goes_on_where_something_is_missing(audit: Audit, place: str) -> None:
    assert landed(audit) == place
