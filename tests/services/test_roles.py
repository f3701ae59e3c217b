"""Every way in which a desk, an import and the upkeep write asks the role, whatever it is that is written."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests.services.deeds import ready
from tests.services.letters import ME, NOW, Given, letter
from tui.domain.acts import Added
from tui.domain.draft import Draft
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.domain.together import Subject
from tui.services import team
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import CARRIED_OUT, perform
from tui.services.importing import import_mail
from tui.services.office import Office
from tui.services.request import Request
from tui.services.ruling import put_in_force
from tui.services.seat import Seat
from tui.services.trying import tried
from tui.store.store import Store

LOOKS = "vi may look, not write. Ask ana for the role member."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """vi did something, took something back, left a draft, and may only look now."""
    found = ready(tmp_path)
    team.give_role(team.By(found, "ana", NOW, NOW), "vi", "member")
    office = desk(found)
    office.perform([Added("Zed")])
    office.perform([Added("Zeta")])
    office.undo()
    office.keep_draft(Draft("log", {"text": "half"}, None, None))
    team.give_role(team.By(found, "ana", NOW, NOW), "vi", "viewer")
    return found


def desk(store: Store) -> Office:
    return Office(store, "vi", lambda: NOW, Rules())


def dump(store: Store) -> bytes:
    """The database as it lies there; every connection is closed, so that nothing is in its log."""
    log = store.path.with_name(f"{store.path.name}-wal")
    assert not log.exists() or log.stat().st_size == 0
    return store.path.read_bytes()


@pytest.mark.parametrize("kind", CARRIED_OUT, ids=lambda kind: kind.__name__)
def test_no_act_is_carried_out_for_a_viewer(store: Store, kind: type) -> None:
    """The role comes before anything that the act says, so that one without a single word will do."""
    act, before = object.__new__(kind), dump(store)
    assert desk(store).viewer
    with pytest.raises(Problem) as caught:
        desk(store).perform([act])
    assert str(caught.value) == LOOKS
    with pytest.raises(Problem, match="may look"):
        tried(store, "vi", [act], NOW, NOW)
    assert dump(store) == before


WRITES = {
    "perform": lambda office: office.perform([Added("Acme")]),
    "undo": lambda office: office.undo(),
    "redo": lambda office: office.redo(),
    "keep_draft": lambda office: office.keep_draft(Draft("log", {"text": "half"}, None, None)),
    "drop_draft": lambda office: office.drop_draft(1),
    "open_form": lambda office: office.open_form("edit", Subject(1)),
    "seen_form": lambda office: office.seen_form(1),
    "leave_form": lambda office: office.leave_form(1),
}
LOOKS_AT_THE_CLOCK = {"others_at"}
A_VIEWERS_TOO = {"digest_read"}
"""What notes of oneself alone that one has read something."""
FOR_VIEWERS = {"digest_read"}
"""Whoever was away has read what happened, whatever their role is now."""


@pytest.mark.parametrize("name", sorted(WRITES.keys() - FOR_VIEWERS))
def test_nothing_of_a_desk_writes_for_a_viewer(store: Store, name: str) -> None:
    before = dump(store)
    with pytest.raises(Problem) as caught:
        WRITES[name](desk(store))
    assert str(caught.value) == LOOKS
    assert dump(store) == before


def test_the_writes_of_a_desk_are_these() -> None:
    """What is written down is written with the wall clock."""
    methods = {**vars(Seat), **vars(Office)}
    found = {
        name
        for name, method in methods.items()
        if inspect.isfunction(method) and not name.startswith("_") and "wall_clock()" in inspect.getsource(method)
    }
    assert found - LOOKS_AT_THE_CLOCK - A_VIEWERS_TOO == WRITES.keys()


def test_an_import_the_rules_and_a_rebuild_are_refused(store: Store) -> None:
    before = dump(store)
    mail = Request([Given([letter("x@new.example", ME, 200)])], "vi", (), NOW, NOW)  # type: ignore[list-item]
    for write in (
        lambda: import_mail(store, mail),
        lambda: rebuild_all(store, "vi", NOW, NOW),
        lambda: put_in_force(store, "vi", Rules(), NOW, NOW),
    ):
        with pytest.raises(Problem, match="vi may look, not write"):
            write()
    assert dump(store) == before


def test_a_role_given_back_is_enough(store: Store) -> None:
    team.give_role(team.By(store, "ana", NOW, NOW), "vi", "member")
    assert desk(store).redo().told[0].said == "redone: added"
    assert perform(store, "vi", [Added("Acme")], NOW, NOW).told[0].said == "added"
