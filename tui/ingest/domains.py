"""The part of an address that names the organisation."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=100_000)
def domain_of(address: str) -> str:
    """The registrable domain of an address by the public suffix list, "" where it has none."""
    host = address.rpartition("@")[2].strip(".").lower()
    if not host or host.startswith("["):
        return ""
    return _suffixes().privatesuffix(host) or host


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
