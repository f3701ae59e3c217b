"""Pictures need the folder that their plug-in made before the environment was emptied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual import _wait

from tui.screens import watching
from tui.widgets import rows

FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture(scope="session")
def made() -> str | None:
    """The plug-in's folder."""
    return os.environ.get(FOLDER)


@pytest.fixture(autouse=True)
def pictures(made: str | None, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the plug-in its folder back."""
    if made is not None:
        monkeypatch.setenv(FOLDER, made)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cursor rests, a write is noticed and the program is found idle sooner than at a desk."""
    monkeypatch.setattr(rows, "REST", 0.03)
    monkeypatch.setattr(watching, "POLL", 0.1)
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.005, raising=False)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0005, raising=False)
