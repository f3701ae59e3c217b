"""Which mail no person wrote, which came through a list, and who wrote what a list has rewritten.

Headers are a mapping from lower-case name to the values under that name, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from tui.domain.text import clean_line

Headers = Mapping[str, Sequence[str]]
Mailbox = tuple[str, str]
"""A name and a lower-case address."""

ADDRESS_LIMIT = 320

_LIST_HEADERS = ("list-id", "list-post", "x-beenthere")
_ROBOT = re.compile(
    r"(?:^|[-_.+=])(?:no|do[-_.]?not|dont)[-_.]?reply(?:$|[-_.+=@\d])"
    r"|^mailer[-_.]?daemon(?:$|[-_.+=])|^postmaster$|^bounces?(?:$|[-_.+=\d])"
    r"|^auto[-_.]?(?:reply|responder|response)(?:$|[-_.+=])"
)
_MAILTO = re.compile(r"<mailto:([^>?\s]+)", re.IGNORECASE)
_IN_ANGLES = re.compile(r"<([^<>]*)>")
_NOT_IN_ADDRESS = frozenset(" <>,\ufffd")


def automatic(headers: Headers, sender_address: str) -> bool:
    """Whether a mail was sent by a machine on its own: it never opens, answers or counts as a touch."""
    return (
        any(_first_word(value) not in ("", "no") for value in headers.get("auto-submitted", ()))
        or any("all" in _words(value) for value in headers.get("x-auto-response-suppress", ()))
        or any(
            _first_word(value) != "no"
            for name in ("x-autoreply", "x-autorespond")
            for value in headers.get(name, ())
        )
        or _returns_to_nobody(headers)
        or any(
            value.strip().lower().startswith("multipart/report") for value in headers.get("content-type", ())[:1]
        )
        or _ROBOT.search(sender_address.lower().partition("@")[0]) is not None
        or (not _came_by_list(headers) and not _precedence(headers).isdisjoint({"bulk", "junk"}))
    )


def list_mail(headers: Headers) -> bool:
    """Whether a mail came through a mailing list."""
    return _came_by_list(headers) or "list-unsubscribe" in headers or "list" in _precedence(headers)


def list_addresses(headers: Headers) -> tuple[str, ...]:
    """The list's own addresses, lower-case, each once: they are nobody's."""
    found = [unquote(address) for value in headers.get("list-post", ()) for address in _MAILTO.findall(value)]
    found += [_inner(value) for value in headers.get("x-beenthere", ())]
    found += [_inner(value).replace(".", "@", 1) for value in headers.get("list-id", ())]
    if not found:
        return ()
    cleaned = (clean_line(address.strip().lower(), ADDRESS_LIMIT) for address in found)
    return tuple(dict.fromkeys(address for address in cleaned if _is_address(address)))


def true_sender(
    sender: Mailbox, original: Iterable[Mailbox], reply_to: Iterable[Mailbox], headers: Headers
) -> Mailbox:
    """Who wrote a mail whose From a list may have rewritten ("X via List", or the list's own address).

    `original` and `reply_to` are the mailboxes of X-Original-From and Reply-To. Without a better one the sender
    stays as it is.
    """
    ours = list_addresses(headers)
    name, via, _ = sender[0].partition(" via ")
    if sender[1] not in ours and not (via and list_mail(headers)):
        return sender
    for own_name, address in (*original, *reply_to):
        if _is_address(address) and address not in ours and address != sender[1]:
            return own_name or (name.strip("'\" ") if via else ""), address
    return sender


def _came_by_list(headers: Headers) -> bool:
    return any(name in headers for name in _LIST_HEADERS)


def _precedence(headers: Headers) -> set[str]:
    return {_first_word(value) for value in headers.get("precedence", ())}


def _returns_to_nobody(headers: Headers) -> bool:
    """The topmost return path alone is of the last delivery."""
    path = "".join(headers.get("return-path", ("-",))[0].split()).lower()
    return path == "<>" or path.strip("<>").partition("@")[0] == "mailer-daemon"


def _first_word(value: str) -> str:
    return (_words(value) or [""])[0]


def _words(value: str) -> list[str]:
    words: list[str] = re.split(r"[\s,;(]+", value.strip().lower())
    return words


def _inner(value: str) -> str:
    """What stands in the last angle brackets, else the whole value."""
    inner: list[str] = _IN_ANGLES.findall(value) or [value]
    return inner[-1].strip()


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and domain) and _NOT_IN_ADDRESS.isdisjoint(address)
