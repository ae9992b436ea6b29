"""The till with its window: built here, joined here, and taken apart here in the right order."""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.application.changes import Changes
from pos_client.application.machine_news import MachineNews
from pos_client.application.settings_desk import SettingsDesk
from pos_client.application.staff import StaffDesk
from pos_client.bootstrap.counter_first import CounterFirst
from pos_client.bootstrap.desk import TillStore, make_desk, open_till_store
from pos_client.bootstrap.devices import Devices, receipt_writers
from pos_client.bootstrap.logs import log_to
from pos_client.bootstrap.page_ports import Line
from pos_client.bootstrap.places import FIRST_RUN, default_data_folder
from pos_client.bootstrap.promises import LedgerPromises
from pos_client.bootstrap.settings_file import SettingsFile, text_percent
from pos_client.devices.wedge import WedgeFilter
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.settings import BadSettings
from pos_client.sync.status import SyncStatus
from pos_client.sync.worker import SyncWorker
from pos_client.system import collect_seldom, take_turns_often
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow, TillServices
from pos_client.ui.operations import Operations
from pos_client.ui.theme import apply_theme, fill_screens, fit_to_screen, set_text_percent
from retail.ports import StoreFailed

if TYPE_CHECKING:  # what the first picture does not need is imported after it
    from pos_client.bootstrap.first_start import FirstStart
    from pos_client.bootstrap.till import Till
    from pos_client.sync.session import SyncSession
    from pos_client.ui.screens.closed.presenter import ClosedPresenter
    from pos_client.ui.sections import Sections

log = logging.getLogger(__name__)

#: After the counter began to be built, so that it is there and drawn before: they share one interpreter.
WORKERS_MS = 50


class TillApp(QObject):
    """One enrolled till with its window and its workers.

    The window opens with the sign-in page alone. The counter (`till`) is built when it is first needed: right after the
    first picture, while the cashier types a PIN.
    """

    def __init__(self, base: TillStore, settings: SettingsFile, operations: Operations, language: Language) -> None:
        super().__init__()
        self.base = base
        self.desk = make_desk(base)
        self.staff = StaffDesk(self.desk, base.store.reference)
        self._operations = operations
        self._language = language
        self._settings = settings
        self.settings = SettingsDesk(self.desk, self.staff, settings)
        self._writers = receipt_writers(settings)
        self._till: Till | None = None
        self._was_connected: bool | None = None
        self.devices = Devices(settings, self._writers, self)
        self._promises = LedgerPromises(base, settings.current.reservation_timeout_ms)
        self.sync = SyncWorker(self._make_session, base.store.close_thread)
        services = TillServices(
            self.desk.facts, self.staff, self.devices, base.clock, self._make_sections, self._machine_news
        )
        self.window = MainWindow(services, operations, language)
        self.wedge = WedgeFilter(parent=self)
        self._counter_first = CounterFirst(base.store.hurry, self)
        self._join()

    @property
    def till(self) -> Till:
        """The counter's use cases."""
        if self._till is None:
            built = importlib.import_module("pos_client.bootstrap.till").build_till(
                self.base, self.desk, self.staff, asks_ledger=True, takes_wallets=True, watches_room=True
            )
            self._till = built
        return self._till

    def _make_sections(self) -> Sections:
        receipts = importlib.import_module("pos_client.application.receipts")
        sections = importlib.import_module("pos_client.ui.sections")
        till, store = self.till, self.base.store
        kit = receipts.ReceiptKit(
            self.desk,
            store.sales,
            store.members,
            store.reference,
            self.base.keys.current,
            self._settings.current.receipt_language,
        )
        use_cases = importlib.import_module("pos_client.bootstrap.counter_use_cases").make_counter_use_cases(
            till,
            kit,
            self._writers,
            settings=self._settings,
            promises=self._promises,
            prints_after_sale=self._prints_after_sale,
        )
        reports = importlib.import_module("pos_client.application.shift_reports")
        paper = reports.ShiftPaper(self.desk.facts, store.reference, self._settings.current.receipt_language)
        shift = importlib.import_module("pos_client.ui.screens.shift.presenter").ShiftUseCases(
            till.shifts,
            reports.ShiftReports(paper, till.shifts, self.base.clock, self._writers.print_document),
            self.desk.facts.currency,
            functools.partial(self.devices.test, "drawer"),
        )
        make_returns = importlib.import_module("pos_client.bootstrap.returns").make_return_use_cases
        line, returns = Line(self.sync, self.base), make_returns(till, kit, self._writers)
        pages = importlib.import_module("pos_client.bootstrap.own_range").ledger_pages(self.base, self.desk, self.staff)
        make_machine = importlib.import_module("pos_client.bootstrap.machine").make_machine_use_cases
        pages["machine"] = make_machine(till, self._settings, self._operations)
        return sections.Sections(  # type: ignore[no-any-return]
            use_cases, shift, line, self.devices, self._operations, returns=returns, settings=self.settings, **pages
        )

    def _machine_news(self) -> MachineNews:
        return self.base.news(is_quiet=self._till is not None and self._till.checkout.state.basket.is_empty)

    def _prints_after_sale(self) -> bool:
        """Asked at each sale: a printer may be set up while the till runs, and a till without one is not broken."""
        settings = self._settings.current
        return settings.print_after_sale and bool(settings.printer)

    def _join(self) -> None:
        self._settings.subscribe("language", self._follow_language)
        for scanner in (self.devices, self.wedge):
            scanner.code_scanned.connect(self._counter_first.code_read)
            scanner.code_scanned.connect(self.window.on_code_scanned)
        self.window.checkout_shown.connect(self._counter_first.counter_shown)
        self._counter_first.may_send.connect(self._on_may_send)
        self.devices.frame_shown.connect(self.window.show_frame)
        self.devices.camera_changed.connect(self.window.show_camera)
        self.devices.scanner_changed.connect(self.window.show_scanner)
        self.sync.status_changed.connect(self._on_status)
        self.sync.data_pulled.connect(self._on_pulled)
        self._operations.changed.connect(self._counter_first.changed)
        self.window.language_changed.connect(self._on_language)
        start_soon = functools.partial(QTimer.singleShot, WORKERS_MS, self._start_workers)
        self.window.preparing.connect(start_soon, Qt.ConnectionType.SingleShotConnection)

    def start(self) -> None:
        """Show the window; everything that the first picture does not need comes after it."""
        self.window.show()
        self.wedge.start()

    @Slot()
    def _start_workers(self) -> None:
        self.sync.start()
        self.devices.start()
        customer = importlib.import_module("pos_client.bootstrap.customer")
        self.customer: QObject = customer.make_customer_window(
            self.window,
            self.desk,
            self.staff,
            reference=self.base.store.reference,
            settings=self._settings,
            operations=self._operations,
        )
        gc.freeze()
        gc.enable()
        first_minute = importlib.import_module("pos_client.bootstrap.first_minute")
        self._first_minute: QObject = first_minute.FirstMinute(
            self._operations, lambda: self._till, self.sync.wake, self._operations
        )

    def stop(self) -> None:
        """Sign out, stop the workers, close the store."""
        self.wedge.stop()
        try:
            self.staff.sign_out("closed")
        except StoreFailed as error:
            log.error("signing out at the end: %s", error)
        self.devices.stop()
        self.window.stop()
        self.sync.stop()
        self._operations.stop()
        try:
            self._promises.close()
        except StoreFailed as error:
            log.error("letting go of reservations at the end: %s", error)

    def _make_session(self, report: Callable[[SyncStatus], None], stopping: Callable[[], bool]) -> SyncSession:
        # Imported on the sync thread, after the first picture: HTTP is no part of a cold start.
        line = importlib.import_module("pos_client.bootstrap.line")
        session, _ = line.make_sync_session(self.base, report, stopping, pause=line.pause)
        return session  # type: ignore[no-any-return]  # the module is looked up by name

    @Slot()
    def _on_may_send(self) -> None:
        self.sync.wake()

    @Slot(object)
    def _on_status(self, status: SyncStatus) -> None:
        if self._till is not None and status.connected != self._was_connected:
            self._till.wallets.look_again()
            self._till.refunds.look_again()
        self._was_connected = status.connected
        self.window.show_sync(status)
        if self._till is not None:
            self._operations.run(self._till.checkout.connection_changed)

    @Slot()
    def _on_pulled(self) -> None:
        self._operations.run(self._reference_changed)

    def _reference_changed(self) -> Changes:
        changes = Changes.of("reference")
        if self._till is not None:
            changes |= self._till.reference_changed()
        return changes

    def _follow_language(self) -> None:
        """The language was chosen on the settings page."""
        self._language.use(self._settings.current.language)

    @Slot(object)
    def _on_language(self, code: str) -> None:
        self._operations.run(functools.partial(self.settings.change, "language", code))


class AppRunner(QObject):
    """From a data folder to a window: the till, or the page that says why not, or the page that enrols it."""

    opened = Signal(object)  # TillApp

    def __init__(self, application: QApplication, data_folder: Path, overrides: dict[str, str]) -> None:
        super().__init__()
        self._application = application
        self._folder = data_folder
        self._overrides = overrides
        self._operations = Operations(self)
        self._language = Language(overrides.get("language", "zh_CN"), self)
        self._base: TillStore | None = None
        self._settings: SettingsFile | None = None
        self._page: QWidget | None = None
        self.first_start: FirstStart | None = None
        self._closed: ClosedPresenter | None = None
        self.app: TillApp | None = None
        sys.excepthook = self._on_mistake

    def open(self, note: str | UserFacing = "") -> None:
        """Show what fits. `note`: the file of a till that was closed to move, or why one did not arrive."""
        try:
            base = open_till_store(self._folder, program="pos-client")
        except (StoreFailed, BadSettings) as error:
            self._show_error(_user_facing(error))
            return
        self._base = base
        self._settings = SettingsFile(base.store.data_folder, base.settings, self._overrides)
        self._language.use(self._settings.current.language)
        if base.store.closed is not None:
            self._show_closed(base, note if isinstance(note, str) else "")
        elif base.is_enrolled and not (base.store.data_folder / FIRST_RUN).exists():
            self._show_till()
        else:
            self._show_first_start(base, None if isinstance(note, str) else note)

    def close(self) -> None:
        """Take everything apart; called when the event loop has ended."""
        if self.app is not None:
            self.app.stop()
        elif self.first_start is not None:
            self.first_start.stop()
        self._operations.stop()
        if self._base is not None:
            self._base.close()

    def _show_till(self) -> None:
        assert self._base is not None
        assert self._settings is not None
        self.app = TillApp(self._base, self._settings, self._operations, self._language)
        self.app.window.closing.connect(self._application.quit)
        # Not within the signal of a window that is about to go.
        self.app.window.till_closed.connect(self._start_again, Qt.ConnectionType.QueuedConnection)
        self.app.start()
        self._replace_page(None)
        self.opened.emit(self.app)

    def _show_first_start(self, base: TillStore, wrong: UserFacing | None) -> None:
        # Pages that most starts never show are imported when they are.
        first_start = importlib.import_module("pos_client.bootstrap.first_start").FirstStart
        first = first_start(base, self._settings, self._operations, self._language, self, wrong=wrong)
        first.finished.connect(self._show_till)
        first.again.connect(self._start_again)
        self.first_start = first
        self._replace_page(first.view)
        first.view.focus_home()

    def _show_closed(self, base: TillStore, move_to: str) -> None:
        view, self._closed = importlib.import_module("pos_client.bootstrap.closed_page").make_closed_page(
            base, self._operations, self._language, self, move_to
        )
        self._closed.wiped.connect(self._start_again)
        view.close_asked.connect(self._application.quit)
        self._replace_page(view)

    @Slot()
    @Slot(object)
    def _start_again(self, note: str | UserFacing = "") -> None:
        """This machine's till was closed, wiped, or has arrived: what fits now is shown, as at a start."""
        app, self.app = self.app, None
        if app is not None:
            app.window.closing.disconnect(self._application.quit)
            app.stop()
        if self._base is not None:
            self._base.close()
            self._base = None
        # What belonged to the old window hears of nothing any more.
        self._operations.deleteLater()
        self._operations = Operations(self)
        self.open(note)
        if app is not None:
            # After the page that follows it: without any window the program would end.
            app.window.close()
            app.window.deleteLater()
            app.deleteLater()

    def _show_error(self, error: UserFacing) -> None:
        log.error("the store was not opened: %s", error)
        view = importlib.import_module("pos_client.ui.screens.store_error.view").StoreErrorView(error, self._language)
        view.retry_asked.connect(self._start_again)
        view.close_asked.connect(self._application.quit)
        self._replace_page(view)

    def _replace_page(self, page: QWidget | None) -> None:
        if self._page is not None:
            self._page.close()
            self._page.deleteLater()
        self._page = page
        if page is not None:
            fit_to_screen(page)
            page.show()

    def _on_mistake(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception that reached no one: logged with its trace, told in a sentence, and the loop goes on."""
        if isinstance(error, KeyboardInterrupt):
            self._application.quit()
            return
        if isinstance(error, StoreFailed):
            # A look-up met a disk that fails: nothing was to be undone, and the words are the store's own.
            log.error("the store failed: %s", error)
            self._operations.failed.emit(Unavailable(error.code, **error.params))
            return
        log.critical("a mistake of ours", exc_info=(kind, error, trace))
        self._operations.failed.emit(Unavailable("bug"))


def _user_facing(error: StoreFailed | BadSettings) -> UserFacing:
    if isinstance(error, StoreFailed):
        return Unavailable(error.code, **error.params)
    return Refused("settings_wrong", detail=str(error))


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, dressed."""
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("OneTill")
    application.setDesktopFileName("onetill")
    application.setQuitOnLastWindowClosed(True)
    apply_theme(application)
    return application


def run_app(argv: list[str]) -> int:
    """`pos-client app`: the window until it is closed."""
    parser = argparse.ArgumentParser(prog="pos-client app", description="The till's window.")
    parser.add_argument("--data", type=Path, default=default_data_folder(), metavar="FOLDER")
    parser.add_argument("--language", choices=("zh_CN", "zh_TW", "en"), help="this time only")
    parser.add_argument("--camera", metavar="SOURCE", help="a number, a device, a video file or a URL; this time only")
    parser.add_argument("--full-screen", action="store_true", help="fill the screen")
    options = parser.parse_args(argv)
    fill_screens(options.full_screen)
    take_turns_often()
    collect_seldom()
    log_to(options.data)
    set_text_percent(text_percent(options.data))
    application = make_application([])
    overrides = {name: value for name in ("language", "camera") if (value := getattr(options, name)) is not None}
    runner = AppRunner(application, options.data, overrides)
    runner.open()
    code = application.exec()
    runner.close()
    return code
