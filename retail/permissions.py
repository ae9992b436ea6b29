"""Who may do what at a till: one table, read by the till when something is done and by the ledger when it is judged.

To add a right: add a row. Its name is what a use case asks for (`staff.require("pay_out")`, or `staff.permit(…)` where
a manager may allow it for this one time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["cashier", "guide", "manager", "auditor"]

SELLERS: frozenset[Role] = frozenset(("cashier", "guide", "manager"))
CASHIERS: frozenset[Role] = frozenset(("cashier", "manager"))
GUIDES: frozenset[Role] = frozenset(("guide", "manager"))
MANAGERS: frozenset[Role] = frozenset(("manager",))
READERS: frozenset[Role] = frozenset(("manager", "auditor"))


@dataclass(frozen=True, slots=True)
class Right:
    """One thing that one may or may not do. `approvable`: a manager may allow it for one action of somebody else."""

    name: str
    roles: frozenset[Role]
    approvable: bool
    meaning: str


_TABLE = (
    #     name                      roles     approvable
    Right("sell",                   SELLERS,  False, "fill a basket and complete a sale"),
    Right("price_override",         CASHIERS, True,  "a manual price or discount within the store's limits"),
    Right("price_override_above",   MANAGERS, True,  "a manual price or discount beyond the limits"),
    Right("sell_unknown_goods",     MANAGERS, True,  "goods that nobody knows, at a typed price"),
    Right("enrol_members",          SELLERS,  False, "make members of shoppers, and note what they agree to"),
    Right("hand_over_members",      MANAGERS, False, "give the members of one guide to others"),
    Right("contact_members",        GUIDES,   False, "see whom to contact today, and say what was done about it"),
    Right("see_profiles",           SELLERS,  False, "see what a member bought, and write notes about them"),
    Right("unmask_members",         SELLERS,  False, "see a member's name, phone and birthday in full, with a reason"),
    Right("remove_notes",           MANAGERS, False, "remove what somebody else noted about a member"),
    Right("void_basket",            SELLERS,  False, "void a basket up to the store's limit"),
    Right("void_basket_above",      MANAGERS, True,  "void a basket that is worth more"),
    Right("return_goods",           CASHIERS, True,  "take goods back with their receipt"),
    Right("return_without_receipt", MANAGERS, True,  "take goods back that no receipt was shown for"),
    Right("refund_in_cash",         MANAGERS, True,  "give cash back for what was paid in another way"),
    Right("issue_rain_check",       CASHIERS, True,  "promise goods that are out of stock at a price of today"),
    Right("void_sale",              MANAGERS, True,  "void a sale that is complete"),
    Right("open_shift",             CASHIERS, True,  "open the drawer's shift with a float"),
    Right("close_shift",            CASHIERS, True,  "count the drawer and close its shift"),
    Right("pay_in",                 CASHIERS, True,  "put money into the drawer that no sale brought"),
    Right("pay_out",                MANAGERS, True,  "take money out of the drawer"),
    Right("drop_cash",              CASHIERS, True,  "put money of the drawer into the safe"),
    Right("no_sale",                MANAGERS, True,  "open the drawer without a sale"),
    Right("settle_payment",         MANAGERS, True,  "say how a wallet's payment ended that nobody can ask for"),
    Right("unlock_till",            MANAGERS, False, "go on at a till that somebody else's absence has locked"),
    Right("see_own_earnings",       SELLERS,  False, "see what one earned oneself"),
    Right("see_earnings",           MANAGERS, False, "see what each guide of the store earned"),
    Right("see_figures",            MANAGERS, False, "see what the store's people sold, and the members they won"),
    Right("see_funding",            READERS,  False, "see what the group, the brands and the store pay of a benefit"),
    Right("read_audit",             READERS,  False, "read the audit list of this till"),
    Right("decide_cases",           MANAGERS, False, "decide what the ledger could not decide alone"),
    Right("manage_range",           MANAGERS, False, "see and propose goods and prices of the store's own"),
    Right("change_settings",        MANAGERS, True,  "change the settings of this till"),
    Right("close_till",             MANAGERS, True,  "move this till to another computer, or reset this one"),
)  # fmt: skip

RIGHTS: Mapping[str, Right] = {right.name: right for right in _TABLE}


def allows(roles: Iterable[str], permission: str) -> bool:
    """Whether somebody with these roles may do it. Raises KeyError for a right that no row names: a bug."""
    return not RIGHTS[permission].roles.isdisjoint(roles)
