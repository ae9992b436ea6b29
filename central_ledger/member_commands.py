"""The commands about who is who: how people join, cards that are missing, members who turn out to be one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from central_ledger.application.brand_accounts import import_brands, link_brand, unlink_brand
from central_ledger.application.guide_coupons import RULES as GUIDE_OFFERS
from central_ledger.application.guide_coupons import set_guide_offers
from central_ledger.application.join_cards import retry_repairs
from central_ledger.application.joining_rules import rules_document, set_rules
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_events import RULES as EVENT_RULES
from central_ledger.application.member_events import set_events
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.plans import RULES as PLAN_RULES
from central_ledger.application.plans import set_plan_rules, settle_plans_due
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_in, text_in
from central_ledger.member_data_commands import add_member_data
from retail.member import masked_name, masked_phone

AddCommand = Callable[[str, str, Callable[[Namespace], int]], ArgumentParser]


def add_commands(command: AddCommand) -> None:
    """`command` makes a parser from a name, a help text and what it runs."""
    rules = command("joining", "Show the rules by which people join, or take them from a JSON file.", joining)
    rules.add_argument("action", choices=("show", "set"))
    rules.add_argument("file", nargs="?", type=Path, metavar="FILE")
    fix = command(
        "repairs",
        "List the joins whose cards are missing (the group's and the brand's come together, or neither); or try them "
        "again.",
        repairs,
    )
    fix.add_argument("action", choices=("list", "retry"))
    fix.add_argument("--owner", default="console", help="retry: who does it")
    sold = command(
        "plans", "Show which goods are paid memberships, take that from a JSON file, or end what is over.", plans
    )
    sold.add_argument("action", choices=("show", "set", "settle"))
    sold.add_argument("file", nargs="?", type=Path, metavar="FILE")
    held = command(
        "events", "Show the events for members, take them from a JSON file, or list who came to one.", events
    )
    held.add_argument("action", choices=("show", "set", "visits"))
    held.add_argument("name", nargs="?", metavar="FILE or EVENT")
    given = command(
        "guide-coupons",
        "Show which coupons guides may give, take that from a JSON file, or list what they gave.",
        guide_coupons,
    )
    given.add_argument("action", choices=("show", "set", "given"))
    given.add_argument("name", nargs="?", metavar="FILE or MONTH")
    show = command("members", "Show a member: ids, accounts that lead to them, merges and consents.", members)
    show.add_argument("action", choices=("show",))
    show.add_argument("one_id", metavar="ONE_ID")
    brand = command(
        "brand-accounts",
        "A brand's old membership number leads to a member, or to nobody any more; or link all of a CSV file "
        "(brand,number,one_id).",
        brand_accounts,
    )
    brand.add_argument("action", choices=("link", "unlink", "import"))
    brand.add_argument("name", metavar="ONE_ID or FILE")
    brand.add_argument("--brand", default="", help="link, unlink: whose number it is")
    brand.add_argument("--number", default="", help="link: as it stands on the card")
    brand.add_argument("--why", required=True, help="for the record")
    brand.add_argument("--owner", required=True, help="who does it")
    add_member_data(command)
    join = command("merge", "Two members are one person: the second becomes an id of the first.", merge_members)
    join.add_argument("one_id", metavar="ONE_ID", help="who stays")
    join.add_argument("other", metavar="OTHER", help="whose id leads there from now on")
    join.add_argument("--why", required=True, help="for the record")
    join.add_argument("--owner", required=True, help="who does it")
    part = command(
        "unmerge",
        "An id is a member of its own again, with what was theirs and what came under it since.",
        unmerge_member,
    )
    part.add_argument("alias", metavar="ONE_ID")
    part.add_argument("--owner", required=True, help="who does it")


def joining(options: Namespace) -> int:
    """`show` or `set` the rules."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "set":
            document = document_in(options.file)
            if not isinstance(document, dict):
                raise ValueError("the rules are one JSON object")
            with ledger.database.transaction():
                set_rules(ledger, document)
        _print(rules_document(ledger))
    return 0


def repairs(options: Namespace) -> int:
    """`list` or `retry` the joins whose cards are missing."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "list":
            found = ledger.join_repairs.waiting()
        else:
            found = retry_repairs(ledger, f"console:{options.owner}")
        for row in found:
            _print(asdict(row))
    return 0


def plans(options: Namespace) -> int:
    """`show` or `set` the goods that are plans, or `settle` what is over."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "settle":
            _print({"ended": settle_plans_due(ledger)})
            return 0
        if options.action == "set":
            document = document_in(options.file)
            if not isinstance(document, dict):
                raise ValueError("the rules are one JSON object")
            with ledger.database.transaction():
                set_plan_rules(ledger, document)
        _print(json.loads(ledger.reference.meta(PLAN_RULES) or '{"goods": []}'))
    return 0


def events(options: Namespace) -> int:
    """`show` or `set` the events for members, or list the `visits` of one: that is a read of profiles, by id alone."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "show":
            _print(json.loads(ledger.reference.meta(EVENT_RULES) or '{"events": []}'))
            return 0
        if options.name is None:
            raise ValueError("name the file, or the event")
        if options.action == "set":
            _set(ledger, Path(options.name), set_events)
            return 0
        for row in ledger.event_visits.of_event(options.name):
            _print({"one_id": row.one_id, "at": row.at, "store": row.store, "till": row.till, "by": row.staff_id})
    return 0


def guide_coupons(options: Namespace) -> int:
    """`show` or `set` the coupons that guides may give, or list those `given` in a month."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "show":
            _print(json.loads(ledger.reference.meta(GUIDE_OFFERS) or '{"offers": []}'))
            return 0
        if options.name is None:
            raise ValueError("name the file, or the month (YYYY-MM)")
        if options.action == "set":
            _set(ledger, Path(options.name), set_guide_offers)
            return 0
        for gift in ledger.guide_budgets.of_month(options.name):
            told = {"guide": gift.holder.removeprefix("guide/"), "offer_id": gift.offer_id, "one_id": gift.one_id}
            _print(told | {"coupon_id": gift.coupon_id, "given_at": gift.given_at})
    return 0


def _set(ledger: Ledger, file: Path, put: Callable[[Ledger, Any], object]) -> None:
    document = document_in(file)
    with ledger.database.transaction():
        put(ledger, document)
    _print(document)


def members(options: Namespace) -> int:
    """`show` one. What is shown is a read of a profile."""
    with DataDirectory.of(options).opened() as ledger:
        one_id = ledger.identities.current(options.one_id)
        member = ledger.members.get(one_id)
        if member is None:
            raise ValueError(f"there is no member {options.one_id}")
        with ledger.database.transaction():
            ledger.reads.note_member(
                ledger.now(), "console:console", scope="group", what="member", one_id=one_id, why="show"
            )
        merges = [
            row for each in (one_id, *ledger.identities.all_of(one_id)) for row in ledger.identities.merges_of(each)
        ]
        _print(
            {
                "one_id": one_id,
                "ids": sorted((one_id, *ledger.identities.all_of(one_id))),
                "name": masked_name(member.name),
                "phone": masked_phone(member.phone),
                "tiers": dict(member.tiers),
                "plans": list(member.plans),
                "points": ledger.members.balances(one_id),
                "accounts": [asdict(link) for link in ledger.identities.links_of(one_id)],
                "merges": [asdict(row) for row in merges],
                "consents": [asdict(row) for row in ledger.identities.consents_of(one_id)],
                "repairs": [asdict(row) for row in ledger.join_repairs.of_member(one_id)],
            }
        )
    return 0


def merge_members(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        row = merge(ledger, options.one_id, options.other, who=f"console:{options.owner}", why=options.why)
        _print(asdict(row))
    return 0


def brand_accounts(options: Namespace) -> int:
    """`link`, `unlink` or `import`; 1: some rows of the file were refused."""
    by = {"who": f"console:{options.owner}", "why": options.why}
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "import":
            found = import_brands(ledger, text_in(options.name).splitlines(), **by)
            _print({"linked": found.linked, "known": found.known, "refused": dict(found.refused)})
            return 1 if found.refused else 0
        if options.action == "link":
            member = link_brand(ledger, options.name, options.brand, options.number, **by)
        else:
            member = unlink_brand(ledger, options.name, options.brand, **by)
        _print({"one_id": member.one_id, "brands": {name: f"…{text[-4:]}" for name, text in member.cards.items()}})
    return 0


def unmerge_member(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        _print(asdict(unmerge(ledger, options.alias, who=f"console:{options.owner}")))
    return 0


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
