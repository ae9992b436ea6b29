"""What stores propose, as the ledger answers it, in memory: a manager, and brands that want to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pos_client.errors import Refused
from retail.catalogue import Product, StoreOverlay
from retail.own_range import RangeRow
from tests.fake_cases import PIN
from tests.fakes import FakeCatalogue

SECRET = "K7Q2-MX0D"


@dataclass
class FakeOwnRange:
    """The port OwnRangeReader over the shop's goods, with overlays that a test puts there."""

    catalogue: FakeCatalogue
    overlays: dict[str, StoreOverlay] = field(default_factory=dict)

    def own_range(self, limit: int) -> list[RangeRow]:
        rows = [self._row(product) for product in sorted(self.catalogue.products, key=lambda p: (not p.own, p.sku))]
        return [row for row in rows if row.is_of_store][:limit]

    def range_of(self, sku: str) -> RangeRow | None:
        return next((self._row(product) for product in self.catalogue.products if product.sku == sku), None)

    def _row(self, product: Product) -> RangeRow:
        overlay = self.overlays.get(product.sku)
        return RangeRow(product) if overlay is None else RangeRow(product, overlay.unit_price_minor, overlay.listed)


@dataclass
class FakeProposals:
    """`asks`: brands that want to be asked; `brand_of`: whose goods are what; `failure` is raised after the work is
    done, as by a line that loses the answer.
    """

    asks: frozenset[str] = frozenset(("TPS", "MTG"))
    brand_of: Mapping[str, str] = field(default_factory=dict)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        if pin != PIN:
            raise Refused("wrong_pin_at_ledger")
        return self._token("manager", f"staff:S01/{staff_id}", "赵雅琪", "manager:S01")

    def sign_in_person(self, person_id: str, secret: str) -> Mapping[str, Any]:
        if secret != SECRET:
            raise Refused("wrong_pin_at_ledger")
        return self._token(f"brand:{person_id}", f"person:{person_id}", "沈岚", f"brand_manager:{person_id}")

    @staticmethod
    def _token(token: str, who: str, name: str, role: str) -> Mapping[str, Any]:
        return {"token": token, "expires_at": "2026-11-11T23:00:00+08:00", "who": who, "name": name, "roles": [role]}

    def proposals(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        found = [self._shown(one, token) for one in self.kept.values() if query.get("status") in (None, one["status"])]
        if token.startswith("brand:"):
            found = [one for one in found if token.partition(":")[2] in one["brands"]]
        return {"proposals": found, "next": None}

    def propose(self, token: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(str(document["proposal_id"]))
        goods = document["document"]
        if goods.get("tax_bps", 0) > 5000:
            breach = {"path": "$.tax_bps", "expected": "a tax that there is"}
            return {"proposal": None, "breaches": [breach]}
        brand = goods.get("brand", self.brand_of.get(goods["sku"], ""))
        brands = [brand] if brand in self.asks else []
        kept = {
            "proposal_id": document["proposal_id"], "store": document["store"], "kind": document["kind"],
            "subject": goods["sku"], "status": "proposed" if brands else "approved", "brands": brands,
            "waiting": brands, "proposed_by": "staff:S01/1009", "proposed_at": "2026-11-11T02:00:00.000+00:00",
            "document": goods,
            "history": [_step("proposed", "staff:S01/1009", brands, document["note"])],
        }  # fmt: skip
        if not brands:
            kept["history"].append(_step("published", "ledger", [], ""))
        self.kept.setdefault(document["proposal_id"], kept)
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
        return {"proposal": self._shown(self.kept[document["proposal_id"]], token), "breaches": []}

    def decide(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]:
        kept, brand = self.kept[place[1]], token.partition(":")[2]
        if brand not in kept["waiting"]:
            raise Refused("proposal_forbidden")
        said = {"approve": "approved", "refuse": "refused"}[document["decision"]]
        step = _step(said, f"person:{brand}", [brand], document["reason"])
        self.kept[place[1]] = {**kept, "status": said, "waiting": [], "history": [*kept["history"], step]}
        return {"proposal": self._shown(self.kept[place[1]], token), "breaches": []}

    def withdraw(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]:
        kept = self.kept[place[1]]
        step = _step("withdrawn", "staff:S01/1009", [], document["reason"])
        self.kept[place[1]] = {**kept, "status": "withdrawn", "waiting": [], "history": [*kept["history"], step]}
        return self._shown(self.kept[place[1]], token)

    @staticmethod
    def _shown(one: Mapping[str, Any], token: str) -> dict[str, Any]:
        return {**one, "may_decide": token.partition(":")[2] in one["waiting"]}


def _step(what: str, who: str, brands: list[str], reason: str) -> dict[str, Any]:
    return {"number": 1, "at": "2026-11-11T02:00:00.000+00:00", "who": who, "what": what, "brands": brands,
            "reason": reason}  # fmt: skip


def some_proposals(ledger: FakeProposals) -> None:
    """One that waits, one that was refused with a reason, one that counts."""
    base = {"store": "S01", "kind": "price", "note": ""}
    for number, (sku, price) in enumerate((("TPS-0417-39", 43900), ("MTG-3301", 42900), ("LQX-9034", 23900))):
        document = {"sku": sku, "unit_price_minor": price, "listed": True}
        ledger.propose("manager", {**base, "proposal_id": f"p{number}", "document": document})
    ledger.decide("brand:MTG", ("S01", "p1"), {"decision": "refuse", "reason": "新品首月全国同价"})
