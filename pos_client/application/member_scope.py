"""Whom somebody may look for at this till: docs/organisation.md, section 1.

Searching and browsing go by the scope of whoever is signed in. Whoever shows their code, or gives their phone, is
served by anybody: that does not come through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.member import Member
from retail.member_tags import MemberTag
from retail.ports import Members
from retail.scopes import OWN, DataScope, WhoseMember, covers, read_scope


class MemberScope:
    """The store's members, as far as whoever is signed in may look at them."""

    def __init__(self, desk: Desk, staff: StaffDesk, members: Members) -> None:
        self._desk = desk
        self._staff = staff
        self._members = members

    def covers(self, member: Member) -> bool:
        """Whether whoever is signed in may look at this member of the store."""
        current, store = self._staff.current, self._desk.facts.store
        if current is None:
            return False
        guide = None if member.guide is None else (member.guide.store, member.guide.staff_id)
        whose = WhoseMember(frozenset((store,)), frozenset((*member.tiers, *member.cards)), guide)
        # A till has its own store's members and no others; a district or a region of its staff is one with this store.
        return covers(self._scope(current.scope), (store, current.staff_id), whose, frozenset((store,)))

    def search(self, text: str, limit: int) -> Sequence[Member]:
        """Whom the directory finds and who may be shown."""
        return [member for member in self._members.search(text, limit) if self.covers(member)]

    def hidden(self, text: str, limit: int) -> int:
        """How many it finds besides."""
        return sum(not self.covers(member) for member in self._members.search(text, limit))

    def refuse_hidden(self) -> NoReturn:
        """Raises Refused `member_out_of_scope`: whoever stands here shows their code."""
        raise Refused("member_out_of_scope")

    def tags_of(self, one_id: str) -> Sequence[MemberTag]:
        """Of somebody who is at the counter."""
        return self._members.tags_of(one_id)

    def _scope(self, text: str) -> DataScope:
        """An older ledger says none: the store's. What this program cannot read shows as little as there is."""
        try:
            return read_scope(text) if text else DataScope("store", self._desk.facts.store)
        except ValueError:
            return OWN
