"""The same work for each of many messages, in their order, with a second process beside this one where it pays.

What the second process needs it has from the fork; messages and results go through memory that both share, and two
pipes say what lies where. So neither ever waits for the other to read, and whoever is left alone sees a pipe's end.
"""

from __future__ import annotations

import mmap
import os
import pickle
import select
import signal
import struct
import threading
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, TypeVar

from tui.ingest.record import RawMessage

ALONE = 300
"""So many messages are no work for two: a process takes longer to begin."""
PORTION = 100
"""Messages that change hands at once, and no more of them than fill half a place, so that their results fit."""
PLACES, ROOM = 12, 4_194_304
"""How many portions may be on their way, and the bytes for each."""
AHEAD, HELD = 2 * PLACES, PLACES * ROOM // 2
"""Portions under way at most, and the bytes in them from which on no more begin."""
UNDONE = 0
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)

ResultT = TypeVar("ResultT")
Work = Callable[[RawMessage], ResultT]
_LIES = struct.Struct("=II")


@dataclass
class _Portion(Generic[ResultT]):
    """Messages that go together, with their results where they were worked on here; `size` in bytes."""

    messages: list[RawMessage]
    results: Sequence[ResultT] | None = None

    @property
    def size(self) -> int:
        return sum(len(raw.data) for raw in self.messages)


def each(work: Work[ResultT], messages: Iterable[RawMessage]) -> Generator[tuple[RawMessage, ResultT], None, None]:
    """Every message with what `work` makes of it, in their order.

    Close it, so that the second process ends with it; where that ends before its time, this one does the rest.
    """
    rest = iter(messages)
    for raw in islice(rest, ALONE):
        yield raw, work(raw)
    first = next(rest, None)
    if first is None:
        return
    with _second(work) as helper:
        if helper:
            yield from helper.through(_portions(first, rest))
        else:
            yield from ((raw, work(raw)) for raw in chain([first], rest))


def _may_fork() -> bool:
    """A fork copies one thread only and what the others hold locked; on one core it would gain nothing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return threading.active_count() == 1 and cores > 1


def _portions(first: RawMessage, rest: Iterator[RawMessage]) -> Iterator[list[RawMessage]]:
    portion, size = [first], len(first.data)
    for raw in rest:
        if len(portion) >= PORTION or size + len(raw.data) > ROOM // 2:
            yield portion
            portion, size = [], 0
        portion.append(raw)
        size += len(raw.data)
    yield portion


class _Helper(Generic[ResultT]):
    """The second process as the first one sees it: where it hands work out, and where it hears what is done."""

    def __init__(self, work: Work[ResultT], shared: mmap.mmap, orders: int, answers: int) -> None:
        self.work = work
        self.shared = shared
        self.orders = orders
        self.answers = answers
        self.free = list(range(PLACES))
        self.gone = False

    def through(self, portions: Iterator[list[RawMessage]]) -> Iterator[tuple[RawMessage, ResultT]]:
        """All portions in their order; where the next one is not done yet, one behind it is done here."""
        line: deque[_Portion[ResultT]] = deque()
        while True:
            while self.free and not self.gone and _may_grow(line) and (messages := next(portions, None)):
                line.append(self._handed_out(messages))
            if self.gone and not line and (messages := next(portions, None)):
                line.append(_Portion(messages))
            if not line:
                return
            waits = line[0].results is None and not self.gone and _may_grow(line) and not self._answered()
            if waits and (messages := next(portions, None)):
                line.append(_Portion(messages, [*map(self.work, messages)]))
            else:
                done = line.popleft()
                yield from zip(done.messages, self._results(done), strict=True)

    def _handed_out(self, messages: list[RawMessage]) -> _Portion[ResultT]:
        data = pickle.dumps(messages, pickle.HIGHEST_PROTOCOL)
        if len(data) > ROOM:
            return _Portion(messages, [*map(self.work, messages)])
        place = self.free.pop()
        _put(self.shared, place, data)
        try:
            os.write(self.orders, _LIES.pack(place, len(data)))
        except BrokenPipeError:
            self.gone = True
        return _Portion(messages)

    def _answered(self) -> bool:
        return bool(select.select([self.answers], [], [], 0)[0])

    def _results(self, portion: _Portion[ResultT]) -> Sequence[ResultT]:
        """The results of the portion that is next; what the other could not do is done here, and fails here.

        So is all that is left once the other has ended before its time, which it does where memory is short.
        """
        if portion.results is not None:
            return portion.results
        answer = b"" if self.gone else os.read(self.answers, _LIES.size)
        if not answer:
            self.gone = True
            return [*map(self.work, portion.messages)]
        place, size = _LIES.unpack(answer)
        self.free.append(place)
        if size == UNDONE:
            return [*map(self.work, portion.messages)]
        found: list[ResultT] = pickle.loads(_lying(self.shared, place, size))
        return found


def _may_grow(line: Collection[_Portion[ResultT]]) -> bool:
    return len(line) < AHEAD and sum(portion.size for portion in line) < HELD


@contextmanager
def _second(work: Work[ResultT]) -> Iterator[_Helper[ResultT] | None]:
    """A second process that does this work, and is gone afterwards; None where it would be no use or is refused."""
    memory = _memory() if _may_fork() else None
    if memory is None:
        yield None
        return
    with memory as shared:
        orders, answers = os.pipe(), os.pipe()
        # a signal in between would unwind the program in both
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
        process = _forked()
        if process == 0:
            _serve(work, shared, orders, answers, before)
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(orders[0])
            os.close(answers[1])
            yield _Helper(work, shared, orders[1], answers[0]) if process else None
        finally:
            os.close(orders[1])
            os.close(answers[0])
            if process:
                _end(process)


def _end(process: int) -> None:
    # whoever ignores SIGCHLD has nothing left to wait for
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _memory() -> mmap.mmap | None:
    """Memory for both processes; None where there is not enough."""
    try:
        return mmap.mmap(-1, PLACES * ROOM)
    except OSError:
        return None


def _forked() -> int | None:
    """The new process's id, 0 in itself; None where there may be no more processes."""
    try:
        return os.fork()
    except OSError:
        return None


def _serve(
    work: Work[ResultT], shared: mmap.mmap, orders: tuple[int, int], answers: tuple[int, int], mask: Iterable[int]
) -> None:
    """The life of the second process: until nobody gives orders or listens any more, for what stops the first."""
    try:
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        os.close(orders[1])
        os.close(answers[0])
        while order := os.read(orders[0], _LIES.size):
            place, size = _LIES.unpack(order)
            data = _done(work, _lying(shared, place, size))
            _put(shared, place, data)
            os.write(answers[1], _LIES.pack(place, len(data)))
    finally:
        os._exit(0)


def _done(work: Work[ResultT], data: bytes) -> bytes:
    """The results of a portion, nothing where it fails or they are too large: then the first process does it."""
    with suppress(Exception):
        results = pickle.dumps([*map(work, pickle.loads(data))], pickle.HIGHEST_PROTOCOL)
        if len(results) <= ROOM:
            return results
    return b""


def _put(shared: mmap.mmap, place: int, data: bytes) -> None:
    shared[place * ROOM : place * ROOM + len(data)] = data


def _lying(shared: mmap.mmap, place: int, size: int) -> bytes:
    return shared[place * ROOM : place * ROOM + size]
