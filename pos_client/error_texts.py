"""What a person reads when something was refused or is missing: what happened, what is safe, what to do next.

English is the source; assets/translations has the others (context `errors`). Qt's tools find the texts by the name of the
marker function. `{name}` is filled from the failure's params.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.marking import QT_TRANSLATE_NOOP
from retail.money import format_minor


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Three sentences. `safe` may be empty where nothing was at risk."""

    what: str
    safe: str
    todo: str


TEXTS: Mapping[str, ErrorText] = {
    # --- signing in
    "wrong_pin": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The staff number or the PIN is wrong."),
        QT_TRANSLATE_NOOP("errors", "Attempts left before a pause: {attempts_left}."),
        QT_TRANSLATE_NOOP("errors", "Type the PIN again."),
    ),
    "locked_out": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Too many wrong PINs for this staff number."),
        QT_TRANSLATE_NOOP("errors", "Others can still sign in."),
        QT_TRANSLATE_NOOP("errors", "Wait {seconds} seconds, then try again."),
    ),
    "not_signed_in": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody is signed in at this till."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Sign in first."),
    ),
    "approval_stands": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A manager is being asked; what was scanned is not taken."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Finish here or press Esc, then scan it again."),
    ),
    "question_stands": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Something is being asked here; what was scanned is not taken."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; what is typed here stays."),
        QT_TRANSLATE_NOOP("errors", "Finish it and scan again, or go to the basket (Ctrl+1) first."),
    ),
    # --- services and coupons
    "service_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This service is no longer there for the member."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again; it may have ended."),
    ),
    "service_used_up": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{name} is used up."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Offer it at its price, or ask a manager."),
    ),
    "reward_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This reward is not offered here any more."),
        QT_TRANSLATE_NOOP("errors", "No points were taken."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again: it shows what there is now."),
    ),
    "reward_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Every {name} has been given away."),
        QT_TRANSLATE_NOOP("errors", "No points were taken."),
        QT_TRANSLATE_NOOP("errors", "Offer another reward of the list."),
    ),
    "reward_points": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There are not enough points for this reward, or another till has them in hand."),
        QT_TRANSLATE_NOOP("errors", "No points were taken."),
        QT_TRANSLATE_NOOP("errors", "Try again in a minute, or offer a smaller reward."),
    ),
    "reward_offline": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger did not answer, and without it this till may not spend these points."),
        QT_TRANSLATE_NOOP("errors", "No points were taken."),
        QT_TRANSLATE_NOOP("errors", "Do not hand it over. Try again when connected."),
    ),
    "exchange_offline": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Points are exchanged by the ledger, and it cannot be reached."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Try again when connected."),
    ),
    "exchange_unknown_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not know this member yet."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Try again in a minute, when the till has synced."),
    ),
    "exchange_not_offered": ErrorText(
        QT_TRANSLATE_NOOP("errors", "These points cannot be exchanged here."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again: it shows what can be exchanged now."),
    ),
    "exchange_changed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The rates have changed since this till synced."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Sync, look at the list again, and ask the member once more."),
    ),
    "exchange_not_a_step": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Points are exchanged in steps of {step}."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Type a multiple of {step}."),
    ),
    "exchange_too_few": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There are not so many points to exchange: at most {points} now."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Type a smaller number. Points that a till has in hand can be exchanged later."),
    ),
    "exchange_limit": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The limit of the day is reached: at most {points} points more today."),
        QT_TRANSLATE_NOOP("errors", "No points were exchanged."),
        QT_TRANSLATE_NOOP("errors", "Type a smaller number, or exchange the rest tomorrow."),
    ),
    "exchange_asked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "An exchange of this member waits for the ledger's answer."),
        QT_TRANSLATE_NOOP("errors", "Asked again it is the same exchange: it is never done twice."),
        QT_TRANSLATE_NOOP("errors", "Choose the exchange in the list again and ask for its answer first."),
    ),
    "draw_offline": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger draws, and it cannot be reached."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "Try again when connected."),
    ),
    "draw_unknown_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not know this member yet."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "Try again in a minute, when the till has synced."),
    ),
    "draw_not_on": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This draw is not on."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again: it shows the draws that are on now."),
    ),
    "draw_no_more": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member has taken part as often as the draw allows."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "Offer another draw, or a reward of the list."),
    ),
    "draw_no_more_today": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member has taken part as often today as the draw allows."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "They can take part again tomorrow."),
    ),
    "draw_too_few": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There are not enough points for an entry: {points} are free."),
        QT_TRANSLATE_NOOP("errors", "Nothing was drawn and no points were taken."),
        QT_TRANSLATE_NOOP("errors", "Points that a till has in hand can be used later."),
    ),
    "draw_asked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "An entry of this member waits for the ledger's answer."),
        QT_TRANSLATE_NOOP("errors", "Asked again it is the same entry with the same result: nothing is taken twice."),
        QT_TRANSLATE_NOOP("errors", "Choose the draw in the list again and ask for its answer first."),
    ),
    "ask_no_answer": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger did not answer."),
        QT_TRANSLATE_NOOP(
            "errors", "Whether it was done is not known; asked again it is the same, and never done twice."
        ),
        QT_TRANSLATE_NOOP("errors", "Ask again when connected."),
    ),
    "swap_needs_connection": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A coupon can be swapped only with the connection."),
        QT_TRANSLATE_NOOP("errors", "The coupon is kept and can be used as it is."),
        QT_TRANSLATE_NOOP("errors", "Use it as it is, or try again when connected."),
    ),
    "coupon_does_not_grow": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This coupon cannot be swapped for a larger one."),
        QT_TRANSLATE_NOOP("errors", "The coupon is kept and can be used as it is."),
        QT_TRANSLATE_NOOP("errors", "Choose one that says what it can grow into."),
    ),
    # --- shifts
    "shift_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No shift is open at this till."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Open a shift on the page Shift: count the float, then sell on."),
    ),
    "shift_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A shift is open at this till already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Close it first: count the drawer on the page Shift."),
    ),
    "reason_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A reason is needed here."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written yet."),
        QT_TRANSLATE_NOOP("errors", "Say in some words why, then confirm again."),
    ),
    "drawer_short": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There cannot be so much cash in the drawer."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Check the amount, and what was moved in this shift so far."),
    ),
    # --- goods that come back
    "return_sale_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till has no such sale."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken back."),
        QT_TRANSLATE_NOOP(
            "errors", "Scan the code at the end of the receipt, or look the sale up by number or amount."
        ),
    ),
    "return_other_till": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "These goods were sold at {store} / {till}, and there is no connection to the ledger."
        ),
        QT_TRANSLATE_NOOP("errors", "The receipt is genuine. Nothing was taken back."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Take them back at that till, or here when connected; a manager can take them back without the receipt.",
        ),
    ),
    "return_held_elsewhere": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Goods of this sale are being taken back at {store} / {till} just now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken back here."),
        QT_TRANSLATE_NOOP("errors", "Ask there. It is free again when they are done, or after ten minutes."),
    ),
    "return_not_at_ledger": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not have this sale yet."),
        QT_TRANSLATE_NOOP("errors", "The receipt is genuine. Nothing was taken back."),
        QT_TRANSLATE_NOOP(
            "errors", "The till that sold the goods has yet to sync. Take them back there, or try again later."
        ),
    ),
    "return_hold_over": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "This sale was open here for so long that another till may have taken goods of it back."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Scan the receipt again, and choose the goods once more."),
    ),
    "return_other_currency": ErrorText(
        QT_TRANSLATE_NOOP("errors", "These goods were paid in {currency}, which this till does not take."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken back."),
        QT_TRANSLATE_NOOP("errors", "Take them back at a store of that country."),
    ),
    "return_member_offline": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "What a member bought elsewhere only the ledger knows, and there is no connection."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan the receipt, or look the sale up in the list of this till."),
    ),
    "member_out_of_scope": ErrorText(
        QT_TRANSLATE_NOOP("errors", "These members are not yours to look for."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. Somebody who stands here is served all the same."),
        QT_TRANSLATE_NOOP("errors", "Scan the member's code, or type the phone under Join (F4)."),
    ),
    "return_members_many": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Several members fit these words."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Type more of the phone number, or scan the member's code."),
    ),
    "return_nothing_found": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No sale was found for it."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Check the number, or scan the code under the receipt or the member's code."),
    ),
    "return_price_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The price given back for one is above 0 and at most the price of today."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Type a lower price."),
    ),
    "return_not_without_receipt": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store takes no goods back without a receipt."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Look the sale up: by the receipt's number, or by the member."),
    ),
    "return_over_limit": ErrorText(
        QT_TRANSLATE_NOOP("errors", "At most {limit} may go back at one time without looking the sale up."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Take back less, or look the sale up by the receipt's number or by the member."),
    ),
    "exchange_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Goods come back for this basket: it cannot be parked."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept. Nothing was taken back yet."),
        QT_TRANSLATE_NOOP(
            "errors", "Complete the exchange, or take it off the basket first: go to payment and take it back."
        ),
    ),
    "exchange_worth_nothing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing goes back for these goods: they cannot pay for others."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Take them back as a return."),
    ),
    "return_receipt_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no receipt of the group's tills."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken back."),
        QT_TRANSLATE_NOOP("errors", "Scan the code at the end of the receipt again, or look the sale up."),
    ),
    "return_empty": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No goods are chosen to come back."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Scan the goods, or choose their line and set how many."),
    ),
    "return_too_much": ErrorText(
        QT_TRANSLATE_NOOP("errors", "More would come back than was bought and is not back already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Open the sale again and take what is left of it."),
    ),
    "return_goods_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "These goods are not in this sale, or all of them are back."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look whether the receipt belongs to the goods."),
    ),
    "return_offers_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till does not have the offers any more that this sale was made with."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Let the till sync once, then try again."),
    ),
    "void_too_late": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The last sale is older than {minutes} minutes, or part of it came back."),
        QT_TRANSLATE_NOOP("errors", "The sale stands as it is."),
        QT_TRANSLATE_NOOP("errors", "Take its goods back as a return."),
    ),
    # --- rights and manual prices
    "not_permitted": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Your role at this store does not allow this."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Sign out and let somebody sign in who may do it."),
    ),
    "approval_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A manager must allow this."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed yet."),
        QT_TRANSLATE_NOOP("errors", "Ask a manager for badge or number and PIN."),
    ),
    "approver_not_allowed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{staff_id} may not allow this."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Ask a manager for badge or number and PIN."),
    ),
    "badge_of_other_store": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This badge is of the store {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Use a badge of this store, or type the staff number."),
    ),
    "till_locked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till is locked with a basket of {staff_id}."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept."),
        QT_TRANSLATE_NOOP("errors", "{staff_id} goes on with the PIN, or a manager does."),
    ),
    "nothing_to_undo": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is nothing to undo."),
        "",
        QT_TRANSLATE_NOOP("errors", "Only removed lines and changed quantities of this basket come back."),
    ),
    "price_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "That is no price below the list price."),
        QT_TRANSLATE_NOOP("errors", "The price was not changed."),
        QT_TRANSLATE_NOOP("errors", "Type a price, a rate or an amount that leaves at least 0."),
    ),
    "reason_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A manual price needs its reason."),
        QT_TRANSLATE_NOOP("errors", "The price was not changed."),
        QT_TRANSLATE_NOOP("errors", "Choose one; another reason needs a few words."),
    ),
    "nothing_to_discount": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing in this basket can be lowered as a whole."),
        QT_TRANSLATE_NOOP("errors", "The prices were not changed."),
        QT_TRANSLATE_NOOP("errors", "Lines with a manual price of their own and goods without discounts are left out."),
    ),
    "department_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store has no department for goods that nobody knows."),
        QT_TRANSLATE_NOOP("errors", "Nothing was added."),
        QT_TRANSLATE_NOOP("errors", "Look at the connection page: new settings may be waiting."),
    ),
    "name_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The goods need a name."),
        QT_TRANSLATE_NOOP("errors", "Nothing was added."),
        QT_TRANSLATE_NOOP("errors", "Type what it is, as it will stand on the receipt."),
    ),
    "price_too_high": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Goods that nobody knows are sold for at most {maximum}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was added."),
        QT_TRANSLATE_NOOP("errors", "Check the price, or search the product by name."),
    ),
    # --- goods
    "goods_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No product of this store has the code {scanned}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was added."),
        QT_TRANSLATE_NOOP("errors", "Search it by name, or type the number under the barcode."),
    ),
    "figures_not_yours": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not show you these figures."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "errors", "Head office says in the organisation how far your scope goes. F7 shows your store."
        ),
    ),
    "goods_or_card": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This number is both {goods} and the old card of {member}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at what you scanned, and say which it is."),
    ),
    "goods_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This piece expired on {date}."),
        QT_TRANSLATE_NOOP("errors", "It was not added."),
        QT_TRANSLATE_NOOP("errors", "Take it out of sale and give the shopper another one."),
    ),
    "basket_full": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A basket holds at most {maximum} different lines."),
        QT_TRANSLATE_NOOP("errors", "The last piece was not added; the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Complete this sale, then ring the rest as a second one."),
    ),
    "quantity_too_large": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A line holds at most {maximum} pieces."),
        QT_TRANSLATE_NOOP("errors", "The quantity was not changed."),
        QT_TRANSLATE_NOOP("errors", "Check the number; split a truly large sale into two."),
    ),
    "quantity_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "That is not a quantity."),
        QT_TRANSLATE_NOOP("errors", "The quantity was not changed."),
        QT_TRANSLATE_NOOP("errors", "Type whole pieces, or a weight with at most three decimals."),
    ),
    "points_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "That is not a number of points."),
        QT_TRANSLATE_NOOP("errors", "The points were not changed."),
        QT_TRANSLATE_NOOP("errors", "Type a whole number; 0 uses none."),
    ),
    "quantity_of_weighed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{name} is sold by weight; the code does not say how much it weighs."),
        QT_TRANSLATE_NOOP("errors", "It was not added."),
        QT_TRANSLATE_NOOP("errors", "Weigh it and scan the label from the scale."),
    ),
    # --- codes
    "code_malformed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This code cannot be read as one of ours."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Ask the member to open the code in the app again and hold it still."),
    ),
    "code_unknown_issuer": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member code was issued by somebody this till does not know."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "errors", "Look at the connection page: new keys may be waiting. Otherwise search the member."
        ),
    ),
    "code_bad_signature": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member code is forged or damaged."),
        QT_TRANSLATE_NOOP("errors", "No benefit was given."),
        QT_TRANSLATE_NOOP("errors", "Ask the member to open the code in the group's own app."),
    ),
    "code_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member code is too old; perhaps it is a photograph."),
        QT_TRANSLATE_NOOP("errors", "No benefit was given."),
        QT_TRANSLATE_NOOP(
            "errors", "Ask the member to refresh the code in the app. If it happens to all, check the till's clock."
        ),
    ),
    "code_not_yet_valid": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member code comes from the future: one of the two clocks is wrong."),
        QT_TRANSLATE_NOOP("errors", "No benefit was given."),
        QT_TRANSLATE_NOOP("errors", "Check this till's date and time. Meanwhile search the member by phone number."),
    ),
    "code_replayed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This very code was accepted here before."),
        QT_TRANSLATE_NOOP("errors", "It counts only once; nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Wait for the next code in the member's app (at most 30 seconds) and scan it."),
    ),
    "code_revoked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This phone was reported lost or replaced."),
        QT_TRANSLATE_NOOP("errors", "No benefit was given."),
        QT_TRANSLATE_NOOP("errors", "Ask the member to sign in to the app again, or fetch a manager."),
    ),
    "code_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Unknown code: {text}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Search the product by name, or scan another code on it."),
    ),
    "member_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store does not know this member."),
        QT_TRANSLATE_NOOP("errors", "The sale can go on without a member."),
        QT_TRANSLATE_NOOP("errors", "Ask for the code in the member's app: it works for members of every store."),
    ),
    "proof_needed": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "Coupons, points and stored value need the member's code: a card or a name proves nothing."
        ),
        QT_TRANSLATE_NOOP("errors", "Tier prices are given and points are earned all the same."),
        QT_TRANSLATE_NOOP("errors", "Scan the code in the member's app."),
    ),
    "coupon_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till does not know the offer behind this coupon."),
        QT_TRANSLATE_NOOP("errors", "The coupon was not used."),
        QT_TRANSLATE_NOOP("errors", "Look at the connection page: new offers may be waiting."),
    ),
    "receipt_elsewhere": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This receipt was made at another till ({till})."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Open it at that till."),
    ),
    # --- paying
    "basket_empty": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The basket is empty."),
        "",
        QT_TRANSLATE_NOOP("errors", "Scan something first."),
    ),
    "tender_present": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A payment has been taken already; the basket cannot change now."),
        QT_TRANSLATE_NOOP("errors", "Basket and payment are as they were."),
        QT_TRANSLATE_NOOP("errors", "Finish the sale, or take the payment back (F4) first."),
    ),
    "reservation_asked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger is being asked whether these coupons and points are free."),
        QT_TRANSLATE_NOOP("errors", "No payment was added."),
        QT_TRANSLATE_NOOP("errors", "Take the payment in a second; without an answer the sale goes on by itself."),
    ),
    "lease_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A coupon or points of this sale are no longer set aside for this till."),
        QT_TRANSLATE_NOOP("errors", "The sale was not completed. Basket and payments are kept."),
        QT_TRANSLATE_NOOP("errors", "Take the payment back, go back to the basket, and pay again at the new price."),
    ),
    "wallet_waits": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "A wallet is being asked to pay this basket, and it is not known yet whether it did."
        ),
        QT_TRANSLATE_NOOP("errors", "The basket is kept as it is, and is paid once at most."),
        QT_TRANSLATE_NOOP("errors", "Wait for the wallet's answer, or cancel its payment."),
    ),
    "wallet_not_offered": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till is not set up for this wallet."),
        QT_TRANSLATE_NOOP("errors", "Nothing was charged and the code was not kept."),
        QT_TRANSLATE_NOOP("errors", "Take another means of payment, or have the till set up for it."),
    ),
    "wallets_unusable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till's accounts with the wallets cannot be used: {detail}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was charged and the code was not kept."),
        QT_TRANSLATE_NOOP("errors", "Take cash or a card; 'pos-client doctor' says what to correct."),
    ),
    "wallet_unreachable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} cannot be reached from this till just now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was sent, and the code was not kept."),
        QT_TRANSLATE_NOOP(
            "errors", "Take cash or a card; the till offers the wallet again by itself as soon as it can be reached."
        ),
    ),
    "payment_code_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The payment code that was in the member's code is too old by now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was sent, and the code was not kept."),
        QT_TRANSLATE_NOOP("errors", "Ask the shopper to show the payment code, and scan it."),
    ),
    "payment_is_known": ErrorText(
        QT_TRANSLATE_NOOP("errors", "It is known already how this payment ended."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "evidence_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "How this payment ended cannot be set down without evidence."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Look the order up at the wallet's operator, and type its transaction number, or where it was looked up.",
        ),
    ),
    "wallet_insufficient_funds": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet}: the shopper's money does not suffice."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP(
            "errors", "Ask for another card in the wallet, another wallet, or cash; then scan the new code."
        ),
    ),
    "wallet_code_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet}: the payment code was too old."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Ask the shopper to refresh the code, and scan it again."),
    ),
    "wallet_code_invalid": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not accept this payment code."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Ask the shopper to refresh the code, and scan it again."),
    ),
    "wallet_refused": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} refused the payment."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Ask for another means of payment; the wallet tells the shopper why."),
    ),
    "wallet_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet}: the order was closed before it was paid."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan a new code to try again."),
    ),
    "wallet_not_paid": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet}: the shopper did not pay."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan a new code to try again, or take another means of payment."),
    ),
    "wallet_misconfigured": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not accept what this till sends: {detail}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Take cash or a card, and tell the office: the account is not set up right."),
    ),
    "wallet_not_sent": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} could not be reached."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Take cash or a card, or scan a new code when the network is back."),
    ),
    "wallet_not_found": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} never received the order, and the code is too old by now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan a new code to try again, or take another means of payment."),
    ),
    "wallet_timed_out": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The shopper did not confirm in time, and the payment was cancelled."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan a new code to try again, or take another means of payment."),
    ),
    "wallet_cancelled": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The payment was cancelled."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan a new code to try again, or take another means of payment."),
    ),
    "wallet_too_old": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not take this payment back any more."),
        QT_TRANSLATE_NOOP("errors", "The payment stays open until it is known."),
        QT_TRANSLATE_NOOP("errors", "Look it up at the wallet's operator."),
    ),
    "wallet_by_hand": ErrorText(
        QT_TRANSLATE_NOOP("errors", "It was set down by hand that this payment did not come about."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken from the shopper, and the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Fetch the basket, or void it."),
    ),
    "refund_is_known": ErrorText(
        QT_TRANSLATE_NOOP("errors", "It is known already how this refund ended."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "refund_is_asked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The wallet is just being asked about this refund."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; it is given once at most."),
        QT_TRANSLATE_NOOP("errors", "Wait for its answer, some seconds, then try again."),
    ),
    "refund_refused": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not give this refund: {detail}."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Try again, or give it in cash."),
    ),
    "refund_insufficient_funds": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet}: the store's own account there does not hold enough for this refund."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Try again when the account has been filled, or give it in cash."),
    ),
    "refund_too_old": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not give back a payment that is so old."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Give it in cash."),
    ),
    "refund_misconfigured": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} does not accept refunds as this till sends them: {detail}."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Give it in cash, and tell the office: the account is not set up right."),
    ),
    "refund_stuck": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} could not credit the shopper's account."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Give it in the operator's own pages or in cash, and set it down here."),
    ),
    "refund_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{wallet} has closed this refund without giving it."),
        QT_TRANSLATE_NOOP("errors", "The return stands; the shopper has not got this money yet."),
        QT_TRANSLATE_NOOP("errors", "Give it in the operator's own pages or in cash, and set it down here."),
    ),
    "nothing_to_pay": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing remains to be paid."),
        QT_TRANSLATE_NOOP("errors", "Nothing was sent to the wallet."),
        QT_TRANSLATE_NOOP("errors", "Complete the sale."),
    ),
    "amount_wrong": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "This amount cannot be taken: nothing remains to be paid, or it is more than a card may pay."
        ),
        QT_TRANSLATE_NOOP("errors", "No payment was added."),
        QT_TRANSLATE_NOOP("errors", "Check the amount."),
    ),
    "reference_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A card payment needs the reference that the card terminal printed."),
        QT_TRANSLATE_NOOP("errors", "No payment was added."),
        QT_TRANSLATE_NOOP("errors", "Type the number from the terminal's slip."),
    ),
    "not_paid": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{remaining} is still to be paid."),
        QT_TRANSLATE_NOOP("errors", "Basket and payments are kept."),
        QT_TRANSLATE_NOOP("errors", "Take the rest in cash or by card."),
    ),
    # --- devices
    "setting_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This setting cannot be used."),
        QT_TRANSLATE_NOOP("errors", "The old setting is kept."),
        QT_TRANSLATE_NOOP("errors", "See the examples beside the field, or choose one from its list."),
    ),
    "settings_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The setting could not be kept: {path} cannot be written."),
        QT_TRANSLATE_NOOP("errors", "The old setting is in use. Sales are safe."),
        QT_TRANSLATE_NOOP("errors", "Check the free space and the rights of the folder, then change it again."),
    ),
    "drawer_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No cash drawer is set up at this till."),
        "",
        QT_TRANSLATE_NOOP("errors", "Choose the pin of its plug first, then test again."),
    ),
    "camera_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No camera is set up at this till."),
        "",
        QT_TRANSLATE_NOOP("errors", "Choose one, then test again. Hand scanners work without it."),
    ),
    "camera_part_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The part of OneTill that reads cameras is not installed on this machine."),
        QT_TRANSLATE_NOOP("errors", "Hand scanners work without it."),
        QT_TRANSLATE_NOOP("errors", "Install the package onetill-camera, or choose no camera."),
    ),
    "camera_silent": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The camera {camera} gives no picture."),
        QT_TRANSLATE_NOOP("errors", "Hand scanners go on working."),
        QT_TRANSLATE_NOOP("errors", "Check its cable, its power and its address, then test again."),
    ),
    "printer_unavailable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The receipt was not printed: {printer} does not answer."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Check power, paper and cable. It is printed when the printer answers, or from the list of receipts.",
        ),
    ),
    "scanner_silent": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The scanner is not plugged in, or another program has its port."),
        "",
        QT_TRANSLATE_NOOP("errors", "Check its cable and the port. It is looked for all the time."),
    ),
    "printer_paper_out": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The receipt was not printed: {printer} is out of paper."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Put in a roll and close the cover: the receipt is then printed by itself."),
    ),
    "printer_cover_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The receipt was not printed: the cover of {printer} is open."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Close the cover: the receipt is then printed by itself."),
    ),
    "printer_offline": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The receipt was not printed: {printer} says that it is offline."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Look at its lamps and its cutter, then press its button for online."),
    ),
    "printer_font_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is no font with Chinese characters on this machine to print with."),
        QT_TRANSLATE_NOOP("errors", "The sale is safe; its receipt can be printed any time later."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Install one (Noto Sans CJK, for example) and start the till anew; or turn the setting off for a printer "
            "that has the font itself.",
        ),
    ),
    "printer_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No receipt printer is set up at this till."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Save the receipt as PDF, or set a printer on the devices page."),
    ),
    "report_without_printer": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No receipt printer is set up at this till: the report was not printed."),
        QT_TRANSLATE_NOOP("errors", "Its figures stand here and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Set a printer on the devices page (Ctrl+4), then print it again."),
    ),
    "pdf_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The PDF could not be written to {path}."),
        QT_TRANSLATE_NOOP("errors", "The sale is complete and in the journal."),
        QT_TRANSLATE_NOOP("errors", "Choose another folder, or free some space."),
    ),
    "export_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The journal could not be written to {path}."),
        QT_TRANSLATE_NOOP("errors", "Nothing is lost: the till keeps all of it."),
        QT_TRANSLATE_NOOP("errors", "Check that the stick is in and has room, or take another one."),
    ),
    "bundle_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The support bundle could not be written to {path}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Check that the folder is there and has room, or choose another one."),
    ),
    "check_failed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The check of this till did not come to an end."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; sales go on."),
        QT_TRANSLATE_NOOP("errors", "Try again. If it stays, run 'pos-client doctor' in a terminal."),
    ),
    "export_nothing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is nothing to export."),
        QT_TRANSLATE_NOOP("errors", "Everything this till has done is at the ledger."),
        QT_TRANSLATE_NOOP("errors", "Go on selling; no stick is needed."),
    ),
    "export_key_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till has not been told the ledger's key for exports."),
        QT_TRANSLATE_NOOP("errors", "Nothing is lost: the till keeps all of it."),
        QT_TRANSLATE_NOOP(
            "errors", "Connect once and sync, then export. If that cannot be, keep the machine and call the office."
        ),
    ),
    "receipt_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till has no such sale."),
        "",
        QT_TRANSLATE_NOOP("errors", "Look for it in the list of receipts."),
    ),
    "camera_unavailable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The camera {camera} gives no picture."),
        QT_TRANSLATE_NOOP("errors", "Hand scanners and typing work as before."),
        QT_TRANSLATE_NOOP(
            "errors", "Check its cable, or choose another one on the devices page. It is tried again by itself."
        ),
    ),
    # --- the local store: the codes of offline_cache.errors
    "store_disk_full": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The disk is full: nothing more can be written."),
        QT_TRANSLATE_NOOP("errors", "Completed sales are safe. What you just did was not done, not even in part."),
        QT_TRANSLATE_NOOP("errors", "Free some space on the disk, then do it again."),
    ),
    "store_read_only": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's data folder cannot be written: {path}"),
        QT_TRANSLATE_NOOP("errors", "Completed sales are safe. Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Give this user the right to write there, then start again."),
    ),
    "store_disk_failed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The disk did not do as it was asked: {path} {detail}"),
        QT_TRANSLATE_NOOP("errors", "Completed sales are safe. What you just did was not done, not even in part."),
        QT_TRANSLATE_NOOP("errors", "Try again. If it stays, back up this folder and have the disk checked."),
    ),
    "store_busy": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's database was busy for too long."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Do it again."),
    ),
    "store_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is no till's data here: {path}"),
        "",
        QT_TRANSLATE_NOOP("errors", "Name the right folder with --data, or start the till once to make it."),
    ),
    "store_damaged": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's database is damaged: {path}"),
        QT_TRANSLATE_NOOP("errors", "Sales that reached the ledger are safe there. The damaged file is left as it is."),
        QT_TRANSLATE_NOOP("errors", "Do not delete anything. Run 'pos-client doctor', then restore the newest backup."),
    ),
    "store_wrong_key": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's database belongs to another key than this machine's: {path}"),
        QT_TRANSLATE_NOOP("errors", "The data are whole and stay encrypted."),
        QT_TRANSLATE_NOOP(
            "errors",
            "Was the folder copied from another machine? Start the till there, or enrol this one anew in an empty folder.",
        ),
    ),
    "store_key_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The key to the till's database is not on this machine: {path}"),
        QT_TRANSLATE_NOOP("errors", "The data are whole and stay encrypted."),
        QT_TRANSLATE_NOOP(
            "errors", "Was the folder copied or moved? Move it back, or enrol this till anew in an empty folder."
        ),
    ),
    "store_key_store_unavailable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The system's key store, which keeps the key to the till's data, does not answer."),
        QT_TRANSLATE_NOOP("errors", "The data are whole and stay encrypted."),
        QT_TRANSLATE_NOOP("errors", "Unlock the key store (sign in to the desktop again), then start the till."),
    ),
    "store_bad_secret_file": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A file beside the till's keys is not what it should be: {path}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "errors", "Restore that file from a backup of this machine, or enrol the till anew in an empty folder."
        ),
    ),
    "store_newer_schema": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's data were written by a newer version of this program."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Install the newer version again."),
    ),
    "store_older_schema": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's data were written by an older version of this program."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Start the till once: it brings its data up to date."),
    ),
    "store_old_sqlite": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The SQLite of this installation ({found}) can damage data; {needed} is needed."),
        QT_TRANSLATE_NOOP("errors", "Nothing was opened."),
        QT_TRANSLATE_NOOP("errors", "Install the program again."),
    ),
    "store_writer_present": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Another program is working with this till's data: {program} (process {pid})."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Close the other one first: only one may sell with one data folder."),
    ),
    "store_already_enrolled": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This data folder belongs to till {till} of store {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Use another data folder for another till."),
    ),
    "store_bad_page": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger sent data that cannot be understood ({feed}, {key})."),
        QT_TRANSLATE_NOOP("errors", "That page was left out as a whole; sales go on with what is known."),
        QT_TRANSLATE_NOOP("errors", "Tell the office. It is tried again by itself."),
    ),
    "store_till_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till was closed at this computer: it has moved, or it is being reset."),
        QT_TRANSLATE_NOOP("errors", "What it did is kept. Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Sell at the computer it has moved to; start the till here to see what is left."),
    ),
    "store_failed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's database answered with an error."),
        QT_TRANSLATE_NOOP("errors", "Completed sales are safe. What you just did was not done, not even in part."),
        QT_TRANSLATE_NOOP("errors", "Try again. If it stays, run 'pos-client doctor'."),
    ),
    "store_not_enrolled": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till is not enrolled at a ledger yet."),
        "",
        QT_TRANSLATE_NOOP(
            "errors", "Type the ledger's address and the enrolment code that the group's office gave you."
        ),
    ),
    # --- this machine
    "disk_spent": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The disk is nearly full ({free_mb} MB left): no new sale is begun."),
        QT_TRANSLATE_NOOP(
            "errors", "All sales are safe; a payment that has begun can be finished. The basket is kept."
        ),
        QT_TRANSLATE_NOOP("errors", "Free some space on the disk: photos, downloads, old backups. Then go on."),
    ),
    "disk_no_pull": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The disk is nearly full: new prices and members are not taken in."),
        QT_TRANSLATE_NOOP("errors", "Everything that was sold has gone to the ledger."),
        QT_TRANSLATE_NOOP("errors", "Free some space on the disk: photos, downloads, old backups."),
    ),
    "backup_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The backup could not be written to {path}."),
        QT_TRANSLATE_NOOP("errors", "The till's own data are as they were; an older backup there is kept."),
        QT_TRANSLATE_NOOP("errors", "Check that the stick is in and has room, or take another one."),
    ),
    "backup_folder_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The folder for backups is not there, or does not answer: {path}"),
        QT_TRANSLATE_NOOP(
            "errors",
            "Sales go on, and the till's own data are as they were. The backups that were made there are kept on that"
            " disk; none is put elsewhere.",
        ),
        QT_TRANSLATE_NOOP(
            "errors", "Connect its disk, or make the folder, or name another one on the settings page (Ctrl+9)."
        ),
    ),
    "backup_no_room": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is no room for a backup in {path}: {needed_mb} MB have to be free."),
        QT_TRANSLATE_NOOP("errors", "The till's own data are as they were; the backups that are there are kept."),
        QT_TRANSLATE_NOOP("errors", "Free some space there, or name another folder on the settings page (Ctrl+9)."),
    ),
    "closing_basket_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There are goods in the basket."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Finish the sale, or void the basket, then try again."),
    ),
    "closing_payments_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Of {count} payments or refunds nobody knows yet how they end."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Settle them in the list of open payments (Ctrl+8), then try again."),
    ),
    "reset_shift_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The shift is open."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Count the drawer and close the shift (Ctrl+5), then try again."),
    ),
    "reset_entries_waiting": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not have {count} entries of this till's journal yet."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed: they would be lost."),
        QT_TRANSLATE_NOOP(
            "errors", "Sync (Ctrl+3, F5) and try again. Without a connection export them to a stick first (Ctrl+3, F8)."
        ),
    ),
    "store_not_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Till {till} still sells at this computer."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Begin the move in the till's window: Ctrl+N, F7. A manager allows it."),
    ),
    "move_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The file of the move could not be written to {path}."),
        QT_TRANSLATE_NOOP("errors", "Nothing is lost: this computer keeps everything."),
        QT_TRANSLATE_NOOP(
            "errors", "Check that the stick is in and has room, or take another one; then write it again."
        ),
    ),
    "move_file_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is no such file: {path}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Put in the stick and type where the file is."),
    ),
    "move_file_bad": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This file does not open: {path}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. The old computer still keeps everything."),
        QT_TRANSLATE_NOOP(
            "errors", "Check the code letter by letter. If it is right, write the file again at the old computer."
        ),
    ),
    "update_off": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Neither the ledger nor this till's settings say where updates are."),
        "",
        QT_TRANSLATE_NOOP(
            "errors", "The office says it once, at the ledger; or name an address on the settings page (Ctrl+9)."
        ),
    ),
    "update_development": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This program was not installed from a package: it takes no updates."),
        "",
        QT_TRANSLATE_NOOP("errors", "Install OneTill from its package."),
    ),
    "update_address_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Updates are fetched from https addresses only: {address}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was fetched; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Correct the address among the settings, or tell the office."),
    ),
    "update_key_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody said which key signs updates."),
        QT_TRANSLATE_NOOP("errors", "Nothing was fetched; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Ask the office for the key, and set it among the settings of the connection."),
    ),
    "update_unreachable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The updates could not be fetched."),
        QT_TRANSLATE_NOOP("errors", "The program stays as it is; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do: it is tried again by itself."),
    ),
    "update_forged": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The list of updates is not the group's, or not whole."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Tell the office: somebody may be standing in for it."),
    ),
    "update_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The list of updates has ended, or this till's date is wrong."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Check this till's date. If it is right, tell the office."),
    ),
    "update_replayed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "An older list of updates came than this till has seen."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Tell the office: somebody may be playing old lists again."),
    ),
    "update_older": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The list offers an older program than the one that runs."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do here; tell the office."),
    ),
    "update_no_package": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The list has no package for this kind of computer."),
        QT_TRANSLATE_NOOP("errors", "The program stays as it is; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do here; tell the office."),
    ),
    "update_package_bad": ErrorText(
        QT_TRANSLATE_NOOP("errors", "What was fetched is not the package that the list names."),
        QT_TRANSLATE_NOOP("errors", "It was thrown away; the program stays as it is."),
        QT_TRANSLATE_NOOP("errors", "It is tried again by itself. If it lasts, tell the office."),
    ),
    "update_unwritable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The update could not be kept in {path}."),
        QT_TRANSLATE_NOOP("errors", "The program stays as it is; selling goes on."),
        QT_TRANSLATE_NOOP("errors", "Free some space on the disk; it is tried again by itself."),
    ),
    "arrival_code_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "That is not the code of this till's arrival."),
        QT_TRANSLATE_NOOP("errors", "Nothing was wiped."),
        QT_TRANSLATE_NOOP("errors", "Type the code that the new computer shows, or leave this computer as it is."),
    ),
    # --- the line to the ledger
    "ledger_unreachable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger cannot be reached."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal and sent later."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do. If it lasts, check the network cable or call the office."),
    ),
    "ledger_timed_out": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger did not answer in time."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal and sent later."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do: it is tried again by itself."),
    ),
    "ledger_failing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger answers with an error of its own."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal and sent later."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do here: it is tried again by itself. If it lasts, call the office."),
    ),
    "ledger_busy": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger is busy and asks for patience."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal and sent later."),
        QT_TRANSLATE_NOOP("errors", "Nothing to do: it is tried again by itself."),
    ),
    "ledger_archived": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger cannot read its archives: something here is about a sale of long ago."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal and sent later."),
        QT_TRANSLATE_NOOP(
            "errors", "Tell the office that the ledger's archive folder is missing. It is tried again by itself."
        ),
    ),
    "ledger_garbage": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Something else than the ledger answers at its address."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; nothing of that answer was used."),
        QT_TRANSLATE_NOOP("errors", "Check the network: a guest network may be asking for a login. Then sync again."),
    ),
    "ledger_refused": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger refused this till's request."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal."),
        QT_TRANSLATE_NOOP("errors", "Tell the office; run 'pos-client doctor' for the details."),
    ),
    "ledger_untrusted": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger sent data without the group's signature."),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used; sales go on with what is known."),
        QT_TRANSLATE_NOOP("errors", "Tell the office at once: somebody may be standing in for the ledger."),
    ),
    "ledger_rogue": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This ledger is not the one that the enrolment code belongs to."),
        QT_TRANSLATE_NOOP("errors", "The till was not enrolled."),
        QT_TRANSLATE_NOOP("errors", "Check the address and the code; ask the office for a new code if both are right."),
    ),
    "enrolment_refused": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger did not accept this enrolment code."),
        QT_TRANSLATE_NOOP("errors", "The till was not enrolled."),
        QT_TRANSLATE_NOOP("errors", "A code works once and for one hour: ask the office for a new one."),
    ),
    "address_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "That is not the address of a ledger: {address}"),
        "",
        QT_TRANSLATE_NOOP("errors", "It looks like https://ledger.example or http://127.0.0.1:8080."),
    ),
    "address_insecure": ErrorText(
        QT_TRANSLATE_NOOP("errors", "At {address} members' data would travel for everybody to read."),
        QT_TRANSLATE_NOOP("errors", "The till was not enrolled; nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Use the ledger's https address; the office knows it."),
    ),
    "ca_file_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This file holds no certificate of an authority: {path}"),
        QT_TRANSLATE_NOOP("errors", "The till was not enrolled; nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Ask the office for the authority's certificate as a PEM file."),
    ),
    "ledger_certificate_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger's certificate has ended, or this till's date is wrong."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal. Nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Check this till's date and time. If they are right, tell the office."),
    ),
    "ledger_certificate_wrong_name": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The certificate at the ledger's address is for another address."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal. Nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Check the address. If it is right, tell the office."),
    ),
    "ledger_certificate_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody whom this till knows vouches for the ledger's certificate."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal. Nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Tell the office: a guest network or somebody else may be in between."),
    ),
    "ledger_certificate_changed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger shows another certificate, and the group's key does not vouch for it."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal. Nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "Tell the office at once: somebody may be standing in for the ledger."),
    ),
    "ledger_tls_failed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No protected connection to the ledger could be made."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal. Nothing was sent."),
        QT_TRANSLATE_NOOP("errors", "It is tried again by itself. If it lasts, check the address: https or http?"),
    ),
    "till_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not know this till, or does not accept its signature."),
        QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal."),
        QT_TRANSLATE_NOOP("errors", "Ask the office to look at this till's enrolment."),
    ),
    "till_revoked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The group has withdrawn this till."),
        QT_TRANSLATE_NOOP("errors", "What is in the journal is kept."),
        QT_TRANSLATE_NOOP("errors", "Stop selling here and call the office."),
    ),
    "till_suspended": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger has suspended this till: two journals claim to be its own."),
        QT_TRANSLATE_NOOP(
            "errors", "Sales go on and are kept in the journal; the ledger takes none until somebody decides."
        ),
        QT_TRANSLATE_NOOP("errors", "Call the office now. Was this till's disk copied or restored?"),
    ),
    # --- cases at the ledger
    "own_price_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no price that goods can have here."),
        QT_TRANSLATE_NOOP("errors", "Nothing was proposed."),
        QT_TRANSLATE_NOOP("errors", "Type the price as it stands on a label, and the tax in percent."),
    ),
    "goods_name_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The goods have no name."),
        QT_TRANSLATE_NOOP("errors", "Nothing was proposed."),
        QT_TRANSLATE_NOOP("errors", "Type what stands on the receipt."),
    ),
    "goods_known": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The code {scanned} belongs to goods that this store has already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was proposed."),
        QT_TRANSLATE_NOOP("errors", "Find those goods with F7, and propose a price for them."),
    ),
    "proposal_broken": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not take this proposal: {path} is to be {expected}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was proposed."),
        QT_TRANSLATE_NOOP("errors", "Change it and propose it again."),
    ),
    "proposal_none_open": ErrorText(
        QT_TRANSLATE_NOOP("errors", "No proposal waits to be sent."),
        QT_TRANSLATE_NOOP("errors", "Nothing was proposed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list of proposals."),
    ),
    "proposal_reason_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A refusal says why."),
        QT_TRANSLATE_NOOP("errors", "Nothing was decided."),
        QT_TRANSLATE_NOOP("errors", "Refuse it again and type a reason: the store reads it."),
    ),
    "proposal_forbidden": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "Only the brand that is asked decides this, and only the store proposes for itself."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Let somebody of the brand sign in here with ⇧F7, or wait for their word."),
    ),
    "proposal_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not show this proposal to you any more."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "proposal_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This proposal was decided or replaced in the meantime."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "proposals_need_connection": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Proposals are at the ledger, and it does not answer just now."),
        QT_TRANSLATE_NOOP("errors", "Goods and prices stay as they are."),
        QT_TRANSLATE_NOOP("errors", "Sell on, and send it again when the till is connected."),
    ),
    "cases_need_connection": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Cases are at the ledger, and it does not answer just now."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed. The list shows how old it is."),
        QT_TRANSLATE_NOOP("errors", "Sell on, and look again when the till is connected."),
    ),
    "wrong_pin_at_ledger": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not accept this PIN."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Type it again. After a change of the PIN the till may need a moment to know it."),
    ),
    "wait_at_ledger": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger asks for patience: too many tries, or too much at once."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Wait {seconds} seconds, then try again."),
    ),
    "case_sign_in_again": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger asks again who looks at cases."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Type your PIN once more."),
    ),
    "case_forbidden": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Your role at the ledger does not allow this."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Ask a manager of this store, or the office."),
    ),
    "case_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger has no such case for this store."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again."),
    ),
    "earnings_unknown_there": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger knows nobody of this number who sells in this store."),
        QT_TRANSLATE_NOOP("errors", "What this till sold is shown all the same."),
        QT_TRANSLATE_NOOP("errors", "Ask the office whether the staff list is up to date."),
    ),
    "case_taken": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Somebody else has taken this case meanwhile."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Read it again to see who has it."),
    ),
    "case_closed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This case is closed already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Read it again to see what was decided."),
    ),
    "case_not_owner": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This case is not yours any more."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Read it again to see who has it."),
    ),
    "case_in_use": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A till still has points or coupons of one of them in hand."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; the till was asked to give them back."),
        QT_TRANSLATE_NOOP("errors", "Try again in a minute; a till that is cut off gives them back when it is online."),
    ),
    "case_note_needed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This decision needs a note that says why."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Type the note, then close the case."),
    ),
    "case_decision_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not take this decision for this kind of case."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Read the case again and choose another decision."),
    ),
    "pieces_of_weighed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{name} is sold by weight: each piece has a weight of its own."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan each label, without a number in front."),
    ),
    # --- parked baskets, guides
    "counter_busy": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is a basket at the counter."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Finish it, park it or void it first."),
    ),
    "basket_needs_ledger": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Another till may have taken this basket up; only the ledger knows."),
        QT_TRANSLATE_NOOP("errors", "It is kept, and nobody pays twice."),
        QT_TRANSLATE_NOOP("errors", "Try again when the connection is back, or scan the goods anew."),
    ),
    "gift_needs_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody is on this basket yet who could get a coupon."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan the member's code or card, or type the phone's last digits."),
    ),
    "gift_needs_connection": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Guides give coupons with a connection only: the ledger counts the budget."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Try again when the connection is back."),
    ),
    "gift_not_a_guide": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Only a guide of this store gives coupons."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Have a guide sign in."),
    ),
    "gift_not_offered": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Guides do not give this coupon here any more."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Choose another one."),
    ),
    "gift_member_has": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The member has got this coupon from a guide this month."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Choose another one, or wait for the next month."),
    ),
    "gift_budget_spent": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This guide has given all of this month's coupons."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Choose another one, or ask another guide."),
    ),
    "gift_refused": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger gives no coupon: {why}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was given."),
        QT_TRANSLATE_NOOP("errors", "Choose another one."),
    ),
    "event_over": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This event does not run now."),
        QT_TRANSLATE_NOOP("errors", "Nobody was checked in."),
        QT_TRANSLATE_NOOP("errors", "Choose another event, or look at the till's clock."),
    ),
    "event_needs_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no member's code."),
        QT_TRANSLATE_NOOP("errors", "Nobody was checked in."),
        QT_TRANSLATE_NOOP("errors", "Scan the code in the member's app, or the card."),
    ),
    "handover_to_nobody": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody is chosen who takes these members over."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Choose one guide or several: members are spread by what each has already."),
    ),
    "handover_nobody_there": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This guide looks after nobody in this store."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "There is nothing to hand over."),
    ),
    "wanted_needs_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody is on this basket yet: wishes, and goods put aside, are a member's."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan the member's code or card, or type the phone's last digits."),
    ),
    "wanted_not_for_this": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This line can be neither wished for nor put aside."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Choose a line of goods that are sold by the piece."),
    ),
    "wanted_already": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is on the member's wish list already."),
        QT_TRANSLATE_NOOP("errors", "The list is as it was."),
        QT_TRANSLATE_NOOP("errors", "Go on with the sale."),
    ),
    "wish_not_found": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing that this store knows is found by {typed}."),
        QT_TRANSLATE_NOOP("errors", "The list is as it was."),
        QT_TRANSLATE_NOOP("errors", "Type a part of the name, or the number under the barcode."),
    ),
    "note_too_long": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A note has at most {maximum} characters."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Say it in fewer words."),
    ),
    "wanted_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is not on the list any more: another till has ended it, or its day is over."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Open the list again."),
    ),
    "put_aside_not_offered": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store puts no goods aside."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Put it on the member's wish list instead."),
    ),
    "put_aside_too_many": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{maximum} things are put aside for this member already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Take one of them off the list first."),
    ),
    "basket_code_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This code of a basket is too old."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken up; the basket is where it was parked."),
        QT_TRANSLATE_NOOP("errors", "Have it shown again. If it happens to all, compare the clocks of both tills."),
    ),
    "basket_not_for_codes": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A code cannot carry this basket: manual prices, notes or coupons would be lost."),
        QT_TRANSLATE_NOOP("errors", "It is parked here."),
        QT_TRANSLATE_NOOP("errors", "The other tills have it in their list as soon as the connection is there."),
    ),
    "basket_too_long": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{lines} lines are too many for codes on a screen."),
        QT_TRANSLATE_NOOP("errors", "The basket is parked here."),
        QT_TRANSLATE_NOOP("errors", "Take it up and park it in two parts, or wait for the connection."),
    ),
    "basket_of_other_store": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This basket was parked in store {store}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan the goods here."),
    ),
    "basket_goods_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till does not know {sku} of the basket yet."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken up; the code stays good."),
        QT_TRANSLATE_NOOP("errors", "Sync this till, or scan the goods by hand."),
    ),
    "basket_taken": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Till {till} has taken this basket up."),
        QT_TRANSLATE_NOOP("errors", "It was not rung here."),
        QT_TRANSLATE_NOOP("errors", "Send the shopper to that till."),
    ),
    "basket_over": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The time of this basket is over."),
        QT_TRANSLATE_NOOP("errors", "Nothing was sold."),
        QT_TRANSLATE_NOOP("errors", "Scan the goods anew."),
    ),
    "basket_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This basket is no longer parked."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again, or scan the goods anew."),
    ),
    "basket_unreadable": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This basket was parked by another version of the program and cannot be read."),
        QT_TRANSLATE_NOOP("errors", "Nothing was sold."),
        QT_TRANSLATE_NOOP("errors", "Take it up at the till that parked it, or scan the goods anew."),
    ),
    # --- gift cards and stored value
    "value_needs_connection": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "Gift cards and stored value need the connection: only the ledger knows what is on them."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Pay in another way, or try again when the connection is back."),
    ),
    "value_no_answer": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger did not answer about the card."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken: what it may have set aside is let go by itself."),
        QT_TRANSLATE_NOOP("errors", "Scan the card again, or pay in another way."),
    ),
    "value_asked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger is still being asked about a card."),
        "",
        QT_TRANSLATE_NOOP("errors", "Wait a moment."),
    ),
    "value_pays_no_value": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Gift cards do not pay for gift cards or top-ups."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Take another payment, or sell the card by itself."),
    ),
    "value_used_already": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Card {account} pays for this basket already."),
        QT_TRANSLATE_NOOP("errors", "It was not taken twice."),
        QT_TRANSLATE_NOOP("errors", "Use another card, or another payment."),
    ),
    "value_basket_changed": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The basket changed while the ledger was asked about the card."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Scan the card again if it is to pay."),
    ),
    "value_too_much": ErrorText(
        QT_TRANSLATE_NOOP("errors", "At most {maximum} may be put on it at one time."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Use a smaller amount."),
    ),
    "card_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This card does not exist, or its PIN is wrong."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Scan the code under the scratched field, or type number and PIN again."),
    ),
    "card_not_sold": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Card {account} has not been sold yet: there is nothing on it."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "To sell it, scan it at the basket, before payment."),
    ),
    "card_blocked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Card {account} is blocked."),
        QT_TRANSLATE_NOOP("errors", "What is on it is kept."),
        QT_TRANSLATE_NOOP("errors", "Ask a manager; the group's office can unblock it."),
    ),
    "card_expired": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The time of card {account} is over."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "The group's office can make it good again."),
    ),
    "card_empty": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing is left on card {account}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Use another card, or another payment."),
    ),
    "card_held": ErrorText(
        QT_TRANSLATE_NOOP("errors", "All that is on card {account} is just being used at another till."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Try again when that sale is done."),
    ),
    "card_not_here": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Card {account} cannot be used or sold in this store."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "It says on the card where it is good."),
    ),
    "card_locked": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Too many wrong PINs for card {account}."),
        QT_TRANSLATE_NOOP("errors", "What is on it is safe."),
        QT_TRANSLATE_NOOP("errors", "Wait {seconds} seconds, then try again."),
    ),
    "card_is_sold": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Card {account} is sold already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "To see what is on it or to pay, scan the code under the scratched field."),
    ),
    "card_number_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no number of a gift card."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Type the 16 digits on the card again, or scan it."),
    ),
    "card_pin_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A card's PIN has 8 digits."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken, and no try was used up."),
        QT_TRANSLATE_NOOP("errors", "Type the digits under the scratched field."),
    ),
    "card_shown_too_long": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The card was scanned too long ago."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Scan it again."),
    ),
    "void_with_value": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors", "A sale that sold a gift card or a top-up cannot be voided: it may be spent by now."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Take the goods back one by one; the office can block the card."),
    ),
    "value_needs_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Stored value belongs to a member, and nobody is known here yet."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Scan the member's code, or search for the member."),
    ),
    "value_not_sold_here": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store does not top up stored value."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "It can be done in a store that does."),
    ),
    "stored_value_empty": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member has no stored value left."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Take another payment; it can be topped up at the basket."),
    ),
    "stored_value_held": ErrorText(
        QT_TRANSLATE_NOOP("errors", "All of this member's stored value is just being used at another till."),
        QT_TRANSLATE_NOOP("errors", "Nothing was taken."),
        QT_TRANSLATE_NOOP("errors", "Try again when that sale is done."),
    ),
    "rain_check_not_offered": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This store issues no rain checks."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Tell the shopper when the goods are expected."),
    ),
    "rain_check_not_for_this": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is no rain check for this line."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Choose a line of goods that are sold by the piece."),
    ),
    "rain_check_settled": ErrorText(
        QT_TRANSLATE_NOOP("errors", "What a rain check promises is settled: its quantity cannot be changed."),
        QT_TRANSLATE_NOOP("errors", "The line is kept."),
        QT_TRANSLATE_NOOP("errors", "Remove the line to leave it unused, or sell more of the goods beside it."),
    ),
    "rain_check_used": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This rain check was used already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Sell the goods at the price of today, or ask a manager."),
    ),
    "rain_check_here_already": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This rain check is in the basket already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Go on with the sale."),
    ),
    "rain_check_needs_connection": ErrorText(
        QT_TRANSLATE_NOOP(
            "errors",
            "This rain check is of store {store}: without the connection nobody here knows whether it was used.",
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; the shopper keeps it."),
        QT_TRANSLATE_NOOP("errors", "Try again when the connection is back."),
    ),
    "rain_check_other_currency": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This rain check is in another currency: {currency}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed; the shopper keeps it."),
        QT_TRANSLATE_NOOP("errors", "It can be used where that currency is taken."),
    ),
    "parked_need_connection": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The ledger does not answer."),
        QT_TRANSLATE_NOOP("errors", "Parked baskets are kept."),
        QT_TRANSLATE_NOOP("errors", "Try again when the connection is back."),
    ),
    "suggestion_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is not suggested any more."),
        QT_TRANSLATE_NOOP("errors", "The basket is as it was."),
        QT_TRANSLATE_NOOP("errors", "Scan the goods, or take one of those that are shown now."),
    ),
    "order_gone": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This order does not wait here any more."),
        QT_TRANSLATE_NOOP("errors", "Nothing was handed over."),
        QT_TRANSLATE_NOOP("errors", "Look at the list again; ask the web shop where it is."),
    ),
    "name_too_long": ErrorText(
        QT_TRANSLATE_NOOP("errors", "A name has at most {maximum} characters."),
        QT_TRANSLATE_NOOP("errors", "The basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Type a shorter one."),
    ),
    "contact_opted_out": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member has said that they want no contact."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; nobody can overrule it."),
        QT_TRANSLATE_NOOP("errors", "Serve them when they come. They may change their mind at the counter."),
    ),
    "contact_capped": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This member was contacted as often as the group allows."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "They come back into the list by themselves."),
    ),
    "contact_quiet": ErrorText(
        QT_TRANSLATE_NOOP("errors", "It is quiet now: nobody is contacted before {until}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Put it off (F9), or press ⇧F8 when the member stands here."),
    ),
    "task_settled": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Somebody has done this already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written a second time."),
        QT_TRANSLATE_NOOP("errors", "Go on with the next one."),
    ),
    "snooze_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Type a number of days from 1 to {maximum}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Press F9 again."),
    ),
    "guide_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{staff_id} is no guide of this store."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Choose a guide from the list, or scan a guide's badge."),
    ),
    "guides_too_many": ErrorText(
        QT_TRANSLATE_NOOP("errors", "At most {maximum} guides share in a sale."),
        QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        QT_TRANSLATE_NOOP("errors", "Take one out first."),
    ),
    # --- people who join
    "joining_not_ready": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This till has not been told yet how people join."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Let the till sync once with the ledger, then try again."),
    ),
    "unmask_reason": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing is shown without a reason."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; name, phone and birthday stay masked."),
        QT_TRANSLATE_NOOP("errors", "Choose why you need to see it."),
    ),
    "note_empty": ErrorText(
        QT_TRANSLATE_NOOP("errors", "There is nothing in the note."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Write it again with some words."),
    ),
    "note_of_another": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Number {staff_id} wrote this note."),
        QT_TRANSLATE_NOOP("errors", "The note is kept."),
        QT_TRANSLATE_NOOP("errors", "Whoever wrote it removes it, or a manager."),
    ),
    "phone_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no phone number."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; the form is kept."),
        QT_TRANSLATE_NOOP("errors", "Type the 11 digits, or + and the country for one from abroad."),
    ),
    "birthday_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This is no day of a year."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; the form is kept."),
        QT_TRANSLATE_NOOP("errors", "Type month and day, such as 1120, or leave it empty."),
    ),
    "join_code_unknown": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody knows the join code {typed}."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; the form is kept."),
        QT_TRANSLATE_NOOP("errors", "Type it again as it is printed, or leave it empty."),
    ),
    "consent_missing": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nobody can join without the consent that is marked."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written; the form is kept."),
        QT_TRANSLATE_NOOP("errors", "Ask the shopper, and press its number when they agree."),
    ),
    "already_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This phone is a member's already."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Press Enter at the phone to put this member on the basket."),
    ),
    "nothing_said": ErrorText(
        QT_TRANSLATE_NOOP("errors", "Nothing was changed about what the member agrees to."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "Press the number of what the member says now."),
    ),
    "plan_needs_member": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{name} is a membership: it is sold to a member."),
        QT_TRANSLATE_NOOP("errors", "No money was taken; the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Scan the member's code, or let the shopper join (F4)."),
    ),
    "plan_one_piece": ErrorText(
        QT_TRANSLATE_NOOP("errors", "{name} is a membership: a member buys one at a time."),
        QT_TRANSLATE_NOOP("errors", "No money was taken; the basket is kept."),
        QT_TRANSLATE_NOOP("errors", "Leave one piece of it in the basket."),
    ),
    "plan_refund_late": ErrorText(
        QT_TRANSLATE_NOOP("errors", "This membership was sold more than {days} days ago."),
        QT_TRANSLATE_NOOP("errors", "Nothing was written."),
        QT_TRANSLATE_NOOP("errors", "It ends by itself; a manager may write to the group."),
    ),
    # --- files given to commands
    "settings_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The till's settings cannot be used: {detail}"),
        QT_TRANSLATE_NOOP("errors", "Sales and journal are safe; nothing was opened."),
        QT_TRANSLATE_NOOP(
            "errors", "Correct settings.json in the data folder, or delete it to start with the defaults."
        ),
    ),
    "sale_file_wrong": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The file does not say what to sell: {detail}"),
        QT_TRANSLATE_NOOP("errors", "Nothing was sold."),
        QT_TRANSLATE_NOOP("errors", "Correct the file; 'pos-client sell --help' shows the form."),
    ),
    # --- our own mistakes
    "bug": ErrorText(
        QT_TRANSLATE_NOOP("errors", "The program made a mistake that nobody foresaw."),
        QT_TRANSLATE_NOOP("errors", "Completed sales are safe in the journal."),
        QT_TRANSLATE_NOOP(
            "errors", "Go on; if it happens again, restart the till and report it. The log has the details."
        ),
    ),
}


def filled(text: str, params: Mapping[str, Any]) -> str:
    """A text with its params. An amount `x_minor` is shown as `x` in the params' `currency`."""
    shown = dict(params)
    for name, value in params.items():
        if name.endswith("_minor"):
            shown[name.removesuffix("_minor")] = format_minor(value, params.get("currency", "CNY"))
    return text.format_map(_Lenient(shown))


def english(code: str, params: Mapping[str, Any]) -> str:
    """All three sentences in English, for commands and logs."""
    text = TEXTS.get(code, TEXTS["bug"])
    return " ".join(filled(part, params) for part in (text.what, text.safe, text.todo) if part)


class _Lenient(dict[str, Any]):
    """A text that names a param which was not given is still a text."""

    def __missing__(self, name: str) -> str:
        return "…"
