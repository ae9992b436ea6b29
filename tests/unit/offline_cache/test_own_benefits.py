"""What a till did about benefits counts until the ledger's rows show it, and never twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from offline_cache import LocalStore
from retail.ports import StoredCoupon
from tests.unit.offline_cache.making import AS_OF, row

Opener = Callable[..., LocalStore]


def send(store: LocalStore, used: Sequence[str], total: int = 3) -> None:
    """The ledger's row, which names these uses."""
    data = {"entitlement_id": "E1", "one_id": "M1", "label": "免费裁剪", "label_en": "Tailoring", "total": total}
    data |= {"used": len(used), "use_ids": list(used), "expires_at": None, "source": "plus"}
    store.pulled.apply_page("entitlements", [row("E1", data)], "c", AS_OF)


def use(store: LocalStore, use_id: str) -> None:
    with store.unit_of_work() as unit:
        unit.own_benefits.use_entitlement(use_id, "E1")
        unit.commit()


def used(store: LocalStore) -> int:
    (found,) = store.own_benefits.entitlements_of("M1")
    return found.used


def test_own_uses_count_before_and_after_the_ledger_names_them(store: LocalStore, opened: Opener) -> None:
    send(store, ["there"])
    use(store, "here")
    assert used(store) == 2
    store.close()
    again = opened()
    assert used(again) == 2
    send(again, ["there", "here"])
    assert used(again) == 2


def test_what_was_undone_counts_no_more_also_while_the_ledger_still_names_it(store: LocalStore) -> None:
    send(store, [])
    use(store, "here")
    with store.unit_of_work() as unit:
        unit.own_benefits.undo_entitlement("here")
        unit.commit()
    assert used(store) == 0
    send(store, ["here", "there"])
    assert used(store) == 1
    send(store, ["there"])
    assert used(store) == 1


def test_a_use_that_was_not_committed_is_none(store: LocalStore) -> None:
    send(store, [])
    with store.unit_of_work() as unit:
        unit.own_benefits.use_entitlement("here", "E1")
    assert used(store) == 0


def test_a_swapped_coupon_stays_used_until_the_ledger_says_so_too(store: LocalStore) -> None:
    old = {"coupon_id": "C1", "offer_id": "SMALL", "one_id": "M1", "status": "available", "expires_at": None}
    store.pulled.apply_page("coupons", [row("C1", old)], "c", AS_OF)
    with store.unit_of_work() as unit:
        unit.own_benefits.swap_coupon(
            StoredCoupon("C1", "SMALL", "M1", "available", None), StoredCoupon("N1", "LARGE", "M1", "available", None)
        )
        unit.commit()
    store.pulled.apply_page("coupons", [row("C1", old)], "c2", AS_OF)
    assert {c.coupon_id: c.status for c in store.members.coupons_of("M1")} == {"C1": "used", "N1": "available"}
    new = {"coupon_id": "N1", "offer_id": "LARGE", "one_id": "M1", "status": "used", "expires_at": None}
    store.pulled.apply_page("coupons", [row("N1", new)], "c3", AS_OF)
    assert {c.coupon_id: c.status for c in store.members.coupons_of("M1")} == {"C1": "used", "N1": "used"}


def test_an_offer_is_reported_by_version(store: LocalStore) -> None:
    with store.unit_of_work() as unit:
        unit.own_benefits.report_offer("OFF9", 3)
        unit.commit()
    assert [store.own_benefits.is_reported("OFF9", version) for version in (3, 4)] == [True, False]
