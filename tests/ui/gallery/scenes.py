"""All scenes of the gallery, in the order in which they are shot."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.ui.gallery import counter, guides, machine, membership, office, offline, payments, receipts
from tests.ui.gallery.base import Gallery

Scene = Callable[[Gallery], None]

SCENES: Mapping[str, Scene] = {
    scene.__name__: scene
    for scene in (
        counter.sign_in, counter.empty, counter.member, membership.suggestions, membership.benefits,
        offline.offline_walk_in, counter.many, counter.search, membership.group_rules, membership.collection,
        counter.tender, payments.wallets, payments.wallet_parts, receipts.return_by_wallet, offline.long_offline,
        payments.gift_cards, payments.rain_checks, counter.done, receipts.pages, machine.checked, receipts.returns,
        office.staff, machine.outside, office.shift, offline.held_offline, office.cases, office.own_range,
        receipts.line_accounts, counter.parked, membership.wanted, machine.settings, machine.machine,
        machine.first_run, counter.customer, membership.joining, guides.earnings, guides.today, membership.profile,
        guides.clientele,
    )
}  # fmt: skip
