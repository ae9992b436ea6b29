"""What can be done now, by what is set aside and by how long the ledger was silent."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from pos_client.application.allowances import LimitState, OfflineReport
from pos_client.application.possibilities import is_long, possible_now

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=timezone(timedelta(hours=8)))


def report(*, coupons: int = 0, points: int = 0, used: int | None = None, age: int | None = None) -> OfflineReport:
    limits = () if used is None else (LimitState("", used, 100),)
    return OfflineReport(coupons, 0, (points, 500), {}, limits, 0, None, age)


@pytest.mark.parametrize(
    ("policy", "found", "verdict", "left"),
    [
        ("allowed", report(), "yes", 0),
        ("leased", report(points=300), "limited", 300),
        ("leased", report(), "no", 0),
        ("capped", report(used=99), "limited", 0),
        ("capped", report(used=100), "no", 0),
        ("refused", report(points=300), "no", 0),
    ],
)
def test_points_follow_their_rule(policy: str, found: OfflineReport, verdict: str, left: int) -> None:
    every = possible_now(found, online=False, long_offline=False, points_policy=policy, wallets=())
    (points,) = [one for one in every if one.area == "points"]
    assert (points.verdict, points.left) == (verdict, left)


@pytest.mark.parametrize(
    ("wallets", "verdict"), [((True, True), "yes"), ((True, False), "limited"), ((False,), "no"), ((), None)]
)
def test_wallets_need_their_operators_and_not_the_ledger(wallets: tuple[bool, ...], verdict: str | None) -> None:
    every = possible_now(report(), online=False, long_offline=False, points_policy=None, wallets=wallets)
    assert next((one.verdict for one in every if one.area == "wallets"), None) == verdict
    assert "points" not in [one.area for one in every]


def test_with_the_line_all_is_as_always() -> None:
    every = possible_now(report(), online=True, long_offline=True, points_policy="leased", wallets=())
    assert {one.verdict for one in every} == {"yes"}


def test_long_is_when_facts_end_or_a_day() -> None:
    assert is_long(report(age=3600), NOW - timedelta(minutes=61), NOW)
    assert not is_long(report(age=3600), NOW - timedelta(minutes=59), NOW)
    assert is_long(report(), NOW - timedelta(hours=25), NOW)
    assert not is_long(report(), NOW - timedelta(hours=23), NOW)
    assert is_long(report(), None, NOW)
