"""Words the journal's entries for the audit list, and keeps its filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.audit import GROUPS, AuditFilter, AuditRow, AuditTrail
from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.settings import DECLARED
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import date, money, parsed
from pos_client.ui.operations import Operations
from pos_client.ui.screens.audit.view import AuditLine, AuditState, AuditView
from pos_client.ui.setting_changes import title_of
from retail.ports import Clock, StoreFailed


class AuditPresenter(QObject):
    """Looks again whenever it is shown, and when the journal grew while it is in sight."""

    def __init__(
        self,
        view: AuditView,
        trail: AuditTrail,
        operations: Operations,
        *,
        clock: Clock,
        currency: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._trail = trail
        self._clock = clock
        self._currency = currency
        self._group: str | None = None
        self._person: str | None = None
        self._day: dt.date | None = clock.now().date()
        view.kind_asked.connect(self._on_kind)
        view.person_asked.connect(self._on_person)
        view.day_asked.connect(self._on_day)
        operations.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read the journal and show it."""
        day = None if self._day is None else self._day.isoformat()
        try:
            page = self._trail.page(AuditFilter(self._group, self._person, day))
        except (UserFacing, StoreFailed) as error:
            failure = error
            self._view.banner.show_notice(lambda: notice_of(failure))
            return
        self._view.banner.show_notice(None)
        names = {person.staff_id: person.name for person in self._trail.people()}
        groups = self._group_words()
        self._view.show_state(
            AuditState(
                kind=self.tr("All kinds") if self._group is None else groups[self._group],
                person=self.tr("Everybody") if self._person is None else _named(self._person, names),
                day=self.tr("All days") if self._day is None else date(dt.datetime.combine(self._day, dt.time())),
                rows=tuple(self._line(row, names) for row in page.rows),
                more=page.more,
            )
        )

    def _group_words(self) -> dict[str, str]:
        return {
            "approvals": self.tr("Approvals"),
            "prices": self.tr("Manual prices"),
            "voids": self.tr("Voids and removals"),
            "returns": self.tr("Returns"),
            "drawer": self.tr("Cash movements"),
            "settings": self.tr("Settings"),
            "sign_ins": self.tr("Sign-ins"),
            "failed": self.tr("Wrong PINs"),
        }

    def _line(self, row: AuditRow, names: dict[str, str]) -> AuditLine:
        who = self.tr("Nobody known") if row.who is None else _named(row.who, names)
        detail = self._detail(row)
        if row.approved_by is not None and row.approved_by != row.who:
            approved = self.tr("approved by {name}").format(name=_named(row.approved_by, names))
            detail = " · ".join(part for part in (approved, detail) if part)
        amount = "" if row.amount_minor is None else money(row.amount_minor, self._currency)
        return AuditLine(row.key, row.group, parsed(row.occurred_at), f"{who} · {self._what(row)}", detail, amount)

    def _what(self, row: AuditRow) -> str:
        facts = row.facts
        if row.kind == "price_overridden":
            is_back = facts["reason"] == "withdrawn"
            return self.tr("list price again") if is_back else self.tr("manual price")
        if row.kind == "refund_settled":
            in_cash = facts["result"] == "cash"
            return self.tr("cash instead of a wallet's refund") if in_cash else self.tr("refund set down by hand")
        if row.kind == "signed_out":
            return {
                "locked": self.tr("till locked itself"),
                "closed": self.tr("signed out, program closed"),
            }.get(str(facts["reason"]), self.tr("signed out"))
        return {
            "approval_given": self.tr("asked for a manager's word"),
            "unknown_goods_added": self.tr("goods at a typed price"),
            "basket_voided": self.tr("basket voided"),
            "lines_removed": self.tr("goods taken out of a basket"),
            "cash_moved": self.tr("cash moved"),
            "setting_changed": self.tr("setting changed"),
            "till_closed": self.tr("till closed at this computer"),
            "return": self.tr("goods came back"),
            "signed_in": self.tr("signed in"),
            "sign_in_failed": self.tr("wrong PIN"),
        }[row.kind]

    def _detail(self, row: AuditRow) -> str:
        facts = row.facts
        makers: dict[str, Callable[[], str]] = {
            "approval_given": lambda: " · ".join(
                part for part in (self._permission(str(facts["permission"])), facts["text"]) if part
            ),
            "price_overridden": lambda: " · ".join(
                part
                for part in (
                    f"{facts['sku']} × {facts['quantity']}",
                    f"{money(facts['list_price_minor'], self._currency)} → "
                    f"{money(facts['unit_price_minor'], self._currency)}",
                    str(facts["text"]),
                )
                if part
            ),
            "unknown_goods_added": lambda: f"{facts['name']} · {facts['scanned']}",
            "basket_voided": lambda: self._goods(row),
            "lines_removed": lambda: self._goods(row),
            "return": lambda: self._goods(row),
            "refund_settled": lambda: str(facts["by_hand"]["evidence"]),
            "cash_moved": lambda: str(facts.get("reason", "")),
            "setting_changed": lambda: self._setting(row),
            "sign_in_failed": lambda: (
                self.tr("locked for {seconds} s").format(seconds=facts["locked_seconds"])
                if facts["locked_seconds"]
                else self.tr("{count} in a row").format(count=facts["failures"])
            ),
        }
        make = makers.get(row.kind)
        return "" if make is None else make()

    def _permission(self, name: str) -> str:
        return {
            "price_override": self.tr("a manual price"),
            "price_override_above": self.tr("a manual price beyond the limits"),
            "sell_unknown_goods": self.tr("goods that nobody knows"),
            "void_basket_above": self.tr("voiding a large basket"),
            "return_without_receipt": self.tr("a return without receipt"),
            "return_goods": self.tr("a return"),
            "refund_in_cash": self.tr("a refund in cash"),
            "void_sale": self.tr("voiding a sale"),
            "settle_payment": self.tr("a payment settled by hand"),
            "pay_out": self.tr("a pay-out"),
            "no_sale": self.tr("opening the drawer"),
            "change_settings": self.tr("changing a setting"),
            "close_till": self.tr("closing this till"),
        }.get(name, name)

    def _setting(self, row: AuditRow) -> str:
        # A journal outlives settings: one that is gone is called by its name.
        name = str(row.facts["setting"])
        title = title_of(name) if name in DECLARED else name
        return f"{title}: {row.facts['before'] or '–'} → {row.facts['after'] or '–'}"

    def _goods(self, row: AuditRow) -> str:
        return self.tr(", ").join(f"{line['sku']} × {line['quantity']}" for line in row.facts["lines"][:4])

    @Slot(object)
    def _on_kind(self, step: int) -> None:
        self._group = _next([None, *GROUPS], self._group, step)
        self.refresh()

    @Slot(object)
    def _on_person(self, step: int) -> None:
        self._person = _next([None, *(person.staff_id for person in self._trail.people())], self._person, step)
        self.refresh()

    @Slot(object)
    def _on_day(self, step: int) -> None:
        today = self._clock.now().date()
        if step == 0:
            self._day = None if self._day is not None else today
        else:
            self._day = min(today, (self._day or today) + dt.timedelta(days=step))
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "journal" in changes and self._view.isVisible():
            self.refresh()


def _next(choices: list[str | None], current: str | None, step: int) -> str | None:
    at = choices.index(current) if current in choices else 0
    return choices[(at + step) % len(choices)]


def _named(staff_id: str, names: dict[str, str]) -> str:
    name = names.get(staff_id)
    return staff_id if name is None else f"{name} {staff_id}"
