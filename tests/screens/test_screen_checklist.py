"""A checklist at the keyboard."""

from __future__ import annotations

from tests.screens.fake_desk import NOW, FakeDesk
from tests.screens.fake_processes import AUDITS, desk_with_processes
from tests.screens.story import User, user_at
from tui.domain.audit import Mark, Run
from tui.domain.auditacts import Ran
from tui.domain.problem import Problem


class Clock(FakeDesk):
    """A desk whose clock goes on when it is told to."""

    passed = 0

    def now(self) -> int:
        return NOW + self.passed


def desk_with_clock() -> Clock:
    return Clock(audits=AUDITS)


def runs(desk: FakeDesk) -> list[Run]:
    """What was saved of runs."""
    return [act.run for act in desk.performed if isinstance(act, Ran)]


async def at_run(user: User) -> None:
    """Run the first process."""
    await user.press("page.processes")
    await user.rests()
    await user.press("process.run")
    await user.rests()


async def test_steps_are_ticked_and_timed() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        user.sees("4 Run  Book a session", "saved as you go", "0 of 2   0 s of 34 min hoped")
        user.on_row("5 ○ approve, remind once")
        desk.passed = 180
        await user.press("check.tick")
        user.sees("5 ✓ approve, remind once", "3 min", "1 of 2")
        user.on_row("6 ○ answers read before")
        desk.passed = 180 + 28 * 60
        await user.press("check.tick", "check.finish")
        await user.rests()
        user.sees("run in 31 min, hoped 34.  u undoes it", "Worth an audit" if desk.proposed else "Processes  6")
        last = runs(desk)[-1]
        assert last.marks == (Mark(5, 180), Mark(6, 1680))
        assert last.ended_at == NOW + desk.passed
        assert last.started_at == NOW


async def test_a_step_is_skipped_for_a_reason() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("check.skip")
        user.sees("why skip it:")
        await user.press("step.done")
        user.sees("Say why it is skipped; a word or two is enough.")
        await user.types("they had answered")
        await user.press("step.done")
        await user.rests()
        user.sees("5 – approve, remi… skipped: they had answered")
        assert runs(desk)[-1].marks == (Mark(5, 0, True, "they had answered"),)
        await user.press("check.skip", "step.leave")
        user.sees_not("why skip it:")
        assert len(runs(desk)) == 1


async def test_a_reason_that_was_left_half_typed_is_there_again() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("check.skip")
        await user.types("nobody ca")
        await user.press("step.leave")
        user.sees_not("why skip it", "nobody ca")
        assert runs(desk) == []
        await user.press("check.next", "check.skip")
        user.sees_not("nobody ca")
        await user.press("step.leave", "check.previous", "check.skip")
        user.sees("why skip it: nobody ca")


async def test_what_is_not_ticked_is_said_before_it_is_skipped() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("check.finish")
        user.sees("Not ticked: 5, 6. enter skips them, k skips one.")
        await user.press("check.finish")
        user.sees("why skip them:")
        await user.types("called off")
        await user.press("step.done")
        await user.rests()
        assert [mark.why for mark in runs(desk)[-1].marks] == ["called off", "called off"]
        assert runs(desk)[-1].ended_at is not None
        user.sees("Processes  6")


async def test_skipping_one_step_does_not_finish() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("check.finish", "check.skip")
        await user.types("no need")
        await user.press("step.done")
        await user.rests()
        user.sees("4 Run  Book a session", "1 of 2")


async def test_a_tool_is_ticked_only_where_one_looked() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("check.previous")
        await user.rests()
        user.sees("4 ► sent on confirmation", "A tool does it; tick it where you looked.")
        await user.press("check.tick")
        user.sees("4 ✓ sent on confirmation", "0 of 2")


async def test_the_last_mark_is_taken_back_with_its_time() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        await user.press("app.undo")
        user.sees("Nothing is ticked yet.")
        desk.passed = 60
        await user.press("check.tick", "app.undo")
        user.sees("0 of 2   0 s of 34 min")
        await user.press("app.redo")
        user.sees("1 of 2   1 min of 34 min")
        await user.press("app.undo")
        desk.passed = 100
        await user.press("check.tick")
        assert runs(desk)[-1].marks == (Mark(5, 100),)


async def test_a_run_that_was_left_goes_on_without_the_time_away() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        desk.passed = 60
        await user.press("check.tick", "wizard.leave")
        await user.rests()
        user.sees("Processes  6")
        desk.passed = 9_000
        await user.press("process.run")
        await user.rests()
        user.sees("1 of 2   1 min of 34 min hoped")
        user.on_row("6 ○ answers read before")
        desk.passed = 9_030
        await user.press("check.tick")
        last = runs(desk)[-1]
        assert (last.id, last.marks) == (1, (Mark(5, 60), Mark(6, 30)))


async def test_what_cannot_be_saved_is_said_and_tried_again() -> None:
    desk = desk_with_clock()
    async with user_at(desk) as user:
        await at_run(user)
        desk.problem = Problem("The disk is full.", "Make room.")
        await user.press("check.tick")
        await user.rests()
        user.sees("The disk is full. Make room.", "not saved", "5 ✓ approve, remind once")
        desk.problem = None
        await user.press("check.tick")
        await user.rests()
        user.sees("saved as you go")
        assert [mark.step for mark in runs(desk)[-1].marks] == [5, 6]


async def test_leaving_with_a_failing_disk_says_so_first() -> None:
    desk = desk_with_processes()
    async with user_at(desk, 60, 20) as user:
        await at_run(user)
        desk.problem = Problem("The disk is full.", "Make room.")
        await user.press("check.tick")
        await user.rests()
        await user.press("wizard.leave")
        assert getattr(user.app.screen, "place", "") == "processes"
