"""Importing mail: look first, then write in small transactions, each of which leaves a whole database.

A stop at any moment, even a kill, leaves what was committed so far; importing again completes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice, starmap
from typing import TypeVar

from tui.domain.mailing import Ours, key_of, our_side
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook
from tui.ingest.domains import domain_of
from tui.ingest.record import RawMessage
from tui.services.beside import each
from tui.services.doing.hand import writer
from tui.services.founding import found
from tui.services.intake import Intake
from tui.services.rebuilding import rebuild
from tui.services.request import Report, Request
from tui.services.survey import Survey, glance, namesakes, planned
from tui.services.understanding import Read, Understood
from tui.store import acts, addresses, mails, relationships, teammates
from tui.store.addresses import AddressBook
from tui.store.store import Said, Store, Transaction

CHUNK = 800
Thing = TypeVar("Thing")


def import_mail(store: Store, request: Request) -> Report:
    """Import all of the sources, making the database where there is none and the request names its founder.

    Raises Problem where it is not known which addresses are ours, or a source cannot be read; nothing is made then.
    """
    book, known = _known(store, request)
    ours = our_side((*known.addresses, *request.me), book.latest, domain_of, known.nobody)
    survey = _survey(request, ours)
    ours = replace(ours, nobody=ours.nobody | survey.lists)
    if not ours.addresses:
        raise _who_are_you(survey)
    if request.founder:
        found(store, request.founder, request.rules, request.moment, request.wall)
    said = Said(request.actor, request.moment, request.wall, "import mail")
    with store.write(said) as tx:
        intake = _begin(tx, request, survey, book, ours)
    with closing(each(intake.understand, request.walk("reading"))) as messages:
        for chunk in _chunks(starmap(_read, messages), CHUNK):
            with store.write(said) as tx:
                intake.write(tx, chunk)
    with store.write(said) as tx:
        intake.finish(tx)
    passed = tuple(name for source in request.sources for name in source.passed_over)
    return Report(intake.counts, survey.sent, namesakes(survey, ours.addresses), passed)


def _known(store: Store, request: Request) -> tuple[RuleBook, Ours]:
    """The rules and our addresses as the database has them, or as a new one will."""
    if request.founder and not store.exists():
        return RuleBook.of(request.rules), our_side((), request.rules, domain_of)
    with store.read() as conn:
        book = teammates.rule_book(conn)
        return book, addresses.ours(conn, book.latest, domain_of)


def _survey(request: Request, ours: Ours) -> Survey:
    survey = Survey()
    with closing(each(partial(glance, request.wall), request.walk("looking"))) as messages:
        for _, glimpse in messages:
            if glimpse:
                survey.note(glimpse, ours)
    return survey


def _read(raw: RawMessage, understood: Understood) -> Read:
    """A message as read; of a mail the raw bytes have served, and a chunk of them may hold much."""
    mail, keys, reason = understood
    return Read(RawMessage(raw.where, b"") if mail else raw, mail, keys, reason)


def _who_are_you(survey: Survey) -> Problem:
    if not survey.senders:
        return Problem("There is no mail with a sender in it.", "Say which address is yours: --me ADDRESS.")
    address, count = survey.senders.most_common(1)[0]
    return Problem(
        f"Which address is yours? Most mail here, {count}, is from {address}.",
        f"If that is you, import again with --me {address}; else with your own.",
        wrong_use=True,
    )


def _begin(tx: Transaction, request: Request, survey: Survey, book: RuleBook, ours: Ours) -> Intake:
    """Note whose addresses are whose, and the batch, which is one line of the journal."""
    address_book = AddressBook(tx.conn, book.latest, domain_of)
    me = writer(tx)
    new = [address for address in request.me if addresses.belongs_to(tx.conn, address) is None]
    keys = [key_of(address, book.latest, domain_of) for address in new]
    stale = any(addresses.has_mail(tx.conn, each) for each in (*new, *keys))
    for address in new:
        addresses.give_to(tx, address_book, address, me.id)
    shown = Counter({n: c for (a, n), c in survey.names.items() if a in {*request.me, *me.addresses}})
    if shown and me.name == me.handle:
        teammates.name_teammate(tx, me.id, shown.most_common(1)[0][0])
    stale = addresses.disown(tx.conn, address_book, survey.lists) or stale
    if stale:
        # now, not in the end: a stop in between would leave it undone for ever
        freed = relationships.free(tx.conn, ours)
        rebuild(tx, book)
        relationships.delete_empty(tx, freed)
        mails.forget_texts(tx.conn)
    batch = tx.insert(
        "batch",
        {"source": request.places, "actor": request.actor, "moment": request.moment, "started_at": request.wall},
    )
    acts.note(tx, "imported", "", None, f"import of {request.places}")
    plan = planned(survey, relationships.unclaimed(tx.conn), ours, book.latest, domain_of)
    team = teammates.all_teammates(tx.conn)
    return Intake(request, book, ours, plan, team, batch)


def _chunks(things: Iterable[Thing], size: int) -> Iterable[list[Thing]]:
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
