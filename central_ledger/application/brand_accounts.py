"""Membership numbers that brands gave before there was one membership: they lead to the member now, or to nobody again.

Each change is on record with who did it and why. Source: docs/spec/line.md, section 16.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from central_ledger.application.join_cards import GROUP_CARD
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members
from central_ledger.application.tiers import settle_tiers
from central_ledger.store.identities import Link, card_holder
from central_ledger.store.members import MemberRow
from retail.member import CARD_LENGTHS, card_text

AccountCode = Literal["not_found", "no_brand", "no_number", "has_another", "taken", "not_linked"]
#: Rows of a file that one transaction takes.
PAGE = 200
COLUMNS = ("brand", "number", "one_id")


class AccountRefused(ValueError):
    """Not done; nothing was changed. The message names no number: it is somebody's."""

    def __init__(self, code: AccountCode, message: str) -> None:
        super().__init__(message)
        self.code: AccountCode = code


def link_brand(ledger: Ledger, one_id: str, brand: str, number: str, *, who: str, why: str) -> MemberRow:
    """The number of this brand leads to the member from now on, at every till; the same again changes nothing.

    Raises AccountRefused.
    """
    with ledger.database.transaction():
        member, is_new = _link(ledger, one_id, brand, number, (who, why))
        if is_new:
            _tell(ledger, [member.one_id])
        return ledger.members.get(member.one_id) or member


def unlink_brand(ledger: Ledger, one_id: str, brand: str, *, who: str, why: str) -> MemberRow:
    """The member's number of this brand leads to nobody any more. Raises AccountRefused."""
    with ledger.database.transaction():
        member = _member(ledger, one_id)
        number = member.cards.get(brand)
        if number is None or brand == GROUP_CARD:
            raise AccountRefused("not_linked", f"{member.one_id} has no number of {brand}")
        links = [link for link in ledger.identities.linked(card_holder(number)) if link.one_id == member.one_id]
        for link in links:
            ledger.identities.unlink(link, who, ledger.now(), why)
        left = {name: value for name, value in member.cards.items() if name != brand}
        ledger.members.put([replace(member, cards=left)], ledger.now())
        _tell(ledger, [member.one_id])
        return replace(member, cards=left)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many numbers lead to members now, how many did already, and of each line (from 1) that was refused, why."""

    linked: int
    known: int
    refused: Mapping[int, str]


def import_brands(ledger: Ledger, lines: Iterable[str], *, who: str, why: str) -> Imported:
    """Link every row of a CSV file `brand,number,one_id`; what is refused is left out, the same file again changes
    nothing. Raises ValueError for a file of another form.
    """
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"a CSV file whose first line is {','.join(COLUMNS)}")
    linked = known = 0
    refused: dict[int, str] = {}
    for page in _pages(enumerate(reader, 2)):
        with ledger.database.transaction():
            changed = dict[str, None]()
            for line, row in page:
                try:
                    texts = [str(row[name] or "").strip() for name in COLUMNS]
                    member, is_new = _link(ledger, texts[2], texts[0], texts[1], (who, why))
                except AccountRefused as error:
                    refused[line] = error.code
                    continue
                linked, known = linked + is_new, known + (not is_new)
                if is_new:
                    changed[member.one_id] = None
            _tell(ledger, changed)
    return Imported(linked, known, refused)


def _link(ledger: Ledger, one_id: str, brand: str, number: str, by: tuple[str, str]) -> tuple[MemberRow, bool]:
    """The member, and whether the number is new to them. `by`: who, and why."""
    member, text = _member(ledger, one_id), card_text(number)
    brands = known_brands(ledger)
    if brand == GROUP_CARD or (brands and brand not in brands) or not brand:
        raise AccountRefused("no_brand", f"{brand!r} is no brand of this group that gives numbers")
    if not text.isascii() or not text.isalnum() or len(text) not in CARD_LENGTHS:
        raise AccountRefused("no_number", "a membership number has 5 to 32 letters and digits")
    leads_to = [link.one_id for link in ledger.identities.linked(card_holder(text))]
    if member.one_id in leads_to:  # also one that came with a merge, and stands behind the kept one's own
        return member, False
    if leads_to:
        raise AccountRefused("taken", "the number leads to somebody: take it off there, or merge the two")
    if brand in member.cards:
        raise AccountRefused("has_another", f"{member.one_id} has another number of {brand}: take that off first")
    ledger.identities.link([Link(card_holder(text), member.one_id, "card", ledger.now(), by[1])], by[0])
    after = replace(member, cards={**member.cards, brand: text})
    ledger.members.put([after], ledger.now())
    return after, True


def _member(ledger: Ledger, one_id: str) -> MemberRow:
    member = ledger.members.get(ledger.identities.current(one_id))
    if member is None:
        raise AccountRefused("not_found", f"there is no member {one_id}")
    return member


def known_brands(ledger: Ledger) -> set[str]:
    """The brands that the stores sell; a group that names none has no list to go by."""
    found: set[str] = set()
    for store in ledger.reference.stores():
        setting = ledger.feeds.get(store, "settings", "store")
        found |= set(json.loads(setting).get("brands", ())) if setting is not None else set()
    return found


def _tell(ledger: Ledger, one_ids: Iterable[str]) -> None:
    """Who has a brand's number belongs to its program: their tiers are reckoned, and every store is told."""
    one_ids = list(one_ids)
    settle_tiers(ledger, one_ids)
    publish_members(ledger, one_ids)


def _pages(rows: Iterator[tuple[int, dict[str, str]]]) -> Iterator[list[tuple[int, dict[str, str]]]]:
    page: list[tuple[int, dict[str, str]]] = []
    for row in rows:
        page.append(row)
        if len(page) == PAGE:
            yield page
            page = []
    yield page
