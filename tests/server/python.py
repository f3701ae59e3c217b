"""A Python with kept in it that another account may run, wherever the tests' own one lies."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEFT_OUT = {"site-packages", "test", "tests", "idlelib", "lib2to3", "ensurepip", "turtledemo", "tkinter"}
PROBE = "import textual, click, sqlite_utils, tui.__main__"
WRAPPER = """#!/bin/sh
LD_LIBRARY_PATH={folder}/lib exec {folder}/bin/{name} "$@"
"""


def python_for(folder: Path, uid: int, gid: int) -> str:
    """The tests' own interpreter where the account may run it, else one made in a folder of its own."""
    if _runs(sys.executable, uid, gid):
        return sys.executable
    made = _made(folder / "python", uid, gid)
    assert _runs(made, uid, gid), f"{made} cannot be run by uid {uid}"
    return made


def _runs(python: str, uid: int, gid: int) -> bool:
    """Whether the account may run it and finds kept there."""
    return _as(uid, gid, python, "-I", "-c", PROBE)


def _as(uid: int, gid: int, *command: str) -> bool:
    ids = {"user": uid, "group": gid, "extra_groups": []}
    try:
        return subprocess.run(command, capture_output=True, check=False, cwd="/", env={}, **ids).returncode == 0
    except PermissionError:
        return False


def _made(folder: Path, uid: int, gid: int) -> str:
    """The interpreter with its library, and beside it what it imports; returns its path."""
    own = Path(sys.executable).resolve()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (folder / "bin").mkdir(parents=True)
    _link(own, folder / "bin" / own.name)
    _tree(Path(sysconfig.get_path("stdlib")), folder / "lib" / version)
    for library in Path(sysconfig.get_config_var("LIBDIR") or own.parent).glob("libpython3*.so*"):
        _link(library, folder / "lib" / library.name)
    packages, site = Path(sysconfig.get_path("purelib")), folder / "lib" / version / "site-packages"
    site.mkdir()
    found = [_readable(each, folder, uid, gid) for each in (ROOT, packages)]
    (site / "kept.pth").write_text("".join(f"{each}\n" for each in found))
    wrapper = folder / "kept-python"
    wrapper.write_text(WRAPPER.format(folder=folder, name=own.name))
    wrapper.chmod(0o755)
    return str(wrapper)


def _readable(source: Path, folder: Path, uid: int, gid: int) -> Path:
    """A folder of packages where the account can read it, else a copy."""
    if _as(uid, gid, "/usr/bin/test", "-r", str(source)):
        return source
    copy = folder / source.name
    for part in ("tui", "data") if source == ROOT else (".",):
        _tree(source / part, copy / part)
    return copy


def _tree(source: Path, target: Path) -> None:
    for path, folders, files in os.walk(source):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        into = target / Path(path).relative_to(source)
        into.mkdir(parents=True, exist_ok=True)
        for name in files:
            _link(Path(path, name), into / name)


def _link(source: Path, target: Path) -> None:
    """A second name for a file, or where that cannot be, or others may not read it, a copy."""
    source = source.resolve()
    if stat.S_IMODE(source.stat().st_mode) & 0o004:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)
        target.chmod(target.stat().st_mode | 0o044)
