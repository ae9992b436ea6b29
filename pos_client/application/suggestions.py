"""What to suggest to the member at the counter, or on a desk's screen, and for the basket at hand, from the cache.

Source: docs/suggestions.md. Nothing here asks anybody, and nothing is a refusal: without anything to go by there is a
word why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.coupon_fit import EndingCoupon, ending_coupons
from pos_client.application.members import MemberDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Basket
from retail.catalogue import Product
from retail.facts_ports import MemberFactsReader
from retail.member import Member
from retail.ports import Catalogue, Stock, StoredCoupon
from retail.sale import ShownSuggestion
from retail.sizes import size_of
from retail.stock import StockLevel
from retail.styles import style_of
from retail.suggesting import (
    HISTORY_MAX,
    RETURNED_DAYS,
    BasketStyle,
    BoughtStyle,
    Candidate,
    Known,
    OwnNear,
    Reason,
    candidates,
    merged,
    near_own,
    popular,
    skus_in_size,
    skus_that_fit,
    used_up,
)
from retail.suggestion_rows import LearnedStyles, OwnPurchases, StyleRow
from retail.suggestion_rules import SuggestionRules

#: So many are shown.
SHOWN_MAX = 3
#: Candidates are looked up so many at a time, with so many SKUs of each, and no more than so many in all: a counter is
#: no place to wait.
AT_ONCE, LOOKED_AT_MAX, SKUS_OF_STYLE = 6, 30, 10
#: A sale names at most so many that were shown for it.
NOTED_MAX = 12
#: The member's own categories that are asked when nothing else is near.
CATEGORIES_ASKED = 3
#: Rows of styles that are kept, some 3 KB each: those of a day's shoppers are mostly the same.
ROWS_KEPT_MAX = 2_000
#: What may be known of what a member buys, by consent (`retail.joining`).
PROFILE = "profile"

#: Why there is none: nobody is there and nothing is in the basket; the group wants none here; nothing was learned yet;
#: the member does not want any; there is nothing to go by; what there is is not here.
Nothing = Literal["nobody", "off", "not_learned", "not_wanted", "no_history", "not_here"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Goods of this store that are there (`level`; None: this store counts nothing), and why, the strongest first."""

    product: Product
    level: StockLevel | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """At most three; `nothing` says why there is none."""

    shown: tuple[Suggestion, ...] = ()
    nothing: Nothing | None = None


@dataclass(frozen=True, slots=True)
class SuggestionSources:
    """What suggestions are made from."""

    catalogue: Catalogue
    stock: Stock
    learned: LearnedStyles
    own: OwnPurchases
    facts: MemberFactsReader


@dataclass(frozen=True, slots=True)
class _History:
    """What a member bought here and elsewhere: goods, their sizes, and the categories that were bought in."""

    bought: tuple[BoughtStyle, ...] = ()
    returned: frozenset[str] = frozenset()
    sizes: Mapping[str, int] = field(default_factory=dict)  # lines that were bought in each
    categories: tuple[str, ...] = ()  # the most bought first


_NO_HISTORY = _History()


class SuggestionDesk:
    """Asked at each change of the counter: an answer is kept until what it depends on changes."""

    def __init__(self, desk: Desk, checkout: Checkout, sources: SuggestionSources) -> None:
        self._desk = desk
        self._checkout = checkout
        self._sources = sources
        self._kept: tuple[object, Suggestions] | None = None
        self._own: OwnNear | None = None
        self._rows: dict[str, StyleRow | None] = {}
        self._knows_rows = False
        self._histories: dict[str, _History] = {}
        self._last_sale: object = None

    def reference_changed(self) -> None:
        """New rows may have come in."""
        self._own = None
        self._rows.clear()
        self._knows_rows = False
        self._forget_people()

    def _forget_people(self) -> None:
        """What was bought may be more."""
        self._kept = None
        self._histories.clear()

    def for_counter(self) -> Suggestions:
        """For the basket and its member."""
        state = self._checkout.state
        if state.last_sale is not self._last_sale:
            self._last_sale = state.last_sale
            self._forget_people()
        key = (state.member, state.basket.lines, state.coupon_choice, self._desk.clock.now().date())
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, self._made(state))
        return self._kept[1]

    def for_member(self, member: Member, coupons: Sequence[StoredCoupon]) -> Suggestions:
        """For somebody who is looked at, and has no basket."""
        return self._for(member, coupons, Basket(), {})

    def note_shown(self) -> None:
        """What is on the screen now was shown for this basket; its sale will say so."""
        self._note(self.for_counter())

    def _note(self, found: Suggestions) -> None:
        state, noted = self._checkout.state, list(self._checkout.state.suggested)
        known = {one.sku for one in noted}
        for one in found.shown:
            if one.product.sku not in known and len(noted) < NOTED_MAX:
                noted.append(ShownSuggestion(one.product.sku, one.reasons[0].kind))
        if len(noted) > len(state.suggested):
            self._checkout.say(suggested=tuple(noted))

    def add(self, sku: str, among: Suggestions | None = None) -> Changes:
        """Put one that is shown (at the counter, or `among` others) into the basket, as what it is.

        Raises Refused `suggestion_gone`, or as adding does.
        """
        shown = self.for_counter() if among is None else among
        found = next((one for one in shown.shown if one.product.sku == sku), None)
        if found is None:
            raise Refused("suggestion_gone")
        self._note(shown)
        before = {line.line_id for line in self._checkout.state.basket.lines}
        changes = self._checkout.add_product(sku)
        basket = self._checkout.state.basket
        new = [line for line in basket.lines if line.line_id not in before]
        for line in new:
            basket = basket.with_line(replace(line, suggested=found.reasons[0].kind))
        return changes | (self._checkout.change_basket(basket) if new else Changes())

    def add_for(self, members: MemberDesk, one_id: str, sku: str, among: Suggestions) -> Changes:
        """The same from a member's page: the member comes along. Raises Refused `counter_busy` while somebody else
        stands at the counter.
        """
        here = self._checkout.state.member
        changes = Changes()
        if here is None:
            changes = self._checkout.set_member(members.identify_search(one_id))
        elif here.member.one_id != one_id:
            raise Refused("counter_busy")
        return changes | self.add(sku, among)

    def _made(self, state: CheckoutState) -> Suggestions:
        identified, nets = state.member, {}
        used: set[str | None] = set()
        if state.pricing is not None:
            nets = {line.id: line.net for line in state.pricing.lines}
            used = {applied.coupon for applied in state.pricing.applied}
        if identified is None and not state.basket.lines:
            return Suggestions(nothing="nobody")
        coupons = () if identified is None else identified.coupons
        unused = [coupon for coupon in coupons if coupon.coupon_id not in used]
        return self._for(None if identified is None else identified.member, unused, state.basket, nets)

    def _for(
        self, member: Member | None, coupons: Sequence[StoredCoupon], basket: Basket, nets: Mapping[str, int]
    ) -> Suggestions:
        rules = self._checkout.rules.group.suggestions
        if not rules.enabled:
            return Suggestions(nothing="off")
        if not self._is_learned():
            return Suggestions(nothing="not_learned")
        wanted = member is None or member.consents.get(PROFILE, True)
        if not wanted and not basket.lines:
            return Suggestions(nothing="not_wanted")
        now = self._desk.clock.now()
        history = self._history(member.one_id, now.date(), rules) if member is not None and wanted else _NO_HISTORY
        known = Known(history.bought, _in_basket(basket, rules), history.returned)
        checkout = self._checkout
        ending = ending_coupons(coupons, checkout.usable, checkout.rules.group, basket, now, nets=nets)
        ranked = self._near(known, rules)
        chosen = self._chosen(ranked, history, rules, ending)
        if len(chosen) < SHOWN_MAX:
            more = _others(self._popular(known, history, rules), ranked)
            chosen = (*chosen, *self._chosen(more, history, rules, ending))[:SHOWN_MAX]
            ranked = [*ranked, *more]
        if chosen:
            return Suggestions(chosen)
        return Suggestions(nothing="not_here" if ranked else "no_history")

    def _history(self, one_id: str, today: date, rules: SuggestionRules) -> _History:
        found = self._histories.get(one_id)
        if found is None:
            found = self._histories[one_id] = self._read_history(one_id, today, rules)
        return found

    def _read_history(self, one_id: str, today: date, rules: SuggestionRules) -> _History:
        """The ledger's facts, and what this till sold and took back since; the newest first."""
        own = self._sources.own.of_member(one_id, HISTORY_MAX)
        facts = self._sources.facts.of(one_id)
        sold = [one for one in own if not one.back]
        # Of what was sold here just now the ledger's facts know no category yet.
        products = {product.sku: product for product in self._sources.catalogue.by_code([one.sku for one in sold])}
        lines = [
            (one.occurred_at, one.sku, one.name, one.brand, _categories(products.get(one.sku)), "1") for one in sold
        ]
        if facts is not None:
            lines += [
                (one.occurred_at, one.sku, one.name, one.brand, one.categories, one.quantity) for one in facts.recent
            ]
        lines.sort(key=lambda line: datetime.fromisoformat(line[0]), reverse=True)
        back = {
            style_of(one.brand, one.name)
            for one in own
            if one.back and (today - _day(one.occurred_at)).days <= RETURNED_DAYS
        }
        styles: dict[str, BoughtStyle] = {}
        for occurred_at, sku, name, brand, categories, quantity in lines:
            style, day = style_of(brand, name), _day(occurred_at)
            if style not in styles and not rules.never.covers_bought(sku, brand, categories):
                styles[style] = BoughtStyle(style, sku, name, day, (today - day).days, tuple(categories), quantity)
        sizes = dict({} if facts is None else facts.sizes)
        for product in products.values():
            size = size_of(product.variant)
            if size is not None:
                sizes[size] = sizes.get(size, 0) + 1
        counted = {} if facts is None else facts.categories
        return _History(
            tuple(one for one in styles.values() if one.style not in back)[:HISTORY_MAX],
            frozenset(back),
            sizes,
            tuple(sorted(counted, key=lambda category: (-counted[category], category))),
        )

    def _near(self, known: Known, rules: SuggestionRules) -> list[Candidate]:
        """By what is in the basket, was bought, or is used up."""
        if self._own is None:
            self._own = near_own(self._sources.learned.own_styles())
        near = candidates(known, self._styles(known.styles), self._own) if known.styles else []
        again = used_up(known, rules.lasts)
        return merged(again, near) if again else near

    def _is_learned(self) -> bool:
        """Whether there are rows at all: asked of the store until there are."""
        self._knows_rows = self._knows_rows or not self._sources.learned.is_empty()
        return self._knows_rows

    def _styles(self, keys: Sequence[str]) -> dict[str, StyleRow]:
        """Rows of styles: each is asked of the store once, until the ledger sends others."""
        missing = [key for key in keys if key not in self._rows]
        if len(self._rows) + len(missing) > ROWS_KEPT_MAX:
            self._rows.clear()
            missing = list(keys)
        if missing:
            found = self._sources.learned.styles(missing)
            self._rows |= {key: found.get(key) for key in missing}
        return {key: row for key in keys if (row := self._rows[key]) is not None}

    def _popular(self, known: Known, history: _History, rules: SuggestionRules) -> list[Candidate]:
        """By what sells best, in the categories of the basket and of the member first."""
        of_basket = [category for one in known.basket for category in one.categories[-1:]]
        asked = dict.fromkeys((*of_basket, *history.categories[:CATEGORIES_ASKED], ""))
        names = [category for category in asked if category not in rules.never.categories]
        return popular(names, self._sources.learned.best(names), known)

    def _chosen(
        self, ranked: Sequence[Candidate], history: _History, rules: SuggestionRules, ending: Sequence[EndingCoupon]
    ) -> tuple[Suggestion, ...]:
        """The first that are here, of different kinds if there are such; what fits a coupon goes before its like."""
        here: list[tuple[int, int, Suggestion]] = []
        for start in range(0, min(len(ranked), LOOKED_AT_MAX), AT_ONCE):
            batch = ranked[start : start + AT_ONCE]
            for place, (candidate, suggestion) in enumerate(self._here(batch, history, rules), start):
                fitting = next((one for one in ending if one.fits(suggestion.product)), None)
                score = candidate.score * (5 if fitting is not None else 4)
                here.append((-score, place, _with_extras(suggestion, fitting, history)))
            if len({_kind(one.product) for *_, one in here}) >= SHOWN_MAX:
                break
        here.sort(key=lambda one: one[:2])
        in_order = [one for *_, one in here]
        first: dict[str, Suggestion] = {}
        for one in in_order:
            first.setdefault(_kind(one.product), one)
        rest = [one for one in in_order if one not in first.values()]
        return tuple([*first.values(), *rest][:SHOWN_MAX])

    def _here(
        self, batch: Sequence[Candidate], history: _History, rules: SuggestionRules
    ) -> list[tuple[Candidate, Suggestion]]:
        """Those that this store sells and has, in the size that the member buys."""
        sources, sizes = self._sources, history.sizes
        rows = self._styles([one.style for one in batch])
        skus = [sku for row in rows.values() for sku in skus_in_size(row, sizes)[:SKUS_OF_STYLE]]
        levels = sources.stock.of(skus)
        # Where not one of them was ever counted, the store counts nothing: what is listed is there.
        pieces = {sku: level.thousandths for sku, level in levels.items()} if levels else dict.fromkeys(skus, 1)
        wanted = {one.style: skus_that_fit(rows[one.style], sizes, pieces)[:1] for one in batch if one.style in rows}
        found = sources.catalogue.by_code([sku for fitting in wanted.values() for sku in fitting])
        products = {product.sku: product for product in found}
        chosen = []
        for one in batch:
            product = next((products[sku] for sku in wanted.get(one.style, ()) if sku in products), None)
            if product is not None and self._may_be_suggested(product, rows[one.style], rules):
                chosen.append((one, Suggestion(product, levels.get(product.sku), (one.reason,))))
        return chosen

    def _may_be_suggested(self, product: Product, row: StyleRow, rules: SuggestionRules) -> bool:
        """One key puts it into a basket at its own price: nothing to be weighed, and no paid membership."""
        return (
            not product.weighed
            and product.unit_price_minor > 0
            and product.sku in row.skus
            and product.sku not in self._checkout.rules.plans.goods
            and not rules.never.covers(product)
        )


def _with_extras(suggestion: Suggestion, fitting: EndingCoupon | None, history: _History) -> Suggestion:
    """What else speaks for it: a coupon that ends, and a category in which the member never bought."""
    reasons = [*suggestion.reasons]
    if fitting is not None:
        reasons.append(Reason("coupon", day=fitting.ends, offer_id=fitting.offer_id))
    kind = _kind(suggestion.product)
    if kind and history.categories and kind not in history.categories:
        reasons.append(Reason("new_category", category=kind))
    return replace(suggestion, reasons=tuple(reasons))


def _others(more: Iterable[Candidate], first: Iterable[Candidate]) -> list[Candidate]:
    known = {one.style for one in first}
    return [one for one in more if one.style not in known]


def _in_basket(basket: Basket, rules: SuggestionRules) -> tuple[BasketStyle, ...]:
    found = {}
    for line in basket.lines:
        product = line.product
        style = style_of(product.brand, product.name)
        if line.unknown is None and style not in found and not rules.never.covers(product):
            found[style] = BasketStyle(style, product.sku, product.name, product.categories)
    return tuple(found.values())


def _kind(product: Product) -> str:
    """The narrowest category."""
    return product.categories[-1] if product.categories else ""


def _categories(product: Product | None) -> tuple[str, ...]:
    return () if product is None else product.categories


def _day(occurred_at: str) -> date:
    return date.fromisoformat(occurred_at[:10])
