"""Loading a group."""

from __future__ import annotations

import itertools
import json
import stat
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from central_ledger.application import seed
from central_ledger.application.audit import audit
from central_ledger.application.publish import member_data
from central_ledger.application.seed import AlreadySeeded
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from retail.guide_coupons import guide_offers_of
from retail.member_events import events_of
from retail.wanted import put_aside_rules
from tests.unit.ledger.conftest import cheap_hash, small_group


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A small demonstration group, with real hashes."""
    directory = DataDirectory(tmp_path_factory.mktemp("seed") / "ledger")
    directory.initialise()
    ledger = directory.open()
    group = generate(7, products=60, members=80, today=datetime.now(UTC).date())
    yield directory, ledger, group, seed.load(ledger, group)
    ledger.close()


def rows(ledger, scope, feed):
    return [json.loads(row.data) for row in ledger.feeds.after(scope, feed, 0, 100_000)]


def test_everything_of_the_group_is_there(loaded):
    _, ledger, group, counts = loaded
    assert counts.members == len(group.members) == len({m.one_id for m in group.members})
    assert counts.purchase_lines == ledger.database.value("SELECT COUNT(*) FROM purchase_line")
    products = {row["sku"] for row in rows(ledger, "group", "products")}
    assert products == {product.sku for product in group.products}
    for store in group.stores:
        sold = {row["sku"] for row in rows(ledger, store.store_id, "products")}
        proposed = {"S01-GAIWAN"} if store.store_id == "S01" else set()  # no brand has to approve it
        assert sold == {p.sku for p in store.own_products} | proposed
        held = {row["one_id"] for row in rows(ledger, store.store_id, "members")}
        assert held == {m.one_id for m in group.members if store.store_id in (m.home_store, *m.stores)}
        coupons = {row["coupon_id"] for row in rows(ledger, store.store_id, "coupons")}
        assert coupons == {c.coupon_id for c in group.coupons if c.one_id in held or c.one_id is None}


def test_stores_put_goods_aside_guides_have_coupons_and_there_are_events(loaded):
    _, ledger, group, _ = loaded
    for store in group.stores:
        settings = {row.key: json.loads(row.data) for row in ledger.feeds.after(store.store_id, "settings", 0, 100_000)}
        assert put_aside_rules(settings).days == 3
        assert [offer.offer_id for offer in guide_offers_of(settings)] == ["CPN-300-30", "CPN-YR-80"]
        here = ["PREVIEW", "THANKS"] if store.store_id == "S01" else ["THANKS"]
        assert [event.event_id for event in events_of(settings)] == here


def test_the_books_balance_and_points_are_postings(loaded):
    _, ledger, group, _ = loaded
    found = audit(ledger)
    assert found.problems == []
    held = {(row["account"], row["unit"]): row["amount"] for row in found.accounts}
    total = sum(member.points.get("group", 0) for member in group.members)
    assert total > 0
    assert held["member/*", "points/group"] == total == -held["program/group", "points/group"]


def test_a_published_member_is_the_one_that_a_sale_would_publish(loaded):
    """The bulk way and the way after a sale write the same row."""
    _, ledger, group, _ = loaded
    for member in group.members[:20]:
        assert ledger.feeds.get(member.home_store, "members", member.one_id) == member_data(ledger, member.one_id)


def test_members_of_several_stores_were_last_at_home(tmp_path):
    """However slowly it is loaded: leases go to where a member was last."""
    times = itertools.count()
    directory = DataDirectory(tmp_path / "slow")
    directory.initialise()
    ledger = directory.open(lambda: datetime(2026, 11, 11, tzinfo=UTC) + timedelta(seconds=next(times)))
    seed.load(ledger, small_group(), cheap_hash)
    assert [ledger.members.last_store(one_id) for one_id in ("M1", "M2")] == ["S01", "S02"]
    ledger.close()


def test_pins_are_kept_as_argon2id_hashes_only(loaded):
    _, ledger, group, _ = loaded
    hashes = {}
    for store in group.stores:
        hashes |= {row["staff_id"]: row["pin_hash"] for row in rows(ledger, store.store_id, "staff")}
    for person in group.staff[:2]:
        assert PasswordHasher().verify(hashes[person.staff_id], person.pin)
        parameters = extract_parameters(hashes[person.staff_id])
        assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (Type.ID, 19 * 1024, 2)


def test_a_group_is_loaded_once(loaded):
    _, ledger, group, _ = loaded
    with pytest.raises(AlreadySeeded):
        seed.load(ledger, group, lambda pin: "hash")


def test_what_is_secret_is_readable_for_its_owner_only_and_encrypted(loaded):
    directory, _, group, _ = loaded
    for path in (directory.database_path, directory.key_path, directory.token_path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = b"".join(path.read_bytes() for path in directory.path.glob("ledger.db*"))
    assert b"SQLite format 3" not in content
    assert group.members[0].phone.encode() not in content
    assert group.members[0].name.encode() not in content


def test_making_what_is_there_changes_nothing(loaded):
    directory, _, _, _ = loaded
    before = (directory.key_path.read_text(), directory.token_path.read_text())
    assert directory.initialise() is False
    assert (directory.key_path.read_text(), directory.token_path.read_text()) == before
