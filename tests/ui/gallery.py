"""Pictures of every screen, to be looked at: python -m tests.ui.gallery FOLDER [WIDTHxHEIGHT] [zh_CN|zh_TW|en]

Run it with QT_QPA_PLATFORM=offscreen. The states are those of a till over fakes; nothing is touched.
"""

from __future__ import annotations

import base64
import contextlib
import io
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.application.allowances import LimitState, OfflineReport
from pos_client.application.changes import Changes
from pos_client.application.guide_coupons import GiftAsk
from pos_client.application.machine_news import UpdateNews
from pos_client.application.overrides import Reduction, Why
from pos_client.application.receipt_codes import ShownRainCheck
from pos_client.application.settings_desk import FirstSettings
from pos_client.bootstrap.devices import CameraReport
from pos_client.bootstrap.scanner import ScannerReport
from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Refused, Unavailable
from pos_client.sync.status import Coming, SyncStatus
from pos_client.ui.failures import notice_of
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.ports import Finding
from pos_client.ui.screens.cases.view import CasesView
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.clientele.view import ClienteleView
from pos_client.ui.screens.closed.presenter import ClosedPresenter
from pos_client.ui.screens.closed.view import ClosedState, ClosedView
from pos_client.ui.screens.connection.view import ConnectionView
from pos_client.ui.screens.customer.state import customer_state
from pos_client.ui.screens.customer.view import CustomerView
from pos_client.ui.screens.devices.presenter import DevicesPresenter
from pos_client.ui.screens.first_run.presenter import FirstRunPorts, FirstRunPresenter
from pos_client.ui.screens.first_run.view import FirstRunView, Result, Step
from pos_client.ui.screens.machine.view import MachineView
from pos_client.ui.screens.own_range.view import RangeView
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.screens.settings.view import SettingsView
from pos_client.ui.screens.shift.view import ShiftView
from pos_client.ui.screens.store_error.view import StoreErrorView
from pos_client.ui.theme import apply_theme
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Quantity
from retail.catalogue import Product, StoreOverlay
from retail.guide_coupons import Given
from retail.guides import shares_of
from retail.leases import Lease
from retail.payment_code import PaymentCode
from retail.ports import OfferRecord
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from retail.stored_value import GiftCardCode, ValueHeld, ValueSeen
from retail.wallet_refunds import RefundState, WalletRefund
from retail.wallets import WalletOutcome
from tests.fake_cases import SHARED_PHONE, no_connection
from tests.fake_earnings import EARNING_RULES, LEADERBOARD, PARTS, TASKS, UNITS, FakeEarnings, FakeFigures, told_line
from tests.fake_profile import NEWCOMER, NOON, bought, facts_of, give_profile, give_wanted
from tests.fake_proposals import SECRET, some_proposals
from tests.fake_sold_sales import FakeSoldSales
from tests.fake_value import CARD_PIN, GOOD, NEW, SETTING, FakeValue
from tests.fake_wallets import FakeWallet
from tests.fakes import FakeReservations
from tests.ui.closed_machines import ARRIVAL_CODE, MOVE_CODE, FakeClosed
from tests.ui.collection import FakeAskLine, give_collection
from tests.ui.joining import let_people_join
from tests.ui.suggesting import give_suggestions, show_buyer
from tests.ui.till import PIN, SETTINGS, FakeTill, give_benefits, give_group_rules, give_rewards, give_tags
from tests.ui.today import MANAGER, open_today, today_till

ONLINE = SyncStatus(
    connected=True,
    since="2026-11-11T08:01:00+08:00",
    last_contact_at="2026-11-11T09:59:50+08:00",
    feeds=dict.fromkeys(
        ("products", "overlay", "offers", "members", "coupons", "keys", "staff", "settings"),
        "2026-11-11T09:59:00+08:00",
    ),
)
OFFLINE = SyncStatus(
    connected=False,
    since="2026-11-11T07:12:00+08:00",
    waiting=12,
    oldest_waiting_at="2026-11-11T07:14:00+08:00",
    last_contact_at="2026-11-11T07:11:00+08:00",
    last_error="ledger_unreachable",
    next_attempt_in_ms=42_000,
    feeds={"products": "2026-11-11T07:00:00+08:00", "offers": "2026-11-10T22:00:00+08:00"},
)


class NoGifts:
    """A ledger that is asked for no coupon here."""

    def give(self, ask: GiftAsk) -> Given:
        raise Unavailable("ask_no_answer")


class NoLedger:
    """Takes no till."""

    def enrol(self, address: str, code: str, device: str) -> object:
        raise Refused("enrolment_refused")


@dataclass
class FakeProgress:
    """A first start that nobody keeps."""

    step: Step
    results: Mapping[Step, Result]
    arrival_code: str = ""

    def keep(self, step: Step, results: Mapping[Step, Result]) -> None:
        self.step, self.results = step, results

    def finish(self) -> None:
        return


#: What a check of a till with some troubles finds, the worst first.
PLANTED_FINDINGS = [
    Finding("printer_paper_out", {}),
    Finding("clock_off", {"seconds": 412}),
    Finding("waiting_long", {"count": 37, "hours": 26}),
    Finding("disk_low", {"free_mb": 431}),
    Finding("till_runs", {"program": "pos-client", "pid": 4711}),
]


class Gallery:
    """Builds each picture from a fresh till."""

    def __init__(self, folder: Path, size: QSize, language: Language) -> None:
        self.folder = folder
        self.size = size
        self.language = language
        self.operations = Operations()

    def shoot(self, name: str, widget: QWidget) -> None:
        widget.resize(self.size)
        widget.show()
        for _ in range(4):
            QApplication.processEvents()
        path = self.folder / f"{name}-{self.size.width()}-{self.language.code}.png"
        widget.grab().save(str(path))
        hint = widget.minimumSizeHint()
        sys.stdout.write(
            f"{path.name}: minimum {hint.width()}x{hint.height()}, shown {widget.width()}x{widget.height()}\n"
        )
        widget.close()

    def signed_in(self, till: FakeTill, sync: SyncStatus = ONLINE) -> tuple[MainWindow, CheckoutView]:
        till.sign_in()
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_sync(sync)
        window.show()
        QApplication.processEvents()
        view = window.page("checkout")
        assert isinstance(view, CheckoutView)
        return window, view

    def answered(self, window: MainWindow) -> None:
        """What was asked of the ledger is there, and shown."""
        window._operations.stop()
        for _ in range(4):
            QApplication.processEvents()

    def sign_in(self) -> None:
        till = FakeTill()
        window = till.window(self.language)
        window.show_sync(ONLINE)
        window.sign_in.choose("1001")
        for digit in "246":
            window.sign_in_view.press(digit)
        self.shoot("01-sign-in", window)
        window = till.window(self.language)
        window.show_sync(OFFLINE)
        window.sign_in._on_refused(Refused("wrong_pin", attempts_left=2))
        self.shoot("02-sign-in-refused", window)

    def parked(self) -> None:
        till = FakeTill()
        till.sign_in()
        for name, pieces in (("红外套的阿姨", 1), ("", 2), ("等朋友来付", 3)):
            till.show_code() if pieces != 2 else None
            for _ in range(pieces):
                till.fill()
            till.parking.park(name)
            till.clock.advance(17 * 60)
        window, view = self.signed_in(till)
        view.basket.empty.parked_button.click()
        self.shoot("60-parked", window)
        till = FakeTill()
        till.online = False
        window, view = self.signed_in(till, OFFLINE)
        till.fill()
        for number in range(24):
            product = replace(till.catalogue.products[2], sku=f"LQX-77{number:02d}-XL", barcodes=())
            till.checkout.add(product, Quantity.units(1))
        assert window.sections.checkout is not None
        window.sections.checkout.refresh()
        view.code_asked.emit()
        self.shoot("61-basket-as-codes", window)

    def clientele(self) -> None:
        till = clientele_till()
        till.sign_in("1009")
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_sync(ONLINE)
        window.show_section("clientele")
        view, sections = window.page("clientele"), window.sections
        assert isinstance(view, ClienteleView)
        assert sections.guides.clientele is not None
        self.shoot("64-clientele", window)
        window.show()
        view.list.setCurrentIndex(view.model.index(2))
        view.hand_over_asked.emit()
        view.picked.emit("1002")
        view.picked.emit("1003")
        self.shoot("65-handover", window)
        window.show()
        view.left.emit()
        view.events_asked.emit()
        sections.guides.clientele.scan(b"88000123", None)
        till.clock.advance(60)
        sections.guides.clientele.scan(b"88000123", None)
        self.shoot("66-event-door", window)

    def wanted(self) -> None:
        till = FakeTill()
        till.reference.settings_document = {**SETTINGS, "put_aside": {"days": 3}}
        till.ask_gift = NoGifts()
        till.stock.pieces = {"LQX-7710": 4, "LQX-9034": 0, "LQX-2201-M": 7, "TPS-0417-39": 2}
        window, view = self.signed_in(till)
        till.show_code()
        for sku in ("LQX-7710", "LQX-9034", "LQX-2201-M"):
            till.checkout.add_product(sku)
        use = till.use_cases().wanted
        use.put_aside("1")
        use.wish("2", "等到货")
        till.clock.advance(26 * 3600)
        till.checkout.add_product("TPS-0417-39")
        assert window.sections.checkout is not None
        window.sections.checkout.refresh()
        view.wanted_asked.emit()
        self.shoot("63-wanted", window)
        window.show()
        budgets = [{"offer_id": "BEAUTY", "pieces": 20, "days": 14}, {"offer_id": "OFF30", "pieces": 5, "days": 7}]
        till.reference.settings_document["guide_coupons"] = {"offers": budgets}
        view.gift_asked.emit()
        view.gifts.picked.emit("OFF30")
        self.shoot("63a-guide-coupon", window)

    def customer(self) -> None:
        """What the shopper sees; the till's guides on the cashier's side."""
        settings = {"customer_display": {"qr": "https://pay.example/s01", "qr_label": "微信、支付宝扫码付款"}}
        view = CustomerView("静安寺旗舰店")
        self.shoot("61-customer-idle", view)
        till = FakeTill()
        give_benefits(till)
        window, checkout = self.signed_in(till)
        shown: list[CheckoutViewState] = []
        window.checkout_shown.connect(shown.append)
        till.show_code()
        till.fill()
        checkout.basket.guide_button.click()
        checkout.guides.picked.emit("1003")
        presenter = window.sections.checkout
        assert presenter is not None
        presenter.refresh()  # the shopper's window hears of it with the panels, when the counter is quiet
        self.shoot("62-guides", window)
        view = CustomerView("静安寺旗舰店")
        view.show_state(customer_state(shown[-1], settings))
        self.shoot("63-customer-basket", view)
        view = CustomerView("静安寺旗舰店")
        view.show_state(customer_state(replace(shown[-1], phase="tender", remaining_minor=12900), settings))
        self.shoot("64-customer-tender", view)

    def shift(self) -> None:
        till = FakeTill()
        window, _ = self.signed_in(till)
        window.show_section("shift")
        self.shoot("50-shift-closed", window)
        till = FakeTill()
        window, _ = self.signed_in(till)
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
        self.shoot("51-shift-open", window)
        window, _ = self.signed_in(till)
        window.show_section("shift")
        view = window.page("shift")
        assert isinstance(view, ShiftView)
        view.close_button.click()
        for field, pieces in zip(view.grid.fields, ("30", "4", "0", "12", "8", "15", "3", "7"), strict=True):
            field.setText(pieces)
        self.shoot("52-shift-counting", window)
        window, _ = self.signed_in(till)
        window.show_section("shift")
        view = window.page("shift")
        assert isinstance(view, ShiftView)
        view.close_button.click()
        view.grid.fields[0].setText("20")
        view.confirm_button.click()
        self.shoot("53-shift-short", window)
        till.shifts.close({10000: 31}, "少找了零钱")
        window, _ = self.signed_in(till)
        window.show_section("shift")
        self.shoot("54-shift-after", window)

    def empty(self) -> None:
        till = FakeTill()
        till.sign_in()
        till.fill()
        till.sell(200000)
        window, _ = self.signed_in(till)
        self.shoot("03-empty", window)

    def member(self) -> None:
        till = FakeTill()
        till.show_code()
        till.fill()
        till.checkout.use_points("max")
        till.checkout.use_points(600)
        window, view = self.signed_in(till)
        view.basket.move_selection(-9)
        view.scan_bar.flash("good", {"zh_CN": "已加入", "zh_TW": "已加入"}.get(self.language.code, "Added"))
        self.shoot("04-member", window)
        till = FakeTill()
        till.show_code()
        till.fill()
        till.checkout.choose_coupons(["C2"])
        window, view = self.signed_in(till)
        self.shoot("05-by-hand", window)
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window, view = self.signed_in(till)
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window.sections.checkout.refresh()
        view.offers.focus_list()
        row = next(row for row in view.offers.model.rows() if row.coupon_id == "C3")
        view.offers.list.setCurrentIndex(view.offers.model.index_of(view.offers.model.key_of(row)))
        view.offers.coupon_toggled.emit(row)
        self.shoot("05b-out-of-reach", window)

    def suggestions(self) -> None:
        """A member at an empty counter, with a basket, with nothing to go by; and for a basket alone."""
        for name, fills, shows in (("a", False, True), ("b", True, True), ("c", True, False)):
            till = FakeTill()
            give_suggestions(till)
            if shows:
                show_buyer(till)
            if fills:
                till.fill()
            window, _ = self.signed_in(till)
            self.shoot(f"04{name}-suggestions", window)
        till = FakeTill()
        till.show_code()
        window, _ = self.signed_in(till)
        self.shoot("04d-suggestions-none", window)

    def benefits(self) -> None:
        """Gifts, services, funding, coupons that grow, steps, and all points by a question."""
        for name in ("20-benefits", "21-services", "21b-rewards", "22-funding", "23-points", "24-handouts"):
            till = FakeTill()
            give_benefits(till)
            till.show_code()
            if name == "21b-rewards":
                give_rewards(till)
                shown = till.checkout.state.member
                assert shown is not None
                ends = replace(shown.member, points_end={"group": (300, "2026-11-30")})
                till.checkout.set_member(replace(shown, member=ends))
            till.fill()
            window, view = self.signed_in(till)
            till.staff.sign_in(till.staff.check_pin("1009", PIN))
            window.sections.checkout.refresh()
            if name == "21-services":
                view.member.services_button.click()
                view.offers.services.use_button.click()
            elif name == "21b-rewards":
                view.member.services_button.click()
                services = view.offers.services
                services.list.setCurrentIndex(services.model.index_of("reward:MUG"))
                services.use_button.click()
            elif name == "22-funding":
                view.offers.funding_button.click()
            elif name == "23-points":
                view.offers.points_button.click()
                view.pay.button.click()
            elif name == "24-handouts":
                till.sell()
                window.sections.checkout._show_done(till.checkout.state.last_sale)
                window._operations.stop()
            self.shoot(name, window)

    def group_rules(self) -> None:
        """A brand that has not joined yet, a tier that does not count for it, and the campaigns."""
        till = FakeTill()
        give_group_rules(till)
        give_tags(till)
        till.show_code()
        till.fill()
        window, _ = self.signed_in(till)
        self.shoot("25-group-rules", window)
        till = FakeTill()
        give_group_rules(till)
        window, _ = self.signed_in(till)
        self.shoot("25b-campaigns", window)

    def collection(self) -> None:
        """Brands of one basket: whose tier counts where, tiers and points side by side, and points exchanged."""
        for name in ("26-collection", "26b-programs", "26c-exchange", "26d-exchanged", "26e-draw", "26f-drawn"):
            till = FakeTill()
            give_collection(till)
            till.ask_for_member = FakeAskLine()
            for sku in ("LQX-2201-M", "LQX-7710", "TPS-0417-39", "MTG-3301", "OWN-0777"):
                till.checkout.add_product(sku)
            window, view = self.signed_in(till)
            points = window.sections.checkout._points.exchanging
            if name != "26-collection":
                view.offers.programs_button.click()
                view.offers.programs.list.setCurrentIndex(view.offers.programs.model.index(1))
            if name in ("26e-draw", "26f-drawn"):
                view.offers.programs.list.setCurrentIndex(view.offers.programs.model.index(2))
                view.offers.programs.exchange_button.click()
            if name == "26f-drawn":
                window.sections.checkout._points.drawing.confirm()
                window._operations.stop()
                QApplication.processEvents()
            if name in ("26c-exchange", "26d-exchanged"):
                view.offers.programs.exchange_button.click()
                points.answer(Answer("exchange_points", "", "1000"))
                view.entry.hide()
            if name == "26d-exchanged":
                points.confirm()
                window._operations.stop()
                QApplication.processEvents()
            self.shoot(name, window)

    def line_accounts(self) -> None:
        """Who pays and who earns of each line of a sale, beside the receipts."""
        till = FakeTill()
        give_collection(till)
        till.reference.settings_document["commission"] = EARNING_RULES
        till.checkout.reference_changed()
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        for sku in ("LQX-2201-M", "TPS-0417-39", "MTG-3301"):
            till.checkout.add_product(sku)
        till.checkout.say(guides=shares_of({"1003": 1}))
        till.sell()
        window, _ = self.signed_in(till)
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window.show_section("receipts")
        window.sections.receipts.refresh()
        window.page("receipts").accounts_button.click()
        self.shoot("28-line-accounts", window)

    def own_range(self) -> None:
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
            window, _ = self.signed_in(till)
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
            self.shoot(name, window)

    def offline_walk_in(self) -> None:
        till = FakeTill()
        till.online = False
        till.fill()
        till.checkout.add_product("OWN-0101", Quantity.weight("0.350"))
        till.checkout.add_product("OWN-0777")
        window, _ = self.signed_in(till, OFFLINE)
        window.sections.checkout.scan("99999999")
        self.shoot("06-refused-offline", window)

    def held_offline(self) -> None:
        """A member at a till that holds some of the coupons; what the ledger refused at payment; what is possible."""
        window, _ = self.signed_in(stocked_till(online=False), OFFLINE)
        self.shoot("06b-held-offline", window)
        window.show_section("connection")
        self.shoot("15b-possible-offline", window)
        till = stocked_till(online=True)
        silent = threading.Event()

        def ask(request: ReservationRequest) -> None:
            silent.wait()

        till.ask_ledger = ask
        window, view = self.signed_in(till)
        view.pay.pay_asked.emit()
        request = till.checkout.state.payment.request
        assert request is not None
        self.shoot("11b-being-confirmed", window)
        refused = tuple(ReservationRefusal("coupon", coupon_id, "leased") for coupon_id in request.coupons[:1])
        window.sections.checkout._paying._on_answered(request, ReservationAnswer(granted=False, refusals=refused))
        following = till.checkout.state.payment.request
        if following is not None:
            window.sections.checkout._paying._on_answered(following, ReservationAnswer(granted=True))
        self.shoot("11c-refused-by-the-ledger", window)
        silent.set()

    def many(self) -> None:
        till = FakeTill()
        till.show_code()
        for number in range(40):
            product = Product(f"N-{number:03d}", f"第 {number + 1} 件商品 · 常规款", "LQX", 1990 + number * 700)
            till.catalogue.products.append(product)
            till.checkout.add_product(product.sku)
        till.checkout.add_product("OWN-0777")
        window, _ = self.signed_in(till)
        self.shoot("07-forty-lines", window)

    def search(self) -> None:
        till = FakeTill()
        till.fill()
        window, view = self.signed_in(till)
        view.scan_bar.type_text("l")
        view.scan_bar.moved.emit(1)
        self.shoot("08-search", window)
        window, view = self.signed_in(till)
        view.basket.quantity_button.click()
        self.shoot("09-quantity", window)

    def rain_checks(self) -> None:
        """What is sold out may be promised; the promise is printed; and one that was shown is sold at its price."""
        for name in ("92-rain-check-offered", "93-rain-check-issued", "94-rain-check-sold"):
            till = FakeTill()
            till.reference.settings_document = {**till.reference.settings_document, "rain_checks": {"days": 30}}
            till.stock.pieces = {"LQX-7710": 0}
            till.checkout.reference_changed()
            window, view = self.signed_in(till)
            checkout = window.sections.checkout
            checkout.scan(b"6931112223334", "]E0")
            if name != "92-rain-check-offered":
                _changes, promise = till.rain_checks.issue("1")
                checkout._rain_checks._print(promise)
                checkout.refresh()
            if name == "94-rain-check-sold":
                till.rain_checks.redeem(ShownRainCheck(promise.code, "S01"), "open")
                till.checkout.add_product("LQX-9034")
                view.banner.show_notice(None)
                checkout.refresh()
            self.shoot(name, window)

    def gift_cards(self) -> None:
        """A card that is sold, one that is looked at, one that has paid a part, one whose PIN is typed, and no line."""
        names = ("85-card-sold", "86-card-shown", "87-card-paid-a-part", "88-card-pin", "89-card-offline")
        for name in (*names, "90-top-up", "91-value-pays"):
            till = FakeTill()
            till.reference.settings_document = {**till.reference.settings_document, "stored_value": SETTING}
            till.online = name != "89-card-offline"
            till.ask_value = FakeValue()
            till.checkout.reference_changed()
            till.fill()
            if name >= "90":
                till.show_code()
            window, view = self.signed_in(till, ONLINE if till.online else OFFLINE)
            checkout = window.sections.checkout
            seen = ValueSeen(GOOD, "active", "group", "CNY", left_minor=15_000, expires_at="2029-11-11T00:00:00")
            if name == "85-card-sold":
                till.value.sell_card(ValueSeen(NEW, "issued", "group", "CNY", 20_000))
            elif name == "90-top-up":
                till.value.top_up(20_000)
                checkout.refresh()
                checkout._value._tell_member(seen)
                view.member.value_button.click()
            elif name == "86-card-shown":
                checkout._value._tell(GiftCardCode(GOOD, CARD_PIN), seen)
            else:
                view.pay.button.click()
            if name == "87-card-paid-a-part":
                till.value.held(till.value.begin("gift_card", GOOD, 10**9), ValueHeld(15_000, 0))
            if name == "91-value-pays":
                account, one_id = till.value.member_account()
                till.value.held(till.value.begin("stored_value", account, 50_000, one_id), ValueHeld(50_000, 12_000))
            checkout.refresh()
            if name == "88-card-pin":
                checkout._value.card(GiftCardCode(GOOD))
                view.entry.field.setText("2468")
            self.shoot(name, window)

    def wallets(self) -> None:
        """Payment by wallet: offered, a code that waits for a key, under way, and out of reach."""
        stages = {
            "60-wallet-offered": None,
            "61-wallet-sending": WalletOutcome("pending", "password"),
            "62-wallet-password": WalletOutcome("pending", "password"),
            "63-wallet-unknown": WalletOutcome("unknown", "no_answer"),
            "64-wallet-cancelling": WalletOutcome("unknown", "no_answer"),
        }
        for name, outcome in stages.items():
            till = FakeTill()
            till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
            till.fill()
            window, view = self.signed_in(till)
            window.stop()
            window.sections.checkout._wallets.hold(PaymentCode("130123456789012345"))
            window.sections.checkout.refresh()
            if name == "60-wallet-offered":
                self.shoot("59-wallet-held", window)
                window.show()
            view.pay.button.click()
            if outcome is not None:
                call = till.wallets.start(PaymentCode("130123456789012345"))
                if name != "61-wallet-sending":
                    till.wallets.answered(call, outcome)
                till.clock.advance(17)
                if name == "64-wallet-cancelling":
                    till.wallets.cancel(call.attempt_id)
            window.sections.checkout.refresh()
            self.shoot(name, window)
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        till.wallets.reach.told("wechat", reached=False)
        till.wallets.reach.told("alipay", reached=False)
        till.fill()
        window, view = self.signed_in(till, OFFLINE)
        window.stop()
        view.pay.button.click()
        self.shoot("65-wallet-unreachable", window)
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        window, view = self.signed_in(till)
        window.stop()
        for digits, outcome in (
            ("130123456789012345", WalletOutcome("unknown", "no_answer")),
            ("280123456789012345", WalletOutcome("failed", "insufficient_funds")),
            ("130123456789012345", WalletOutcome("pending", "password")),
        ):
            till.fill()
            call = till.wallets.start(PaymentCode(digits))
            till.wallets.set_aside()
            till.wallets.answered(call, outcome)
            till.clock.advance(31)
        window.show_section("payments")
        window._operations.announce(Changes.of("tenders"))
        self.shoot("66-open-payments", window)

    def wallet_parts(self) -> None:
        """A part that a wallet pays before the others, and what goes back through wallets."""
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        till.fill()
        window, view = self.signed_in(till)
        window.stop()
        view.pay.button.click()
        for digit in "500":
            view.tender.press(digit)
        self.shoot("67-wallet-part-typed", window)
        window.show()
        call = till.wallets.start(PaymentCode("130123456789012345"), 50000)
        news = till.wallets.answered(call, call.run())
        window.sections.wallets.ended.emit(news)
        window._operations.announce(news.changes)
        self.shoot("68-wallet-part-paid", window)
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        window, _ = self.signed_in(till)
        window.stop()
        states: tuple[tuple[RefundState, str], ...] = (
            ("refused", "insufficient_funds"),
            ("giving", ""),
            ("waiting", ""),
            ("held", ""),
        )
        for number, (state, reason) in enumerate(states):
            till.store.refunds[f"r{number}"] = WalletRefund(
                refund_id=f"r{number}",
                attempt_id=f"a{number}",
                wallet="alipay" if number % 2 else "wechat",
                amount_minor=(12900, 158500, 4900, 50000)[number],
                total_minor=200000,
                currency="CNY",
                return_id=None if state == "held" else "return",
                basket_id="basket" if state == "held" else None,
                staff_id="1001",
                started_at=till.clock.now().isoformat(timespec="seconds"),
                state=state,
                reason=reason,
                document={"goods": ["云柔羊毛混纺圆领针织衫", "帆布托特包（限定）"][: number + 1]},
            )
        till.refunds.look()
        window.show_section("payments")
        window._operations.announce(Changes.of("refunds"))
        self.shoot("69-refunds", window)
        till.shifts.open(50000)
        window.show()
        window.show_section("shift")
        self.shoot("55-shift-refunds-under-way", window)

    def return_by_wallet(self) -> None:
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet()}
        till.sign_in()
        till.fill()
        till.checkout.tender_cash(50000)
        call = till.wallets.start(PaymentCode("130123456789012345"))
        till.wallets.answered(call, call.run())
        window, _ = self.signed_in(till)
        window.stop()
        window.show_section("receipts")
        window.sections.receipts.return_asked.emit(till.store.sales[-1].sale_id)
        window.page("returns").all_button.click()
        self.shoot("14g-return-by-wallet", window)

    def long_offline(self) -> None:
        till = FakeTill()
        till.fill()
        window, _ = self.signed_in(till, replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
        limits = (LimitState("", 190, 200),)
        report = OfflineReport(3, 1, (0, 0), {}, limits, 0, None, None)
        till.checkout.allowances.report = lambda *_: report  # type: ignore[method-assign]
        window.show_sync(replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
        self.shoot("05-long-offline", window)

    def tender(self) -> None:
        till = FakeTill()
        till.show_code()
        till.fill()
        window, view = self.signed_in(till)
        view.pay.button.click()
        for digit in "1500":
            view.tender.press(digit)
        self.shoot("10-cash", window)
        window, view = self.signed_in(till)
        view.pay.button.click()
        till.checkout.tender_card(50000, "T-884213")
        till.checkout.tender_cash(20000)
        window.sections.checkout.refresh()
        view.tender.card_tab.click()
        self.shoot("11-split", window)

    def done(self) -> None:
        till = FakeTill()
        till.show_code()
        till.fill()
        till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:192.168.1.50:9100")
        window, view = self.signed_in(till)
        view.pay.button.click()
        for digit in "1500":
            view.tender.press(digit)
        view.tender.take()
        window._operations.stop()
        self.shoot("12-done-print-failed", window)
        till.receipts.failure = None
        view.done.reprint_button.click()
        window._operations.stop()
        window.sections.checkout._view.banner.show_notice(None)
        self.shoot("13-done", window)

    def returns(self) -> None:
        """Sales of other tills, goods without a receipt, and an exchange on its way to payment."""
        till, far = FakeTill(), FakeTill()
        far.store.store, far.store.till = "S02", "T05"
        far.sign_in()
        for sku in ("LQX-9034", "TPS-0417-39"):
            far.show_code()
            far.checkout.add_product(sku)
            far.sell()
        till.sold_sales = FakeSoldSales([till.store, far.store])
        till.sign_in()
        till.checkout.add_product("LQX-9034")
        till.sell()
        window, _ = self.signed_in(till)
        window.show_section("receipts")
        self.shoot("14c-receipts-of-all", window)
        window.page("receipts").search_asked.emit()
        finder = window.sections.returns._finder
        self.shoot("14d-sales-asked", window)
        finder.find("6021")
        window._operations.stop()
        QApplication.processEvents()
        window.page("returns").entry.hide()
        self.shoot("14e-sales-found", window)
        till.online = False
        window.sections.returns.show_elsewhere("S02", "T05", "x")
        window._operations.stop()
        QApplication.processEvents()
        self.shoot("14f-elsewhere-offline", window)
        till.online = True
        window.page("receipts").unreceipted_asked.emit()
        page = window.page("unreceipted")
        for code in (b"6935556667778", b"6931112223334", b"6931112223334"):
            window.sections.unreceipted.scan(code, None)
        window.sections.unreceipted._on_answer(Answer("price", "LQX-7710", "99"))
        page.choose("LQX-7710")
        self.shoot("14g-no-receipt", window)
        self._exchange(till, window)

    def _exchange(self, till: FakeTill, window: MainWindow) -> None:
        """The newest sale for other goods."""
        window.sections.returns.show_sale(till.store.sales[-1].sale_id)
        window._operations.stop()
        QApplication.processEvents()
        window.page("returns").all_button.click()
        window.page("returns").exchange_button.click()
        till.checkout.add_product("LQX-7710")
        self.shoot("14h-exchange-worth-more", window)
        till.checkout.add_product("TPS-0417-39")
        window.sections.checkout.refresh()
        self.shoot("14i-exchange", window)
        window.page("checkout").pay.button.click()
        QApplication.processEvents()
        self.shoot("14j-exchange-payment", window)
        window.page("checkout").tender.take_button.click()
        window._operations.stop()
        QApplication.processEvents()
        self.shoot("14k-exchange-done", window)

    def checked(self) -> None:
        """A check of a till with some troubles."""
        till = FakeTill()
        till.sign_in()
        till.line.checks.findings = PLANTED_FINDINGS
        window, _ = self.signed_in(till)
        window.show_section("connection")
        page = window.page("connection")
        assert isinstance(page, ConnectionView)
        page.check_button.click()
        window._operations.stop()
        QApplication.processEvents()
        self.shoot("16a-connection-checked", window)

    def pages(self) -> None:
        till = FakeTill()
        till.sign_in()
        for pieces in range(1, 7):
            if pieces % 2:
                till.show_code()
            till.checkout.add_product("LQX-7710", Quantity.units(pieces))
            till.sell()
        logo = io.BytesIO()
        Image.radial_gradient("L").crop((0, 64, 256, 192)).save(logo, "PNG")
        till.reference.settings_document = {
            **SETTINGS,
            "receipt": {
                "header": ["静安寺旗舰店", "南京西路 1601 号 · 021-6288 0000"],
                "footer": ["七天无理由退换，请保留小票"],
                "logo_png": base64.b64encode(logo.getvalue()).decode(),
                "einvoice_url": "https://fapiao.example/a?n={receipt}&t={amount}",
            },
        }
        till.receipts.printed = [(sale.sale_id, False) for sale in till.store.sales[:-2]]
        till.receipts.printed.append((till.store.sales[0].sale_id, True))
        till.draw_receipts()
        window, _ = self.signed_in(till)
        window.show_section("receipts")
        window._operations.stop()
        QApplication.processEvents()
        self.shoot("14-receipts", window)
        window.page("receipts").preview.paper_button.click()
        window._operations.stop()
        QApplication.processEvents()
        self.shoot("14b-receipts-narrow", window)
        window.sections.receipts.return_asked.emit(till.store.sales[-2].sale_id)
        page = window.page("returns")
        page.more_button.click()
        page.more_button.click()
        page.damaged_button.click()
        self.shoot("14a-return", window)
        page.confirm_button.click()
        window._operations.stop()
        self.shoot("14b-return-done", window)

        window, _ = self.signed_in(till, OFFLINE)
        window.show_section("connection")
        self.shoot("15-connection-offline", window)
        window, _ = self.signed_in(till)
        window.show_section("connection")
        self.shoot("16-connection", window)
        coming = (Coming("products", 320_000, 1_000_000), Coming("members", 61_000, 200_000))
        window.show_sync(replace(ONLINE, pulling=coming, waiting=2))
        self.shoot("16b-connection-fresh", window)
        window.show_section("checkout")
        self.shoot("16c-checkout-fresh", window)
        till.settings.change("camera", "0")
        window, _ = self.signed_in(till)
        window.show_section("devices")
        assert isinstance(window.sections.devices, DevicesPresenter)
        window.sections.devices.show_camera("running", 28.6)
        window.sections.devices.show_code("UM1:…", "QRCode")
        window.sections.devices.show_frame(picture())
        self.shoot("17-devices", window)

    def settings(self) -> None:
        till = FakeTill()
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_section("settings")
        self.shoot("60-settings", window)
        window.show()
        view, presenter = window.page("settings"), window.sections.settings
        assert isinstance(view, SettingsView)
        assert presenter is not None
        printer, width = view.lines["printer"], view.lines["paper_mm"]
        assert printer.text is not None
        assert width.choice is not None
        presenter._on_test("drawer_pin")
        window._operations.stop()
        printer.text.setText("lpt1")
        printer._on_keep()
        width.choice.setCurrentIndex(0)
        view.area.ensureWidgetVisible(view.lines["drawer_pin"], 0, 0)
        self.shoot("61-settings-wrong", window)
        view.search.setText({"en": "language"}.get(self.language.code, "语言"))
        self.shoot("62-settings-found", window)

    def staff(self) -> None:
        till = FakeTill()
        till.fill()
        window, view = self.signed_in(till)
        view.basket.price_button.click()
        view.price.field.setText("229")
        view.price._on_typed()
        self.shoot("30-price", window)
        window, view = self.signed_in(till)
        view.basket.price_button.click()
        view.price.other_button.click()
        view.price.field.setText("5")
        view.price._on_typed()
        view.price._reasons[5].click()
        self.shoot("31-discount", window)
        till.overrides.lower("1", Reduction("percent", 1000), Why("damaged"))
        till.overrides.set_line_note("2", "礼品包装")
        till.overrides.set_sale_note("明天下午来取")
        window, view = self.signed_in(till)
        view.basket.price_button.click()
        view.price.field.setText("100")
        view.price._on_typed()
        view.price._reasons[0].click()
        window.approval.badge("1009")
        window.approval.panel.banner.show_notice(lambda: notice_of(Refused("wrong_pin", attempts_left=2)))
        window.approval.panel.refit()
        self.shoot("32-approval", window)
        self.unknown_and_undo(till)
        self.audit(till)

    def joining(self) -> None:
        till = FakeTill()
        let_people_join(till)
        till.fill()
        window, view = self.signed_in(till)
        view.member.join_button.click()
        view.join.phone.setText("139 0000 0001")
        view.join.name.setText("林小满")
        view.join._buttons[0].setChecked(True)
        view.join._buttons[0].setFocus()
        self.shoot("37-joining", window)
        window, view = self.signed_in(till)
        view.member.join_button.click()
        view.join.phone_typed.emit("13812346021")
        self.shoot("38-joining-known", window)
        till.show_code()
        window, view = self.signed_in(till)
        view.member.consents_button.click()
        view.consents.buttons[0].setChecked(True)
        self.shoot("39-consents", window)

    def unknown_and_undo(self, till: FakeTill) -> None:
        window, view = self.signed_in(till)
        window.sections.checkout.scan("69900011")
        self.shoot("33-unknown-offer", window)
        view.unknown_asked.emit()
        view.unknown.name.setText("手工皂")
        view.unknown.price.setText("35")
        self.shoot("34-unknown", window)
        window, view = self.signed_in(till)
        view.basket.move_selection(-9)
        view.basket.remove_button.click()
        self.shoot("35-undo", window)
        window, view = self.signed_in(till)
        window._on_idle()
        self.shoot("36-locked", window)

    def audit(self, till: FakeTill) -> None:
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        till.checkout.void_basket()
        till.staff.sign_out()
        with contextlib.suppress(Refused):
            till.staff.check_pin("1002", "0000")
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window = till.window(self.language, Operations())
        window._on_signed_in()
        window.show_sync(ONLINE)
        window.show_section("audit")
        self.shoot("37-audit", window)

    def earnings(self) -> None:
        """A guide's day: without a ledger, as it says, and nothing at all."""
        till, ledger = FakeTill(), FakeEarnings()
        till.reference.settings_document |= {"commission": EARNING_RULES, "baskets": {"default_guide": "cashier"}}
        till.staff.sign_in(till.staff.check_pin("1002", PIN))
        for sku in ("LQX-2201-M", "TPS-0417-39"):
            till.checkout.add_product(sku)
            till.sell()
        window = self.at_earnings(till, "1002")
        self.shoot("44-earnings-alone", window)
        sold = till.store.sales[0].sale_id
        ledger.lines = [told_line(f"elsewhere-{number}", 1_250 * number) for number in range(1, 6)]
        ledger.lines += [told_line("back", -3_600), told_line(sold, 1_797)]
        till.ask_earnings = ledger
        window = self.at_earnings(till, "1002")
        self.shoot("45-earnings", window)
        ledger.more = {"tasks": TASKS, "leaderboard": LEADERBOARD}
        self.shoot("45a-earnings-tasks", self.at_earnings(till, "1002"))
        self.shoot("45b-earnings-manager", self.at_earnings(till, "1009"))
        self.figures(till)
        till.reference.settings_document.pop("commission")
        till.ask_earnings = None
        self.shoot("46-earnings-none", self.at_earnings(till, "1009"))

    def today(self) -> None:
        """A guide's list, shown in full, the whole store's at night, nothing to do, and no rules."""
        till = today_till()
        window, view = open_today(till, self.language, size=self.size)
        window.show_sync(ONLINE)
        self.shoot("47-today", window)
        window, view = open_today(till, self.language, size=self.size)
        view.detail.show_button.click()
        self.shoot("48-today-in-full", window)
        till.clock.advance(12 * 3600)
        window, view = open_today(till, self.language, MANAGER, size=self.size)
        view.done_button.click()
        self.shoot("49-today-store", window)
        till.store.contacts.people_known = []
        self.shoot("50-today-nobody", open_today(till, self.language, size=self.size)[0])
        self.shoot("51-today-no-rules", open_today(today_till(rules=False), self.language, size=self.size)[0])

    def figures(self, till: FakeTill) -> None:
        """The store's figures: from this till alone, and from the ledger."""
        till.ask_earnings = None
        window = self.at_earnings(till, "1009")
        window.show_section("figures")
        self.shoot("46a-figures-alone", window)
        till.ask_figures = FakeFigures()
        window = self.at_earnings(till, "1009")
        window.show_section("figures")
        window._operations.stop()
        for _ in range(4):
            QApplication.processEvents()
        self.shoot("46b-figures", window)
        for number, name in enumerate(("46c-figures-district", "46d-figures-group")):
            ledger = FakeFigures()
            ledger.units, ledger.parts = UNITS, PARTS
            till.ask_figures = ledger
            window = self.at_earnings(till, "1009")
            window.show_section("figures")
            self.answered(window)
            for _ in range(number + 1):
                window.page("figures").unit_asked.emit()
                self.answered(window)
            self.shoot(name, window)
        till.ask_figures = None

    def profile(self) -> None:
        """Whom nobody has looked up, a member with everything, without a connection, and one with nothing yet."""
        till = FakeTill()
        till.clock.time = NOON
        give_suggestions(till)
        give_profile(till)
        till.store.member_facts.rows = {"M1": facts_of(recent=bought()[:2])}
        give_wanted(till)
        give_tags(till)
        self.shoot("60-profile-nobody", self.at_profile(till))
        till.show_code()
        self.shoot("61-profile", self.at_profile(till))
        till.online = False
        window = self.at_profile(till, OFFLINE)
        view = window.page("profile")
        assert isinstance(view, ProfileView)
        view.unmask_asked.emit()
        self.shoot("62-profile-offline", window)
        till.online = True
        give_suggestions(till)
        self.shoot("62b-profile-suggestions", self.at_profile(till))
        window = self.at_profile(till)
        view = window.page("profile")
        assert isinstance(view, ProfileView)
        view.wish_asked.emit()
        view.entry.answered.emit(Answer("wish", "M1", "LQX"))
        view.entry.hide()
        self.shoot("62c-profile-wish", window)
        till.directory.members.append(NEWCOMER)
        window = self.at_profile(till)
        view = window.page("profile")
        assert isinstance(view, ProfileView)
        view.member_picked.emit(NEWCOMER.one_id)
        self.shoot("63-profile-nothing-yet", window)

    def at_profile(self, till: FakeTill, sync: SyncStatus = ONLINE) -> MainWindow:
        window, _ = self.signed_in(till, sync)
        window.show_section("profile")
        return window

    def at_earnings(self, till: FakeTill, staff_id: str) -> MainWindow:
        till.staff.sign_in(till.staff.check_pin(staff_id, PIN))
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_sync(ONLINE)
        window.show()
        window.show_section("earnings")
        window._operations.stop()
        for _ in range(4):
            QApplication.processEvents()
        return window

    def cases(self) -> None:
        till = FakeTill()
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        self.shoot("40-cases-pin", self.at_cases(till))
        window = self.at_cases(till)
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
        self.shoot("41-cases-read", window)
        window.show()
        presenter._on_take()
        wait()
        view.sheet.choices[1].setChecked(True)
        self.shoot("42-cases-decide", window)
        window.show()
        till.cases.documents["c9"] = dict(SHARED_PHONE)
        presenter._on_opened("c9")
        wait()
        self.shoot("44-cases-two-people", window)
        window.show()
        till.cases.failure = no_connection()
        window.show_sync(OFFLINE)
        presenter.look()
        wait()
        presenter._on_selected("c3")
        self.shoot("43-cases-offline", window)

    def at_cases(self, till: FakeTill) -> MainWindow:
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_sync(ONLINE)
        window.show_section("cases")
        return window

    def outside(self) -> None:
        self.shoot(
            "19-store-error",
            StoreErrorView(Unavailable("store_damaged", path="/home/till/.local/share/OneTill/till.db"), self.language),
        )

    def first_run(self) -> None:
        """The first start, step by step."""
        till = FakeTill()
        till.settings.change("camera", "0")
        till.settings.change("scanner", "usb:0c2e:0b61")
        good: dict[Step, Result] = {"language": "good", "ledger": "good"}
        steps: tuple[tuple[str, Step, dict[Step, Result]], ...] = (
            ("70-first-language", "language", {}),
            ("71-first-ledger", "ledger", {"language": "good"}),
            ("72-first-scanner", "scanner", good),
            ("73-first-printer", "printer", good | {"scanner": "good"}),
            ("74-first-camera", "camera", good | {"scanner": "good", "printer": "skipped"}),
            ("75-first-drawer", "drawer", good | {"scanner": "good", "printer": "skipped", "camera": "good"}),
            ("76-first-done", "done", good | {"scanner": "good", "printer": "skipped", "drawer": "skipped"}),
        )
        for name, step, results in steps:
            view, progress = FirstRunView(device="收银台 2"), FakeProgress(step, results)
            if step == "done":
                progress.arrival_code = ARRIVAL_CODE
            ports = FirstRunPorts(
                progress,
                NoLedger(),
                till.devices,
                FirstSettings(till.settings),
                lambda progress=progress: "静安寺旗舰店 · T02" if "ledger" in progress.results else "",  # type: ignore[misc]
            )
            presenter = FirstRunPresenter(view, ports, self.operations, self.language)
            presenter.show_scanner(ScannerReport("ready", "/dev/ttyACM0"))
            if step == "ledger":
                presenter._enrolment._on_refused(Refused("enrolment_refused"))
            elif step == "scanner":
                presenter.scan(ScannedCode(b"6901234567892", "ean13", "serial"))
            elif step == "camera":
                presenter.show_camera(CameraReport("running", 24.6))
                presenter.show_frame(picture())
            self.shoot(name, view)

    def machine(self) -> None:
        """This machine: its disk, and its end; and two machines whose till was closed."""
        till = FakeTill()
        path = "/home/till/.local/share/onetill/updates/onetill-till_1.4.0_amd64.deb"
        till.update = UpdateNews("ready", "1.4.0", path, "", {"zh": "扫码更快。", "en": "Scans are faster."})
        till.update_told = "1.4.0"
        window, _ = self.signed_in(till)
        window.show_section("machine")
        self.shoot("63-machine", window)
        till = FakeTill()
        till.free_bytes, till.waiting = 312_000_000, 12
        till.own_backups = replace(till.own_backups, trouble="backup_no_room")
        window, _ = self.signed_in(till)
        window.show_section("machine")
        view = window.page("machine")
        assert isinstance(view, MachineView)
        view.reset_asked.emit()
        self.shoot("64-machine-low", window)
        state = ClosedState("moved", "静安寺旗舰店", "T02", 3, self.language.code, code=MOVE_CODE,
                            moved_to="/media/till/STICK/onetill-S01-T02-20261111-1000.move")  # fmt: skip
        for name, shown in (
            ("65-moved", state),
            ("66-moved-later", replace(state, code="", moved_to="")),
        ):
            closed = ClosedView()
            closed.show_state(shown)
            self.shoot(name, closed)

        closed = ClosedView()
        presenter = ClosedPresenter(closed, FakeClosed(), self.operations, self.language)
        presenter._on_refused(Unavailable("ledger_unreachable"))
        self.shoot("67-resetting", closed)

    def scenes(self) -> tuple[Callable[[], None], ...]:
        return (
            self.sign_in, self.empty, self.member, self.suggestions, self.benefits, self.offline_walk_in, self.many,
            self.search, self.group_rules, self.collection, self.tender, self.wallets, self.wallet_parts,
            self.return_by_wallet, self.long_offline,
            self.gift_cards, self.rain_checks, self.done, self.pages, self.checked, self.returns, self.staff,
            self.outside,
            self.shift, self.held_offline, self.cases, self.own_range, self.line_accounts,
            self.parked, self.wanted, self.settings, self.machine, self.first_run,
            self.customer, self.joining, self.earnings, self.today, self.profile, self.clientele,
        )  # fmt: skip


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


def picture() -> QImage:
    """Something that a camera could see."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, 640, 480)
    gradient.setColorAt(0, QColor("#8899AA"))
    gradient.setColorAt(1, QColor("#334455"))
    painter.fillRect(image.rect(), gradient)
    painter.fillRect(220, 140, 200, 200, QColor("white"))
    for number in range(100):
        if (number * 7919) % 3:
            painter.fillRect(230 + number % 10 * 18, 150 + number // 10 * 18, 18, 18, QColor("black"))
    painter.end()
    return image


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in (arguments[1] if len(arguments) > 1 else "1366x768").split("x"))
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application)
    language = Language(arguments[2] if len(arguments) > 2 else "zh_CN")
    gallery = Gallery(folder, QSize(width, height), language)
    wanted = set(arguments[3:])
    for scene in gallery.scenes():
        if not wanted or scene.__name__ in wanted:
            scene()


if __name__ == "__main__":
    main(sys.argv[1:])
