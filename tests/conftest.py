"""What every test starts from: no configuration, no colours and no folder of whoever runs it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FIGURE = "figure"
LOOKS = {"NO_COLOR", "COLORTERM", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"}


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home, which is also where the test stands: the checkout's own config.toml is out of reach."""
    folder = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("KEPT_", "TEXTUAL_", "XDG_")) or name in LOOKS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(folder)
    time.tzset()
    yield folder
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tells something that was measured at the end of the run; no test goes by it."""
    return lambda text: record_property(FIGURE, text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    properties = (each for report in terminalreporter.getreports("passed") for each in report.user_properties)
    figures = [str(text) for name, text in properties if name == FIGURE]
    if figures:
        terminalreporter.section("measured, beside all else that ran")
        for text in figures:
            terminalreporter.write_line(text)
