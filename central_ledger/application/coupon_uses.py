"""Which use of a coupon is covered, once some of its sales came back as a whole. Source: docs/spec/offline.md, 5.

What came back costs nothing. Of the uses that stand one is covered and each of the others is a case, as if what came
back had never been: so the number of cases does not depend on whether a return came before or after another sale.
"""

from __future__ import annotations

from dataclasses import replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.losses import take_loss_back
from central_ledger.domain.cases import Case, case_id


def settle_uses(ledger: Ledger, holder: str, coupon_id: str) -> None:
    """Withdraw the cases that are none any more. What a person has decided stays decided."""
    uses = ledger.members.uses_of_coupon(holder, coupon_id)
    for use in uses:
        case = _open_case(ledger, holder, coupon_id, use.store, use.sale_id)
        if use.is_given_back and not use.covered and case is not None:
            _withdraw(ledger, case)
    standing = [use for use in uses if not use.is_given_back]
    if any(use.covered for use in standing):
        return
    for use in standing:
        case = _open_case(ledger, holder, coupon_id, use.store, use.sale_id)
        if case is not None:
            ledger.members.cover_use(use)
            _withdraw(ledger, case)
            return


def _open_case(ledger: Ledger, holder: str, coupon_id: str, store: str, sale_id: str) -> Case | None:
    """The case of a use after another. That of a use without a right stays: no order of arrival makes a right."""
    case = ledger.cases.get(holder, case_id("coupon_reused", coupon_id, store, sale_id))
    return case if case is not None and case.status == "open" else None


def _withdraw(ledger: Ledger, case: Case) -> None:
    take_loss_back(ledger, case)
    ledger.cases.put(replace(case, status="withdrawn", amount=0))
