"""The search index says what the tables hold, and no text that is typed is an error."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.letters import ME, METTE, NOW, empty, exchange, letter, taken_in
from tui import paths
from tui.config.settings import Settings
from tui.domain.acts import Edited
from tui.domain.calendar import WorkCalendar
from tui.domain.hits import Hit, wanted
from tui.services.checkup import rebuild_all
from tui.services.office import Office
from tui.services.sample import make
from tui.store import search
from tui.store.connection import connect
from tui.store.search import Search
from tui.store.second import SEARCHED
from tui.store.store import Store

WORDS = ("Lunch", "lunar", "Café", "naïve", "İzmir", "ΣΊΣΥΦΟΣ", "don't", "50%", "a_b", "a.b@c.example", "OR")
TYPED = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("\"'*()^:-+{}% ANDORNEAR\0\n\\luné"), max_size=40),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.builds(lambda word, size: word[:size], st.sampled_from(WORDS), st.integers(1, 6)),
    st.text(min_size=1, max_size=3).map(lambda text: text * 4_000),
)


def broken(store: Store) -> list[str]:
    """Where the index is wrong."""
    conn = connect(store.path)
    try:
        return search.broken(conn)
    finally:
        conn.close()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A relationship from mail."""
    made = empty(tmp_path)
    taken_in(made, [*exchange(), letter("news@list.example", ME, 5, subject="Sale")])
    return made


def test_import_rebuild_edit_and_undo_keep_the_index(tmp_path: Path) -> None:
    made = make(
        tmp_path / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), Settings().rules()
    )
    assert broken(made.store) == []
    office = Office(made.store, "ana", lambda: made.now, made.rules)
    office.perform([Edited("r1", name="Halden Creamery", tags=("butter",)), Edited("p6", text="the right bill")])
    assert broken(made.store) == []
    assert [hit.id for hit in office.search("creamery butter", 9)] == ["r1"]
    office.undo()
    assert broken(made.store) == []
    assert office.search("creamery", 9) == ()
    rebuild_all(made.store, "ana", made.now, made.now)
    assert broken(made.store) == []


def test_importing_again_and_claiming_keep_the_index(store: Store) -> None:
    taken_in(store, exchange())
    taken_in(store, [letter(ME, "news@list.example", 7), letter("news@list.example", ME, 5, subject="Sale")])
    assert broken(store) == []


@pytest.mark.parametrize("table", SEARCHED)
def test_a_broken_index_is_found_and_made_anew(store: Store, table: str) -> None:
    raw = sqlite3.connect(store.path)
    raw.execute(f"INSERT INTO {table}_fts(rowid, {SEARCHED[table][0]}) VALUES(99, 'nobody')")
    raw.commit()
    raw.close()
    assert broken(store) == [table]
    rebuild_all(store, "ana", NOW, NOW)
    assert broken(store) == []


def test_looking_writes_nothing(store: Store) -> None:
    conn = connect(store.path)
    before = {file.name: file.read_bytes() for file in store.path.parent.iterdir() if "shm" not in file.name}
    assert search.broken(conn) == []
    after = {file.name: file.read_bytes() for file in store.path.parent.iterdir() if "shm" not in file.name}
    conn.close()
    assert after == before


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A small database with one mail, one relationship and one promise for each of some words."""
    store = empty(tmp_path_factory.mktemp("words"))
    mails = [letter(METTE, ME, n + 1, subject=word[:60], text=word) for n, word in enumerate(WORDS)]
    taken_in(store, [letter(ME, METTE, 0), *mails])
    conn = connect(store.path)
    conn.execute("UPDATE relationship SET name = 'Lunar Café'")
    for word in WORDS:
        conn.execute(
            "INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, recorded_at)"
            " VALUES(1, 1, 'ana', ?, 0, 0, 1, 0)",
            (word,),
        )
    yield conn
    conn.close()


def everything(conn: sqlite3.Connection, typed: str) -> list[Hit]:
    """All that ana finds."""
    looked = Search(wanted(typed), "ana", NOW, WorkCalendar(), 20)
    finders = (search.relationships, search.people, search.promises, search.agreements, search.messages)
    return [hit for find in finders for hit in find(conn, looked)]


def said(conn: sqlite3.Connection, hit: Hit) -> str:
    """All the text under which something can be found."""
    queries = {
        "relationship": "SELECT name || ' ' || tags FROM relationship WHERE id = ?",
        "contact": "SELECT contact.name || ' ' || group_concat(address || ' ' || address.name) FROM contact"
        " JOIN address ON address.contact = contact.id WHERE contact.id = ?",
        "promise": "SELECT text FROM promise WHERE id = ?",
        "interaction": "SELECT subject || ' ' || mail.text FROM interaction JOIN mail ON mail.id = mail"
        " WHERE interaction.id = ?",
    }
    return str(conn.execute(queries[hit.kind], (int(hit.id[1:]),)).fetchone()[0])


def bare(text: str) -> str:
    """Letters without case and accents, written otherwise than the code does."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", " ", "".join(char for char in apart if not unicodedata.combining(char)))


@given(TYPED)
def test_whatever_is_typed_is_no_error_and_what_is_found_begins_so(words: sqlite3.Connection, typed: str) -> None:
    looked_for = wanted(typed)
    if not looked_for:
        return
    for hit in everything(words, typed):
        text = f" {bare(said(words, hit))}"
        for word in looked_for:
            assert f" {bare(word)}" in text


@pytest.mark.parametrize("word", WORDS)
def test_every_beginning_of_a_word_finds_it(words: sqlite3.Connection, word: str) -> None:
    for size in range(1, min(len(word), 12) + 1):
        if word[size - 1].isalnum():
            found = {said(words, hit) for hit in everything(words, word[:size].swapcase()) if hit.kind == "promise"}
            assert word in found
