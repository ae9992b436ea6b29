"""The desks of a till over fakes, joined as bootstrap joins them, and what a cashier does there without a screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property

from pos_client.application.allowances import Allowances
from pos_client.application.basket_codes import BasketCodes
from pos_client.application.checkout import Checkout
from pos_client.application.clientele import ClienteleDesk
from pos_client.application.earnings import EarningsLedger
from pos_client.application.engine import ExactEngine
from pos_client.application.figures import FiguresLedger
from pos_client.application.holds import CounterHolds
from pos_client.application.machine_news import BackupNews, UpdateNews
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.overrides import OverrideDesk
from pos_client.application.parking import BasketStores, ParkingDesk
from pos_client.application.points_exchange import PointsExchangeDesk
from pos_client.application.rain_checks import RainCheck, RainCheckDesk
from pos_client.application.receipts import ReceiptKit, Receipts, ReceiptWriters
from pos_client.application.rewards import RewardDesk
from pos_client.application.room import RoomWatch
from pos_client.application.scanning import ScanDesk
from pos_client.application.services import ServiceDesk
from pos_client.application.shifts import ShiftDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.suggestions import SuggestionDesk, SuggestionSources
from pos_client.application.till import Desk, TillFacts
from pos_client.application.value_desk import ValueDesk
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.devices.escpos import encode
from pos_client.devices.escpos_picture import picture_png
from pos_client.errors import UserFacing
from pos_client.ui.ports import AskLine, GiftLine, MemberLine, ParkedLine, ProfileLine, RainCheckLine, ValueLine
from pos_client.ui.reservation_asker import AskLedger
from retail.receipt import ReceiptDocument
from retail.sale import MemberProof
from retail.signed import SigningKey
from retail.wallets import WalletName, WalletProvider
from tests.fake_benefits import FakeReservations
from tests.fake_cases import FakeCases
from tests.fake_clientele import FakeClientele
from tests.fake_proposals import FakeOwnRange, FakeProposals
from tests.fake_sold_sales import FakeSoldSales
from tests.fake_store import AskReader, FakeStore, RefundReader
from tests.fake_suggestions import FakeLearned, FakeOwnPurchases
from tests.fakes import CountingIds, FakeCatalogue, FakeClock, FakeMembers, FakePrints, FakeReference, FakeStock
from tests.ui.till_data import COUPONS, MEMBER, OFFERS, PIN, PRODUCTS, SETTINGS, STAFF
from tests.ui.till_fakes import FakeBackups, FakeDevices, FakeLine, FakeReceipts, FakeSettings, NoAttempts


class TillDesks:
    """Everything that screens ask. `online` is what `desk.is_online` says; `book` by member, whose they are."""

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
    look_at_backups: Callable[[], object] = staticmethod(lambda: None)
    own_backups = BackupNews(7, "2026-11-11T00:10:00+00:00", "/home/till/.local/share/onetill/backups")
    offered: UpdateNews | UserFacing = UpdateNews("current", "1.3.0")

    def look_at_folder(self) -> object:
        return self.look_at_backups()

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
