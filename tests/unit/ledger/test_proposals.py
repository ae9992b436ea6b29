"""Stores propose, brands decide, and a till is sent only what was approved."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application.group_rules import publish_rules
from central_ledger.application.proposals import ProposalRefused, Wish, decide, list_proposals, propose, withdraw
from central_ledger.domain.roles import Grant, Speaker

STORE = Speaker("staff:S01/E1", "", (Grant("manager", "S01"),))
OTHER_STORE = Speaker("staff:S02/E1", "", (Grant("manager", "S02"),))
LQX = Speaker("person:P1", "", (Grant("brand_manager", None, "LQX"),))
LY = Speaker("person:P2", "", (Grant("brand_manager", None, "LY"),))
CHEAPER = {"sku": "A1", "unit_price_minor": 10900}
BAG = {"sku": "S01-BAG", "name": "帆布袋", "brand": "LQX", "unit_price_minor": 4900, "tax_bps": 1300}
OFFER = {
    "id": "S01-AUTUMN",
    "source": "promotion",
    "stage": "order",
    "scope": {"skus": ["A2"], "brands": ["LY"]},
    "effect": {"kind": "percent_off", "bps": 1000},
}


@pytest.fixture
def asked(ledger):
    """LQX and LY ask to be asked."""
    with ledger.database.transaction():
        publish_rules(ledger, {"approvals": [{"brand": "LQX"}, {"brand": "LY", "what": ["offer"]}]}, "person:P9")
    return ledger


def wish(kind, document, proposal_id="p1", store="S01"):
    return Wish(store, proposal_id, kind, document)


def sent(ledger, feed, key, scope="S01"):
    row = ledger.feeds.get(scope, feed, key)
    return None if row is None else json.loads(row)


def history(ledger, proposal):
    return [(e.who, e.what, e.reason) for e in ledger.proposals.history(proposal.store, proposal.proposal_id)]


def test_where_no_brand_asks_it_goes_out_at_once(ledger):
    assert propose(ledger, STORE, wish("price", CHEAPER)).status == "approved"
    assert sent(ledger, "overlay", "A1") == {"sku": "A1", "unit_price_minor": 10900, "listed": True}
    assert propose(ledger, STORE, wish("sku", BAG, "p2")).status == "approved"
    assert sent(ledger, "products", "S01-BAG")["own"] is True
    assert sent(ledger, "products", "S01-BAG", "S02") is None


def test_a_price_waits_for_its_brand_and_is_sent_with_its_word(asked):
    before = sent(asked, "overlay", "A1")
    proposal = propose(asked, STORE, wish("price", CHEAPER))
    assert (proposal.status, proposal.brands, sent(asked, "overlay", "A1")) == ("proposed", ("LQX",), before)
    for nobody in (STORE, LY, OTHER_STORE):
        with pytest.raises(ProposalRefused):
            decide(asked, nobody, ("S01", "p1"), "approve", "")
    assert decide(asked, LQX, ("S01", "p1"), "approve", "双11").status == "approved"
    assert sent(asked, "overlay", "A1")["unit_price_minor"] == 10900
    assert history(asked, proposal) == [
        ("staff:S01/E1", "proposed", ""),
        ("person:P1", "approved", "双11"),
        ("ledger", "published", ""),
    ]
    with pytest.raises(ProposalRefused) as late:
        decide(asked, LQX, ("S01", "p1"), "refuse", "zu spät")
    assert late.value.code == "not_open"


def test_a_refusal_says_why_and_nothing_is_sent(asked):
    propose(asked, STORE, wish("sku", BAG))
    with pytest.raises(ProposalRefused) as silent:
        decide(asked, LQX, ("S01", "p1"), "refuse", "  ")
    assert silent.value.code == "reason_needed"
    refused = decide(asked, LQX, ("S01", "p1"), "refuse", "不是我们的商品")
    assert (refused.status, sent(asked, "products", "S01-BAG")) == ("refused", None)
    assert history(asked, refused)[-1] == ("person:P1", "refused", "不是我们的商品")


def test_an_offer_needs_every_brand_that_it_is_about_or_that_pays(asked):
    proposal = propose(asked, STORE, wish("offer", OFFER))
    assert proposal.brands == ("LQX", "LY")  # A2 is of LQX
    assert proposal.document["conditions"] == {"stores": ["S01"]}
    assert proposal.document["owner"] == "store:S01"
    assert decide(asked, LY, ("S01", "p1"), "approve", "").status == "proposed"
    assert sent(asked, "offers", "S01-AUTUMN", "group") is None
    assert decide(asked, LQX, ("S01", "p1"), "approve", "").status == "approved"
    assert sent(asked, "offers", "S01-AUTUMN", "group")["version"] == 1
    # A brand that asks for nothing is asked all the same when it pays.
    paid = OFFER | {"id": "S01-PAID", "scope": {"skus": ["OWN1"]}, "funding": [{"party": "brand:XX", "bps": 10000}]}
    assert propose(asked, STORE, wish("offer", paid, "p2")).brands == ("XX",)
    assert withdraw(asked, STORE, ("S01", "p1"), "售完").status == "withdrawn"
    assert sent(asked, "offers", "S01-AUTUMN", "group") is None


@pytest.mark.parametrize(
    ("kind", "document", "path"),
    [
        ("price", {"sku": "NONE", "unit_price_minor": 1}, "$.sku"),
        ("price", {"sku": "A1"}, "$.unit_price_minor"),
        ("price", {"sku": "A1", "unit_price_minor": -1}, "$.unit_price_minor"),
        ("sku", BAG | {"sku": "BAG"}, "$.sku"),
        ("sku", BAG | {"tags": ["onetill:not-in-group"]}, "$.tags[0]"),
        ("sku", BAG | {"own": True}, "$.own"),
        ("offer", OFFER | {"id": "AUTUMN"}, "$.id"),
        ("offer", OFFER | {"conditions": {"stores": ["S02"]}}, "$.conditions.stores"),
        ("offer", OFFER | {"funding": [{"party": "platform", "bps": 10000}]}, "$.funding[0].party"),
        ("offer", OFFER | {"effect": {"kind": "percent_off", "bps": 0}}, "$.effect.bps"),
        ("offer", OFFER | {"calendar": "D11"}, "$.calendar"),
        ("offer", OFFER | {"budget": 10**30}, "$.budget"),
        ("offer", OFFER | {"note": [0.5]}, "$.note[0]"),
    ],
)
def test_what_breaks_the_contract_is_said_with_its_path_and_not_kept(asked, kind, document, path):
    with pytest.raises(ProposalRefused) as refused:
        propose(asked, STORE, wish(kind, document))
    assert [breach.path for breach in refused.value.breaches] == [path]
    assert asked.proposals.get("S01", "p1") is None


def test_sent_again_it_is_the_same_proposal_and_a_new_one_replaces_the_open_one(asked):
    first = propose(asked, STORE, wish("price", CHEAPER))
    assert propose(asked, STORE, wish("price", CHEAPER)) == first
    with pytest.raises(ProposalRefused) as other:
        propose(asked, STORE, wish("price", CHEAPER | {"unit_price_minor": 1}))
    assert other.value.code == "conflict"
    propose(asked, STORE, wish("price", CHEAPER | {"unit_price_minor": 9900}, "p2"))
    replaced = asked.proposals.get("S01", "p1")
    assert (replaced.status, history(asked, replaced)[-1]) == ("replaced", ("staff:S01/E1", "replaced", "p2"))
    with pytest.raises(ProposalRefused):
        propose(asked, OTHER_STORE, wish("price", CHEAPER, "p3"))


def test_everybody_sees_what_is_theirs_page_by_page(asked):
    for number, store, speaker in ((1, "S01", STORE), (2, "S02", OTHER_STORE), (3, "S01", STORE)):
        propose(asked, speaker, wish("price", {"sku": "A1", "unit_price_minor": number}, f"p{number}", store))
    propose(asked, STORE, wish("price", {"sku": "B1", "unit_price_minor": 1}, "p4"))

    def seen(speaker, **chosen):
        found, after = [], None
        while True:
            page = list_proposals(asked, speaker, after=after, limit=1, **chosen)
            found += [proposal.proposal_id for proposal in page.proposals]
            after = page.next
            if after is None:
                return found

    assert seen(STORE) == ["p1", "p3", "p4"]
    assert seen(LQX) == ["p1", "p2", "p3"]
    assert seen(LQX, status="proposed") == ["p2", "p3"]
    assert seen(LY) == []  # LY asks about offers alone
    assert seen(Speaker("person:P3", "", (Grant("group_auditor"),))) == ["p1", "p2", "p3", "p4"]


def test_the_commands_do_the_same(data, asked, tmp_path, capsys):
    file = tmp_path / "price.json"
    file.write_text(json.dumps(CHEAPER))

    def run(*words):
        code = main(["proposals", *words, "--data", str(data.path)])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    code, (made,) = run("propose", "p1", "--store", "S01", "--kind", "price", "--file", str(file), "--by", "张三")
    assert (code, made["status"], made["waiting"]) == (0, "proposed", ["LQX"])
    assert run("approve", "p1", "--store", "S01", "--by", "李总")[1][0]["refused"] == "forbidden"
    code, (done,) = run("approve", "p1", "--store", "S01", "--brand", "LQX", "--by", "李总")
    assert (code, done["status"], [event["who"] for event in done["history"]]) == (
        0, "approved", ["console:张三", "console:李总", "ledger"],
    )  # fmt: skip
    assert [proposal["proposal_id"] for proposal in run("list")[1]] == ["p1"]
