"""The part of the dashboard that does nothing with files, programs and addresses, whatever Textual offers."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

STOPS = ("SIGTSTP", "SIGTTIN", "SIGTTOU")


class LockedApp(App[str], inherit_bindings=False):
    """Textual's own actions do nothing here: kept's keys go another way, and no text may become one of them."""

    restricted = False
    """Whether whoever sits here came by a key of ssh, and may touch no file of the server."""

    def on_ready(self) -> None:
        if self.restricted:
            # Textual's driver takes them for itself; nobody here has a shell to let the program go on
            for name in STOPS:
                signal.signal(getattr(signal, name), signal.SIG_IGN)

    async def run_action(
        self,
        action: Any,  # noqa: ARG002 - Textual's signature, here and below
        default_namespace: DOMNode | None = None,  # noqa: ARG002
        namespaces: Mapping[str, DOMNode] | None = None,  # noqa: ARG002
    ) -> bool:
        return False

    async def action_simulate_key(self, key: str) -> None:
        """Press no key."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Write no picture."""

    def save_screenshot(self, *_named: Any, **_how: Any) -> str:
        return ""

    def deliver_screenshot(self, *_named: Any, **_how: Any) -> None:
        """Write no picture."""

    def deliver_text(self, *_what: Any, **_how: Any) -> None:
        """Read and write no file."""

    def deliver_binary(self, *_what: Any, **_how: Any) -> None:
        """Read and write no file."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start no browser."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield

    def action_suspend_process(self) -> None:
        """Stay awake."""

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002
        return ()
