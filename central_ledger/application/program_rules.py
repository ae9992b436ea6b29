"""The rules of the programs: published as one document, kept in every version, sent to every store's tills."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import offer_in_force
from central_ledger.application.publish import publish_setting, store_zone
from central_ledger.domain.program_rules import ProgramRules, read_program_rules
from central_ledger.domain.rule_reading import BadProgramRules, check_span

_CURRENT = "program_rules"
SETTING = "programs"


def rules_of(ledger: Ledger) -> ProgramRules:
    """The rules in force; none before anybody published any."""
    return _read(ledger.reference.meta(_CURRENT))


def rules_version(ledger: Ledger) -> int:
    """How often rules were published."""
    return int(ledger.reference.meta(f"{_CURRENT}_version") or 0)


def every_version(ledger: Ledger) -> Iterator[ProgramRules]:
    """All rules that were ever in force, the newest first."""
    for version in range(rules_version(ledger), 0, -1):
        yield _read(ledger.reference.meta(f"{_CURRENT}/{version}"))


def rules_document(ledger: Ledger) -> dict[str, Any]:
    """As published."""
    text = ledger.reference.meta(_CURRENT)
    return {} if text is None else dict(json.loads(text))


@lru_cache(maxsize=8)
def _read(text: str | None) -> ProgramRules:
    return ProgramRules() if text is None else read_program_rules(json.loads(text))


def publish_program_rules(ledger: Ledger, document: Mapping[str, Any]) -> int:
    """Put these into force in every store; gives the version. The same content again changes nothing.

    Points that a program's members hold when it first lets points end have a whole period before them. Raises
    BadProgramRules: nothing was changed.
    """
    rules = read_program_rules(document)
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    with ledger.database.transaction():
        _check_promises(ledger, rules)
        version = rules_version(ledger)
        if ledger.reference.meta(_CURRENT) == text:
            return version
        before = rules_of(ledger)
        for name, program in rules.programs.items():
            had = before.programs.get(name)
            if program.expires is not None and (had is None or had.expires is None):
                ledger.points_lots.open(name, program.expires.last_day(group_day(ledger)).isoformat())
        ledger.reference.set_meta(_CURRENT, text)
        ledger.reference.set_meta(f"{_CURRENT}_version", str(version + 1))
        ledger.reference.set_meta(f"{_CURRENT}/{version + 1}", text)
        for store in ledger.reference.stores():
            publish_setting(ledger, store, SETTING, document)
    return version + 1


def group_day(ledger: Ledger) -> date:
    """The day that it is where it is earliest: what ends with a day has ended everywhere when this is later."""
    now = ledger.clock()
    days = [now.astimezone(store_zone(ledger, store)).date() for store in ledger.reference.stores()]
    return min(days, default=now.date())


def _check_promises(ledger: Ledger, rules: ProgramRules) -> None:
    """What is promised must be there, and on at some time."""
    for place, reward in enumerate(rules.catalogue):
        check_span(reward.starts, reward.ends, f"$.catalogue[{place}]")
    for place, gift in enumerate(rules.welcome):
        check_span(gift.starts, gift.ends, f"$.welcome[{place}]")
    coupons: Iterable[tuple[str, str]] = (
        *((f"$.catalogue[{place}].offer", r.name) for place, r in enumerate(rules.catalogue) if r.kind == "coupon"),
        *((f"$.welcome[{place}].offer", g.offer_id) for place, g in enumerate(rules.welcome) if g.kind == "coupon"),
    )
    for path, offer_id in coupons:
        check_coupon_offer(ledger, offer_id, path)


def check_coupon_offer(ledger: Ledger, offer_id: str, path: str) -> None:
    """Coupons that are promised must be of an offer in force: of another one nobody could use them."""
    document = offer_in_force(ledger, offer_id)
    if document is None or document.get("source") != "coupon":
        raise BadProgramRules(path, f"an offer in force whose source is coupon: {offer_id} is none")
