"""Reading and checking a whole case as docs/spec/benefits.md, section 2, writes it."""

from __future__ import annotations

from typing import Any, Literal

from retail.benefit_facts import (
    COUPON_STATUSES,
    Allowances,
    Case,
    CaseLine,
    Coupon,
    MemberFacts,
    Offer,
    PointsRule,
    Program,
    UsedSoFar,
)
from retail.contract import (
    ContractError,
    Document,
    as_decimal,
    as_integer,
    as_month_day,
    as_object,
    as_one_of,
    as_quantity,
    as_text,
    as_time,
    each_once,
    flag,
    integer_or,
    nullable,
    read_list,
    required,
    sub_object,
    texts,
)
from retail.offer_reading import read_offer, read_offline, read_scope

_NO_ALLOWANCES = Allowances()


def read_case(document: object, path: str = "$", known_offers: tuple[Offer, ...] | None = None) -> Case:
    """A case of section 2. Raises ContractError with the path of what is wrong and what was expected there.

    With `known_offers`, which were read before, the document's own `offers` are not looked at: reading a campaign's
    offers again for each sale costs more than pricing it.
    """
    case = as_object(document, path)
    lines = read_list({"lines": required(case, "lines", path)}, "lines", path, _read_line)
    each_once((line.id for line in lines), f"{path}.lines", ".id")
    offers = read_list(case, "offers", path, read_offer) if known_offers is None else known_offers
    each_once((offer.id for offer in offers), f"{path}.offers", ".id")
    coupons = _read_coupons(case, path, offers)
    programs = read_list(case, "programs", path, _read_program)
    each_once((program.program for program in programs), f"{path}.programs", ".program")
    return Case(
        currency=as_text(required(case, "currency", path), f"{path}.currency"),
        at=as_time(required(case, "at", path), f"{path}.at"),
        store=as_text(required(case, "store", path), f"{path}.store"),
        channel=as_text(case.get("channel", "pos"), f"{path}.channel"),
        online=flag(case, "online", path, True),
        member=nullable(case, "member", path, _read_member),
        lines=lines,
        offers=offers,
        coupons=coupons,
        coupon_choice=_read_choice(case, path, coupons),
        points_to_use=_read_points_to_use(case, path),
        points_rule=nullable(case, "points_rule", path, _read_points_rule),
        programs=programs,
        allowances=_read_allowances(case, path),
    )


def _read_line(document: Any, path: str) -> CaseLine:
    line = as_object(document, path)
    brand = line.get("brand")
    if brand is not None and type(brand) is not str:
        raise ContractError(f"{path}.brand", "a text or null")
    return CaseLine(
        id=as_text(required(line, "id", path), f"{path}.id"),
        sku=as_text(required(line, "sku", path), f"{path}.sku"),
        quantity=as_quantity(required(line, "quantity", path), f"{path}.quantity"),
        unit_price=as_integer(required(line, "unit_price", path), f"{path}.unit_price", 0),
        brand=brand,
        categories=texts(line, "categories", path),
        tags=texts(line, "tags", path),
        discountable=flag(line, "discountable", path, True),
    )


def _read_member(document: object, path: str) -> MemberFacts:
    member = as_object(document, path)
    tiers = sub_object(member, "tiers", path)
    for program, tier in tiers.items():
        as_text(tier, f"{path}.tiers.{program}")
    return MemberFacts(
        one_id=as_text(required(member, "one_id", path), f"{path}.one_id"),
        tiers=dict(tiers),
        plans=texts(member, "plans", path),
        birthday=nullable(member, "birthday", path, as_month_day),
        points=as_integer(member.get("points", 0), f"{path}.points"),
        first_purchase=flag(member, "first_purchase", path),
    )


def _read_coupons(case: Document, path: str, offers: tuple[Offer, ...]) -> tuple[Coupon, ...]:
    sources = {offer.id: offer.source for offer in offers}

    def read_coupon(document: Any, where: str) -> Coupon:
        coupon = as_object(document, where)
        offer = as_text(required(coupon, "offer", where), f"{where}.offer")
        if sources.get(offer) != "coupon":
            raise ContractError(f"{where}.offer", "the id of an offer of this case whose source is coupon")
        return Coupon(
            id=as_text(required(coupon, "id", where), f"{where}.id"),
            offer=offer,
            one_id=nullable(coupon, "one_id", where, as_text),
            status=as_one_of(required(coupon, "status", where), f"{where}.status", COUPON_STATUSES),
            expires_at=nullable(coupon, "expires_at", where, as_time),
        )

    coupons = read_list(case, "coupons", path, read_coupon)
    each_once((coupon.id for coupon in coupons), f"{path}.coupons", ".id")
    return coupons


def _read_choice(case: Document, path: str, coupons: tuple[Coupon, ...]) -> tuple[str, ...] | None:
    if case.get("coupon_choice") is None:
        return None
    inner = f"{path}.coupon_choice"
    choice = texts(case, "coupon_choice", path)
    each_once(choice, inner)
    known = {coupon.id for coupon in coupons}
    for index, coupon_id in enumerate(choice):
        if coupon_id not in known:
            raise ContractError(f"{inner}[{index}]", "the id of a coupon of this case")
    return choice


def _read_points_to_use(case: Document, path: str) -> int | Literal["max"]:
    points = case.get("points_to_use", 0)
    if points == "max":
        return "max"
    if type(points) is not int or points < 0:
        raise ContractError(f"{path}.points_to_use", 'an integer of at least 0, or "max"')
    return points


def _read_points_rule(document: object, path: str) -> PointsRule:
    rule = as_object(document, path)
    return PointsRule(
        points=as_integer(required(rule, "points", path), f"{path}.points", 1),
        amount=as_integer(required(rule, "amount", path), f"{path}.amount", 1),
        step=as_integer(required(rule, "step", path), f"{path}.step", 1),
        max_share_bps=as_integer(rule.get("max_share_bps", 10_000), f"{path}.max_share_bps", 1, 10_000),
        scope=read_scope(rule, path),
        offline=read_offline(rule, path),
    )


def _read_program(document: Any, path: str) -> Program:
    program = as_object(document, path)
    multipliers = sub_object(program, "tier_multipliers", path)
    return Program(
        program=as_text(required(program, "program", path), f"{path}.program"),
        points=as_integer(required(program, "points", path), f"{path}.points", 0),
        per_amount=as_integer(required(program, "per_amount", path), f"{path}.per_amount", 1),
        tier_multipliers={
            tier: as_decimal(times, f"{path}.tier_multipliers.{tier}") for tier, times in multipliers.items()
        },
        scope=read_scope(program, path),
    )


def _read_allowances(case: Document, path: str) -> Allowances:
    allowances = sub_object(case, "allowances", path)
    if not allowances:
        return _NO_ALLOWANCES
    inner = f"{path}.allowances"

    def counts(key: str) -> dict[str, int]:
        entries = sub_object(allowances, key, inner)
        return {name: as_integer(count, f"{inner}.{key}.{name}") for name, count in entries.items()}

    used: dict[str, UsedSoFar] = {}
    for name, entry in sub_object(allowances, "used", inner).items():
        where = f"{inner}.used.{name}"
        so_far = as_object(entry, where)
        used[name] = UsedSoFar(integer_or(so_far, "member", where, 0, 0), integer_or(so_far, "member_day", where, 0, 0))
    return Allowances(
        leases=texts(allowances, "leases", inner),
        caps=counts("caps"),
        budgets=counts("budgets"),
        points=as_integer(allowances.get("points", 0), f"{inner}.points"),
        used=used,
    )
