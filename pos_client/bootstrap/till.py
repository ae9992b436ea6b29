"""A till without a window: the use cases of one data folder. `sell` is built on it, and the app's sections."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from offline_cache.store import LocalStore
from pos_client.application.allowances import Allowances
from pos_client.application.basket_codes import BasketCodes
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.clientele import ClienteleDesk
from pos_client.application.draws import DrawDesk
from pos_client.application.earnings import EarningsDesk
from pos_client.application.event_desk import EventDesk
from pos_client.application.figures import FiguresDesk
from pos_client.application.guide_coupons import GuideCouponDesk
from pos_client.application.guiding import GuideDesk
from pos_client.application.joining import JoinDesk
from pos_client.application.member_scope import MemberScope
from pos_client.application.members import MemberDesk
from pos_client.application.offer_watch import OfferWatch
from pos_client.application.overrides import OverrideDesk
from pos_client.application.parking import BasketStores, ParkingDesk
from pos_client.application.pickup import PickupDesk
from pos_client.application.points_exchange import PointsExchangeDesk
from pos_client.application.rain_checks import RainCheckDesk
from pos_client.application.returns import ReturnDesk
from pos_client.application.rewards import RewardDesk
from pos_client.application.scanning import ScanDesk
from pos_client.application.services import ServiceDesk
from pos_client.application.shifts import ShiftDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.suggestions import SuggestionDesk, SuggestionSources
from pos_client.application.till import Desk
from pos_client.application.today import TodayDesk, TodaySources
from pos_client.application.unreceipted import UnreceiptedDesk
from pos_client.application.value_desk import ValueDesk
from pos_client.application.wallet_parts import WalletParts
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.application.wanted import WantedDesk
from pos_client.bootstrap.desk import TillStore, make_desk
from pos_client.bootstrap.earnings import make_earnings
from pos_client.bootstrap.figures import make_figures
from pos_client.bootstrap.sold_sales import LineSales
from pos_client.bootstrap.wallets import wallet_providers
from retail.cash_rounding import EXACT, read_cash_rounding


@dataclass
class Till:
    """The use cases of one enrolled till."""

    base: TillStore
    desk: Desk
    staff: StaffDesk
    members: MemberDesk
    checkout: Checkout
    overrides: OverrideDesk
    scanning: ScanDesk
    shifts: ShiftDesk
    services: ServiceDesk
    offers: OfferWatch
    wallets: WalletPayments
    refunds: WalletRefunds
    parts: WalletParts
    returns: ReturnDesk
    loose: UnreceiptedDesk
    parking: ParkingDesk
    basket_codes: BasketCodes
    guiding: GuideDesk
    pickup: PickupDesk
    wanted: WantedDesk
    joining: JoinDesk
    clientele: ClienteleDesk
    events: EventDesk
    guide_coupons: GuideCouponDesk
    value: ValueDesk
    rewards: RewardDesk
    earnings: EarningsDesk
    today: TodayDesk
    figures: FiguresDesk
    scope: MemberScope
    rain_checks: RainCheckDesk
    exchanges: PointsExchangeDesk
    draws: DrawDesk
    suggesting: SuggestionDesk

    @property
    def store(self) -> LocalStore:
        return self.base.store

    def reference_changed(self) -> Changes:
        """A pull brought something: everybody who keeps what was pulled looks again."""
        self.scanning.reference_changed()
        self.suggesting.reference_changed()
        changes = self.guiding.reference_changed() | self.checkout.reference_changed()
        return changes | self.offers.report()


def build_till(
    base: TillStore,
    desk: Desk | None = None,
    staff: StaffDesk | None = None,
    *,
    asks_ledger: bool = False,
    takes_wallets: bool = False,
    watches_room: bool = False,
) -> Till:
    """Join the use cases of an enrolled till; a desk and its staff that exist already are used.

    `asks_ledger`: somebody carries reservations to the ledger while a shopper pays. `takes_wallets`: somebody runs the
    calls to wallets' operators. `watches_room`: a day of sales follows, and begins none that its disk may not hold; one
    sale alone is kept or undone as a whole, and told.
    Raises Refused `store_not_enrolled`.
    """
    store = base.store
    desk = desk or make_desk(base)
    staff = staff or StaffDesk(desk, store.reference)
    shifts = ShiftDesk(desk, staff, store.journal, store.reference, store.wallet_refunds)

    def refuse_before_money() -> None:
        """Asked by whatever takes or gives money, before it begins."""
        if watches_room:
            base.room.refuse_without_room()
        shifts.refuse_without_shift()

    members = MemberDesk(desk, store.members, store.reference)
    services = ServiceDesk(desk, staff, store.own_benefits)
    allowances = Allowances(store.leases, store.benefit_uses, store.reference, base.holds)
    reservations = store.reservations if asks_ledger else None
    checkout = Checkout(
        desk,
        staff,
        members,
        catalogue=store.catalogue,
        reference=store.reference,
        allowances=allowances,
        reservations=reservations,
        make_engine=lambda: importlib.import_module("pos_client.application.engine").ExactEngine(),
        refuse_without_shift=refuse_before_money,
        services=services,
    )
    overrides = OverrideDesk(desk, staff, checkout)
    scanning = ScanDesk(desk, checkout, members, store.catalogue, store.reference)
    offers = OfferWatch(desk, checkout, store.own_benefits)
    providers, problem = wallet_providers(base, desk) if takes_wallets else ({}, "")
    wallets = WalletPayments(desk, staff, checkout, store.wallet_attempts, providers, problem=problem)
    refunds = WalletRefunds(
        desk,
        staff,
        store.wallet_refunds,
        providers,
        wallets.reach,
        has_basket=wallets.has_basket,
        rounding=lambda: read_cash_rounding(store.reference.settings()).get(desk.facts.currency, EXACT),
        refuse_without_shift=refuse_before_money,
    )
    returns = ReturnDesk(
        desk,
        staff,
        store.sales,
        store.reference,
        refuse_before_money,
        ledger=LineSales(base),
        wallets=refunds.set_up,
    )
    loose = UnreceiptedDesk(desk, staff, store.reference, refuse_before_money)
    parking = ParkingDesk(
        desk,
        staff,
        checkout,
        members,
        services,
        catalogue=store.catalogue,
        reference=store.reference,
        stores=BasketStores(
            store.open_basket, store.parked_baskets, store.sales, store.wallet_attempts, store.wallet_refunds
        ),
        exchange_again=lambda kept: (returns if "sold" in kept else loose).exchange_again(kept),
    )
    clientele = ClienteleDesk(desk, staff, store.reference, store.clientele)
    guiding = GuideDesk(staff, checkout, store.reference)
    return Till(
        base,
        desk,
        staff,
        members,
        checkout,
        overrides,
        scanning,
        shifts,
        services,
        offers,
        wallets,
        refunds,
        WalletParts(desk, checkout),
        returns,
        loose,
        parking,
        BasketCodes(desk, parking, catalogue=store.catalogue, reference=store.reference, key=base.keys.current),
        guiding,
        PickupDesk(desk, staff, store.web_orders),
        WantedDesk(desk, staff, checkout, catalogue=store.catalogue, reference=store.reference, wanted=store.wanted),
        JoinDesk(desk, staff, store.members, store.reference, clientele),
        clientele,
        EventDesk(desk, staff, members, directory=store.members, reference=store.reference, journal=store.journal),
        GuideCouponDesk(desk, staff, store.reference),
        ValueDesk(desk, staff, checkout, store.reference, store.reservations if asks_ledger else None),
        RewardDesk(desk, staff, store.reference, allowances, reservations),
        make_earnings(base, desk, staff),
        TodayDesk(
            desk,
            staff,
            store.reference,
            TodaySources(store.contacts, store.stock, store.wanted, store.catalogue, store.close_thread),
        ),
        make_figures(base, desk, staff),
        MemberScope(desk, staff, store.members),
        RainCheckDesk(
            desk,
            staff,
            checkout,
            catalogue=store.catalogue,
            reference=store.reference,
            uses=store.benefit_uses,
            key=base.keys.current,
        ),
        PointsExchangeDesk(desk, staff, checkout, store.reference, store.asks),
        DrawDesk(desk, staff, checkout, store.reference, store.asks),
        SuggestionDesk(
            desk,
            checkout,
            SuggestionSources(store.catalogue, store.stock, store.suggestions, store.own_purchases, store.member_facts),
        ),
    )
