"""A store's figures are exact for the store, and leave it in parcels of k members: who subtracts learns no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from central_ledger.application.figures import close_parcels, store_figures, unit_figures
from central_ledger.application.publish import publish_staff
from central_ledger.application.push import push
from central_ledger.store.books import SaleRow
from central_ledger.store.contacts import MarkRow
from central_ledger.store.guide_budgets import GuideGift
from central_ledger.store.migrations import _FIGURES_OF_BEFORE
from central_ledger.store.suggested_goods import SuggestedGoods, SuggestedRow
from retail.clientele import guide_code
from retail.periods import days_of
from tests.unit.ledger.joins import join_body, joined_at, prepare_joins
from tests.unit.ledger.journals import JournalWriter, sale_document
from tests.unit.ledger.organisations import organised
from tests.unit.ledger.settled_sales import STAFF, DatedWriter, with_rules

K = 3
DAY = "2026-11-11"


def at(ledger, day, hour=3):
    """It is this day (11:00 in the stores)."""
    moment = datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=UTC)
    ledger.clock = lambda: moment


def sold(row):
    """The figures about sales."""
    names = ("sales", "identified", "payable/CNY", "identified_payable/CNY")
    return {name: row.figures[name] for name in names}


def sell(ledger, store, day, one_ids, amount=10_000):
    """Sales as the books have them; None: a walk-in."""
    number = ledger.database.value("SELECT COUNT(*) FROM sale")
    rows = [
        SaleRow(store, f"F{number + place}", "T01", "e", 1, f"{day}T10:00:00+08:00", "CNY", one_id, amount, amount, day,
                "G1")
        for place, one_id in enumerate(one_ids)
    ]  # fmt: skip
    with ledger.database.transaction():
        ledger.books.add_sales(rows)


def test_a_store_sees_what_each_of_its_staff_sold_and_won(ledger):
    with_rules(ledger)
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    writer = DatedWriter(store="S01", till="T01", epoch="epoch-1")
    writer.open("epoch-1")
    guided = sale_document("A", {"A1": 12_900}, one_id="M1") | {"guide": "G1"}
    writer.at("2026-11-11T10:00:00+08:00", "sale", guided)
    writer.at("2026-11-11T10:05:00+08:00", "sale", sale_document("B", {"A1": 10_000}))
    writer.at("2026-11-09T10:05:00+08:00", "sale", sale_document("C", {"A1": 5_000}, one_id="M1") | {"guide": "G1"})
    # The store's day begins at four in the morning.
    writer.at("2026-11-12T00:30:00+08:00", "sale", sale_document("D", {"A1": 700}, one_id="M1"))
    assert {verdict.word for verdict in push(ledger, "S01", "T01", writer.entries).verdicts} == {"created"}
    day = store_figures(ledger, "S01", "day", "2026-11-11")
    assert [(row.of, row.name, sold(row)) for row in day.rows] == [
        ("E1", "张三", {"sales": 2, "identified": 1, "payable/CNY": 10_700, "identified_payable/CNY": 700}),
        ("G1", "李四", {"sales": 1, "identified": 1, "payable/CNY": 12_900, "identified_payable/CNY": 12_900}),
    ]
    week = store_figures(ledger, "S01", "week", "2026-11-11")
    assert (week.first, week.last, week.total["sales"], week.total["identified"]) == ("2026-11-09", "2026-11-15", 4, 3)
    assert store_figures(ledger, "S02", "month", "2026-11-11").rows == ()


def test_who_turns_out_to_be_a_member_already_was_not_won(ledger):
    prepare_joins(ledger)
    # M1 has the second phone.
    bodies = [join_body(ledger, name, phone) for name, phone in (("J1", "13900000001"), ("J2", "13800000001"))]
    push(ledger, "S01", "T01", joined_at("T01", *bodies).entries)
    with ledger.database.transaction():
        publish_staff(ledger, "S01", STAFF)
    by_code = join_body(ledger, "J3", "13900000003", join_code=guide_code("S01", "G1"))
    push(ledger, "S01", "T02", joined_at("T02", by_code).entries)
    sheet = store_figures(ledger, "S01", "month", "2026-11-11")
    assert {row.of: row.figures["joined"] for row in sheet.rows} == {"E1": 1, "G1": 1}, "G1's code, at E1's till"


def test_what_was_suggested_and_done_for_members_counts_too(ledger):
    organised(ledger, k=K)
    day = "2026-11-09"
    sell(ledger, "S01", day, ["M1", "M2", "M3"])
    number = ledger.database.value("SELECT MIN(sale_id) FROM sale")
    with ledger.database.transaction():
        SuggestedGoods(ledger.database).add(
            SuggestedRow("S01", number, sku, day, "G1", "goes_with", added, 100 * added)
            for sku, added in (("A1", 1), ("A2", 0), ("B1", 0))
        )
        for one_id, mark in (("M1", "done"), ("M2", "done"), ("M3", "done"), ("M1", "snoozed")):
            ledger.contacts.add_mark(_mark(one_id, mark, day))
    (row,) = store_figures(ledger, "S01", "day", day).rows
    assert [row.figures[name] for name in ("suggested", "suggested_added", "tasks")] == [3, 1, 3]
    at(ledger, "2026-11-10")
    assert close_parcels(ledger) == 2
    (row,) = unit_figures(ledger, "district", "D1", "week", day).rows
    assert [row.figures[name] for name in ("suggested", "suggested_added", "tasks")] == [3, 1, 3]
    with ledger.database.transaction():  # M1 and M2 are one: what left the store stays as it was
        ledger.contacts.move("M2", "M1")
    at(ledger, "2026-11-11")
    assert close_parcels(ledger) == 0


def test_coupons_of_guides_are_followed_from_given_to_seen_to_used(ledger):
    prepare_joins(ledger)
    journal = JournalWriter()
    journal.open("epoch-1")
    at(ledger, "2026-11-11", hour=2)
    gifts = (("G1", "M1", "used"), ("G1", "M2", "seen"), ("G2", "M2", "later"), ("G1", "M2", "yesterday"))
    with ledger.database.transaction():
        for staff_id, one_id, name in gifts:
            day = {"yesterday": "2026-11-09T19:59", "later": "2026-11-11T09:00"}.get(name, "2026-11-11T02:00")
            holder, when = f"guide/S01/{staff_id}", f"{day}:00.000+00:00"
            ledger.guide_budgets.add(GuideGift(holder, name, "2026-11", "OFF50", one_id, name, "T01", when))
        ledger.database.execute(
            "INSERT INTO coupon_use (holder, coupon_id, store, sale_id, saving, covered) VALUES (?, ?, ?, ?, ?, ?)",
            ("M1", "used", "S02", "sale", 100, 1),
        )
    at(ledger, "2026-11-11", hour=5)
    taken = {"cti": "0" * 32, "one_id": "M2", "profile": "online", "issued_at": 1, "remember_until": 2}
    journal.add("code_accepted", taken)
    push(ledger, "S01", "T01", journal.entries)
    names = ("coupons", "coupons_seen", "coupons_used")
    found = {row.of: [row.figures[name] for name in names] for row in store_figures(ledger, "S01", "day", DAY).rows}
    assert found == {"G1": [2, 2, 1], "G2": [1, 0, 0]}, "the code was shown before the last one was given"
    week = store_figures(ledger, "S01", "week", DAY)
    assert week.total["coupons"] == 4, "03:59 at the store is the day before"
    assert store_figures(ledger, "S02", "week", DAY).rows == ()


def _mark(one_id, mark, day):
    place = ("S01", "T01", "G1", "G1")
    facts = (
        one_id,
        f"{mark}-{one_id}",
        one_id,
        "birthday",
        day,
        "birthday",
        mark,
        "phone",
        f"{day}T03:00:00.000+00:00",
    )
    return MarkRow(*facts, None, None, *place, 1, "", day)


def test_periods_are_days_weeks_from_monday_and_months():
    assert days_of("day", "2026-11-11") == ("2026-11-11", "2026-11-11")
    assert days_of("week", "2026-11-15") == ("2026-11-09", "2026-11-15")
    assert days_of("month", "2028-02-29") == ("2028-02-01", "2028-02-29")


def test_what_leaves_a_store_is_sums_of_whole_parcels(ledger):
    organised(ledger, k=K)
    sell(ledger, "S01", "2026-11-09", ["M1", "M1", None, "M2"])
    sell(ledger, "S02", "2026-11-09", ["M1", "M2", "M3", None], amount=200)
    at(ledger, "2026-11-10")
    assert close_parcels(ledger) == 1
    first = unit_figures(ledger, "region", "R1", "week", "2026-11-09")
    assert [(row.of, sold(row)) for row in first.rows] == [
        ("D2", {"sales": 4, "identified": 3, "payable/CNY": 800, "identified_payable/CNY": 600})
    ]
    assert dict(first.total) == dict(first.rows[0].figures), "a total is the sum of what is shown, and tells no more"
    # The next day's members make the crowd: the two days leave together, as the second one's.
    sell(ledger, "S01", "2026-11-10", ["M4", None])
    at(ledger, "2026-11-11")
    assert close_parcels(ledger) == 1
    assert close_parcels(ledger) == 0
    assert unit_figures(ledger, "district", "D1", "day", "2026-11-09").rows == ()
    (row,) = unit_figures(ledger, "district", "D1", "day", "2026-11-10").rows
    assert (row.of, row.figures["sales"], row.figures["identified"]) == ("S01", 6, 4)
    group = unit_figures(ledger, "group", "", "month", "2026-11-10")
    assert [(row.of, row.figures["identified"]) for row in group.rows] == [("R1", 7)]
    (brand,) = unit_figures(ledger, "brand", "LY", "week", "2026-11-10").rows
    assert (brand.of, brand.figures["identified"]) == ("S02", 3)
    # Today is not over: nothing of it leaves.
    sell(ledger, "S01", "2026-11-11", ["M1", "M2", "M3", "M4"])
    assert close_parcels(ledger) == 0


def test_a_member_under_two_ids_is_one_of_a_crowd(ledger):
    organised(ledger, k=K)
    sell(ledger, "S01", "2026-11-09", ["M1", "M2", "N1"])
    with ledger.database.transaction():
        ledger.identities.add_alias("N1", "M1", "merge", ledger.now())
    at(ledger, "2026-11-10")
    assert close_parcels(ledger) == 0


class Attacker:
    """Asks for everything each evening, and subtracts: parts from wholes, days from weeks and months, and what was said
    yesterday from what is said today. `learned` are numbers that so few sales stand behind that they are somebody's.
    """

    UNITS = (("district", "D1"), ("district", "D2"), ("region", "R1"), ("group", ""))

    def __init__(self, published):
        self._published = published
        self._before = {}
        self.learned = set()

    def asks(self, today):
        days = [(today - timedelta(days=back)).isoformat() for back in range(9)]
        for period, asked in (("day", days), ("week", days), ("month", days[:1])):
            for day in asked:
                self._subtract_parts(period, day)
        for unit in self.UNITS:
            for period in ("week", "month"):
                self._subtract_days(unit, period, today.isoformat())

    def _told(self, unit, period, day):
        rows, total = self._published(*unit, period, day)
        for of, amount in (*rows.items(), ("total", total)):
            place = (unit, days_of(period, day), of)
            self._look("again", place, amount - self._before.get(place, amount))
            self._before[place] = amount
            self._look("shown", place, amount)
        return rows, total

    def _subtract_parts(self, period, day):
        wholes = {}
        for unit in self.UNITS:
            rows, total = self._told(unit, period, day)
            wholes[unit[1]] = total
            self._look("parts", (unit, period, day), total - sum(rows.values()))
            for of, amount in rows.items():
                if of in wholes:
                    self._look("unit", (of, period, day), amount - wholes[of])

    def _subtract_days(self, unit, period, day):
        first, last = map(date.fromisoformat, days_of(period, day))
        each = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
        whole = self._told(unit, period, day)[1]
        self._look("days", (unit, period, day), whole - sum(self._told(unit, "day", one)[1] for one in each))

    def _look(self, how, place, amount):
        if 0 < abs(amount) < K:
            self.learned.add((how, place, amount))


def evenings(ledger, random, attacker):
    """A fortnight of a few sales a day, some of which come days late."""
    organised(ledger, k=K)
    begin = date(2026, 10, 26)
    for number in range(13):
        today = begin + timedelta(days=number)
        for store in ("S01", "S02"):
            for back in (0, 0, 1, random.randrange(6)):
                crowd = [random.choice((None, f"X{random.randrange(9)}")) for _ in range(random.randrange(3))]
                sell(ledger, store, max(begin, today - timedelta(days=back)).isoformat(), crowd)
        at(ledger, (today + timedelta(days=1)).isoformat())
        close_parcels(ledger)
        attacker.asks(today)


def test_who_subtracts_learns_of_no_fewer_members_than_k(ledger):
    def published(kind, code, period, day):
        sheet = unit_figures(ledger, kind, code, period, day)
        return {row.of: row.figures.get("identified", 0) for row in sheet.rows}, sheet.total.get("identified", 0)

    attacker = Attacker(published)
    evenings(ledger, Random(7), attacker)
    assert attacker.learned == set()
    # Each parcel is a crowd, and every number is a sum of whole ones: no subtraction takes one apart.
    crowds = ledger.database.rows(
        "SELECT store, parcel, COUNT(DISTINCT one_id), COUNT(one_id) FROM sale WHERE parcel IS NOT NULL GROUP BY "
        "store, parcel"
    )
    assert len(crowds) > 9
    assert min(members for _, _, members, _ in crowds) >= K
    kept = ledger.database.rows("SELECT store, number, amount FROM figure_parcel WHERE measure = 'identified'")
    assert {(store, number): amount for store, number, amount in kept} == {
        (store, parcel): count for store, parcel, _, count in crowds
    }


def test_the_same_attack_takes_apart_figures_that_are_only_left_out_below_k(ledger):
    """What everybody does first: cells below k are left out, totals are exact."""

    def published(kind, code, period, day):
        first, last = days_of(period, day)
        part = {"district": "s.store", "region": "o.district", "group": "o.region"}[kind]
        where = {"district": "o.district = ?", "region": "o.region = ?", "group": "? = ''"}[kind]
        rows = ledger.database.rows(
            f"SELECT {part}, COUNT(s.one_id), COUNT(DISTINCT s.one_id) FROM sale AS s JOIN organisation_store AS o ON "
            f"o.store = s.store WHERE {where} AND s.day >= ? AND s.day <= ? GROUP BY {part}",
            (code, first, last),
        )
        total = sum(count for _, count, _ in rows)
        return {of: count for of, count, members in rows if members >= K}, total if total >= K else 0

    attacker = Attacker(published)
    evenings(ledger, Random(7), attacker)
    assert {how for how, _, _ in attacker.learned} >= {"again", "parts", "days"}


def test_an_older_ledger_knows_its_sales_days_and_sellers(ledger):
    """The step of the schema reads them off the journal."""
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    writer = JournalWriter()
    writer.open("epoch-1")
    writer.sale("A", one_id="M1")
    writer.add("sale", sale_document("B", {"A1": 100}) | {"guide": "G1"})
    push(ledger, "S01", "T01", writer.entries)
    prepare_joins(ledger)
    push(ledger, "S01", "T02", joined_at("T02", join_body(ledger, "J1", "13900000001")).entries)
    before = _rows(ledger)
    with ledger.database.transaction():
        ledger.database.execute("UPDATE sale SET day = '', staff_id = ''")
        ledger.database.execute("DELETE FROM join_taken")
        for step in _FIGURES_OF_BEFORE:
            ledger.database._take(step)
    assert _rows(ledger) == before
    assert [row[1:3] for row in before[0]] == [("2026-11-11", "E1"), ("2026-11-11", "G1")]


def _rows(ledger):
    return (
        ledger.database.rows("SELECT sale_id, day, staff_id FROM sale ORDER BY sale_id"),
        ledger.database.rows("SELECT enrolment_id, one_id, staff_id, day FROM join_taken ORDER BY enrolment_id"),
    )
