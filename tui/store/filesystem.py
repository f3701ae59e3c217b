"""On what kind of file system a file lies: one that several machines share does not lock as SQLite needs it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tui.domain.problem import Problem

NETWORK = frozenset(
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "ncpfs"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.s3fs", "fuse.rclone"),
    ]
)
MOUNTS = Path("/proc/self/mountinfo")


def refuse_network(path: Path) -> None:
    """Refuse a database on a network file system; raises Problem."""
    fault = network(path)
    if fault is not None:
        raise fault


def network(path: Path) -> Problem | None:
    """What is wrong with where a file lies; None on a disk of this machine."""
    kind = kind_of(path.resolve().parent)
    if kind not in NETWORK:
        return None
    return Problem(
        f"{path} lies on a network file system ({kind}), where two machines writing at once can destroy it.",
        "Move it to a disk of this machine, and let everybody log in here.",
    )


@cache
def kind_of(folder: Path) -> str:
    """The type of the file system that a folder is on, "" where the system does not tell; asked once a process."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        mount, _, rest = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), mount.split(" ")[4])
        if (folder == Path(point) or Path(point) in folder.parents) and len(point) >= len(best):
            best, kind = point, rest.split(" ")[0]
    return kind
