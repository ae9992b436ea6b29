"""Offers and coupons: what applies and saves, what is nearly there, and what does not apply and why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import MINUS, date, date_time, money, number, parsed
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_surface, draw_text, text_width
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.reasons import reached_text, reason_text
from pos_client.ui.screens.checkout.state import OfferRow, Step

ROW_HEIGHT = 50


class OffersModel(RowsModel[OfferRow]):
    """Rows are OfferRow; the key is offer and coupon."""

    def key_of(self, row: OfferRow) -> object:
        return (row.offer_id, row.coupon_id)

    def text_of(self, row: OfferRow) -> str:
        return ", ".join(part for part in (f"{label_of(row)}: {detail_of(row)}", gain_of(row)) if part)


def label_of(row: OfferRow) -> str:
    """The first line: the offer's label, or those of the offers that wait for a member."""
    if not row.members_only:
        return row.label
    words = translate("offers", QT_TRANSLATE_NOOP("offers", "For members: {offers}"))
    return words.format(offers=" · ".join(row.members_only))


def detail_of(row: OfferRow) -> str:
    """The second line: what it saves or why it does not, and until when a coupon holds."""
    if row.said is not None:
        return _said_text(row)
    if row.status == "applied":
        kind = QT_TRANSLATE_NOOP("offers", "Coupon in use") if row.coupon_id else QT_TRANSLATE_NOOP("offers", "Applied")
        words = translate("offers", kind)
        note = offline_note(row)
        if row.step is not None:
            note = _next_step(row.step, row.currency)
        expires = parsed(row.expires_at) if row.expires_at and not note else None
        if note:
            words += " · " + note
        elif expires is not None:
            words += " · " + translate("offers", "until {date}").format(date=date(expires))
        return words
    if row.refused_code:
        return reason_text(f"reservation_{row.refused_code}", row.missing, row.blocked_by, row.currency)
    if row.status == "near" and row.step is not None:
        return reached_text(row.step.missing_minor, row.step.missing_units, row.currency)
    if row.gift_left_out:
        return reason_text("gift_left_out", None, (), row.currency)
    code = "not_chosen" if row.status == "not_chosen" else row.reason
    reason = reason_text(code, row.missing, row.blocked_by, row.currency)
    note = offline_note(row)
    return f"{reason} · {note}" if note else reason


def _said_text(row: OfferRow) -> str:
    """What the group's rules say, with the day or the minute."""
    if row.said == "tier":
        words = translate("offers", QT_TRANSLATE_NOOP("offers", "This tier does not count here for {brands}"))
        return words.format(brands=translate("reasons", ", ").join(row.blocked_by))
    if row.said_at is None:
        words = QT_TRANSLATE_NOOP("offers", "Not in the group yet: only its own card counts for its goods")
        return translate("offers", words)
    if row.said == "brand":
        words = QT_TRANSLATE_NOOP("offers", "Joins the group on {date}: until then only its own card counts")
        return translate("offers", words).format(date=date(row.said_at))
    if row.said == "campaign":
        words = QT_TRANSLATE_NOOP("offers", "Campaign is running, until {time}")
    else:
        words = QT_TRANSLATE_NOOP("offers", "Campaign begins {time}")
    return translate("offers", words).format(time=date_time(row.said_at))


def offline_note(row: OfferRow) -> str:
    """What the till holds of it for use without a connection; empty: nothing to say."""
    if row.leased_until is not None:
        text = translate("offers", QT_TRANSLATE_NOOP("offers", "held here until {time}"))
        return text.format(time=f"{row.leased_until:%H:%M}")
    if row.uses_left:
        return translate("offers", QT_TRANSLATE_NOOP("offers", "offline: {count} left")).format(
            count=number(row.uses_left)
        )
    return ""


def gain_of(row: OfferRow) -> str:
    """What is at the right of an offer that is nearly there: what it would save, or that it gives something."""
    if row.status != "near" or row.step is None:
        return ""
    if row.step.gift:
        return translate("offers", QT_TRANSLATE_NOOP("offers", "gift"))
    if row.step.gain_minor <= 0:
        return ""
    words = translate("offers", QT_TRANSLATE_NOOP("offers", "saves {amount}"))
    return words.format(amount=money(row.step.gain_minor, row.currency))


def _next_step(step: Step, currency: str) -> str:
    """Of an offer that is applied: what its next step asks for, and gives."""
    if step.missing_units is not None:
        words = translate("offers", QT_TRANSLATE_NOOP("offers", "{count} more save another {gain}"))
    else:
        words = translate("offers", QT_TRANSLATE_NOOP("offers", "{missing} more saves another {gain}"))
    return words.format(
        count=number(step.missing_units or 0),
        missing=money(step.missing_minor, currency),
        gain=money(step.gain_minor, currency),
    )


class OffersDelegate(RowDelegate):
    """A row with an icon, the label, the detail, and the saving at the right."""

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, OffersModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_Selected) and bool(
            option.state & QStyle.StateFlag.State_HasFocus
        )
        applied = row.status == "applied"
        fill = COLOURS.good_soft if applied else COLOURS.card_soft
        border = COLOURS.accent if focused else COLOURS.good_border if applied else COLOURS.border
        draw_surface(painter, rect.adjusted(0, 2, 0, -2), fill, border, radius=9, width=2 if focused else 1)
        near = row.status == "near"
        if row.said is not None:
            name = "clock" if row.said in ("campaign", "coming") else "info"
        elif row.coupon_id:
            name = "ticket-check" if applied else "ticket"
        elif row.worth_minor or row.gift_left_out or (row.step is not None and row.step.gift):
            name = "gift"
        else:
            name = "badge-percent"
        ink = COLOURS.good if applied else COLOURS.accent if near else COLOURS.text_soft
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPoint(rect.left() + 10, rect.center().y() - 10), pixmap(name, ink, 20, ratio))
        right = rect.right() - 12
        if applied and row.saving_minor:
            saving = MINUS + money(row.saving_minor, row.currency)
            box = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
            draw_text(painter, box, saving, COLOURS.good, 15, bold=True, align=RIGHT)
            right -= text_width(saving, 15, True) + 10
        elif gain_of(row):
            box = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
            draw_text(painter, box, gain_of(row), COLOURS.accent, 13, bold=True, align=RIGHT)
            right -= text_width(gain_of(row), 13, True) + 10
        elif row.status == "not_chosen":
            painter.drawPixmap(
                QPoint(right - 18, rect.center().y() - 9), pixmap("circle-plus", COLOURS.accent, 18, ratio)
            )
            right -= 26
        left = rect.left() + 40
        label_ink = COLOURS.text_soft if row.status == "refused" else COLOURS.text
        draw_text(painter, QRect(left, rect.top() + 5, right - left, 21), label_of(row), label_ink, 14, bold=True)
        draw_text(painter, QRect(left, rect.top() + 26, right - left, 18), detail_of(row), COLOURS.text_soft, 12)
        painter.restore()
