"""Draws docs/today.svg, the picture in the README: Today on the sample data, by the program itself."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

os.environ.update(TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor")

from tui import paths
from tui.app import KeptApp
from tui.config.settings import Settings
from tui.services.office import Office
from tui.services.sample import make

PICTURE = Path(__file__).with_name("today.svg")
SIZE = (100, 32)


def picture() -> str:
    """The picture as SVG; the same bytes for the same program and sample."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept.db"
        made = make(path, paths.sample("sample.toml"), paths.sample("sample.mbox"), Settings().rules())
        office = Office(made.store, made.handle, lambda: made.now, made.rules, sample=True)
        return asyncio.run(_drawn(KeptApp(office)))


async def _drawn(app: KeptApp) -> str:
    """The page once it has come to rest: the strip follows the cursor a moment later."""
    before, drawn = "", " "
    async with app.run_test(size=SIZE) as pilot:
        while drawn != before:
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            before, drawn = drawn, app.export_screenshot(title="kept")
    return drawn


if __name__ == "__main__":
    drawn = picture()
    if "--check" in sys.argv:
        sys.exit(0 if PICTURE.read_text(encoding="utf-8") == drawn else "docs/today.svg is old: make picture")
    PICTURE.write_text(drawn, encoding="utf-8")
