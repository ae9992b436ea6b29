"""Offers in a file: every breach with its path, and warnings that a person can act upon."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from central_ledger.__main__ import main
from central_ledger.application import offer_publishing
from central_ledger.application.check_offers import Unreadable, check_offers
from central_ledger.demo.generate import generate
from retail.ports import OfferRecord

NOW = datetime(2026, 11, 11, tzinfo=UTC)
FUNDED = [{"party": "platform", "bps": 10_000}]


def offer(**fields):
    """An offer about which nothing is to be said."""
    return {
        "id": "A",
        "source": "promotion",
        "stage": "order",
        "effect": {"kind": "amount_off", "amount": 500},
        "funding": FUNDED,
    } | fields


def report(*offers):
    return check_offers(json.dumps(offers).encode(), NOW)


def broken(*offers):
    return [said.path for said in report(*offers).breaches]


def warned(*offers):
    found = report(*offers)
    assert found.breaches == ()
    return [(said.offer_id, said.code) for said in found.warnings]


def test_a_plain_offer_has_nothing_to_be_said_about_it():
    found = report(offer())
    assert (found.count, found.breaches, found.warnings) == (1, (), ())


def test_all_breaches_of_all_offers_are_named_and_not_only_the_first():
    first = offer(
        source="promo",
        effect={"kind": "percent_off", "bps": 20_000, "rate": 1},
        conditions={"weekdays": [1, 9], "hours": [["25:00", "26:00"]], "day": 1},
        limits={"per_member": -1},
        funding=[{"party": "", "bps": 6000}, {"party": "b", "bps": 3000}],
    )
    second = {"id": "B", "stage": "line", "effect": {"kind": "every_n", "n": 0, "discounted": 2}}
    assert sorted(broken(first, offer(id="C"), second)) == sorted(
        [
            "$[0].source",
            "$[0].effect.bps",
            "$[0].effect.rate",
            "$[0].conditions.weekdays[1]",
            "$[0].conditions.hours[0][0]",
            "$[0].conditions.hours[0][1]",
            "$[0].conditions.day",
            "$[0].limits.per_member",
            "$[0].funding[0].party",
            "$[0].funding",
            "$[2].source",
            "$[2].effect.n",
            "$[2].effect.bps",
        ]
    )


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"effect": {"kind": "amount_off_steps", "steps": [[100, 1], [50, 2], [200, "x"]]}}, ["[1][0]", "[2][1]"]),
        ({"effect": {"kind": "amount_off_steps", "steps": []}}, [""]),
    ],
)
def test_a_broken_step_does_not_break_the_steps_behind_it(fields, paths):
    assert broken(offer(**fields)) == [f"$[0].effect.steps{path}" for path in paths]


def test_shares_whose_number_is_broken_are_named_once():
    assert broken(offer(funding=[{"party": "a", "bps": 0}, {"party": "b", "bps": 6000}])) == ["$[0].funding[0].bps"]


def test_what_is_no_offer_at_all():
    assert broken(7, [], "x", None) == ["$[0]", "$[1]", "$[2]", "$[3]"]


def test_an_id_twice_names_both_places():
    (said,) = report(offer(), offer(id="B"), offer()).breaches
    assert (said.path, said.offer_id) == ("$[2].id", "A")
    assert "$[0]" in said.text


def test_floats_and_names_that_stand_twice_are_seen_everywhere():
    content = b'[{"id": "A", "source": "promotion", "stage": "order", "note": {"share": 0.5}, "note2": 1, "note2": 2,'
    content += b' "effect": {"kind": "amount_off", "amount": 1}}]'
    assert [said.path for said in check_offers(content, NOW).breaches] == ["$[0].note.share", "$[0].note2"]


def test_lines_and_rows_of_the_feed_are_read_too():
    lines = "\n".join(json.dumps(each) for each in (offer(), offer(id="B", stage="x")))
    (said,) = check_offers(lines.encode(), NOW).breaches
    assert (said.line, said.path, said.offer_id) == (2, "$.stage", "B")
    odd = json.dumps(offer(label="two\u2028lines"), ensure_ascii=False) + "\r\n" + json.dumps(offer(id="B", stage="x"))
    assert [said.line for said in check_offers(odd.encode(), NOW).breaches] == [2]
    rows = [
        {"offer_id": "A", "version": 1, "document": offer()},
        {"offer_id": "A", "version": 2, "document": offer(priority=1)},
    ]
    found = report(*rows)
    assert (found.breaches, [record.version for record in found.good]) == ((), [1, 2])
    wrong = {"offer_id": "B", "version": 0, "document": offer(stage=1)}
    assert broken(wrong) == ["$[0].version", "$[0].document.stage"]
    assert broken({"offer_id": "B", "version": 1, "document": offer()}) == ["$[0].document.id"]


@pytest.mark.parametrize("content", [b"", b"[{]", b"\xff", b'{"id": 1}\n{"id"'])
def test_what_is_no_json_is_said_so(content):
    with pytest.raises(Unreadable):
        check_offers(content, NOW)


COUPON = {"source": "coupon", "stage": "coupon", "conditions": {"valid_to": "2027-01-01T00:00:00+08:00"}}
CAPPED = {"policy": "capped", "per_member": 1, "per_till": 5, "bearer": "platform"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (COUPON | {"conditions": {}}, "no_expiry"),
        ({"conditions": {"valid_from": "2026-12-01T00:00:00Z", "valid_to": "2026-11-30T00:00:00Z"}}, "never_valid"),
        ({"conditions": {"valid_to": "2026-11-01T00:00:00Z"}}, "ended"),
        ({"conditions": {"hours": [["09:00", "12:00"], ["11:00", "14:00"]]}}, "overlapping_hours"),
        ({"funding": []}, "no_funding"),
        ({"funding": [{"party": "platform", "bps": 4000}, {"party": "platform", "bps": 6000}]}, "party_twice"),
        ({"funding": [{"party": "LQX", "bps": 10_000}]}, "unknown_party"),
        ({"funding": [{"party": "store:S2", "bps": 10_000}], "conditions": {"stores": ["S1"]}}, "foreign_store"),
        ({"funding": [{"party": "brand:LY", "bps": 10_000}], "scope": {"brands": ["YR"]}}, "foreign_brand"),
        ({"limits": {"budgeted": True}, "offline": {"policy": "refused"}}, "no_budget"),
        ({"offline": CAPPED | {"per_till": None}}, "no_cap"),
        ({"offline": CAPPED | {"bearer": None}}, "no_bearer"),
        (COUPON | {"offline": CAPPED | {"policy": "leased"}}, "cap_ignored"),
        ({"limits": {"per_member": 1}, "conditions": {"members_only": True}}, "limit_not_kept_offline"),
        ({"limits": {"per_member_day": 1}, "offline": {"policy": "refused"}}, "limit_without_member"),
        (COUPON | {"limits": {"per_member": 0}, "offline": {"policy": "refused"}}, "never_usable"),
        ({"max_uses": 2}, "max_uses_ignored"),
        (COUPON | {"max_uses": 2, "exclusive_group": "g"}, "max_uses_unreached"),
        ({"exclusive_group": "g"}, "lonely_group"),
        ({"not_with": ["nobody"]}, "unknown_conflict"),
        ({"not_with": ["A"]}, "conflict_with_itself"),
        ({"source": "tier"}, "for_everybody"),
        ({"source": "plan"}, "for_everybody"),
        ({"effect": {"kind": "amount_off", "amount": 0}}, "gives_nothing"),
        ({"effect": {"kind": "points_multiplier", "times": "1.0"}}, "gives_nothing"),
        ({"effect": {"kind": "amount_off_every", "every": 100, "amount": 100}}, "all_off"),
        ({"scope": {"brands": ["YR"], "exclude": {"brands": ["YR"]}}}, "excluded_scope"),
        ({"effect": {"kind": "amount_off_steps", "steps": [[5000, 500], [9000, 400]]}}, "step_gives_less"),
        ({"effect": {"kind": "amount_off_steps", "steps": [[100, 500]]}}, "step_above_amount"),
        (
            {
                "effect": {"kind": "amount_off_steps", "steps": [[5000, 500], [9000, 900]]},
                "conditions": {"min_amount": 9000},
            },
            "step_never_counts",
        ),
        ({"effect": {"kind": "percent_off_steps", "steps": [[0, 500], [1, 900]]}}, "step_never_counts"),
        (
            {
                "conditions": {
                    "valid_from": "2026-11-12T00:00:00+08:00",
                    "valid_to": "2026-11-13T09:00:00+08:00",
                    "weekdays": [5],
                    "hours": [["10:00", "12:00"]],
                }
            },
            "unreachable_hours",
        ),
    ],
)
def test_a_warning(fields, code):
    assert warned(offer(**fields)) == [("A", code)]


STEPS = {"kind": "amount_off_steps", "steps": [[30_000, 3000], [60_000, 8000]]}
GROWN = COUPON | {"id": "B", "effect": {"kind": "amount_off", "amount": 900}}


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"id": "points"}, "reserved_id", "id"),
        ({"id": "A#1"}, "ambiguous_id", "id"),
        ({"id": "tier"}, "ambiguous_id", "id"),
        ({"exclusive_gruop": "g"}, "unread_field", "exclusive_gruop"),
        ({"colour": "red"}, "unread_field", "colour"),
        ({"offline": {"policy": "allowed", "barer": "platform"}}, "unread_field", "offline.barer"),
        ({"funding": [{"party": "platform", "bps": 10_000, "share": 1}]}, "unread_field", "funding[0].share"),
        ({"budget": 100}, "budget_ignored", "budget"),
        ({"label": "满300减50", "conditions": {"min_amount": 20_000}}, "label_says_else", "label"),
        ({"label": "每满 100 减 5", "effect": {"kind": "amount_off_every", "every": 20_000, "amount": 500}},
         "label_says_else", "label"),
        ({"label": "滿300減30，滿600減90", "effect": STEPS}, "label_says_else", "label"),
        ({"conditions": {"channels": ["app"]}}, "not_at_the_till", "conditions.channels"),
        ({"offline": {"policy": "leased"}}, "nothing_to_lease", "offline.policy"),
        ({"line_group": "g"}, "lonely_group", "line_group"),
        ({"effect": {"kind": "percent_off", "bps": 10_000}}, "all_off", "effect.bps"),
        ({"effect": {"kind": "every_n", "n": 2, "discounted": 2, "bps": 10_000}}, "all_off", "effect.discounted"),
        ({"stage": "price", "effect": {"kind": "unit_price", "price": 0}}, "all_off", "effect.price"),
        ({"conditions": {"min_amount": 500}}, "all_off", "effect.amount"),
        ({"grows": {"to": "B"}}, "grows_ignored", "grows"),
        (COUPON | {"grows": {"to": "B", "until": "2026-11-01T00:00:00Z"}}, "grows_ended", "grows.until"),
        (COUPON | {"grows": {"to": "B", "untill": None}}, "unread_field", "grows.untill"),
        (COUPON | {"grows": {"to": "A"}}, "grows_into_nothing", "grows.to"),
        (COUPON | {"grows": {"to": "NOBODY"}}, "grows_into_nothing", "grows.to"),
        (COUPON | {"grows": {"to": "P"}}, "grows_into_nothing", "grows.to"),
        (COUPON | {"grows": {"to": "OVER"}}, "grows_into_nothing", "grows.to"),
        (COUPON | {"grows": {"to": "SMALL"}}, "grows_smaller", "grows.to"),
    ],
)  # fmt: skip
def test_a_warning_about_a_field(fields, code, path):
    ended = COUPON["conditions"] | {"valid_to": "2026-11-01T00:00:00Z"}
    others = [
        offer(**GROWN),
        offer(id="P"),
        offer(**GROWN | {"id": "OVER", "conditions": ended}),
        offer(**GROWN | {"id": "SMALL", "effect": {"kind": "amount_off", "amount": 500}}),
    ]
    found = [(said.path, said.code) for said in report(offer(**fields), *others).warnings if said.offer_id != "OVER"]
    assert found == [(f"$[0].{path}", code)]


@pytest.mark.parametrize(
    "fields",
    [
        COUPON | {"grows": {"to": "B", "until": "2026-12-01T00:00:00+08:00"}, "label_en": "¥5 off", "version": 3},
        {"label": "满300减30，满600减80", "effect": STEPS, "note": "by Zhao", "grows": None, "label_en": None},
        {"label": "满 1,000 元减 5 元", "conditions": {"min_amount": 100_000}},
        {"conditions": {"channels": ["app", "pos"]}},
    ],
)
def test_fields_beside_the_engine_s_that_are_as_they_should_be(fields):
    assert warned(offer(**fields), offer(**GROWN)) == []


@pytest.mark.parametrize(
    ("fields", "path", "expected"),
    [
        ({"label_en": 7}, "label_en", "a text"),
        ({"label_en": ""}, "label_en", "not empty"),
        ({"grows": "B"}, "grows", "an object"),
        ({"grows": {}}, "grows.to", "required"),
        ({"grows": {"to": ["B"]}}, "grows.to", "a text"),
        ({"grows": {"to": "B", "until": "tomorrow"}}, "grows.until", "2026-11-11T10:00:00+08:00"),
        ({"grows": {"to": "B", "until": "2026-12-01T00:00:00"}}, "grows.until", "with an offset"),
        ({"budget": "100"}, "budget", "an integer"),
        ({"budget": -1}, "budget", "at least 0"),
        ({"funding": [{"party": "a", "bps": 9000}]}, "funding", "these sum to 9000"),
        ({"conditions": {"min_ammount": 3}}, "conditions.min_ammount", "did you mean min_amount?"),
    ],
)
def test_a_field_that_tills_would_stumble_over_is_a_breach(fields, path, expected):
    (said,) = report(offer(**fields)).breaches
    assert said.path == f"$[0].{path}"
    assert expected in said.text


@pytest.mark.parametrize(
    "fields",
    [
        {"limits": {"budgeted": True}, "budget": 10_000, "offline": {"policy": "leased"}},
        {"offline": CAPPED},
        COUPON | {"max_uses": 2},
        COUPON | {"exclusive_group": "g"},
        {"conditions": {"hours": [["09:00", "12:00"], ["12:00", "14:00"]]}},
        {"effect": {"kind": "amount_off_steps", "steps": [[5000, 500], [9000, 900]]}},
        {
            "conditions": {
                "valid_from": "2026-11-12T00:00:00+08:00",
                "valid_to": "2026-11-13T10:01:00+08:00",
                "weekdays": [5],
                "hours": [["10:00", "12:00"]],
            }
        },
    ],
)
def test_no_warning(fields):
    assert warned(offer(**fields)) == []


@pytest.mark.parametrize(
    ("one", "other", "is_warned"),
    [
        ({"stores": ["S1"]}, {"stores": ["S2"]}, True),
        ({"stores": ["S1"]}, {"stores": ["S1", "S2"]}, False),
        ({"stores": ["S1"]}, {}, False),
        ({"hours": [["09:00", "12:00"]]}, {"hours": [["12:00", "14:00"]]}, True),
        ({"valid_to": "2027-01-01T00:00:00Z"}, {"valid_from": "2027-01-01T08:00:00+08:00"}, True),
        ({"tiers": {"program": "g", "in": ["gold"]}}, {"tiers": {"program": "g", "in": ["silver"]}}, True),
        ({"tiers": {"program": "g", "in": ["gold"]}}, {"tiers": {"program": "h", "in": ["silver"]}}, False),
    ],
)
def test_a_conflict_of_offers_that_never_meet_has_no_effect(one, other, is_warned):
    found = warned(offer(conditions=one, not_with=["B"]), offer(id="B", conditions=other))
    assert found == ([("A", "conflict_without_effect")] if is_warned else [])


def test_the_demo_s_offers_keep_the_contract():
    group = generate(products=300, members=10, today=date(2026, 11, 11))
    assert report(*(record.document for record in group.offers)).breaches == ()


@pytest.fixture
def file(tmp_path):
    def write(*offers):
        path = tmp_path / "offers.json"
        path.write_text(json.dumps(offers), "utf-8")
        return path

    return write


def test_the_command_says_it_to_people_and_to_programs(file, tmp_path, capsys):
    assert main(["check-offers", str(file(offer(exclusive_group="g")))]) == 0
    assert "warning  A $[0].exclusive_group (lonely_group)" in capsys.readouterr().out
    assert main(["check-offers", str(file(offer(stage="x"))), "--json"]) == 1
    (breach,) = json.loads(capsys.readouterr().out)["breaches"]
    assert (breach["offer"], breach["path"]) == ("A", "$[0].stage")
    assert breach["expected"].startswith("one of price")
    assert main(["check-offers", str(tmp_path / "nowhere")]) == 2
    (tmp_path / "broken").write_text("[", "utf-8")
    assert main(["check-offers", str(tmp_path / "broken")]) == 2


def test_what_breaks_the_contract_is_not_published_and_the_rest_is(data, ledger, file, capsys):
    bad = offer(id="BAD", effect={"kind": "amount_off", "amount": -1})
    assert main(["publish-offers", str(file(offer(), bad)), "--data", str(data.path)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["published"] == [{"id": "A", "version": 1}]
    assert [refused["path"] for refused in answer["refused"]] == ["$[1].effect.amount"]
    assert ledger.feeds.get("group", "offers", "BAD") is None
    assert json.loads(ledger.feeds.get("group", "offers", "A"))["document"] == offer()
    # The same content again is no new version; another content is, and the older one stays known.
    assert main(["publish-offers", str(file(offer())), "--data", str(data.path)]) == 0
    assert main(["publish-offers", str(file(offer(priority=3))), "--data", str(data.path)]) == 0
    assert json.loads(ledger.feeds.get("group", "offers", "A"))["version"] == 2
    assert (ledger.reference.offer("A", 1), ledger.reference.offer("A", 2)) == (offer(), offer(priority=3))


def test_the_seam_that_publishes_refuses_by_itself(ledger):
    with ledger.database.transaction():
        refused = offer_publishing.publish_offers(
            ledger,
            [
                OfferRecord("BAD", 1, offer(id="BAD", stage="x", priority="y")),
                OfferRecord("OTHER", 1, offer()),
                OfferRecord("A", 1, offer()),
            ],
        )
    assert {each.offer_id: [breach.path for breach in each.breaches] for each in refused} == {
        "BAD": ["$.stage", "$.priority"],
        "OTHER": ["$.id"],
    }
    assert [ledger.feeds.get("group", "offers", name) is None for name in ("BAD", "OTHER", "A")] == [True, True, False]
