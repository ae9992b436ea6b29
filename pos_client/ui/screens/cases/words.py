"""Cases in the user's language: each kind's name, what happened, what is to be decided, and who bears what."""

from __future__ import annotations

from collections.abc import Mapping

from pos_client.ui.language import translate

#: What the ledger calls a party that bears a loss, up to the first colon.
_STAFF, _PERSON, _CONSOLE = "staff:", "person:", "console:"


def kind_name(kind: str) -> str:
    """A few words: for lists and titles. A kind that a newer ledger knows keeps its own name."""
    return {
        "fork": translate("cases", "Two journals of one till"),
        "entries_lost": translate("cases", "Entries that never came"),
        "journal_rolled_back": translate("cases", "Journal rolled back"),
        "till_restored": translate("cases", "Till put back from a copy"),
        "quarantined": translate("cases", "Entry set aside"),
        "sale_id_reused": translate("cases", "Same sale number twice"),
        "coupon_reused": translate("cases", "Coupon used twice"),
        "points_overdrawn": translate("cases", "Points beyond the balance"),
        "rain_check_reused": translate("cases", "Rain check used twice"),
        "basket_taken_twice": translate("cases", "Basket taken up at two tills"),
        "value_overdrawn": translate("cases", "Card or stored value overdrawn"),
        "lease_exceeded": translate("cases", "More used than was lent to the till"),
        "limit_exceeded": translate("cases", "Offer used beyond its limit"),
        "budget_overdrawn": translate("cases", "Budget of an offer overspent"),
        "code_reused": translate("cases", "Member code accepted twice"),
        "shift_differs": translate("cases", "Shift report differs"),
        "z_number_reused": translate("cases", "Z number used twice"),
        "arithmetic": translate("cases", "Sale computes differently"),
        "entitlement_overused": translate("cases", "Service used too often"),
        "offer_rejected": translate("cases", "Offer not understood by a till"),
        "override_unapproved": translate("cases", "Manual price beyond the limits"),
        "facts": translate("cases", "Something stated was not so"),
        "returned_twice": translate("cases", "Goods returned twice"),
        "order_handed_over_twice": translate("cases", "Web order handed over twice"),
        "phone_shared": translate("cases", "One phone, two members"),
        "return_differs": translate("cases", "Return is worth something else"),
        "return_unapproved": translate("cases", "Return without a receipt"),
        "exchange_differs": translate("cases", "Exchange without its return"),
        "refund_open": translate("cases", "Refund not given yet"),
        "contact_against_opt_out": translate("cases", "Contacted against their wish"),
    }.get(kind, kind)


def set_aside_words(code: str) -> str:
    """Why an entry was set aside, and the ledger's own word for it, which whoever looks at the fault asks for."""
    said = {
        "bad_body": translate("cases", "not written as its kind is ({code})"),
        "unknown_kind": translate("cases", "of a kind that the ledger does not know ({code})"),
        "bad_sale": translate("cases", "its sums do not hold ({code})"),
        "bad_return": translate("cases", "its sums do not hold ({code})"),
    }.get(code, "{code}")
    return said.format(code=code)


def entry_kind_words(kind: str) -> str:
    return {"sale": translate("cases", "Sale"), "return": translate("cases", "Return")}.get(kind, kind)


def what_happened(kind: str) -> str:
    return {
        "fork": translate("cases", "Two journals say that they are this till's. It is suspended; both are kept."),
        "entries_lost": translate(
            "cases", "The till goes on from entries that the ledger never got. Sales may be missing."
        ),
        "journal_rolled_back": translate(
            "cases", "The till goes on from before what it had sent already: an older state of its disk came back."
        ),
        "till_restored": translate(
            "cases", "The till came back from a copy of its whole disk and went on after the ledger."
        ),
        "quarantined": translate(
            "cases",
            "An entry of the till cannot be understood, or its sums do not hold. Nothing of it is in the books.",
        ),
        "sale_id_reused": translate(
            "cases", "A second sale came under a number that is taken. It is not in the books."
        ),
        "coupon_reused": translate(
            "cases", "This coupon had been used already when the sale arrived. The sale stands."
        ),
        "points_overdrawn": translate(
            "cases", "More points were spent than the member had, at tills without a connection. The sales stand."
        ),
        "rain_check_reused": translate("cases", "A rain check was used at two tills. Both sales stand."),
        "basket_taken_twice": translate(
            "cases", "A parked basket was taken up by its code at two tills that had no connection."
        ),
        "value_overdrawn": translate(
            "cases", "More was taken from a gift card or stored value than was on it. The sales stand."
        ),
        "lease_exceeded": translate("cases", "The till used more than the ledger had lent to it. The sale stands."),
        "limit_exceeded": translate("cases", "The member used this offer more often than it allows. The sale stands."),
        "budget_overdrawn": translate("cases", "More of this offer's money was given than there is. The sales stand."),
        "code_reused": translate("cases", "The same code of the member's app was accepted at two tills."),
        "shift_differs": translate("cases", "The report of the shift is not what its own entries add up to."),
        "z_number_reused": translate("cases", "A shift was closed under a number that this till had used before."),
        "arithmetic": translate(
            "cases", "The ledger computes another result from what the sale itself says. It stands."
        ),
        "entitlement_overused": translate("cases", "The service was given more often than the member is entitled to."),
        "offer_rejected": translate("cases", "A till leaves this offer out, because it does not understand it."),
        "override_unapproved": translate("cases", "More was taken off by hand than whoever did it may allow."),
        "return_unapproved": translate(
            "cases", "Goods came back without a receipt on nobody's right, or for more than the store allows."
        ),
        "exchange_differs": translate(
            "cases", "A sale was paid by goods that came back, and no return says the same. It stands."
        ),
        "refund_open": translate(
            "cases", "A refund through a wallet has been under way for over a day. The shopper waits for the money."
        ),
        "facts": translate(
            "cases", "The sale states something about member, coupon or offer that was not so. It stands."
        ),
        "contact_against_opt_out": translate("cases", "A member was contacted who had said that they want no contact."),
        "phone_shared": translate(
            "cases", "One phone leads to more than one member: the same person twice, or people who share it."
        ),
        "returned_twice": translate("cases", "More came back than was bought: two tills took the same goods."),
        "order_handed_over_twice": translate("cases", "A paid web order was given out twice, at two tills."),
        "return_differs": translate("cases", "What was paid back is not what the sale and the returns before it say."),
    }.get(kind, "")


def what_to_decide(kind: str) -> str:
    losses = translate("cases", "Decide who bears the loss, or whether somebody cheated.")
    cheated = translate("cases", "Say whether it was a mistake at the counter, or somebody cheated.")
    journals = translate("cases", "Find out what happened to the till's disk, and say it here.")
    return {
        "fork": translate("cases", "Find out which machine is the real one. It goes on with a new enrolment."),
        "entries_lost": translate("cases", "Look whether the old disk still has them; else they are lost."),
        "journal_rolled_back": journals,
        "till_restored": journals,
        "z_number_reused": journals,
        "quarantined": translate(
            "cases", "Say whether it has to be booked in another way, and have the fault looked at."
        ),
        "sale_id_reused": translate("cases", "Compare the two receipts: is it one sale or two?"),
        "coupon_reused": losses,
        "points_overdrawn": losses,
        "rain_check_reused": cheated,
        "basket_taken_twice": translate("cases", "Look whether the shopper paid twice; if so, give the money back."),
        "value_overdrawn": losses,
        "lease_exceeded": losses,
        "limit_exceeded": losses,
        "budget_overdrawn": losses,
        "code_reused": translate("cases", "Ask whether the member was at both tills; a copied code is fraud."),
        "shift_differs": translate("cases", "Compare with the printed report, and have the till looked at."),
        "arithmetic": translate("cases", "Look whether the shopper paid too much, and have the difference looked at."),
        "entitlement_overused": translate("cases", "Say whether it was a mistake at the counter."),
        "offer_rejected": translate("cases", "Have the offer corrected, or the till brought up to date."),
        "override_unapproved": translate("cases", "Say whether it was right, or a mistake at the counter."),
        "return_unapproved": translate("cases", "Say whether it was right, or a mistake at the counter."),
        "exchange_differs": translate("cases", "Ask at the till what came back, and say what was found."),
        "refund_open": translate("cases", "Have it looked at in the till's list of open payments (Ctrl+8)."),
        "facts": cheated,
        "returned_twice": cheated,
        "order_handed_over_twice": cheated,
        "return_differs": translate("cases", "Say whether it was a mistake at the counter."),
        "contact_against_opt_out": translate("cases", "Apologise to the member, and say how it came about."),
        "phone_shared": translate(
            "cases",
            "Ask the shopper. The same person: all they have becomes one member's. Two people: nothing changes.",
        ),
    }.get(kind, "")


def decision_name(decision: str) -> str:
    return {
        "accepted": translate("cases", "Leave as booked"),
        "store_bears": translate("cases", "Store bears it"),
        "fraud": translate("cases", "Fraud suspected"),
        "other": translate("cases", "Something else"),
        "till_enrolled_again": translate("cases", "Till enrolled again"),
        "till_retired": translate("cases", "Till retired"),
        "lost_for_good": translate("cases", "Lost for good"),
        "will_come": translate("cases", "They will come"),
        "backup_restored": translate("cases", "Backup restored"),
        "disk_replaced": translate("cases", "Disk replaced"),
        "nothing_to_book": translate("cases", "Nothing to book"),
        "booked_elsewhere": translate("cases", "Booked elsewhere"),
        "reported": translate("cases", "Reported"),
        "same_person": translate("cases", "Same person"),
        "two_people": translate("cases", "Two people"),
        "refund_shopper": translate("cases", "Refund the shopper"),
        "staff_error": translate("cases", "Mistake at the counter"),
        "till_repaired": translate("cases", "Till repaired"),
        "offer_corrected": translate("cases", "Offer corrected"),
        "till_updated": translate("cases", "Till updated"),
    }.get(decision, decision)


def status_name(status: str) -> str:
    return {
        "open": translate("cases", "Open"),
        "decided": translate("cases", "Decided"),
        "withdrawn": translate("cases", "Settled by itself"),
    }.get(status, status)


def event_name(what: str) -> str:
    return {
        "opened": translate("cases", "opened"),
        "changed": translate("cases", "changed"),
        "withdrawn": translate("cases", "settled by itself"),
        "reopened": translate("cases", "opened again"),
        "taken": translate("cases", "taken"),
        "handed_back": translate("cases", "handed back"),
        "decided": translate("cases", "decided"),
    }.get(what, what)


def who_name(who: str, names: Mapping[str, str], store: str, me: str | None) -> str:
    """A person of the ledger's in words: this store's staff by name."""
    if who == me:
        return translate("cases", "You")
    if who == "ledger":
        return translate("cases", "The ledger")
    if who.startswith(_STAFF):
        place, _, staff_id = who.removeprefix(_STAFF).partition("/")
        name = names.get(staff_id) if place == store else None
        return f"{name} {staff_id}" if name else f"{place} {staff_id}"
    if who.startswith(_PERSON):
        return translate("cases", "Group: {name}").format(name=who.removeprefix(_PERSON))
    if who.startswith(_CONSOLE):
        return translate("cases", "Office: {name}").format(name=who.removeprefix(_CONSOLE))
    return who


def party_name(party: str, brands: Mapping[str, str]) -> str:
    """Who bears something: `brand:LQX`, `store:S01`, `platform`; several are separated by commas."""
    return translate("cases", ", ").join(_party(one.strip(), brands) for one in party.split(","))


def _party(party: str, brands: Mapping[str, str]) -> str:
    kind, _, name = party.partition(":")
    if kind == "brand":
        return translate("cases", "Brand {name}").format(name=brands.get(name, name))
    if kind == "store":
        return translate("cases", "Store {name}").format(name=name)
    if kind == "guide":
        return translate("cases", "Guide {name}").format(name=name)
    if kind == "distributor":
        return translate("cases", "Distributor {name}").format(name=name)
    return {"platform": translate("cases", "The group"), "points": translate("cases", "Points")}.get(party, party)


def fact_words(fact: Mapping[str, object]) -> str:
    """One thing that was not so, or that differs, as the ledger names it."""
    name = {
        "tier": translate("cases", "Tier"),
        "plan": translate("cases", "Plan"),
        "coupon": translate("cases", "Coupon"),
        "offer": translate("cases", "Offer"),
        "offer_version": translate("cases", "Offer"),
        "offer_not_current": translate("cases", "Offer not in force"),
        "not_in_scope": translate("cases", "Goods that the group's rules leave out"),
        "off_calendar": translate("cases", "Campaign not running"),
        "birthday": translate("cases", "Birthday"),
        "first_purchase": translate("cases", "First purchase"),
        "store": translate("cases", "Store"),
        "member_unknown": translate("cases", "Unknown member"),
        "coupon_unknown": translate("cases", "Unknown coupon"),
        "rain_check_unknown": translate("cases", "Unknown rain check"),
        "rain_check_differs": translate("cases", "Not what was promised"),
        "value_unknown": translate("cases", "Unknown gift card"),
        "value_differs": translate("cases", "Another issuer's gift card"),
        "card_sold_again": translate("cases", "Gift card sold again"),
    }.get(str(fact.get("what", "")), str(fact.get("what") or fact.get("path") or ""))
    said, was = fact.get("said", fact.get("recorded")), fact.get("was", fact.get("recomputed"))
    words = f"{name} {fact.get('name', '')}".strip()
    if said is None and was is None:
        return words
    return translate("cases", "{what}: the sale says {said}, the ledger {was}").format(
        what=words, said=_value(said), was=_value(was)
    )


def _value(value: object) -> str:
    if value is None:
        return translate("cases", "nothing")
    if isinstance(value, bool):
        return translate("cases", "yes") if value else translate("cases", "no")
    return str(value)
