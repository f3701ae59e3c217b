"""Who is in the team: roles, keys, leaving and coming back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.domain.test_sshkey import blob
from tests.services.deeds import PROMISE, SOON, STEP, do, ready, row, rows
from tests.services.letters import ME, NOW, Given, letter
from tui.domain.absence import Absence
from tui.domain.acts import (
    Act,
    Added,
    Decided,
    Done,
    Edited,
    Kept,
    Logged,
    Moved,
    NewFollowUp,
    NewPromise,
    Promised,
)
from tui.domain.audit import Audit
from tui.domain.auditacts import Audited, Practised
from tui.domain.authorized import Installed, key_line
from tui.domain.draft import Draft
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.ingest.record import RawMessage
from tui.services import team
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.importing import import_mail
from tui.services.office import Office
from tui.services.request import Request
from tui.store import absences
from tui.store.store import Said, Store

ED = f"ssh-ed25519 {blob('ssh-ed25519')} laptop"
RSA = f"ssh-rsa {blob('ssh-rsa')}"
JOURNALLED = 'SELECT actor, action, "table" FROM journal ORDER BY id DESC LIMIT 1'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def by(store: Store, who: str = "ana") -> team.By:
    return team.By(store, who, NOW, NOW + 7)


def people(store: Store) -> dict[str, str]:
    return {member.mate.handle: member.mate.role for member in team.members(store, NOW)}


def why(do_it: Callable[..., object], *arguments: object) -> str:
    """Why something is refused."""
    with pytest.raises(Problem) as caught:
        do_it(*arguments)
    return str(caught.value)


def away(store: Store, who: str, deputy: str, *, start: int = NOW - DAY, end: int = NOW + DAY) -> None:
    with store.write(Said("ana", NOW, NOW, "away")) as tx:
        absences.add(tx, Absence(0, who, deputy, start, end))


def rebuilt(store: Store) -> int:
    """In how many relationships the derived rows were not what the log says."""
    return rebuild_all(store, "ana", NOW, NOW)


def test_a_new_teammate_is_in_the_team_and_in_the_journal(store: Store) -> None:
    assert team.add(by(store), "cleo", "Cleo\tK\u202e", "member") is False
    assert people(store)["cleo"] == "member"
    assert row(store, "SELECT name FROM teammate WHERE handle = 'cleo'") == ("Cleo K",)
    assert row(store, JOURNALLED) == ("ana", "add a teammate", "teammate")
    assert do(store, Added("Zed"), who="cleo").id == "r3"


def test_a_name_is_the_handle_where_none_is_given(store: Store) -> None:
    team.add(by(store), "cleo", "", "viewer")
    assert row(store, "SELECT name, role FROM teammate WHERE handle = 'cleo'") == ("cleo", "viewer")


@pytest.mark.parametrize("handle", ["", "-cleo", "Cleo", "a b", "../x", "a;b", "\u0430na", "x" * 61, "a\nb"])
def test_what_can_be_no_handle_is_refused(store: Store, handle: str) -> None:
    assert "is no handle" in why(team.add, by(store), handle, "", "member")


def test_nobody_is_added_twice(store: Store) -> None:
    assert why(team.add, by(store), "bo", "", "viewer").startswith("bo is a teammate already.")
    assert people(store)["bo"] == "member"


def test_a_role_is_given_and_journalled_but_no_act(store: Store) -> None:
    acts = rows(store, "SELECT count(*) FROM act")
    assert team.give_role(by(store), "bo", "admin") == "member"
    assert people(store)["bo"] == "admin"
    assert row(store, JOURNALLED) == ("ana", "give a role", "teammate")
    assert rows(store, "SELECT count(*) FROM act") == acts


def test_undo_gives_nobody_a_role_back(store: Store) -> None:
    team.give_role(by(store), "bo", "admin")
    do(store, Logged(1, "note", "out", "x"), who="bo")
    team.give_role(by(store), "bo", "member")
    undoing.undo(store, "ana", NOW, NOW)  # ana's own last act, which is another
    undoing.undo(store, "bo", NOW, NOW)
    assert people(store)["bo"] == "member"
    assert "nothing of yours" in why(undoing.undo, store, "bo", NOW, NOW)


def test_the_last_admin_stays_one(store: Store) -> None:
    last = "ana is the last admin. Make somebody else admin first: kept team role HANDLE admin."
    for lesser in ("member", "viewer"):
        assert why(team.give_role, by(store), "ana", lesser) == last
    assert why(team.remove, by(store), "ana", "bo") == last
    assert people(store)["ana"] == "admin"
    team.give_role(by(store), "bo", "admin")
    team.give_role(by(store, "bo"), "ana", "viewer")
    assert why(team.give_role, by(store, "bo"), "bo", "member").startswith("bo is the last admin.")


def test_a_removed_admin_is_no_other_admin(store: Store) -> None:
    team.give_role(by(store), "bo", "admin")
    team.remove(by(store), "bo", None)
    assert "last admin" in why(team.give_role, by(store), "ana", "member")


def demoted(store: Store, who: str, whom: str, start: Barrier) -> str:
    """Wait for the other, then take somebody's role away; what came of it."""
    start.wait(60)
    try:
        team.give_role(by(store, who), whom, "member")
    except Problem as problem:
        return problem.what
    return f"{who} did"


def test_two_admins_who_demote_each_other_at_once_leave_one(store: Store) -> None:
    for _ in range(20):
        left = next(handle for handle, role in people(store).items() if role == "admin")
        team.give_role(by(store, left), {"ana": "bo", "bo": "ana"}[left], "admin")
        start = Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            told = [pool.submit(demoted, store, *pair, start) for pair in (("ana", "bo"), ("bo", "ana"))]
        said = [each.result() for each in told]
        assert said in (["ana did", "bo is no admin here."], ["ana is no admin here.", "bo did"])
        assert sorted(people(store).values()) == ["admin", "member", "viewer"]


def test_who_is_removed_while_the_dashboard_is_open_writes_no_more(store: Store) -> None:
    office = Office(store, "bo", lambda: NOW, Rules())
    team.remove(by(store), "bo", None)
    for do_it in (
        lambda: office.perform([Added("Zed")]),
        office.undo,
        lambda: office.keep_draft(Draft("log", {"text": "half"}, None, None)),
        lambda: office.drop_draft(1),
    ):
        assert why(do_it) in (
            "bo is no teammate in this database. Ask ana to add the account.",
            "There is nothing of yours to take back. Nothing was changed.",
        )
    assert people(store).keys() == {"ana", "vi"}


def test_who_is_demoted_while_the_dashboard_is_open_writes_no_more(store: Store) -> None:
    office = Office(store, "bo", lambda: NOW, Rules())
    office.perform([Added("Zed")])
    team.give_role(by(store), "bo", "viewer")
    assert why(office.perform, [Added("Zeta")]) == "bo may look, not write. Ask ana for the role member."
    assert "bo may look" in why(office.undo)
    team.give_role(by(store), "bo", "member")
    assert office.perform([Added("Zeta")]).told[0].said == "added"


def test_a_key_is_kept_with_its_owner(store: Store) -> None:
    key = team.give_key(by(store), "bo", ED)
    assert team.keys_of(store, "bo") == [key]
    assert row(store, JOURNALLED) == ("ana", "give a key", "ssh_key")
    assert {member.mate.handle: member.keys for member in team.members(store, NOW)} == {"ana": 0, "bo": 1, "vi": 0}


def test_a_key_that_somebody_has_is_refused_and_who_has_it_is_said(store: Store) -> None:
    team.give_key(by(store), "bo", ED)
    assert why(team.give_key, by(store), "ana", ED).startswith("bo has this key already.")
    assert why(team.give_key, by(store), "bo", ED.replace("laptop", "other")).startswith("bo has this key already.")
    assert team.keys_of(store, "ana") == []


@pytest.mark.parametrize("text", [f'command="sh" {ED}', f"{ED}\n{ED}", "ssh-dss AAAA", "hello", ""])
def test_what_is_no_key_is_refused(store: Store, text: str) -> None:
    assert why(team.give_key, by(store), "bo", text)
    assert rows(store, "SELECT * FROM ssh_key") == []


def test_a_dropped_key_is_free_again(store: Store) -> None:
    key = team.give_key(by(store), "bo", ED)
    assert "no key with the fingerprint SHA256:xyz." in why(team.drop_key, by(store), "bo", "xyz")
    assert "no key with the fingerprint" in why(team.drop_key, by(store), "ana", key.fingerprint)
    assert team.drop_key(by(store), "bo", key.fingerprint) == key
    assert team.keys_of(store, "bo") == []
    team.give_key(by(store), "ana", ED)
    assert team.drop_key(by(store), "ana", key.fingerprint.removeprefix("SHA256:")) == key


def test_the_file_of_keys_is_held_against_what_kept_knows(store: Store) -> None:
    there = Installed("/opt/kept/bin/python", "/srv/kept/kept.db")
    bo, ana = team.give_key(by(store), "bo", ED), team.give_key(by(store), "ana", RSA)
    lines = [key_line("bo", bo, there), key_line("ana", ana, there)]
    assert team.check_keys(store, lines, there) == []
    team.remove(by(store), "bo", None)
    (fault,) = team.check_keys(store, lines, there)
    assert (fault.line, fault.kind, fault.handle) == (1, "stale", "bo")


def test_who_owns_something_open_is_not_removed_without_an_heir(store: Store) -> None:
    do(store, Edited("r1", owner="bo"), Promised(2, NewPromise("x", SOON, author="bo")))
    do(store, Decided(2, NewFollowUp("y", SOON, owner="bo")), Decided(2, NewFollowUp("z", SOON, owner="bo")))
    do(store, Audited(Audit(name="Invoices", owner="bo")))
    assert why(team.remove, by(store), "bo", None) == (
        "bo has 1 relationship, 1 open promise, 2 open follow-ups, 1 process."
        " kept team remove bo --to HANDLE hands them over."
    )
    assert "bo" in people(store)


def test_what_is_open_is_handed_over_and_derived_anew(store: Store) -> None:
    do(store, Edited("r1", owner="bo"), Promised(2, NewPromise("x", SOON, author="bo")))
    do(store, Decided(2, NewFollowUp("y", SOON, owner="bo")), Promised(2, PROMISE), Decided(2, STEP))
    do(store, Practised(Audit(name="Invoices", owner="bo"), (NewFollowUp("w", SOON, owner="bo"),)))
    done = team.remove(by(store), "bo", "ana")
    assert done == ("1 relationship, 1 open promise, 2 open follow-ups, 1 process", 0, 0)
    assert rows(store, "SELECT DISTINCT author FROM promise WHERE state = 'open'") == [("ana",)]
    assert rows(store, "SELECT DISTINCT owner FROM follow_up") == [("ana",)]
    assert rows(store, "SELECT DISTINCT owner FROM process") == [("ana",)]
    owners = "SELECT DISTINCT handle FROM relationship JOIN teammate ON teammate.id = owner"
    assert rows(store, owners) == [("ana",)]
    derived = "SELECT by FROM open_item UNION SELECT by FROM practice_item"
    assert set(rows(store, derived)) == {("ana",), (None,)}
    assert rebuilt(store) == 0
    assert len(rows(store, "SELECT DISTINCT tx FROM journal WHERE action = 'remove a teammate'")) == 1
    office = Office(store, "ana", lambda: NOW, Rules())
    assert {r.owner for r in office.today(None).rows} <= {"ana"}


def test_what_is_over_stays_with_whom_it_was(store: Store) -> None:
    kept = do(store, Promised(2, NewPromise("x", SOON, author="bo"))).id
    do(store, Kept(kept))
    team.remove(by(store), "bo", None)
    assert row(store, "SELECT author, state FROM promise") == ("bo", "kept")
    assert "it would be bo's, who left the team" in why(undoing.undo, store, "ana", NOW, NOW)
    assert row(store, "SELECT state FROM promise") == ("kept",)
    team.add(by(store), "bo", "", "member")
    undoing.undo(store, "ana", NOW, NOW)
    assert row(store, "SELECT state FROM promise") == ("open",)


def test_an_owner_of_before_gets_nothing_back_after_leaving(store: Store) -> None:
    do(store, Edited("r1", owner="bo"))
    do(store, Edited("r1", owner="ana"))
    team.remove(by(store), "bo", None)
    assert "who left the team" in why(undoing.undo, store, "ana", NOW, NOW)
    assert rebuilt(store) == 0


@pytest.mark.parametrize(
    ("to", "says"),
    [("vi", "vi may look, not write."), ("bo", "bo is who leaves."), ("zoe", "'zoe' is no teammate.")],
)
def test_an_heir_stays_and_may_write(store: Store, to: str, says: str) -> None:
    assert why(team.remove, by(store), "bo", to).startswith(says)
    assert "bo" in people(store)


@pytest.mark.parametrize(
    "act",
    [
        Added("Zed", owner="vi"),
        Edited("r1", owner="vi"),
        Promised(1, NewPromise("x", SOON, author="vi")),
        Decided(1, NewFollowUp("y", SOON, owner="vi")),
        Moved("p1", SOON, agreed=True, by="vi"),
        Edited("f1", owner="vi"),
        Audited(Audit(name="Invoices", owner="vi")),
    ],
    ids=lambda act: type(act).__name__,
)
def test_nothing_is_given_to_who_may_only_look(store: Store, act: Act) -> None:
    do(store, Promised(2, PROMISE))
    do(store, Decided(2, STEP))
    assert why(do, store, act) == "vi may look, not write. Name a member or an admin."


def test_what_a_viewer_has_from_before_is_said_and_can_be_dealt_with_by_others(store: Store) -> None:
    do(store, Edited("r1", owner="bo"))
    again = do(store, Decided(1, NewFollowUp("y", SOON, every="2 weeks", owner="bo"))).id
    assert team.give_role(by(store), "bo", "viewer") == "member"
    assert team.still_has(store, "bo") == "1 relationship, 1 open follow-up"
    do(store, Edited("r1", owner="bo", tier="a"))
    do(store, Done(again))
    assert rows(store, "SELECT owner, state FROM follow_up ORDER BY id") == [("bo", "done"), ("bo", "open")]


def test_who_stands_in_is_neither_removed_nor_made_a_viewer(store: Store) -> None:
    away(store, "ana", "bo")
    says = "bo stands in for ana. Name another deputy first: kept team away ana --until DAY --deputy HANDLE."
    assert why(team.remove, by(store), "bo", "ana") == says
    assert why(team.give_role, by(store), "bo", "viewer") == says
    assert team.give_role(by(store), "bo", "admin") == "member"


@pytest.mark.parametrize("days", [-9, 9])
def test_who_stands_in_stays_whatever_the_moment_of_the_rules_is(store: Store, days: int) -> None:
    """Who is in the team counts at once, so that --now does not get past it."""
    away(store, "ana", "bo")
    asked = team.By(store, "ana", NOW + days * DAY, NOW)
    assert "bo stands in for ana" in why(team.remove, asked, "bo", "ana")
    assert "bo stands in for ana" in why(team.give_role, asked, "bo", "viewer")


def test_history_says_who_handed_over_what_and_undo_leaves_it(store: Store) -> None:
    logged = do(store, Logged(2, "note", "out", "x"))
    do(store, Edited("r1", owner="bo"), Promised(1, NewPromise("x", SOON, author="bo")), who="bo")
    do(store, Decided(1, NewFollowUp("y", SOON, owner="bo")), who="bo")
    do(store, Audited(Audit(name="Invoices", owner="bo")), who="bo")
    team.remove(by(store), "bo", "ana")
    office = Office(store, "ana", lambda: NOW, Rules())
    assert [(d.actor, d.item, d.said) for d in office.history(1)[:3]] == [
        ("ana", "f1", "follow-up handed over from bo to ana"),
        ("ana", "p1", "promise handed over from bo to ana"),
        ("ana", "r1", "handed over from bo to ana"),
    ]
    assert [(d.actor, d.said) for d in office.deeds("a1")][-1] == ("ana", "handed over from bo to ana")
    back = office.next_back(redo=False)
    assert back
    assert back.told[0].id == logged.id
    office.undo()
    assert office.redo().told[0].id == logged.id


def test_who_stood_in_may_go_and_who_is_away_too(store: Store) -> None:
    away(store, "ana", "bo", start=NOW - 3 * DAY, end=NOW - DAY)
    away(store, "bo", "ana")
    (member,) = (member for member in team.members(store, NOW) if member.mate.handle == "bo")
    assert member.away is not None
    assert (member.away.until, member.away.deputy) == (NOW + DAY, "ana")
    team.remove(by(store), "bo", None)
    assert row(store, "SELECT count(*) FROM absence WHERE deleted_at IS NULL") == (1,)


def test_what_is_personal_stays_hidden_and_comes_back_with_its_owner(store: Store) -> None:
    party = do(store, Added("Mum", kind="personal"), who="bo").relationship
    do(store, Promised(party, PROMISE), Decided(party, STEP), who="bo")
    assert team.remove(by(store), "bo", "ana") == ("", 1, 0)
    assert rows(store, f"SELECT 1 FROM open_item WHERE relationship = {party} AND by <> 'bo'") == []
    for who in ("ana", "vi"):
        office = Office(store, who, lambda: NOW, Rules())
        assert "Mum" not in {r.who for r in office.today(None).rows}
        assert why(office.relationship, party, None)
    assert team.add(by(store), "bo", "", "member") is True
    office = Office(store, "bo", lambda: NOW, Rules())
    assert office.relationship(party, None).row.relationship.name == "Mum"
    assert rebuilt(store) == 0


def test_what_stands_in_somebodys_personal_relationship_goes_to_its_owner(store: Store) -> None:
    promise = do(store, Promised(1, NewPromise("x", SOON, author="bo"))).id
    with store.write(Said("ana", NOW, NOW, "as it could be made once")) as tx:
        tx.change("relationship", 1, kind="personal", owner=1)
    team.give_role(by(store), "bo", "admin")
    team.add(by(store), "cleo", "", "member")
    team.remove(by(store), "bo", "cleo")
    assert row(store, f"SELECT author FROM promise WHERE id = {promise[1:]}") == ("ana",)


class Meanwhile(Given):
    """Mail that is looked through, and then read when somebody has just left the team."""

    def __init__(self, messages: list[bytes], happens: Callable[[], object]) -> None:
        super().__init__(messages)
        self.turns = iter((lambda: None, happens))

    def __iter__(self) -> Iterator[RawMessage]:
        next(self.turns)()
        yield from super().__iter__()


@pytest.mark.parametrize("leaves", [False, True])
def test_an_import_gives_nothing_to_who_leaves_while_it_runs(store: Store, leaves: bool) -> None:
    bo, them = "bo@larkfield.example", "x@new.example"
    import_mail(store, Request([Given([letter(bo, ME, 190)])], "bo", (bo,), NOW, NOW))  # type: ignore[list-item]
    mail = [letter(bo, them, 200), letter(them, bo, 201, in_reply_to="<200@x.example>")]
    source = Meanwhile(mail, lambda: team.remove(by(store), "bo", None) if leaves else None)
    import_mail(store, Request([source], "ana", (), NOW, NOW))  # type: ignore[list-item]
    owner = "SELECT handle FROM relationship LEFT JOIN teammate ON teammate.id = owner WHERE relationship.name = ?"
    with store.read() as conn:
        assert conn.execute(owner, ("new.example",)).fetchall() == [("ana" if leaves else "bo",)]


def test_who_comes_back_is_the_same_again_but_for_keys_and_role(store: Store) -> None:
    (before,) = rows(store, "SELECT id FROM teammate WHERE handle = 'bo'")
    do(store, Logged(1, "note", "out", "x"), who="bo")
    team.give_key(by(store), "bo", ED)
    assert team.remove(by(store), "bo", None).keys == 1
    assert team.add(by(store), "bo", "", "viewer") is True
    assert rows(store, "SELECT id, name, role FROM teammate WHERE handle = 'bo'") == [(*before, "Bo", "viewer")]
    assert team.keys_of(store, "bo") == []
    writer = "SELECT handle FROM interaction JOIN teammate ON teammate.id = teammate WHERE text = 'x'"
    assert rows(store, writer) == [("bo",)]


def test_only_an_admin_changes_the_team(store: Store) -> None:
    before = store.path.read_bytes()
    refusals = {"bo": "bo is no admin here.", "vi": "vi may look, not write.", "zoe": "zoe is no teammate"}
    for who, says in refusals.items():
        asked = by(store, who)
        for do_it in (
            lambda asked=asked: team.add(asked, "cleo", "", "admin"),
            lambda asked=asked: team.give_role(asked, "bo", "admin"),
            lambda asked=asked: team.give_key(asked, "bo", ED),
            lambda asked=asked: team.drop_key(asked, "bo", "x"),
            lambda asked=asked: team.remove(asked, "vi", None),
        ):
            assert why(do_it).startswith(says)
    assert store.path.read_bytes() == before
