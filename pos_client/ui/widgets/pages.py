"""Pages of which one is in sight, and a wall around them: what changes inside arranges nothing outside anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Pages(QWidget):
    """Every page has the size of this widget, which asks for as much room as its largest page needs at least.

    In a QStackedWidget each label whose text changes, and each widget that is shown, has everything up to the window
    arranged anew, at once: at the end of a payment that took longer than the payment. Here a layout ends; only when
    the least size has become another one is it told to what is around.
    """

    def __init__(self, *, asks_for_room: bool = True, parent: QWidget | None = None) -> None:
        """`asks_for_room` False: it takes what is left, and its pages give way or scroll."""
        super().__init__(parent)
        self._asks_for_room = asks_for_room
        if not asks_for_room:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._pages: list[QWidget] = []
        self._shown: QWidget | None = None
        self._least = QSize(0, 0)
        self._is_measured = True

    def add(self, page: QWidget) -> bool:
        """The first one is shown. False: it is one of them already."""
        if page in self._pages:
            return False
        if page.parentWidget() is not self:
            page.setParent(self)
        page.hide()
        self._pages.append(page)
        self._measure_soon()
        self.updateGeometry()
        if self._shown is None:
            self.show_page(page)
        return True

    @property
    def shown(self) -> QWidget | None:
        return self._shown

    def leave(self, following: QWidget) -> None:
        """Hide what is shown, if another page follows: it need not be arranged for a size that it will not have.

        Whoever turns pages says where the keyboard goes then; by itself Qt would walk through the whole window for it.
        """
        before = self._shown
        if before is None or before is following:
            return
        focused = self.window().focusWidget()
        if focused is not None and before.isAncestorOf(focused):
            focused.clearFocus()
        before.hide()
        self._shown = None

    def show_page(self, page: QWidget) -> None:
        if page is self._shown:
            return
        self.leave(page)
        self._shown = page
        page.setGeometry(self.rect())
        page.show()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        if not self._is_measured:
            self._is_measured = True
            self._least = QSize(0, 0)
            for page in self._pages:
                self._least = self._least.expandedTo(page.minimumSizeHint()).expandedTo(page.minimumSize())
        return self._least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None:
            self._shown.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure_soon()  # out of sight nobody tells of a change

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._measure_soon()
        return super().event(event)

    def _measure_soon(self) -> None:
        """Once for many changes: pages that were never shown are costly to measure."""
        if self._asks_for_room and self._is_measured:
            self._is_measured = False
            QTimer.singleShot(0, self, self._tell_size)

    @Slot()
    def _tell_size(self) -> None:
        before = self._least
        if self.minimumSizeHint() != before:
            self.updateGeometry()
