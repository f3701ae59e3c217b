"""Whom and what the words on a command line mean."""

from __future__ import annotations

from tui.cli.call import Call
from tui.domain.model import Contact, Relationship
from tui.domain.practice import AuditRow


def relationship(call: Call, name: str) -> Relationship:
    """The relationship that NAME means; Problem names the candidates where several fit."""
    from tui.services.naming import find

    call.require_database()
    with call.store.read() as conn:
        return find(conn, name, call.handle, call.now)


def process(call: Call, name: str) -> AuditRow:
    """The audit of the process that NAME means; Problem names the candidates where several fit."""
    from tui.services.naming import find_process

    call.require_database()
    with call.store.read() as conn:
        ident = find_process(conn, name, call.now)
    return call.office.audit(ident)


def contact(call: Call, relationship: int, text: str) -> Contact:
    """Somebody in a relationship by a part of name or address, or by an ID such as c7."""
    from tui.services.naming import find_contact

    with call.store.read() as conn:
        return find_contact(conn, relationship, text, call.now)


def relationship_of(call: Call, item: str) -> int:
    """Whose an interaction such as i7 is."""
    from tui.services.naming import whose

    with call.store.read() as conn:
        return whose(conn, item)
