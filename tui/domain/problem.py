"""Errors that are for people."""

from __future__ import annotations


class Problem(Exception):
    """Something a person has to know: `what` happened to what, and the `remedy`, both plain sentences.

    `wrong_use` marks a request that could never have worked (exit status 2), else it failed (exit status 1).
    """

    def __init__(self, what: str, remedy: str = "", *, wrong_use: bool = False) -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy
        self.wrong_use = wrong_use
