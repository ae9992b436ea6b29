"""A small group, its ledger and its tills, made once in a process and copied for each seed.

Made by the product's own code: `central-ledger init`, `seed`, enrolment over the line, a first sync.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from central_ledger.application import publish
from central_ledger.application import seed as ledger_seed
from central_ledger.application.enrolment import make_code
from central_ledger.application.lease_rounds import set_policy
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_codes import member_card
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.records import DemoBrand, DemoGroup, DemoMember, DemoStaff, DemoStore
from offline_cache.keys import KEY_STORE_VARIABLE, SECRETS_VARIABLE, secrets_folder
from retail.catalogue import Product, StoreOverlay
from retail.ports import OfferRecord, StoredCoupon
from retail.signed import SigningKey
from tests.simulation.clock import MachineClock, WorldTime
from tests.simulation.disk import copy_tree

STORES = ("S01", "S02")
TILLS = (("S01", "T01"), ("S02", "T01"), ("S01", "T02"), ("S02", "T02"))
MEMBERS = ("M1", "M2", "M3")
SKUS = {"S01": ("A1", "A2", "B1", "OWN1"), "S02": ("A1", "B1", "B2")}

#: What a store's people may take off a price, and why.
LIMITS = {
    "override_bps": 1_000,
    "override_minor": 20_000,
    "void_minor": 100_000_000,
    "lock_after_minutes": 0,
    "reasons": [{"id": "damaged", "name": "破损", "name_en": "Damaged", "needs_text": False}],
    "unknown_goods": {"price_max_minor": 0, "departments": []},
}

#: All that the template makes happens before the world begins.
BEFORE_SECONDS = -3_600.0


def _offer(offer_id: str, source: str, stage: str, effect: dict[str, Any], **fields: Any) -> OfferRecord:
    document = {"id": offer_id, "label": offer_id, "source": source, "stage": stage, "effect": effect, **fields}
    return OfferRecord(offer_id, 1, document)


BUDGET_MINOR = 3_600
BRAND = [{"party": "brand:LQX", "bps": 6000}, {"party": "platform", "bps": 4000}]
OFFERS = (
    _offer("SPRING", "promotion", "line", {"kind": "percent_off", "bps": 500}, scope={"brands": ["LY"]}, funding=BRAND),
    _offer(
        "GOLD",
        "tier",
        "line",
        {"kind": "percent_off", "bps": 1000},
        conditions={"tiers": {"program": "group", "in": ["gold"]}},
        scope={"brands": ["LQX"]},
        funding=[{"party": "brand:LQX", "bps": 10000}],
    ),
    _offer(
        "WELCOME",
        "promotion",
        "order",
        {"kind": "amount_off", "amount": 700},
        conditions={"first_purchase": True, "members_only": True},
        funding=[{"party": "platform", "bps": 10000}],
    ),
    # Three ways of being used without a connection: always, up to a limit, only with a lease.
    _offer("FREE30", "coupon", "coupon", {"kind": "amount_off", "amount": 3000}, funding=BRAND),
    _offer(
        "CAP50",
        "coupon",
        "coupon",
        {"kind": "amount_off", "amount": 5000},
        offline={"policy": "capped", "per_member": 1, "per_till": 3, "bearer": "brand:LQX"},
        funding=BRAND,
    ),
    _offer(
        "LEASE80",
        "coupon",
        "coupon",
        {"kind": "amount_off", "amount": 8000},
        offline={"policy": "leased", "bearer": "platform"},
        funding=BRAND,
    ),
    # A campaign with so much money that it runs out in a busy world.
    _offer(
        "FEST",
        "promotion",
        "order",
        {"kind": "amount_off", "amount": 450},
        scope={"brands": ["LY"]},
        limits={"budgeted": True},
        offline={"policy": "leased", "bearer": "platform"},
        funding=BRAND,
        budget=BUDGET_MINOR,
    ),
)


#: By these the ledger splits every sale, and takes it back with what returns.
RULES: dict[str, Any] = {
    "stores": {"S01": {"type": "collection"}},
    "commission": [
        {"id": "beauty", "priority": 1, "scope": {"brands": ["LQX"]}, "bps": 333, "payer": "brand", "due": "T+0"},
        {"id": "rest", "bps": 150, "payer": "store", "due": "T+1", "points": {"points": 1, "per_minor": 1000}},
    ],
    "settlement": [
        {"id": "all", "shares": [{"party": "brand", "bps": 6667}, {"party": "store", "bps": 3333}]},
    ],
}


def _coupons() -> Iterator[StoredCoupon]:
    for one_id in MEMBERS:
        for number in (1, 2):
            for offer_id in ("FREE30", "CAP50", "LEASE80"):
                yield StoredCoupon(f"{offer_id}-{one_id}-{number}", offer_id, one_id, "available", None)
    for number in (1, 2, 3):
        yield StoredCoupon(f"BEARER-{number}", "FREE30", None, "available", None)


def _member(one_id: str, points: int, tiers: dict[str, str], *, first_purchase: bool) -> DemoMember:
    return DemoMember(
        one_id=one_id,
        name=f"会员{one_id}",
        pinyin=f"hy{one_id.lower()}",
        phone=f"1380000000{one_id[1]}",
        birthday="11-20",
        tiers=tiers,
        plans=(),
        points={"group": points, "LQX": 30},
        cards={"LQX": f"88000000{one_id[1]}"},
        first_purchase=first_purchase,
        home_store="S01",
        stores=STORES,
        joined_on="2024-01-01",
        sizes={},
    )


def group() -> DemoGroup:
    """Two stores that share three members, so that tills which are cut off meet in their benefits."""
    return DemoGroup(
        seed=1,
        today="2026-11-11",
        brands=(DemoBrand("LQX", "兰琪秀", "Lanqixiu", "beauty"), DemoBrand("LY", "岭野", "Lingye", "outdoor")),
        stores=(
            DemoStore(
                "S01",
                "集合店",
                "Collection",
                "人民路1号",
                "collection",
                "pos",
                ("LQX", "LY"),
                (StoreOverlay("A1", 11900),),
                (Product("OWN1", "袋子", "S01", 50, own=True),),
            ),
            DemoStore("S02", "品牌店", "Brand", "中山路2号", "brand", "pos", ("LY",)),
        ),
        products=(
            Product("A1", "面霜", "LQX", 12900, pinyin="ms"),
            Product("A2", "精华", "LQX", 25800, pinyin="jh"),
            Product("B1", "外套", "LY", 59900, tax_bps=1300, pinyin="wt"),
            Product("B2", "散装红茶", "LY", 12800, pinyin="szhc", weighed=True, unit="kg", tax_bps=900),
        ),
        offers=OFFERS,
        coupons=tuple(_coupons()),
        members=(
            _member("M1", 6000, {"group": "gold"}, first_purchase=False),
            _member("M2", 1500, {}, first_purchase=True),
            _member("M3", 400, {"group": "gold"}, first_purchase=True),
        ),
        purchases=(),
        staff=tuple(
            DemoStaff(f"{letter}-{store}", store, name, roles, "1234")
            for store in STORES
            for letter, name, roles in (("E", "张三", ("cashier", "manager")), ("C", "李四", ("cashier", "guide")))
        ),
        points={
            "program": "group",
            "rule": {"points": 100, "amount": 100, "step": 100, "offline": {"policy": "allowed"}},
            "programs": [
                {"program": "group", "points": 1, "per_amount": 100, "tier_multipliers": {"gold": "1.5"}},
                {"program": "LQX", "points": 1, "per_amount": 1000, "scope": {"brands": ["LQX"]}},
            ],
            "names": {},
            "tiers": {},
        },
        scanning={},
        receipts={},
        commission=RULES,
    )


def key_of(name: str) -> SigningKey:
    """A key that is the same in each run."""
    return SigningKey(hashlib.sha256(f"simulation/{name}".encode()).digest())


@contextmanager
def seeded_secrets() -> Iterator[None]:
    """The template's keys and codes, the same in each process: what is made here is made once and then copied."""
    rng = random.Random("template")
    with ExitStack() as stack:
        for target in ("central_ledger.application.keys", "offline_cache.keys", "offline_cache.store.random_bytes"):
            module = target if target.endswith("random_bytes") else f"{target}.secrets"
            stack.enter_context(patch(f"{module}.token_hex", lambda octets: rng.randbytes(octets).hex()))
            stack.enter_context(patch(f"{module}.token_bytes", rng.randbytes))
        stack.enter_context(patch("central_ledger.application.enrolment.secrets.choice", rng.choice))
        stack.enter_context(
            patch.object(SigningKey, "generate", classmethod(lambda cls: SigningKey(rng.randbytes(32))))
        )
        yield


@dataclass(frozen=True)
class Template:
    """Folders to copy: `ledger`, and for each till (STORE/TILL) its data folder and its secrets."""

    root: Path
    #: By member: the inner card of their phone's rotating codes.
    cards: dict[str, bytes]

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    def till(self, store: str, till: str) -> tuple[Path, Path]:
        return self.root / store / till, self.root / "secrets-of" / f"{store}-{till}"

    def copy_ledger(self, target: Path) -> None:
        copy_tree(self.ledger, target)

    def copy_till(self, store: str, till: str, target: Path) -> None:
        data, secrets = self.till(store, till)
        copy_tree(data, target)
        shutil.rmtree(secrets_folder(target), ignore_errors=True)
        copy_tree(secrets, secrets_folder(target))


@contextmanager
def secrets_in(root: Path) -> Iterator[None]:
    """All secrets of the block's tills lie under `root`, in files."""
    with patch.dict(os.environ, {SECRETS_VARIABLE: str(root / "secrets"), KEY_STORE_VARIABLE: "files"}):
        yield


def new_ledger(folder: Path) -> Ledger:
    """A ledger of the group, open."""
    time = WorldTime()
    time.advance(BEFORE_SECONDS)
    directory, clock = DataDirectory(folder), MachineClock(time)
    directory.initialise(clock.utc)
    ledger = directory.open(clock.utc)
    ledger_seed.load(ledger, group(), lambda pin: f"hash-of-{pin}")
    # Leases that end within the hours of a world, and blocks of a budget that are worth two or three sales.
    blocks = {"block_minor": 1_000, "block_share_bps": 5_000, "block_least_minor": 100}
    set_policy(ledger, {"default": {"duration_hours": 2, "renew_hours": 1, "round_minutes": 10, **blocks}})
    with ledger.database.transaction():
        # Of the two stores one pays with points whatever happens, the other without a connection by lease only.
        leased = {**group().points["rule"], "offline": {"policy": "leased", "bearer": "platform"}}
        publish.publish_setting(ledger, "S02", "points", {**group().points, "rule": leased})
        for store in STORES:
            publish.publish_setting(ledger, store, "limits", LIMITS)
    return ledger


def enrolment_code(ledger: Ledger, store: str, till: str) -> str:
    with ledger.database.transaction():
        return make_code(ledger, store, till)[0]


def cards_of_members(ledger: Ledger) -> dict[str, bytes]:
    """What the members' phones got from the ledger."""
    return {one_id: member_card(ledger, one_id, key_of(one_id).verifying_key)[0] for one_id in MEMBERS}
