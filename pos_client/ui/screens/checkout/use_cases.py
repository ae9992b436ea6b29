"""What the checkout screen works with."""

from __future__ import annotations

from dataclasses import dataclass

from pos_client.application.checkout import Checkout
from pos_client.application.members import MemberDesk
from pos_client.application.scanning import ScanDesk
from pos_client.ui.ports import ReceiptDesk
from retail.ports import Catalogue, Clock, Members


@dataclass(frozen=True, slots=True)
class CheckoutUseCases:
    """Handed in by bootstrap. `print_after_sale`: the receipt is printed as soon as the sale is durable."""

    checkout: Checkout
    scans: ScanDesk
    members: MemberDesk
    catalogue: Catalogue
    member_directory: Members
    receipts: ReceiptDesk
    clock: Clock
    currency: str
    print_after_sale: bool = True
