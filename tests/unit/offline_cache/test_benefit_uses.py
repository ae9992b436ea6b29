"""Uses that the ledger does not know yet, counted from real files."""

from __future__ import annotations

from typing import Any

from offline_cache import LocalStore, benefit_uses
from retail.receipt_number import receipt_number
from tests.unit.offline_cache.making import AS_OF, row, sale_document

AT = "2026-11-11T10:00:00+08:00"


def sell(store: LocalStore, sale_id: str, *applied: tuple[str, str | None], one_id: str | None = "M1", at: str = AT,
         **pricing: Any) -> int:  # fmt: skip
    """A sale that used these offers and coupons; gives its seq."""
    document = sale_document(
        sale_id,
        one_id=one_id,
        input={"at": at},
        pricing={
            "gross": 15000,
            "payable": 14000,
            "applied": [{"offer": offer, "coupon": coupon, "saving": 10} for offer, coupon in applied],
            **pricing,
        },
    )
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()
    return entry.seq


def coupon(status: str) -> dict[str, Any]:
    return row("K1", {"coupon_id": "K1", "offer_id": "O", "one_id": "M1", "status": status, "expires_at": None})


def test_uses_count_until_they_are_acknowledged_and_again_when_the_ledger_lost_them(store: LocalStore) -> None:
    epoch = store.head().epoch
    first = sell(store, "s1", ("O", None), points_used=300)
    second = sell(store, "s2", ("O", "K1"), ("O", "K2"), ("P", None), one_id="M2")
    uses = store.benefit_uses

    def counted() -> tuple[int, ...]:
        return (
            uses.of_till("O", 50), uses.of_member("O", "M1"), uses.of_member("O", "M2"), uses.of_member("P", "M2"),
            uses.points_of_till(10_000), uses.points_of_member("M1"),
        )  # fmt: skip

    assert counted() == (3, 1, 2, 1, 300, 300)
    store.journal.mark_acknowledged(epoch, first)
    assert counted() == (2, 0, 2, 1, 0, 0)
    store.journal.mark_acknowledged(epoch, second)
    assert counted() == (0, 0, 0, 0, 0, 0)
    store.journal.mark_acknowledged(epoch, 1)
    assert counted() == (3, 1, 2, 1, 300, 300)


def test_a_new_epoch_leaves_the_old_ones_uses_waiting(store: LocalStore) -> None:
    sell(store, "s1", ("O", None))
    store.open_epoch("head_differs", store.head())
    seq = sell(store, "s2", ("O", None))
    store.journal.mark_acknowledged(store.head().epoch, seq)
    assert store.benefit_uses.of_till("O", 50) == 1


def test_a_day_counts_its_own_uses(store: LocalStore) -> None:
    sell(store, "s1", ("O", None), at="2026-11-10T23:59:00+08:00")
    sell(store, "s2", ("O", None))
    assert store.benefit_uses.of_member_on("O", "M1", "2026-11-11") == 1
    assert store.benefit_uses.of_member("O", "M1") == 2


def test_counting_stops_where_the_limit_is(store: LocalStore) -> None:
    for number in range(5):
        sell(store, f"s{number}", ("O", f"A{number}"), ("O", f"B{number}"))
    assert [store.benefit_uses.of_till("O", most) for most in (0, 3, 50)] == [0, 3, 10]


def test_a_coupon_used_here_stays_used_until_the_ledger_says_otherwise(store: LocalStore) -> None:
    store.pulled.apply_page("coupons", [coupon("available")], "c1", AS_OF)
    assert not store.benefit_uses.is_spent("K1")
    seq = sell(store, "s1", ("O", "K1"), ("O", "CODE-ONLY"))
    # A page that was made before the ledger had the sale.
    store.pulled.apply_page("coupons", [coupon("available")], "c2", AS_OF)
    assert store.benefit_uses.is_spent("K1")
    store.journal.mark_acknowledged(store.head().epoch, seq)
    assert not store.benefit_uses.is_spent("K1")
    # Of a coupon that only a code named, nobody ever says here that it came back.
    assert store.benefit_uses.is_spent("CODE-ONLY")


def test_an_acknowledged_sale_keeps_its_coupon_used_until_the_next_page(store: LocalStore) -> None:
    store.pulled.apply_page("coupons", [coupon("available")], "c1", AS_OF)
    store.journal.mark_acknowledged(store.head().epoch, sell(store, "s1", ("O", "K1")))
    assert store.benefit_uses.is_spent("K1")
    assert [found.status for found in store.members.coupons_of("M1")] == ["used"]


def test_ten_thousand_waiting_sales_are_not_walked(store: LocalStore) -> None:
    """The plan is asked, not the watch: every look-up goes by an index, and reads no more rows than its limit."""
    epoch = store.head().epoch
    with store.database.writing():
        store.database.run_many(
            "INSERT INTO benefit_uses VALUES ('offer', 'O', ?, ?, ?, '2026-11-11', 1)",
            ((epoch, seq, f"M{seq % 500}") for seq in range(2, 10_002)),
        )
    assert store.benefit_uses.of_till("O", 50) == 50
    assert store.benefit_uses.of_member("O", "M7") == 20
    for statement, params in (
        (benefit_uses._OF_TILL, ("offer", "O", 50)),
        (benefit_uses._OF_MEMBER, ("M7", "offer", "O")),
        (benefit_uses._COUPON_WAITS, ("coupon", "K1")),
    ):
        plan = [str(step[3]) for step in store.database.rows(f"EXPLAIN QUERY PLAN {statement}", params)]
        assert any(step.startswith("SEARCH") and "what=? AND id=?" in step for step in plan), plan


def test_open_reservations_outlive_the_program_until_their_sale(store: LocalStore) -> None:
    store.reservations.add("R1")
    store.reservations.add("R2")
    document = sale_document("s1", reservation_id="R1")
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()
    assert store.reservations.all() == ["R2"]
    store.reservations.drop("R2")
    assert store.reservations.all() == []


def test_a_sale_takes_its_holds_off_the_disk_and_is_a_use_of_its_rain_checks(store: LocalStore) -> None:
    for name in ("h1", "h2", "another"):
        store.reservations.add(name)
    document = sale_document("s1", input={"at": AT})
    document["lines"][0]["rain_check"] = "RC1"
    tender = {"amount_minor": 1, "tendered_minor": 1, "change_minor": 0}
    document["tenders"] = [
        {**tender, "kind": kind, "reference": "A", "hold_id": hold}
        for kind, hold in (("gift_card", "h1"), ("stored_value", "h2"))
    ]
    document["value_sold"] = [{"account_id": "9", "kind": "gift_card", "issuer": "group", "amount_minor": 700}]
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        unit.sales.add(document, entry, receipt_number(entry))
        unit.commit()
    assert store.reservations.all() == ["another"]
    assert store.benefit_uses.has_used_rain_check("RC1")
    assert not store.benefit_uses.has_used_rain_check("RC2")
    summary = store.sales.by_id("s1")
    assert summary is not None
    assert summary.payable_minor == document["pricing"]["payable"] + 700
