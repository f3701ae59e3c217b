"""`python -m tui.config` prints the repository's config.toml: every setting with its default."""

from __future__ import annotations

import sys

from tui.config.settings import Kept, Settings
from tui.config.text import as_toml

INTRODUCTION = """\
# kept's configuration: every setting with its default, except that `database` is this checkout's own.
# A file like this serves where --config or KEPT_CONFIG names it, in the folder where kept starts, or as
# config.toml in the user's configuration folder. What it leaves out keeps its default.
# The calendar, rules, weights, tiers and audit reach an existing database by `kept config apply`.

"""


def shipped() -> str:
    """The text of the repository's config.toml."""
    return INTRODUCTION + as_toml(Settings(kept=Kept(database="data/kept.db")))


if __name__ == "__main__":
    sys.stdout.write(shipped())
