"""Whom a guide contacts today and why, and what is done about it: with a connection and without.

Contract: docs/spec/line.md, "Today". The list follows from the till's cache alone (`load`, off the GUI thread) and from
what was done since (`shown`, at once). What is done is in the journal before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pos_client.application.basket_guides import GUIDE_ROLE
from pos_client.application.changes import Changes
from pos_client.application.clientele import assigned_body
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.contact_people import Here, Person, Wish, guides_for, here_at
from retail.contact_ports import ContactsReader
from retail.contact_rules import ContactRules, contact_rules_in
from retail.contact_tasks import Task
from retail.contacts import (
    NOTE_CHARACTERS,
    SNOOZE_DAYS_MAX,
    Contact,
    ContactBook,
    ContactList,
    How,
    Mark,
    MarkKind,
    Reasons,
    contact_list,
    hindrance,
    is_open,
    reasons_of,
    week_of,
)
from retail.joining import CONTACT
from retail.member import MemberGuide
from retail.ports import Catalogue, ReferenceData, StaffMember, Stock
from retail.scopes import OWN, read_scope
from retail.wanted import WantedReader

Whose = Literal["mine", "store"]
#: Purchases at this till are looked for so far back: by then the ledger's facts have them, or the till is long alone.
BOUGHT_DAYS = 40
_KINDS: Mapping[MarkKind, str] = {"done": "task_done", "snoozed": "task_snoozed", "not_wanted": "task_not_wanted"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the cache says, as of one reading. `guides`: by member, who of this store's guides contacts them. `people`:
    how many members the store looks after. `as_of` is the age of the members' rows (ISO 8601; empty: none yet).
    """

    rules: ContactRules | None
    version: int
    here: Here
    reasons: Sequence[Reasons] = ()
    guides: Mapping[str, str] = field(default_factory=dict)
    people: int = 0
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The list of somebody at a moment. `may_see_all`: also the others' of the store. `quiet_until`: nobody is
    contacted before that.
    """

    found: ContactList
    whose: Whose
    may_see_all: bool
    quiet_until: datetime | None
    books: Mapping[str, ContactBook]


@dataclass(frozen=True, slots=True)
class MemberReasons:
    """What is open about one member. `week`: how many contacts with them count this week, and the most; None: there is
    no limit.
    """

    tasks: tuple[Task, ...]
    is_opted_out: bool = False
    week: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TodaySources:
    """What the list is made of. `close_thread` is called by a thread of the pool that has read of it."""

    contacts: ContactsReader
    stock: Stock
    wanted: WantedReader
    catalogue: Catalogue
    close_thread: Callable[[], None] = lambda: None


class TodayDesk:
    """For guides: their own members; for who leads the store: everybody's."""

    def __init__(self, desk: Desk, staff: StaffDesk, reference: ReferenceData, sources: TodaySources) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._contacts = sources.contacts
        self._sources = sources

    # --- reading

    def load(self) -> Loaded:
        """Read the members of this store and find every reason that holds today. Takes as long as there are members:
        to be called off the GUI thread.
        """
        settings = self._reference.settings()
        rules, here = contact_rules_in(settings), self._here(settings)
        version = int((settings.get("group") or {}).get("version", 0))
        if rules is None:
            return Loaded(None, version, here, as_of=self._contacts.as_of())
        since = here.day - timedelta(days=BOUGHT_DAYS)
        people, pieces = self._waiting(self._contacts.people(here.store, since), here)
        here = replace(here, pieces=pieces.get)
        return Loaded(
            rules,
            version,
            here,
            reasons_of(rules, people, here),
            guides_for(people, self.guides(), here, rules),
            len(people),
            self._contacts.as_of(),
        )

    def load_on_pool(self) -> Loaded:
        """As `load`, on a thread that is not the counter's: its connection to the store is closed."""
        try:
            return self.load()
        finally:
            self._sources.close_thread()

    def shown(self, loaded: Loaded, whose: Whose) -> Shown:
        """Whose list it is now. Raises Refused `not_signed_in` or `not_permitted`."""
        me = self._staff.require("contact_members")
        may_see_all = _sees_all(me)
        whose = whose if may_see_all else "mine"
        rules = loaded.rules or ContactRules()
        here = replace(loaded.here, now=self._desk.clock.now())
        reasons = loaded.reasons
        if whose == "mine":
            # Whom nobody was given is everybody's.
            reasons = [each for each in reasons if loaded.guides.get(each.person.one_id, me.staff_id) == me.staff_id]
        books = self._contacts.books()
        found = contact_list(rules, reasons, books, here)
        return Shown(found, whose, may_see_all, self.quiet_until(loaded), books)

    def reasons_for(self, one_id: str) -> MemberReasons | None:
        """What is open about one member now; None where this store does not look after them, or for who may not say."""
        rules = contact_rules_in(self._reference.settings())
        if rules is None or not self._staff.may("contact_members"):
            return None
        here = self._here(self._reference.settings())
        person = self._contacts.person(one_id)
        if person is None:
            return None
        if not rules.may_contact(person.consents):
            return MemberReasons((), is_opted_out=True)
        people, pieces = self._waiting([person], here)
        found = reasons_of(rules, people, replace(here, pieces=pieces.get))
        book = self._contacts.book_of(one_id)
        tasks = tuple(task for each in found for task in each.tasks if is_open(task, book, here.day))
        return MemberReasons(tasks, week=week_of(rules, book, here))

    def is_old(self, loaded: Loaded) -> bool:
        """Whether another day has begun in the store since it was read."""
        return self._here(self._reference.settings()).day != loaded.here.day

    def quiet_until(self, loaded: Loaded) -> datetime | None:
        rules = loaded.rules
        if rules is None or rules.quiet is None:
            return None
        return rules.quiet.until(self._desk.clock.now().astimezone(loaded.here.zone))

    def guides(self) -> list[str]:
        """The store's guides, by number."""
        return sorted(member.staff_id for member in self._reference.staff() if GUIDE_ROLE in member.roles)

    def guide_name(self, staff_id: str) -> str:
        """Empty for who is not on the staff any more."""
        return next((member.name for member in self._reference.staff() if member.staff_id == staff_id), "")

    @property
    def store_name(self) -> str:
        return self._desk.facts.store_name

    def begins_with_mine(self) -> bool:
        """Whether whoever is signed in is a guide: others begin with the whole store's list."""
        return self._staff.current is not None and GUIDE_ROLE in self._staff.current.roles

    # --- doing

    def done(self, loaded: Loaded, task: Task, how: How, note: str = "") -> Changes:
        """The member was contacted. Raises Refused `contact_opted_out`, `contact_capped`, `contact_quiet` (with
        `until`), `task_settled` (somebody has done it meanwhile), `note_too_long` or `not_permitted`.
        """
        self.check(loaded, task, how)
        now = self._desk.clock.now()
        contact = None if how == "in_store" else Contact(now.astimezone(UTC), self._desk.facts.store, task.brand)
        return self._mark(loaded, task, "done", note, contact=contact, how=how)

    def check(self, loaded: Loaded, task: Task, how: How) -> None:
        """Whether it may be done now, before anybody is asked what came of it. Raises as `done` does."""
        quiet = self.quiet_until(loaded)
        if quiet is not None and how != "in_store":
            raise Refused("contact_quiet", until=f"{quiet:%H:%M}")
        self._refuse(loaded, task, is_contact=how != "in_store")

    def snooze(self, loaded: Loaded, task: Task, days: int, note: str = "") -> Changes:
        """Not now: again in so many days. Raises as `done` does, and Refused `snooze_wrong`."""
        if not 1 <= days <= SNOOZE_DAYS_MAX:
            raise Refused("snooze_wrong", maximum=SNOOZE_DAYS_MAX)
        until = (self._here(self._reference.settings()).day + timedelta(days=days)).isoformat()
        return self._mark(loaded, task, "snoozed", note, until=until)

    def not_wanted(self, loaded: Loaded, task: Task, note: str = "") -> Changes:
        """Nobody contacts the member about this. Raises as `done` does."""
        return self._mark(loaded, task, "not_wanted", note)

    def wants_no_contact(self, one_id: str) -> Changes:
        """The member said so. It counts here at once, and nobody can overrule it."""
        staff_id = self._staff.require("contact_members").staff_id
        rows = (self._reference.settings().get("joining") or {}).get("consents", ())
        version = next((str(row["text_version"]) for row in rows if row["purpose"] == CONTACT), "said")
        body = {
            "change_id": self._desk.ids.new(),
            "one_id": one_id,
            "staff_id": staff_id,
            "consents": [{"purpose": CONTACT, "text_version": version, "given": False}],
        }
        with self._desk.unit_of_work() as uow:
            uow.contacts.say(one_id, {CONTACT: False}, uow.journal.append("consent_changed", body))
            uow.commit()
        return Changes.of("journal", "contacts")

    def become_guide(self, person: Person) -> Changes:
        """Whoever is signed in looks after the member from now on. Raises Refused `not_permitted` where somebody does
        already, and whoever is signed in may hand nobody over.
        """
        me = self._staff.require("contact_members")
        guide = MemberGuide(self._desk.facts.store, me.staff_id)
        now = self._contacts.person(person.one_id) or person
        if now.guide is not None and now.guide != guide and self.guide_name(now.guide.staff_id):
            self._staff.require("hand_over_members")
        body = assigned_body(self._desk.ids.new(), person.one_id, guide, me.staff_id, "taken")
        with self._desk.unit_of_work() as uow:
            uow.contacts.name_guide(person.one_id, guide, uow.journal.append("guide_assigned", body))
            uow.commit()
        return Changes.of("journal", "contacts")

    def _mark(
        self,
        loaded: Loaded,
        task: Task,
        mark: MarkKind,
        note: str,
        *,
        contact: Contact | None = None,
        **more: str,
    ) -> Changes:
        """`more` goes into the body: `how`."""
        me = self._staff.require("contact_members")
        note, until = " ".join(note.split()), more.pop("until", None)
        if len(note) > NOTE_CHARACTERS:
            raise Refused("note_too_long", maximum=NOTE_CHARACTERS)
        self._refuse(loaded, task, is_contact=mark == "done" and contact is not None)
        body: dict[str, Any] = {
            "mark_id": self._desk.ids.new(),
            "task_id": task.task_id,
            "rule_id": task.rule_id,
            "kind": task.kind,
            "one_id": task.one_id,
            "occasion": task.occasion,
            "brand": task.brand,
            "staff_id": me.staff_id,
            "guide": loaded.guides.get(task.one_id),
            "rules": loaded.version,
            "note": note,
            **more,
        }
        if until is not None:
            body["until"] = until
        with self._desk.unit_of_work() as uow:
            entry = uow.journal.append(_KINDS[mark], body)
            at = datetime.fromisoformat(entry.occurred_at).astimezone(UTC)
            told = Mark(
                task.task_id,
                task.rule_id,
                mark,
                at.isoformat(timespec="milliseconds"),
                me.staff_id,
                self._desk.facts.store,
                until,
                note,
            )
            uow.contacts.mark(task.one_id, told, None if contact is None else replace(contact, at=at), entry)
            uow.commit()
        return Changes.of("journal", "contacts")

    def _refuse(self, loaded: Loaded, task: Task, *, is_contact: bool) -> None:
        """What may have changed since the list was drawn: another desk was faster, the member said no, the cap is
        reached. An opt-out stands against everything but putting off.
        """
        person, rules = self._contacts.person(task.one_id), loaded.rules or ContactRules()
        book = self._contacts.book_of(task.one_id)
        if person is not None and not rules.may_contact(person.consents):
            raise Refused("contact_opted_out")
        here = replace(loaded.here, now=self._desk.clock.now())
        if not is_open(task, book, here.day):
            raise Refused("task_settled")
        if is_contact and person is not None:
            why = hindrance(rules, person, book, task, here)
            if why is not None:
                raise Refused("contact_capped")

    def _here(self, settings: Mapping[str, Any]) -> Here:
        zone = ZoneInfo(str((settings.get("store") or {}).get("time_zone", "Asia/Shanghai")))
        rules = (settings.get("points") or {}).get("tier_rules") or {}
        steps = {str(program): [(str(t), int(least)) for t, least in rule["steps"]] for program, rule in rules.items()}
        return here_at(self._desk.facts.store, self._desk.clock.now(), zone, steps)

    def _waiting(self, people: Sequence[Person], here: Here) -> tuple[Sequence[Person], Mapping[str, int]]:
        """The same people with what they wished for, and what the store has of it that is put aside for nobody."""
        wishes: dict[str, list[Wish]] = {}
        asked = self._sources.wanted.wishes()
        skus = list(dict.fromkeys(wanted.sku for wanted in asked))
        if not skus:
            return people, {}
        names = {product.sku: product.name for product in self._sources.catalogue.by_code(skus)}
        for wanted in asked:
            since = here.day_of(wanted.since)
            if since is not None:
                wish = Wish(wanted.sku, names.get(wanted.sku, wanted.sku), since.isoformat())
                wishes.setdefault(wanted.one_id, []).append(wish)
        aside = self._sources.wanted.put_aside(skus, here.day.isoformat())
        levels = self._sources.stock.of(skus)
        pieces = {sku: level.thousandths // 1000 - aside.get(sku, 0) for sku, level in levels.items()}
        found = [
            replace(person, wishes=tuple(wishes[person.one_id])) if person.one_id in wishes else person
            for person in people
        ]
        return found, pieces


def _sees_all(me: StaffMember) -> bool:
    """Whether somebody may see members who are not their own: whose scope is not that, or who leads the store."""
    return not me.scope or read_scope(me.scope) != OWN
