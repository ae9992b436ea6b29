"""Guides' work: their day, their members, what they earn."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.clientele.view import ClienteleView
from tests.fake_earnings import EARNING_RULES, LEADERBOARD, PARTS, TASKS, UNITS, FakeEarnings, FakeFigures, told_line
from tests.ui.gallery.base import ONLINE, Gallery
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN, SETTINGS
from tests.ui.today import MANAGER, open_today, today_till


def clientele(gallery: Gallery) -> None:
    till = clientele_till()
    till.sign_in("1009")
    window = till.window(gallery.language, Operations())
    window.resize(gallery.size)
    window._on_signed_in()
    window.show_sync(ONLINE)
    window.show_section("clientele")
    view, sections = window.page("clientele"), window.sections
    assert isinstance(view, ClienteleView)
    assert sections.guides.clientele is not None
    gallery.shoot("64-clientele", window)
    window.show()
    view.list.setCurrentIndex(view.model.index(2))
    view.hand_over_asked.emit()
    view.picked.emit("1002")
    view.picked.emit("1003")
    gallery.shoot("65-handover", window)
    window.show()
    view.left.emit()
    view.events_asked.emit()
    sections.guides.clientele.scan(b"88000123", None)
    till.clock.advance(60)
    sections.guides.clientele.scan(b"88000123", None)
    gallery.shoot("66-event-door", window)


def today(gallery: Gallery) -> None:
    """A guide's list, shown in full, the whole store's at night, nothing to do, and no rules."""
    till = today_till()
    window, view = open_today(till, gallery.language, size=gallery.size)
    window.show_sync(ONLINE)
    gallery.shoot("47-today", window)
    window, view = open_today(till, gallery.language, size=gallery.size)
    view.detail.show_button.click()
    gallery.shoot("48-today-in-full", window)
    till.clock.advance(12 * 3600)
    window, view = open_today(till, gallery.language, MANAGER, size=gallery.size)
    view.done_button.click()
    gallery.shoot("49-today-store", window)
    till.store.contacts.people_known = []
    gallery.shoot("50-today-nobody", open_today(till, gallery.language, size=gallery.size)[0])
    gallery.shoot("51-today-no-rules", open_today(today_till(rules=False), gallery.language, size=gallery.size)[0])


def earnings(gallery: Gallery) -> None:
    """A guide's day: without a ledger, as it says, and nothing at all."""
    till, ledger = FakeTill(), FakeEarnings()
    till.reference.settings_document |= {"commission": EARNING_RULES, "baskets": {"default_guide": "cashier"}}
    till.staff.sign_in(till.staff.check_pin("1002", PIN))
    for sku in ("LQX-2201-M", "TPS-0417-39"):
        till.checkout.add_product(sku)
        till.sell()
    window = at_earnings(gallery, till, "1002")
    gallery.shoot("44-earnings-alone", window)
    sold = till.store.sales[0].sale_id
    ledger.lines = [told_line(f"elsewhere-{number}", 1_250 * number) for number in range(1, 6)]
    ledger.lines += [told_line("back", -3_600), told_line(sold, 1_797)]
    till.ask_earnings = ledger
    window = at_earnings(gallery, till, "1002")
    gallery.shoot("45-earnings", window)
    ledger.more = {"tasks": TASKS, "leaderboard": LEADERBOARD}
    gallery.shoot("45a-earnings-tasks", at_earnings(gallery, till, "1002"))
    gallery.shoot("45b-earnings-manager", at_earnings(gallery, till, "1009"))
    figures(gallery, till)
    till.reference.settings_document.pop("commission")
    till.ask_earnings = None
    gallery.shoot("46-earnings-none", at_earnings(gallery, till, "1009"))


def figures(gallery: Gallery, till: FakeTill) -> None:
    """The store's figures: from this till alone, and from the ledger."""
    till.ask_earnings = None
    window = at_earnings(gallery, till, "1009")
    window.show_section("figures")
    gallery.shoot("46a-figures-alone", window)
    till.ask_figures = FakeFigures()
    window = at_earnings(gallery, till, "1009")
    window.show_section("figures")
    window._operations.stop()
    for _ in range(4):
        QApplication.processEvents()
    gallery.shoot("46b-figures", window)
    for number, name in enumerate(("46c-figures-district", "46d-figures-group")):
        ledger = FakeFigures()
        ledger.units, ledger.parts = UNITS, PARTS
        till.ask_figures = ledger
        window = at_earnings(gallery, till, "1009")
        window.show_section("figures")
        gallery.answered(window)
        for _ in range(number + 1):
            window.page("figures").unit_asked.emit()
            gallery.answered(window)
        gallery.shoot(name, window)
    till.ask_figures = None


def at_earnings(gallery: Gallery, till: FakeTill, staff_id: str) -> MainWindow:
    till.staff.sign_in(till.staff.check_pin(staff_id, PIN))
    window = till.window(gallery.language, Operations())
    window.resize(gallery.size)
    window._on_signed_in()
    window.show_sync(ONLINE)
    window.show()
    window.show_section("earnings")
    window._operations.stop()
    for _ in range(4):
        QApplication.processEvents()
    return window


def clientele_till() -> FakeTill:
    """Two guides with members, one who left, and an event that runs."""
    till = FakeTill()
    till.book |= {f"M{number:03d}": "1002" for number in range(41)}
    till.book |= {f"N{number:03d}": "1003" for number in range(38)} | {
        f"L{number:03d}": "1077" for number in range(126)
    }
    event = {"event_id": "SPRING", "name": "春季新品沙龙", "name_en": "Spring evening"}
    span = {"from": "2026-11-11T09:00:00+08:00", "to": "2026-11-11T21:00:00+08:00"}
    cards = {"scanning": {"member_card_ranges": [{"first": "88000000", "last": "88999999"}]}}
    till.reference.settings_document = {**SETTINGS, **cards, "events": {"events": [event | span]}}
    till.scans.reference_changed()
    return till
