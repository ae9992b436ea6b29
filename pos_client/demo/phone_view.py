"""The demo phone's window: a member's app with two pages, the code and the goods. It shows states and says intents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pos_client.demo.code_drawing import QrMatrix
from pos_client.demo.phone_texts import Language, text, tier_name
from pos_client.demo.phone_widgets import BarcodePanel, CardFace, CountdownRing, MemberCardButton, QrPanel

ROTATES_S = 30.0
_SIZE = (376, 730)
_PICTURE_SCALE = 2.0
_PAGES = ("member", "goods")


@dataclass(frozen=True, slots=True)
class PhoneMember:
    """Somebody whose phone this may be; `name` is what the demo calls them."""

    one_id: str
    name: str


@dataclass(frozen=True, slots=True)
class PhoneGoods:
    """Goods with an EAN-13; `price` is a text as it is to be shown."""

    name: str
    barcode: str
    price: str


@dataclass(frozen=True, slots=True)
class PhoneState:
    """Everything that is on the screen. `code` is never to be logged; without it `problem` is a key of phone_texts."""

    language: Language
    page: str
    member: PhoneMember
    tier: str | None
    code: QrMatrix | None
    problem: str
    problem_detail: str
    goods_number: int
    is_holding: bool


class PhoneWindow(QWidget):
    """The window. Signals: a member's one_id, a place in the list of goods, a page (`member`, `goods`), or nothing."""

    member_chosen = Signal(str)
    goods_chosen = Signal(int)
    page_chosen = Signal(str)
    language_switched = Signal()
    hold_asked = Signal()

    def __init__(self, members: Sequence[PhoneMember], goods: Sequence[PhoneGoods]) -> None:
        super().__init__()
        self._members, self._goods = members, goods
        self.setObjectName("phone")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedSize(*_SIZE)
        self._app_name = _label("app")
        self._language_button = _button("language", self.language_switched.emit)
        self._card = MemberCardButton()
        self._menu = QMenu(self)
        for member in members:
            action = self._menu.addAction(f"{member.name}    {member.one_id}")
            action.setData(member.one_id)
        self._menu.triggered.connect(lambda action: self.member_chosen.emit(action.data()))
        self._card.clicked.connect(self._open_chooser)
        self._hold_button = _button("hold", self.hold_asked.emit)
        self._tabs = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._code_page())
        self._pages.addWidget(self._goods_page())
        self._lay_out()

    @Slot()
    def _open_chooser(self) -> None:
        self._menu.popup(self._card.mapToGlobal(QPoint(self._card.width() - 230, self._card.height() - 10)))

    def show_state(self, state: PhoneState) -> None:
        """Show all of it."""
        language = state.language
        self.setWindowTitle(f"{text('window', language)} · {state.member.name}")
        self._app_name.setText(text("app", language))
        self._language_button.setText(text("other_language", language))
        self._card.show_face(
            CardFace(
                state.member.name,
                state.member.one_id,
                state.tier,
                tier_name(state.tier, language),
                text("switch_member", language),
            )
        )
        self._code_title.setText(text("code_title", language))
        self._code_hint.setText(text("code_hint", language))
        self._seconds.setText(text("seconds", language))
        self._offline.setText(text("offline", language))
        self._goods_title.setText(text("goods_title", language))
        self._goods_hint.setText(text("goods_hint", language))
        for key, tab in zip(("code_title", "goods_title"), self._tabs.buttons(), strict=True):
            tab.setText(text(key, language))
        if state.code is not None:
            self._qr.show_code(state.code)
        else:
            self._qr.show_words(text(state.problem, language, detail=state.problem_detail))
        self._ring_row.setVisible(state.code is not None)
        self._pages.setCurrentIndex(_PAGES.index(state.page))
        self._tabs.buttons()[_PAGES.index(state.page)].setChecked(True)
        self._show_goods(state)
        can_hold = bool(self._goods) if state.page == "goods" else state.code is not None
        self._hold_button.setEnabled(can_hold and not state.is_holding)
        self._hold_button.setText(text("holding" if state.is_holding else "hold", language))

    def show_left(self, left_s: float) -> None:
        """How long the code on the screen will stay."""
        self._ring.show_left(left_s)

    def picture(self) -> tuple[QImage, QRectF]:
        """The screen as pixels, and where in them the code of the page is."""
        image = QImage(int(_SIZE[0] * _PICTURE_SCALE), int(_SIZE[1] * _PICTURE_SCALE), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        self.render(image)
        image.setDevicePixelRatio(1.0)
        panel: QWidget = self._barcode if self._pages.currentIndex() else self._qr
        corner = panel.mapTo(self, QPoint(0, 0))
        area = QRectF(corner.x(), corner.y(), panel.width(), panel.height())
        return image, QRectF(area.topLeft() * _PICTURE_SCALE, area.size() * _PICTURE_SCALE)

    def _show_goods(self, state: PhoneState) -> None:
        if not self._goods:
            self._goods_name.setText(text("no_goods", state.language))
            return
        goods = self._goods[state.goods_number]
        if self._list.currentRow() != state.goods_number:
            self._list.setCurrentRow(state.goods_number)
        self._goods_name.setText(goods.name)
        self._goods_price.setText(goods.price)
        self._barcode.show_code(goods.barcode)

    def _code_page(self) -> QWidget:
        sheet, box = _sheet()
        self._code_title, self._code_hint = _label("title"), _label("hint")
        self._qr, self._ring = QrPanel(), CountdownRing(ROTATES_S)
        self._seconds, self._offline = _label("title"), _label("hint")
        box.addWidget(self._code_title, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._code_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._qr, 1, Qt.AlignmentFlag.AlignCenter)
        self._ring_row = QWidget()
        row = QHBoxLayout(self._ring_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._seconds)
        words.addWidget(self._offline)
        row.addStretch(1)
        row.addWidget(self._ring)
        row.addLayout(words)
        row.addStretch(1)
        box.addWidget(self._ring_row)
        return sheet

    def _goods_page(self) -> QWidget:
        sheet, box = _sheet()
        self._goods_title, self._goods_hint = _label("title"), _label("hint")
        self._goods_name, self._goods_price = _label("goodsName"), _label("goodsPrice")
        self._barcode, self._list = BarcodePanel(), QListWidget()
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for goods in self._goods:
            self._list.addItem(f"{goods.name}    {goods.price}")
        self._list.currentRowChanged.connect(self.goods_chosen)
        box.addWidget(self._goods_title, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._goods_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._goods_name, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._goods_price, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._barcode)
        list_box = QVBoxLayout()
        list_box.setContentsMargins(12, 0, 8, 0)
        list_box.addWidget(self._list)
        box.addLayout(list_box, 1)
        return sheet

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 4)
        outer.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self._app_name)
        top.addStretch(1)
        top.addWidget(self._language_button)
        outer.addLayout(top)
        outer.addWidget(self._card)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self._hold_button)
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for number, page in enumerate(_PAGES):
            tab = _button("tab", lambda _=False, page=page: self.page_chosen.emit(page))
            tab.setCheckable(True)
            self._tabs.addButton(tab, number)
            tabs.addWidget(tab, 1)
        outer.addLayout(tabs)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    return label


def _button(name: str, clicked: object) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(clicked)
    return button


def _sheet() -> tuple[QFrame, QVBoxLayout]:
    sheet = QFrame()
    sheet.setObjectName("sheet")
    box = QVBoxLayout(sheet)
    box.setContentsMargins(2, 10, 2, 8)
    box.setSpacing(2)
    return sheet, box
