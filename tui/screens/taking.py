"""The part of the dashboard that takes keys in the order in which they come, however fast they do."""

from __future__ import annotations

import asyncio
from collections import deque
from weakref import WeakSet

from textual import events, work
from textual.widget import Widget
from textual.worker import Worker

from tui.actions import FIELDS
from tui.keys import stroke
from tui.screens.keyed import Keyed
from tui.screens.watching import WatchingApp, clock

GROUP, ACT = "keys", "act"
BURST = 0.3
"""A key that comes so soon after another one is meant for what that one brings about."""
PATIENCE = 1.5
"""How long it waits for what that one reads or writes."""


class TakingApp(WatchingApp, inherit_bindings=False):
    """Letters go to their field at once; any other key waits until all that was pressed before it has been done."""

    taking = False
    """Whether keys are being taken."""
    lettered = False
    """Whether the last key was a letter, so that another one may follow it at once."""
    handed: Widget | None = None
    """What took the last key first."""
    came = 0.0
    """When the last key came."""

    def on_load(self) -> None:
        self.coming: deque[tuple[events.Key | events.Paste, bool]] = deque()
        """What is still to be taken, and whether it came in a burst."""
        self.apart: WeakSet[Worker[object]] = WeakSet()
        """What no key waits for: it takes long, or no key has begun it."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        now = clock()
        self.coming.append((event, self.taking or now - self.came < BURST))
        self.came = now
        if not self.taking:
            self.taking = True
            self._take()

    @work(group=GROUP)
    async def _take(self) -> None:
        while self.coming:
            event, in_burst = self.coming.popleft()
            if not (self.lettered and self._is_letter(event)):
                await self._settle()
                if self._is_held(event):
                    continue
                await self._rest(in_burst=in_burst)
                self.lettered = self._is_letter(event)
            self.handed = self._nearest
            await super().on_event(event)
        self.taking = False

    def _is_letter(self, event: events.Key | events.Paste) -> bool:
        """Whether a field takes it, so that it does nothing else."""
        if isinstance(event, events.Paste):
            return True
        screen = self.screen
        if not isinstance(screen, Keyed) or screen.places[0] not in FIELDS:
            return False
        strokes, keymap = (stroke(event.key, event.character),), self.session.keymap
        return keymap.find(screen.places, strokes) is None and not keymap.following(screen.places, strokes)

    def _is_held(self, event: events.Key | events.Paste) -> bool:
        """Whether the same key follows while something is done, so that a held one does not do it on and on."""
        following = self.coming[0][0] if self.coming else None
        if not isinstance(event, events.Key) or not isinstance(following, events.Key):
            return False
        return event.key == following.key and any(one.is_running and one.group == ACT for one in self.workers)

    @property
    def _nearest(self) -> Widget:
        """What takes a key first."""
        return self.focused or self.screen

    async def _rest(self, *, in_burst: bool) -> None:
        """Wait until the keys just before have done all that they do, if that does not take long."""
        if self.handed is None or not in_burst:
            self.apart.update(self.workers)
        while awaited := [one for one in self.workers if one.is_running and self._counts(one)]:
            ends = asyncio.gather(*(one.wait() for one in awaited), return_exceptions=True)
            await asyncio.wait((ends,), timeout=PATIENCE)
            self.apart.update(one for one in awaited if one.is_running)
            await self._settle()

    def _counts(self, worker: Worker[object]) -> bool:
        return worker.group != GROUP and worker not in self.apart

    async def _settle(self) -> None:
        """Wait until a screen that was opened is built, the focus is where it goes, and all messages are heard.

        Twice at least, since what is heard sends messages itself.
        """
        before: tuple[Widget, ...] = ()
        here: tuple[Widget, ...] = (self.handed or self._nearest,)
        while here != before:
            for widget in dict.fromkeys(here):
                await self._hear(widget)
            before, here = here, (here[-1], self._nearest)

    async def _hear(self, widget: Widget) -> None:
        """Wait until what was sent to a widget and on to those around it is heard; what is gone hears nothing."""
        for node in dict.fromkeys((*widget.ancestors_with_self, self)):
            heard = asyncio.Event()
            if node.call_later(heard.set):
                await heard.wait()
