"""Where mail is read from."""

from __future__ import annotations

import gzip
import io
import mailbox
import os
import random
import re
import socket
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.problem import Problem
from tui.ingest import files, mbox
from tui.ingest.sources import Source, open_source

MAIL = b"From: Ana <ana@acme.example>\nDate: Mon, 3 Mar 2025 10:00:00 +0000\nSubject: one\n\nHello.\n"
LINE = b"From ana@acme.example Mon Mar  3 10:00:00 2025\n"


def bodies(source: Source) -> list[bytes]:
    return [message.data for message in source]


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def box(*mails: bytes) -> bytes:
    return b"".join(LINE + mail + b"\n" for mail in mails)


def test_mbox(tmp_path: Path) -> None:
    source = open_source(write(tmp_path / "any name", box(MAIL, MAIL.replace(b"one", b"two"))))
    assert bodies(source) == [MAIL, MAIL.replace(b"one", b"two")]
    assert [message.where for message in source] == ["any name, message 1", "any name, message 2"]


def test_packed_mbox_and_single_mail(tmp_path: Path) -> None:
    assert bodies(open_source(write(tmp_path / "box", gzip.compress(box(MAIL, MAIL), mtime=0)))) == [MAIL, MAIL]
    assert bodies(open_source(write(tmp_path / "mail", gzip.compress(MAIL, mtime=0)))) == [MAIL]


def test_single_mail(tmp_path: Path) -> None:
    source = open_source(str(write(tmp_path / "a.txt", b"\xef\xbb\xbf\r\n" + MAIL)))
    assert [message.where for message in source] == ["a.txt"]


@pytest.mark.parametrize("data", [MAIL, box(MAIL), gzip.compress(box(MAIL), mtime=0)])
def test_standard_input(data: bytes) -> None:
    source = open_source("-", io.BytesIO(data))
    assert bodies(source) == bodies(source) == [MAIL]
    assert next(iter(source)).where.startswith("Standard input")
    source.close()


def test_crlf_mbox(tmp_path: Path) -> None:
    data = box(MAIL, MAIL).replace(b"\n", b"\r\n")
    assert bodies(open_source(write(tmp_path / "box", data))) == [MAIL.replace(b"\n", b"\r\n")] * 2


def test_only_a_dated_line_after_a_blank_one_separates(tmp_path: Path) -> None:
    mail = MAIL + b"\nFrom now on at 10:30 we meet.\n\nFrom Monday to May\n\nSee:\n" + LINE + b"end\n"
    assert bodies(open_source(write(tmp_path / "box", box(mail, MAIL)))) == [mail, MAIL]


@pytest.mark.parametrize(
    "line", [b"From -\n", b"From - \n", b"From 1844@xxx\n", b"From ana@x Mon, 3 Mar 2025 10:00 +0000\n"]
)
def test_other_separating_lines(tmp_path: Path, line: bytes) -> None:
    assert bodies(open_source(write(tmp_path / "box", line + MAIL + b"\n" + line + MAIL))) == [MAIL, MAIL]


def test_quoted_from_lines_are_restored(tmp_path: Path) -> None:
    data = box(MAIL + b">From here\n>>From there\n> From nowhere\n")
    assert bodies(open_source(write(tmp_path / "box", data))) == [
        MAIL + b"From here\n>From there\n> From nowhere\n"
    ]


def test_content_length_is_not_believed(tmp_path: Path) -> None:
    mail = MAIL.replace(b"Subject", b"Content-Length: 99999\nSubject")
    assert bodies(open_source(write(tmp_path / "box", box(mail, MAIL)))) == [mail, MAIL]


def test_messages_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = [MAIL + b"x" * n + b"\n" for n in range(0, 700, 37)]
    path = write(tmp_path / "box", box(*mails))
    for chunk in (1, 7, 64, 501, 4096):
        monkeypatch.setattr(mbox, "CHUNK", chunk)
        assert bodies(open_source(path)) == mails


def test_maildir(tmp_path: Path) -> None:
    write(tmp_path / "cur/2:2,S", MAIL)
    write(tmp_path / "cur/5:2,DS", MAIL)
    write(tmp_path / "new/1", MAIL)
    write(tmp_path / "tmp/3", MAIL)
    write(tmp_path / ".Sent/cur/4", MAIL)
    write(tmp_path / "dovecot-uidlist", b"3 V1 N5\n")
    source = open_source(tmp_path)
    assert [message.where for message in source] == [".Sent/cur/4", "cur/2:2,S", "new/1"]
    assert source.passed_over == ["dovecot-uidlist"]


def test_folder_of_everything(tmp_path: Path) -> None:
    write(tmp_path / "b/box.mbox", box(MAIL, MAIL))
    write(tmp_path / "a.eml", MAIL)
    write(tmp_path / "c/box.gz", gzip.compress(box(MAIL), mtime=0))
    write(tmp_path / "c/broken.gz", gzip.compress(box(MAIL), mtime=0)[:20])
    write(tmp_path / "notes.txt", b"To do:\n- nothing\n")
    write(tmp_path / ".gitattributes", b"*.eml binary\n")
    write(tmp_path / "empty", b"")
    write(tmp_path / ".git/objects/x", MAIL)
    source = open_source(tmp_path)
    where = [message.where for message in source]
    assert where == ["a.eml", "b/box.mbox, message 1", "b/box.mbox, message 2", "c/box.gz, message 1"]
    assert source.passed_over == [".gitattributes", "c/broken.gz", "empty", "notes.txt"]


def test_links(tmp_path: Path) -> None:
    write(tmp_path / "mail/a", MAIL)
    (tmp_path / "mail/again").symlink_to(tmp_path / "mail")
    (tmp_path / "mail/b").symlink_to(tmp_path / "mail/a")
    (tmp_path / "mail/loop").symlink_to(tmp_path / "mail/loop")
    (tmp_path / "mail/lost").symlink_to(tmp_path / "nowhere")
    (tmp_path / "box").symlink_to(tmp_path / "mail/a")
    source = open_source(tmp_path / "mail")
    assert [message.where for message in source] == ["a", "b"]
    assert source.passed_over == ["loop", "lost"]
    assert bodies(open_source(tmp_path / "box")) == [MAIL]


def test_progress(tmp_path: Path) -> None:
    write(tmp_path / "a.eml", MAIL)
    write(tmp_path / "box.gz", gzip.compress(box(*[MAIL] * 9), mtime=0))
    source = open_source(tmp_path)
    assert source.size == sum(path.stat().st_size for path in tmp_path.iterdir())
    for _ in range(2):
        seen = [source.position for _ in source]
        assert seen == sorted(seen)
        assert source.position == source.size


def test_a_file_that_goes_away_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a", MAIL)
    write(tmp_path / "b", MAIL)
    source = open_source(tmp_path)
    (tmp_path / "a").unlink()
    assert len(bodies(source)) == len(bodies(source)) == 1
    assert source.passed_over == ["a"]


def test_names_are_cleaned(tmp_path: Path) -> None:
    write(tmp_path / "a\x1b[2J\n\u202e.eml", MAIL)
    assert [message.where for message in open_source(tmp_path)] == ["a\ufffd[2J .eml"]


def refused(place: str | Path, stdin: io.BytesIO | None = None) -> str:
    start = time.perf_counter()
    with pytest.raises(Problem) as caught:
        for _ in open_source(place, stdin):
            pass
    assert time.perf_counter() - start < 1
    assert not caught.value.wrong_use
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"just words\n",
        b"\n\n\n",
        b"\x00\x01\x02" * 1000,
        b"\x7fELF" + bytes(5000),
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n",
        b"name,address\nAna,ana@acme.example\n",
        b"From now on we meet.\n\nGood.\n",
        b"a" * 3_000_000,
        b"PK\x03\x04" + bytes(100),
        gzip.compress(b"just words\n", mtime=0),
        gzip.compress(b"", mtime=0),
        b"\x1f\x8b",
        b"\x1f\x8b\x08\x00" + b"rubbish" * 20,
        gzip.compress(box(MAIL) * 50, mtime=0)[:-12],
        gzip.compress(box(MAIL), mtime=0) + b"rubbish",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_mail_is_refused(tmp_path: Path, data: bytes) -> None:
    assert "thing" in refused(write(tmp_path / "thing", data))
    assert "Standard input" in refused("-", io.BytesIO(data))


def test_missing_paths_are_refused(tmp_path: Path) -> None:
    assert "nowhere" in refused(tmp_path / "nowhere")
    assert "may not" not in refused("")
    refused("a\x00b")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(tmp_path / "loop")
    refused(tmp_path / ("x" * 5000))


def test_folders_without_mail_are_refused(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(tmp_path)
    write(tmp_path / "notes", b"words")
    refused(tmp_path)


def test_devices_pipes_and_sockets_are_refused(tmp_path: Path) -> None:
    refused("/dev/null")
    refused("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe")
    with tempfile.TemporaryDirectory(dir="/tmp") as short, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{short}/socket")
        refused(f"{short}/socket")
    write(tmp_path / "mail", MAIL)
    source = open_source(tmp_path)
    assert (len(bodies(source)), source.passed_over) == (1, ["pipe"])


def test_a_pipe_put_in_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    path = write(tmp_path / "box", box(MAIL))
    source = open_source(path)
    path.unlink()
    os.mkfifo(path)
    assert bodies(source) == []
    assert source.passed_over == ["box"]


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: object, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    path = write(tmp_path / "box", box(MAIL))
    monkeypatch.setattr(files.os, "open", denied)
    assert "may not be read" in refused(path)
    refused(tmp_path)


def test_packed_bombs_are_refused(tmp_path: Path) -> None:
    bomb = write(tmp_path / "bomb.gz", gzip.compress(LINE + MAIL + bytes(80_000_000), mtime=0))
    start = time.perf_counter()
    with pytest.raises(Problem, match="far more"):
        bodies(open_source(bomb))
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("packed", [False, True])
def test_messages_that_are_too_large(tmp_path: Path, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MESSAGE_LIMIT", 3_000_000)
    monkeypatch.setattr(files, "MESSAGE_LIMIT", 3_000_000)
    large = MAIL + random.Random(7).randbytes(6_000_000).replace(b"\nFrom ", b"") + b"\n"
    pack = gzip.compress if packed else bytes
    first, second = open_source(write(tmp_path / "box", pack(box(large, MAIL))))
    assert first.data == large[: len(first.data)]
    assert len(first.data) <= 65_536
    assert first.fault and "larger" in first.fault
    assert (second.data, second.fault) == (MAIL, None)
    (single,) = open_source(write(tmp_path / "mail", pack(large)))
    assert (single.data, bool(single.fault)) == (large[:65_536], True)


def test_a_huge_line_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "box"
    with path.open("wb") as file:
        file.write(LINE + MAIL)
        file.truncate(200_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"\n\n" + box(MAIL))
    first, second = open_source(path)
    assert (len(first.data) <= 65_536, bool(first.fault)) == (True, True)
    assert second.data == MAIL


lines = st.sampled_from([b"From x", b">From x", b">>From x", b"a", b"", b"Fro", LINE.strip(), b">"])


@given(st.lists(st.lists(lines, max_size=8).map(b"\n".join), min_size=1, max_size=4))
def test_round_trip_through_the_standard_library(texts: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stored = mailbox.mbox(Path(folder) / "box")
        for text in texts:
            stored.add(mailbox.mboxMessage(MAIL.partition(b"\n\n")[0] + b"\n\n" + text))
        stored.close()
        read = bodies(open_source(Path(folder) / "box"))
        assert len(read) == len(mailbox.mbox(Path(folder) / "box")) == len(texts)
        for data, text in zip(read, texts, strict=True):
            # The library quotes "From " alone, so that one level of quoting in the text itself is lost.
            expected = re.sub(rb"^>(>*From )", rb"\1", text, flags=re.MULTILINE)
            assert data.partition(b"\n\n")[2].rstrip(b"\n") == expected.rstrip(b"\n")


def test_a_named_file_is_taken_at_its_word(tmp_path: Path) -> None:
    """One field of mail is enough for a file that somebody names; it is kept with the reason, not refused."""
    named = tmp_path / "fragment.eml"
    named.write_bytes(b"Content-Type: text/plain\n\nWho signs the addendum?\n")
    assert [message.data[:12] for message in open_source(named)] == [b"Content-Type"]
    (tmp_path / "whole.eml").write_bytes(b"From: mette@halden.example\nDate: Mon, 5 Jan 2026 09:00:00 +0000\n\nx\n")
    assert open_source(tmp_path).passed_over == ["fragment.eml"]
