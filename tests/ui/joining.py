"""What a till on fakes needs so that people can join at it."""

from __future__ import annotations

import base64

from retail.sealed_file import ReadingKey, key_id
from tests.ui.till import FakeTill

READER = ReadingKey.generate()
PHONE_KEY = bytes(range(32))
JOINING = {
    "phone_key": base64.b64encode(PHONE_KEY).decode(),
    "first_tiers": {"group": "basic", "LQX": "v1"},
    "codes": {"LINGXUAN": {"label": "绫绮轩入会", "brand": "LQX"}},
    "consents": [
        {
            "purpose": "membership",
            "text_version": "2026-1",
            "text": "我同意加入拾物集会员，集团保存我的资料用于会员服务。",
            "text_en": "I join the Shiwuji membership; the group keeps my data for it.",
            "required": True,
        },
        {
            "purpose": "contact",
            "text_version": "2026-1",
            "text": "我愿意收到优惠短信和电话。",
            "text_en": "You may tell me about offers by message or phone.",
        },
        {
            "purpose": "profile",
            "text_version": "2026-1",
            "text": "可以根据我的购买为我推荐商品。",
            "text_en": "You may recommend goods by what I buy.",
        },
    ],
}


def let_people_join(till: FakeTill) -> None:
    """The ledger has told this till how."""
    till.reference.settings_document["joining"] = JOINING
    till.reference.key_rows.append(
        {
            "key_id": key_id(READER.public),
            "type": "export",
            "public_key": base64.b64encode(READER.public).decode(),
            "valid_from": "2026-11-01T00:00:00.000+00:00",
            "valid_to": None,
        }
    )
