"""Incentive tasks: counted once, posted as points, taken back with their cause; and the leaderboard of a store."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.earnings import earnings_of_guide
from central_ledger.application.incentives import progress_of
from central_ledger.application.leaderboard import leaderboard_of, set_leaderboard
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from central_ledger.application.settlement_days import settle_store
from retail.commission_reading import rule_book_breaches
from retail.contact_tasks import task_id
from retail.joining import provisional_id
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.joins import join_body, joined_at, prepare_joins
from tests.unit.ledger.journals import sale_document
from tests.unit.ledger.priced_sales import case_of, member, sale_of
from tests.unit.ledger.settled_sales import RULES, DatedWriter, incentives, with_rules
from tests.unit.ledger.test_figures import at
from tests.unit.ledger.test_settling import return_of

TASKS = [
    {"id": "two-new", "label": "新会员", "what": "joined", "target": 2, "points": 200, "payer": "platform"},
    {"id": "each-known", "what": "identified", "target": 2, "points": 10, "window": "day", "repeats": True,
     "scope": {"roles": ["guide"]}},
]  # fmt: skip
DAY = "2026-11-11"


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    with_rules(ledger, RULES | {"incentives": TASKS})
    at(ledger, DAY, hour=8)
    return ledger


def sold(sale_id, guide):
    """A coat that M1 bought from a guide."""
    document = sale_of(sale_id, case_of([], "B1", member=member()))
    shares = [{"staff_id": guide, "bps": 10_000}]
    return document | {"guide": guide, "lines": [line | {"guides": shares} for line in document["lines"]]}


class Till:
    """A till that tells what happens, at times of its own."""

    def __init__(self, ledger, name="T01"):
        self._ledger = ledger
        self._writer = DatedWriter(till=name, epoch=f"epoch-{name}")
        self._writer.open(f"epoch-{name}")

    def says(self, kind, document, day=DAY):
        self._writer.at(f"{day}T10:00:00+08:00", kind, document)
        self.sends()

    def sells(self, sale_id, day=DAY, guide="G1", one_id="M1"):
        document = sold(sale_id, guide) if one_id == "M1" else sale_document(sale_id, {"A1": 100}) | {"guide": guide}
        self.says("sale", document, day)
        return document

    def sends(self):
        """Everything, once more."""
        verdicts = push(self._ledger, "S01", self._writer.till, self._writer.entries).verdicts
        assert {verdict.word for verdict in verdicts} <= {"created", "exists"}


def points(ledger, guide):
    return incentives(ledger).get(guide, 0)


def test_every_breach_of_a_task_is_named():
    wrong = [
        {"id": "a/b", "what": "joined", "target": 1, "points": 1},
        {"id": "b", "what": "steps", "target": 1, "points": 1},
        {"id": "c", "what": "joined", "target": 0, "points": 1},
        {"id": "d", "what": "joined", "target": 1, "points": 1, "window": "year"},
        {"id": "e", "what": "joined", "target": 1, "points": 1, "payer": "brand"},
        {"id": "f", "what": "joined", "target": 1, "points": 1, "scope": {"brands": ["LY"]}},
    ]
    paths = [each.path.removeprefix("$.incentives") for each in rule_book_breaches({"incentives": wrong})]
    assert paths == ["[0].id", "[1].what", "[2].target", "[3].window", "[4].payer", "[5].scope.brands"]
    assert rule_book_breaches({"incentives": TASKS}) == []


def test_a_task_is_paid_once_when_its_target_is_reached_however_often_it_is_told(books):
    till = Till(books)
    till.sells("A")
    assert points(books, "G1") == 0
    till.sells("B")
    till.sends()
    assert points(books, "G1") == 10
    for sale_id in ("C", "D", "E"):
        till.sells(sale_id)
    till.sells("F", one_id=None)
    till.sells("G", guide="E1")
    till.sells("H", day="2026-11-10")
    assert (points(books, "G1"), points(books, "E1")) == (20, 0), "every second one, of guides alone, day by day"
    known = {one.task.id: (one.count, one.given, one.first, one.last) for one in progress_of(books, "S01", "G1", DAY)}
    assert known == {"two-new": (0, 0, "2026-11-09", "2026-11-15"), "each-known": (5, 20, DAY, DAY)}
    assert audit(books).problems == []


def test_what_comes_back_takes_its_points_along_in_any_order(books):
    till, other = Till(books), Till(books, "T02")
    both = [till.sells(name) for name in ("A", "B")]
    other.says("return", return_of(books, both[0], "R1", [(both[0]["lines"][0]["line_id"], 1)]))
    assert points(books, "G1") == 0
    assert [row.points for row in earnings_of_guide(books, "S01", "G1", DAY).lines if not row.sku] == [-10, 10]
    till.sells("C")
    assert points(books, "G1") == 10, "another sale makes up for it"
    other.says("return", return_of(books, both[1], "R2", [(both[1]["lines"][0]["line_id"], 1)]))
    other.sends()
    assert points(books, "G1") == 0
    assert audit(books).problems == []


def test_a_member_who_was_one_already_is_not_won_and_taken_apart_again_is(books):
    names = ["J1", "J2"]
    push(books, "S01", "T01", joined_at("T01", join_body(books, "J0", "13800000001")).entries)  # M1 has this phone
    bodies = [join_body(books, name, f"1390000000{number}") for number, name in enumerate(names)]
    push(books, "S01", "T02", joined_at("T02", *bodies).entries)
    assert points(books, "E1") == 200
    merge(books, "M1", provisional_id("J1"), who="person:P1", why="the same")
    assert points(books, "E1") == 0
    unmerge(books, provisional_id("J1"), who="person:P1")
    assert points(books, "E1") == 200
    assert audit(books).problems == []


def test_contacts_and_suggestions_may_be_tasks_too(books):
    tasks = [
        {"id": "calls", "what": "tasks", "target": 2, "points": 7},
        {"id": "tips", "what": "suggested", "target": 1, "points": 3, "window": "day", "repeats": True},
    ]
    with_rules(books, RULES | {"incentives": tasks})
    till = Till(books)
    for number in (1, 2):
        mark = {
            "mark_id": f"K{number}",
            "one_id": f"M{number}",
            "rule_id": "birthday",
            "occasion": DAY,
            "how": "message",
        }
        mark |= {"kind": "birthday", "staff_id": "G1", "guide": "G1", "brand": None, "rules": 1, "note": ""}
        till.says("task_done", mark | {"task_id": task_id("birthday", f"M{number}", DAY)})
    assert points(books, "G1") == 7
    suggested = sold("A", "G1")
    line = suggested["lines"][0]
    shown = [{"sku": line["sku"], "reason": "goes_with"}]
    till.says("sale", suggested | {"suggested": shown, "lines": [line | {"suggested": "goes_with"}]})
    assert points(books, "G1") == 10
    assert audit(books).problems == []


def test_the_statement_has_what_the_guide_was_shown(books):
    till = Till(books)
    for name in ("A", "B"):
        till.sells(name)
    shown = earnings_of_guide(books, "S01", "G1", DAY)
    assert (shown.points, shown.day_sum.points, shown.day_sum.sales) == (10, 10, 2)
    at(books, "2026-11-12", hour=8)
    document = json.loads(settle_store(books, "S01", DAY).document)
    mine = [s for s in document["statements"] if (s["party"], s["unit"]) == ("guide:S01:G1", "incentive_points")]
    assert [(s["points_before"], s["amount"], s["points_after"]) for s in mine] == [(0, 10, 10)]
    # What falls away of a closed day stands in the first open one.
    sale = sold("A", "G1")
    body = return_of(books, sale, "R1", [(sale["lines"][0]["line_id"], 1)])
    Till(books, "T02").says("return", body, day="2026-11-12")
    at(books, "2026-11-13", hour=8)
    document = json.loads(settle_store(books, "S01", "2026-11-12").document)
    mine = [s for s in document["statements"] if (s["party"], s["unit"]) == ("guide:S01:G1", "incentive_points")]
    assert [(s["points_before"], s["amount"], s["points_after"]) for s in mine] == [(10, -10, 0)]
    assert earnings_of_guide(books, "S01", "G1", "2026-11-12").points == 0
    assert audit(books).problems == []


def test_a_window_goes_by_the_rules_at_its_end(books):
    till = Till(books)
    till.sells("A", day="2026-11-10")
    at(books, "2026-11-12", hour=8)
    with_rules(books, RULES | {"incentives": [TASKS[1] | {"points": 99, "target": 1}]})
    till.sells("B", day="2026-11-10")  # late: of a day that is over
    assert points(books, "G1") == 10
    till.sells("C", day="2026-11-12")
    assert points(books, "G1") == 109
    with_rules(books, RULES)
    till.sells("D", day="2026-11-12")
    assert points(books, "G1") == 109, "what was given stays when a task ends"
    assert audit(books).problems == []


def test_the_audit_finds_points_without_a_cause(books):
    till = Till(books)
    for name in ("A", "B"):
        till.sells(name)
    unprotected(books.database)
    books.database.execute("UPDATE sale SET one_id = NULL WHERE store = ? AND sale_id = ?", ("S01", "A"))
    assert "incentive_differs_from_its_causes" in {problem["what"] for problem in audit(books).problems}


def test_a_store_shows_its_guides_in_order_if_it_wants_to(books, data, capsys):
    till = Till(books)
    for name, guide in (("A", "G1"), ("B", "G2"), ("C", "G2"), ("D", "G1"), ("E", "E1")):
        till.sells(name, guide=guide)
    assert leaderboard_of(books, "S01", DAY, "G1") is None
    with books.database.transaction():
        set_leaderboard(books, "S01", on=True)
    board = leaderboard_of(books, "S01", DAY, "G1")
    assert [(one.place, one.staff_id, one.amount) for one in board.places] == [
        (1, "G1", 2), (1, "G2", None), (3, "E1", None),
    ]  # fmt: skip
    with books.database.transaction():
        set_leaderboard(books, "S01", on=True, by="points", amounts=True)
    shown = lambda viewer: [one.amount for one in leaderboard_of(books, "S01", DAY, viewer).places]  # noqa: E731
    assert (shown("G1"), shown("E1")) == ([10, None, None], [None, None, 0]), "nobody has said that theirs be shown"
    till.says("board_amount_shown", {"staff_id": "G1", "shown": True})
    assert (shown("G1"), shown("G2"), shown("E1")) == ([10, None, None], [10, 10, None], [10, None, 0])
    assert leaderboard_of(books, "S01", DAY, "G1").mine_shown
    till.says("board_amount_shown", {"staff_id": "G1", "shown": False})
    assert shown("G2") == [None, 10, None], "the last word counts"
    with books.database.transaction():
        books.board_choices.put("S01", "G1", True, "2026-01-01T00:00:00.000+00:00", "T09")
    assert shown("G2") == [None, 10, None], "an older one that is heard late does not"


def test_the_command_turns_the_leaderboard_on_and_off(data, capsys):
    here = ["--store", "S01", "--data", str(data.path)]
    assert main(["leaderboard", "on", "--by", "earned", "--amounts", *here]) == 0
    assert json.loads(capsys.readouterr().out) == {"on": True, "by": "earned", "amounts": True}
    assert main(["leaderboard", "off", *here]) == 0
    assert main(["leaderboard", "show", *here]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["on"] is False
    assert main(["leaderboard", "on", "--store", "S99", "--data", str(data.path)]) == 1
