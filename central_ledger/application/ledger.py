"""The ledger's stores over one connection, and the clock: what every activity is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from central_ledger.store.archives import Archives
from central_ledger.store.board_choices import BoardChoices
from central_ledger.store.books import Books
from central_ledger.store.budgets import Budgets
from central_ledger.store.cases import Cases
from central_ledger.store.clearing import Clearing
from central_ledger.store.clients import Clients
from central_ledger.store.contacts import Contacts
from central_ledger.store.coupon_pieces import CouponPieces
from central_ledger.store.database import Database
from central_ledger.store.draws import Draws
from central_ledger.store.entitlements import Entitlements
from central_ledger.store.erasures import Erasures
from central_ledger.store.event_visits import EventVisits
from central_ledger.store.feeds import Feeds
from central_ledger.store.figures import Figures
from central_ledger.store.goods_returns import GoodsReturns
from central_ledger.store.group_rules import RuleVersions
from central_ledger.store.growth import Growth
from central_ledger.store.guesses import Guesses
from central_ledger.store.guide_budgets import GuideBudgets
from central_ledger.store.handouts import Handouts
from central_ledger.store.identities import Identities
from central_ledger.store.incentives import Incentives
from central_ledger.store.join_repairs import JoinRepairs
from central_ledger.store.journals import Journals
from central_ledger.store.leases import Leases
from central_ledger.store.member_facts import FactsRows
from central_ledger.store.member_notes import MemberNotes
from central_ledger.store.member_tags import MemberTags
from central_ledger.store.member_tickets import MemberTickets
from central_ledger.store.members import Members
from central_ledger.store.merges import Merges
from central_ledger.store.offer_uses import OfferUses
from central_ledger.store.organisation import Organisations
from central_ledger.store.outbox import Outbox
from central_ledger.store.parked_baskets import ParkedBaskets
from central_ledger.store.people import People
from central_ledger.store.plans import Plans
from central_ledger.store.points_lots import PointsLots
from central_ledger.store.program_months import ProgramMonths
from central_ledger.store.proposals import Proposals
from central_ledger.store.purchases import Purchases
from central_ledger.store.rain_checks import RainChecks
from central_ledger.store.reads import Reads
from central_ledger.store.redemptions import Redemptions
from central_ledger.store.reference import Reference
from central_ledger.store.replays import Replays
from central_ledger.store.reservations import Reservations
from central_ledger.store.return_holds import ReturnHolds
from central_ledger.store.sealing import Seal
from central_ledger.store.settlements import Settlements
from central_ledger.store.shifts import Shifts
from central_ledger.store.stock import Stock
from central_ledger.store.tiers import Tiers
from central_ledger.store.value_accounts import ValueAccounts
from central_ledger.store.wallet_refunds import WalletRefunds
from central_ledger.store.wanted import WantedGoods
from central_ledger.store.web_orders import WebOrders


def utc_now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """All stores over one database connection. Used by one thread at a time."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now, seal: Seal | None = None) -> None:
        self.database = database
        self.clock = clock
        self.archives = Archives(database)
        self.journals = Journals(database, self.archives)
        self.books = Books(database)
        self.feeds = Feeds(database)
        self.reference = Reference(database, seal)
        self.members = Members(database)
        self.coupon_pieces = CouponPieces(database)
        self.growth = Growth(database)
        self.identities = Identities(database)
        self.join_repairs = JoinRepairs(database)
        self.merges = Merges(database)
        self.plans = Plans(database)
        self._phone_key: bytes | None = None
        self.tiers = Tiers(database)
        self.points_lots = PointsLots(database)
        self.program_months = ProgramMonths(database, self.archives)
        self.redemptions = Redemptions(database)
        self.draws = Draws(database)
        self.entitlements = Entitlements(database)
        self.handouts = Handouts(database)
        self.goods_returns = GoodsReturns(database)
        self.return_holds = ReturnHolds(database)
        self.replays = Replays(database)
        self.shifts = Shifts(database, self.archives)
        self.settlements = Settlements(database)
        self.stock = Stock(database)
        self.leases = Leases(database)
        self.reservations = Reservations(database)
        self.parked_baskets = ParkedBaskets(database)
        self.web_orders = WebOrders(database)
        self.wallet_refunds = WalletRefunds(database)
        self.value_accounts = ValueAccounts(database)
        self.rain_checks = RainChecks(database)
        self.offer_uses = OfferUses(database)
        self.budgets = Budgets(database)
        self.cases = Cases(database, self.now)
        self.people = People(database)
        self.guesses = Guesses(database)
        self.reads = Reads(database)
        self.rule_versions = RuleVersions(database)
        self.proposals = Proposals(database)
        self.organisations = Organisations(database)
        self.figures, self.incentives = Figures(database), Incentives(database)
        self.outbox, self.clearing = Outbox(database), Clearing(database)
        self.clients = Clients(database)
        self._open_for_desks(database)

    def _open_for_desks(self, database: Database) -> None:
        """What is known and noted about members for those who look after them."""
        self.member_facts = FactsRows(database)
        self.member_notes = MemberNotes(database)
        self.member_tickets = MemberTickets(database)
        self.member_tags = MemberTags(database)
        self.purchases = Purchases(database)
        self.contacts = Contacts(database)
        self.wanted = WantedGoods(database)
        self.event_visits = EventVisits(database)
        self.board_choices = BoardChoices(database)
        self.guide_budgets = GuideBudgets(database)
        self.erasures = Erasures(database, self.archives)

    def now(self) -> str:
        """The time as ISO 8601 text in UTC, to the millisecond: texts of this form sort by time."""
        return self.clock().astimezone(UTC).isoformat(timespec="milliseconds")

    def phone_key(self) -> bytes | None:
        """The key by which phones are matched; None: nobody has needed one yet. It is asked for with each member."""
        if self._phone_key is None:
            found = self.reference.secrets("phone")
            self._phone_key = found[0].private_key if found else None
        return self._phone_key

    def close(self) -> None:
        self.database.close()
