"""What the doctor finds, and that a rebuild makes the derived rows what the log says."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tui.domain.rules import Rules, TierTargets
from tui.services import checkup
from tui.services.checkup import Finding, examine, rebuild_all, rejected
from tui.services.founding import found
from tui.services.identity import Account
from tui.store.store import Store

NOW = 1_773_046_800


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database in a folder of its own, with a SQLite that has no known fault."""
    monkeypatch.setattr(checkup, "_version", lambda: (3, 51, 3))
    made = Store(tmp_path / "team" / "kept.db")
    found(made, Account("ana", "Ana"), Rules(), NOW, NOW)
    made.path.parent.chmod(0o700)
    return made


def names(store: Store, rules: Rules | None = None) -> list[str]:
    """What the doctor finds, by name."""
    return [finding.name for finding in examine(store, rules or Rules(), NOW)]


def test_a_sound_database_has_nothing(store: Store) -> None:
    assert names(store) == []


def test_modes(store: Store) -> None:
    store.path.chmod(0o640)
    (finding,) = examine(store, Rules(), NOW)
    assert finding == Finding(
        "mode", f"{store.path} has the mode 0640, not 0660.", f"chmod 0660 {store.path}", grave=True
    )


def test_a_shared_folder_must_be_setgid(store: Store) -> None:
    store.path.parent.chmod(0o770)
    (finding,) = examine(store, Rules(), NOW)
    assert (finding.name, finding.remedy) == ("folder", f"chmod g+s {store.path.parent}")
    store.path.parent.chmod(0o2770)
    assert names(store) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_group_that_differs(store: Store) -> None:
    store.path.parent.chmod(0o2770)
    os.chown(store.path.parent, -1, 1)
    assert "group" in names(store)


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_sidecar_that_locks_others_out_is_named_and_stays(store: Store, suffix: str) -> None:
    beside = store.path.with_name(store.path.name + suffix)
    holding = sqlite3.connect(store.path)
    holding.execute("SELECT count(*) FROM teammate").fetchone()
    beside.chmod(0o600)
    (finding,) = examine(store, Rules(), NOW)
    assert finding.name == "sidecar"
    assert str(beside) in finding.remedy
    assert "Never delete it." in finding.what
    assert beside.exists()
    holding.close()


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 9), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_versions_with_the_wal_fault_warn(
    store: Store, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], faulty: bool
) -> None:
    monkeypatch.setattr(checkup, "_version", lambda: version)
    found_ = examine(store, Rules(), NOW)
    assert [(each.name, each.grave) for each in found_] == ([("sqlite", False)] if faulty else [])


def test_a_network_file_system_is_named(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    line = f"30 1 0:1 / {tmp_path.resolve()} rw - nfs4 server:/x rw\n"
    mounts.write_text("1 0 0:1 / / rw - ext4 /dev/a rw\n" + line)
    monkeypatch.setattr(checkup, "MOUNTS", mounts)
    assert names(store) == ["file system"]
    monkeypatch.setattr(checkup, "MOUNTS", tmp_path / "none")
    assert names(store) == []


def test_damage(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA journal_mode=DELETE")
    root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal_tx'").fetchone()[0]
    size = conn.execute("PRAGMA page_size").fetchone()[0]
    conn.close()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * size + size - 40)
        file.write(b"\xff" * 40)
    assert "integrity" in names(store)


def test_rows_that_point_nowhere(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("INSERT INTO contact(relationship, name) VALUES(99, 'Mia')")
    conn.commit()
    conn.close()
    (finding,) = examine(store, Rules(), NOW)
    assert finding.what == "1 of the rows in contact point to rows that are not there."


def test_another_journal_mode(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA journal_mode=DELETE")
    conn.close()
    assert names(store) == ["journal mode"]


def test_settings_that_differ(store: Store) -> None:
    tiers = {**Rules().tiers, "a": TierTargets(3600, 7)}
    (finding,) = examine(store, Rules(tiers=tiers), NOW)
    assert (finding.name, finding.remedy, finding.grave) == ("settings", "kept config apply", False)
    assert "other tiers than the database" in finding.what


def test_nothing_is_rejected_at_first(store: Store) -> None:
    assert rejected(store) == []


def test_a_rebuild_of_nothing_differs_in_nothing(store: Store) -> None:
    assert rebuild_all(store, "ana", NOW, NOW) == 0
