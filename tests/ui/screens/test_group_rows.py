"""What the counter says of the group's rules, among the offers."""

from __future__ import annotations

from tests.ui.benefits import give_group_rules
from tests.ui.conftest import Counter


def said(counter: Counter) -> list[str]:
    counter.window.sections.checkout.refresh()
    model = counter.view.offers.model
    return [model.text_of(row) for row in model.rows() if row.said is not None]


def test_a_brand_that_joins_later_a_tier_that_does_not_count_and_the_campaigns(counter: Counter) -> None:
    give_group_rules(counter.till)
    counter.till.show_code()
    counter.till.fill()
    assert said(counter) == [
        "拓坡山: 2026年12月1日加入集团，此前仅适用其品牌会员卡",
        "VIP2: 该等级在本店不适用于：绫绮轩",
        "双11: 活动进行中，至 2026年11月12日 00:00",
        "会员日: 活动开始：2026年11月18日 10:00",
    ]
    rows = counter.view.offers.model.rows()
    assert next(row for row in rows if row.offer_id == "TIER").status == "applied"
    # Nothing to press: asking why says the same in the banner.
    counter.view.offers.offer_asked.emit(next(row for row in rows if row.said == "brand"))
    assert "12月1日" in counter.view.banner.text()


def test_before_any_goods_the_running_and_the_next_campaign_are_shown(counter: Counter) -> None:
    give_group_rules(counter.till)
    counter.till.checkout.reference_changed()
    assert [words.partition(":")[0] for words in said(counter)] == ["双11", "会员日"]
    counter.till.clock.advance(2 * 24 * 3600)
    assert [words.partition(":")[0] for words in said(counter)] == ["会员日"]


def test_without_rules_nothing_is_said(counter: Counter) -> None:
    counter.till.fill()
    assert said(counter) == []
