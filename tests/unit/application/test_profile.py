"""What a desk may know of a member: from the cache, with every look behind a mask written down, and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos_client.application.engine import ExactEngine
from pos_client.application.profile import ProfileDesk, ProfileSources
from pos_client.errors import Refused
from retail.member_notes import NOTE_CHARACTERS
from retail.ports import StoredCoupon
from retail.web_orders import OrderLine, WebOrder
from tests.fake_profile import facts_of
from tests.unit.application.conftest import Counter, record


@pytest.fixture
def desk(counter: Counter) -> ProfileDesk:
    return made(counter)


def made(counter: Counter) -> ProfileDesk:
    sources = ProfileSources(
        counter.members_known,
        counter.store.member_facts,
        counter.store.notes,
        counter.store.own_benefits,
        counter.store.orders,
        counter.reference,
        counter.catalogue,
        ExactEngine,
    )
    return ProfileDesk(counter.desk, counter.staff, counter.members, counter.checkout, sources)


def test_a_profile_is_whole_without_a_connection(counter: Counter, desk: ProfileDesk) -> None:
    counter.online = False
    counter.store.member_facts.rows = {"M1": facts_of()}
    counter.store.orders.orders = [
        WebOrder("W1", "M1", "2026-11-09T20:00:00+08:00", "CNY", 100, (OrderLine("A1", "针织衫", 1),))
    ]
    profile = desk.profile("M1")
    assert (profile.member.one_id, profile.facts) == ("M1", facts_of())
    assert [order.order_id for order in profile.orders] == ["W1"]
    group, brand = profile.programs
    assert (brand.program, brand.tier, brand.points) == ("YR", None, 0), "a card without a tier"
    assert (group.program, group.tier, group.points, group.governs, group.counts_here) == (
        "group", "gold", 5000, True, True
    )  # fmt: skip
    with pytest.raises(Refused, match="member_unknown"):
        desk.profile("M404")


def test_programs_stand_side_by_side_and_the_group_s_rules_say_which_count_here(
    counter: Counter, desk: ProfileDesk
) -> None:
    first = counter.members_known.members[0]
    more = {"tiers": {"group": "gold", "YR": "v1"}, "growth": {"group": 300000}, "points": {"group": 5, "YR": 70}}
    counter.members_known.members[0] = replace(first, **more)
    settings = counter.reference.settings_document
    settings["points"]["tier_rules"] = {"group": {"steps": [["silver", 0], ["gold", 200000], ["black", 500000]]}}
    settings["group"] = {
        "version": 1, "programs": ["group"], "participation": [], "calendars": [],
        "tiers": [{"program": "YR", "tiers": ["onetill:nowhere"], "brands": ["onetill:nowhere"]}],
    }  # fmt: skip
    counter.checkout.reference_changed()
    group, brand = desk.profile("M1").programs
    assert (group.growth_minor, group.next_tier, group.governs) == (300000, ("black", 200000), True)
    assert (brand.program, brand.points, brand.counts_here, brand.governs) == ("YR", 70, False, False)


def test_coupons_say_whether_they_can_be_used_today_and_why_not(counter: Counter, desk: ProfileDesk) -> None:
    def coupon(name: str, **rest: object) -> dict[str, object]:
        return {"id": name, "label": name, "source": "coupon", "stage": "coupon",
                "effect": {"kind": "amount_off", "amount": 100}, **rest}  # fmt: skip

    counter.reference.offer_records += [
        record(coupon("LATER", conditions={"valid_from": "2026-12-01T00:00:00+08:00"})),
        record(coupon("THERE", conditions={"stores": ["S02"]})),
        record(coupon("ONLINE", offline={"policy": "refused"})),
        record(coupon("DAYS", calendar="618")),
    ]
    names = ("OFF50", "LATER", "THERE", "ONLINE", "DAYS", "GONE")
    soon, over = "2026-11-20T00:00:00+08:00", "2026-11-01T00:00:00+08:00"
    counter.members_known.coupons = [
        *(StoredCoupon(f"K-{name}", name, "M1", "available", None) for name in names),
        StoredCoupon("K-SOON", "OFF50", "M1", "available", soon),
        StoredCoupon("K-OVER", "OFF50", "M1", "available", over),
        StoredCoupon("K-USED", "OFF50", "M1", "used", None),
    ]
    counter.checkout.reference_changed()
    found = {one.coupon.coupon_id: one.reason for one in desk.profile("M1").coupons}
    assert found == {
        "K-SOON": None,
        "K-OFF50": None,
        "K-ONLINE": None,
        "K-OVER": "coupon_expired",
        "K-LATER": "not_started",
        "K-THERE": "wrong_store",
        "K-DAYS": "not_started",
        "K-GONE": "ended",
    }
    assert list(found)[:3] == ["K-SOON", "K-OFF50", "K-ONLINE"], "what ends first, of those that can be used"
    assert desk.profile("M1").coupons[0].min_minor == 50000
    counter.online = False
    assert {one.coupon.coupon_id: one.reason for one in desk.profile("M1").coupons}["K-ONLINE"] == "needs_connection"
    assert counter.checkout.state.basket.is_empty
    assert counter.checkout.state.pricing is None


def test_nobody_looks_behind_a_mask_without_a_reason_and_it_is_written_first(
    counter: Counter, desk: ProfileDesk
) -> None:
    for fields, reason in ((("phone",), ""), (("phone",), "curious"), ((), "call"), (("tiers",), "call")):
        with pytest.raises(Refused, match="unmask_reason"):
            desk.unmask("M1", fields, reason)
    assert counter.store.bodies("member_unmasked") == []
    desk.unmask("M1", ("phone", "name"), "call")
    assert counter.store.bodies("member_unmasked") == [
        {"one_id": "M1", "staff_id": "1001", "fields": ["name", "phone"], "reason": "call"}
    ]


def test_notes_are_there_at_once_and_their_writer_or_a_manager_removes_them(
    counter: Counter, desk: ProfileDesk
) -> None:
    desk.write_note("M1", "  喜欢素色\n周末来 ")
    (note,) = desk.profile("M1").notes
    assert (note.text, note.staff_id) == ("喜欢素色 周末来", "1001")
    assert [body["text"] for body in counter.store.bodies("member_note_written")] == ["喜欢素色 周末来"]
    for text, code in (("   ", "note_empty"), ("x" * (NOTE_CHARACTERS + 1), "note_too_long")):
        with pytest.raises(Refused, match=code):
            desk.write_note("M1", text)
    counter.sign_in("1004")
    with pytest.raises(Refused, match="note_of_another"):
        desk.remove_note(note)
    counter.sign_in("1007")
    desk.remove_note(note)
    assert desk.profile("M1").notes == ()
    assert counter.store.bodies("member_note_removed") == [
        {"note_id": note.note_id, "one_id": "M1", "staff_id": "1007"}
    ]


def test_who_only_reads_the_audit_list_sees_no_profile(counter: Counter, desk: ProfileDesk) -> None:
    counter.sign_in("1008")
    for call in (
        lambda: desk.profile("M1"),
        lambda: desk.unmask("M1", ("phone",), "call"),
        lambda: desk.write_note("M1", "x"),
        lambda: desk.scanned(b"8800001234", "code128"),
    ):
        with pytest.raises(Refused, match="not_permitted"):
            call()


def test_a_code_shown_at_the_desk_is_accepted_and_the_basket_stays_as_it_is(
    counter: Counter, desk: ProfileDesk
) -> None:
    code = counter.rotating_code().encode()
    found = desk.scanned(code, "qr")
    assert found is not None
    assert found[0] == "M1"
    assert len(counter.store.bodies("code_accepted")) == 1
    assert counter.checkout.state.member is None
    with pytest.raises(Refused, match="code_replayed"):
        desk.scanned(code, "qr")
    card = desk.scanned(b"8800001234", "code128")
    assert card is not None
    assert card[0] == "M1"
    assert desk.scanned(b"6901234567892", "ean13") is None, "goods are the counter's affair"
