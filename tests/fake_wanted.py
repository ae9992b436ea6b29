"""The till's rows of goods that members wait for, over a dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retail.wanted import Wanted


class FakeWanted:
    def __init__(self, *rows: Wanted) -> None:
        self.rows = {wanted.wanted_id: wanted for wanted in rows}

    def copy(self) -> FakeWanted:
        return FakeWanted(*self.rows.values())

    def of_member(self, one_id: str) -> Sequence[Wanted]:
        found = [wanted for wanted in self.rows.values() if wanted.one_id == one_id]
        return sorted(found, key=lambda wanted: (wanted.since, wanted.wanted_id))

    def wishes(self) -> Sequence[Wanted]:
        return [wanted for wanted in self.rows.values() if wanted.kind == "wish"]

    def put_aside(self, skus: Sequence[str], today: str) -> Mapping[str, int]:
        sums: dict[str, int] = {}
        for wanted in self.rows.values():
            if wanted.until is not None and wanted.until >= today and wanted.sku in skus:
                sums[wanted.sku] = sums.get(wanted.sku, 0) + wanted.quantity
        return sums

    def add(self, wanted: Wanted) -> None:
        self.rows[wanted.wanted_id] = wanted

    def end(self, wanted_id: str) -> None:
        self.rows.pop(wanted_id, None)
