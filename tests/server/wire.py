"""What travels to a terminal: every control in it, without its numbers."""

from __future__ import annotations

import re

TOKEN = re.compile(
    rb"\x1b\[(?P<numbers>[\x30-\x3f]*)(?P<kind>[\x20-\x2f]*[\x40-\x7e])"
    rb"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"
    rb"|\x1b[\x20-\x2f]*[\x30-\x7e]"
    rb"|[\x00-\x1f\x7f]",
    re.DOTALL,
)
HIDDEN = re.compile(
    "[\x80-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)


def controls(raw: bytes) -> set[bytes]:
    """The kinds of control sequences and of single controls, and what is hidden in between.

    Of a CSI the private mark and the final letters are left, anything longer stays whole.
    """
    found = set()
    for match in TOKEN.finditer(raw):
        if match["kind"] is None:
            found.add(match.group())
        else:
            found.add(b"CSI " + re.sub(rb"[0-9;:]", b"", match["numbers"]) + match["kind"])
    left = TOKEN.sub(b"", raw).decode("utf-8")
    return found | {hidden.encode() for hidden in HIDDEN.findall(left)}
