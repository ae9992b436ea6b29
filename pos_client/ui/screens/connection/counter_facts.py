"""What the connection page asks of the counter, joined from its use cases."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.application.allowances import policy_of
from pos_client.application.benefits import BadOffer
from pos_client.ui.formatting import is_chinese
from pos_client.ui.screens.checkout.shelf_rows import shelf_row, shelf_text
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.connection.offline_panel import OfflineState
from pos_client.ui.screens.connection.presenter import CounterFacts

LOW_SHOWN = 12


def counter_facts(use: CheckoutUseCases) -> CounterFacts:
    checkout = use.checkout

    def offline() -> OfflineState:
        documents = [record.document for record in checkout.usable.offers]
        report = checkout.allowances.report(documents, checkout.rules.points_rule)
        return OfflineState(report, use.currency, use.clock.now(), checkout.rules.labels)

    def bad_offers() -> Sequence[BadOffer]:
        return checkout.usable.bad if use.staff.may("decide_cases") else ()

    def low() -> Sequence[tuple[str, str]]:
        found = use.stock.running_low()[:LOW_SHOWN] if use.staff.may("decide_cases") else ()
        if not found:
            return ()
        names = {
            product.sku: product.name if is_chinese() or not product.name_en else product.name_en
            for product in use.catalogue.by_code([shelf.level.sku for shelf in found])
        }
        now = use.clock.now()
        return [(names.get(shelf.level.sku, shelf.level.sku), shelf_text(shelf_row(shelf, now))) for shelf in found]

    def points_policy() -> str | None:
        rule = checkout.rules.points_rule
        return None if rule is None else policy_of(rule)

    def wallets() -> Sequence[bool]:
        reached = use.wallets.offered
        return [name in reached for name in use.wallets.set_up]

    return CounterFacts(offline, bad_offers, low, points_policy, wallets)
