"""What one can do about a row, as somebody at the sample data does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.at_work import WorkingDesk, desk_at, user_at_work
from tests.screens.story import User, user_at
from tui.domain.acts import Replied
from tui.domain.model import DAY
from tui.screens import form
from tui.services.checkup import rebuild_all


async def press(user: User, *idents: str) -> None:
    """Do some actions one after the other, each until nothing more comes of it."""
    for ident in idents:
        await user.press(ident)
        await user.settles_down()


async def types(user: User, text: str) -> None:
    """Type into a form, and let it read."""
    await user.types(text)
    await user.settles_down()


async def goes_to(user: User, name: str) -> None:
    """Move down to the row of a name."""
    for _ in range(40):
        row = next((line for line in user.screen.split("\n") if line.startswith("▌")), "")
        if name in row:
            return
        await press(user, "move.down")
    user.on_row(name)


def sound(user: User) -> bool:
    """Whether the derived rows are what the log says."""
    desk = user.desk
    assert isinstance(desk, WorkingDesk)
    return rebuild_all(desk.store, "ana", desk.moment, desk.moment) == 0


async def test_one_key_deals_with_a_row_another_takes_it_back_and_the_first_does_it_again(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        user.sees("1 of 13 dealt with", "d replied", "d kept", "d done", "d came in")
        await press(user, "row.deal")
        user.sees("✓ Halden Dairies: reply logged, +13.4.  u undoes it", "2 of 13 dealt with")
        user.on_row("Greyling Mutual")
        await press(user, "app.undo")
        user.sees("undone: reply logged, -13.4.  ctrl+r turns it round", "1 of 13 dealt with", "Halden Dairies")
        await press(user, "app.redo")
        user.sees("redone: reply logged, +13.4.  u turns it round", "2 of 13 dealt with")
        assert sound(user)


async def test_the_best_next_thing_is_two_keys(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "move.last", "row.best", "row.deal")
        user.sees("Halden Dairies: reply logged")


async def test_what_was_done_at_another_time_is_named_before_it_is_taken_back(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    first = next(row for row in desk.today("ana").rows if row.kind == "wait")
    desk.perform([Replied(first.id)])
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        await press(user, "app.undo")
        user.sees("u once more for: Halden Dairies: reply logged", "2 of 13 dealt with")
        await press(user, "app.undo")
        user.sees("undone: reply logged", "1 of 13 dealt with")


async def test_choices_show_every_key_of_a_row_and_do_it(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.choices")
        user.sees("Halden Dairies", "no reply needed", "give up, break", "snooze")
        user.sees_not("move date", "withdraw")
        await press(user, "row.waive")
        user.sees("it needed no answer")
        await press(user, "form.leave")
        user.on_row("Halden Dairies")


async def test_several_rows_are_waived_at_once_with_one_reason(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await press(user, "list.whose")
        for name in ("Halden Dairies", "Ferrant Casting", "Kestrel Rail"):
            await goes_to(user, name)
            while "waits" not in next(line for line in user.screen.split("\n") if line.startswith("▌")):
                await press(user, "move.down")
            await press(user, "list.mark")
        await press(user, "row.waive")
        user.sees("No reply needed", "3 of them")
        await types(user, "settled on the phone")
        await press(user, "form.save")
        user.sees("3 of them: no reply needed")
        await press(user, "app.undo")
        user.sees("3 of them: undone: no reply needed")
        assert sound(user)


async def test_a_key_that_does_not_fit_the_row_says_what_it_is_for(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, "Greyling Mutual")
        await press(user, "row.waive")
        user.sees("No reply needed is for replies owed.")


async def test_snoozing_keeps_the_reason_and_the_row_comes_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.snooze")
        await types(user, "wed")
        await press(user, "form.next")
        await types(user, "the board meets")
        await press(user, "form.save")
        user.sees("Halden Dairies: snoozed", "2 of 13 dealt with")
        desk = user.desk
        assert isinstance(desk, WorkingDesk)
        desk.moment += 2 * DAY
        await press(user, "app.redraw", "move.first")
        user.on_row("Halden Dairies")
        await press(user, "row.snooze")
        user.sees("the board meets")
        assert sound(user)


async def test_giving_up_asks_offers_words_and_a_repair(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.admit")
        user.sees("Give up", "told them", "instead")
        await types(user, "lost in the move")
        await press(user, "form.save")
        user.sees("Halden Dairies: gave up")
        assert sound(user)


async def test_a_promise_is_broken_with_another_in_its_place(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, "Greyling Mutual")
        await press(user, "row.admit")
        await types(user, "no time")
        await press(user, "form.next")
        await types(user, "a short outline")
        await press(user, "form.next")
        await types(user, "in 2 weeks")
        await press(user, "form.save")
        user.sees("Greyling Mutual: promise broken")
        desk = user.desk
        assert isinstance(desk, WorkingDesk)
        ours = desk.promises(None).ours
        assert [row.promise.text for row in ours if row.who == "Greyling Mutual"] == ["a short outline"]
        assert sound(user)


async def test_a_promise_of_ours_is_looked_at_honestly(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "new.promise")
        await types(user, "send the corrected invoice")
        await press(user, "form.next")
        await types(user, "fri")
        user.sees("= Fri 13 Mar 17:00", "An honest look before you say it", "would hold 4 times in 5")
        await press(user, "form.save", "form.save")
        user.sees("Halden Dairies: promised")
        desk = user.desk
        assert isinstance(desk, WorkingDesk)
        assert desk.outcomes[-1].told[0].said == "promised"


async def test_the_third_move_asks_to_break_shrink_or_hand_over(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        await press(user, "page.promises")
        await goes_to(user, "Ferrant Casting")
        await press(user, "row.move_date")
        user.sees("What is honest now?", "break it", "shrink it", "hand it over", "move it once more")


async def test_a_follow_up_recurs(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "new.follow_up")
        await types(user, "ask about the audit")
        await press(user, "form.next")
        await types(user, "today")
        await press(user, "form.next")
        await types(user, "2 weeks")
        user.sees("every 2 weeks")
        await press(user, "form.save")
        user.sees("Halden Dairies: follow-up set")
        await goes_to(user, "ask about the audit")
        await press(user, "row.deal")
        user.sees("Halden Dairies: follow-up done")
        assert sound(user)


async def test_the_quick_line_fills_the_form_and_stores_all_of_it(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "app.quick")
        await types(user, "called mette @halden re invoice; promise: send invoice by 20 mar; follow up in 2 weeks")
        user.sees("Halden Dairies › Mette Aal", "call, both ways, answered", "send invoice, by us, by Fri 20 Mar")
        user.sees("the mail of Tue 3 Mar (waited 3 d 4 h)")
        await press(user, "form.save")
        user.sees("Halden Dairies: call logged, 1 promise, 1 follow-up", "2 of 13 dealt with")
        await press(user, "app.undo")
        user.sees("1 of 13 dealt with")
        assert sound(user)


async def test_who_is_meant_is_asked_and_never_guessed(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await goes_to(user, "Quillon Press")
        await press(user, "app.quick")
        await types(user, "called @nobodyknown re invoice")
        await press(user, "form.save")
        user.sees("Log", "@nobodyknown")
        await press(user, "form.leave")
        user.sees_not("logged")


async def test_what_is_half_typed_stays_and_is_offered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "DRAFT_AFTER", 0.05)
    async with user_at_work(tmp_path) as user:
        await press(user, "new.promise")
        await types(user, "send the annex")
        await press(user, "form.leave")
        await user.waits_for("6 more below")
    async with user_at(desk_at(tmp_path)) as user:  # type: ignore[arg-type]
        user.sees("1 thing is half typed: G goes there")
        await press(user, "move.last")
        user.sees("Half typed 1", "promise: send the annex", "enter goes on typing, x forgets it")
        await press(user, "draft.resume")
        user.sees("Promise", "to Halden Dairies", "send the annex")
        await press(user, "form.next")
        await types(user, "30 mar")
        await press(user, "form.save", "form.save")
        user.sees("Halden Dairies: promised")
        assert desk_at(tmp_path).drafts() == ()


async def test_a_draft_is_forgotten_by_one_key(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "new.follow_up")
        await types(user, "ask")
        await press(user, "form.leave")
        await user.waits_for("6 more below")
        await press(user, "app.redraw", "move.last")
        user.sees("Half typed 1")
        await press(user, "draft.discard")
        user.sees_not("Half typed")
        assert desk_at(tmp_path).drafts() == ()


async def test_the_day_ends_with_what_was_done_and_what_is_late_all_the_same(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, *["row.deal"] * 9, *["move.down"] * 3)
        await press(user, "row.snooze", "form.save", "row.snooze", "form.save", "row.deal")
        user.sees("✓ Done for today.", "13 things dealt with", "2 replies logged", "4 promises kept")
        user.sees("Not yours, still late", "Coming up 3", "v what was done")
        await press(user, "list.view")
        user.sees("Today  what was done", "Umber Ceramics: thanked", "Halden Dairies: reply logged")
        await press(user, "app.back")
        user.sees("Done for today.")


async def test_a_flagged_thing_that_is_only_snoozed_keeps_the_day_from_being_done(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.snooze", "form.save", *["row.deal"] * 8, *["move.down"] * 3)
        await press(user, "row.snooze", "form.save", "row.snooze", "form.save", "row.deal")
        user.sees("Dealt with all but 1.", "Snoozed, but flagged all the same.")
        user.sees_not("Done for today")


async def test_history_says_who_did_what_and_what_was_taken_back(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "row.deal", "app.undo", "row.history")
        user.sees("Halden Dairies  what was done", "reply logged", "taken back", "undone: reply logged")
        await press(user, "app.back")
        user.on_row("Halden Dairies")


async def test_a_list_is_narrowed_while_one_types(tmp_path: Path) -> None:
    async with user_at_work(tmp_path) as user:
        await press(user, "list.filter")
        await types(user, "quill work")
        user.on_row("Quillon Press")
        user.sees_not("Halden Dairies")
        await press(user, "filter.keep", "row.deal")
        user.sees("Quillon Press: reply logged", "Nothing here matches 'quill work'.")
        await press(user, "filter.clear")
        user.sees("Halden Dairies")
        await press(user, "page.promises", "list.filter")
        await types(user, "annex")
        user.on_row("Halden Dairies")
        user.sees("They owe us 1 open")
        user.sees_not("We owe them")
