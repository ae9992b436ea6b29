"""The commands about programs: their rules of tiers, and what members have by them."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import Any

import msgspec

from central_ledger.application.draws import commit_draw, enter_draw, reveal_draw
from central_ledger.application.ledger import Ledger
from central_ledger.application.points import settle_day
from central_ledger.application.program_rules import publish_program_rules, rules_document, rules_version
from central_ledger.application.program_settlement import month_csv, settle_month
from central_ledger.application.publish import publish_members
from central_ledger.application.settlement_days import is_day
from central_ledger.application.tiers import (
    give_tier,
    member_setting,
    publish_tier_rules,
    read_rules,
    settle_due,
    tiers_by_program,
)
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_in, text_in
from central_ledger.domain.draws import verify


def tiers(options: Namespace) -> int:
    """`settle` what periods' ends change, `publish` other rules, show a member's `history`, or `give` a tier."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "settle":
            _print({"changed": settle_due(ledger)})
        elif options.action == "publish":
            rules = read_rules(document_in(options.name))
            _print({"programs": sorted(rules), "changed": publish_tier_rules(ledger, rules)})
        elif options.name is None or ledger.members.get(options.name) is None:
            raise ValueError("name a member by their one_id")
        elif options.action == "give":
            _give(ledger, options)
        else:
            for row in ledger.tiers.history(options.name):
                _print(msgspec.structs.asdict(row))
    finally:
        ledger.close()
    return 0


def _give(ledger: Ledger, options: Namespace) -> None:
    if not options.program or not options.tier:
        raise ValueError("say --program and --tier")
    one_id = ledger.identities.current(options.name)
    known = tiers_by_program(member_setting(ledger, one_id))
    if options.program not in known:
        raise ValueError(
            f"no tiers of a program {options.program} are known here, but of {', '.join(sorted(known)) or 'none'}"
        )
    if options.tier not in known[options.program]:
        raise ValueError(f"{options.program} has no tier {options.tier}, but {', '.join(known[options.program])}")
    if options.until is not None and not (is_day(options.until) and options.until > ledger.now()[:10]):
        raise ValueError(f"--until: a day to come as YYYY-MM-DD, not {options.until}")
    until = None if options.until is None else f"{options.until}T00:00:00.000+00:00"
    with ledger.database.transaction():
        give_tier(ledger, one_id, options.program, options.tier, until=until, why="given")
        publish_members(ledger, [one_id])
    _print({"one_id": one_id, "program": options.program, "tier": options.tier, "until": until})


def programs(options: Namespace) -> int:
    """`publish` the rules of the programs, or `show` those in force."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "publish":
            _print({"version": publish_program_rules(ledger, document_in(options.name))})
        else:
            _print({"version": rules_version(ledger), "rules": rules_document(ledger)})
    finally:
        ledger.close()
    return 0


def settle_programs(options: Namespace) -> int:
    """The same bytes each time."""
    ledger = DataDirectory.of(options).open()
    try:
        closed = settle_month(ledger, options.month)
    finally:
        ledger.close()
    sys.stdout.write(month_csv(closed) if options.csv else closed.document + "\n")
    return 0


def draw(options: Namespace) -> int:
    """`commit`, `enter`, `reveal`, or `verify`, which needs no ledger; 1: something is not as it was promised."""
    if options.action == "verify":
        found = verify(document_in(options.name), options.code or "")
        shown: dict[str, Any] = {"entries": found.entries, "counts": found.counts, "problems": found.problems}
        if found.slip is not None:
            shown["slip"] = {"number": found.slip[0], "given": found.slip[1]}
        _print(shown)
        return 1 if found.problems else 0
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "commit":
            document_in(options.name)
            row = commit_draw(ledger, text_in(options.name))
            _print({"draw": row.draw_id, "commitment": row.commitment, "committed_at": row.committed_at})
        elif options.action == "reveal":
            _print(reveal_draw(ledger, options.name))
        else:
            if not options.member or not options.entry:
                raise ValueError("say --member and --entry")
            entered = enter_draw(ledger, options.name, options.member, options.entry)
            _print(asdict(entered.entry) | {"price": entered.price, "points": entered.points})
    finally:
        ledger.close()
    return 0


def expire(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        _print(settle_day(ledger, options.day))
    finally:
        ledger.close()
    return 0


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
