"""The audit wizard as far as its questions: facts, steps and answers, by keys and without loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.screens.at_wizard import NAME, found, opens, page, pastes, plain, stored, talk, user_at_wizard
from tests.screens.at_work import WorkingDesk, desk_at
from tests.screens.story import User, user_at
from tui.domain.acts import Act
from tui.domain.audit import Audit, Step
from tui.domain.auditacts import Audited, ToldAgain
from tui.domain.outcome import Outcome
from tui.domain.problem import Problem

SIZES = ((80, 24), (120, 40), (60, 20))


async def answers(user: User, text: str) -> None:
    """Type an answer and go on."""
    await user.types(text)
    await user.press("wizard.next")


async def edits(user: User, *parts: str) -> None:
    """Type parts of a row one after the other."""
    for place, part in enumerate(parts):
        if place:
            await user.press("step.next")
        await user.types(part)


def texts(user: User) -> list[str]:
    """What happens in each step."""
    return [step.text for step in page(user).audit.steps]


async def test_the_facts_are_asked_one_by_one_and_stored(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, Audit(owner="ana")) as user:
        user.sees("What do you call it?", "question 1 of 6", "a few words", "a new one")
        await answers(user, NAME)
        user.sees("What starts it?", NAME, "question 2 of 6")
        await answers(user, "somebody asks for one")
        await user.types("every day")
        user.sees("every day = 22 times a month")
        await user.press("wizard.next")
        await answers(user, "1 h 20")
        user.sees("80 each time", "22 times a month")
        await user.types("me")
        user.sees("me = ana")
        await user.press("wizard.next")
        await answers(user, "slot, questionnaire ,slot")
        user.sees("What happens first?", "adds it.")
        kept = found(desk_at(tmp_path))
        assert (kept.starts, kept.runs, kept.minutes, kept.who) == ("somebody asks for one", 22.0, 80.0, "ana")
        assert kept.words == ("slot", "questionnaire")


async def test_the_first_question_of_all_says_what_is_to_come_until_something_is_typed(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, Audit(owner="ana")) as user:
        user.sees("Stop, Think, Do, Redesign: one process takes about 30 minutes.", "it goes on where you left.")
        await user.types("x")
        user.sees_not("about 30 minutes")


async def test_how_often_is_said_as_people_say_it(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop runs", runs=None)) as user:
        await user.types("monthly")
        user.sees("monthly = once a month")
        await user.press("wizard.next")
        user.sees("often    once a month")
        user.sees_not("1 times")


async def test_nothing_is_stored_before_it_has_a_name(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, Audit(owner="ana")) as user:
        before = len(desk_at(tmp_path).processes())
        await user.press("wizard.next")
        user.sees("It needs a name.", "question 1 of 6")
        await user.press("wizard.leave")
        assert len(desk_at(tmp_path).processes()) == before


async def test_what_a_proposal_fills_in_is_stored_once_it_is_taken(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, Audit(owner="ana")) as user:
        desk = desk_at(tmp_path)
        await user.press("wizard.leave")
        proposed = Audit(name="Which format?", runs=3.5, owner="ana", source="q format")
        await opens(user, proposed)
        await user.press("wizard.leave")
        assert all(row.audit.name != "Which format?" for row in desk.processes())
        await opens(user, proposed)
        await user.press("wizard.next", "wizard.leave")
        assert found(desk, "Which format?").runs == 3.5


async def test_a_few_asks_for_a_number_and_offers_a_reading(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop runs", runs=None)) as user:
        await answers(user, "a few")
        user.sees("'a few' is no number.", "enter takes 3 a month", "question 3 of 6")
        await user.types("!")
        user.sees_not("enter takes 3 a month")
        await user.pilot.press("backspace")
        await user.press("wizard.next")
        await user.press("wizard.next")
        user.sees("question 4 of 6", "3 times a month")
        assert page(user).audit.runs == 3


@pytest.mark.parametrize("text", ["0", "-5", "x", "9" * 40, "0 min"])
async def test_minutes_that_cannot_be_are_said_and_stay_typed(tmp_path: Path, text: str) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop minutes", minutes=None)) as user:
        await answers(user, text)
        user.sees("▲ ", "question 4 of 6", text[:20])
        assert page(user).audit.minutes is None


async def test_back_and_forward_lose_nothing_that_cannot_be_read(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop runs")) as user:
        await user.pilot.press("ctrl+u")
        await user.types("now & then?")
        await user.press("wizard.former")
        user.sees("question 2 of 6", "somebody asks for one")
        await user.press("wizard.next")
        user.sees("now & then?", "question 3 of 6")


async def test_the_row_is_typed_in_part_by_part(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=0)) as user:
        await user.press("steps.add")
        user.sees("what happens", "enter done", "tab next part")
        await edits(user, "someone phones", "", "6")
        user.sees("22 times a month", "2.2  hours")
        await user.press("step.next")
        await user.types("it interrupts")
        await user.press("step.done")
        await user.press("steps.add")
        await edits(user, "times go back and forth", "", "9")
        await user.press("step.done")
        user.sees("its 2 steps as they really are", "15  min", "5.5  hours")
        assert plain(found(desk_at(tmp_path))).steps == (
            Step(1, "someone phones", "ana", 6.0, "it interrupts"),
            Step(2, "times go back and forth", "ana", 9.0),
        )


async def test_each_part_of_a_row_says_what_belongs_there(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1)) as user:
        await user.press("steps.add")
        for told in ("What is done", "Who does it: me, bo", "How many minutes", "What goes wrong here"):
            user.sees(told)
            await user.press("step.next")


async def test_an_empty_new_step_that_is_left_disappears(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=2)) as user:
        await user.press("steps.add")
        await user.press("step.leave")
        assert len(texts(user)) == 2
        await user.press("app.undo")
        user.sees("Nothing to undo here.")


async def test_single_keys_change_the_steps_and_undo_takes_each_back(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 2", steps=4)) as user:
        begun = plain(page(user).audit)
        keys = ["steps.who", "steps.join", "steps.split", "steps.down", "steps.up", "steps.up", "steps.remove"]
        seen = [begun]
        for key in keys:
            await user.press(key)
            seen.append(plain(page(user).audit))
        assert all(before.steps != after.steps for before, after in pairwise(seen))
        assert seen[1].steps[1].who == "bo"
        assert seen[2].steps[1].text == "times go back and forth by mail, put it in the calendar"
        assert len(seen[3].steps) == 4
        for audit in reversed(seen[:-1]):
            await user.press("app.undo")
            user.sees("Undone, ctrl+r does it again.")
            assert plain(page(user).audit) == audit
        await user.settles_down()
        assert plain(found(desk_at(tmp_path))) == begun
        for audit in seen[1:]:
            await user.press("app.redo")
            assert plain(page(user).audit) == audit
        await user.settles_down()
        assert plain(found(desk_at(tmp_path))) == seen[-1]


async def test_who_goes_from_one_to_the_next_and_round(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1)) as user:
        team = page(user).session.desk.team
        seen = []
        for _ in range(len(team) + 2):
            await user.press("steps.who")
            seen.append(page(user).audit.steps[0].who)
        assert seen == [*team[1:], "tool", "outside", team[0]]


async def test_a_step_that_cannot_be_split_gets_an_empty_one_to_type_in(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 3", steps=3)) as user:
        await user.press("steps.split")
        await user.types("tell them")
        await user.press("step.done")
        assert texts(user)[2:] == ["put it in the calendar", "tell them"]
        assert [step.minutes for step in page(user).audit.steps][2:] == [1.0, 1.0]


async def test_a_bad_number_stays_in_its_row_and_says_what_to_write(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1)) as user:
        await user.press("steps.edit", "step.next", "step.next")
        await user.types("x")
        for key in ("step.next", "step.done", "step.former"):
            await user.press(key)
            user.sees("minutes, for example 6", "6x")
        user.sees_not("o add below")


async def test_leaving_twice_keeps_all_but_the_bad_number(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1)) as user:
        await user.press("steps.edit")
        await user.types(" too")
        await user.press("step.next", "step.next")
        await user.types("x")
        await user.press("step.leave", "step.leave")
        user.sees("o add below", "for days too")
        assert page(user).audit.steps[0].minutes == 6.0


async def test_a_step_of_10000_characters_says_what_is_wrong_and_loses_nothing(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1)) as user:
        await user.press("steps.add")
        await pastes(user, "x" * 10_000)
        await user.press("step.done")
        user.sees("What happens has 10,000 characters, at most 1,000 are kept.")
        row = page(user).query_one("#rows")
        assert row.texts[0] == "x" * 10_000  # type: ignore[attr-defined]
        assert len(texts(user)) == 1


async def test_500_steps_scroll_and_no_more_can_be_added(tmp_path: Path) -> None:
    many = tuple(Step(key, f"step number {key}", "ana", 1.0) for key in range(1, 501))
    async with user_at_wizard(tmp_path, replace(talk("ana"), steps=many)) as user:
        await user.press("move.last")
        user.on_row("step number 500")
        user.sees("500  min", "183.3  hours")
        await user.press("steps.add")
        user.sees("at most 500 steps")
        await user.press("steps.edit")
        await user.types(" of all")
        await user.press("step.done")
        await user.settles_down()
        assert found(desk_at(tmp_path)).steps[-1].text == "step number 500 of all"


BY_KEY = (
    ("think.second", {"income": "indirect"}),
    ("think.yes", {"alike": "yes"}),
    ("think.no", {"told": "no"}),
    ("think.yes", {"recall": "yes"}),
    ("think.no", {"gift": "no"}),
    ("think.second", {"rule": "partly"}),
)


async def test_every_question_is_answered_by_keys(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think income")) as user:
        given: dict[str, str] = {}
        for number, (key, answer) in enumerate(BY_KEY, 1):
            user.sees(f"question {number} of 6", "so far")
            await user.press(key)
            given |= answer
            assert page(user).audit.answers == given
            if number < len(BY_KEY):
                await user.press("wizard.take")
        user.sees("income   indirectly", "alike  yes, 22 × a month", "by rule  partly")
        await user.settles_down()
        assert found(desk_at(tmp_path)).answers == given
        await user.press("wizard.take")
        assert page(user).audit.at == "do 1"


async def test_enter_takes_the_selected_answer_and_right_goes_on_without(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think alike")) as user:
        await user.press("move.down", "wizard.take")
        user.sees("question 3 of 6")
        await user.press("wizard.on")
        user.sees("question 4 of 6")
        assert page(user).audit.answers == {"alike": "no"}
        await user.press("wizard.back", "wizard.back")
        user.on_row("n  no")
        await user.press("wizard.back", "wizard.back")
        user.sees("o add below")
        await user.press("wizard.back")
        user.sees("question 6 of 6", "By which words")


async def test_what_earns_nothing_is_asked_who_would_miss_it(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think income")) as user:
        await user.press("think.third")
        user.sees("question 1 of 7", "missed by")
        await user.press("wizard.take")
        user.sees("Who would miss it?", "question 2 of 7")
        await user.press("think.first")
        assert page(user).audit.answers == {"income": "no", "miss": "nobody"}


async def test_where_it_differs_each_step_is_asked(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think told", steps=3)) as user:
        await user.press("think.differs")
        user.sees("ask me step by step (3 steps)", "it differs, 0 of 3")
        await user.press("wizard.take")
        for number in range(1, 4):
            user.sees(f"step {number} of 3", texts(user)[number - 1], "question 3 of 6", "it differs")
            await user.press("think.yes" if number == 2 else "think.no", "wizard.take")
        user.sees("question 4 of 6")
        assert [step.answers["told"] for step in page(user).audit.steps] == ["no", "yes", "no"]
        await user.press("wizard.back")
        user.sees("step 3 of 3")


async def test_what_was_told_again_stands_as_evidence(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think gift")) as user:
        desk = desk_at(tmp_path)
        ident = found(desk).id
        desk.perform((ToldAgain(f"a{ident}"),))
        desk.perform((ToldAgain(f"a{ident}"),))
        await user.press("wizard.leave")
        await opens(user, desk.audit(ident).audit)
        page(user).go("think told")
        await user.settles_down()
        user.sees("“told somebody again” twice since March.")
        await user.press("wizard.back")
        user.sees("You said that it runs 22 times a month.")


async def test_a_note_is_kept_with_its_question(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think told")) as user:
        await user.press("wizard.note")
        await user.types("only y and n")
        user.sees("enter done", "esc leave")
        await user.press("step.done")
        user.sees("You noted: only y and n", "y n d answer")
        await user.settles_down()
        assert found(desk_at(tmp_path)).notes == {"told": "only y and n"}
        await user.press("app.undo")
        user.sees_not("You noted")


async def test_undo_goes_back_to_where_something_was_changed(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 2")) as user:
        await user.press("steps.remove", "wizard.next", "think.first", "wizard.take")
        user.sees("question 2 of 6")
        await user.press("app.undo")
        user.sees("question 1 of 6")
        assert page(user).audit.answers == {}
        await user.press("app.undo")
        user.on_row("times go back and forth by mail")
        await user.press("app.redo")
        assert len(texts(user)) == 6


async def test_leaving_while_typing_an_answer_keeps_it(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop starts", starts="")) as user:
        await user.types("the phone rings")
        await user.press("wizard.leave")
        await user.settles_down()
        user.sees("Halden Dairies")
        assert (found(desk_at(tmp_path)).starts, found(desk_at(tmp_path)).at) == ("the phone rings", "stop starts")


async def test_leaving_comes_back_to_the_page_with_the_cursor_on_the_process(tmp_path: Path) -> None:
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await user.press("page.processes", "new.any")
        await user.waits_for(" Audit  ")
        await user.types(NAME)
        await user.press("wizard.leave")
        await user.settles_down()
        user.on_row(NAME[:20])


async def test_a_hurried_person_is_told_to_leave_before_quitting(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop starts")) as user:
        await user.pilot.press("ctrl+c")
        await user.settle()
        user.sees("esc leaves, then q quits.")
        await user.press("wizard.leave")
        await user.settles_down()
        await user.pilot.press("ctrl+c")
        await user.settle()
        user.sees("   q quits.")


async def test_leaving_with_a_text_that_cannot_be_read_keeps_it_too(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop runs", runs=None)) as user:
        await user.types("when they ask")
        await user.press("wizard.leave")
        await user.settles_down()
        await opens(user, found(desk_at(tmp_path)))
        user.sees("question 3 of 6", "when they ask")


HALVES: Sequence[tuple[str, tuple[str, ...], str]] = (
    ("stop starts", (), "somebody asks for one more"),
    ("steps 1", ("steps.edit",), "someone phones, or phone tag for days more"),
    ("steps 1", ("steps.add",), " more"),
    ("think told", ("wizard.note",), " more"),
)


@pytest.mark.parametrize(("at", "keys", "kept"), HALVES)
async def test_a_hang_up_keeps_what_is_half_typed(
    tmp_path: Path, at: str, keys: tuple[str, ...], kept: str
) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at=at)) as user:
        await user.press(*keys)
        await user.types(" more")
        user.app.keep_drafts()
        audit = found(desk_at(tmp_path))
        said = [audit.starts, *(step.text for step in audit.steps), *audit.notes.values()]
        assert kept.strip() in said


class Full(WorkingDesk):
    """A desk whose disk is full until there is room."""

    full = True

    def perform(self, acts: Sequence[Act]) -> Outcome:
        if self.full:
            raise Problem("The disk is full.", "Make room.")
        return super().perform(acts)


async def test_what_cannot_be_stored_stays_and_is_tried_again(tmp_path: Path) -> None:
    begun = stored(desk_at(tmp_path), talk("ana", at="think alike"))
    desk = Full(tmp_path / "kept.db")
    async with user_at(desk) as user:  # type: ignore[arg-type]
        await opens(user, begun)
        await user.press("think.yes")
        user.sees("not saved", "The disk is full.", "✓ y  yes")
        await user.press("wizard.leave")
        user.sees("esc leaves all the same", "question 2 of 6")
        desk.full = False
        await user.press("think.no")
        user.sees("saved as you go")
        assert found(desk).answers == {"alike": "no"}


async def test_what_is_left_unsaved_is_said_and_leaves_at_the_second_key(tmp_path: Path) -> None:
    begun = stored(desk_at(tmp_path), talk("ana", at="think alike"))
    async with user_at(Full(tmp_path / "kept.db")) as user:  # type: ignore[arg-type]
        await opens(user, begun)
        await user.press("think.yes", "wizard.leave", "wizard.leave")
        user.sees("Halden Dairies", "Your audit could not be saved.")


async def test_a_colleagues_change_is_shown_and_undo_brings_ones_own_back(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 1", steps=2)) as user:
        bo = desk_at(tmp_path, "bo")
        await user.press("steps.edit")
        await user.types(" on end")
        theirs = found(bo)
        bo.perform((Audited(talk("ana", steps=3, id=theirs.id, version=theirs.version)),))
        await user.press("step.done")
        await user.settles_down()
        user.sees("bo changed this at", "theirs is shown. u brings yours back.", "its 3 steps")
        assert texts(user)[0] == "someone phones, or phone tag for days"
        await user.press("app.undo")
        await user.settles_down()
        user.sees("for days on end", "its 2 steps")
        assert found(bo).steps[0].text == "someone phones, or phone tag for days on end"


async def test_a_colleagues_change_is_followed_while_nothing_is_typed(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 1", steps=2)) as user:
        bo = desk_at(tmp_path, "bo")
        theirs = found(bo)
        bo.perform((Audited(talk("ana", steps=3, id=theirs.id, version=theirs.version)),))
        await user.waits_for("its 3 steps")
        user.sees("Somebody changed this meanwhile")


SCRIPT: Sequence[tuple[str, tuple[str, ...]]] = (
    (NAME, ("wizard.next",)),
    ("somebody asks for one", ("wizard.next",)),
    ("5 a week", ("wizard.next",)),
    ("80", ("wizard.next",)),
    ("me", ("wizard.next",)),
    ("slot, talk", ("wizard.next",)),
    ("", ("steps.add",)),
    ("someone phones and asks", ("step.done",)),
    ("", ("steps.add",)),
    ("the talk", ("step.done",)),
    ("", ("steps.who", "move.up")),
    ("", ("steps.split", "wizard.next")),
    ("", ("think.third", "wizard.take")),
    ("", ("think.second", "wizard.take")),
    ("", ("think.differs", "wizard.take")),
    ("", ("think.yes", "wizard.take")),
    ("", ("think.no", "wizard.take")),
    ("", ("think.yes", "wizard.take")),
    ("", ("think.no", "wizard.note")),
    ("nobody asks", ("step.done", "wizard.take")),
    ("", ("think.yes", "wizard.take")),
    ("", ("think.no", "wizard.take")),
    ("", ("think.first",)),
)


async def _goes_through(folder: Path, *, interrupted: bool) -> Audit:
    async with user_at_wizard(folder, Audit(owner="ana")) as user:
        for text, keys in SCRIPT:
            await user.types(text)
            await user.press(*keys)
            typing = page(user).places[0] in ("step", "note")
            if interrupted and not typing:
                await user.press("wizard.leave")
                await user.settles_down()
                await opens(user, found(desk_at(folder)))
        await user.press("wizard.leave")
        await user.settles_down()
        return found(desk_at(folder))


async def test_interrupted_everywhere_and_resumed_it_is_the_same_audit(tmp_path: Path) -> None:
    (tmp_path / "straight").mkdir()
    (tmp_path / "resumed").mkdir()
    straight = await _goes_through(tmp_path / "straight", interrupted=False)
    resumed = await _goes_through(tmp_path / "resumed", interrupted=True)
    assert plain(resumed) == plain(straight)
    assert resumed.at == straight.at == "think rule"
    assert len(straight.steps) == 3
    assert len(straight.answers) == 7


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_has_room_for_the_question_and_the_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="think income"), *size) as user:
        user.sees("Does it earn income?", "d  it differs", "so far", "1 2 3 d answer", "? help")
        await user.press("wizard.note")
        user.sees("Does it earn income?", "d  it differs", "so far", "enter done")
        await user.press("step.done", "wizard.back")
        user.sees("add the next step", "86", "31.5", "enter next: think")
        await user.press("wizard.back")
        user.sees("By which words", "so far", "enter next")


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_names_the_way_out_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="stop name"), *size) as user:
        for at in ("stop name", "stop words", "steps 1", "think income", "do 1", "redesign 1"):
            page(user).go(at)
            await user.settles_down()
            assert page(user).place == at.partition(" ")[0]
            await user.waits_for("esc leave")


async def test_a_narrow_page_names_every_key_of_a_step(tmp_path: Path) -> None:
    async with user_at_wizard(tmp_path, talk("ana", at="steps 1"), 60, 20) as user:
        user.sees("o add", "e edit", "w who", "s split", "+ join", "JK move", "x remove", "it interrupts")


async def test_a_long_step_that_is_asked_about_is_read_whole(tmp_path: Path) -> None:
    text = "send it to everybody on the list that we have in the spreadsheet since spring"
    audit = replace(talk("ana", at="think told 1"), steps=(Step(1, text, "ana"),), answers={"told": "differs"})
    async with user_at_wizard(tmp_path, audit) as user:
        user.sees("step 1 of 1  send it to everybody", "since spring")


@pytest.mark.parametrize("size", SIZES)
async def test_what_goes_wrong_can_be_typed_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with user_at_wizard(tmp_path, talk("ana", steps=1), *size) as user:
        await user.press("steps.edit", "step.former")
        await user.types(" much")
        user.sees("interrupts much")
        await user.press("step.done")
        assert page(user).audit.steps[0].wrong == "it interrupts much"
        user.sees("it interrupts m")
