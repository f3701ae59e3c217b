"""Public keys: each kind that kept takes as ssh-keygen makes it, and nothing else."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.problem import Problem
from tui.domain.sshkey import COMMENT, KINDS, LONGEST, PublicKey, read_key

ED = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43
MADE = {
    "ed25519": ("-t", "ed25519"),
    "rsa": ("-t", "rsa", "-b", "2048"),
    "p256": ("-t", "ecdsa", "-b", "256"),
    "p384": ("-t", "ecdsa", "-b", "384"),
    "p521": ("-t", "ecdsa", "-b", "521"),
}
with_keygen = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")


def pack(*fields: bytes) -> str:
    """Fields with their lengths before them, in base64."""
    return base64.b64encode(b"".join(len(field).to_bytes(4, "big") + field for field in fields)).decode()


def blob(kind: str) -> str:
    """Any well-formed key of a kind."""
    inner = kind.encode()
    if kind == "ssh-rsa":
        return pack(inner, b"\x01\x00\x01", b"\x00" + b"\xff" * 256)
    if "ed25519" in kind:
        fields = [inner, bytes(range(32))]
    else:
        curve = kind.partition("@")[0].rpartition("-")[2]
        fields = [inner, curve.encode(), b"\x04" + bytes({"nistp256": 64, "nistp384": 96, "nistp521": 132}[curve])]
    return pack(*fields, b"ssh:") if kind.startswith("sk-") else pack(*fields)


def why_not(text: str) -> str:
    """Why a text is refused."""
    with pytest.raises(Problem) as caught:
        read_key(text)
    assert caught.value.wrong_use
    assert caught.value.remedy
    return caught.value.what


def made(folder: Path, *options: str) -> Path:
    """The .pub file of a new key."""
    file = folder / "key"
    command = ["ssh-keygen", "-q", "-N", "", "-C", "ana@laptop", "-f", str(file), *options]
    subprocess.run(command, check=True, timeout=60)
    return file.with_suffix(".pub")


def fingerprint(file: Path) -> str:
    """What ssh-keygen says the fingerprint is."""
    command = ["ssh-keygen", "-l", "-f", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.split()[1]


@with_keygen
@pytest.mark.parametrize("options", MADE.values(), ids=MADE)
def test_a_key_is_read_as_ssh_keygen_makes_it(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = made(tmp_path, *options)
    key = read_key(file.read_text())
    assert key.comment == "ana@laptop"
    assert key.fingerprint == fingerprint(file)
    assert key.line == file.read_text().strip()


@with_keygen
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith("sk-")])
def test_the_fingerprint_of_a_key_in_hardware_is_ssh_keygens(tmp_path: Path, kind: str) -> None:
    point = bytes.fromhex(  # the base point, since ssh-keygen looks whether it is on the curve
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    )
    fields = [b"nistp256", point] if "ecdsa" in kind else [bytes(range(32))]
    file = tmp_path / "key.pub"
    file.write_text(f"{kind} {pack(kind.encode(), *fields, b'ssh:')} ana@laptop\n")
    assert read_key(file.read_text()).fingerprint == fingerprint(file)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_taken_and_none_under_the_name_of_another(kind: str) -> None:
    assert read_key(f"{kind} {blob(kind)}").kind == kind
    for other in set(KINDS) - {kind}:
        assert "inside it is something else" in why_not(f"{other} {blob(kind)}")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_or_longer_is_refused(kind: str) -> None:
    raw = base64.b64decode(blob(kind))
    for changed in (raw[:-1], raw[:-4], raw + b"\0", raw + b"\0\0\0\0", raw + b"\0\0\0\1x", raw[:11]):
        assert why_not(f"{kind} {base64.b64encode(changed).decode()}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'command="sh" {ED}', "something before the key"),
        (f"restrict {ED}", "something before the key"),
        (f"{ED}\n{ED}\n", "more than one line"),
        (f"{ED}\r{ED}", "more than one line"),
        (f"{ED}\0", "control characters"),
        (f"{ED} ana\x1b[2J", "control characters"),
        (f"{ED}\tana", "control characters"),
        (f"{ED} ana\x9b2J", "control characters"),
        ("", "no public key"),
        ("\n", "no public key"),
        (f"# {ED[12:]}", "no public key"),
        ("ssh-dss AAAAB3NzaC1kc3M=", "weak"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA", "a certificate"),
        ("ssh-ed25519", "cut off"),
        ("ssh-ed25519 AAAA", "cut off"),
        (f"ssh-ed25519 {ED[12:-1]}", "cut off"),
        (f"ssh-ed25519 {ED[12:-1]}*", "cut off"),
        (f"ssh-ed25519 {blob('ssh-ed25519')[:-2]}\u00e4=", "cut off"),
        (f"{ED} {'x' * LONGEST}", "longer than any key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "a private key"),
        (f"ssh-rsa {pack(b'ssh-rsa', bytes([3]), bytes([127]) + bytes(127))}", "too weak"),
        (f"ssh-rsa {pack(b'ssh-rsa', bytes([3]), bytes([127]) + bytes(2_100))}", "more than sshd reads"),
        (f"ssh-rsa {pack(b'ssh-rsa', bytes([3]), bytes([255]) * 256)}", "cut off or changed"),
    ],
)
def test_what_is_no_key_is_refused_and_said_why(text: str, why: str) -> None:
    assert why in why_not(text)


@with_keygen
def test_a_short_rsa_key_is_refused_and_its_bits_are_said(tmp_path: Path) -> None:
    file = made(tmp_path, "-t", "rsa", "-b", "1024")
    assert why_not(file.read_text()) == "An RSA key of 1,024 bits is too weak."


def test_one_key_has_one_spelling() -> None:
    key = blob("ecdsa-sha2-nistp256")
    bare = key.rstrip("=")
    other = bare[:-1] + chr(ord(bare[-1]) + 1) + "=" * key.count("=")
    assert base64.b64decode(other) == base64.b64decode(key)
    assert other != key
    assert read_key(f"ecdsa-sha2-nistp256 {key}").blob == key
    assert "cut off or changed" in why_not(f"ecdsa-sha2-nistp256 {other}")
    assert "cut off or changed" in why_not(f"ecdsa-sha2-nistp256 {bare}")


def test_a_line_end_of_any_system_is_no_second_line() -> None:
    assert read_key(f"  {ED} ana\r\n") == read_key(f"{ED} ana\n") == read_key(f"{ED} ana")


def test_a_comment_holds_nothing_but_plain_letters() -> None:
    key = read_key(f'{ED} "Ana\u202e" `id` $(sh) ana@laptop, \u00e4 {"y" * 200}')
    assert key.comment.startswith("Ana id sh ana@laptop ")
    assert len(key.comment) == COMMENT


behind = st.text().map(lambda text: f"{ED} {text}")
words = st.text(max_size=60) | st.sampled_from([*KINDS, *map(blob, KINDS), 'command="sh"', "\n", "\0", "#", ","])


@given(st.lists(words, max_size=5).map(" ".join) | st.text(max_size=200) | behind)
def test_anything_is_refused_or_yields_one_safe_line(text: str) -> None:
    try:
        key = read_key(text)
    except Problem:
        return
    assert isinstance(key, PublicKey)
    assert key.kind in KINDS
    assert key.line.isascii()
    assert key.line.isprintable()
    assert not set(key.line) & set("\"'\\#,;$`\n\0")
    assert read_key(key.line) == key
