"""What the doctor finds, and that a rebuild makes the derived rows what the log says."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.rules import Rules, TierTargets
from tui.services import filecheck, machine
from tui.services.checkup import examine, rebuild_all, rejected
from tui.services.finding import Finding
from tui.services.founding import found
from tui.services.identity import Account
from tui.store import backup, filesystem, shelf
from tui.store.connection import connect
from tui.store.store import Store

NOW = 1_773_046_800


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database in a folder of its own with a backup, and a SQLite that has no known fault."""
    monkeypatch.setattr(machine, "version", lambda: (3, 51, 3))
    monkeypatch.setattr(machine, "PACKAGES", ())
    filesystem.kind_of.cache_clear()
    made = Store(tmp_path / "team" / "kept.db")
    found(made, Account("ana", "Ana"), Rules(), NOW, NOW)
    made.path.parent.chmod(0o700)
    backup.back_up(made.path, backup.make_folder(made.path) / shelf.name(made.path, NOW))
    return made


def mended(finding: Finding) -> None:
    """Run the command that a finding says."""
    subprocess.run(finding.remedy.rpartition("kept: ")[2], shell=True, check=True)


def names(store: Store, rules: Rules | None = None) -> list[str]:
    """What the doctor finds, by name."""
    return [finding.name for finding in examine(store, rules or Rules(), NOW, NOW)]


def test_a_sound_database_has_nothing(store: Store) -> None:
    assert names(store) == []


def test_modes(store: Store) -> None:
    store.path.chmod(0o640)
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert finding == Finding(
        "mode", f"{store.path} has the mode 0640, not 0660.", f"chmod 0660 {store.path}", grave=True
    )
    mended(finding)
    assert names(store) == []


def test_a_shared_folder_must_be_setgid_and_its_backups_like_it(store: Store) -> None:
    store.path.parent.chmod(0o770)
    folder, beside = examine(store, Rules(), NOW, NOW)
    assert (folder.name, folder.remedy) == ("folder", f"chmod g+s {store.path.parent}")
    assert beside.name == "backup folder"
    mended(folder)
    mended(beside)
    assert names(store) == []
    assert stat.S_IMODE(shelf.folder_of(store.path).stat().st_mode) == 0o2770


def test_a_folder_that_is_open_to_everybody(store: Store) -> None:
    store.path.parent.chmod(0o2777)
    shelf.folder_of(store.path).chmod(0o2775)
    findings = {finding.name: finding for finding in examine(store, Rules(), NOW, NOW)}
    assert set(findings) == {"open folder", "backup folder"}
    for finding in findings.values():
        mended(finding)
    assert names(store) == []


def test_backups_that_everybody_may_read(store: Store) -> None:
    ours = shelf.backups(store.path)[0]
    theirs = ours.with_name("readme.txt")
    theirs.touch()
    for file in (ours, theirs):
        file.chmod(0o644)
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert (finding.name, finding.remedy) == ("readable backup", f"chmod o-rwx {ours}")
    mended(finding)
    assert names(store) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_groups_that_differ(store: Store) -> None:
    store.path.parent.chmod(0o2770)
    shelf.folder_of(store.path).chmod(0o2770)
    os.chown(store.path.parent, -1, 1)
    findings = {finding.name: finding for finding in examine(store, Rules(), NOW, NOW)}
    assert set(findings) == {"group", "backup group"}
    for finding in findings.values():
        mended(finding)
    # a change of group takes setgid away from a file, never from a folder
    assert names(store) == []


def test_commands_can_be_typed_whatever_the_folder_is_called(tmp_path: Path, store: Store) -> None:
    odd = tmp_path / "the team's $HOME"
    store.path.parent.rename(odd)
    moved = Store(odd / "kept.db")
    moved.path.chmod(0o600)
    (finding,) = examine(moved, Rules(), NOW, NOW)
    mended(finding)
    assert names(moved) == []


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_sidecar_that_locks_others_out_is_named_and_stays(store: Store, suffix: str) -> None:
    beside = store.path.with_name(store.path.name + suffix)
    holding = sqlite3.connect(store.path)
    holding.execute("SELECT count(*) FROM teammate").fetchone()
    beside.chmod(0o600)
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert finding.name == "sidecar"
    assert str(beside) in finding.remedy
    assert "Never delete it." in finding.what
    assert beside.exists()
    mended(finding)
    assert names(store) == []
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
    monkeypatch.setattr(machine, "version", lambda: version)
    found_ = examine(store, Rules(), NOW, NOW)
    assert [(each.name, each.grave) for each in found_] == ([("sqlite", False)] if faulty else [])


def test_a_network_file_system_is_named_and_nothing_is_opened_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    line = f"30 1 0:1 / {tmp_path.resolve()} rw - nfs4 server:/x rw\n"
    mounts.write_text("1 0 0:1 / / rw - ext4 /dev/a rw\n" + line)
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    filesystem.kind_of.cache_clear()
    assert names(store) == ["file system"]
    with pytest.raises(Problem, match=r"network file system \(nfs4\)"):
        connect(store.path)
    with pytest.raises(Problem, match="network file system"):
        Store(tmp_path / "new.db").make_ready()
    assert not list(tmp_path.glob("new.db*"))
    monkeypatch.setattr(filesystem, "MOUNTS", tmp_path / "none")
    filesystem.kind_of.cache_clear()
    assert names(store) == []


def test_no_backup_for_a_week_is_worth_a_word(store: Store) -> None:
    assert examine(store, Rules(), NOW, NOW + 7 * DAY) == []
    (finding,) = examine(store, Rules(), NOW, NOW + 7 * DAY + 1)
    assert (finding.remedy, finding.grave) == ("kept backup", False)
    shutil.rmtree(shelf.folder_of(store.path))
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert (finding.what, finding.remedy, finding.grave) == ("There is no backup.", "kept backup", False)


def test_a_disk_with_less_room_than_a_backup_takes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    little = shutil.disk_usage(store.path)._replace(free=store.path.stat().st_size - 1)
    monkeypatch.setattr(filecheck.shutil, "disk_usage", lambda _: little)
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert (finding.name, finding.grave) == ("room", False)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that is compiled, of which Python keeps nothing anew."""
    folder = tmp_path / "a package"
    folder.mkdir()
    for name in ("__init__.py", "one.py"):
        (folder / name).write_text("X = 1\n")
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder], check=True)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return folder


def test_a_compiled_package_is_well(package: Path) -> None:
    assert list(machine.compiled([package])) == []


@pytest.mark.parametrize("fault", ["missing", "stale", "old Python", "cut off"])
def test_what_python_compiles_at_every_start(package: Path, fault: str) -> None:
    (outcome,) = package.glob("__pycache__/one.*.pyc")
    content = outcome.read_bytes()
    if fault == "missing":
        outcome.unlink()
    elif fault == "stale":
        os.utime(package / "one.py", (1, 1))
    else:
        outcome.write_bytes(b"\0" * 4 + content[4:] if fault == "old Python" else content[:9])
    (finding,) = machine.compiled([package])
    assert (finding.what[:10], finding.grave) == ("1 files in", False)
    mended(finding)
    assert list(machine.compiled([package])) == []


def test_what_python_keeps_by_itself_is_no_finding(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(package / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert list(machine.compiled([package])) == []


def test_the_programs_own_packages_are_found() -> None:
    assert [folder.name for folder in machine._folders()] == ["tui", "textual"]


def test_damage(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA journal_mode=DELETE")
    root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal_tx'").fetchone()[0]
    size = conn.execute("PRAGMA page_size").fetchone()[0]
    conn.close()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * size + size - 40)
        file.write(b"\xff" * 40)
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert finding.name == "integrity"
    assert str(shelf.backups(store.path)[0]) in finding.remedy


def test_rows_that_point_nowhere(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("INSERT INTO contact(relationship, name) VALUES(99, 'Mia')")
    conn.commit()
    conn.close()
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert finding.what == "1 of the rows in contact point to rows that are not there."


def test_another_journal_mode(store: Store) -> None:
    conn = sqlite3.connect(store.path)
    conn.execute("PRAGMA journal_mode=DELETE")
    conn.close()
    (finding,) = examine(store, Rules(), NOW, NOW)
    assert finding.name == "journal mode"
    mended(finding)
    assert names(store) == []


def test_settings_that_differ(store: Store) -> None:
    tiers = {**Rules().tiers, "a": TierTargets(3600, 7)}
    (finding,) = examine(store, Rules(tiers=tiers), NOW, NOW)
    assert (finding.name, finding.remedy, finding.grave) == ("settings", "kept config apply", False)
    assert "other tiers than the database" in finding.what


def test_nothing_is_rejected_at_first(store: Store) -> None:
    assert rejected(store) == []


def test_a_rebuild_of_nothing_differs_in_nothing(store: Store) -> None:
    assert rebuild_all(store, "ana", NOW, NOW) == 0
