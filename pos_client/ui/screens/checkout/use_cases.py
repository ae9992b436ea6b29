"""What the checkout screen works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pos_client.application.checkout import Checkout
from pos_client.application.members import MemberDesk
from pos_client.application.scanning import ScanDesk
from pos_client.ui.ports import ReceiptDesk
from retail.ports import Catalogue, Clock, Members


@dataclass(frozen=True, slots=True)
class CheckoutUseCases:
    """Handed in by bootstrap. `prints_after_sale`: whether the receipt of a durable sale is printed by itself."""

    checkout: Checkout
    scans: ScanDesk
    members: MemberDesk
    catalogue: Catalogue
    member_directory: Members
    receipts: ReceiptDesk
    clock: Clock
    currency: str
    prints_after_sale: Callable[[], bool] = lambda: True
