"""Pictures need the folder that their plug-in made before the environment was emptied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
