"""The use cases of the counter's screens, joined. Imported after the first picture: it reads the whole counter."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.application.audit import AuditTrail
from pos_client.application.engine import ExactEngine
from pos_client.application.profile import ProfileDesk, ProfileSources
from pos_client.application.receipts import ReceiptKit, Receipts, ReceiptWriters
from pos_client.application.stock_watch import StockWatch
from pos_client.bootstrap.asks import asked_of_ledger
from pos_client.bootstrap.guide_coupons import LedgerGuideCoupons
from pos_client.bootstrap.member_line import LedgerMembers
from pos_client.bootstrap.parked import LineBaskets
from pos_client.bootstrap.profile_line import LedgerProfiles
from pos_client.bootstrap.promises import LedgerPromises
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.bootstrap.till import Till
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases


def make_counter_use_cases(
    till: Till,
    kit: ReceiptKit,
    writers: ReceiptWriters,
    *,
    settings: SettingsFile,
    promises: LedgerPromises,
    prints_after_sale: Callable[[], bool],
) -> CheckoutUseCases:
    base, store = till.base, till.store
    return CheckoutUseCases(
        checkout=till.checkout,
        overrides=till.overrides,
        scans=till.scanning,
        members=till.members,
        catalogue=store.catalogue,
        member_directory=till.scope,
        receipts=Receipts(kit, writers, store.receipt_prints),
        audit=AuditTrail(till.staff, store.journal),
        clock=base.clock,
        currency=till.desk.facts.currency,
        services=till.services,
        rewards=till.rewards,
        stock=StockWatch(store.stock, base.clock, store.wanted),
        staff=till.staff,
        wallets=till.wallets,
        refunds=till.refunds,
        parts=till.parts,
        parking=till.parking,
        basket_codes=till.basket_codes,
        guiding=till.guiding,
        suggesting=till.suggesting,
        pickup=till.pickup,
        wanted=till.wanted,
        joining=till.joining,
        clientele=till.clientele,
        events=till.events,
        guide_coupons=till.guide_coupons,
        ask_gift=LedgerGuideCoupons(base),
        value=till.value,
        ask_parked=LineBaskets(base),
        ask_phone=LedgerMembers(base),
        earnings=till.earnings,
        today=till.today,
        figures=till.figures,
        **asked_of_ledger(till, writers.print_document, lambda: settings.current.receipt_language),
        prints_after_sale=prints_after_sale,
        paper_mm=lambda: settings.current.paper_mm,
        ask_ledger=promises.reserve,
        answer_within_ms=settings.current.reservation_timeout_ms,
        profiles=make_profiles(till),
        ask_profile=LedgerProfiles(base),
    )


def make_profiles(till: Till) -> ProfileDesk:
    """Members' profiles, from the till's store."""
    store = till.store
    sources = ProfileSources(
        store.members,
        store.member_facts,
        store.member_notes,
        store.own_benefits,
        store.web_orders,
        store.reference,
        store.catalogue,
        ExactEngine,
    )
    return ProfileDesk(till.desk, till.staff, till.members, till.checkout, sources)
