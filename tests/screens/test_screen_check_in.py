"""The few minutes at the start of a day, key by key, on the sample data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.screens.at_work import WorkingDesk, user_at_work
from tests.screens.story import User
from tui.keys import ACTIONS
from tui.services.checkup import rebuild_all

KEYS = {action.id: len((*action.keys, *action.always)[0].split(" ")) for action in ACTIONS}


class Counting:
    """Somebody who counts the keys they press."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.keys = 0

    async def press(self, *idents: str) -> None:
        """Press the keys of some actions."""
        for ident in idents:
            self.keys += KEYS[ident]
            await self.user.press(ident)
            await self.user.settles_down()


async def test_a_check_in_of_twelve_takes_at_most_forty_keys(tmp_path: Path) -> None:
    async with user_at_work(tmp_path, 120, 40) as user:
        ana = Counting(user)
        await ana.press("list.whose")
        user.on_row("Halden Dairies")
        await ana.press("row.deal")
        user.sees("Halden Dairies: reply logged, +13.4.  u undoes it")
        user.on_row("Greyling Mutual")
        await ana.press("row.deal")
        user.on_row("Kestrel Rail")
        await ana.press("row.deal")
        user.on_row("Tidewater Clinics")
        await ana.press("row.deal")
        user.sees("Tidewater Clinics: promise kept")

        user.on_row("Ferrant Casting")
        await ana.press("row.snooze")
        user.sees("Snooze", "Tue 10 Mar")
        await ana.press("form.save")
        user.sees("Ferrant Casting: snoozed")
        await ana.press("row.deal", "row.deal")
        user.sees("Kestrel Rail: reply logged")
        await ana.press("row.snooze", "form.save")

        await ana.press("move.down", "move.down", "move.down")
        user.on_row("Quillon Press")
        await ana.press("row.deal")
        user.sees("Quillon Press: reply logged")
        await ana.press("move.down", "move.down", "move.down")
        user.on_row("Ferrant Casting")
        await ana.press("row.waive")
        user.sees("it needed no answer")
        await ana.press("form.save")
        user.sees("Ferrant Casting: no reply needed")
        await ana.press("move.down", "move.down", "move.down")
        user.on_row("Zephyr Print")
        await ana.press("row.waive", "form.save", "move.last")
        user.on_row("Umber Ceramics")
        await ana.press("row.deal")
        user.sees("Umber Ceramics: thanked")

        user.sees("13 of 25 dealt with")
        desk = user.desk
        assert isinstance(desk, WorkingDesk)
        assert Counter(told.said for outcome in desk.outcomes for told in outcome.told) == {
            "reply logged": 4,
            "promise kept": 3,
            "snoozed": 2,
            "no reply needed": 2,
            "thanked": 1,
        }
        assert ana.keys <= 40, ana.keys
    assert rebuild_all(desk.store, "ana", desk.moment, desk.moment) == 0
