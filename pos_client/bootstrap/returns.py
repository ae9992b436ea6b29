"""Joins the work with goods that come back."""

from __future__ import annotations

from pos_client.application.receipts import ReceiptKit, ReceiptWriters
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans
from pos_client.application.returns import ReturnDesk
from pos_client.application.unreceipted import UnreceiptedDesk
from pos_client.bootstrap.sold_sales import LineSales
from pos_client.bootstrap.till import Till
from pos_client.ui.screens.returns.presenter import ReturnUseCases


def make_return_use_cases(till: Till, kit: ReceiptKit, writers: ReceiptWriters) -> ReturnUseCases:
    """What the page of returns works with."""
    store = till.store
    desk = ReturnDesk(
        till.desk,
        till.staff,
        store.sales,
        store.reference,
        till.shifts.refuse_without_shift,
        ledger=LineSales(till.base),
        wallets=till.refunds.set_up,
    )
    loose = UnreceiptedDesk(till.desk, till.staff, store.reference, till.shifts.refuse_without_shift)
    scans = ReturnScans(till.desk, store.catalogue, store.reference, till.members)
    return ReturnUseCases(desk, scans, ReturnReceipts(kit, writers), store.members, loose)
