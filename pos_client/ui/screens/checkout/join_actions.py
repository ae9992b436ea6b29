"""New members at the counter: who has the phone already goes on the basket, who has not joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.joining import JoinForm
from pos_client.errors import Refused, UserFacing
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.join_panel import JoinTyped, KnownRow
from pos_client.ui.widgets.banner import Notice
from retail.joining import Consent
from retail.member import Member, masked_name, masked_phone
from retail.ports import StoreFailed

# Which field a refusal is about; a missing consent names its purpose itself.
_FIELDS = {
    "phone_wrong": "phone",
    "already_member": "phone",
    "name_too_long": "name",
    "birthday_wrong": "birthday",
    "join_code_unknown": "code",
}


class JoinActions(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._looking = SlowOperation(self._operations, self)
        self._looking.succeeded.connect(self._on_looked_up)
        self._asked = ""
        self._found: dict[str, Member] = {}
        view.member.join_asked.connect(self._on_asked)
        view.join.phone_typed.connect(self._on_phone)
        view.join.known_picked.connect(self._on_known)
        view.join.submitted.connect(self._on_submitted)
        view.join.cancelled.connect(view.focus_home)
        view.member.consents_asked.connect(self._on_consents_asked)
        view.consents.said.connect(self._on_said)
        view.consents.cancelled.connect(view.focus_home)

    @Slot()
    def _on_asked(self) -> None:
        self.scanned("")

    def scanned(self, join_code: str) -> None:
        """Somebody wants to join, by this code (empty: by none): whoever has it brought them."""
        try:
            self._use.checkout.refuse_when_paying()
            rules, named = self._use.joining.rules(), self._use.joining.code_of(join_code)
        except Refused as error:
            self._refuse(error)
            return
        self._view.banner.show_notice(None)
        self._view.close_search()
        self._view.close_questions()
        self._view.join.ask(rules.consents)
        if named is not None:
            self._view.join.show_code(named.code, named.label)

    @Slot(object)
    def _on_phone(self, text: str) -> None:
        try:
            known = self._use.joining.known(text)
        except Refused as error:
            self._tell(error)
            return
        self._view.banner.show_notice(None)
        self._found.clear()
        if known:
            self._view.join.show_known(known_rows(known))
        else:
            self._view.join.go_on_from_phone()
            self._ask_ledger(text)

    def _ask_ledger(self, phone: str) -> None:
        """Other stores may know them. Nobody waits for the answer: without one the ledger finds it out later."""
        ask, staff = self._use.ask_phone, self._use.staff.current
        if ask is None or staff is None or not self._use.checkout.state.online:
            return
        digest = self._use.joining.digest_of(phone)
        if self._looking.start(lambda: ask.look_up(digest, staff.staff_id)):
            self._asked = phone

    @Slot(object)
    def _on_looked_up(self, found: Sequence[Member]) -> None:
        if found and self._view.join.is_open and self._view.join.typed().phone == self._asked:
            self._found = {member.one_id: member for member in found}
            self._view.join.show_known(known_rows(found))

    @Slot(object)
    def _on_known(self, one_id: str) -> None:
        if self.take_known(one_id):
            self._close()

    def take_known(self, one_id: str) -> bool:
        """Put somebody whom a search found on the basket; says whether it worked."""

        def take() -> Changes:
            self._use.checkout.refuse_when_paying()
            found, members = self._found.get(one_id), self._use.members
            identified = members.identify_search(one_id) if found is None else members.identify_found(found)
            return self._use.checkout.set_member(identified)

        return self._do(take)

    @Slot(object)
    def _on_submitted(self, typed: JoinTyped) -> None:
        try:
            rules = self._use.joining.rules()
            consents = tuple(
                Consent(text.purpose, text.text_version, text.purpose in typed.agreed) for text in rules.consents
            )
            form = JoinForm(typed.phone, typed.name, typed.birthday, typed.join_code, consents)
            self._use.checkout.refuse_when_paying()
            identified = self._use.joining.join(form)
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            return
        self._close()
        self._do(lambda: self._use.checkout.set_member(identified) | Changes.of("journal"))
        shown = masked_name(identified.member.name) or masked_phone(identified.member.phone)
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("{name} is a member now.").format(name=shown),
                "",
                self.tr("This sale earns points already."),
            )
        )

    @Slot()
    def _on_consents_asked(self) -> None:
        identified = self._use.checkout.state.member
        if identified is None:
            return
        try:
            rules = self._use.joining.rules()
        except Refused as error:
            self._refuse(error)
            return
        member = identified.member
        name = masked_name(member.name) or masked_phone(member.phone) or member.one_id
        self._view.banner.show_notice(None)
        self._view.close_questions()
        self._view.consents.ask(name, rules.consents, self._use.joining.consents_of(member))

    @Slot(object)
    def _on_said(self, changed: Mapping[str, bool]) -> None:
        identified = self._use.checkout.state.member
        if identified is not None and changed:
            one_id, texts = identified.member.one_id, self._use.joining.rules().consents
            consents = [
                Consent(text.purpose, text.text_version, changed[text.purpose])
                for text in texts
                if text.purpose in changed
            ]
            if not self._do(lambda: self._use.joining.change_consents(one_id, consents)):
                return
            self._view.banner.show_notice(
                lambda: Notice("good", self.tr("Kept: the ledger is told with the next sync."))
            )
        self._view.consents.close_panel()
        self._view.focus_home()

    def _tell(self, error: UserFacing | StoreFailed) -> None:
        """Say what is wrong, with the keyboard where it is."""
        self._refuse(error)
        if isinstance(error, Refused):
            field = str(error.params["purpose"]) if error.code == "consent_missing" else _FIELDS.get(error.code, "")
            self._view.join.focus_field(field)

    def _close(self) -> None:
        self._view.join.close_panel()
        self._view.focus_home()


def known_rows(members: Sequence[Member]) -> list[KnownRow]:
    """Enough to ask "is that you?", and no more."""
    return [
        KnownRow(
            member.one_id,
            " · ".join(part for part in (masked_name(member.name), masked_phone(member.phone)) if part)
            or member.one_id,
        )
        for member in members
    ]
