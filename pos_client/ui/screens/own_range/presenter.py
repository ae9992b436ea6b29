"""The store's own range: looked at from the cache, changed by the ledger's leave; nothing slow on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.own_range import OwnGoods, ProposalList, RangeDesk
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.own_range import words
from pos_client.ui.screens.own_range.form import GoodsTyped
from pos_client.ui.screens.own_range.state import RangeLine, RangeSheet, RangeState, Shown
from pos_client.ui.screens.own_range.view import RangeView
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.catalogue import Product
from retail.money import parse_minor, parse_percent
from retail.own_range import ProposalShown, ProposalStatus, RangeRow
from retail.ports import Clock

_STATUSES: tuple[ProposalStatus | None, ...] = ("proposed", "approved", "refused", None)
_SIGN_IN_AGAIN = frozenset(("case_sign_in_again", "not_signed_in"))


@dataclass(frozen=True, slots=True)
class RangeUseCases:
    """What the page works with."""

    desk: RangeDesk
    staff: StaffDesk
    clock: Clock
    currency: str


class RangePresenter(QObject):
    """What needs the ledger waits for a PIN where nobody has said who they are; then it goes on by itself."""

    def __init__(
        self, view: RangeView, use_cases: RangeUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._use = view, use_cases
        self._shown: Shown = "range"
        self._rows: tuple[RangeRow, ...] = ()
        self._selected: str | None = None
        self._status: ProposalStatus | None = "proposed"
        self._pending: Callable[[], object] | None = None
        self._guest_id = ""
        self._known: dict[str, Product] = {}
        self._work = SlowOperation(operations, self)
        self._work.succeeded.connect(self._on_done)
        self._work.refused.connect(self._on_refused)
        view.selected.connect(self._on_selected)
        view.acted.connect(self._on_acted)
        view.shown_asked.connect(self._on_shown)
        view.find_asked.connect(self._on_find)
        view.new_asked.connect(lambda: view.form.ask(self._brands()))
        view.status_asked.connect(self._on_status)
        view.guest_asked.connect(self._on_guest)
        view.refresh_asked.connect(self.look)
        view.pin.entered.connect(self._on_pin)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        view.form.submitted.connect(self._on_typed)
        view.form.cancelled.connect(view.focus_home)
        operations.changed.connect(self._on_changed)

    @Slot()
    def look(self) -> None:
        """The page comes into sight, or is to be read again."""
        if self._shown == "proposals":
            self._ask(self._list)
        elif self._shown == "range":
            self._read_range()
        self.refresh()

    def scan(self, data: bytes) -> None:
        """A code: the barcode of new goods, or the goods to look at."""
        text = data.decode("utf-8", "replace").strip()
        if self._view.form.is_open:
            self._view.form.barcode.setText(text)
        else:
            self._find(text)

    def refresh(self) -> None:
        """Show what is known, in the language of now."""
        use = self._use
        lines = self._lines()
        if self._selected not in {line.key for line in lines}:
            self._selected = lines[0].key if lines else None
        current = use.staff.current
        question = self.tr("{person}: type your PIN once more. The ledger asks who proposes.")
        self._view.show_state(
            RangeState(
                shown=self._shown,
                locked=self._pending is not None and use.desk.me is None,
                question=question.format(person="" if current is None else current.name),
                busy=self._work.is_running,
                rows=lines,
                selected=self._selected,
                sheet=self._sheet(),
                status=self.tr("All") if self._status is None else words.status_words(self._status),
                guest=use.desk.guest,
                note=self._note(),
                empty=self._empty(),
                brands=self._brands(),
            )
        )

    def _brands(self) -> tuple[tuple[str, str], ...]:
        brands = self._use.desk.brands
        return (("", words.brand_words("", brands)), *brands.items())

    def _lines(self) -> tuple[RangeLine, ...]:
        desk, currency = self._use.desk, self._use.currency
        if self._shown != "proposals":
            return tuple(words.goods_line(row, desk.brands, currency) for row in self._rows)
        now = self._use.clock.now()
        return tuple(words.proposal_line(one, self._named(), desk.brands, currency, now) for one in desk.last.proposals)

    def _named(self) -> dict[str, Product]:
        """The goods that proposals are about, as far as this till has them."""
        subjects = {one.subject for one in self._use.desk.last.proposals}
        found = [self._use.desk.goods(sku) for sku in sorted(subjects - self._known.keys())]
        self._known |= {product.sku: product for product in found if product is not None}
        return self._known

    def _sheet(self) -> RangeSheet | None:
        desk = self._use.desk
        if self._shown != "proposals":
            row = self._row()
            return None if row is None else words.goods_sheet(row, desk.brands, self._use.currency)
        proposal = self._proposal()
        if proposal is None:
            return None
        return words.proposal_sheet(
            proposal,
            self._named(),
            desk.brands,
            currency=self._use.currency,
            now=self._use.clock.now(),
            own_store="" if desk.guest else proposal.store,
        )

    def _row(self) -> RangeRow | None:
        return next((row for row in self._rows if row.product.sku == self._selected), None)

    def _proposal(self) -> ProposalShown | None:
        return next((one for one in self._use.desk.last.proposals if one.proposal_id == self._selected), None)

    def _note(self) -> str:
        if self._shown == "proposals":
            return self.tr("more follow") if self._use.desk.last.more else ""
        own = sum(row.product.own for row in self._rows)
        return "" if self._shown == "found" else self.tr("{count} of the store's own").format(count=own)

    def _empty(self) -> str:
        if self._work.is_running:
            return self.tr("Asking the ledger …")
        if self._shown == "proposals":
            return self.tr("No proposal in this state. F4 proposes goods, F7 finds goods to price.")
        if self._shown == "found":
            return self.tr("Nothing found. F7 looks for something else.")
        return self.tr("This store has no goods or prices of its own. F4 proposes goods, F7 finds goods to price.")

    # --- what the user wants

    @Slot(object)
    def _on_selected(self, key: str) -> None:
        if key != self._selected:
            self._selected = key
            self.refresh()

    @Slot()
    def _on_shown(self) -> None:
        if self._work.is_running:
            return
        self._shown = "range" if self._shown == "proposals" else "proposals"
        self._selected = None
        self.look()

    @Slot()
    def _on_status(self) -> None:
        if self._work.is_running:
            return
        self._status = _STATUSES[(_STATUSES.index(self._status) + 1) % len(_STATUSES)]
        self.look()

    @Slot()
    def _on_find(self) -> None:
        self._view.entry.ask("find", "", self.tr("Name, initials, SKU or barcode"), "")

    @Slot()
    def _on_guest(self) -> None:
        if self._use.desk.guest:
            self._use.desk.leave_guest()
            self._view.banner.show_notice(None)
            self._show_proposals(self._status)
            return
        self._view.entry.ask("guest", "", self.tr("Who approves? Their number in the group"), "")

    @Slot(object)
    def _on_acted(self, action: str) -> None:
        row, proposal = self._row(), self._proposal()
        if self._shown != "proposals" and row is not None:
            self._act_on_goods(action, row)
        elif self._shown == "proposals" and proposal is not None:
            self._act_on_proposal(action, proposal)

    def _act_on_goods(self, action: str, row: RangeRow) -> None:
        desk = self._use.desk
        if action == "price":
            question = self.tr("New price of {name} here").format(name=words.name_of(row.product))
            self._view.entry.ask("price", row.product.sku, question, "")
        elif action == "group_price":
            self._ask(lambda: desk.propose_price(row, None))
        else:
            self._ask(lambda: desk.propose_listing(row, listed=action == "list"))

    def _act_on_proposal(self, action: str, proposal: ProposalShown) -> None:
        desk = self._use.desk
        if action == "approve":
            self._ask(lambda: desk.decide(proposal, "approve", ""))
        elif action == "refuse":
            question = self.tr("Why not? The store reads it")
            self._view.entry.ask("refuse", proposal.proposal_id, question, "")
        else:
            # Who made it may be somebody else, and it does not come back.
            question = self.tr("Why is it taken back? Enter does it, Esc leaves it")
            self._view.entry.ask("withdraw", proposal.proposal_id, question, "")

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        desk = self._use.desk
        if answer.topic == "find" and answer.text:
            self._find(answer.text)
        elif answer.topic == "guest" and answer.text:
            self._guest_id = answer.text
            self._view.entry.ask("secret", answer.text, self.tr("Their secret"), "", secret=True)
        elif answer.topic == "secret" and answer.text:
            person, secret = self._guest_id, answer.text
            self._start(lambda: _guest_list(desk, person, secret))
        elif answer.topic == "price":
            row = next((each for each in self._rows if each.product.sku == answer.subject), None)
            self._price(row, answer.text)
        elif answer.topic in ("refuse", "withdraw"):
            proposal = next((p for p in desk.last.proposals if p.proposal_id == answer.subject), None)
            if proposal is None:
                return
            if answer.topic == "refuse":
                self._ask(lambda: desk.decide(proposal, "refuse", answer.text))
            else:
                self._ask(lambda: desk.withdraw(proposal, answer.text))

    def _price(self, row: RangeRow | None, text: str) -> None:
        try:
            price = parse_minor(text, self._use.currency)
        except ValueError:
            self._on_refused(Refused("own_price_wrong"))
            return
        if row is not None:
            self._ask(lambda: self._use.desk.propose_price(row, price))

    @Slot(object)
    def _on_typed(self, typed: GoodsTyped) -> None:
        try:
            price = parse_minor(typed.price, self._use.currency)
            tax_bps = parse_percent(typed.tax_percent or "0")
        except ValueError:
            self._on_refused(Refused("own_price_wrong"))
            return
        goods = OwnGoods(typed.name, typed.brand, price, tax_bps, barcode=typed.barcode)
        self._ask(lambda: self._use.desk.propose_goods(goods, typed.note))

    @Slot(object)
    def _on_pin(self, pin: str) -> None:
        desk, pending = self._use.desk, self._pending

        def sign_in_and_go_on() -> object:
            desk.sign_in(pin)
            return None if pending is None else pending()

        self._start(sign_in_and_go_on)

    # --- asking

    def _find(self, text: str) -> None:
        try:
            self._rows = tuple(self._use.desk.found(text))
        except UserFacing as error:
            self._on_refused(error)
            return
        self._shown, self._selected = "found", None
        self.refresh()

    def _read_range(self) -> None:
        try:
            self._rows = tuple(self._use.desk.rows())
        except UserFacing as error:
            self._on_refused(error)

    def _list(self) -> ProposalList:
        return self._use.desk.list_proposals(self._status)

    def _ask(self, call: Callable[[], object]) -> None:
        """Do it, after the PIN where that is lacking."""
        self._pending = call
        if self._use.desk.me is None:
            self.refresh()
            self._view.focus_home()
        else:
            self._start(call)

    def _start(self, call: Callable[[], object]) -> None:
        if self._work.start(call):
            self._view.banner.show_notice(None)
        self.refresh()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._pending = None
        if isinstance(result, ProposalShown):
            self._view.form.hide()
            self._show_proposals(None)
            self._selected = result.proposal_id
            self._view.banner.show_notice(lambda: self._said(result))
        elif isinstance(result, ProposalList) and self._shown != "proposals":
            self._show_proposals(result.status)
        self.refresh()
        self._view.focus_home()

    def _show_proposals(self, status: ProposalStatus | None) -> None:
        self._shown, self._status, self._selected = "proposals", status, None
        self.refresh()

    def _said(self, proposal: ProposalShown) -> Notice:
        brands = self._use.desk.brands
        if proposal.status == "proposed":
            asked = "、".join(words.brand_words(brand, brands) for brand in proposal.waiting)
            what = self.tr("Proposed. It counts when {brands} approves.").format(brands=asked)
            return Notice("info", what, self.tr("Until then everything is sold as before."))
        if proposal.status == "approved":
            return Notice("good", self.tr("Approved: the tills have it with their next sync."))
        return Notice("info", words.status_words(proposal.status))

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if error.code in _SIGN_IN_AGAIN:
            self._use.desk.forget()
        action = None
        if isinstance(error, Unavailable) and self._use.desk.waits:
            action = BannerAction(
                "refresh-cw", "F9", lambda: self.tr("Send it again"), lambda: self._ask(self._use.desk.propose_again)
            )
        self._view.banner.show_notice(lambda: notice_of(error), action)
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Somebody else is at the till: they see nothing of what was shown. New goods come with a pull."""
        if "session" in changes:
            self._use.desk.forget()
            self._pending, self._rows, self._selected, self._shown = None, (), None, "range"
            self._view.form.hide()
            self._view.entry.hide()
            self._view.banner.show_notice(None)
        if "reference" in changes:
            self._known = {}
        if "reference" in changes and self._view.isVisible() and self._shown == "range":
            self._read_range()
            self.refresh()


def _guest_list(desk: RangeDesk, person_id: str, secret: str) -> ProposalList:
    """Somebody of a brand is here: what waits for their word."""
    desk.sign_in_guest(person_id, secret)
    return desk.list_proposals("proposed")
