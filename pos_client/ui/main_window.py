"""The window: sign-in, and behind it the rail, the top bar, and the sections, built when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from pos_client.application.changes import Changes
from pos_client.application.machine_news import MachineNews
from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.staff import StaffDesk
from pos_client.application.till import TillFacts
from pos_client.errors import Refused, UserFacing
from pos_client.sync.status import SyncStatus
from pos_client.ui.approvals import ApprovalPrompt
from pos_client.ui.failures import notice_of
from pos_client.ui.idle import IdleLock
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.ports import CameraReport, DeviceControl, ScannedCode, ScannerReport
from pos_client.ui.screens.sign_in.presenter import SignInPresenter
from pos_client.ui.screens.sign_in.view import SignInView
from pos_client.ui.section_table import BEHIND, SECTION_RIGHTS, SECTIONS, rail_words, section_words
from pos_client.ui.shown_code import shown_code
from pos_client.ui.tab_order import put_in_order
from pos_client.ui.theme import fit_to_screen
from pos_client.ui.widgets.approval_panel import ApprovalPanel
from pos_client.ui.widgets.banner import Banner
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.pages import Pages
from pos_client.ui.widgets.rail import Rail
from pos_client.ui.widgets.top_bar import PRINTER_ANSWERS, PrinterState, TopBar, TopBarState, printer_now
from retail.ports import Clock, StoreFailed

if TYPE_CHECKING:
    from pos_client.ui.sections import Sections

CLOCK_MS = 5_000
PREPARE_MS = 100  # after the first paint, before anybody has signed in
BADGE_PREFIX = b"US1:"


@dataclass(frozen=True, slots=True)
class TillServices:
    """What the window itself works with. `make_sections` is called once, after the first paint."""

    facts: TillFacts
    staff: StaffDesk
    devices: DeviceControl
    clock: Clock
    make_sections: Callable[[], Sections]
    look_at_machine: Callable[[], MachineNews]


class MainWindow(QMainWindow):
    """Bootstrap connects workers' signals to the slots here; `closing` is emitted when the window is closed."""

    closing = Signal()
    language_changed = Signal(object)  # the code, to be kept as the setting
    checkout_shown = Signal(object)  # CheckoutViewState
    till_closed = Signal(object)  # this machine sells no more: as MachinePresenter.closed
    preparing = Signal()  # the counter is about to be built; should it fail, everything else goes on

    def __init__(
        self, services: TillServices, operations: Operations, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._operations = operations
        self._language = language
        self._sync = SyncStatus()
        self._printer: PrinterState = "ready" if services.devices.printer_target() else "none"
        self._section = "checkout"
        self.setWindowTitle("OneTill")
        fit_to_screen(self)
        self._stack = Pages()
        self.setCentralWidget(self._stack)
        self.sign_in_view = SignInView(self._stack)
        self.sign_in = SignInPresenter(
            self.sign_in_view, services.staff, services.facts, operations, language=language, parent=self
        )
        self._stack.add(self.sign_in_view)
        self._made_sections: Sections | None = None
        self._work = self._built_work()
        self._stack.add(self._work)
        self.approval = ApprovalPrompt(ApprovalPanel(self), services.staff, operations, self)
        self.approval.closed.connect(self._on_approval_closed)
        self.idle = IdleLock(self)
        self.idle.passed.connect(self._on_idle)
        self._clock_timer = QTimer(self)
        self._clock_timer.timeout.connect(self._on_clock)
        self._clock_timer.start(CLOCK_MS)
        self.sign_in.signed_in.connect(self._on_signed_in)
        self.sign_in.signed_out.connect(self._on_signed_out)
        operations.failed.connect(self._on_failed)
        operations.changed.connect(self._on_changed)
        language.changed.connect(self.language_changed)
        self._retranslate()
        self.sign_in_view.setFocus()

    def _built_work(self) -> QWidget:
        page = QWidget(self._stack)
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail()
        for name, icon, key in SECTIONS:
            self.rail.add_section(name, icon, key)
        self.rail.section_asked.connect(self.show_section)
        self.rail.language_asked.connect(self._language.use_next)
        self.rail.sign_out_asked.connect(self._on_sign_out_asked)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.top_bar = TopBar()
        self.top_bar.sync_clicked.connect(lambda: self.show_section("connection"))
        self.top_bar.printer_clicked.connect(lambda: self.show_section("devices"))
        self.top_bar.room_clicked.connect(lambda: self.show_section("machine"))
        column.addWidget(self.top_bar)
        self._section_stack = Pages()
        column.addWidget(self._section_stack, 1)
        row.addLayout(column, 1)
        return page

    # --- sections

    @property
    def sections(self) -> Sections:
        """The sections, made when they are first needed."""
        if self._made_sections is None:
            made = self._made_sections = self._services.make_sections()
            made.place = self._section_stack
            made.badge_scanned.connect(self._on_badge)
            made.section_asked.connect(self.show_section)
            made.till_closed.connect(self.till_closed)
            made.receipt_scanned.connect(self._on_receipt)
            made.printer_answered.connect(self._on_printer_answered)
            made.printing.waiting_changed.connect(self._show_top_bar)
            made.approval_asked.connect(self.approval.ask)
            made.checkout_shown.connect(self.checkout_shown)
            made.show_sync(self._sync)
        return self._made_sections

    def stop(self) -> None:
        """The program ends: what the sections have under way is left to the next start."""
        if self._made_sections is not None:
            self._made_sections.stop()

    def page(self, name: str) -> Page:
        """The section's view, built when it is asked for the first time."""
        page = self.sections.page(name)
        if self._section_stack.add(page):
            page.setAccessibleName(section_words(name))
        return page

    @Slot(object)
    def show_section(self, name: str) -> None:
        if name in SECTION_RIGHTS and not self._may_see(name):
            return
        page = self.page(name)
        self._section = name
        self._section_stack.show_page(page)
        self.rail.show_current(BEHIND.get(name, name))
        self.sections.set_shown(name)
        page.take_keyboard()
        self._show_top_bar()

    # --- what the workers tell

    @Slot(object)
    def show_sync(self, status: SyncStatus) -> None:
        """Connect the sync worker's `status_changed` here."""
        self._sync = status
        self._show_top_bar()
        self.sign_in.show_sync(status)
        if self._made_sections is not None:
            self._made_sections.show_sync(status)

    @Slot(object)
    def on_code_scanned(self, code: ScannedCode) -> None:
        """Connect every scanner's `code_scanned` here. Before sign-in only a staff badge is of use."""
        self.sections.show_code(shown_code(code.data), code.symbology or "", code.source)
        self.idle.touched()
        if self._services.staff.current is None:
            self._scan_signed_out(code)
            return
        if self.approval.is_open:
            self._scan_approver(code)
            return
        if self.sections.takes_scan(self._section, code.data, code.symbology):
            return
        self.page("checkout")
        if self._section != "checkout":
            self.show_section("checkout")
        if self.sections.checkout is not None:
            self.sections.checkout.scan(code.data, code.symbology)

    def _scan_signed_out(self, code: ScannedCode) -> None:
        staff_id = self._badge_of(code, self.sign_in_view.banner)
        if staff_id is not None:
            self.sign_in.choose(staff_id)

    def _scan_approver(self, code: ScannedCode) -> None:
        """While a manager's word is asked for a badge says whose, and nobody changes places; all else waits."""
        staff_id = self._badge_of(code, self.approval.panel.banner)
        if staff_id is None:
            self.sections.sounds.on_flash("bad")
        else:
            self.approval.badge(staff_id)

    def _badge_of(self, code: ScannedCode, banner: Banner) -> str | None:
        """The staff number on a badge; None when it is none, which the banner then says."""
        try:
            if not code.data.startswith(BADGE_PREFIX):
                raise Refused("approval_stands" if self.approval.is_open else "not_signed_in")
            outcome = self.sections.use_cases.scans.scan(code.data, code.symbology)
        except (UserFacing, StoreFailed) as error:
            failure = error
            banner.show_notice(lambda: notice_of(failure))
            return None
        return outcome.detail.get("staff_id", "")

    @Slot(QImage)
    def show_frame(self, frame: QImage) -> None:
        """Connect the camera's preview frames here; they are looked at on the devices page only."""
        if self._section == "devices":
            self.sections.show_frame(frame)

    @Slot(object)
    def show_camera(self, report: CameraReport) -> None:
        """Connect the camera's reports here."""
        self.sections.show_camera(report)

    @Slot(object)
    def show_scanner(self, report: ScannerReport) -> None:
        """Connect the serial scanner's reports here."""
        self.sections.show_scanner(report)

    # --- signing in and out

    @Slot()
    def _on_signed_in(self) -> None:
        self._stack.show_page(self._work)
        self.idle.start(self.sections.use_cases.checkout.limits.lock_after_minutes)
        self._show_rail()
        self.show_section("checkout")

    def _show_rail(self) -> None:
        """The sections that whoever is signed in may see, and the open payments with their number."""
        hidden = {name for name in SECTION_RIGHTS if not self._may_see(name)}
        count = self.sections.open_payments
        self.rail.show_sections(frozenset(hidden | ({"payments"} if count is None else set())))
        self.rail.buttons["payments"].set_words(rail_words("payments") + (f" {count}" if count else ""))

    def _may_see(self, section: str) -> bool:
        return self._services.staff.may(SECTION_RIGHTS[section])

    @Slot()
    def _on_approval_closed(self) -> None:
        page = self._page_in_sight()
        if page is not None:
            page.take_keyboard()

    @Slot()
    def _on_idle(self) -> None:
        """Nobody has touched the till for as long as the store allows."""
        if self._services.staff.current is not None:
            state = self.sections.use_cases.checkout.state
            self.sign_in.lock(has_basket=not state.basket.is_empty)

    @Slot()
    def _on_signed_out(self) -> None:
        self.approval.close()
        self.idle.stop()
        self._stack.show_page(self.sign_in_view)
        self.sign_in_view.setFocus()

    @Slot()
    def _on_sign_out_asked(self) -> None:
        self.sign_in.sign_out("asked")

    @Slot(object)
    def _on_badge(self, staff_id: str) -> None:
        """A badge at a till in use: its owner takes over, by PIN; the basket stays."""
        self.sign_in.sign_out("asked")
        self.sign_in.choose(staff_id)

    @Slot(object)
    def _on_receipt(self, receipt: ShownReceipt) -> None:
        self.show_section("receipts")
        self.sections.show_receipt(receipt)

    @Slot(object)
    def _on_printer_answered(self, answer: object) -> None:
        """True, or what is wrong: the code of an error."""
        self._printer = PRINTER_ANSWERS.get(answer, "failed")
        self._show_top_bar()

    @Slot(object)
    def _on_failed(self, error: UserFacing) -> None:
        """A refusal that no presenter took: in the banner of what is in sight."""
        page = self._page_in_sight()
        if page is not None:
            page.banner.show_notice(lambda: notice_of(error))

    def _page_in_sight(self) -> Page | None:
        page = self._section_stack.shown if self._stack.shown is self._work else self.sign_in_view
        return page if isinstance(page, Page) else None

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.facts & {"reference", "session", "settings"}:
            self.sign_in.refresh()
            self._show_top_bar()
        if ("tenders" in changes or "refunds" in changes) and self._services.staff.current is not None:
            self._show_rail()

    # --- words and clock

    @Slot()
    def _on_clock(self) -> None:
        self._show_top_bar()
        if self._made_sections is not None:
            self._made_sections.refresh_ages()

    def _retranslate(self) -> None:
        for name, button in self.rail.buttons.items():
            button.set_words(rail_words(name))
        if self._made_sections is not None:
            for name in self._made_sections.built():
                self._made_sections.page(name).setAccessibleName(section_words(name))
            if self._services.staff.current is not None:
                self._show_rail()
        self.rail.language_button.set_words(self._language.next_name())
        self.rail.sign_out_button.set_words(self.tr("Sign out"))
        self._show_top_bar()

    @Slot()
    def _show_top_bar(self) -> None:
        current = self._services.staff.current
        facts, made = self._services.facts, self._made_sections
        self._printer = printer_now(self._printer, self._services.devices)
        self.top_bar.show_state(
            TopBarState(
                section=section_words(self._section),
                store_name=facts.store_name,
                till=self.tr("Till {till}").format(till=facts.till),
                sync=self._sync,
                printer=self._printer,
                cashier="" if current is None else current.name,
                staff_id="" if current is None else current.staff_id,
                now=self._services.clock.now(),
                unprinted=0 if made is None else len(made.printing.waiting),
                offline=None if made is None else made.offline_facts(self._sync),
                machine=self._services.look_at_machine(),
            )
        )

    # --- Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self.windowHandle())
        # Whoever types a PIN meanwhile does not wait for the checkout afterwards.
        QTimer.singleShot(PREPARE_MS, self, self._prepare)

    @Slot()
    def _prepare(self) -> None:
        self.preparing.emit()
        self.page("checkout")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self._made_sections is not None and self._made_sections.checkout is not None:
                self._made_sections.checkout.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody with the focus wanted goes to the screen in sight."""
        page = self._page_in_sight()
        if page is not None and page.handle_key(event):
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab. While a manager is asked for a word it goes around in that question."""
        put_in_order(self.approval.panel if self.approval.is_open else self)
        return super().focusNextPrevChild(following)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
