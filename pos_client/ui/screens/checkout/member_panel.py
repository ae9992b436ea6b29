"""Who the shopper is, as much of it as a counter may show."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import age, date, money, number, parsed
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.checkout.state import MemberCard, TagShown
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, ElidedLabel, View, cleared, label
from pos_client.ui.widgets.key_button import KeyButton

POINTS_SHOWN = 4
CHIPS_SHOWN = 5
TAGS_SHOWN = 2
MARGIN_LEFT, MARGIN_RIGHT = 14, 8
BUTTON_GAP = 4
POINTS_GAP = 14
NAME_MIN = 70


class MemberPanel(View):
    """A dark card with the member, or an invitation to scan. `cleared_asked` takes the member off the basket."""

    clear_asked = Signal()
    profile_asked = Signal()
    join_asked = Signal()
    consents_asked = Signal()
    services_asked = Signal()
    orders_asked = Signal()
    value_asked = Signal()
    wanted_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._member: MemberCard | None = None
        self._now: datetime | None = None
        self._services = 0
        self._orders = 0
        self._wanted: int | None = None
        self._chips_of: MemberCard | None = None  # whose chips and points are on the panel
        self._columns: list[tuple[QLabel, QLabel]] = []  # a program's name and its points
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._built_nobody())
        self._stack.addWidget(self._built_member())
        self.retranslate()

    def _built_nobody(self) -> QWidget:
        card = Card("nobody")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(14)
        picture = QLabel()
        picture.setPixmap(pixmap("qr-code", COLOURS.accent, 40))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._invitation = label("strong")
        self._hint = label("muted", wraps=True)
        words.addStretch(1)
        words.addWidget(self._invitation)
        words.addWidget(self._hint)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.join_button = KeyButton("circle-plus", "F4", "plain", 14)
        self.join_button.clicked.connect(self.join_asked)
        row.addWidget(self.join_button)
        return card

    def _built_member(self) -> QWidget:
        self._card = Card("member")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(MARGIN_LEFT, 8, MARGIN_RIGHT, 10)
        column.setSpacing(5)
        top = QHBoxLayout()
        top.setSpacing(BUTTON_GAP)
        # Its key is the section's in the rail: here is no room for another cap.
        self.profile_button = KeyButton("circle-user-round", "", "member", 27)
        self.profile_button.setFixedWidth(scaled(46))
        self.profile_button.clicked.connect(self.profile_asked)
        top.addWidget(self.profile_button)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name = ElidedLabel("memberName")
        self._phone = ElidedLabel("memberSoft")
        names.addWidget(self._name)
        names.addWidget(self._phone)
        top.addLayout(names, 1)
        self._add_buttons(top)
        column.addLayout(top)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 0, 6, 0)
        row.addLayout(self._chips)
        self._next_tier = ElidedLabel("memberSoft")
        # It has what the chips leave: a tier without its name says nothing.
        self._next_tier.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._next_tier.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._next_tier, 1)
        column.addLayout(row)
        self._points = QHBoxLayout()
        self._points.setSpacing(POINTS_GAP)
        self._points.setContentsMargins(0, 0, 6, 0)
        numbers = QHBoxLayout()
        numbers.setSpacing(BUTTON_GAP)
        numbers.addLayout(self._points, 1)
        # Only what a member may have, and few do: else the points of all programs have the row.
        self.services_button = self._button("gift", "Shift+F4", self.services_asked)
        self.orders_button = self._button("package", "Shift+F3", self.orders_asked)
        self.orders_button.hide()
        numbers.addWidget(self.services_button)
        numbers.addWidget(self.orders_button)
        column.addLayout(numbers)
        self._proof = ElidedLabel("memberSoft")
        column.addWidget(self._proof)
        return self._card

    def _add_buttons(self, top: QHBoxLayout) -> None:
        self.value_button = self._button("wallet", "Shift+F9", self.value_asked)
        self.value_button.hide()
        # The screen obeys its key, also where the button gives way.
        self.wanted_button = self._button("sparkles", "Ctrl+W", self.wanted_asked, obeys=False)
        self.consents_button = self._button("shield-check", "Shift+F11", self.consents_asked)
        self._clear = self._button("x", "F4", self.clear_asked)
        for button in (self.value_button, self.wanted_button, self.consents_button, self._clear):
            top.addWidget(button)

    @staticmethod
    def _button(icon: str, key: str, asked: SignalInstance, *, obeys: bool = True) -> KeyButton:
        button = KeyButton(icon, key, "member", 13, obeys=obeys, stacked=True)
        button.clicked.connect(asked)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Large text on a small screen: keys give way to the name, and the last program's points before any is cut."""
        if self._member is None:
            return
        top = (self.value_button, self.wanted_button, self.consents_button, self._clear)
        below = (self.services_button, self.orders_button)
        room = self.width() - MARGIN_LEFT - MARGIN_RIGHT
        names = max(self._phone.sizeHint().width(), min(self._name.sizeHint().width(), scaled(NAME_MIN)))
        taken = self.profile_button.width() + names + BUTTON_GAP
        taken += sum(button.stacked_width(key=True) + BUTTON_GAP for button in top if not button.isHidden())
        keys = taken <= room
        for button in (*top, *below):
            button.show_key(shown=keys)
        left = room - POINTS_GAP
        left -= sum(button.stacked_width(key=keys) + BUTTON_GAP for button in below if not button.isHidden())
        for place, (name, count) in enumerate(self._columns):
            left -= count.sizeHint().width() + (POINTS_GAP if place else 0)
            name.setVisible(left >= 0)
            count.setVisible(left >= 0)
        given_up = "\n".join(f"{name.text()}: {count.text()}" for name, count in self._columns if count.isHidden())
        for _, count in self._columns:
            count.setToolTip(given_up)  # what has no room is still said

    def retranslate(self) -> None:
        self._invitation.setText(self.tr("No member yet"))
        self.join_button.set_words(self.tr("Join"), self.tr("Make a member of the shopper"))
        self._hint.setText(self.tr("Scan the member's code or card, or type the last digits of the phone."))
        self._clear.set_words("", self.tr("Take the member off this basket"))
        self.profile_button.set_words("", self.tr("The member's profile (Ctrl+M)"))
        self.profile_button.setToolTip(self.tr("The member's profile (Ctrl+M)"))
        self.consents_button.set_words("", self.tr("What the member agrees to"))
        self.value_button.set_words("", self.tr("Look at the member's stored value, or add to it"))
        self._chips_of = None
        if self._member is not None:
            self.show_member(self._member, self._now, services=self._services)
            self.show_orders(self._orders)
            self.show_wanted(self._wanted)

    def show_value(self, *, offered: bool) -> None:
        """Whether the member's stored value can be looked at and added to now."""
        self.value_button.setVisible(offered)

    def show_wanted(self, wanted: int | None) -> None:
        """How much the member waits for; None: the list cannot be opened now."""
        self._wanted = wanted
        self.wanted_button.setVisible(wanted is not None)
        self.wanted_button.set_words(number(wanted) if wanted else "", self.tr("Wishes, and goods put aside"))

    def show_orders(self, orders: int) -> None:
        """How many paid web orders of the member wait here."""
        self._orders = orders
        self.orders_button.setVisible(bool(orders))
        self.orders_button.set_words(number(orders), self.tr("Paid web orders of the member"))

    def show_member(
        self, member: MemberCard | None, now: datetime | None, *, locked: bool = False, services: int = 0
    ) -> None:
        """The member, or the invitation for None. `locked`: no change while the sale is being paid.

        `services`: how many kinds of services the member has.
        """
        self._member, self._now, self._services = member, now, services
        self._stack.setCurrentIndex(0 if member is None else 1)
        if member is None:
            return
        self._clear.setVisible(not locked)
        self.consents_button.setVisible(not locked)
        self.services_button.setVisible(bool(services) and not locked)
        # The panel is narrow on a small screen: the picture says what, the number how many.
        self.services_button.set_words(number(services), self.tr("Services and rewards of the member"))
        self._name.setText(member.name or self.tr("Member"))
        self._phone.setText(member.phone)
        before, self._chips_of = self._chips_of, member
        if before is None or self._chips_shown(before) != self._chips_shown(member):
            self._show_chips(member)
        self._next_tier.setVisible(member.next_tier is not None)
        if member.next_tier is not None:
            name, missing_minor = member.next_tier
            words = self.tr("{amount} to {tier}")
            self._next_tier.setText(words.format(amount=money(missing_minor, member.currency), tier=name))
        if before is None or self._points_of(before) != self._points_of(member):
            self._show_points(member)
        # Not beside the phone: the buttons there would cut it.
        birthday = self.tr("birthday today") if member.birthday_today else ""
        self._proof.setText(" · ".join(part for part in (birthday, self._proof_text(member, now)) if part))

    @staticmethod
    def _chips_shown(member: MemberCard) -> object:
        return member.tiers, member.plans, member.tiers_end

    @staticmethod
    def _points_of(member: MemberCard) -> object:
        return member.points, member.tags, member.points_end

    def _show_chips(self, member: MemberCard) -> None:
        cleared(self._chips)
        # A tier's name says enough; whose it is stands in the tooltip, and in the chip when two are called the same.
        names = [tier for _, tier in member.tiers]
        chips = [
            ("tier", tier if names.count(tier) == 1 else f"{program} {tier}", self._tier_tip(member, place))
            for place, (program, tier) in enumerate(member.tiers)
        ]
        chips += [("plan", plan, plan) for plan in member.plans]
        shown = chips if len(chips) <= CHIPS_SHOWN else chips[: CHIPS_SHOWN - 1]
        for role, text, whole in shown:
            chip = ElidedLabel(role, padding=9)
            chip.setText(text)
            chip.tip = whole
            chip.setAccessibleName(whole)
            chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._chips.addWidget(chip)
        if len(chips) > len(shown):
            more = ElidedLabel("plan", padding=9)
            more.setText(f"+{len(chips) - len(shown)}")
            more.setAlignment(Qt.AlignmentFlag.AlignCenter)
            more.tip = "\n".join(whole for _, _, whole in chips[len(shown) :])
            self._chips.addWidget(more)
        self._chips.addStretch(1)

    def _tier_tip(self, member: MemberCard, place: int) -> str:
        program, tier = member.tiers[place]
        end = parsed(member.tiers_end[place]) if place < len(member.tiers_end) else None
        whole = f"{program}: {tier}"
        return whole if end is None else self.tr("{tier}, until {date}").format(tier=whole, date=date(end))

    def _show_points(self, member: MemberCard) -> None:
        cleared(self._points)
        self._columns.clear()
        ending = {program: (count, parsed(day)) for program, count, day in member.points_end}
        for program, points in member.points[:POINTS_SHOWN]:
            column = QVBoxLayout()
            column.setSpacing(0)
            name = ElidedLabel("memberSoft")
            count, end = ending.get(program, (0, None))
            if end is None:
                name.setText(program)
            else:
                # What is lost soon is said in the place of the name, which the tooltip still tells.
                words = self.tr("{count} end on {date}").format(count=number(count), date=date(end))
                name.setText(words)
                name.tip = f"{program}: {words}"
            column.addWidget(name)
            shown = label("memberNumber", number(points))
            column.addWidget(shown)
            self._columns.append((name, shown))
            self._points.addLayout(column)
        self._points.addStretch(1)
        if member.tags:
            self._points.addWidget(self._tags_label(member.tags), 1, Qt.AlignmentFlag.AlignBottom)

    def _tags_label(self, tags: tuple[TagShown, ...]) -> ElidedLabel:
        """What other systems say, in one line; who says it, how surely and until when, on hover."""
        shown = ElidedLabel("memberSoft")
        shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        more = f" +{len(tags) - TAGS_SHOWN}" if len(tags) > TAGS_SHOWN else ""
        shown.setText(" · ".join(tag.label for tag in tags[:TAGS_SHOWN]) + more)
        lines = []
        for tag in tags:
            words = self.tr("{label}: {source}, {percent}% sure")
            line = words.format(label=tag.label, source=tag.source, percent=tag.percent)
            if tag.expires_at is not None:
                line += " · " + self.tr("until {date}").format(date=date(tag.expires_at))
            lines.append(line)
        shown.tip = "\n".join(lines)
        shown.setAccessibleName(self.tr("Tags of other systems") + "\n" + shown.tip)
        return shown

    def _proof_text(self, member: MemberCard, now: datetime | None) -> str:
        how = {
            "unified_code": self.tr("Member code verified"),
            "card": self.tr("By card number: coupons and points need the code"),
            "search": self.tr("By search: coupons and points need the code"),
            "enrolled": self.tr("Joined here: coupons and points need the code"),
        }[member.how]
        if member.as_of is None or now is None:
            return how
        if member.facts_too_old:
            # Why no tier's price is given: of all there is to say, this is what the shopper asks.
            return self.tr("Facts {age}: too old for tiers and plans offline").format(age=age(member.as_of, now))
        source = self.tr("facts from the code, {age}") if member.from_code else self.tr("facts {age}")
        return f"{how} · {source.format(age=age(member.as_of, now))}"
