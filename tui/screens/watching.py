"""The part of the dashboard that watches: what others write, what ages, and whether somebody still sits there."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress

from textual import on
from textual.message import Message

from tui.domain.problem import Problem
from tui.screens.paging import PagingApp

POLL = 1.0
AGES = 300
LAST_SECONDS = 2.0


class WatchingApp(PagingApp, inherit_bindings=False):
    """Ends with what is half typed kept, whatever ends it."""

    over: threading.Event

    class Changed(Message):
        """Somebody wrote."""

    class Opened(Message):
        """Somebody opened a form, or left one."""

    class Broken(Message):
        """Watching ended in an error."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def on_mount(self) -> None:
        self.over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._hang_up, number)

    def on_unmount(self) -> None:
        self.over.set()

    def _hang_up(self, number: int) -> None:
        """Leave the terminal as it was; a thread that still reads must not hold the process."""
        self.over.set()
        self.keep_drafts()
        end = threading.Timer(LAST_SECONDS, os._exit, (128 + number,))
        end.daemon = True
        end.start()
        self.exit(return_code=128 + number)

    def _watch(self) -> None:
        """Notice what others write and what has aged; one thread for good: the desk keeps a connection for it."""
        desk = self.session.desk
        read = desk.now()
        while not self.over.wait(POLL):
            try:
                news = desk.news()
            except Problem:  # the page that reads next says what is wrong
                continue
            except Exception as error:  # noqa: BLE001  (a thread's own traceback would land on the screen)
                self.post_message(self.Broken(error))
                return
            if news.pages or desk.now() - read >= AGES:
                read = desk.now()
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
        self.session.written.publish(None)
