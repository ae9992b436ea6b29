"""Bugs planted into what comes after a sale: returns, shifts, budgets, suspensions, new keys, a restored ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from central_ledger.application import goods_returns, lease_use, member_books, push
from central_ledger.application.ledger import Ledger
from central_ledger.domain.sales import MemberEffects
from pos_client.application.allowances import Allowances
from pos_client.application.overrides import OverrideDesk
from pos_client.bootstrap.desk import TillKeys
from pos_client.sync.engine import SyncEngine
from retail.shift import ShiftReading
from tests.simulation.bug import Bug


@contextmanager
def restored_ledger_is_not_noticed() -> Iterator[None]:
    """A till asks what the ledger has once, and then only when it meets a gap."""
    with patch.object(SyncEngine, "_ledger_started_anew", lambda self: False):
        yield


@contextmanager
def previous_key_is_forgotten() -> Iterator[None]:
    """A ledger from before a till's new key never hears of that till again."""
    with patch.object(TillKeys, "previous", lambda self: None):
        yield


@contextmanager
def suspended_till_keeps_its_leases() -> Iterator[None]:
    """Two machines of one name go on with what was leased to it."""
    with patch.object(push, "recall_all_of_till", lambda ledger, store, till: None):
        yield


@contextmanager
def resumed_till_does_not_ask() -> Iterator[None]:
    """A till whose branch was refused sends it again as it was when it may go on."""
    send, agree = SyncEngine._send, SyncEngine.agree

    def sent(self: SyncEngine, batch: Any) -> Any:
        report, has_gap = send(self, batch)
        self._was_suspended = report.suspended  # type: ignore[attr-defined]
        return report, has_gap

    def agreed(self: SyncEngine) -> None:
        if not getattr(self, "_was_suspended", False):
            agree(self)

    with patch.object(SyncEngine, "_send", sent), patch.object(SyncEngine, "agree", agreed):
        yield


@contextmanager
def what_a_restored_till_forgot_is_a_case() -> Iterator[None]:
    """Somebody has to look into each lease that a till gives back after its disk was replaced."""
    with patch.object(lease_use, "_has_gone_on_anew", lambda ledger, entry, lease: False):
        yield


@contextmanager
def points_need_no_lease() -> Iterator[None]:
    """Where points are leased, a till without a connection pays with the whole balance."""
    points = Allowances._points

    def all_of_them(self: Allowances, rule: Any, held: Any, one_id: str | None) -> int:
        found: int = points(self, rule, held, one_id)
        return max(found, 1_000) if rule is not None and rule["offline"]["policy"] == "leased" else found

    with patch.object(Allowances, "_points", all_of_them):
        yield


@contextmanager
def budget_is_not_spent() -> Iterator[None]:
    """Sales take nothing of a campaign's money."""

    def nothing(ledger: Ledger, effects: MemberEffects) -> None:
        del ledger, effects

    with patch.object(member_books, "spend", nothing):
        yield


@contextmanager
def coupon_that_came_back_is_not_told() -> Iterator[None]:
    """Where sale and return come in one batch, nothing seems to have changed."""
    with patch.object(goods_returns, "publish_coupon", lambda ledger, coupon: None):
        yield


@contextmanager
def use_that_came_back_stays_a_loss() -> Iterator[None]:
    """A coupon's second use is a case, although its sale, or that of the first, came back as a whole."""
    with patch.object(goods_returns, "settle_uses", lambda ledger, holder, coupon_id: None):
        yield


@contextmanager
def points_come_back_twice() -> Iterator[None]:
    """A return gives its points back once more for each line."""
    move = goods_returns._move_points

    def moved(ledger: Ledger, entry: Any, body: Any, one_id: str, alias: str | None) -> None:
        move(ledger, entry, body, one_id, alias)
        if body.pricing.points_back:
            balance = ledger.members.balance(one_id, "group")
            more = type(balance)(balance.points + body.pricing.points_back, balance.overdrawn, balance.overdrawn_minor)
            ledger.members.put_balances([(one_id, "group", more)])

    with patch.object(goods_returns, "_move_points", moved):
        yield


@contextmanager
def reading_leaves_out_what_was_void() -> Iterator[None]:
    """The till's reading of a shift does not count what the ledger's does."""

    class Reading(ShiftReading):
        def add(self, kind: str, body: Any) -> None:
            if kind != "basket_voided":
                super().add(kind, body)

    with patch("pos_client.application.shifts.ShiftReading", Reading):
        yield


@contextmanager
def nobody_is_asked_for_approval() -> Iterator[None]:
    """A cashier takes off whatever they like."""
    with patch.object(OverrideDesk, "_needs_manager", lambda self, basket, touched: False):
        yield


_RESTORED = {"ledger_backup": 8, "ledger_is_restored": 6, "sync": 25}
_RESTORED_TILL = {"till_folder_is_restored": 15, "till_backup": 15, "sync": 40}
_COPIED = {"till_is_copied": 8, "restart": 8, "sync": 25}

BUGS = (
    Bug(restored_ledger_is_not_noticed, _RESTORED, first=1007),
    Bug(previous_key_is_forgotten, _RESTORED | {"renew_key": 15}, first=1002),
    Bug(suspended_till_keeps_its_leases, _COPIED | {"leases": 20}, first=1001),
    Bug(
        resumed_till_does_not_ask,
        {"till_is_copied": 12, "restart": 8, "sync": 50, "resume": 30, "sale": 30},
        first=1013,
    ),
    Bug(what_a_restored_till_forgot_is_a_case, _RESTORED_TILL | {"leases": 40, "sale": 80}, first=1014),
    Bug(points_need_no_lease, {"sale": 60, "till_is_cut_off": 6}),
    Bug(budget_is_not_spent),
    Bug(coupon_that_came_back_is_not_told, {"take_back": 30}, first=1004),
    Bug(use_that_came_back_stays_a_loss, {"take_back": 30, "sale": 40}, first=1006),
    Bug(points_come_back_twice, {"take_back": 30, "sale": 40}, first=1007),
    Bug(reading_leaves_out_what_was_void, {"drawer": 40, "void": 30, "sync": 25}),
    Bug(nobody_is_asked_for_approval, {"sale": 100, "sign_out": 15}, first=1005),
)
