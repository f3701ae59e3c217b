"""Whom the system takes somebody for."""

from __future__ import annotations

import os
import pwd
from types import SimpleNamespace

import pytest

from tui.services.identity import account
from tui.services.login import own_handle


@pytest.mark.parametrize(
    ("login", "gecos", "handle", "name"),
    [
        ("ana", "Ana Lark,Room 5,,", "ana", "Ana Lark"),
        ("Ana.Lark", "", "analark", "analark"),
        ("bo-2_x", " ", "bo-2_x", "bo-2_x"),
        ("...", "", f"user{os.getuid()}", f"user{os.getuid()}"),
    ],
)
def test_an_account(monkeypatch: pytest.MonkeyPatch, login: str, gecos: str, handle: str, name: str) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name=login, pw_gecos=gecos))
    assert account() == (handle, name)
    assert own_handle() == handle


def test_an_account_that_the_system_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    assert account() == (f"user{os.getuid()}", f"user {os.getuid()}")
