"""The port ClienteleReader over what a test gives, and what a till was told since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.fake_contacts import FakeContacts


class FakeClientele:
    """`known` says by member whose they are."""

    def __init__(self, told: FakeContacts, known: Mapping[str, str]) -> None:
        self._told = told
        self._known = known

    def _now(self) -> dict[str, str]:
        told = {one_id: "" if guide is None else guide.staff_id for one_id, guide in self._told.guides.items()}
        return {one_id: guide for one_id, guide in {**self._known, **told}.items() if guide}

    def loads(self, store: str) -> Mapping[str, int]:
        return Counter(self._now().values())

    def of_guide(self, store: str, staff_id: str) -> Sequence[str]:
        return sorted(one_id for one_id, guide in self._now().items() if guide == staff_id)
