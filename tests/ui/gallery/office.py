"""What needs more than a cashier's rights: shifts, approvals, cases, the store's own range."""

from __future__ import annotations

import contextlib

from PySide6.QtWidgets import QApplication

from pos_client.application.overrides import Reduction, Why
from pos_client.errors import Refused
from pos_client.ui.failures import notice_of
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.cases.view import CasesView
from pos_client.ui.screens.own_range.view import RangeView
from pos_client.ui.screens.shift.view import ShiftView
from pos_client.ui.widgets.entry_bar import Answer
from retail.catalogue import StoreOverlay
from tests.fake_cases import SHARED_PHONE, no_connection
from tests.fake_proposals import SECRET, some_proposals
from tests.ui.collection import give_collection
from tests.ui.gallery.base import OFFLINE, ONLINE, Gallery
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN


def shift(gallery: Gallery) -> None:
    till = FakeTill()
    window, _ = gallery.signed_in(till)
    window.show_section("shift")
    gallery.shoot("50-shift-closed", window)
    till = FakeTill()
    window, _ = gallery.signed_in(till)
    till.shifts.open(50000)
    for _ in range(3):
        till.fill()
        till.show_code()
        till.sell()
    till.fill()
    till.checkout.tender_card(till.checkout.state.payable_minor, "0421")
    till.checkout.complete()
    till.shifts.move_cash("pay_in", 20000, "零钱")
    till.shifts.move_cash("drop", 100000, "缴款")
    window.show_section("shift")
    gallery.shoot("51-shift-open", window)
    window, _ = gallery.signed_in(till)
    window.show_section("shift")
    view = window.page("shift")
    assert isinstance(view, ShiftView)
    view.close_button.click()
    for field, pieces in zip(view.grid.fields, ("30", "4", "0", "12", "8", "15", "3", "7"), strict=True):
        field.setText(pieces)
    gallery.shoot("52-shift-counting", window)
    window, _ = gallery.signed_in(till)
    window.show_section("shift")
    view = window.page("shift")
    assert isinstance(view, ShiftView)
    view.close_button.click()
    view.grid.fields[0].setText("20")
    view.confirm_button.click()
    gallery.shoot("53-shift-short", window)
    till.shifts.close({10000: 31}, "少找了零钱")
    window, _ = gallery.signed_in(till)
    window.show_section("shift")
    gallery.shoot("54-shift-after", window)


def staff(gallery: Gallery) -> None:
    till = FakeTill()
    till.fill()
    window, view = gallery.signed_in(till)
    view.basket.price_button.click()
    view.price.field.setText("229")
    view.price._on_typed()
    gallery.shoot("30-price", window)
    window, view = gallery.signed_in(till)
    view.basket.price_button.click()
    view.price.other_button.click()
    view.price.field.setText("5")
    view.price._on_typed()
    view.price._reasons[5].click()
    gallery.shoot("31-discount", window)
    till.overrides.lower("1", Reduction("percent", 1000), Why("damaged"))
    till.overrides.set_line_note("2", "礼品包装")
    till.overrides.set_sale_note("明天下午来取")
    window, view = gallery.signed_in(till)
    view.basket.price_button.click()
    view.price.field.setText("100")
    view.price._on_typed()
    view.price._reasons[0].click()
    window.approval.badge("1009")
    window.approval.panel.banner.show_notice(lambda: notice_of(Refused("wrong_pin", attempts_left=2)))
    gallery.shoot("32-approval", window)
    unknown_and_undo(gallery, till)
    audit(gallery, till)


def unknown_and_undo(gallery: Gallery, till: FakeTill) -> None:
    window, view = gallery.signed_in(till)
    window.sections.checkout.scan("69900011")
    gallery.shoot("33-unknown-offer", window)
    view.unknown_asked.emit()
    view.unknown.name.setText("手工皂")
    view.unknown.price.setText("35")
    gallery.shoot("34-unknown", window)
    window, view = gallery.signed_in(till)
    view.basket.move_selection(-9)
    view.basket.remove_button.click()
    gallery.shoot("35-undo", window)
    window, view = gallery.signed_in(till)
    window._on_idle()
    gallery.shoot("36-locked", window)


def audit(gallery: Gallery, till: FakeTill) -> None:
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    till.checkout.void_basket()
    till.staff.sign_out()
    with contextlib.suppress(Refused):
        till.staff.check_pin("1002", "0000")
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window = till.window(gallery.language, Operations())
    window._on_signed_in()
    window.show_sync(ONLINE)
    window.show_section("audit")
    gallery.shoot("37-audit", window)


def cases(gallery: Gallery) -> None:
    till = FakeTill()
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    gallery.shoot("40-cases-pin", at_cases(gallery, till))
    window = at_cases(gallery, till)
    presenter, view = window.sections.cases, window.page("cases")
    assert presenter is not None
    assert isinstance(view, CasesView)

    def wait() -> None:
        window._operations.pool.waitForDone()
        for _ in range(4):
            QApplication.processEvents()

    presenter._on_pin(PIN)
    wait()
    presenter._on_opened("c1")
    wait()
    gallery.shoot("41-cases-read", window)
    window.show()
    presenter._on_take()
    wait()
    view.sheet.choices[1].setChecked(True)
    gallery.shoot("42-cases-decide", window)
    window.show()
    till.cases.documents["c9"] = dict(SHARED_PHONE)
    presenter._on_opened("c9")
    wait()
    gallery.shoot("44-cases-two-people", window)
    window.show()
    till.cases.failure = no_connection()
    window.show_sync(OFFLINE)
    presenter.look()
    wait()
    presenter._on_selected("c3")
    gallery.shoot("43-cases-offline", window)


def at_cases(gallery: Gallery, till: FakeTill) -> MainWindow:
    window = till.window(gallery.language, Operations())
    window.resize(gallery.size)
    window._on_signed_in()
    window.show_sync(ONLINE)
    window.show_section("cases")
    return window


def own_range(gallery: Gallery) -> None:
    """The store's own goods and prices, what it proposed, new goods in the form, and the PIN that is asked for."""
    for name in ("27-own-range", "27b-new-goods", "27c-proposals", "27d-pin", "27e-brand-approves"):
        till = FakeTill()
        give_collection(till)
        till.checkout.clear_member()
        till.own_range.overlays = {
            "LQX-9034": StoreOverlay("LQX-9034", 23900),
            "LQX-7710": StoreOverlay("LQX-7710", None, listed=False),
        }
        some_proposals(till.proposals)
        window, _ = gallery.signed_in(till)
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window.show_section("range")
        view, presenter = window.page("range"), window.sections.range
        assert isinstance(view, RangeView)
        assert presenter is not None
        if name == "27b-new-goods":
            view.new_button.click()
            view.form.name.setText("景德镇手作盖碗")
            view.form.price.setText("168")
        elif name != "27-own-range":
            view.shown_button.click()
            if name != "27d-pin":
                presenter._on_pin(PIN)
                window._operations.stop()
                QApplication.processEvents()
        if name == "27c-proposals":
            presenter._status = None
            presenter.look()
            window._operations.stop()
            QApplication.processEvents()
            presenter._on_selected("p1")
        elif name == "27e-brand-approves":
            presenter._guest_id = "TPS"
            presenter._on_answer(Answer("secret", "TPS", SECRET))
            window._operations.stop()
            QApplication.processEvents()
        gallery.shoot(name, window)
