"""The sections behind the rail, each built when it is first asked for.

Importing this module reads the whole counter from the disk. Bootstrap does that after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.settings_desk import SettingsDesk
from pos_client.errors import Refused
from pos_client.sync.status import SyncStatus
from pos_client.ui.earning_sections import EarningSections
from pos_client.ui.failures import notice_of
from pos_client.ui.guide_sections import GuideSections
from pos_client.ui.long_offline import OfflineFacts, offline_facts
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import CameraReport, DeviceControl, LineControl, ScannerReport
from pos_client.ui.receipt_actions import ReceiptActions
from pos_client.ui.return_pages import ReturnPages
from pos_client.ui.screens.audit.presenter import AuditPresenter
from pos_client.ui.screens.audit.view import AuditView
from pos_client.ui.screens.cases.presenter import CasesPresenter, CaseUseCases
from pos_client.ui.screens.cases.view import CasesView
from pos_client.ui.screens.checkout.presenter import CheckoutPresenter
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.connection.counter_facts import counter_facts
from pos_client.ui.screens.connection.presenter import ConnectionPresenter
from pos_client.ui.screens.connection.view import ConnectionView
from pos_client.ui.screens.devices.presenter import DevicesPresenter
from pos_client.ui.screens.devices.view import DevicesView
from pos_client.ui.screens.machine.presenter import MachinePresenter
from pos_client.ui.screens.machine.use_cases import MachineUseCases
from pos_client.ui.screens.machine.view import MachineView
from pos_client.ui.screens.own_range.presenter import RangePresenter, RangeUseCases
from pos_client.ui.screens.own_range.view import RangeView
from pos_client.ui.screens.payments.presenter import PaymentsPresenter
from pos_client.ui.screens.payments.view import PaymentsView
from pos_client.ui.screens.profile.panel import PanelContext
from pos_client.ui.screens.profile.panels import BUILDERS
from pos_client.ui.screens.profile.presenter import ProfilePresenter
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.screens.receipts.presenter import ReceiptsPresenter
from pos_client.ui.screens.receipts.showing_accounts import LineAccountsShown
from pos_client.ui.screens.receipts.view import ReceiptsView
from pos_client.ui.screens.returns.presenter import ReturnsPresenter, ReturnUseCases
from pos_client.ui.screens.returns.unreceipted import UnreceiptedPresenter
from pos_client.ui.screens.settings.presenter import SettingsPresenter
from pos_client.ui.screens.settings.view import SettingsView
from pos_client.ui.screens.shift.presenter import ShiftPresenter, ShiftUseCases
from pos_client.ui.screens.shift.view import ShiftView
from pos_client.ui.sounds import Sounds
from pos_client.ui.wallet_driver import WalletDriver
from pos_client.ui.widgets.page import Page

#: Between two looks at what of the limits without a connection is used up: the store is asked for each of them.
OFFLINE_LOOK_MS = 10_000


class Sections(QObject):
    """Makes the pages and keeps their presenters. What has not been asked for does not exist: those are None."""

    badge_scanned = Signal(object)  # staff id
    receipt_scanned = Signal(object)  # ShownReceipt
    printer_answered = Signal(object)  # True, or the code of what is wrong with it
    approval_asked = Signal(object)  # ApprovalRequest
    checkout_shown = Signal(object)  # CheckoutViewState
    section_asked = Signal(object)  # its name
    till_closed = Signal(object)  # as MachinePresenter.closed

    def __init__(
        self,
        use_cases: CheckoutUseCases,
        shift: ShiftUseCases,
        line: LineControl,
        devices: DeviceControl,
        operations: Operations,
        *,
        returns: ReturnUseCases,
        cases: CaseUseCases,
        own_range: RangeUseCases,
        settings: SettingsDesk,
        machine: MachineUseCases,
    ) -> None:
        super().__init__()
        self._back = ReturnPages(use_cases, returns, operations, self.page, self)
        self._back.printer_answered.connect(self.printer_answered)
        self._back.approval_asked.connect(self.approval_asked)
        self._back.section_asked.connect(self.section_asked)
        #: Where pages go. One that is born there is not dressed anew, with all that is in it, when it is put there.
        self.place: QWidget | None = None
        self.use_cases = use_cases
        self._shift_use_cases = shift
        self._case_use_cases = cases
        self._range_use_cases = own_range
        self._settings = settings
        self._machine_use_cases = machine
        self._line = line
        self._device_control = devices
        self._operations = operations
        self.sounds = Sounds(lambda: settings.current.scan_sound, self)
        self.printing = ReceiptActions(use_cases.receipts, operations, self)
        self._sync = SyncStatus()
        self._offline: tuple[SyncStatus, int, OfflineFacts | None] | None = None
        self._camera: CameraReport | None = None
        self._scanner: ScannerReport | None = None
        self.checkout: CheckoutPresenter | None = None
        self.receipts: ReceiptsPresenter | None = None
        self.shift: ShiftPresenter | None = None
        self.audit: AuditPresenter | None = None
        self.cases: CasesPresenter | None = None
        self.connection: ConnectionPresenter | None = None
        self.devices: DevicesPresenter | None = None
        self.wallets = WalletDriver(use_cases.wallets, use_cases.refunds, operations, self)
        self.payments: PaymentsPresenter | None = None
        self.settings: SettingsPresenter | None = None
        self.machine: MachinePresenter | None = None
        self.earning = EarningSections(use_cases, operations, self)
        self.earning.section_asked.connect(self.section_asked)
        self.range: RangePresenter | None = None
        self.profile: ProfilePresenter | None = None
        self.guides = GuideSections(use_cases, operations, self)
        self.guides.profile_asked.connect(self.show_profile)
        self._pages: dict[str, Page] = {}
        self._makers = self._page_makers()

    def _page_makers(self) -> dict[str, Callable[[], Page]]:
        """By section."""
        return {
            "checkout": self._make_checkout,
            "receipts": self._make_receipts,
            "returns": self._back.make_returns,
            "unreceipted": self._back.make_unreceipted,
            "shift": self._make_shift,
            "connection": self._make_connection,
            "devices": self._make_devices,
            "audit": self._make_audit,
            "cases": self._make_cases,
            "payments": self._make_payments,
            "settings": self._make_settings,
            "machine": self._make_machine,
            "earnings": self.earning.make_earnings,
            "range": self._make_range,
            "figures": self.earning.make_figures,
            "profile": self._make_profile,
            **self.guides.makers(),
        }

    @property
    def returns(self) -> ReturnsPresenter | None:
        return self._back.returns

    @property
    def unreceipted(self) -> UnreceiptedPresenter | None:
        return self._back.unreceipted

    def page(self, name: str) -> Page:
        """A section's page, built when it is asked for the first time. Raises KeyError for no section."""
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
        return self._pages[name]

    def built(self) -> frozenset[str]:
        """The sections that exist by now."""
        return frozenset(self._pages)

    @property
    def open_payments(self) -> int | None:
        """How many payments and refunds wait in the list; None on a till without wallets."""
        count = sum(not payment.at_counter for payment in self.wallets.payments.open())
        count += len(self.wallets.refunds.open())
        return count if count or self.wallets.payments.set_up else None

    def offline_facts(self, sync: SyncStatus) -> OfflineFacts | None:
        """Since when the ledger is away, and what of the limits without it is used up; None while it answers."""
        if sync.connected:
            self._offline = None
            return None
        now_ms = self.use_cases.clock.elapsed_ms()
        if self._offline is None or self._offline[0] is not sync or now_ms - self._offline[1] >= OFFLINE_LOOK_MS:
            state = counter_facts(self.use_cases).offline()
            found = offline_facts(state.report, state.labels, sync, state.now)
            self._offline = (sync, now_ms, found)
        return self._offline[2]

    def stop(self) -> None:
        """The program ends."""
        self.wallets.stop()

    def show_sync(self, status: SyncStatus) -> None:
        self._sync = status
        if self.connection is not None:
            self.connection.show_sync(status)
        if self.cases is not None:
            self.cases.show_sync(status)

    def show_camera(self, report: CameraReport) -> None:
        self._camera = report
        if self.devices is not None:
            self.devices.show_camera(report.condition, report.frames_per_second)

    def show_scanner(self, report: ScannerReport) -> None:
        self._scanner = report
        if self.devices is not None:
            self.devices.show_scanner(report.condition, report.port)

    def show_frame(self, frame: QImage) -> None:
        if self.devices is not None:
            self.devices.show_frame(frame)

    def show_code(self, shown: str, symbology: str, source: str) -> None:
        if self.devices is not None:
            self.devices.show_code(shown, symbology)
        if self.settings is not None:
            self.settings.show_code(shown, symbology, source)

    def takes_scan(self, name: str, data: bytes, symbology: str | None) -> bool:
        """Whether a scan is this section's affair: all others are the checkout's."""
        self._back.scan(name, data, symbology)
        if name == "range" and self.range is not None:
            self.range.scan(data)
        if name == "profile" and self.profile is not None:
            return self.profile.scan(data, symbology)
        if self.guides.takes_scan(name, data, symbology):
            return True
        page = self._pages.get(name)
        if name != "checkout" and page is not None and page.is_asking():
            # What is typed next would go into the basket: pieces of a count as goods, a number as a search.
            page.banner.show_notice(lambda: notice_of(Refused("question_stands")))
            self.sounds.on_flash("bad")
            return True
        return name in ("devices", "returns", "settings", "unreceipted", "range")

    def set_shown(self, name: str) -> None:
        """Which section is in sight: the camera's picture is wanted on one page only."""
        if self.devices is not None:
            self.devices.set_shown(name == "devices")
        if self.audit is not None and name == "audit":
            self.audit.refresh()
        if self.cases is not None and name == "cases":
            self.cases.look()
        if self.machine is not None and name == "machine":
            self.machine.look()
        self.earning.set_shown(name)
        if self.range is not None and name == "range":
            self.range.look()
        self.guides.look(name)
        if self.profile is not None:
            (self.profile.look if name == "profile" else self.profile.leave)()

    def refresh_ages(self) -> None:
        """Time has passed."""
        if self.connection is not None:
            self.connection.time_passed()
        if self.cases is not None and self.cases.is_in_sight:
            self.cases.refresh()
        if self.machine is not None:
            self.machine.time_passed()

    def _make_checkout(self) -> Page:
        view = CheckoutView(self.place)
        view.scan_bar.flashed.connect(self.sounds.on_flash)
        view.member.profile_asked.connect(lambda: self.section_asked.emit("profile"))
        self.checkout = CheckoutPresenter(
            view, self.use_cases, self._operations, self.printing, driver=self.wallets, parent=self
        )
        self.checkout.staff_scanned.connect(self.badge_scanned)
        self.checkout.receipt_scanned.connect(self.receipt_scanned)
        self.checkout.printer_answered.connect(self.printer_answered)
        self.checkout.approval_asked.connect(self.approval_asked)
        self.checkout.state_shown.connect(self.checkout_shown)
        return view

    def _make_receipts(self) -> Page:
        view = ReceiptsView()
        use = self.use_cases
        self.receipts = ReceiptsPresenter(
            view,
            use.receipts,
            self._operations,
            self.printing,
            paper_mm=use.paper_mm,
            expects_print=use.prints_after_sale,
            accounts=LineAccountsShown(use.line_accounts, lambda: use.checkout.rules, use.currency),
            parent=self,
        )
        self.receipts.printer_answered.connect(self.printer_answered)
        self.receipts.return_asked.connect(self._back.take_back)
        self.receipts.void_asked.connect(self._back.void)
        view.search_asked.connect(self._back.search)
        view.unreceipted_asked.connect(lambda: self._back.open_unreceipted(None))
        return view

    def show_receipt(self, receipt: ShownReceipt) -> None:
        """A receipt was scanned at the counter: of this till it is shown in the list, of another one its goods may come
        back.
        """
        if not self._back.show_receipt(receipt) and self.receipts is not None:
            self.receipts.show_sale(receipt.code.sale_id)

    def _make_shift(self) -> Page:
        view = ShiftView()
        self.shift = ShiftPresenter(view, self._shift_use_cases, self._operations, self)
        self.shift.printer_answered.connect(self.printer_answered)
        self.shift.approval_asked.connect(self.approval_asked)
        return view

    def _make_connection(self) -> Page:
        view = ConnectionView()
        self.connection = ConnectionPresenter(
            view,
            self._line,
            self.use_cases.clock,
            counter_facts(self.use_cases),
            operations=self._operations,
            parent=self,
        )
        self.connection.show_sync(self._sync)
        return view

    def _make_audit(self) -> Page:
        view = AuditView()
        use = self.use_cases
        self.audit = AuditPresenter(
            view, use.audit, self._operations, clock=use.clock, currency=use.currency, parent=self
        )
        return view

    def _make_cases(self) -> Page:
        view = CasesView()
        self.cases = CasesPresenter(view, self._case_use_cases, self._operations, self)
        self.cases.show_sync(self._sync)
        view.range_asked.connect(lambda: self.section_asked.emit("range"))
        return view

    def _make_range(self) -> Page:
        view = RangeView()
        self.range = RangePresenter(view, self._range_use_cases, self._operations, self)
        return view

    def _make_payments(self) -> Page:
        view = PaymentsView()
        self.payments = PaymentsPresenter(view, self.wallets, self.use_cases.parking, self._operations, self)
        self.payments.fetched.connect(lambda: self.section_asked.emit("checkout"))
        self.payments.approval_asked.connect(self.approval_asked)
        self._drawer = SlowOperation(self._operations, self)  # one that cannot be opened is opened by its key
        self.payments.cash_given.connect(lambda: self._drawer.start(partial(self._device_control.test, "drawer")))
        return view

    def _make_settings(self) -> Page:
        view = SettingsView()
        self.settings = SettingsPresenter(view, self._settings, self._device_control, self._operations, self)
        self.settings.approval_asked.connect(self.approval_asked)
        self.settings.printer_answered.connect(self.printer_answered)
        view.machine_asked.connect(lambda: self.section_asked.emit("machine"))
        return view

    def _make_machine(self) -> Page:
        view = MachineView()
        self.machine = MachinePresenter(view, self._machine_use_cases, self._operations, self)
        self.machine.approval_asked.connect(self.approval_asked)
        self.machine.closed.connect(self.till_closed)
        return view

    def _make_profile(self) -> Page:
        panels = [build(PanelContext(self.use_cases, self._operations)) for build in BUILDERS]
        view = ProfileView(panels)
        self.profile = ProfilePresenter(view, self.use_cases, self._operations, self)
        self.profile.section_asked.connect(self.section_asked)
        return view

    @Slot(object)
    def show_profile(self, one_id: str) -> None:
        """Of whom another page speaks."""
        self.section_asked.emit("profile")
        if self.profile is not None:
            self.profile.show_member(one_id)

    def _make_devices(self) -> Page:
        view = DevicesView()
        self.devices = DevicesPresenter(view, self._device_control, self._settings, self._operations, self)
        self.devices.approval_asked.connect(self.approval_asked)
        self.devices.printer_answered.connect(self.printer_answered)
        if self._camera is not None:
            self.devices.show_camera(self._camera.condition, self._camera.frames_per_second)
        if self._scanner is not None:
            self.devices.show_scanner(self._scanner.condition, self._scanner.port)
        return view
