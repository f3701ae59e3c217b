"""A whole audit as TOML, to be taken in elsewhere or written by hand; what came of it is no part of the file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from tui.domain.audit import ANSWERS, TREATMENTS, Audit, Question, Step
from tui.domain.often import Unsure, read_minutes, read_runs
from tui.domain.problem import Problem
from tui.domain.stepping import MOST
from tui.domain.text import clean_line
from tui.domain.thinking import is_answered, questions
from tui.services.doing.auditwords import LARGEST as MOST_OF
from tui.services.doing.auditwords import LINE, NAME, WORDS

HEAD = """\
# An audit by kept, which kept audit new --from FILE takes in. runs are times a month, minutes each time.
# What is left out is not known; a step without a treatment is treated as advised.

"""
LARGEST = 10_000_000
"""Bytes of the largest file that is read."""
SHOWN = 60
PLACE = re.compile("((stop|steps|think|do|redesign)( .*)?)?")
"""Where in the wizard somebody can have left."""


class Kind(NamedTuple):
    """What a value has to be, and its reader, which raises ValueError for anything else."""

    what: str
    read: Callable[[Any], Any]
    meant: Callable[[str], float] | None = None
    """Reads what somebody wrote in words instead of a number."""


Kinds: TypeAlias = Mapping[str, "Kind | Mapping[str, Kind]"]


def write(audit: Audit) -> str:
    """The text of a file that `read` makes the same audit of, but for what came of it and how it is kept."""
    import tomli_w  # only an export writes

    document = _known(audit, Audit(), PROCESS)
    if audit.steps:
        document["steps"] = [{"number": step.key} | _known(step, Step(step.key), STEP) for step in audit.steps]
    return HEAD + tomli_w.dumps(document)


def taken(stream: BinaryIO, place: str) -> Audit:
    """The audit of an open file; `place` is what errors call it."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Problem(f"{place} is larger than {LARGEST // 1_000_000} MB.", "An audit is a few kilobytes of TOML.")
    try:
        # editors of another system begin a file with a mark that TOML does not know
        return read(data.decode("utf-8-sig"), place)
    except UnicodeDecodeError:
        raise Problem(f"{place} is not UTF-8 text.", "Save it as UTF-8.") from None


def read(text: str, place: str) -> Audit:
    """The audit that a text holds; Problem names `place`, the key, and what it has to be."""
    import tomllib

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{place} is not TOML: {error}.", "Correct that place.") from None
    except (ValueError, RecursionError):
        what = "a number has too many digits, or lists lie too deep in lists"
        raise Problem(f"{place} is not TOML for kept: {what}.", "Correct that place.") from None
    return made_of(given, place)


def made_of(given: Mapping[str, Any], place: str) -> Audit:
    """The audit that a table of TOML holds; Problem as in `read`."""
    known = _table(given, {**PROCESS, "steps": STEPS}, place)
    steps = tuple(_step(step, number, place) for number, step in enumerate(known.pop("steps", ()), 1))
    if "name" not in known:
        raise Problem(f"{place}: there is no name.", 'Give the process one: name = "…".')
    twice = [number for number, count in Counter(step.key for step in steps).items() if count > 1]
    if twice:
        raise Problem(f"{place}: two steps have the number {twice[0]}.", "Give each its own, or none.")
    return Audit(**known, steps=steps)


def landed(audit: Audit) -> str:
    """Where the wizard goes on with an audit that does not say where it was left."""
    if audit.at or not (audit.steps or audit.runs):
        return audit.at
    unanswered = next((question for question in questions(audit) if not is_answered(audit, question)), None)
    return f"think {unanswered}" if unanswered else "redesign"


def _step(given: Any, number: int, place: str) -> Step:
    known = _table(given, {"number": KEY, **STEP}, f"{place}: step {number}")
    return Step(known.pop("number", number), **known)


def _known(node: Audit | Step, new: Audit | Step, kinds: Kinds) -> dict[str, Any]:
    """What says more of a process or step than `new` does, ready for TOML."""
    keys = (key for key in kinds if getattr(node, key) != getattr(new, key))
    return {key: _plain(getattr(node, key)) for key in keys}


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return list(value)
    return _in_order(value) if isinstance(value, Mapping) else value


def _in_order(given: Mapping[Question, str]) -> dict[str, str]:
    return {question: given[question] for question in ANSWERS if question in given}


def _table(given: Any, kinds: Kinds, at: str) -> dict[str, Any]:
    """What a table gives for some keys; `at` is what errors call it."""
    for key in given:
        if key not in kinds:
            raise Problem(f"{at}: there is no key {clean_line(key, SHOWN)}.", _suggestion(key, list(kinds)))
    return {key: _value(value, kinds[key], f"{at}: {key}") for key, value in given.items()}


def _value(given: Any, kind: Kind | Mapping[str, Kind], at: str) -> Any:
    if isinstance(kind, Mapping):
        if not isinstance(given, dict):
            raise Problem(f"{at} is {_shown(given)}.", f"It has to be a table of {', '.join(kind)}.")
        return _table(given, kind, at)
    try:
        return kind.read(given)
    except ValueError:
        raise Problem(f"{at} is {_shown(given)}.", f"It has to be {kind.what}.{_offered(kind, given)}") from None


def _offered(kind: Kind, given: Any) -> str:
    """What words such as "a few" may mean, as a question; "" where nothing is offered."""
    if kind.meant is None or not isinstance(given, str):
        return ""
    try:
        offer = f"{kind.meant(given):g}"
    except Unsure as unsure:
        offer = unsure.offer
    except Problem:
        offer = ""
    return f" Is it {offer}?" if offer else ""


def _suggestion(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key[:SHOWN], known, 1)
    return f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}."


def _shown(value: Any) -> str:
    """What was given instead, as far as a line has room for it."""
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else f"a list of {len(value)}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if len(value) <= SHOWN else f"{len(value):,} characters long"
    # Python refuses to print a number of thousands of digits
    return "too large" if isinstance(value, int) and abs(value) > LARGEST else str(value).lower()


def _require(good: bool) -> None:
    if not good:
        raise ValueError


def _text(most: int, least: int = 0) -> Kind:
    """One line of text."""

    def read(value: Any) -> str:
        _require(isinstance(value, str) and len(value) <= most and len(value.strip()) >= least)
        return clean_line(value)

    return Kind(f"text of {f'{least} to' if least else 'at most'} {most:,} characters", read)


def _phrases(value: Any) -> tuple[str, ...]:
    _require(isinstance(value, list) and len(value) <= WORDS)
    return tuple(PHRASE.read(each) for each in value)


def _number(value: Any) -> float:
    _require(isinstance(value, int | float) and not isinstance(value, bool))
    _require(0 <= value <= MOST_OF)  # nan is neither
    return float(value)


def _above_zero(value: Any) -> float:
    number = _number(value)
    _require(number > 0)
    return number


def _key(value: Any) -> int:
    _require(isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_OF)
    return int(value)


def _place(value: Any) -> str:
    _require(isinstance(value, str) and len(value) <= LINE and PLACE.fullmatch(value) is not None)
    return clean_line(value)


def _steps(value: Any) -> list[Any]:
    _require(isinstance(value, list) and len(value) <= MOST and all(isinstance(each, dict) for each in value))
    return list(value)


def _one_of(words: tuple[str, ...]) -> Kind:
    def read(value: Any) -> str:
        _require(isinstance(value, str) and value in words)
        return str(value)

    return Kind("one of " + ", ".join(f'"{word}"' for word in words), read)


TEXT, WHO, PHRASE = _text(LINE), _text(NAME), _text(NAME, 1)
PHRASES = Kind(f'a list of at most {WORDS} words or phrases such as ["invoice"]', _phrases)
RUNS, MINUTES = (
    Kind(f"a number above 0 and at most {MOST_OF:,}", _above_zero, meant) for meant in (read_runs, read_minutes)
)
AMOUNT = Kind(f"a number from 0 to {MOST_OF:,}", _number)
KEY = Kind(f"a whole number from 1 to {MOST_OF:,}", _key)
AT = Kind('a place in the wizard such as "redesign" or "think rule"', _place)
STEPS = Kind(f"a list of at most {MOST} steps, each begun with [[steps]]", _steps)
SAID: Mapping[str, Kind] = {question: _one_of((*answers, "differs")) for question, answers in ANSWERS.items()}
SAID_OF_STEP: Mapping[str, Kind] = {question: _one_of(answers) for question, answers in ANSWERS.items()}
NOTED: Mapping[str, Kind] = dict.fromkeys(ANSWERS, TEXT)
PROCESS: Kinds = {
    "name": PHRASE,
    "starts": TEXT,
    "runs": RUNS,
    "minutes": MINUTES,
    "who": WHO,
    "owner": WHO,
    "words": PHRASES,
    "purpose": TEXT,
    "scope": TEXT,
    "exceptions": TEXT,
    "works": TEXT,
    "at": AT,
    "source": TEXT,
    "answers": SAID,
    "notes": NOTED,
}
STEP: Kinds = {
    "text": TEXT,
    "who": WHO,
    "minutes": MINUTES,
    "wrong": TEXT,
    "treatment": _one_of(TREATMENTS),
    "build_hours": AMOUNT,
    "monthly_cost": AMOUNT,
    "new_text": TEXT,
    "new_who": WHO,
    "new_minutes": AMOUNT,
    "answers": SAID_OF_STEP,
}
