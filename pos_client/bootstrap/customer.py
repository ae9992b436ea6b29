"""The shopper's window: on the second screen, or in a window, as the setting and the cashier's key say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QWidget

from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.customer.state import CustomerState, customer_state
from pos_client.ui.screens.customer.view import CustomerView
from retail.ports import ReferenceData

KEY = "Ctrl+S"


class CustomerWindow(QObject):
    """Shows what the checkout shows, less what is nobody else's affair. `settings` are the store's."""

    def __init__(
        self,
        main: QWidget,
        store_name: str,
        settings: Callable[[], Mapping[str, Any]],
        mode: Callable[[], str],
        is_signed_in: Callable[[], bool],
    ) -> None:
        """`mode` is the till's setting: `off`, `second` (on a second screen when there is one) or `window`."""
        super().__init__(main)
        self._main = main
        self._settings = settings
        self._mode = mode
        self._facts: Mapping[str, Any] | None = None
        self._checkout: CheckoutViewState | None = None
        self._signed_in = is_signed_in
        self.view = CustomerView(store_name)
        self._key = QShortcut(QKeySequence(KEY), main)
        self._key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._key.activated.connect(self.move_on)

    @Slot()
    def place(self) -> None:
        """Show it where the setting says, or hide it."""
        others = self._other_screens()
        if self._mode() == "second" and others:
            self._show_on(others[0])
        elif self._mode() == "window":
            self._show_in_window()
        else:
            self.view.hide()

    @Slot()
    def move_on(self) -> None:
        """The key: shown, then on the next other screen, then in a window, then hidden."""
        others = self._other_screens()
        if not self.view.isVisible():
            if others:
                self._show_on(others[0])
            else:
                self._show_in_window()
            return
        at = others.index(self.view.screen()) if self.view.screen() in others and self.view.isFullScreen() else None
        if at is not None and at + 1 < len(others):
            self._show_on(others[at + 1])
        elif at is not None:
            self._show_in_window()
        else:
            self.view.hide()

    @Slot(object)
    def show_checkout(self, state: CheckoutViewState) -> None:
        self._checkout = state
        self._show()

    @Slot(object)
    def on_changed(self, changes: Changes) -> None:
        """Whoever signs out takes the basket from the shopper's screen; new settings may name another code."""
        if changes.facts & {"reference", "session"}:
            self._facts = None
            self._show()

    @Slot()
    def close(self) -> None:
        """The till is closed."""
        self.view.hide()
        self.view.deleteLater()

    def _show(self) -> None:
        if self._checkout is None or not self._signed_in():
            self.view.show_state(CustomerState())
            return
        if self._facts is None:
            self._facts = self._settings()
        self.view.show_state(customer_state(self._checkout, self._facts))

    def _other_screens(self) -> list[QScreen]:
        return [screen for screen in QGuiApplication.screens() if screen is not self._main.screen()]

    def _show_on(self, screen: QScreen) -> None:
        self.view.setScreen(screen)
        self.view.setGeometry(screen.geometry())
        self.view.showFullScreen()
        self._keep_the_keys()

    def _show_in_window(self) -> None:
        self.view.showNormal()
        room = self._main.screen().availableSize()
        self.view.resize(min(1024, room.width()), min(640, room.height()))
        self.view.show()
        self._keep_the_keys()

    def _keep_the_keys(self) -> None:
        """Some window managers give them to whatever appears."""
        if self._main.isVisible():
            self._main.activateWindow()


def make_customer_window(
    main: MainWindow,
    desk: Desk,
    staff: StaffDesk,
    *,
    reference: ReferenceData,
    settings: SettingsFile,
    operations: Operations,
) -> CustomerWindow:
    """Joined with the till's window, and where the setting says."""
    made = CustomerWindow(
        main,
        desk.facts.store_name,
        reference.settings,
        lambda: settings.current.customer_display,
        lambda: staff.current is not None,
    )
    main.checkout_shown.connect(made.show_checkout)
    main.closing.connect(made.close)
    operations.changed.connect(made.on_changed)
    settings.subscribe("customer_display", made.place)
    made.place()
    return made
