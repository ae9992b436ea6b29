"""Today's list at a desk: from the encrypted cache to what the page shows, beside a plain loop over the same rows.

Members have birthdays, points, growth, facts with as many purchases as the ledger sends, and a guide; every tenth was
contacted lately. Measured is what happens when somebody opens the page (`TodayDesk.load` and `shown`) by nine rules.
The plain loop reads the same columns with one statement and decodes their JSON, and does nothing with them: what any
list costs at least. Sizes: BENCH_TODAY (500 members of the store; the target is for 500), and 10 times as many beside
it.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import catalogue
from bench.figures import Peer, Target, at_most, report
from bench.surroundings import say_load
from central_ledger.demo.contacts import contact_rules
from central_ledger.demo.group_rules import goods_last
from central_ledger.domain.member_reckoning import RECENT_MAX
from offline_cache import LocalStore
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk, TillFacts
from pos_client.application.today import TodayDesk, TodaySources
from pos_client.system import SystemClock, TimeOrderedIds, collect_seldom
from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm, write_facts
from retail.ports import StaffMember

MEMBERS = int(os.environ.get("BENCH_TODAY", "500"))
MANY = 10
TARGET_MS = 50.0
RUNS = 15
GUIDES = ("E1", "E2", "E3", "E4")
PURCHASES = RECENT_MAX
_PLAIN = (
    "SELECT m.one_id, m.birthday, m.tiers, m.growth, m.ends, m.consents, m.keeper, m.guide, f.document, m.name, "
    "m.phone FROM members AS m LEFT JOIN member_facts AS f ON f.one_id = m.one_id WHERE m.keeper = ?"
)


def main() -> int:
    """Print one line for each size; 0 when the target was met."""
    collect_seldom()  # as the till does
    say_load()
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        os.environ |= {"ONETILL_SECRETS": str(Path(name) / "secrets"), "ONETILL_KEY_STORE": "files"}
        is_met = _measure(Path(name) / "small", MEMBERS, RUNS, at_most(TARGET_MS))
        _measure(Path(name) / "large", MEMBERS * MANY, 3, None)
    return 0 if is_met else 1


def _measure(folder: Path, count: int, runs: int, target: Target | None) -> bool:
    """Whether the list of so many members opened in time."""
    store = catalogue.build(folder, 100, 0)
    try:
        _fill(store, count)
        today = _desk(store)

        def open_list() -> int:
            return len(today.shown(today.load(), "store").found.rows)

        rows = open_list()
        (took, busy), (plain, plain_busy) = _median(open_list, runs), _median(lambda: _plain_loop(store), runs)
        return report(
            *("today's list opened, median", took, "ms"),
            peer=Peer("a plain loop over the rows", plain),
            target=target,
            size=f"{count:,} members",
            note=f"{rows:,} in the list; processor {busy:.1f} ms, of the loop {plain_busy:.1f}",
        )
    finally:
        store.close()


def _plain_loop(store: LocalStore) -> int:
    found = 0
    for row in store.database.rows(_PLAIN, (catalogue.STORE,)):
        found += len([json.loads(text) for text in (*row[2:6], row[8])])
    return found


def _median(act: Callable[[], object], runs: int) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor: on those other work of the machine tells less."""
    times, busy = [], []
    for _ in range(runs):
        began, began_busy = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - began_busy) * 1000)
    return statistics.median(times), statistics.median(busy)


def _desk(store: LocalStore) -> TodayDesk:
    facts = TillFacts(catalogue.STORE, "淮海路店", catalogue.TILL, "CNY")
    desk = Desk(facts, store.unit_of_work, SystemClock(), TimeOrderedIds(), lambda: False)
    staff = StaffDesk(desk, store.reference)
    staff.current = StaffMember("E1", "王晓敏", ("guide", "manager"), "")
    sources = TodaySources(store.contacts, store.stock, store.wanted, store.catalogue)
    return TodayDesk(desk, staff, store.reference, sources)


def _fill(store: LocalStore, count: int) -> None:
    now = SystemClock().now()
    pages: dict[str, list[Mapping[str, Any]]] = {"members": [], "member_facts": [], "contacts": []}
    for feed, key, data in _rows(count, now.date()):
        pages[feed].append({"key": key, "version": 1, "deleted": False, "data": data})
    settings = {
        "store": {"time_zone": "Asia/Shanghai"},
        "points": {"tier_rules": {"group": {"steps": [["silver", 200_000], ["gold", 550_000]]}}},
        "group": {"version": 1, "goods_last": goods_last(), "today": contact_rules()},
    }
    pages["settings"] = [{"key": k, "version": 1, "deleted": False, "data": v} for k, v in settings.items()]
    pages["staff"] = [
        {"key": one, "version": 1, "deleted": False, "data": {"name": one, "roles": ["guide"], "pin_hash": "x"}}
        for one in GUIDES
    ]
    for feed, rows in pages.items():
        store.pulled.begin(feed)
        store.pulled.apply_page(feed, rows, "1", now.isoformat())


def _rows(count: int, today: date) -> Iterator[tuple[str, str, dict[str, Any]]]:
    chance = random.Random(20261113)
    for number in range(count):
        one_id = f"M{number:07}"
        birthday = today + timedelta(days=chance.randrange(365))
        ends = (today + timedelta(days=chance.randrange(60))).isoformat()
        yield (
            "members",
            one_id,
            {
                "one_id": one_id,
                "name": f"会员{number}",
                "pinyin": "hy",
                "phone": f"139{number:08}",
                "birthday": f"{birthday:%m-%d}",
                "tiers": {"group": "basic"},
                "plans": [],
                "points": {"group": 4_500},
                "cards": {},
                "first_purchase": False,
                "growth": {"group": chance.randrange(210_000)},
                "consents": {"contact": chance.random() > 0.1},
                "ends": {"points": {"group": [chance.randrange(4_500), ends]}},
                "guide": {"store": catalogue.STORE, "staff_id": chance.choice(GUIDES)},
                "home": catalogue.STORE,
            },
        )
        yield "member_facts", one_id, write_facts(_facts(one_id, today, chance))
        if number % 10 == 0:
            at = f"{today - timedelta(days=2)}T02:00:00+00:00"
            yield (
                "contacts",
                one_id,
                {"one_id": one_id, "contacts": [{"at": at, "store": "S02", "brand": None}], "marks": []},
            )


def _facts(one_id: str, today: date, chance: random.Random) -> MemberFacts:
    days = sorted((today - timedelta(days=chance.randrange(400)) for _ in range(PURCHASES)), reverse=True)
    last = days[0].isoformat()
    kinds = (("skincare", "serums"), ("clothing", "knitwear"), ("outdoor", "shells"))
    return MemberFacts(
        one_id=one_id,
        as_of=(today - timedelta(days=1)).isoformat(),
        joined_on=days[-1].isoformat(),
        segment=chance.choice(("high_value", "promising", "base", "at_risk")),
        rfm=Rfm(10, 9, 90_000, 4, 4, 4),
        orders=PURCHASES,
        spent_minor=90_000,
        months=(7_500,) * 12,
        first_on=days[-1].isoformat(),
        last_on=last,
        last_store=catalogue.STORE,
        channels={"store": PURCHASES},
        categories={"serums": 7, "knitwear": 7},
        sizes={"M": 4},
        brands=(BrandLife("LQX", chance.choice(("repeat", "sleeping")), last, 9, 90_000, last, last),),
        recent=tuple(
            Purchase(
                sale_id=f"{one_id}-{place}",
                occurred_at=f"{day}T15:00:00+08:00",
                store=catalogue.STORE,
                channel="store",
                sku=catalogue.sku(place),
                name="山茶修护密集精华液",
                brand="LQX",
                categories=chance.choice(kinds),
                quantity="1",
                net_minor=4_500,
            )
            for place, day in enumerate(days)
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
