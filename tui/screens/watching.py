"""The part of the dashboard that watches: what others write, what ages, and whether somebody still sits there."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from contextlib import suppress
from typing import Any

from rich.console import RenderableType
from textual import events, on
from textual.message import Message

from tui.domain.problem import Problem
from tui.present.words import count
from tui.screens.line import end_soon, is_gone, silence, wait_until_gone
from tui.screens.paging import PagingApp

POLL = 1.0
SOONEST, MORE, LATEST = 1.0, 1.0, 5.0
AGES = 300
MINUTE = 60
STDIN = 0
HUNG_UP = 128 + signal.SIGHUP
clock = time.monotonic


def rest_after(rest: float, passed: float) -> float:
    """How long the page rests before it is read once more, in seconds.

    It was due `rest` seconds after the time before and is read after `passed`: a second longer each time while news
    keep coming, sooner again by every second in which there were none.
    """
    return min(max(SOONEST, 2 * rest + MORE - passed), LATEST)


class WatchingApp(PagingApp, inherit_bindings=False):
    """Ends with what is half typed kept, whatever ends it."""

    over: threading.Event
    idle_minutes = 0
    """After how many minutes without a key the dashboard ends, 0 for never."""
    ending = False
    """Whether all is kept and the rest is only taken down."""
    farewell = ""
    """Why the dashboard ended by itself."""

    behind = False
    """Whether somebody wrote while a page was being read."""

    class Changed(Message):
        """Somebody wrote."""

    class Opened(Message):
        """Somebody opened a form, or left one."""

    class Idle(Message):
        """Nobody has pressed a key for as long as is allowed."""

    class Broken(Message):
        """Watching ended in an error."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def on_mount(self) -> None:
        self.over = threading.Event()
        self.pressed = clock()
        self.signals: dict[int, Any] = {}
        threading.Thread(target=self._watch, daemon=True).start()
        if not self.is_headless:
            self._listen(asyncio.get_running_loop())

    def on_unmount(self) -> None:
        self.over.set()
        for number, before in self.signals.items():
            signal.signal(number, before)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            self.pressed = clock()
        await super().on_event(event)

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Notice that the line drops, even while the loop waits for a terminal that takes nothing any more."""
        for number in (signal.SIGHUP, signal.SIGTERM):
            self.signals[number] = signal.signal(number, lambda told, _frame: self._end_soon(loop, 128 + told))
        threading.Thread(target=self._wait_until_gone, args=(loop,), daemon=True).start()

    def _wait_until_gone(self, loop: asyncio.AbstractEventLoop) -> None:
        if wait_until_gone(STDIN, self.over):
            silence(STDIN)
            self._end_soon(loop, HUNG_UP)

    def _end_soon(self, loop: asyncio.AbstractEventLoop, status: int) -> None:
        """Have everything kept and the terminal left as it was; from any thread, the first time only."""
        if not self.over.is_set():
            self.over.set()
            end_soon(status)
            with suppress(RuntimeError):  # it has just ended by itself
                loop.call_soon_threadsafe(self._hang_up, status)

    def _hang_up(self, status: int) -> None:
        self.keep_drafts()
        self.ending = True
        self.exit(return_code=status)

    def panic(self, *renderables: RenderableType) -> None:
        """End with what went wrong; a key that was awaited when the line dropped is nothing of the kind."""
        if self.return_code or not is_gone(STDIN):
            super().panic(*renderables)
        else:
            self._end_soon(asyncio.get_running_loop(), HUNG_UP)

    @on(Idle)
    def _leave_alone(self) -> None:
        """End, since whoever sat there has gone away without a word."""
        self.over.set()
        kept = "; your draft is kept" if self.keep_drafts() else ""
        self.ending = True
        self.farewell = f"nobody pressed a key for {count(self.idle_minutes, 'minute')}{kept}."
        self.exit()

    def _watch(self) -> None:
        """Notice what others write and what has aged; one thread for good: the desk keeps a connection for it."""
        desk = self.session.desk
        read, shown, rest, pages = desk.now(), clock() - LATEST, SOONEST, False
        pause = 0.0  # what is written from here on is news
        while not self.over.wait(pause):
            pause = POLL
            if self.idle_minutes and clock() - self.pressed >= self.idle_minutes * MINUTE:
                self.post_message(self.Idle())
                return
            try:
                news = desk.news()
            except Problem:  # the page that reads next says what is wrong
                continue
            except Exception as error:  # noqa: BLE001  (a thread's own traceback would land on the screen)
                self.post_message(self.Broken(error))
                return
            pages = pages or news.pages or desk.now() - read >= AGES
            passed = clock() - shown
            if pages and passed >= rest:
                read, shown, rest, pages = desk.now(), clock(), rest_after(rest, passed), False
                self.post_message(self.Changed())
            if news.forms:
                self.post_message(self.Opened())

    @on(Broken)
    def _stop(self, event: Broken) -> None:
        raise event.error

    @on(Opened)
    def _look_again(self) -> None:
        self.session.forms.publish(None)

    @on(Changed)
    def _reload(self) -> None:
        """Have what is in view read again, once that which is being read has come."""
        reading = any(worker.group == "load" and worker.is_running for worker in self.workers)
        if not reading:
            self.behind = False
            self.session.written.publish(None)
        elif not self.behind:
            self.behind = True
            self.set_timer(POLL, self._reload)
