"""A till with a basket full of real use cases over fakes, for tests of screens and for the gallery."""

from __future__ import annotations

from pos_client.application.audit import AuditTrail
from pos_client.application.cases import CaseDesk
from pos_client.application.closing import CounterState, TillCloser
from pos_client.application.draws import DrawDesk
from pos_client.application.earnings import EarningsDesk
from pos_client.application.engine import ExactEngine
from pos_client.application.event_desk import EventDesk
from pos_client.application.figures import FiguresDesk
from pos_client.application.guide_coupons import GuideCouponDesk
from pos_client.application.guiding import GuideDesk
from pos_client.application.joining import JoinDesk
from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.line_account import LineAccounts
from pos_client.application.machine_news import MachineNews
from pos_client.application.member_scope import MemberScope
from pos_client.application.own_range import RangeDesk
from pos_client.application.pickup import PickupDesk
from pos_client.application.profile import ProfileDesk, ProfileSources
from pos_client.application.receipts import ReceiptKit, ReceiptWriters
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans
from pos_client.application.returns import ReturnDesk
from pos_client.application.settings_desk import SettingsDesk
from pos_client.application.shift_reports import ShiftPaper, ShiftReports
from pos_client.application.stock_watch import StockWatch
from pos_client.application.today import TodayDesk, TodaySources
from pos_client.application.unreceipted import UnreceiptedDesk
from pos_client.application.wallet_parts import WalletParts
from pos_client.application.wanted import WantedDesk
from pos_client.errors import UserFacing
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow, TillServices
from pos_client.ui.operations import Operations
from pos_client.ui.screens.cases.presenter import CaseUseCases
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.machine.use_cases import MachineUseCases
from pos_client.ui.screens.own_range.presenter import RangeUseCases
from pos_client.ui.screens.returns.presenter import ReturnUseCases
from pos_client.ui.screens.shift.presenter import ShiftUseCases
from pos_client.ui.sections import Sections
from retail.signed import SigningKey
from tests.fake_store import AskReader
from tests.ui.till_desks import TillDesks


class FakeTill(TillDesks):
    """Everything behind the window: what each screen gets of the desks."""

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
            look_at_backups=self.look_at_folder,
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
