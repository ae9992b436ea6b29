"""Shows a member at once from the till's cache, and asks the ledger for the rest off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.profile import Profile, ProfileDesk
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.state_building import hidden_row, member_row
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.profile.asking import LedgerAsking
from pos_client.ui.screens.profile.purchases_shown import PurchaseSearch
from pos_client.ui.screens.profile.state import ProfileState
from pos_client.ui.screens.profile.state_building import Surroundings, profile_state
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.screens.profile.wishing import TOPIC as WISH
from pos_client.ui.screens.profile.wishing import Wishing
from pos_client.ui.screens.profile.words import reason_words
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from pos_client.ui.widgets.entry_bar import Answer
from retail.member import Member
from retail.member_notes import UNMASK_REASONS
from retail.ports import StoreFailed

FOUND_MAX = 8
# What was shown in full is masked again.
UNMASKED_MS = 60_000
# What somebody needs who said why.
_FIELDS = {"verify": ("name", "phone", "birthday")}
_FIELDS_ELSE = ("name", "phone")


class ProfilePresenter(QObject):
    """`section_asked` carries the section to go to."""

    section_asked = Signal(object)
    profile_shown = Signal(object)  # Profile or None

    def __init__(
        self,
        view: ProfileView,
        use_cases: CheckoutUseCases,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._desk: ProfileDesk = use_cases.profiles
        self._operations = operations
        self._profile: Profile | None = None
        self._known: Member | None = None  # whom the cache does not have
        self._unmasked: frozenset[str] = frozenset()
        self._mask_again = QTimer(self)
        self._mask_again.setSingleShot(True)
        self._mask_again.setInterval(UNMASKED_MS)
        self._mask_again.timeout.connect(self._on_masked)
        self._asking = LedgerAsking(use_cases, operations, self)
        self._asking.told.connect(self._on_told)
        self._asking.changed.connect(self._refresh_words)
        self._asking.refused.connect(self._tell)
        self._search = PurchaseSearch(use_cases, operations, self)
        self._search.changed.connect(self._refresh_words)
        self._search.refused.connect(self._tell)
        self._wishing = Wishing(view, use_cases, self)
        self._wishing.noted.connect(self._on_wish_noted)
        self._wishing.refused.connect(self._tell)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.search_changed.connect(self._on_search)
        view.member_picked.connect(self.show_member)
        view.unmask_asked.connect(self._on_unmask_asked)
        view.reason_picked.connect(self._on_reason)
        view.note_asked.connect(self._on_note_asked)
        view.wish_asked.connect(self._on_wish_asked)
        view.notes_asked.connect(self._on_notes_asked)
        view.note_picked.connect(self._on_note_picked)
        view.entry.answered.connect(self._on_answer)
        view.basket_asked.connect(self._on_basket)
        view.refresh_asked.connect(lambda: self._asking.ask(self._one_id(), by_user=True))
        view.back_asked.connect(lambda: self.section_asked.emit("checkout"))
        view.words_changed.connect(self.refresh)
        view.purchases.searched.connect(self._search.typed)
        view.purchases.ledger_asked.connect(self._search.ask_ledger)
        view.purchases.more_asked.connect(self._search.ask_more)
        for panel in view.panels:
            self.profile_shown.connect(panel.show_profile)
            panel.section_asked.connect(self.section_asked)
            panel.refused.connect(self._tell)
        self._operations.changed.connect(self._on_changed)

    # --- who is shown

    def look(self) -> None:
        """The page comes into sight: the member of the basket, or whoever was shown last."""
        self._view.close_questions()
        self._view.banner.show_notice(None)
        at_counter = self._desk.at_counter()
        if at_counter is not None and at_counter != self._one_id():
            self.show_member(at_counter)
        else:
            self.refresh()

    def leave(self) -> None:
        """The page goes out of sight: what was unmasked is masked."""
        self._on_masked()

    def forget(self) -> None:
        """Somebody else is at the till."""
        self._profile, self._known = None, None
        self.refresh()

    @Slot(object)
    def show_member(self, one_id: str) -> None:
        """From a search, a scan or another page."""
        try:
            if not one_id:  # the line that says that there are others
                self._desk.scope.refuse_hidden()
            profile = self._desk.profile(one_id, self._asking.known(one_id))
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            return
        if one_id != self._one_id():
            self._view.close_questions()  # they were about somebody else
            self._view.focus_home()
            self._unmasked = frozenset()
            self._mask_again.stop()
        self._profile = profile
        self._view.banner.show_notice(None)
        self._search.begin(profile)
        self._show()
        self._asking.ask(profile.member.one_id)

    def scan(self, data: bytes, symbology: str | None) -> bool:
        """A member's code or card shows that member; False: it is something else, for the counter."""
        if self._wishing.scan(data, symbology):
            return True
        try:
            found = self._desk.scanned(data, symbology)
        except (UserFacing, StoreFailed) as error:
            self._view.finder.flash("bad", self.tr("Refused"))
            self._tell(error)
            return True
        if found is None:
            return False
        one_id, changes = found
        self._operations.announce(changes)
        self._view.finder.flash("good", self.tr("Member"))
        self.show_member(one_id)
        return True

    @Slot()
    def refresh(self) -> None:
        """Show what is known now."""
        if self._profile is None:
            self._view.show_state(ProfileState())
            self.profile_shown.emit(None)
            return
        try:
            self._profile = self._desk.profile(self._profile.member.one_id, self._profile.member)
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            return
        self._search.begin(self._profile)
        self._show()

    def _show(self) -> None:
        self._refresh_words()
        self.profile_shown.emit(self._profile)

    @Slot()
    def _refresh_words(self) -> None:
        profile = self._profile
        if profile is None:
            return
        around = self._around()
        state = profile_state(self._asking.laid_over(profile), around)
        self._view.show_state(replace(state, purchases=self._search.shown(around), asking=self._asking.is_running))

    def _around(self) -> Surroundings:
        staff = {member.staff_id: member.name for member in self._use.staff.staff()}
        return Surroundings(
            self._desk.rules,
            self._use.currency,
            self._use.clock.now(),
            self._use.checkout.state.online,
            staff_names=staff,
            store_names={**self._desk.store_names(), **self._asking.store_names, **self._search.store_names},
            unmasked=self._unmasked,
            tickets=self._asking.tickets(self._one_id()),
            links=self._asking.links(self._one_id()),
        )

    def _one_id(self) -> str | None:
        return None if self._profile is None else self._profile.member.one_id

    @Slot(object)
    def _on_told(self, one_id: str) -> None:
        """The ledger answered."""
        if one_id == self._one_id():
            self.refresh()

    # --- search

    @Slot(object)
    def _on_search(self, text: str) -> None:
        if not text:
            self._view.show_results(None)
            return
        found: Sequence[Member] = self._desk.search(text, FOUND_MAX)
        rows = tuple(member_row(member, self._desk.rules) for member in found)
        hidden = self._desk.scope.hidden(text, FOUND_MAX)
        self._view.show_results((*rows, hidden_row(hidden)) if hidden else rows)

    # --- what is done here

    @Slot()
    def _on_unmask_asked(self) -> None:
        if self._profile is None:
            return
        rows = [ChoiceRow(reason, reason_words(reason)) for reason in UNMASK_REASONS]
        self._view.reasons.ask(
            lambda: ChoiceWords(
                self.tr("Why do you need to see it?"),
                self.tr("The reason is written down, with your name, before anything is shown."),
                self.tr("Show"),
            ),
            rows,
        )

    @Slot(object)
    def _on_reason(self, reason: str) -> None:
        self._view.reasons.close_panel()
        self._view.focus_home()
        one_id, fields = self._one_id(), _FIELDS.get(reason, _FIELDS_ELSE)
        if one_id is not None and self._do(lambda: self._desk.unmask(one_id, fields, reason)):
            self._unmasked = frozenset(fields)
            self._mask_again.start()
            self._refresh_words()

    @Slot()
    def _on_masked(self) -> None:
        self._mask_again.stop()
        if self._unmasked:
            self._unmasked = frozenset()
            self._refresh_words()

    @Slot()
    def _on_note_asked(self) -> None:
        one_id = self._one_id()
        if one_id is not None:
            self._view.entry.ask("note", one_id, self.tr("Note for the desks of this store"), "")

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if answer.topic == WISH:
            self._wishing.answer(answer)
        if answer.topic == "note" and self._do(lambda: self._desk.write_note(answer.subject, answer.text)):
            self.refresh()

    @Slot()
    def _on_wish_asked(self) -> None:
        one_id = self._one_id()
        if one_id is not None:
            self._wishing.ask(one_id)

    @Slot(object)
    def _on_wish_noted(self, changes: Changes) -> None:
        self._operations.announce(changes)
        self.refresh()

    @Slot()
    def _on_notes_asked(self) -> None:
        if self._profile is None or not self._profile.notes:
            return
        rows = [ChoiceRow(note.note_id, note.text, note.staff_id) for note in self._profile.notes]
        self._view.notes.ask(
            lambda: ChoiceWords(
                self.tr("Which note is to be removed?"),
                self.tr("Its words go from all desks of the store. A manager may remove anybody's."),
                self.tr("Remove"),
            ),
            rows,
        )

    @Slot(object)
    def _on_note_picked(self, note_id: str) -> None:
        self._view.notes.close_panel()
        self._view.focus_home()
        notes = () if self._profile is None else self._profile.notes
        note = next((one for one in notes if one.note_id == note_id), None)
        if note is not None and self._do(lambda: self._desk.remove_note(note)):
            self.refresh()

    @Slot()
    def _on_basket(self) -> None:
        """The member goes on the basket as found by search: coupons and points still ask for the code."""
        if self._profile is None:
            return
        member = self._profile.member

        def take() -> Changes:
            self._use.checkout.refuse_when_paying()
            state = self._use.checkout.state.member
            if state is not None and state.member.one_id == member.one_id:
                return Changes()
            return self._use.checkout.set_member(self._use.members.identify_found(member))

        if self._do(take):
            self.section_asked.emit("checkout")

    def _do(self, call: Callable[[], Changes]) -> bool:
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            return False
        self._view.banner.show_notice(None)
        self._operations.announce(changes)
        return True

    @Slot(object)
    def _tell(self, error: UserFacing | StoreFailed) -> None:
        self._view.banner.show_notice(lambda: notice_of(error))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "session" in changes:
            self.forget()
        elif changes.facts & {"reference", "sales"} and self._view.isVisible():
            self.refresh()
