"""Joining at the counter: what may be typed, what is written, and what nobody reads in it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest

from pos_client.application.joining import JoinDesk, JoinForm
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.joining import Consent, normalised_birthday, normalised_phone, phone_digest, provisional_id
from retail.member import Member
from retail.sealed_file import ReadingKey, key_id
from retail.sealed_message import BadSealedMessage, SealedMessage, unseal

KEY = bytes(range(32))
READER = ReadingKey.generate()
AGREED = (Consent("membership", "1", given=True), Consent("contact", "1", given=False))
FORM = JoinForm("139 1234-6021", "林小满", "2月29日", " lanqi ", AGREED)
RULES = {
    "phone_key": base64.b64encode(KEY).decode(),
    "first_tiers": {"group": "basic", "YR": "v1", "LY": "v1"},
    "codes": {"LANQI": {"label": "云柔", "brand": "YR"}},
    "consents": [
        {"purpose": "membership", "text_version": "1", "text": "入会", "text_en": "Join", "required": True},
        {"purpose": "contact", "text_version": "1", "text": "短信", "text_en": "Messages"},
    ],
}


@pytest.fixture
def joining(counter):
    counter.reference.settings_document["joining"] = RULES
    counter.reference.key_rows.append(
        {
            "key_id": key_id(READER.public),
            "type": "export",
            "public_key": base64.b64encode(READER.public).decode(),
            "valid_from": None,
            "valid_to": None,
        }
    )
    return JoinDesk(counter.desk, counter.staff, counter.members_known, counter.reference)


def test_a_member_is_there_at_once_and_the_journal_says_who_without_saying_it(counter, joining):
    identified = joining.join(FORM)
    member = identified.member
    assert (member.name, member.phone, member.birthday) == ("林小满", "13912346021", "02-29")
    assert member.tiers == {"group": "basic", "YR": "v1"}, "the group's and the brand's of the code"
    assert (identified.proof.how, identified.can_spend) == ("enrolled", False)
    (body,) = counter.store.bodies("member_enrolled")
    assert member.one_id == body["one_id"] == provisional_id(body["enrolment_id"])
    assert len(member.one_id) == 24, "it fits into a member's code"
    assert body["phone_digest"] == phone_digest(KEY, "13912346021")
    assert (body["brand"], body["join_code"], body["staff_id"]) == ("YR", "LANQI", "1001")
    said = [(one["purpose"], one["given"]) for one in body["consents"]]
    assert said == [("membership", True), ("contact", False)]
    plain = json.dumps(body, ensure_ascii=False)
    assert "13912346021" not in plain
    assert "6021" not in plain.replace(body["phone_digest"], "").replace(body["contact"]["sealed"], "")
    assert "林小满" not in plain
    sealed = SealedMessage(**body["contact"])
    readers = {key_id(READER.public): READER}
    contact = json.loads(unseal(sealed, readers, purpose=f"member-contact\n{member.one_id}"))
    assert contact == {"name": "林小满", "phone": "13912346021", "birthday": "02-29"}
    with pytest.raises(BadSealedMessage):
        unseal(sealed, readers, purpose="member-contact\nM1")


def test_a_member_who_joined_gets_their_tiers_price_and_earns(counter, joining):
    document = {
        "id": "BASIC",
        "source": "tier",
        "stage": "line",
        "conditions": {"tiers": {"program": "group", "in": ["basic"]}},
        "effect": {"kind": "percent_off", "bps": 500},
    }
    counter.reference.offer_records.append(type(counter.reference.offer_records[0])("BASIC", 1, document))
    counter.checkout.reference_changed()
    counter.checkout.add_product("A1", Quantity.units(1))
    before = counter.checkout.state.payable_minor
    counter.checkout.set_member(joining.join(FORM))
    assert counter.checkout.state.payable_minor == before - before * 5 // 100
    with pytest.raises(Refused, match="proof_needed"):
        counter.checkout.use_points(100)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": "1381234602"}, "phone_wrong"),
        ({"phone": "十三八"}, "phone_wrong"),
        ({"birthday": "0230"}, "birthday_wrong"),
        ({"birthday": "生日"}, "birthday_wrong"),
        ({"name": "林" * 65}, "name_too_long"),
        ({"join_code": "NOBODY"}, "join_code_unknown"),
        ({"consents": ()}, "consent_missing"),
        ({"consents": (Consent("membership", "0", given=True),)}, "consent_missing"),
        ({"consents": (Consent("membership", "1", given=False),)}, "consent_missing"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_and_nothing_is_written(counter, joining, changes, code):
    with pytest.raises(Refused) as refused:
        joining.join(replace(FORM, **changes))
    assert refused.value.code == code
    assert counter.store.bodies("member_enrolled") == []
    assert "1391234" not in str(refused.value), "errors go to the log"


def test_a_phone_that_this_till_knows_is_nobody_new(counter, joining):
    counter.members_known.members.append(Member("M7", "王敏", phone="13912346021"))
    with pytest.raises(Refused) as refused:
        joining.join(FORM)
    assert (refused.value.code, refused.value.params) == ("already_member", {"one_id": "M7"})
    # Two people share it: whoever stands here may still be a third, whom the ledger's people sort out.
    counter.members_known.members.append(Member("M8", "王宁", phone_digest=phone_digest(KEY, "13912346021")))
    assert [member.one_id for member in joining.known("+86 139 1234 6021")] == ["M8", "M7"]
    joining.join(FORM)


def test_without_the_ledgers_keys_nobody_can_join(counter, joining):
    counter.reference.key_rows.pop()
    with pytest.raises(Refused, match="joining_not_ready"):
        joining.join(FORM)
    counter.reference.settings_document["joining"] = {}
    with pytest.raises(Refused, match="joining_not_ready"):
        joining.known("13912346021")


def test_a_consent_that_is_withdrawn_is_in_the_journal(counter, joining):
    joining.change_consents("M1", [Consent("contact", "1", given=False)])
    (body,) = counter.store.bodies("consent_changed")
    assert (body["one_id"], body["consents"]) == (
        "M1",
        [{"purpose": "contact", "text_version": "1", "given": False}],
    )


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13912346021", "13912346021"),
        ("+86 139-1234-6021", "13912346021"),
        ("0086 13912346021", "13912346021"),
        ("+81 90 1234 5678", "+819012345678"),
        ("(139) 1234.6021", "13912346021"),
    ],
)
def test_one_phone_in_many_writings(typed, phone):
    assert normalised_phone(typed) == phone


@pytest.mark.parametrize("typed", ["", "12812346021", "139123460211", "+86", "٠١٢٣٤٥٦٧٨٩٠", "１３８１２３４６０２１"])
def test_what_is_no_phone(typed):
    with pytest.raises(ValueError, match="phone"):
        normalised_phone(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1120", "11-20"), ("11-20", "11-20"), ("3/5", "03-05"), ("2月29日", "02-29"), (" ", None), ("0101", "01-01")],
)
def test_a_birthday_in_many_writings(typed, day):
    assert normalised_birthday(typed) == day
