"""Joins the work with goods that come back."""

from __future__ import annotations

from pos_client.application.receipts import ReceiptKit, ReceiptWriters
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans
from pos_client.bootstrap.till import Till
from pos_client.ui.screens.returns.presenter import ReturnUseCases


def make_return_use_cases(till: Till, kit: ReceiptKit, writers: ReceiptWriters) -> ReturnUseCases:
    """What the page of returns works with."""
    store = till.store
    scans = ReturnScans(till.desk, store.catalogue, store.reference, till.members)
    return ReturnUseCases(till.returns, scans, ReturnReceipts(kit, writers), till.scope, till.loose)
