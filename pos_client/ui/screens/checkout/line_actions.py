"""What is done to the lines of the open basket: quantities, removal and undo, manual prices, notes, typed goods."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.overrides import Preview, Reduction, Why
from pos_client.errors import Refused, UserFacing
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import is_chinese, money
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.price_panel import PriceAnswer, PriceQuestion
from pos_client.ui.screens.checkout.unknown_panel import UnknownTyped
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Line, Quantity
from retail.ports import StoreFailed

#: A code that could be on goods; anything longer is something else.
CODE_CHARACTERS = 48


class LineActions(CounterPart):
    """`approval_asked` carries an ApprovalRequest. Keeps which line is selected."""

    approval_asked = Signal(object)

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self.selected: str | None = None
        self._unknown: str | None = None
        view.basket.selected.connect(self._on_selected)
        view.basket.stepped.connect(self._on_stepped)
        view.basket.quantity_asked.connect(self._on_quantity_asked)
        view.basket.removed.connect(self._on_removed)
        view.basket.voided.connect(self._on_voided)
        view.basket.price_asked.connect(self._on_price_asked)
        view.basket.note_asked.connect(self._on_note_asked)
        view.undo_asked.connect(self._on_undo)
        view.unknown_asked.connect(self._on_unknown_asked)
        view.price.answered.connect(self._on_price)
        view.price.changed.connect(self._on_price_typed)
        view.price.restore_asked.connect(self._on_restore)
        view.price.other_asked.connect(self._on_other_price)
        view.unknown.answered.connect(self._on_unknown)

    # --- asking for a manager

    def attempt(
        self,
        call: Callable[[Approval | None], Changes],
        words: Callable[[], str],
        done: Callable[[], None],
        *,
        reason: str = "",
        text: str = "",
    ) -> None:
        """Do it, or ask for a manager's word and then do it with that."""

        def run(approval: Approval | None) -> None:
            if self._do(lambda: call(approval)):
                done()

        try:
            changes = call(None)
        except Refused as error:
            if error.code != "approval_needed":
                self._refuse(error)
                return
            permission = str(error.params["permission"])
            self.approval_asked.emit(ApprovalRequest(permission, words, run, reason, text))
            return
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        if self._do(lambda: changes):
            done()

    # --- lines

    @Slot(object)
    def _on_selected(self, line_id: str | None) -> None:
        if line_id is not None:
            self.selected = line_id

    @Slot(object, object)
    def _on_stepped(self, line_id: str, step: int) -> None:
        line = self._line(line_id)
        if line is None or line.quantity.weighed:
            return
        self.selected = line_id
        units = line.quantity.unit_count + step
        if units >= 1:
            self._set_quantity(line_id, Quantity.units(units))
        else:
            self._on_removed(line_id)

    def _set_quantity(self, line_id: str, quantity: Quantity) -> None:
        self.attempt(
            lambda approval: self._use.checkout.set_quantity(line_id, quantity, approval),
            lambda: self.tr("{quantity} at the manual price: {name}").format(
                quantity=str(quantity), name=self._name(line_id)
            ),
            lambda: None,
            reason="quantity",
        )

    @Slot(object)
    def _on_quantity_asked(self, line_id: str) -> None:
        line = self._line(line_id)
        if line is None:
            return
        question = self.tr("Weight of {name}") if line.quantity.weighed else self.tr("Quantity of {name}")
        unit = line.product.unit if line.quantity.weighed or is_chinese() else ""
        self._view.entry.ask("quantity", line_id, question.format(name=_shown(line)), str(line.quantity), unit)

    @Slot(object)
    def _on_removed(self, line_id: str) -> None:
        ids = [line.line_id for line in self._use.checkout.state.basket.lines]
        if line_id not in ids:
            return
        at, name = ids.index(line_id), self._name(line_id)
        others = [other for other in ids if other != line_id]
        if self._do(lambda: self._use.checkout.remove_line(line_id)):
            self.selected = others[min(at, len(others) - 1)] if others else None
            self._refresh()
            self._view.banner.show_notice(
                lambda: Notice("info", self.tr("Removed: {name}").format(name=name)),
                BannerAction("undo-2", "Ctrl+Z", lambda: self.tr("Undo"), self._on_undo),
            )

    @Slot()
    def _on_voided(self) -> None:
        payable_minor = self._use.checkout.state.payable_minor  # as it stands on the screen
        self.attempt(
            self._use.checkout.void_basket,
            lambda: self.tr("Void a basket of {amount}.").format(amount=money(payable_minor, self._use.currency)),
            lambda: None,
        )

    @Slot()
    def _on_undo(self) -> None:
        if self._view.phase != "basket":
            return
        found: list[Line] = []

        def undo(approval: Approval | None) -> Changes:
            changes, line = self._use.checkout.undo(approval)
            found.append(line)
            return changes

        def told() -> None:
            line = found[-1]
            self.selected = line.line_id
            self._refresh()
            self._view.focus_home()
            self._view.banner.show_notice(
                lambda: Notice(
                    "good", self.tr("As before: {name} × {quantity}").format(name=_shown(line), quantity=line.quantity)
                )
            )

        self.attempt(undo, lambda: self.tr("More pieces at a manual price"), told, reason="quantity")

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar that is about a line; False when it is about something else.

        Raises ValueError for what is no quantity.
        """
        if answer.topic == "quantity":
            line = self._line(answer.subject)
            if line is not None:
                weighed = line.quantity.weighed
                quantity = Quantity.weight(answer.text) if weighed else Quantity.units(positive(answer.text))
                self._set_quantity(answer.subject, quantity)
        elif answer.topic == "line_note":
            if self._line(answer.subject) is not None:
                self._do(lambda: self._use.overrides.set_line_note(answer.subject, answer.text))
        elif answer.topic == "sale_note":
            self._do(lambda: self._use.overrides.set_sale_note(answer.text))
        else:
            return False
        return True

    # --- notes

    @Slot(object)
    def _on_note_asked(self, line_id: str | None) -> None:
        """The first time the note of the line, while that is asked the note of the whole sale."""
        entry, state = self._view.entry, self._use.checkout.state
        line = None if line_id is None else self._line(line_id)
        if line is None or (not entry.isHidden() and entry.topic == "line_note"):
            entry.ask("sale_note", "", self.tr("Note to the whole sale"), state.note)
        else:
            question = self.tr("Note to {name} (again: to the whole sale)").format(name=_shown(line))
            entry.ask("line_note", line.line_id, question, line.note)

    # --- manual prices

    @Slot(object)
    def _on_price_asked(self, line_id: str | None) -> None:
        """The first time for the line, while that is asked for the whole basket."""
        if self._view.price.question is not None:
            self._on_other_price()
            return
        self._view.entry.hide()
        self._view.unknown.close_panel()
        self._ask_price(line_id)

    def _ask_price(self, line_id: str | None) -> None:
        state, line = self._use.checkout.state, None if line_id is None else self._line(line_id)
        lowered = [other for other in state.basket.lines if other.override is not None]
        is_lowered = line in lowered if line is not None else any(other.override.of_basket for other in lowered)  # type: ignore[union-attr]
        name = "" if line is None else _shown(line)
        reasons = self._use.checkout.limits.reasons[:9]
        self._view.price.ask(
            PriceQuestion(None if line is None else line.line_id, name, self._use.currency, reasons, is_lowered)
        )

    @Slot()
    def _on_other_price(self) -> None:
        question = self._view.price.question
        if question is not None:
            self._ask_price(self.selected if question.line_id is None else None)

    @Slot(object, object)
    def _on_price_typed(self, line_id: str | None, reduction: Reduction | None) -> None:
        preview: Preview | None = None
        refused = ""
        if reduction is not None and (line_id is None or self._line(line_id) is not None):
            try:
                preview = self._use.overrides.preview(line_id, reduction)
            except Refused as error:
                refused = notice_of(error).what
        self._view.price.show_preview(preview, refused)

    @Slot(object)
    def _on_price(self, answer: PriceAnswer) -> None:
        if answer.line_id is not None and self._line(answer.line_id) is None:
            self._view.price.close_panel()
            return
        limits = self._use.checkout.limits
        reason = limits.reason(answer.reason)
        why = "" if reason is None else (reason.name if is_chinese() else reason.name_en)
        try:
            preview = self._use.overrides.preview(answer.line_id, answer.reduction)
        except Refused as error:
            self._refuse(error)
            return

        def words() -> str:
            what = self.tr("the whole basket") if answer.line_id is None else self._name(answer.line_id)
            before, after = (money(value, self._use.currency) for value in (preview.list_minor, preview.new_minor))
            return self.tr("{what}: {before} → {after}. {why}").format(
                what=what, before=before, after=after, why=answer.text or why
            )

        self.attempt(
            lambda approval: self._use.overrides.lower(
                answer.line_id, answer.reduction, Why(answer.reason, answer.text), approval
            ),
            words,
            self._close_price,
            reason=answer.reason,
            text=answer.text,
        )

    @Slot(object)
    def _on_restore(self, line_id: str | None) -> None:
        if line_id is not None and self._line(line_id) is None:
            return
        if self._do(lambda: self._use.overrides.restore(line_id)):
            self._close_price()

    def _close_price(self) -> None:
        self._view.price.close_panel()
        self._view.focus_home()

    # --- goods that nobody knows

    def offer_unknown(self, error: Refused) -> bool:
        """A code that nobody knows: one more of what was typed in for it before, or the offer to sell it.

        True when it is in the basket; else the refusal is told, with the offer if the store has one.
        """
        scanned = str(error.params.get("scanned") or error.params.get("text") or "")
        state = self._use.checkout.state
        possible = 0 < len(scanned) <= CODE_CHARACTERS and "*" not in scanned and not state.tenders
        self._unknown = scanned if possible and self._use.checkout.limits.departments else None
        if self._unknown is None:
            self._refuse(error)
            return False
        if any(line.unknown is not None and line.unknown.scanned == scanned for line in state.basket.lines):
            return self._do(lambda: self._use.overrides.add_known_unknown(scanned) or Changes())
        self._view.banner.show_notice(
            lambda: notice_of(error),
            BannerAction("pencil", "F1", lambda: self.tr("Sell at a typed price"), self._on_unknown_asked),
        )
        return False

    @Slot()
    def _on_unknown_asked(self) -> None:
        if self._unknown is not None and self._view.phase == "basket":
            self._view.banner.show_notice(None)
            self._view.entry.hide()
            self._view.price.close_panel()
            self._view.unknown.ask(self._unknown, self._use.checkout.limits.departments, self._use.currency)

    @Slot(object)
    def _on_unknown(self, typed: UnknownTyped) -> None:
        self.attempt(
            lambda approval: self._use.overrides.add_unknown(
                typed.scanned, typed.name, typed.price_minor or 0, typed.department, approval
            ),
            lambda: self.tr("Sell {code} as {name} for {price}: nobody knows these goods.").format(
                code=typed.scanned, name=typed.name, price=money(typed.price_minor or 0, self._use.currency)
            ),
            self._close_unknown,
            reason="unknown_goods",
        )

    def _close_unknown(self) -> None:
        self._unknown = None
        self.selected = None
        self._view.unknown.close_panel()
        self._view.focus_home()
        self._refresh()

    # --- inside

    def select_sku(self, sku: str) -> None:
        """The line that the newest piece went into is the selected one."""
        lines = [line for line in self._use.checkout.state.basket.lines if line.product.sku == sku]
        if lines:
            self.selected = lines[-1].line_id

    def _line(self, line_id: str) -> Line | None:
        return next((line for line in self._use.checkout.state.basket.lines if line.line_id == line_id), None)

    def _name(self, line_id: str) -> str:
        line = self._line(line_id)
        return "" if line is None else _shown(line)


def positive(text: str) -> int:
    """A whole number of at least 1. Raises ValueError for anything else."""
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise ValueError(f"not a whole number of at least 1: {text!r}")
    return int(text)


def _shown(line: Line) -> str:
    return line.product.name if is_chinese() or not line.product.name_en else line.product.name_en
