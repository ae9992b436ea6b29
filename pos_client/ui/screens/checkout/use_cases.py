"""What the checkout screen works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pos_client.application.audit import AuditTrail
from pos_client.application.basket_codes import BasketCodes
from pos_client.application.checkout import Checkout
from pos_client.application.clientele import ClienteleDesk
from pos_client.application.draws import DrawDesk
from pos_client.application.earnings import EarningsDesk
from pos_client.application.event_desk import EventDesk
from pos_client.application.figures import FiguresDesk
from pos_client.application.guide_coupons import GuideCouponDesk
from pos_client.application.guiding import GuideDesk
from pos_client.application.joining import JoinDesk
from pos_client.application.line_account import LineAccounts
from pos_client.application.member_scope import MemberScope
from pos_client.application.members import MemberDesk
from pos_client.application.overrides import OverrideDesk
from pos_client.application.parking import ParkingDesk
from pos_client.application.pickup import PickupDesk
from pos_client.application.points_exchange import PointsExchangeDesk
from pos_client.application.profile import ProfileDesk
from pos_client.application.rain_checks import RainCheck, RainCheckDesk
from pos_client.application.rewards import RewardDesk
from pos_client.application.scanning import ScanDesk
from pos_client.application.services import ServiceDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.stock_watch import StockWatch
from pos_client.application.suggestions import SuggestionDesk
from pos_client.application.today import TodayDesk
from pos_client.application.value_desk import ValueDesk
from pos_client.application.wallet_parts import WalletParts
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.application.wanted import WantedDesk
from pos_client.ui.ports import (
    AskLine,
    GiftLine,
    MemberLine,
    ParkedLine,
    ProfileLine,
    RainCheckLine,
    ReceiptDesk,
    ValueLine,
)
from pos_client.ui.reservation_asker import AskLedger
from retail.ports import Catalogue, Clock
from retail.receipt import ReceiptDocument


@dataclass(frozen=True, slots=True)
class CheckoutUseCases:
    """Handed in by bootstrap. `prints_after_sale`: whether the receipt of a durable sale is printed by itself, on paper
    of `paper_mm` (58 or 80).

    `ask_ledger` carries a reservation to the ledger, off this thread; its answer is waited for so long. `ask_parked`
    asks it for the baskets of the other tills, `ask_value` about gift cards.
    """

    checkout: Checkout
    overrides: OverrideDesk
    scans: ScanDesk
    members: MemberDesk
    catalogue: Catalogue
    member_directory: MemberScope
    receipts: ReceiptDesk
    audit: AuditTrail
    clock: Clock
    currency: str
    services: ServiceDesk
    stock: StockWatch
    staff: StaffDesk
    wallets: WalletPayments
    refunds: WalletRefunds
    parts: WalletParts
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
    rain_checks: RainCheckDesk
    suggesting: SuggestionDesk
    exchanges: PointsExchangeDesk
    draws: DrawDesk
    line_accounts: LineAccounts
    profiles: ProfileDesk
    print_rain_check: Callable[[RainCheck], object]
    print_paper: Callable[[Callable[[str], ReceiptDocument]], object]  # made in the language of receipts, off thread
    prints_after_sale: Callable[[], bool] = lambda: True
    paper_mm: Callable[[], int] = lambda: 80
    ask_ledger: AskLedger | None = None
    answer_within_ms: int = 1_500
    ask_gift: GiftLine | None = None  # the ledger, about coupons that guides give
    ask_parked: ParkedLine | None = None
    ask_phone: MemberLine | None = None  # the ledger, about whose phone it is
    ask_value: ValueLine | None = None
    ask_rain_check: RainCheckLine | None = None
    ask_for_member: AskLine | None = None  # what the ledger does for a member, once
    ask_profile: ProfileLine | None = None
