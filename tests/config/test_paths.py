"""Where files live, for somebody with an empty home who stands in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from platformdirs import user_config_path, user_data_path

from tui import paths
from tui.domain.problem import Problem

OURS = '[kept]\ndatabase = "mine.db"\n'


def put(path: Path, text: str = OURS) -> Path:
    """A file with this text, folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_nobody_has_a_configuration_at_first(home: Path) -> None:
    assert paths.config_file() is None
    assert not list(home.iterdir())


def test_the_order_of_configurations(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = put(home / ".config" / "kept" / "config.toml")
    assert paths.config_file() == paths.user_config() == own
    put(home / "config.toml")
    assert paths.config_file() == Path("config.toml")
    monkeypatch.setenv("KEPT_CONFIG", "~/named.toml")
    assert paths.config_file() == home / "named.toml"
    assert paths.config_file(Path("explicit.toml")) == Path("explicit.toml")


def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPT_CONFIG", "")
    assert paths.config_file() is None


@pytest.mark.parametrize("text", ["", "[other]\nkept = 1\n", "kept = 1\n", "[other\n", "# [kept]\n[other\n"])
def test_the_configuration_of_another_program_is_none_of_ours(home: Path, text: str) -> None:
    put(home / "config.toml", text)
    assert paths.config_file() is None


@pytest.mark.parametrize("text", ["[kept]\n", 'kept.theme = "dark"\n', "[kept]\nbroken", "\ufeff[ kept ] # ours\n"])
def test_a_kept_table_makes_it_ours(home: Path, text: str) -> None:
    put(home / "config.toml", text)
    assert paths.config_file() == Path("config.toml")


def test_what_is_no_text_is_none_of_ours(home: Path) -> None:
    (home / "config.toml").mkdir()
    assert paths.config_file() is None


def test_the_database_without_a_word_is_in_the_data_folder(home: Path) -> None:
    assert paths.database() == home / ".local" / "share" / "kept" / "kept.db"
    assert paths.database(config=home / "config.toml") == paths.database()
    assert not list(home.iterdir())


def test_the_database_is_relative_to_the_file_that_names_it(home: Path) -> None:
    assert paths.database(None, Path("team/config.toml"), "data/kept.db") == home / "team" / "data" / "kept.db"
    assert paths.database(None, Path("team/config.toml"), "/srv/kept.db") == Path("/srv/kept.db")
    assert paths.database(None, Path("team/config.toml"), "~/kept.db") == home / "kept.db"


def test_the_command_line_names_the_database_first(home: Path) -> None:
    assert paths.database(Path("x.db"), Path("team/config.toml"), "kept.db") == Path("x.db")
    assert paths.database(Path("~/x.db")) == home / "x.db"


def test_a_home_that_is_nobodys_is_a_name() -> None:
    assert paths.database(Path("~nobody-here/x.db")) == Path("~nobody-here/x.db")


def test_the_database_setting_is_read_alone(home: Path) -> None:
    assert paths.database_setting(None) == ""
    assert paths.database_setting(home / "none.toml") == ""
    assert paths.database_setting(put(home / "a.toml")) == "mine.db"
    assert paths.database_setting(put(home / "b.toml", "[kept]\ndatabase = 3\n")) == ""


def test_a_sample_comes_from_the_package_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "tui" / "paths.py"))
    with pytest.raises(Problem, match=r"sample\.mbox is missing"):
        paths.sample("sample.mbox")
    in_checkout = put(tmp_path / "data" / "sample.mbox")
    assert paths.sample("sample.mbox") == in_checkout
    in_package = put(tmp_path / "tui" / "_data" / "sample.mbox")
    assert paths.sample("sample.mbox") == in_package


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked itself")
@pytest.mark.parametrize("home", ["/home/ana", "/home/ana/", "/", "~", "relative", "", None])
@pytest.mark.parametrize("chosen", ["/srv/own", "/srv/own/", "/", " /srv", "~/own", "relative", "", None])
def test_the_users_folders_are_where_platformdirs_has_them(
    monkeypatch: pytest.MonkeyPatch, home: str | None, chosen: str | None
) -> None:
    for name, value in (("HOME", home), ("XDG_DATA_HOME", chosen), ("XDG_CONFIG_HOME", chosen)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert paths.database() == user_data_path("kept", appauthor=False) / "kept.db"
    assert paths.user_config() == user_config_path("kept", appauthor=False) / "config.toml"
