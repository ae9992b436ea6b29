"""How much may be lost by benefits that were used without a connection: docs/spec/offline.md, sections 4 and 5."""

from __future__ import annotations

from collections import Counter
from typing import Any

from central_ledger.application.ledger import Ledger
from tests.simulation.template import BUDGET_MINOR, OFFERS
from tests.simulation.violations import require
from tests.simulation.witness import Witness

BUDGETED = "FEST"


def are_bounded(ledger: Ledger, witness: Witness) -> None:
    """What was lost is at most what the limits allow, and a budget holds what sales took of it."""
    _capped_losses_are_within_the_limits(ledger, witness)
    _budgets_are_what_sales_took(ledger, witness)


def _capped_losses_are_within_the_limits(ledger: Ledger, witness: Witness) -> None:
    """Of the sales that a till made between two answers of the ledger, no more than its limits can be losses; each
    loss is at most its own use, and is borne by whom the offer names.
    """
    capped = {record.offer_id: record.document for record in OFFERS}
    by_till, by_member = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    lost_minor, limit_minor = 0, 0
    for case in ledger.cases.all():
        window = witness.windows.get(case.sale_id or "")
        if case.kind != "coupon_reused" or window is None:
            continue
        offer_id = str(case.detail["coupon_id"]).partition("-")[0]
        offline = capped.get(offer_id, {}).get("offline", {})
        if offline.get("policy") != "capped":
            continue
        body: Any = witness.sales[str(case.store), str(case.sale_id)]
        uses = [one["saving"] for one in body["pricing"]["applied"] if one.get("coupon") == case.detail["coupon_id"]]
        require(case.amount in uses, "a_loss_is_its_own_use", f"{case.detail}: {case.amount}, used {uses}")
        require(case.bearer == offline["bearer"], "a_loss_is_borne_by_whom_the_offer_names", case)
        by_till[offer_id, window] += 1
        by_member[offer_id, window, case.one_id] += 1
        lost_minor += case.amount
    for (offer_id, *_), count in by_till.items():
        document = capped[offer_id]
        require(count <= document["offline"]["per_till"], "losses_are_within_the_limits", by_till)
        limit_minor += document["offline"]["per_till"] * document["effect"]["amount"]
    for (offer_id, *_), count in by_member.items():
        require(count <= capped[offer_id]["offline"]["per_member"], "losses_are_within_the_limits", by_member)
    require(lost_minor <= limit_minor, "losses_are_within_the_limits", (lost_minor, limit_minor))


def _budgets_are_what_sales_took(ledger: Ledger, witness: Witness) -> None:
    taken = 0
    for store, sale_id in ledger.database.rows("SELECT store, sale_id FROM sale"):
        applied = witness.sales[store, sale_id]["pricing"]["applied"]
        taken += sum(one["saving"] for one in applied if one["offer"] == BUDGETED)
    budget = ledger.budgets.get(BUDGETED, "CNY")
    assert budget is not None
    leased = ledger.leases.budget_left(budget.holder, "CNY")
    found = (budget.amount, budget.spent, budget.overdrawn)
    wanted = (BUDGET_MINOR, taken, max(0, taken + leased - BUDGET_MINOR))
    require(found == wanted, "a_budget_is_what_sales_took_of_it", f"{found}, by the sales {wanted}, leased {leased}")
