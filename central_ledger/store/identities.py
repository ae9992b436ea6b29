"""Rows of who is who: ids that became others, accounts that lead to a member (phones, cards), merges and consents."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from central_ledger.store.database import Database
from central_ledger.store.members import MemberRow

AccountKind = Literal["phone", "card"]
LinkWhat = Literal["linked", "unlinked"]

_ALIAS = "SELECT of_one_id FROM member_alias WHERE one_id = ?"
#: Whom the id of an erased person leads to: docs/spec/erasure.md.
NOBODY = ""
#: An id that became another that became another …: people are not merged so often.
_STEPS_MAX = 100


@dataclass(frozen=True, slots=True)
class Link:
    """An account that leads to a member. `holder` is its name, as `phone_holder` and `card_holder` make it."""

    holder: str
    one_id: str
    kind: AccountKind
    linked_at: str
    reference: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """An id that became another: `alias` is `one_id` from then on. `document` says what went over, `undone_document`
    what came back.
    """

    one_id: str
    merge_id: str
    alias: str
    at: str
    who: str
    why: str
    document: Mapping[str, Any]
    undone_at: str | None = None
    undone_by: str | None = None
    undone_document: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """What a member said to one purpose, and where."""

    one_id: str
    event_id: str
    purpose: str
    text_version: str
    given: bool
    at: str
    store: str
    till: str
    staff_id: str


def facts_of(member: MemberRow) -> dict[str, Any]:
    """What a merge changes of a member, as its row keeps it."""
    return {name: value for name, value in asdict(member).items() if name != "one_id"}


def phone_holder(digest: str) -> str:
    return f"phone:{digest}"


def card_holder(number: str) -> str:
    """A card is known by its number alone, as a till that scans it knows it."""
    return f"card:{number}"


class Identities:
    """Who is who."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- ids that became others

    def expect(self, one_ids: Iterable[str]) -> None:
        """`current` will be asked about these."""
        self._database.prime(_ALIAS, ((one_id,) for one_id in one_ids))

    def current(self, one_id: str) -> str:
        """Who this id is now: itself, or what it became; `NOBODY` when that person was erased."""
        return self.path(one_id)[-1]

    def path(self, one_id: str) -> list[str]:
        """This id, and one after the other what it became."""
        found = [one_id]
        while found[-1] != NOBODY and len(found) <= _STEPS_MAX:
            after = self._database.value(_ALIAS, (found[-1],))
            if after is None:
                break
            found.append(str(after))
        return found

    def whose_file(self, one_id: str) -> str:
        """In whose file of the books this id stands: as `current`, and also of somebody who was erased."""
        return [name for name in self.path(one_id) if name != NOBODY][-1]

    def is_erased(self, one_id: str | None) -> bool:
        return one_id is not None and self.current(one_id) == NOBODY

    def all_of(self, one_id: str) -> list[str]:
        """Every id that became this one, over however many steps; sorted."""
        found: list[str] = []
        waiting = [one_id]
        while waiting and len(found) < _STEPS_MAX * _STEPS_MAX:
            rows = self._database.rows(
                "SELECT one_id FROM member_alias WHERE of_one_id = ? ORDER BY one_id", (waiting.pop(),)
            )
            more = [str(row[0]) for row in rows]
            found += more
            waiting += more
        return sorted(found)

    def is_alias(self, one_id: str) -> bool:
        return self.owner(one_id) is not None

    def owner(self, alias: str) -> str | None:
        """Whom an id became in one step; None: it is nobody else's."""
        found: str | None = self._database.value(_ALIAS, (alias,))
        return found

    def add_alias(self, alias: str, one_id: str, merge_id: str, at: str) -> None:
        self._database.execute(
            "INSERT INTO member_alias (one_id, of_one_id, merge_id, since) VALUES (?, ?, ?, ?)",
            (alias, one_id, merge_id, at),
        )

    def drop_alias(self, alias: str) -> None:
        self._database.execute("DELETE FROM member_alias WHERE one_id = ?", (alias,))

    def note_transfer(self, one_id: str, transfer_id: str, alias: str) -> None:
        """A transfer in a member's file came under another id of theirs."""
        self._database.execute(
            "INSERT INTO alias_transfer (one_id, transfer_id, alias) VALUES (?, ?, ?) "
            "ON CONFLICT (one_id, transfer_id) DO NOTHING",
            (one_id, transfer_id, alias),
        )

    def transfers_under(self, one_id: str, aliases: Iterable[str]) -> dict[str, str]:
        """The transfers of a member that came under one of these ids, each with the id."""
        wanted = set(aliases)
        rows = self._database.rows(
            "SELECT transfer_id, alias FROM alias_transfer WHERE one_id = ? ORDER BY transfer_id", (one_id,)
        )
        return {str(transfer_id): str(alias) for transfer_id, alias in rows if alias in wanted}

    def forget_transfers(self, one_id: str, transfer_ids: Iterable[str]) -> None:
        """They have gone back to whom they came under."""
        for transfer_id in transfer_ids:
            self._database.execute(
                "DELETE FROM alias_transfer WHERE one_id = ? AND transfer_id = ?", (one_id, transfer_id)
            )

    def add_merge(self, row: MergeRow) -> None:
        self._database.execute(
            "INSERT INTO member_merge (one_id, merge_id, alias, at, who, why, document) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row.one_id, row.merge_id, row.alias, row.at, row.who, row.why, _json(row.document)),
        )

    def undo_merge(self, row: MergeRow, at: str, who: str, document: Mapping[str, Any]) -> None:
        self._database.execute(
            "UPDATE member_merge SET undone_at = ?, undone_by = ?, undone_document = ? WHERE one_id = ? AND "
            "merge_id = ?",
            (at, who, _json(document), row.one_id, row.merge_id),
        )

    def merges_of(self, one_id: str) -> list[MergeRow]:
        """The merges into this member, the oldest first."""
        rows = self._database.rows(
            "SELECT one_id, merge_id, alias, at, who, why, document, undone_at, undone_by, undone_document "
            "FROM member_merge WHERE one_id = ? ORDER BY at, merge_id",
            (one_id,),
        )
        return [
            MergeRow(one_id, merge_id, alias, at, who, why, json.loads(text), undone_at, undone_by, _read(undone))
            for one_id, merge_id, alias, at, who, why, text, undone_at, undone_by, undone in rows
        ]

    # -- accounts that lead to a member

    def linked(self, holder: str) -> list[Link]:
        """Whom an account leads to: one, or two whom nobody has told apart yet. The first linked first."""
        rows = self._database.rows(
            "SELECT holder, one_id, kind, linked_at, reference FROM linked_account WHERE holder = ? "
            "ORDER BY linked_at, one_id",
            (holder,),
        )
        return [Link(*row) for row in rows]

    def links_of(self, one_id: str) -> list[Link]:
        rows = self._database.rows(
            "SELECT holder, one_id, kind, linked_at, reference FROM linked_account WHERE one_id = ? ORDER BY holder",
            (one_id,),
        )
        return [Link(*row) for row in rows]

    def shared(self, kind: AccountKind) -> list[str]:
        """The accounts of a kind that lead to more than one member."""
        rows = self._database.rows(
            "SELECT holder FROM linked_account WHERE kind = ? GROUP BY holder HAVING COUNT(*) > 1 ORDER BY holder",
            (kind,),
        )
        return [str(row[0]) for row in rows]

    def link(self, links: Iterable[Link], who: str) -> None:
        """Accounts that lead to members from now on."""
        links = list(links)
        self._database.execute_many(
            "INSERT INTO linked_account (holder, one_id, kind, linked_at, reference) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (holder, one_id) DO NOTHING",
            [(one.holder, one.one_id, one.kind, one.linked_at, one.reference) for one in links],
        )
        self._note_links(links, "linked", who)

    def members_without_links(self) -> list[tuple[str, str, str]]:
        """one_id, phone and cards (JSON) of the members that no account leads to."""
        return self._database.rows(
            "SELECT m.one_id, m.phone, m.cards FROM member AS m WHERE m.one_id NOT IN (SELECT one_id FROM "
            "linked_account) AND m.one_id NOT IN (SELECT one_id FROM member_alias) ORDER BY m.one_id"
        )

    def unlink(self, link: Link, who: str, at: str, reference: str) -> None:
        self._database.execute("DELETE FROM linked_account WHERE holder = ? AND one_id = ?", (link.holder, link.one_id))
        self._note_links([Link(link.holder, link.one_id, link.kind, at, reference)], "unlinked", who)

    def _note_links(self, links: Iterable[Link], what: LinkWhat, who: str) -> None:
        self._database.execute_many(
            "INSERT INTO linked_account_event (holder, event_id, one_id, kind, what, at, who, reference) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (one.holder, secrets.token_hex(8), one.one_id, one.kind, what, one.linked_at, who, one.reference)
                for one in links
            ],
        )

    # -- what members agreed to

    def add_consents(self, rows: Iterable[ConsentRow]) -> None:
        self._database.execute_many(
            "INSERT INTO consent (one_id, event_id, purpose, text_version, given, at, store, till, staff_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, event_id, purpose) DO NOTHING",
            [
                (r.one_id, r.event_id, r.purpose, r.text_version, int(r.given), r.at, r.store, r.till, r.staff_id)
                for r in rows
            ],
        )

    def consents_of(self, one_id: str) -> list[ConsentRow]:
        """All that was said, the oldest first by the clocks of the tills."""
        rows = self._database.rows(_CONSENTS, (one_id,))
        return [ConsentRow(row[0], row[1], row[2], row[3], bool(row[4]), *row[5:]) for row in rows]

    def expect_consents(self, one_ids: Iterable[str]) -> None:
        """`is_withdrawn` will be asked about these."""
        self._database.prime(_CONSENTS, ((one_id,) for one_id in one_ids))

    def is_withdrawn(self, one_id: str, purpose: str) -> bool:
        """Whether the newest word on a purpose is no. Who was never asked has not withdrawn anything."""
        said = [row for row in self.consents_of(one_id) if row.purpose == purpose]
        return bool(said) and not said[-1].given


_CONSENTS = (
    "SELECT one_id, event_id, purpose, text_version, given, at, store, till, staff_id FROM consent WHERE one_id = ? "
    "ORDER BY at, event_id"
)


def _read(text: str | None) -> Mapping[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(dict(document), ensure_ascii=False, sort_keys=True)
