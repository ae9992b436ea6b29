"""A till without a connection, and what it holds for that."""

from __future__ import annotations

import threading
from dataclasses import replace

from pos_client.application.allowances import LimitState, OfflineReport
from retail.basket import Quantity
from retail.leases import Lease
from retail.ports import OfferRecord
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from tests.fake_benefits import FakeReservations
from tests.ui.gallery.base import OFFLINE, Gallery
from tests.ui.till import FakeTill


def offline_walk_in(gallery: Gallery) -> None:
    till = FakeTill()
    till.online = False
    till.fill()
    till.checkout.add_product("OWN-0101", Quantity.weight("0.350"))
    till.checkout.add_product("OWN-0777")
    window, _ = gallery.signed_in(till, OFFLINE)
    window.sections.checkout.scan("99999999")
    gallery.shoot("06-refused-offline", window)


def held_offline(gallery: Gallery) -> None:
    """A member at a till that holds some of the coupons; what the ledger refused at payment; what is possible."""
    window, _ = gallery.signed_in(stocked_till(online=False), OFFLINE)
    gallery.shoot("06b-held-offline", window)
    window.show_section("connection")
    gallery.shoot("15b-possible-offline", window)
    till = stocked_till(online=True)
    silent = threading.Event()

    def ask(request: ReservationRequest) -> None:
        silent.wait()

    till.ask_ledger = ask
    window, view = gallery.signed_in(till)
    view.pay.pay_asked.emit()
    request = till.checkout.state.payment.request
    assert request is not None
    gallery.shoot("11b-being-confirmed", window)
    refused = tuple(ReservationRefusal("coupon", coupon_id, "leased") for coupon_id in request.coupons[:1])
    window.sections.checkout._paying._on_answered(request, ReservationAnswer(granted=False, refusals=refused))
    following = till.checkout.state.payment.request
    if following is not None:
        window.sections.checkout._paying._on_answered(following, ReservationAnswer(granted=True))
    gallery.shoot("11c-refused-by-the-ledger", window)
    silent.set()
    gallery.answered(window)


def long_offline(gallery: Gallery) -> None:
    till = FakeTill()
    till.fill()
    window, _ = gallery.signed_in(till, replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
    limits = (LimitState("", 190, 200),)
    report = OfflineReport(3, 1, (0, 0), {}, limits, 0, None, None)
    till.checkout.allowances.report = lambda *_: report  # type: ignore[method-assign]
    window.show_sync(replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
    gallery.shoot("05-long-offline", window)


def stocked_till(*, online: bool) -> FakeTill:
    """A till whose offers have every policy, with leases of the member's coupons and of a budget."""
    till = FakeTill(FakeReservations())
    till.answer_within_ms = 600_000
    till.online = online
    policies: dict[str, dict[str, object]] = {
        "OFF100": {"offline": {"policy": "leased"}},
        "OFF30": {"offline": {"policy": "leased"}},
        "OFF200": {"offline": {"policy": "capped", "per_member": 2, "per_till": 40}},
        "HALF": {"limits": {"budgeted": True}},
    }
    till.reference.offer_records = [
        OfferRecord(record.offer_id, record.version, {**record.document, **policies.get(record.offer_id, {})})
        for record in till.reference.offer_records
    ]
    till.reference.settings_document["offline"] = {"facts_max_age_seconds": 86_400}
    hour_ms = 3_600_000
    till.store.leases.leases += [
        Lease("L1", "coupon", "C1", "M1", "OFF100", None, 1, 0, 7 * hour_ms),
        Lease("L3", "coupon", "C9", "M7", "OFF100", None, 1, 1, 9 * hour_ms),
        Lease("P1", "points", None, "M1", None, "group", 3000, 800, 7 * hour_ms),
        Lease("B1", "budget", None, None, "HALF", None, 100_000, 31_250, 5 * hour_ms),
    ]
    till.store.uses.offers["OFF200"] = 1
    till.checkout.reference_changed()
    till.show_code()
    till.fill()
    return till
