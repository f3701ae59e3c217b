"""The example of a coach: the complimentary session, audited by keys alone until its procedure is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events

from tests.screens.story import NAMED, User, user_at
from tui.__main__ import main
from tui.domain.rules import Rules
from tui.keys import ACTIONS
from tui.services.office import Office
from tui.store.store import Store

KEYS = {action.id: (*action.keys, *action.always)[0] for action in ACTIONS}
STORED = Path(__file__).with_name("stories")
MOMENT = "2026-03-09T09:14"
NAME = "Book a complimentary session"
FACTS = (
    (NAME, "question 2 of 6"),
    ("somebody would like to try half an hour with us", "question 3 of 6"),
    ("22 a month", "question 4 of 6"),
    ("1 h 20", "question 5 of 6"),
    ("me", "question 6 of 6"),
    ("dates, slot", "What happens first?"),
)
"""What is typed into Stop, and what is seen next."""
STEPS = (
    ("someone phones, or phone tag for days", "6", "it interrupts"),
    ("times go back and forth by mail", "9", "3 mails each"),
    ("put it in the calendar", "2", ""),
    ("send the questionnaire", "3", "sent too late"),
    ("chase the questionnaire", "4", "rarely filled"),
    ("the session", "60", "30 would do"),
    ("add them to the mailing list", "2", "by memory"),
)
"""What is really done, how many minutes it takes, and what goes wrong."""
INDIRECTLY = "think.second"
YES, NO, DIFFERS = "think.yes", "think.no", "think.differs"
SAYS_ALL, MOST_OF_IT, NEEDS_JUDGING = "think.first", "think.second", "think.third"
QUESTIONS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Does it earn income?", (INDIRECTLY,)),
    ("three or more times the same way?", (DIFFERS, YES, YES, YES, YES, YES, NO, YES)),
    ("told again and again", (DIFFERS, NO, YES, NO, NO, NO, NO, NO)),
    ("try to remember", (DIFFERS, NO, NO, NO, NO, NO, NO, YES)),
    ("outside your gift?", (DIFFERS, NO, NO, NO, NO, YES, NO, NO)),
    ("without judging?", (DIFFERS, *[SAYS_ALL] * 4, MOST_OF_IT, NEEDS_JUDGING, SAYS_ALL)),
)
"""Each question with its answer, and those of the steps where it differs."""
TREATMENTS = (
    ("1 automate", "2", "", ()),
    ("1 automate", "1.5", "", ("do.third",)),
    ("1 automate", "1", "9", ()),
    ("1 automate", "3", "", ()),
    ("1 outsource", "1", "", ()),
    ("1 keep", "", "", ()),
    ("1 automate", "0.5", "", ()),
)
"""Of each step the advice, the hours it takes to build, what it costs a month, and what is chosen instead."""
REDESIGN = (
    ("opt-in box on the website", "", ""),
    ("pre-written mail with the calendar link", "assistant", "1"),
    ("calendar of its own times, answers attached", "", ""),
    ("autoresponder with the required questionnaire", "", ""),
    ("approve and confirm, remind once", "assistant", "2"),
    ("read the answers, dial in", "", "32"),
    ("tick box in the opt-in box", "", ""),
)
"""What becomes of each step, who does it, and in how many minutes, where that is not as the treatment makes it."""
WORDS = (
    "Half an hour with somebody who has read what it is about.",
    "The free first session.",
    "Who cannot write online is rung by the assistant.",
    "Nobody rings to book.",
)
"""Purpose, scope, exceptions, and how one knows that it worked."""
Pause = Callable[[User], Awaitable[None]]


class NewOffice(Office):
    """An office in which nothing is kept back."""

    gate = None


def desk_in(folder: Path) -> NewOffice:
    """Ana's office, before anything is in it; its clock stands."""
    now = int(datetime.fromisoformat(MOMENT).replace(tzinfo=UTC).timestamp())
    return NewOffice(Store(folder / "kept.db"), "ana", lambda: now, Rules())


async def types(user: User, text: str) -> None:
    """Type letters faster than they are drawn."""
    for letter in text:
        user.app.post_message(events.Key(NAMED.get(letter, letter), letter))
    await user.settle()


async def press(user: User, *idents: str) -> None:
    """Do these actions by their keys, one right after the other."""
    keys = [key for ident in idents for key in KEYS[ident].split(" ")]
    await user.pilot.press(*(NAMED.get(key, key) for key in keys))
    await user.settle()


async def goes_on(_user: User) -> None:
    """Nothing comes between."""


async def comes_back(user: User) -> None:
    """Something comes between: the wizard is left, and opened again from the Processes page."""
    await press(user, "wizard.leave")
    await resumes(user)


async def resumes(user: User) -> None:
    """Open the only process there is."""
    await user.waits_for("enter resumes there")
    user.on_row(NAME[:20])
    await press(user, "list.open")
    await user.waits_for(" Audit  ")


async def stops(user: User, pause: Pause) -> None:
    """The facts, one by one."""
    for fact, following in FACTS:
        await types(user, fact)
        await pause(user)
        await press(user, "wizard.next")
        user.sees(following)
        await pause(user)


async def writes_down_the_steps(user: User, pause: Pause) -> None:
    """The steps as they really are, a row each."""
    for number, (text, minutes, wrong) in enumerate(STEPS, 1):
        await press(user, "steps.add")
        await types(user, text)
        await press(user, "step.next", "step.next")
        await types(user, minutes)
        await press(user, "step.next")
        await types(user, wrong)
        await press(user, "step.done")
        user.sees(f"its {number} step")
        await pause(user)
    user.sees("86  min", "31.5  hours")
    await press(user, "wizard.next")


async def thinks(user: User, pause: Pause) -> None:
    """Every question of the process, and step by step only where the answer differs."""
    for number, (question, answers) in enumerate(QUESTIONS, 1):
        for step, answer in enumerate(answers):
            user.sees(question, f"question {number} of 6", *([f"step {step} of 7"] if step else []))
            if not step:
                await pause(user)
            await press(user, answer)
            await pause(user)
            await press(user, "wizard.take")


async def does(user: User, pause: Pause) -> None:
    """The advice is taken, or something else is chosen; what it takes to build is said first."""
    for number, (advice, hours, cost, chosen) in enumerate(TREATMENTS, 1):
        user.sees(f"step {number} of 7")
        for action, typed in (("wizard.build_hours", hours), ("wizard.cost", cost)):
            if typed:
                await press(user, action)
                await types(user, typed)
                await press(user, "step.done")
                await pause(user)
        user.sees(advice, "recommended, because")
        await press(user, *chosen, "wizard.take")
        await pause(user)


async def redesigns(user: User, pause: Pause) -> None:
    """The new way beside the old one."""
    await press(user, "move.first")
    for number, parts in enumerate(REDESIGN, 1):
        await press(user, "steps.edit")
        for part in parts:
            if part:
                await user.pilot.press("ctrl+u")
                await types(user, part)
            await press(user, "step.next")
        await press(user, "step.done")
        await pause(user)
        user.on_row(f"{number} {STEPS[number - 1][0][:15]}")
        await press(user, "move.down")
    user.sees("31.5 today", "12.8 redesigned", "4 of 7 steps, 15 % of the minutes", "9 h to build")


async def puts_it_in_practice(user: User, pause: Pause) -> None:
    """What comes out of it: the words of the procedure, follow-ups and reviews, in one go."""
    await pause(user)
    await press(user, "wizard.practise")
    user.sees("Put in practice", NAME)
    for words in WORDS:
        await press(user, "form.next")
        await types(user, words)
    await user.settles_down()
    await press(user, "form.save")
    await user.waits_for("put in practice.  u undoes it")
    await user.settles_down()
    user.on_row(f"✓ {NAME[:20]}")
    await press(user, "page.today")
    await user.settles_down()
    user.sees("build: opt-in box on the website")


CHAPTERS = (stops, writes_down_the_steps, thinks, does, redesigns, puts_it_in_practice)


def is_the_stored_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the command line exports, the procedure and the whole audit, is what is stored beside this test."""
    where = ("--db", str(folder / "kept.db"), "--as", "ana", "--now", MOMENT)
    for form, name in (("markdown", "complimentary-session.md"), ("toml", "complimentary-session.toml")):
        capsys.readouterr()
        assert main([*where, "audit", "export", NAME, "--format", form]) == 0
        assert capsys.readouterr().out == (STORED / name).read_text(encoding="utf-8")


async def goes_straight_through(folder: Path) -> None:
    """The whole story in one sitting."""
    async with user_at(desk_in(folder)) as user:  # type: ignore[arg-type]
        await press(user, "page.processes", "new.any")
        for chapter in CHAPTERS:
            await chapter(user, goes_on)


async def test_the_session_is_audited_by_keys_and_its_procedure_is_the_stored_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await goes_straight_through(tmp_path)
    is_the_stored_one(tmp_path, capsys)


async def goes_through_with_interruptions(folder: Path) -> None:
    """The same story: the terminal hangs up after each chapter, and the wizard is left after every answer."""
    for chapter in CHAPTERS:
        async with user_at(desk_in(folder)) as user:  # type: ignore[arg-type]
            await press(user, "page.processes")
            if chapter is CHAPTERS[0]:
                await press(user, "new.any")
            else:
                await resumes(user)
            await chapter(user, comes_back)
            user.app.keep_drafts()


async def test_interrupted_after_every_answer_it_becomes_the_same_procedure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await goes_through_with_interruptions(tmp_path)
    is_the_stored_one(tmp_path, capsys)
