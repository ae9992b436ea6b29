"""A till with a basket full of real use cases over fakes, for tests of screens and for the gallery."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

from argon2 import PasswordHasher

from pos_client.application.allowances import Allowances
from pos_client.application.audit import AuditTrail
from pos_client.application.basket_codes import BasketCodes
from pos_client.application.cases import CaseDesk
from pos_client.application.checkout import Checkout
from pos_client.application.clientele import ClienteleDesk
from pos_client.application.closing import CounterState, TillCloser
from pos_client.application.draws import DrawDesk
from pos_client.application.earnings import EarningsDesk, EarningsLedger
from pos_client.application.engine import ExactEngine
from pos_client.application.event_desk import EventDesk
from pos_client.application.figures import FiguresDesk, FiguresLedger
from pos_client.application.guide_coupons import GuideCouponDesk
from pos_client.application.guiding import GuideDesk
from pos_client.application.holds import CounterHolds
from pos_client.application.joining import JoinDesk
from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.line_account import LineAccounts
from pos_client.application.machine_news import BackupNews, MachineNews, UpdateNews
from pos_client.application.member_scope import MemberScope
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.overrides import OverrideDesk
from pos_client.application.own_range import RangeDesk
from pos_client.application.parking import BasketStores, ParkingDesk
from pos_client.application.pickup import PickupDesk
from pos_client.application.points_exchange import PointsExchangeDesk
from pos_client.application.profile import ProfileDesk, ProfileSources
from pos_client.application.rain_checks import RainCheck, RainCheckDesk
from pos_client.application.receipts import ReceiptKit, Receipts, ReceiptWriters
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans
from pos_client.application.returns import ReturnDesk
from pos_client.application.rewards import RewardDesk
from pos_client.application.room import RoomWatch
from pos_client.application.scanning import ScanDesk
from pos_client.application.services import ServiceDesk
from pos_client.application.settings_desk import SettingsDesk
from pos_client.application.shift_reports import ShiftPaper, ShiftReports
from pos_client.application.shifts import ShiftDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.stock_watch import StockWatch
from pos_client.application.suggestions import SuggestionDesk, SuggestionSources
from pos_client.application.till import Desk, TillFacts
from pos_client.application.today import TodayDesk, TodaySources
from pos_client.application.unreceipted import UnreceiptedDesk
from pos_client.application.value_desk import ValueDesk
from pos_client.application.wallet_parts import WalletParts
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.application.wanted import WantedDesk
from pos_client.bootstrap.journal_export import Exported
from pos_client.devices.escpos import encode
from pos_client.devices.escpos_picture import picture_png
from pos_client.errors import Unavailable, UserFacing
from pos_client.settings import Device, Settings, Value, changed
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow, TillServices
from pos_client.ui.operations import Operations
from pos_client.ui.ports import (
    AskLine,
    ExportedFile,
    Finding,
    GiftLine,
    MemberLine,
    ParkedLine,
    ProfileLine,
    RainCheckLine,
    ValueLine,
)
from pos_client.ui.reservation_asker import AskLedger
from pos_client.ui.screens.cases.presenter import CaseUseCases
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.machine.use_cases import MachineUseCases
from pos_client.ui.screens.own_range.presenter import RangeUseCases
from pos_client.ui.screens.returns.presenter import ReturnUseCases
from pos_client.ui.screens.shift.presenter import ShiftUseCases
from pos_client.ui.sections import Sections
from retail.catalogue import Product
from retail.member import Member
from retail.member_tags import MemberTag
from retail.ports import Entitlement, OfferRecord, SaleSummary, StaffMember, StoredCoupon
from retail.receipt import ReceiptDocument
from retail.sale import MemberProof
from retail.signed import SigningKey
from retail.wallets import WalletAttempt, WalletName, WalletProvider
from tests.fake_cases import FakeCases
from tests.fake_clientele import FakeClientele
from tests.fake_proposals import FakeOwnRange, FakeProposals
from tests.fake_sold_sales import FakeSoldSales
from tests.fake_suggestions import FakeLearned, FakeOwnPurchases
from tests.fakes import (
    AskReader,
    CountingIds,
    FakeCatalogue,
    FakeClock,
    FakeMembers,
    FakePrints,
    FakeReference,
    FakeReservations,
    FakeStock,
    FakeStore,
    RefundReader,
)

PIN = "2468"
# One cheap hash for all: what argon2 costs is not what screens are about.
PIN_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)

STAFF = [
    StaffMember("1001", "王晓敏", ("cashier",), PIN_HASH),
    StaffMember("1002", "陈一鸣", ("cashier", "guide"), PIN_HASH),
    StaffMember("1003", "周可", ("guide",), PIN_HASH),
    StaffMember("1009", "赵雅琪", ("manager", "cashier"), PIN_HASH),
]
PRODUCTS = [
    Product("LQX-2201-M", "云柔羊毛混纺圆领针织衫", "LQX", 59900, name_en="Cloud wool-blend crew sweater",
            pinyin="yrymhfylzzs",
            variant="雾蓝 / M", categories=("clothing", "women", "knitwear"), barcodes=("6901234567892",)),
    Product("TPS-0417-39", "城市轻跑鞋 Air-Flex 3", "TPS", 46900, name_en="City runner Air-Flex 3", pinyin="csqpx",
            variant="白 / 39", categories=("shoes", "sport"), barcodes=("6907654321098",)),
    Product("LQX-7710", "帆布托特包（限定）", "LQX", 12900, name_en="Canvas tote (limited)", pinyin="fbttb",
            variant="原色", categories=("accessories", "bags"), barcodes=("6931112223334",)),
    Product("LQX-9034", "925 银耳钉 · 星芒", "LQX", 25900, name_en="Silver studs “Starlight”", pinyin="yedxm",
            categories=("accessories", "jewellery"), barcodes=("6935556667778",)),
    Product("MTG-3301", "山茶修护密集精华液", "MTG", 45900, name_en="Camellia repair intensive serum",
            pinyin="scxhmjjhy",
            variant="30ml", categories=("beauty", "skincare", "serums"), barcodes=("6920000000017",)),
    Product("OWN-0101", "云南小粒咖啡豆（散装）", "OWN", 12800, name_en="Yunnan coffee beans (loose)", pinyin="ynxlkfd",
            categories=("food", "coffee"), weighed=True, unit="kg", own=True),
    Product("OWN-0777", "店庆特别纪念联名限量版超长名称加厚保暖高领羊绒混纺开衫外套（礼盒装，附手提袋与感谢卡）",
            "OWN", 129900,
            name_en="Anniversary limited-edition extra-long-named high-neck cashmere blend cardigan coat (gift box)",
            variant="深海军蓝拼燕麦色 / XXL", categories=("clothing",), own=True),
]  # fmt: skip
MEMBER = Member(
    "M1",
    name="林若曦",
    pinyin="lrx",
    phone="13812346021",
    birthday="11-24",
    tiers={"group": "gold", "LQX": "vip2"},
    plans=("PLUS",),
    points={"group": 12480, "LQX": 860},
    cards={"LQX": "88000123"},
    growth={"group": 912300},
    as_of="2026-11-11T09:58:00+08:00",
)


def _offer(offer_id: str, label: str, source: str, stage: str, **rest: object) -> OfferRecord:
    return OfferRecord(offer_id, 1, {"id": offer_id, "label": label, "source": source, "stage": stage, **rest})


OFFERS = [
    _offer("TIER", "金卡会员价", "tier", "price", scope={"brands": ["LQX"], "categories": ["knitwear"]},
           conditions={"tiers": {"program": "group", "in": ["gold"]}}, effect={"kind": "percent_off", "bps": 1000}),
    _offer("HALF", "第二件半价", "promotion", "line", scope={"skus": ["LQX-7710"]},
           effect={"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000}),
    _offer("OFF100", "满1000减100", "coupon", "coupon", conditions={"min_amount": 100000},
           effect={"kind": "amount_off", "amount": 10000}, exclusive_group="platform"),
    _offer("OFF30", "满300减30", "coupon", "coupon", conditions={"min_amount": 30000},
           effect={"kind": "amount_off", "amount": 3000}, exclusive_group="platform"),
    _offer("OFF200", "满2000减260", "coupon", "coupon", conditions={"min_amount": 200000},
           effect={"kind": "amount_off", "amount": 26000}, exclusive_group="platform"),
    _offer("BEAUTY", "沐棠护肤 9 折", "promotion", "order", scope={"brands": ["MTG"]},
           conditions={"plans": ["PLUS"]}, effect={"kind": "percent_off", "bps": 1000}),
    _offer("ONLINE", "App 专享券", "coupon", "coupon", effect={"kind": "amount_off", "amount": 1500},
           offline={"policy": "refused"}, exclusive_group="app"),
]  # fmt: skip
COUPONS = [
    StoredCoupon("C1", "OFF100", "M1", "available", "2026-12-31T23:59:00+08:00"),
    StoredCoupon("C2", "OFF30", "M1", "available", "2026-12-01T00:00:00+08:00"),
    StoredCoupon("C3", "OFF200", "M1", "available", "2026-11-30T00:00:00+08:00"),
    StoredCoupon("C4", "ONLINE", "M1", "available", None),
]
SETTINGS = {
    "points": {
        "program": "group",
        "rule": {"points": 100, "amount": 100, "step": 100, "max_share_bps": 5000},
        "programs": [{"program": "group", "points": 1, "per_amount": 100, "tier_multipliers": {"gold": "1.5"}}],
        "names": {"group": "集团", "LQX": "绫绮轩"},
        "tiers": {"group": {"gold": "金卡"}, "LQX": {"vip2": "VIP2"}},
    },
    "returns": {"void_minutes": 15, "without_receipt_minor": 100000},
    "limits": {
        "override_bps": 1000,
        "override_minor": 10000,
        "void_minor": 250000,
        "lock_after_minutes": 10,
        "reasons": [
            {"id": "damaged", "name": "商品瑕疵", "name_en": "Damaged goods"},
            {"id": "display", "name": "陈列样品", "name_en": "Display piece"},
            {"id": "price_match", "name": "同款比价", "name_en": "Price match"},
            {"id": "wrong_label", "name": "价签有误", "name_en": "Wrong price label"},
            {"id": "goodwill", "name": "客诉补偿", "name_en": "Goodwill"},
            {"id": "other", "name": "其他原因", "name_en": "Another reason", "needs_text": True},
        ],
        "unknown_goods": {
            "price_max_minor": 200000,
            "departments": [
                {"id": "sundry", "name": "杂货", "name_en": "Sundries", "brand": "OWN", "tax_bps": 1300},
                {"id": "food", "name": "食品", "name_en": "Food", "brand": "OWN", "tax_bps": 900},
            ],
        },
    },
}


@dataclass
class FakeReceipts:
    """Remembers what was printed (and whether as a copy) and saved; raises `failure` instead when there is one."""

    store: FakeStore
    printed: list[tuple[str, bool]] = field(default_factory=list)
    gifts: list[str] = field(default_factory=list)
    drawer: list[str] = field(default_factory=list)
    saved: list[tuple[str, str]] = field(default_factory=list)
    failure: Unavailable | None = None
    #: What a slow printer waits for.
    gate: threading.Event | None = None
    #: Draws the paper; nothing by itself.
    draw: Callable[[str, int, bool], bytes] = lambda sale_id, paper_mm, gift: b""

    def recent(self) -> Sequence[SaleSummary]:
        counts = Counter(sale_id for sale_id, _ in self.printed)
        return [replace(sale, prints=sale.prints + counts[sale.sale_id]) for sale in self.store.recent()]

    def print_receipt(self, sale_id: str, opens_drawer: bool = False) -> object:
        self._obey()
        prints = next((sale.prints for sale in self.recent() if sale.sale_id == sale_id), 0)
        self.printed.append((sale_id, prints > 0))
        if opens_drawer:
            self.drawer.append(sale_id)
        return None

    def print_gift(self, sale_id: str) -> object:
        self._obey()
        self.gifts.append(sale_id)
        return None

    def open_drawer(self, sale_id: str) -> object:
        self._obey()
        self.drawer.append(sale_id)
        return None

    def picture(self, sale_id: str, paper_mm: int, gift: bool = False) -> bytes:
        return self.draw(sale_id, paper_mm, gift)

    def save_pdf(self, sale_id: str, path: str) -> object:
        if self.failure is not None:
            raise self.failure
        self.saved.append((sale_id, path))
        return None

    def _obey(self) -> None:
        if self.gate is not None:
            assert self.gate.wait(30)
        if self.failure is not None:
            raise self.failure


@dataclass
class FakeChecks:
    """What doctor would find, and where bundles went."""

    findings: list[Finding] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)
    trouble: UserFacing | None = None

    def check(self) -> list[Finding]:
        if self.trouble is not None:
            raise self.trouble
        return self.findings

    def bundle_name(self) -> str:
        return "onetill-support-S01-T02-20261111-1000.zip"

    def write_bundle(self, path: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.bundles.append(path)
        return path


@dataclass
class FakeLine:
    asked: int = 0
    exported: list[str] = field(default_factory=list)
    trouble: UserFacing | None = None
    checks: FakeChecks = field(default_factory=FakeChecks)

    def sync_now(self) -> None:
        self.asked += 1

    def export_name(self) -> str:
        return "onetill-S01-T02-20261111-1000.otj"

    def export_journal(self, path: str) -> ExportedFile:
        if self.trouble is not None:
            raise self.trouble
        self.exported.append(path)
        return Exported(path, 12, 9_000, "2026-11-11T10:00:00+08:00")


@dataclass
class FakeBackups:
    written: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def write(self, path: str) -> int:
        if self.failure is not None:
            raise self.failure
        self.written.append(path)
        return 48_200_000

    def probe(self, path: str) -> object:
        if self.failure is not None:
            raise self.failure
        return path


@dataclass
class FakeSettings:
    """Settings that no file keeps."""

    current: Settings = field(default_factory=lambda: Settings(printer="tcp:192.168.1.50:9100"))
    failure: Unavailable | None = None

    def change(self, name: str, value: Value) -> None:
        if self.failure is not None:
            raise self.failure
        self.current = changed(self.current, {name: value})


@dataclass
class FakeDevices:
    settings: FakeSettings = field(default_factory=FakeSettings)
    previews: list[bool] = field(default_factory=list)
    failure: Unavailable | None = None
    tests: list[str] = field(default_factory=list)

    def camera_source(self) -> str:
        return self.settings.current.camera

    def known_cameras(self) -> Sequence[str]:
        return ("0", "1")

    def show_preview(self, shown: bool) -> None:
        self.previews.append(shown)

    def printer_target(self) -> str:
        return self.settings.current.printer

    def known_printers(self) -> Sequence[str]:
        return ("usb:/dev/usb/lp0", "serial:/dev/ttyUSB0")

    def known_scanners(self) -> Sequence[str]:
        return ("usb:0c2e:0b61", "/dev/ttyS0")

    def test(self, device: Device) -> object:
        if self.failure is not None:
            raise self.failure
        self.tests.append(device)
        return None


class NoAttempts:
    """The port WalletAttemptReader."""

    def all(self) -> tuple[WalletAttempt, ...]:
        return ()


class FakeTill:
    """Everything behind the window. `online` is what `desk.is_online` says; `book` by member, whose they are."""

    ask_rain_check: RainCheckLine | None = None
    ask_earnings: EarningsLedger | None = None
    ask_figures: FiguresLedger | None = None
    ask_profile: ProfileLine | None = None
    rain_check_printer: UserFacing | None = None
    ask_gift: GiftLine | None = None
    # What the page of this machine shows; `waiting` are entries that the ledger does not have.
    free_bytes = 182_400_000_000
    waiting = 0
    update = UpdateNews("off")
    update_told = ""
    own_backups = BackupNews(7, "2026-11-11T00:10:00+00:00", "/home/till/.local/share/onetill/backups")
    offered: UpdateNews | UserFacing = UpdateNews("current", "1.3.0")

    @cached_property
    def book(self) -> dict[str, str]:
        return {}

    def __init__(self, reservations: FakeReservations | None = None, name: str = "T02") -> None:
        """`reservations`: this till asks the ledger before it takes money."""
        self.reservations = reservations
        self.ask_ledger: AskLedger | None = None
        self.answer_within_ms = 1_500
        self.clock = FakeClock()
        self.store = FakeStore(clock=self.clock)
        self.online = True
        self.reference = FakeReference(list(OFFERS), list(STAFF), dict(SETTINGS))
        self.catalogue = FakeCatalogue(list(PRODUCTS))
        self.directory = FakeMembers([MEMBER], list(COUPONS), said=lambda: self.store.contacts.said)
        self.facts = TillFacts("S01", "静安寺旗舰店", name, "CNY")
        self.desk = Desk(self.facts, self.store.unit_of_work, self.clock, CountingIds(), lambda: self.online)
        self.staff = StaffDesk(self.desk, self.reference)
        self.shifts = ShiftDesk(self.desk, self.staff, self.store, self.reference, RefundReader(self.store))
        self.printed: list[ReceiptDocument] = []
        self.members = MemberDesk(self.desk, self.directory, self.reference)
        self.stock = FakeStock()
        self.store.own_benefits.members = self.directory
        self.service_desk = ServiceDesk(self.desk, self.staff, self.store.own_benefits)
        allowances = Allowances(self.store.leases, self.store.uses, self.reference, CounterHolds())
        self.rewards = RewardDesk(self.desk, self.staff, self.reference, allowances, self.reservations)
        self.checkout = Checkout(
            self.desk,
            self.staff,
            self.members,
            catalogue=self.catalogue,
            reference=self.reference,
            allowances=allowances,
            reservations=self.reservations,
            make_engine=ExactEngine,
            refuse_without_shift=self.shifts.refuse_without_shift,
            services=self.service_desk,
        )
        self.learned, self.own_purchases, self.suggesting = self._suggestions()
        self.wallet_operators: dict[WalletName, WalletProvider] = {}
        self._wallets: WalletPayments | None = None
        self._refunds: WalletRefunds | None = None
        self.scans = ScanDesk(self.desk, self.checkout, self.members, self.catalogue, self.reference)
        self.overrides = OverrideDesk(self.desk, self.staff, self.checkout)
        self.parking = ParkingDesk(
            self.desk,
            self.staff,
            self.checkout,
            self.members,
            self.service_desk,
            catalogue=self.catalogue,
            reference=self.reference,
            stores=BasketStores(
                self.store.parked, self.store.parked, self.store, NoAttempts(), RefundReader(self.store)
            ),
        )
        self.ask_parked: ParkedLine | None = None
        self.ask_phone: MemberLine | None = None
        self.holds_on_disk = reservations or FakeReservations()
        self.value = ValueDesk(self.desk, self.staff, self.checkout, self.reference, self.holds_on_disk)
        self.ask_value: ValueLine | None = None
        self.till_key = SigningKey.generate()
        self.rain_checks = RainCheckDesk(
            self.desk,
            self.staff,
            self.checkout,
            catalogue=self.catalogue,
            reference=self.reference,
            uses=self.store.uses,
            key=lambda: self.till_key,
        )
        self.exchanges = PointsExchangeDesk(self.desk, self.staff, self.checkout, self.reference, AskReader(self.store))
        self.ask_for_member: AskLine | None = None
        self.receipts = FakeReceipts(self.store)
        self.line = FakeLine()
        self.settings = FakeSettings()
        self.devices = FakeDevices(self.settings)
        self.room = RoomWatch(lambda: self.free_bytes)
        self.backups = FakeBackups()
        self.cases = FakeCases()
        self.proposals = FakeProposals(brand_of={product.sku: product.brand for product in PRODUCTS})
        self.own_range = FakeOwnRange(self.catalogue)
        #: None: this till asks no ledger about sales.
        self.sold_sales: FakeSoldSales | None = None

    def _suggestions(self) -> tuple[FakeLearned, FakeOwnPurchases, SuggestionDesk]:
        learned, own = FakeLearned(), FakeOwnPurchases()
        sources = SuggestionSources(self.catalogue, self.stock, learned, own, self.store.member_facts)
        return learned, own, SuggestionDesk(self.desk, self.checkout, sources)

    def print_rain_check(self, promise: RainCheck) -> None:
        if self.rain_check_printer is not None:
            raise self.rain_check_printer
        self.printed.append(self.rain_checks.paper(promise, "zh_CN"))

    def print_paper(self, make: Callable[[str], ReceiptDocument]) -> None:
        if self.rain_check_printer is not None:
            raise self.rain_check_printer
        self.printed.append(make("zh_CN"))

    def draw_receipts(self) -> None:
        """The list of receipts shows the paper, drawn from the bytes for the printer."""
        key = SigningKey.generate()
        kit = ReceiptKit(self.desk, self.store, self.directory, self.reference, lambda: key, "zh_CN")
        writers = ReceiptWriters(
            lambda document: None,
            lambda document, path: None,
            lambda document, paper_mm: picture_png(encode(document, paper_mm), paper_mm),
        )
        self.receipts.draw = Receipts(kit, writers, FakePrints()).picture

    @property
    def wallets(self) -> WalletPayments:
        """Set up with the operators that a test put there before it was first asked for."""
        if self._wallets is None:
            attempts = self.store.unit_of_work().wallet_attempts
            self._wallets = WalletPayments(self.desk, self.staff, self.checkout, attempts, self.wallet_operators)
        return self._wallets

    @property
    def refunds(self) -> WalletRefunds:
        if self._refunds is None:
            rows, wallets = RefundReader(self.store), self.wallets
            self._refunds = WalletRefunds(
                self.desk,
                self.staff,
                rows,
                self.wallet_operators,
                wallets.reach,
                has_basket=wallets.has_basket,
                refuse_without_shift=self.shifts.refuse_without_shift,
            )
        return self._refunds

    def clientele(self) -> ClienteleDesk:
        return ClienteleDesk(self.desk, self.staff, self.reference, FakeClientele(self.store.contacts, self.book))

    def basket_codes(self) -> BasketCodes:
        return BasketCodes(
            self.desk,
            self.parking,
            catalogue=self.catalogue,
            reference=self.reference,
            key=lambda: self.till_key,
        )

    def use_cases(self) -> CheckoutUseCases:
        return CheckoutUseCases(
            checkout=self.checkout,
            overrides=self.overrides,
            scans=self.scans,
            members=self.members,
            catalogue=self.catalogue,
            member_directory=MemberScope(self.desk, self.staff, self.directory),
            receipts=self.receipts,
            audit=AuditTrail(self.staff, self.store),
            clock=self.clock,
            currency="CNY",
            ask_ledger=self.ask_ledger,
            answer_within_ms=self.answer_within_ms,
            services=self.service_desk,
            rewards=self.rewards,
            stock=StockWatch(self.stock, self.clock, self.store.wanted),
            staff=self.staff,
            wallets=self.wallets,
            refunds=self.refunds,
            parts=WalletParts(self.desk, self.checkout),
            parking=self.parking,
            basket_codes=self.basket_codes(),
            suggesting=self.suggesting,
            guiding=GuideDesk(self.staff, self.checkout, self.reference),
            pickup=PickupDesk(self.desk, self.staff, self.store.orders),
            wanted=WantedDesk(
                self.desk,
                self.staff,
                self.checkout,
                catalogue=self.catalogue,
                reference=self.reference,
                wanted=self.store.wanted,
            ),
            joining=JoinDesk(self.desk, self.staff, self.directory, self.reference, self.clientele()),
            clientele=self.clientele(),
            guide_coupons=GuideCouponDesk(self.desk, self.staff, self.reference),
            ask_gift=self.ask_gift,
            events=EventDesk(
                self.desk,
                self.staff,
                self.members,
                directory=self.directory,
                reference=self.reference,
                journal=self.store,
            ),
            ask_parked=self.ask_parked,
            ask_phone=self.ask_phone,
            value=self.value,
            ask_value=self.ask_value,
            today=TodayDesk(
                self.desk,
                self.staff,
                self.reference,
                TodaySources(self.store.contacts, self.stock, self.store.wanted, self.catalogue),
            ),
            figures=FiguresDesk(self.desk, self.staff, self.reference, self.store, self.ask_figures),
            earnings=(
                earnings := EarningsDesk(
                    self.desk,
                    self.staff,
                    self.reference,
                    self.store,
                    self.store,
                    catalogue=self.catalogue,
                    ledger=self.ask_earnings,
                )
            ),
            line_accounts=LineAccounts(self.staff, self.store, self.reference, earnings, self.facts.store),
            ask_rain_check=self.ask_rain_check,
            profiles=self.profiles(),
            ask_profile=self.ask_profile,
            rain_checks=self.rain_checks,
            print_rain_check=self.print_rain_check,
            exchanges=self.exchanges,
            draws=DrawDesk(self.desk, self.staff, self.checkout, self.reference, AskReader(self.store)),
            print_paper=self.print_paper,
            ask_for_member=self.ask_for_member,
        )

    def profiles(self) -> ProfileDesk:
        sources = ProfileSources(
            self.directory,
            self.store.member_facts,
            self.store.notes,
            self.store.own_benefits,
            self.store.orders,
            self.reference,
            self.catalogue,
            ExactEngine,
        )
        return ProfileDesk(self.desk, self.staff, self.members, self.checkout, sources)

    def shift_use_cases(self) -> ShiftUseCases:
        paper = ShiftPaper(self.facts, self.reference, "zh_CN")
        return ShiftUseCases(
            self.shifts,
            ShiftReports(paper, self.shifts, self.clock, self.printed.append),
            "CNY",
            lambda: self.devices.test("drawer"),
        )

    def return_use_cases(self) -> ReturnUseCases:
        open_shift = self.shifts.refuse_without_shift
        desk = ReturnDesk(
            self.desk,
            self.staff,
            self.store,
            self.reference,
            open_shift,
            ledger=self.sold_sales,
            wallets=self.refunds.set_up,
        )
        key = SigningKey.generate()
        kit = ReceiptKit(self.desk, self.store, self.directory, self.reference, lambda: key, "zh_CN")
        papers = ReturnReceipts(kit, ReceiptWriters(self.printed.append, lambda document, path: None))
        scans = ReturnScans(self.desk, self.catalogue, self.reference, self.members)
        loose = UnreceiptedDesk(self.desk, self.staff, self.reference, open_shift)
        return ReturnUseCases(desk, scans, papers, MemberScope(self.desk, self.staff, self.directory), loose)

    def case_use_cases(self) -> CaseUseCases:
        desk = CaseDesk(self.staff, self.cases, self.clock)
        return CaseUseCases(desk, self.staff, self.reference, self.clock, self.facts.store)

    def range_use_cases(self) -> RangeUseCases:
        desk = RangeDesk(
            self.desk,
            self.staff,
            self.reference,
            catalogue=self.catalogue,
            own_range=self.own_range,
            ledger=self.proposals,
            person=LedgerPerson(self.staff, self.clock),
        )
        return RangeUseCases(desk, self.staff, self.clock, "CNY")

    def look_for_update(self) -> object:
        if isinstance(self.offered, UserFacing):
            raise self.offered
        self.update = self.offered
        return self.update

    def machine_use_cases(self) -> MachineUseCases:
        def look() -> CounterState:
            has_basket = not self.checkout.state.basket.is_empty
            return CounterState(has_basket, 0, self.shifts.current is not None, self.waiting)

        return MachineUseCases(
            store=self.facts.store,
            till=self.facts.till,
            folder="/home/till/.local/share/onetill",
            clock=self.clock,
            room=self.room,
            closer=TillCloser(self.desk, self.staff, look, lambda: None),
            waiting=lambda: self.waiting,
            back_up=self.backups.write,
            own_backups=lambda: self.own_backups,
            probe=self.backups.probe,
            update=lambda: self.update,
            look_for_update=self.look_for_update,
        )

    def services(self, operations: Operations) -> TillServices:
        return TillServices(
            self.facts,
            self.staff,
            self.devices,
            self.clock,
            lambda: Sections(
                self.use_cases(),
                self.shift_use_cases(),
                self.line,
                self.devices,
                operations,
                returns=self.return_use_cases(),
                cases=self.case_use_cases(),
                own_range=self.range_use_cases(),
                settings=SettingsDesk(self.desk, self.staff, self.settings),
                machine=self.machine_use_cases(),
            ),
            lambda: MachineNews(self.room.look(), self.update_told),
        )

    def window(self, language: Language, operations: Operations | None = None) -> MainWindow:
        operations = operations or Operations()
        return MainWindow(self.services(operations), operations, language)

    def sign_in(self, staff_id: str = "1001") -> None:
        """The first of the staff, or another one, without a screen."""
        self.staff.sign_in(self.staff.check_pin(staff_id, PIN))

    def show_code(self) -> None:
        """The member shows a code that was accepted."""
        identified = IdentifiedMember(MEMBER, MemberProof("unified_code", MEMBER.as_of, "00" * 8), tuple(COUPONS))
        self.checkout.set_member(identified)

    def fill(self) -> None:
        """The basket of the sketch."""
        for sku, pieces in (("LQX-2201-M", 1), ("TPS-0417-39", 1), ("LQX-7710", 2), ("LQX-9034", 1)):
            for _ in range(pieces):
                self.checkout.add_product(sku)

    def sell(self, tendered_minor: int | None = None) -> str:
        """Complete what is in the basket with cash; gives the sale's id."""
        self.checkout.tender_cash(tendered_minor or self.checkout.state.remaining_minor)
        completed = self.checkout.complete()
        self.clock.time += timedelta(minutes=3)
        return completed.sale.sale_id


def give_group_rules(till: FakeTill) -> None:
    """TPS joins in December, the tier of LQX's card counts for other goods, one campaign runs and one is near."""
    span = {"from": "2026-11-10T20:00:00+08:00", "to": "2026-11-12T00:00:00+08:00"}
    later = {"from": "2026-11-18T10:00:00+08:00", "to": "2026-11-19T00:00:00+08:00"}
    rules = {
        "version": 1,
        "programs": ["group"],
        "participation": [{"brand": "TPS", "from": "2026-12-01T00:00:00+08:00", "to": None}],
        "tiers": [{"program": "LQX", "brands": ["MTG"]}],
        "calendars": [
            {"id": "D11", "name": "双11", "name_en": "Double Eleven", "periods": [span]},
            {"id": "DAY", "name": "会员日", "name_en": "Member day", "periods": [later]},
        ],
    }
    brands = {"LQX": "绫绮轩", "TPS": "拓坡山"}
    till.reference.settings_document = {**SETTINGS, "group": rules, "store": {"brands": brands}}
    till.checkout.reference_changed()


def give_tags(till: FakeTill) -> None:
    """What two systems say of the member."""
    till.directory.tags = [
        MemberTag("segment:high", "高价值", "High value", "集团 CDP", 8700, None),
        MemberTag("likes:outdoor", "爱户外", "Likes outdoor", "岭野 CRM", 6000, None),
        MemberTag("x", "换季常客", "Buys each season", "岭野 CRM", 5000, None),
    ]


def give_benefits(till: FakeTill) -> None:
    """All that is beside plain discounts: gifts with and without stock, services, a coupon that grows, handouts."""
    by_platform, by_brand = [{"party": "platform", "bps": 10000}], [{"party": "brand:MTG", "bps": 10000}]
    shared = [{"party": "platform", "bps": 5000}, {"party": "brand:LQX", "bps": 5000}]
    more = [
        _offer("GIFT", "满 399 赠旅行装", "promotion", "order", label_en="Travel set from ¥399",
               conditions={"min_amount": 39900}, funding=by_brand,
               effect={"kind": "gift", "sku": "MTG-3301", "quantity": 1, "worth": 3900}),
        _offer("GIFT2", "满 500 赠帆布袋", "promotion", "order", label_en="Tote from ¥500",
               conditions={"min_amount": 50000}, funding=by_platform,
               effect={"kind": "gift", "sku": "LQX-7710", "quantity": 2, "worth": 2000}),
        _offer("STEPS", "全场满 1000 减 60，满 2000 减 180", "promotion", "order", funding=shared,
               label_en="¥60 off ¥1,000, ¥180 off ¥2,000",
               effect={"kind": "amount_off_steps", "steps": [[100000, 6000], [200000, 18000]]}),
        _offer("OFF45", "满300减45（膨胀券）", "coupon", "coupon", label_en="¥45 off ¥300 (grown)",
               conditions={"min_amount": 30000}, effect={"kind": "amount_off", "amount": 4500},
               exclusive_group="platform"),
    ]  # fmt: skip
    grown = [
        OfferRecord(r.offer_id, 1, {**r.document, "grows": {"to": "OFF45"}}) if r.offer_id == "OFF30" else r
        for r in OFFERS
    ]
    till.reference.offer_records = [*grown, *more]
    rules = {"group": {"days": 365, "steps": [["gold", 550000], ["platinum", 1200000]]}}
    tiers = {"group": {"gold": "金卡", "platinum": "铂金卡"}, "LQX": {"vip2": "VIP2"}}
    handout = {
        "id": "COFFEE",
        "label": "街角咖啡第二杯半价券",
        "partner": "街角咖啡",
        "conditions": {"min_payable": 30000},
    }
    till.reference.settings_document = {
        **SETTINGS,
        "points": {**SETTINGS["points"], "tier_rules": rules, "tiers": tiers},
        "store": {"brands": {"LQX": "绫绮轩", "MTG": "沐棠"}},
        "handouts": {"handouts": [handout]},
    }
    till.checkout.reference_changed()
    till.stock.pieces = {"MTG-3301": 12, "LQX-7710": 2}
    till.store.own_benefits.rows = [
        Entitlement("WRAP", "M1", "礼品包装", "Gift wrapping", 6, 2, "2027-02-01T00:00:00+08:00", "PLUS"),
        Entitlement("TAILOR", "M1", "免费裁剪修改", "Free tailoring", 2, 0, "2027-05-01T00:00:00+08:00", "gold"),
        Entitlement("WARRANTY", "M1", "鞋履延保清洁", "Shoe care, extended warranty", 1, 1, None, "TPS"),
    ]


def give_rewards(till: FakeTill) -> None:
    """Rewards for points beside the services: one that can be given, one that is dear, one that is gone."""
    rows = [
        ("MUG", "马克杯", "Mug", 800, 9),
        ("POUCH", "旅行收纳袋", "Travel pouch", 1200, 0),
        ("BAG", "联名手袋", "Handbag", 26000, None),
    ]
    catalogue = [
        {"id": name, "label": label, "label_en": label_en, "program": "group", "points": points, "kind": "goods",
         "sku": name} | ({} if stock is None else {"stock": stock})
        for name, label, label_en, points, stock in rows
    ]  # fmt: skip
    document = till.reference.settings_document
    points = {**document["points"], "program": "group"}
    till.reference.settings_document = {**document, "points": points, "programs": {"catalogue": catalogue}}
