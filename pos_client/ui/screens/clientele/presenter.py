"""Guides with their members: whose code is shown, who takes over from whom, and the door of an event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from PySide6.QtCore import QEvent, QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.clientele import ClienteleDesk, HandedOver
from pos_client.application.event_desk import CheckedIn, EventDesk, Guest
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused, UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import clock_time, is_chinese, number, parsed
from pos_client.ui.operations import Operations
from pos_client.ui.screens.clientele.view import ClienteleState, ClienteleView
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow
from retail.clientele import GuideLoad
from retail.member_events import MemberEvent
from retail.permissions import allows
from retail.ports import StoreFailed

# What the page is about: the guides, who takes over, which event, and who came to it.
Mode = Literal["guides", "takers", "events", "door"]


class ClienteleUseCases(Protocol):
    """Of what the counter works with, as much as this page needs."""

    @property
    def clientele(self) -> ClienteleDesk: ...
    @property
    def events(self) -> EventDesk: ...
    @property
    def staff(self) -> StaffDesk: ...


class ClientelePresenter(QObject):
    """Looks again whenever it is shown."""

    def __init__(
        self, view: ClienteleView, use_cases: ClienteleUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._operations = operations
        self._mode: Mode = "guides"
        self._leaving = ""
        self._takers: tuple[str, ...] = ()
        self._event: MemberEvent | None = None
        view.moved.connect(self._on_moved)
        view.picked.connect(self._on_picked)
        view.hand_over_asked.connect(self._on_hand_over)
        view.act_asked.connect(self._on_act)
        view.events_asked.connect(self._on_events)
        view.left.connect(self._on_left)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """The page comes in sight: what was asked before is asked no more, but the door of an event stays open."""
        if self._mode == "takers":
            self._mode = "guides"
        self._view.banner.show_notice(None)
        self.refresh()

    @property
    def takes_scans(self) -> bool:
        return self._mode == "door"

    def scan(self, data: bytes | str, symbology: str | None) -> None:
        """At the door of an event: whoever shows this is let in."""
        event = self._event
        if event is None:
            return
        done: list[CheckedIn] = []

        def call() -> Changes:
            done.append(self._use.events.scan(event.event_id, data, symbology))
            return done[0].changes

        if not self._do(call):
            return
        guest, again = done[0].guest, done[0].again

        def notice() -> Notice:
            if again:
                when = _time(guest)
                return Notice("warn", self.tr("{name} came at {time} already.").format(name=guest.name, time=when))
            return Notice("good", self.tr("Welcome, {name}.").format(name=guest.name))

        self.refresh()
        self._view.banner.show_notice(notice)

    # --- showing

    def refresh(self) -> None:
        """Show what is so now."""
        build = {"guides": self._guides, "takers": self._taking, "events": self._events, "door": self._door}
        self._view.show_state(build[self._mode]())

    def _guides(self) -> ClienteleState:
        loads = self._use.clientele.loads()
        rows = tuple(self._load_row(load) for load in loads)
        current = self._view.current()
        keys = [load.staff_id for load in loads]
        chosen = current.key if current is not None and current.key in keys else self._first(keys)
        shown = next((load for load in loads if load.staff_id == chosen), None)
        has_code = shown is not None and bool(shown.name)
        name = "" if shown is None else shown.name or shown.staff_id
        code = self._use.clientele.code_of(chosen) if has_code else ""
        may = self._may_hand_over() and shown is not None and shown.members > 0
        side = self.tr("Join with {name}").format(name=name) if has_code else name
        told = self.tr("Code {code}. Scan it, or type it when somebody joins: they are {name}'s member then.")
        left = self.tr("Not one of this store's guides any more: hand their members over.")
        return ClienteleState(
            title=self.tr("Guides and their members"),
            hint=self.tr("The arrows show another guide's code."),
            rows=rows,
            nothing=self.tr("This store has no guides. The ledger says who is one."),
            side_title=side,
            side_text=told.format(code=code, name=name) if has_code else left if shown is not None else "",
            chosen=chosen,
            picture=self._use.clientele.picture_of(chosen) if has_code else "",
            hand_over=self.tr("Hand over") if may else "",
            events=self.tr("Events") if self._use.events.running() else "",
        )

    def _first(self, known: Sequence[str]) -> str:
        """Who is signed in, where they are a guide: theirs is the code that they want to show."""
        staff = self._use.staff.current
        if staff is not None and staff.staff_id in known:
            return staff.staff_id
        return known[0] if known else ""

    def _load_row(self, load: GuideLoad, *, chosen: bool = False) -> ChoiceRow:
        members = self.tr("{count} members", "", load.members).format(count=number(load.members))
        gone = "" if load.name else self.tr("no guide here any more")
        detail = " · ".join(part for part in (load.staff_id, gone) if part)
        return ChoiceRow(load.staff_id, load.name or load.staff_id, detail, members, chosen)

    def _taking(self) -> ClienteleState:
        loads = {load.staff_id: load for load in self._use.clientele.loads()}
        leaving = loads.get(self._leaving)
        name = self._leaving if leaving is None else leaving.name or leaving.staff_id
        count = 0 if leaving is None else leaving.members
        others = [load for load in loads.values() if load.staff_id != self._leaving and load.name]
        rows = tuple(self._load_row(load, chosen=load.staff_id in self._takers) for load in others)
        names = self.tr(", ").join(loads[taker].name for taker in self._takers)
        told = self.tr("Spread over {names} by what each has already. Their tasks follow.").format(names=names)
        return ClienteleState(
            title=self.tr("Who takes over from {name}?").format(name=name),
            hint=self.tr("A digit chooses one guide or several, Enter hands over, Esc goes back."),
            rows=rows,
            nothing=self.tr("Nobody else is a guide in this store."),
            side_title=name,
            side_text=told if self._takers else self.tr("Nobody is chosen yet."),
            figure=self.tr("{count} members", "", count).format(count=number(count)),
            act=self.tr("Hand over") if self._takers else "",
        )

    def _events(self) -> ClienteleState:
        rows = tuple(
            ChoiceRow(
                event.event_id,
                _name(event),
                self.tr("until {time}").format(time=clock_time(event.end.astimezone())),
                number(len(self._use.events.came(event.event_id))),
            )
            for event in self._use.events.running()
        )
        return ClienteleState(
            title=self.tr("Events that run now"),
            hint=self.tr("A digit opens the door of one, Esc goes back."),
            rows=rows,
            nothing=self.tr("No event runs now."),
            side_title=self.tr("Check-in"),
            side_text=self.tr("Members are let in by their code or card, also without a connection."),
            figure=number(len(rows)),
            act=self.tr("Open") if rows else "",
        )

    def _door(self) -> ClienteleState:
        event = self._event
        came = () if event is None else self._use.events.came(event.event_id)
        how = {
            "unified_code": self.tr("by code"),
            "card": self.tr("by card"),
            "search": self.tr("by search"),
        }
        rows = tuple(ChoiceRow(guest.one_id, guest.name, how.get(guest.how, ""), _time(guest)) for guest in came)
        return ClienteleState(
            title="" if event is None else _name(event),
            hint=self.tr("Scan members' codes. Who was let in at other tills is at the ledger. Esc closes the door."),
            rows=rows,
            nothing=self.tr("Nobody came yet. Scan the first member's code."),
            side_title=self.tr("Came here"),
            side_text=self.tr("Each member counts once, however often they show their code."),
            figure=number(len(rows)),
        )

    # --- what is asked

    @Slot(object)
    def _on_moved(self, _key: object) -> None:
        if self._mode == "guides":
            self.refresh()

    @Slot(object)
    def _on_picked(self, key: str) -> None:
        if self._mode == "takers":
            others = tuple(taker for taker in self._takers if taker != key)
            self._takers = others if key in self._takers else (*others, key)
        elif self._mode == "events":
            self._open(key)
            return
        self.refresh()

    @Slot()
    def _on_hand_over(self) -> None:
        row = self._view.current()
        if self._mode == "guides" and row is not None:
            self._mode, self._leaving, self._takers = "takers", row.key, ()
            self._view.banner.show_notice(None)
            self.refresh()
            self._view.focus_home()

    @Slot()
    def _on_events(self) -> None:
        if self._mode != "guides":
            return
        running = self._use.events.running()
        self._mode = "events"
        if len(running) == 1:
            self._open(running[0].event_id)
            return
        self.refresh()
        self._view.focus_home()

    @Slot()
    def _on_act(self) -> None:
        row = self._view.current()
        if self._mode == "takers":
            self._hand_over()
        elif self._mode == "events" and row is not None:
            self._open(row.key)

    @Slot()
    def _on_left(self) -> None:
        self._mode, self._event = "guides", None
        self._view.banner.show_notice(None)
        self.refresh()
        self._view.focus_home()

    def _open(self, event_id: str) -> None:
        self._event = next((event for event in self._use.events.running() if event.event_id == event_id), None)
        if self._event is None:
            self._refuse(Refused("event_over"))
            return
        self._mode = "door"
        self.refresh()
        self._view.focus_home()

    def _hand_over(self) -> None:
        done: list[HandedOver] = []

        def call() -> Changes:
            done.append(self._use.clientele.hand_over(self._leaving, self._takers))
            return done[0].changes

        if not self._do(call):
            self.refresh()
            return
        names = {load.staff_id: load.name for load in self._use.clientele.loads()}
        counts = done[0].members.items()
        told = self.tr(", ").join(f"{names.get(taker, taker)} {number(count)}" for taker, count in counts)
        self._mode = "guides"
        self.refresh()
        self._view.focus_home()
        self._view.banner.show_notice(lambda: Notice("good", self.tr("Handed over: {names}.").format(names=told)))

    def _may_hand_over(self) -> bool:
        staff = self._use.staff.current
        return staff is not None and allows(staff.roles, "hand_over_members")

    def _do(self, call: Callable[[], Changes]) -> bool:
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return False
        self._view.banner.show_notice(None)
        self._operations.announce(changes)
        return True

    def _refuse(self, error: UserFacing | StoreFailed) -> None:
        self._view.banner.show_notice(lambda: notice_of(error))


def _name(event: MemberEvent) -> str:
    return event.name if is_chinese() else event.name_en


def _time(guest: Guest) -> str:
    at = parsed(guest.at)
    return "" if at is None else clock_time(at)
