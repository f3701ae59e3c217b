"""A form at the keyboard: typing, choosing, saving, leaving; and the two lists to choose from."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

import pytest
from textual import events

from tests.screens.sample_form import SampleForm, TakingDesk, begun
from tests.screens.story import PATIENT, User, user_at
from tui.domain.acts import Decided
from tui.domain.problem import Problem
from tui.keys import ACTIONS
from tui.screens import form as forms
from tui.screens import saving
from tui.screens.choices import ChoicesScreen
from tui.screens.choose import ChooseScreen
from tui.screens.form import FormScreen
from tui.widgets.block import Block

FULL = Problem("The disk is full.", "Make room and save again.")


class Sitting(User):
    """Somebody at an open form; `heard` is what the app was told, `ended` what the form returned."""

    heard: list[Any]
    ended: list[Any]

    @property
    def form(self) -> FormScreen:
        """The open form."""
        assert isinstance(self.app.screen, FormScreen)
        return self.app.screen

    @property
    def texts(self) -> dict[str, str]:
        """What is typed."""
        return self.form.filling.texts

    async def strikes(self, *keys: str) -> None:
        """Press bare keys."""
        await self.pilot.press(*keys)
        await self.settle()

    async def until(self, done: Callable[[], object]) -> None:
        """Wait for something."""
        for _ in range(PATIENT):
            if done():
                return
            await self.pilot.pause(0.02)
        assert done()


@asynccontextmanager
async def at_form(
    form: SampleForm | None = None,
    at: str = "",
    size: tuple[int, int] = (80, 24),
    desk: TakingDesk | None = None,
    more: dict[str, Any] | None = None,
    **texts: str,
) -> AsyncIterator[Sitting]:
    """Somebody who has opened the sample form over Today."""
    desk = desk or TakingDesk()
    async with user_at(desk, *size, **(more or {})) as user:
        sitting = Sitting(user.app, user.pilot, desk)
        sitting.heard, sitting.ended = [], []
        post = user.app.post_message

        def listening(message: Any) -> bool:
            if isinstance(message, FormScreen.Typed | FormScreen.Saved):
                sitting.heard.append(message)
            return post(message)

        user.app.post_message = listening  # type: ignore[method-assign]
        user.app.screen.behind(True)  # type: ignore[attr-defined]
        screen = FormScreen(user.app.session, begun(form or SampleForm(), at, **texts))
        user.app.push_screen(screen, sitting.ended.append)
        await sitting.settle()
        yield sitting


async def test_a_form_is_read_while_it_is_typed() -> None:
    async with at_form(at="line") as user:
        await user.types("re invoice")
        user.sees("Log  what happened", "esc leaves, the draft stays", ": re invoice▏")
        user.sees("about       invoice", "re invoice   ", "by          none", "the row")
        await user.press("form.next", "form.next")
        user.sees(": re invoice ", "by          ▏ a day, such as fri")
        await user.types("fri")
        user.sees("by          fri▏                = Fri 13 Mar 17:00", "ctrl+n takes it")
        await user.press("form.back", "form.back")
        user.sees(": re invoice▏", "by          Fri 13 Mar 17:00")


async def test_the_whole_block_at_80_columns() -> None:
    async with at_form(at="line", line="called re invoice", by="fri") as user:
        block = user.form.query_one(Block).region
        assert (block.x, block.width) == (2, 76)
        shown = [user.line(y)[block.x : block.right].rstrip() for y in range(block.y, block.bottom)]
        assert shown == [
            "",
            "   Log  what happened                         esc leaves, the draft stays",
            "",
            "   : called re invoice▏",
            "",
            "   will be stored",
            "   who         Halden Dairies › Mette Aal                         the row",
            "   by          Fri 13 Mar 17:00",
            "   about       invoice                                         re invoice",
            "",
            "   ▲ 5 promises of yours are due that week, you have room for 5.",
            "     Wed 18 Mar would hold 4 times in 5.  ctrl+n takes it",
            "",
            "   enter save all of this    tab fields    ctrl+o choose    esc leave",
            "",
        ]


@pytest.mark.parametrize(("size", "width"), [((120, 40), 92), ((60, 20), 56), ((40, 10), 36)])
async def test_a_form_fits_every_terminal(size: tuple[int, int], width: int) -> None:
    async with at_form(SampleForm(long=True), "note", size, about="x", by="fri") as user:
        await user.types("a note that is long enough to need another row in a narrow terminal")
        assert user.form.query_one(Block).size.width == width
        user.sees("Log", "terminal▏", "ctrl+g save all of this")
        await user.strikes("up", "up", "up", "up", "up")
        user.sees("▏")


async def test_a_low_terminal_scrolls_by_field() -> None:
    async with at_form(SampleForm(long=True), "line", (60, 12), by="fri") as user:
        user.sees(": ▏", "more below", "room for 5")
        await user.press("form.back")
        user.sees("more above", "note        ▏")
        user.sees_not(": ▏")


async def test_up_and_down_walk_the_fields_and_the_rows_of_a_long_text() -> None:
    async with at_form(SampleForm(long=True), "about") as user:
        await user.strikes("down", *"one", "enter", *"two")
        assert user.texts["note"] == "one\ntwo"
        await user.strikes("up", *"x")
        assert user.texts["note"] == "onex\ntwo"
        await user.strikes("up", *"y")
        assert user.texts["about"] == "y"
        await user.strikes("down", "down", "down", *"z")
        assert user.texts["note"] == "onex\ntwoz"


async def test_enter_saves_and_the_form_returns_what_that_did() -> None:
    async with at_form(at="about") as user:
        await user.types("invoice")
        await user.press("form.save")
        assert [act.follow_up.text for (act,) in user.desk.done if isinstance(act, Decided)] == ["invoice"]  # type: ignore[attr-defined]
        assert [outcome.told[0].said for outcome in user.ended] == ["decided"]
        assert [type(message) for message in user.heard] == [FormScreen.Saved]
        user.sees_not("Log  what happened")


async def test_ctrl_g_saves_from_a_long_text_where_enter_makes_a_line() -> None:
    async with at_form(SampleForm(long=True), "note", about="x") as user:
        await user.strikes("a", "enter", "b", "ctrl+g")
        assert len(user.desk.done) == len(user.ended) == 1  # type: ignore[attr-defined]


async def test_what_is_wrong_is_pointed_at_instead_of_saved() -> None:
    async with at_form(at="who") as user:
        user.sees_not("what is it about?")
        await user.press("form.save")
        user.sees("about       ▏  ▲ what is it about?")
        await user.types("x")
        await user.press("form.back")
        await user.types("never")
        await user.press("form.back", "form.save")
        user.sees("by          never▏  ▲ no day that I know")
        assert not user.desk.done  # type: ignore[attr-defined]


async def test_an_ambiguous_field_is_chosen_from_a_list() -> None:
    async with at_form(at="who", about="x") as user:
        await user.types("ana")
        user.sees("ana▏  ▲ which Ana? Ana Brink, Ana Ruiz  ctrl+o chooses")
        await user.press("form.save")
        assert not user.desk.done  # type: ignore[attr-defined]
        await user.press("form.choose")
        assert isinstance(user.app.screen, ChooseScreen)
        user.sees("Ana Brink", "Vireo Labs", "enter take it   esc leave")
        await user.types("ruiz")
        user.sees_not("Ana Brink")
        await user.press("choose.take")
        user.sees("who         ana ruiz▏")
        user.sees_not("which Ana?")
        await user.press("form.choose", "palette.leave")
        assert user.texts["who"] == "ana ruiz"


async def test_from_the_line_the_wrong_field_is_chosen_for() -> None:
    async with at_form(at="line", who="ana", about="x") as user:
        await user.press("form.choose", "choose.take")
        assert user.texts["who"] == "ana brink"
        assert user.form.filling.at == "line"


async def test_the_better_date_is_taken_by_its_key() -> None:
    async with at_form(at="line", by="fri") as user:
        await user.press("form.take_date")
        user.sees("by          Wed 18 Mar 17:00")
        user.sees_not("room for 5")


@pytest.mark.parametrize(("keys", "day"), [((), "wed 18 mar"), (("down",), "fri")])
async def test_saving_leads_to_the_offers_where_one_of_them_is_taken(keys: tuple[str, ...], day: str) -> None:
    async with at_form(SampleForm(weighs=True), "by", about="invoice") as user:
        await user.types("fri")
        user.sees("enter choose below")
        await user.press("form.save")
        user.sees("▌  Wed 18 Mar    would hold 4 times in 5", "enter take it    up down choose")
        assert not user.desk.done  # type: ignore[attr-defined]
        await user.strikes(*keys)
        form = user.form
        await user.press("form.save")
        assert form.filling.texts["by"] == day
        assert len(user.desk.done) == 1  # type: ignore[attr-defined]


async def test_the_offers_are_one_stop_among_the_fields() -> None:
    async with at_form(SampleForm(weighs=True), "about", by="fri") as user:
        await user.strikes("down", "down")
        user.sees("▌  Fri 13 Mar    keep it, my decision")
        await user.strikes("up", "up", "x")
        assert user.texts["about"] == "x"
        await user.press("form.next", "form.next")
        assert user.form.filling.at == "who"


async def test_a_refused_save_keeps_every_text_and_says_why() -> None:
    desk = TakingDesk(refusing=FULL)
    async with at_form(at="by", desk=desk, about="invoice", by="fri") as user:
        await user.press("form.save")
        user.sees("× The disk is full.", "Make room and save again.", "fri▏")
        user.sees_not("5 promises of yours")
        desk.refusing = None
        await user.press("form.save")
        assert len(desk.done) == 2
        assert len(user.ended) == 1


async def test_while_it_saves_only_leaving_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "PATIENCE", 0.01)
    desk = TakingDesk(saving=Event())
    async with at_form(at="about", desk=desk, about="invoice") as user:
        await user.pilot.press("enter", "enter", "x", "tab", "ctrl+g")
        await user.waits_for("Saving.")
        assert user.texts["about"] == "invoice"
        assert len(desk.done) == 1
        await user.pilot.press("escape")
        await user.until(lambda: user.ended)
        assert user.ended == [None]
        assert desk.saving is not None
        desk.saving.set()
        await user.until(lambda: user.heard)
        assert [type(message) for message in user.heard] == [FormScreen.Saved]


async def test_esc_leaves_and_hands_over_the_draft() -> None:
    async with at_form(at="about", about="in") as user:
        await user.types("voice")
        await user.press("form.leave")
        assert user.ended == [None]
        (typed,) = user.heard
        assert (typed.kind, typed.texts["about"], typed.about, typed.draft) == ("sample", "invoice", 1, None)


async def test_a_form_that_nobody_typed_in_leaves_no_draft() -> None:
    async with at_form(at="about", about="in") as user:
        assert user.form.draft() is None
        await user.press("form.next", "form.leave")
        assert user.ended == [None]
        assert user.heard == []


async def test_a_draft_is_handed_over_once_the_keys_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "DRAFT_AFTER", 0.01)
    async with at_form(at="about") as user:
        await user.pilot.press("a")
        await user.until(lambda: user.heard)
        assert user.heard[-1].texts["about"] == "a"
        user.form.begun.draft = 7
        assert user.form.draft() is None
        await user.pilot.press("b")
        await user.until(lambda: user.heard[-1].texts["about"] == "ab")
        assert user.heard[-1].draft == 7
        said = len(user.heard)
        await user.press("form.leave")
        assert len(user.heard) == said


async def test_the_desk_is_asked_one_question_at_a_time_and_stale_answers_are_dropped() -> None:
    desk = TakingDesk()
    async with at_form(SampleForm(asks=True), "who", desk=desk) as user:
        desk.answering = Event()
        await user.pilot.press("b", "o")
        assert desk.questions == ["", "b"]
        desk.answering.set()
        await user.waits_for("asked for bo")
        await user.settle()
        assert desk.questions == ["", "b", "bo"]
        assert set(user.form.begun.form.known) == {"", "bo"}  # type: ignore[attr-defined]


async def test_a_question_that_fails_says_so_and_is_asked_again() -> None:
    desk = TakingDesk(refusing=FULL)
    async with at_form(SampleForm(asks=True), "who", desk=desk) as user:
        await user.waits_for("× The disk is full.")
        desk.refusing = None
        await user.types("b")
        await user.waits_for("asked for b")
        user.sees_not("The disk is full.")


async def test_a_huge_paste_is_cut_and_made_harmless() -> None:
    async with at_form(at="about") as user:
        user.app.post_message(events.Paste("\x1b]0;x\x07word " * 100_000))
        await user.settle()
        assert len(user.texts["about"]) == 1_000
        assert user.texts["about"].isprintable()


async def test_only_the_row_that_is_typed_in_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_form(at="by", by="wed 18 mar", about="x") as user:
        painted: list[int] = []
        line = Block.render_line

        def counted(block: Block, y: int) -> Any:
            painted.append(y)
            return line(block, y)

        monkeypatch.setattr(Block, "render_line", counted)
        await user.strikes("left")
        assert len(set(painted)) == 1


async def test_remapped_keys_show_as_they_are() -> None:
    keys = {"form.leave": "ctrl+x", "form.choose": "ctrl+e o", "form.save": "ctrl+t"}
    async with at_form(at="line", more={"keys": keys}) as user:
        user.sees("ctrl+x leaves, the draft stays", "ctrl+t save all of this", "ctrl+e o choose")
        await user.strikes("ctrl+e")
        user.sees("o choose")
        user.sees_not("save all of this")
        await user.strikes("o")
        assert isinstance(user.app.screen, ChooseScreen)


async def test_without_colours_signs_still_tell_what_is_wrong_and_selected() -> None:
    plain = {"theme": "terminal", "icons": "ascii"}
    async with at_form(SampleForm(weighs=True), "by", more=plain, by="fri") as user:
        await user.press("form.back")
        await user.types("ana")
        user.sees("# which Ana?")
        await user.strikes("down", "down", "down")
        user.sees(" >  Wed 18 Mar    would hold")


@asynccontextmanager
async def at_choices(*idents: str, **more: Any) -> AsyncIterator[tuple[User, list[str | None]]]:
    """Somebody who has opened the choices of a row."""
    async with user_at(TakingDesk(), **more) as user:
        chosen: list[str | None] = []
        session = user.app.session
        actions = [session.keymap.actions[ident] for ident in idents]
        user.app.push_screen(ChoicesScreen(session, "Halden Dairies", actions), chosen.append)
        await user.settle()
        yield user, chosen


async def test_choices_name_the_row_and_every_key() -> None:
    async with at_choices("list.open", "row.best", "list.order") as (user, chosen):
        user.sees("Halden Dairies", "b        best                best next", "enter do it   esc leave")
        await user.pilot.press("b")
        await user.settle()
        assert chosen == ["row.best"]


async def test_choices_are_walked_taken_and_left() -> None:
    async with at_choices("row.best", "list.order", "list.whose") as (user, chosen):
        await user.press("move.down", "move.down", "move.up", "palette.run")
        assert chosen == ["list.order"]
    async with at_choices("row.best") as (user, chosen):
        await user.press("palette.leave")
        assert chosen == [None]


async def test_a_choice_may_have_a_key_of_two_strokes_or_one_that_moves_here() -> None:
    async with at_choices("row.best", "list.whose", keys={"row.best": "Z b"}) as (user, chosen):
        await user.pilot.press("Z", "b")
        await user.settle()
        assert chosen == ["row.best"]
    changed = {"row.best": "k", "move.up": "ctrl+y"}
    async with at_choices("list.whose", "row.best", keys=changed) as (user, chosen):
        await user.pilot.press("k")
        await user.settle()
        assert chosen == ["row.best"]


def test_no_key_of_a_form_is_one_that_edits() -> None:
    here = [action for action in ACTIONS if "form" in action.where]
    keys = {strokes[0] for action in here for strokes in action.sequences}
    assert not keys & {"ctrl+w", "ctrl+u", "left", "right", "home", "end", "backspace", "delete"}
