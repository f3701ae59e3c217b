"""One public key of SSH as it is typed or read from a file; what is not exactly one is refused."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from tui.domain.problem import Problem

LONGEST = 16_384
"""Characters of a line; no key of a kind below is longer."""
COMMENT = 100
RSA_BITS = (2_048, 16_384)
"""Shorter ones are broken one day soon, longer ones sshd does not read."""

KINDS = (
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
)
POINTS = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
"""How many bytes a point of a curve takes."""
GIVE = "Give the one line of the .pub file."

_UNSAFE = re.compile(r"[^A-Za-z0-9@._+:/ -]+")


class PublicKey(NamedTuple):
    """A key; `blob` is the key itself in base64, `comment` holds nothing that a line could not hold."""

    kind: str
    blob: str
    comment: str = ""

    @property
    def fingerprint(self) -> str:
        """"SHA256:..." as ssh-keygen prints it."""
        digest = hashlib.sha256(base64.b64decode(self.blob)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")

    @property
    def line(self) -> str:
        """The key as it stands in a .pub file."""
        return f"{self.kind} {self.blob} {self.comment}".rstrip()


def read_key(text: str) -> PublicKey:
    """The one key that a text is; Problem says why it is none that kept takes."""
    line = text.removesuffix("\n").removesuffix("\r").strip(" ")
    if len(text) > LONGEST:
        raise _refused("The key is longer than any key is.")
    if "PRIVATE KEY" in line:
        what = "That is a private key, which nobody but its owner may have."
        raise Problem(what, "Give the one line of the .pub file, and make a new key.", wrong_use=True)
    if "\n" in line or "\r" in line:
        raise _refused("That is more than one line.")
    if any(char < " " or "\x7f" <= char <= "\x9f" for char in line):
        raise _refused("The key has control characters in it.")
    kind, blob, comment = (*line.split(" ", 2), "", "")[:3]
    if kind not in KINDS:
        raise _unknown(kind, line)
    _check(kind, _decoded(blob))
    return PublicKey(kind, blob, clean_comment(comment))


def clean_comment(text: str) -> str:
    """A comment without what could mean something in a file of keys."""
    return " ".join(_UNSAFE.sub(" ", text).split())[:COMMENT].strip()


def _unknown(kind: str, line: str) -> Problem:
    """Why the first word begins no key."""
    if kind.startswith("ssh-dss"):
        return _refused("Keys of the kind ssh-dss are weak.")
    if "-cert-" in kind:
        return _refused("That is a certificate, not a key.")
    if any(word in KINDS for word in line.split(" ")[1:]):
        return _refused("There is something before the key.")
    kinds = ", ".join(KINDS)
    return Problem("That is no public key of a kind that kept takes.", f"{GIVE} Kinds: {kinds}.", wrong_use=True)


def _decoded(blob: str) -> bytes:
    """The bytes of a key; one spelling only, so that one key is never two."""
    try:
        found = base64.b64decode(blob, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not found or base64.b64encode(found).decode() != blob:
        raise _refused("The key is cut off or changed.")
    return found


def _check(kind: str, raw: bytes) -> None:
    """Refuse bytes that are no key of a kind."""
    said, *fields = _fields(raw)
    if said != kind.encode():
        raise _refused(f"The key says it is {kind}, and inside it is something else.")
    if not _fits(kind, fields):
        raise _refused("The key is cut off or changed.")
    if kind == "ssh-rsa":
        least, most = RSA_BITS
        bits = int.from_bytes(fields[1], "big").bit_length()
        if bits < least:
            raise _refused(f"An RSA key of {bits:,} bits is too weak.", f"Make one of {least:,} bits or more.")
        if bits > most:
            raise _refused(f"An RSA key of {bits:,} bits is more than sshd reads.")


def _fields(raw: bytes) -> list[bytes]:
    """What a key is made of, each with its length before it."""
    found = []
    while raw:
        size = int.from_bytes(raw[:4], "big")
        if len(raw) < 4 + size:
            raise _refused("The key is cut off or changed.")
        found.append(raw[4 : 4 + size])
        raw = raw[4 + size :]
    return found


def _fits(kind: str, fields: list[bytes]) -> bool:
    """Whether the fields behind the kind are those of that kind."""
    if kind.startswith("sk-"):
        if len(fields) < 2 or not fields[-1]:
            return False
        fields = fields[:-1]  # for which application
    sizes = [len(field) for field in fields]
    if kind == "ssh-rsa":  # the high bit would make a number negative
        return len(sizes) == 2 and all(field and field[0] < 0x80 for field in fields)
    if "ed25519" in kind:
        return sizes == [32]
    curve = kind.partition("@")[0].rpartition("-")[2]
    return len(sizes) == 2 and fields[0] == curve.encode() and sizes[1] == POINTS[curve] and fields[1][0] == 4


def _refused(what: str, remedy: str = GIVE) -> Problem:
    return Problem(what, remedy, wrong_use=True)
