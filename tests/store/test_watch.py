"""What one connection notices of all that others write, and of what is nobody's business."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import LETTERS, ME, mbox
from tests.screens.at_work import desk_at
from tui.__main__ import main
from tui.domain.draft import Draft
from tui.domain.together import News
from tui.services.office import Office

NOW = "2026-03-09T08:30"
OPENED = "INSERT INTO open_form(actor, form, relationship, opened_at, seen_at) VALUES('bo', 'edit r1', 1, 5, 5)"
NOTHING, PAGES, FORMS = News(), News(pages=True), News(forms=True)


@pytest.fixture
def ana(tmp_path: Path) -> Office:
    """A desk that has looked once."""
    desk = desk_at(tmp_path)
    assert desk.news() == NOTHING
    return desk


def kept(desk: Office, *arguments: str, who: str = "bo") -> None:
    """Somebody does something at the command line."""
    assert main(["--db", str(desk.store.path), "--as", who, "--now", NOW, *arguments]) == 0


def said(desk: Office, who: str = "bo") -> None:
    """Somebody writes something down."""
    kept(desk, "log", "--with", "Halden Dairies", "--channel", "call", "--direction", "in", "cooling", who=who)


def executed(path: Path, statement: str) -> None:
    """A statement of somebody else's connection."""
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(statement)


def test_nothing_is_new_where_nobody_writes(ana: Office) -> None:
    assert ana.news() == NOTHING


def test_what_another_does_is_news_once(ana: Office) -> None:
    said(ana)
    assert [ana.news(), ana.news()] == [PAGES, NOTHING]


def test_what_is_taken_back_is_news(ana: Office) -> None:
    said(ana)
    ana.news()
    kept(ana, "undo")
    assert ana.news() == PAGES


def test_what_an_import_brings_is_news(ana: Office, tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    box.write_bytes(mbox(LETTERS))
    kept(ana, "import", "mail", str(box), "--me", ME, who="ana")
    assert ana.news() == PAGES


def test_a_draft_is_news_to_whoever_typed_it_and_to_nobody_else(ana: Office, tmp_path: Path) -> None:
    desk_at(tmp_path, "bo").keep_draft(Draft("log", {"what": "half"}, None))
    assert ana.news() == NOTHING
    ident = desk_at(tmp_path).keep_draft(Draft("log", {"what": "half"}, None))
    assert ana.news() == PAGES
    desk_at(tmp_path).drop_draft(ident)
    assert ana.news() == PAGES


def test_a_form_that_opens_or_closes_is_no_news_to_pages(ana: Office) -> None:
    executed(ana.store.path, OPENED)
    assert ana.news() == FORMS
    executed(ana.store.path, "DELETE FROM open_form")
    assert ana.news() == FORMS


def test_a_form_that_opens_as_another_closes_is_news(ana: Office) -> None:
    executed(ana.store.path, OPENED)
    ana.news()
    executed(ana.store.path, "DELETE FROM open_form")
    executed(ana.store.path, OPENED.replace("'bo'", "'cleo'"))
    assert ana.news() == FORMS


def test_what_no_page_shows_is_no_news(ana: Office) -> None:
    executed(ana.store.path, "PRAGMA user_version = 4")
    executed(ana.store.path, "UPDATE teammate SET version = version")
    assert ana.news() == NOTHING


def test_another_file_in_the_place_of_the_database_is_all_new(ana: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(ana.store.path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "elsewhere").mkdir()
    copy = Path(shutil.copy(ana.store.path, tmp_path / "elsewhere" / "kept.db"))
    copy.replace(ana.store.path)
    assert ana.news() == News(pages=True, forms=True)
    said(ana)
    assert ana.news() == PAGES


def test_there_is_no_news_without_a_database(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    desk.store.path.unlink()
    assert desk.news() == NOTHING
