"""What this till did about benefits, kept until the ledger's own rows show it; and the services of members."""

from __future__ import annotations

import json
from collections.abc import Sequence

from offline_cache.database import TillDatabase
from offline_cache.service_tables import CouponSwaps, Entitlements, EntitlementUses, ReportedOffers
from offline_cache.tables import PARAM, Statement, insert_into, upsert_into
from retail.ports import Entitlement, StoredCoupon

_OF_MEMBER = Statement(
    lambda: (
        Entitlements.select(Entitlements.document)
        .where(Entitlements.one_id == PARAM)
        .order_by(Entitlements.entitlement_id)
    )
)
_OWN_USES = Statement(
    lambda: EntitlementUses.select(EntitlementUses.use_id, EntitlementUses.is_undone).where(
        EntitlementUses.entitlement_id == PARAM
    )
)
_ADD_USE = insert_into(EntitlementUses)
_UNDO_USE = Statement(
    lambda: EntitlementUses.update({EntitlementUses.is_undone: PARAM}).where(EntitlementUses.use_id == PARAM)
)
_ADD_SWAP = upsert_into(CouponSwaps, CouponSwaps.coupon_id)
_ADD_REPORT = insert_into(ReportedOffers)
_REPORT = Statement(
    lambda: ReportedOffers.select(ReportedOffers.version).where(
        (ReportedOffers.offer_id == PARAM) & (ReportedOffers.version == PARAM)
    )
)


class SqliteOwnBenefits:
    """`retail.ports.OwnBenefits`; outside a unit of work it is read only."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def entitlements_of(self, one_id: str) -> Sequence[Entitlement]:
        """The uses that the ledger's row names, and this till's own that it does not name yet, less what was undone."""
        found = []
        for (document,) in self._database.rows(_OF_MEMBER, (one_id,)):
            data = json.loads(document)
            told = set(data.get("use_ids", ()))
            own: dict[str, int] = dict(self._database.rows(_OWN_USES, (data["entitlement_id"],)))
            used = int(data["used"])
            used += sum(not is_undone for use_id, is_undone in own.items() if use_id not in told)
            used -= sum(bool(is_undone) for use_id, is_undone in own.items() if use_id in told)
            found.append(
                Entitlement(
                    entitlement_id=data["entitlement_id"],
                    one_id=one_id,
                    label=data["label"],
                    label_en=data.get("label_en", ""),
                    total=int(data["total"]),
                    used=used,
                    expires_at=data["expires_at"],
                    source=data["source"],
                    sku=data.get("sku", ""),
                )
            )
        return found

    def is_reported(self, offer_id: str, version: int) -> bool:
        return self._database.row(_REPORT, (offer_id, version)) is not None

    def use_entitlement(self, use_id: str, entitlement_id: str) -> None:
        self._database.run(_ADD_USE, (use_id, entitlement_id, 0))

    def undo_entitlement(self, use_id: str) -> None:
        self._database.run(_UNDO_USE, (1, use_id))

    def swap_coupon(self, old: StoredCoupon, new: StoredCoupon) -> None:
        self._database.run(
            _ADD_SWAP, (old.coupon_id, old.offer_id, old.one_id, new.coupon_id, new.offer_id, new.expires_at)
        )

    def report_offer(self, offer_id: str, version: int) -> None:
        self._database.run(_ADD_REPORT, (offer_id, version))
