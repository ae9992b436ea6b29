"""`pos-client sell SALE.json`: a sale without a window, by the same use cases and into the same journal."""

from __future__ import annotations

import logging

from pos_client.application.checkout import Checkout
from pos_client.application.checkout_state import CompletedSale
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.till import Till, build_till
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, reported, say
from pos_client.commands.sale_file import FORM, FileTender, SaleFile, read_sale_file
from pos_client.errors import Refused, UserFacing
from retail.contract import ContractError
from retail.ports import StoreFailed

log = logging.getLogger(__name__)


def run_sell(argv: list[str]) -> int:
    """Sell what the file says; prints the sale's number and amounts once it is durable."""
    parser = command_parser("sell", "Complete one sale without a window.\n\n" + FORM)
    parser.add_argument("file", metavar="SALE.json", help="the sale, or - for standard input")
    arguments = parser.parse_args(argv)

    def work() -> int:
        sale_file = read_sale_file(arguments.file)
        base = open_till_store(arguments.data, program="pos-client sell")
        try:
            completed = sell(build_till(base), sale_file)
        finally:
            base.close()
        sale = completed.sale
        say(
            {
                "sale_id": sale.sale_id,
                "receipt_number": completed.receipt_number,
                "epoch": completed.entry_head.epoch,
                "seq": completed.entry_head.seq,
                "payable_minor": sale.payable_minor,
                "change_due_minor": sale.change_due_minor,
                "applied": sale.pricing["applied"],
                "points_earned": sale.pricing["points_earned"],
            }
        )
        return DONE

    return reported(work)


def sell(till: Till, sale_file: SaleFile) -> CompletedSale:
    """One sale. Raises Refused by its rules; whoever was signed in for it is signed out either way."""
    till.staff.sign_in(till.staff.check_pin(sale_file.staff, sale_file.pin))
    try:
        _fill(till, sale_file)
        completed = till.checkout.complete()
    except UserFacing:
        _sign_out(till)
        raise
    _sign_out(till)
    return completed


def _sign_out(till: Till) -> None:
    try:
        till.staff.sign_out("closed")
    except StoreFailed as error:
        # What went before is what counts: who reads that a durable sale failed would sell it again.
        log.warning("signing out: %s", error)


def _fill(till: Till, sale_file: SaleFile) -> None:
    checkout = till.checkout
    try:
        for code in sale_file.scans:
            till.scanning.scan(code)
        for sku, quantity in sale_file.items:
            checkout.add_product(sku, quantity)
        if sale_file.member is not None:
            checkout.set_member(till.members.identify_search(sale_file.member))
        if sale_file.coupons is not None:
            checkout.choose_coupons(sale_file.coupons)
        if sale_file.points is not None:
            checkout.use_points(sale_file.points)
    except ContractError as error:
        # What the pricing does not take as its input: a weight for something sold by the piece, for example.
        raise Refused("sale_file_wrong", detail=f"{error}.") from error
    for tender in sale_file.tenders:
        _tender(checkout, tender)


def _tender(checkout: Checkout, tender: FileTender) -> None:
    amount_minor = checkout.state.remaining_minor if tender.amount_minor is None else tender.amount_minor
    if tender.reference is None:
        checkout.tender_cash(amount_minor)
    else:
        checkout.tender_card(amount_minor, tender.reference)
