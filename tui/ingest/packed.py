"""Reading what gzip has packed, within limits."""

from __future__ import annotations

import gzip
import zlib
from typing import BinaryIO

from tui.domain.problem import Problem

TOTAL_LIMIT = 20_000_000_000
SURE_UP_TO = 50_000_000
LARGEST_RATIO = 150

_BROKEN = (OSError, EOFError, zlib.error)


class Unpacked:
    """A packed file read as what it holds. Raises Problem when it is damaged, or grows beyond all measure."""

    def __init__(self, packed: BinaryIO, name: str) -> None:
        self._packed = packed
        self._name = name
        self._inner = gzip.GzipFile(fileobj=packed, mode="rb")
        self._read = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size` of them, none at the end."""
        try:
            data = self._inner.read(size)
        except _BROKEN as fault:
            raise Problem(
                f"{self._name} is damaged: it cannot be unpacked to its end.",
                "Get the file again, or save what can be unpacked with gzip -dc and import that.",
            ) from fault
        self._read += len(data)
        self._check()
        return data

    def _check(self) -> None:
        """Mail shrinks to a tenth, not to a thousandth."""
        too_dense = self._read > SURE_UP_TO and self._read > LARGEST_RATIO * max(1, self._packed.tell())
        if too_dense or self._read > TOTAL_LIMIT:
            raise Problem(
                f"{self._name} unpacks to far more than a mailbox would.",
                "If it is yours, unpack it with gzip -d and import the file that comes out.",
            )
