"""Where files live: the configuration, the database and the sample data. Nothing here makes a file."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from tui.domain.problem import Problem

NAME = "kept"
OURS = re.compile(r"^[ \t]*\[[ \t]*kept[ \t]*\]", re.MULTILINE)


def config_file(explicit: Path | None = None) -> Path | None:
    """The configuration in force: `explicit`, KEPT_CONFIG, ./config.toml where it is kept's, the user's; or None.

    The first two are returned even where there is no such file, so that reading them says so.
    """
    named = explicit or os.environ.get("KEPT_CONFIG")
    if named:
        return _home(Path(named))
    here = Path("config.toml")
    if _is_ours(here):
        return here
    own = user_config()
    return own if own.is_file() else None


def user_config() -> Path:
    """The configuration in the user's own folder, whether it is there or not."""
    return _own_folder("CONFIG", ".config") / "config.toml"


def database(explicit: Path | None = None, config: Path | None = None, setting: str = "") -> Path:
    """The database: `explicit`, else the `setting` of `config` relative to that file, else the user's own."""
    if explicit is not None:
        return _home(explicit)
    if config is not None and setting:
        return config.absolute().parent / _home(Path(setting))
    return _own_folder("DATA", ".local/share") / "kept.db"


def database_setting(config: Path | None) -> str:
    """The `database` setting of a configuration; all else stays unread and unchecked, for `kept status`."""
    found = _table(config) if config is not None else None
    setting = found.get("database") if found else None
    return setting if isinstance(setting, str) else ""


def sample(name: str) -> Path:
    """A file of the sample data, in an installed package or in a checkout; Problem where it is in neither."""
    package = Path(__file__).parent
    for folder in (package / "_data", package.parent / "data"):
        if (folder / name).is_file():
            return folder / name
    raise Problem(f"The sample file {name} is missing.", "Install kept again, or run it from a whole checkout.")


def _own_folder(kind: str, usual: str) -> Path:
    """The user's folder for kept's CONFIG or DATA, where platformdirs has it; `usual` below the home on Linux."""
    # importing platformdirs takes a third of the time that a prompt's line may take
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        chosen, home = os.environ.get(f"XDG_{kind}_HOME", ""), os.environ.get("HOME", "")
        if chosen.startswith("/"):
            return Path(chosen, NAME)
        if home.startswith("/"):
            return Path(home.rstrip("/") + "/", usual, NAME)
    from platformdirs import user_config_path, user_data_path

    return (user_config_path if kind == "CONFIG" else user_data_path)(NAME, appauthor=False)


def _home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # ~somebody who is nobody is a plain name
        return path


def _is_ours(path: Path) -> bool:
    return _table(path) is not None


def _table(path: Path) -> dict[str, object] | None:
    """The `[kept]` table of a file; empty where the file has one and is broken, None where it has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if NAME not in text:
        return None
    import tomllib

    try:
        table = tomllib.loads(text).get("kept")
    except (ValueError, RecursionError):
        # a broken file of ours must be complained about, another program's must not
        return {} if OURS.search(text) else None
    return table if isinstance(table, dict) else None
