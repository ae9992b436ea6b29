"""A counter on fakes: a small shop with three offers, a gold member with a coupon, and real keys for real codes."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2 import PasswordHasher

from pos_client.application.allowances import Allowances
from pos_client.application.approvals import Approval
from pos_client.application.checkout import Checkout
from pos_client.application.engine import ExactEngine
from pos_client.application.holds import CounterHolds
from pos_client.application.members import MemberDesk
from pos_client.application.overrides import OverrideDesk
from pos_client.application.parking import BasketStores, ParkingDesk
from pos_client.application.scanning import ScanDesk
from pos_client.application.services import ServiceDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk, TillFacts
from retail import code as member_code
from retail.catalogue import Product
from retail.claims import MemberClaims
from retail.member import Member
from retail.ports import OfferRecord, StaffMember, StoredCoupon
from retail.signed import SigningKey
from retail.wallets import WalletAttempt
from tests.fake_benefits import FakeReservations
from tests.fake_store import FakeStore, RefundReader
from tests.fakes import CountingIds, FakeCatalogue, FakeClock, FakeMembers, FakeReference

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PINS = {"1001": "2468", "1004": "1357", "1007": "5201", "1008": "9902"}
ISSUER, PHONE, TILL, STORE_KEY = (SigningKey.generate() for _ in range(4))

SHIRT = Product(
    "A1", "云柔羊毛针织衫", "YR", 59900, pinyin="yrymzzs", barcodes=("6901234567892",), categories=("knit",)
)
MUG = Product("B1", "陶瓷杯", "HL", 4900, pinyin="tcb", barcodes=("6907654321094",))
TEA = Product(
    "C1", "散装红茶", "HL", 12800, pinyin="szhc", weighed=True, unit="kg", tax_bps=900, barcodes=("2100042000001",)
)

OFFERS: list[dict[str, Any]] = [
    {
        "id": "GOLD",
        "label": "金卡九折",
        "source": "tier",
        "stage": "line",
        "conditions": {"tiers": {"program": "group", "in": ["gold"]}},
        "scope": {"brands": ["YR"]},
        "effect": {"kind": "percent_off", "bps": 1000},
        "funding": [{"party": "brand:YR", "bps": 10000}],
    },
    {
        "id": "OFF50",
        "label": "满500减50",
        "source": "coupon",
        "stage": "coupon",
        "conditions": {"min_amount": 50000},
        "effect": {"kind": "amount_off", "amount": 5000},
        "funding": [{"party": "platform", "bps": 10000}],
    },
]


def record(document: dict[str, Any], version: int = 1) -> OfferRecord:
    return OfferRecord(document["id"], version, document)


def key_row(kind: str, key: SigningKey) -> dict[str, Any]:
    public = base64.b64encode(key.verifying_key.raw).decode()
    return {
        "key_id": key.verifying_key.kid.hex(),
        "type": kind,
        "public_key": public,
        "valid_from": None,
        "valid_to": None,
    }


@dataclass
class _Attempts:
    """The port WalletAttemptReader."""

    store: FakeStore

    def all(self) -> tuple[WalletAttempt, ...]:
        return tuple(self.store.attempts.values())


@dataclass
class Counter:
    clock: FakeClock = field(default_factory=FakeClock)
    online: bool = True
    reservations: FakeReservations | None = None
    exchange_again: Any = None

    def __post_init__(self) -> None:
        self.store = FakeStore(clock=self.clock)
        self.catalogue = FakeCatalogue([SHIRT, MUG, TEA])
        self.members_known = FakeMembers(
            [
                Member(
                    "M1",
                    name="林若曦",
                    pinyin="lrx",
                    phone="13812346021",
                    tiers={"group": "gold"},
                    points={"group": 5000},
                    cards={"YR": "8800001234"},
                    as_of="2026-11-11T09:00:00+08:00",
                )
            ],
            [StoredCoupon("K1", "OFF50", "M1", "available", None)],
        )
        self.reference = FakeReference(
            offer_records=[record(document) for document in OFFERS],
            staff_members=[
                StaffMember("1001", "王晓敏", ("cashier",), QUICK.hash("2468")),
                StaffMember("1004", "周可", ("guide",), QUICK.hash("1357")),
                StaffMember("1007", "李慧", ("manager",), QUICK.hash("5201")),
                StaffMember("1008", "何静", ("auditor",), QUICK.hash("9902")),
            ],
            settings_document={
                "points": {
                    "program": "group",
                    "rule": {"points": 100, "amount": 100, "step": 100},
                    "programs": [{"program": "group", "points": 1, "per_amount": 100}],
                },
                "limits": {
                    "override_bps": 1000,
                    "override_minor": 5000,
                    "void_minor": 50000,
                    "lock_after_minutes": 10,
                    "reasons": [
                        {"id": "damaged", "name": "商品瑕疵", "name_en": "Damaged goods"},
                        {"id": "other", "name": "其他原因", "name_en": "Another reason", "needs_text": True},
                    ],
                    "unknown_goods": {
                        "price_max_minor": 100000,
                        "departments": [
                            {"id": "food", "name": "食品", "name_en": "Food", "brand": "OWN", "tax_bps": 900}
                        ],
                    },
                },
                "scanning": {
                    "in_store_layouts": [{"pattern": "21IIIIIWWWWWC"}, {"pattern": "22IIIIIPPPPPC"}],
                    "member_card_ranges": [{"first": "8800000000", "last": "8899999999"}],
                },
            },
            key_rows=[
                key_row("issuer", ISSUER),
                {**key_row("till", TILL), "store": "S01", "till": "T01"},
                key_row("store", STORE_KEY),
            ],
        )
        self.desk = Desk(
            facts=TillFacts("S01", "静安寺旗舰店", "T01", "CNY"),
            unit_of_work=self.store.unit_of_work,
            clock=self.clock,
            ids=CountingIds(),
            is_online=lambda: self.online,
        )
        self.holds = CounterHolds()
        self.staff = StaffDesk(self.desk, self.reference)
        self.members = MemberDesk(self.desk, self.members_known, self.reference)
        self.store.own_benefits.members = self.members_known
        self.services = ServiceDesk(self.desk, self.staff, self.store.own_benefits)
        self.checkout = Checkout(
            self.desk,
            self.staff,
            self.members,
            catalogue=self.catalogue,
            reference=self.reference,
            allowances=Allowances(self.store.leases, self.store.uses, self.reference, self.holds),
            reservations=self.reservations,
            make_engine=ExactEngine,
            services=self.services,
        )
        self.overrides = OverrideDesk(self.desk, self.staff, self.checkout)
        self.parking = ParkingDesk(
            self.desk,
            self.staff,
            self.checkout,
            self.members,
            self.services,
            catalogue=self.catalogue,
            reference=self.reference,
            stores=BasketStores(
                self.store.parked, self.store.parked, self.store, _Attempts(self.store), RefundReader(self.store)
            ),
            exchange_again=self._exchange_again,
        )
        self.scanning = ScanDesk(self.desk, self.checkout, self.members, self.catalogue, self.reference)

    def _exchange_again(self, kept: Any) -> Any:
        # What makes it is there only when a test has made it.
        return self.exchange_again(kept)

    def sign_in(self, staff_id: str = "1001") -> None:
        self.staff.sign_in(self.staff.check_pin(staff_id, PINS[staff_id]))

    def approval(self, permission: str, reason: str = "") -> Approval:
        """The manager's word for one action."""
        return self.staff.approve(self.staff.check_pin("1007", "5201", "approval"), permission, reason=reason)

    def rotating_code(self, one_id: str = "M1", **claims: Any) -> str:
        now = self.clock.now()
        card = member_code.issue_card(
            MemberClaims(one_id, **claims),
            phone_key=PHONE.verifying_key,
            key=ISSUER,
            kid=ISSUER.verifying_key.kid,
            now=now,
        )
        return member_code.rotate_code(card, PHONE, now, member_code.new_cti())


@pytest.fixture
def counter() -> Counter:
    made = Counter()
    made.sign_in()
    return made
