"""How people join: the group's rules, the key by which phones are matched, and what of both the tills are told."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from central_ledger.application.keys import phone_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_setting
from central_ledger.domain.card_numbers import CardRange, read_ranges
from retail.joining import PHONE_KEY_BYTES, JoiningRules, read_joining

RULES = "joining"

#: Of a ledger that was told no rules: who joins says yes to being a member, and to nothing else.
_DEFAULT: Mapping[str, Any] = {
    "consents": [
        {
            "purpose": "membership",
            "text_version": "1",
            "text": "我同意加入会员，并由集团保存我的资料用于会员服务。",
            "text_en": "I join the membership, and the group keeps my data for it.",
            "required": True,
        },
        {
            "purpose": "contact",
            "text_version": "1",
            "text": "我愿意收到优惠短信和电话。",
            "text_en": "You may tell me about offers by message or phone.",
        },
    ]
}


def rules_document(ledger: Ledger) -> Mapping[str, Any]:
    """The group's rules as they were set, with what only the ledger needs of them."""
    text = ledger.reference.meta(RULES)
    found: Mapping[str, Any] = _DEFAULT if text is None else json.loads(text)
    return found


def set_rules(ledger: Ledger, document: Mapping[str, Any]) -> None:
    """Take rules on and tell all stores. Needs a transaction. Raises ValueError for rules that are none."""
    try:
        read_ranges(document.get("cards", {}))
        read_joining({**document, "phone_key": base64.b64encode(bytes(PHONE_KEY_BYTES)).decode()})
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"no rules for joining: {error!r}") from error
    ledger.reference.set_meta(RULES, json.dumps(dict(document), ensure_ascii=False))
    publish_rules(ledger)


def publish_rules(ledger: Ledger) -> None:
    """The row `joining` of every store. A store of one brand gives that brand's card without any code."""
    document, key = rules_document(ledger), base64.b64encode(phone_key(ledger)).decode()
    told = {name: value for name, value in document.items() if name != "cards"}
    for store in ledger.reference.stores():
        setting = ledger.feeds.get(store, "settings", "store")
        brands = list(json.loads(setting).get("brands", ())) if setting is not None else []
        brand = brands[0] if len(brands) == 1 and brands[0] in document.get("cards", {}) else None
        publish_setting(ledger, store, RULES, {**told, "phone_key": key, "brand": brand})


def joining_rules(ledger: Ledger) -> tuple[JoiningRules, Mapping[str, CardRange]]:
    """What the till knows, and the ranges of card numbers by brand. Needs a transaction."""
    document = rules_document(ledger)
    key = base64.b64encode(phone_key(ledger)).decode()
    rules = read_joining({**document, "phone_key": key})
    assert rules is not None
    return rules, read_ranges(document.get("cards", {}))
