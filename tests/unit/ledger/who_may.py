"""Who may ask what: each endpoint of the ledger, and the status that each voice gets there."""

import base64
from collections.abc import Mapping
from typing import Any

from retail.signed import SigningKey

#: Nobody of these is heard where a till or a person is meant: what they show is no right, or has ended.
NOBODIES = (
    *("nobody", "unknown till", "forger", "till with its old key", "token that is none", "manager without the till"),
    *("manager of yesterday", "manager who left", "cashier", "revoked person", "auditor of yesterday", "old app"),
)
#: A manager asks through a till, which signs: where a till is meant, that is one. With another till it is no manager.
TILLS = ("till S01", "till S02", "suspended till", "manager S01", "manager at another till")
OF_THE_GROUP = ("group manager", "auditor", "operator")
#: Somebody of brand LY, and of the district of store S01. Programs: the members' app, and another system of the group.
OTHERS = ("brand manager", "district manager", "app", "integration")
ALL = (*NOBODIES, "revoked till", *TILLS, *OF_THE_GROUP, *OTHERS)

Expected = Mapping[str, int]


PUBLIC = base64.b64encode(SigningKey(b"p" * 32).verifying_key.raw).decode()


def for_all(status: int, **others: int) -> Expected:
    return dict.fromkeys(ALL, status) | {name.replace("_", " "): code for name, code in others.items()}


def for_tills(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(TILLS, status), "revoked till": 403}


def for_app(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(("manager S01", *OF_THE_GROUP, *OTHERS), 403), "app": status}


def for_client(status: int) -> Expected:
    return {**for_all(401), **dict.fromkeys(("manager S01", *OF_THE_GROUP, *OTHERS), 403), "integration": status}


def for_people(*, manager: int, group: int, auditor: int, operator: int, **others: int) -> Expected:
    found = {"manager S01": manager, "group manager": group, "auditor": auditor, "operator": operator}
    found |= dict.fromkeys(OTHERS, 403) | {name.replace("_", " "): status for name, status in others.items()}
    return {**for_all(401), **found}


#: Endpoint -> the status for each voice, and what is asked. The case is one of store S02, about a quarantine.
MAY: Mapping[str, tuple[Expected, Any]] = {
    "healthz": (for_all(200), None),
    "openapi": (for_all(200), None),
    "identity": (for_all(200), None),
    "group_keys": (for_all(200), None),
    "tills": (for_all(404), {"code": "AAAAA-AAAAA-AAAAA-AAAAA", "public_key": PUBLIC}),
    # A wrong secret is 401 for everybody; a signature that is shown must be right all the same.
    "tokens": ({**for_all(401), "revoked till": 403}, {"person_id": "P0000000", "secret": "wrong"}),
    "entries": (for_tills(200), "a push"),
    "feeds": (for_tills(200), None),
    "news": (for_tills(200), {"cursors": {}}),
    "standing": (for_tills(200), None),
    "hashes": (for_tills(200), None),
    "new_key": (for_tills(409), {"public_key": PUBLIC, "proof": "A" * 86 + "=="}),
    "reserve": (for_tills(200), {"reservation_id": "R1", "seconds": 30}),
    "release": (for_tills(200), None),
    "exchange_points": (
        for_tills(200),
        {"exchange_id": "X1", "one_id": "M1", "from_program": "group", "to_program": "LQX", "points": 1},
    ),
    "enter_draw": (for_tills(200), {"entry_id": "E1", "draw_id": "D1", "one_id": "M1"}),
    "give_coupon": (
        for_tills(200),
        {"gift_id": "G1", "one_id": "M1", "offer_id": "OFF50", "staff_id": "E1"},
    ),
    "rain_check": (for_tills(200), None),
    "look_at_value": (for_tills(200), {"account_id": "SV:group:M1", "one_id": "M1"}),
    "hold_value": (for_tills(200), {"hold_id": "H1", "account_id": "9000", "amount_minor": 1, "seconds": 30}),
    "park": (for_tills(400), {}),
    "parked": (for_tills(200), None),
    "claim_parked": (for_tills(200), None),
    "sales": (for_tills(400), None),
    # Who of the staff asks has to be said.
    "member_profile": (for_tills(400), None),
    "member_purchases": (for_tills(400), None),
    "sale": (for_tills(404), None),
    "hold_sale": (for_tills(404), None),
    "let_go_of_sale": (for_tills(200), None),
    # A till asks for its own store's staff. A manager sees the own store's earnings, who leads the group all.
    "earnings": (for_tills(404), None),
    "store_earnings": (for_people(manager=200, group=200, auditor=200, operator=403, district_manager=200), None),
    # By guide, for who leads the store; to others figures go out in parcels.
    "contact_results": (
        for_people(manager=400, group=404, auditor=404, operator=403, district_manager=404, brand_manager=404),
        None,
    ),
    "contacts_due": (
        for_people(manager=200, group=404, auditor=404, operator=403, district_manager=404, brand_manager=404),
        None,
    ),
    "settlement": (for_people(manager=404, group=404, auditor=404, operator=403, district_manager=404), None),
    "figures": (for_tills(200), None),
    # Of store S02: one of the district of S01, and S01's manager, learn nothing of it; it sells brand LY alone.
    "unit_figures": (
        for_people(manager=404, group=200, auditor=200, operator=403, district_manager=404, brand_manager=200),
        None,
    ),
    "codes": (for_app(200), {}),
    "cards": (for_app(200), {"public_key": PUBLIC}),
    "look_up_phone": (for_tills(200), {"phone_digest": "0" * 64, "staff_id": "E1"}),
    "merge_members": (
        for_people(manager=403, group=400, auditor=403, operator=403),
        {"other": "M1", "why": "the same"},
    ),
    # M1 has another number of LQX already, or nobody sells that brand here: who may is told so.
    "link_brand": (for_people(manager=403, group=400, auditor=403, operator=403), {"number": "?", "why": "a card"}),
    "unlink_brand": (for_people(manager=403, group=404, auditor=403, operator=403), {"why": "a card"}),
    # Who may is asked why: M1 is needed by the others.
    "export_member": (for_people(manager=403, group=400, auditor=403, operator=403), {}),
    "erasure_ends": (for_people(manager=403, group=200, auditor=403, operator=403), None),
    "erase_member": (for_people(manager=403, group=400, auditor=403, operator=403), {}),
    "unmerge_member": (for_people(manager=403, group=409, auditor=403, operator=403), None),
    "cases": (for_people(manager=200, group=200, auditor=200, operator=200), None),
    "read_case": (for_people(manager=404, group=200, auditor=200, operator=200), None),
    # Those who may are told that somebody was faster, or that it is not theirs: nothing changes from voice to voice.
    "take_case": (for_people(manager=404, group=409, auditor=403, operator=409), {"owner": "somebody"}),
    "hand_back_case": (for_people(manager=404, group=409, auditor=403, operator=409), {}),
    "decide_case": (for_people(manager=404, group=409, auditor=403, operator=409), {"decision": "reported"}),
    # The proposal is one of store S01 that asks brand LY; somebody else's is not there.
    "proposals": (for_people(manager=200, group=200, auditor=200, operator=403, brand_manager=200), None),
    "read_proposal": (for_people(manager=200, group=200, auditor=200, operator=403, brand_manager=200), None),
    "propose": (
        for_people(manager=200, group=403, auditor=403, operator=403),
        {"proposal_id": "new", "store": "S01", "kind": "price", "document": {"sku": "A1", "unit_price_minor": 1}},
    ),
    "decide_proposal": (
        for_people(manager=403, group=403, auditor=403, operator=403, brand_manager=400),
        {"decision": "refuse"},
    ),
    "withdraw_proposal": (for_people(manager=404, group=403, auditor=403, operator=403), {}),
    "events": (for_client(200), None),
    # Without a key for repeating it, what changes something is not taken.
    "put_tags": (for_client(400), {"tags": []}),
    "tag_items": (for_client(400), {"items": []}),
    "end_token": (for_people(**dict.fromkeys(("manager", "group", "auditor", "operator", *OTHERS), 200)), None),
}
