"""The command line of the ledger: `central-ledger --help` names the commands and the exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from central_ledger import (
    commands,
    contact_commands,
    doctor_commands,
    facts_commands,
    journal_commands,
    lease_commands,
    member_commands,
    offer_commands,
    order_commands,
    people_commands,
    settlement_commands,
    stock_commands,
    suggestion_commands,
    value_commands,
)
from central_ledger.any_order import AnyOrder
from central_ledger.application.check_offers import Unreadable
from central_ledger.application.enrolment import EnrolmentRefused
from central_ledger.application.keys import NotInitialised
from central_ledger.application.member_codes import UnknownMember
from central_ledger.application.seed import AlreadySeeded
from central_ledger.archive_commands import add_archive
from central_ledger.backup_commands import add_backups, add_plan
from central_ledger.clearing_commands import add_clearing
from central_ledger.data_directory import DATABASE_VARIABLE
from central_ledger.group_commands import add_group_commands
from central_ledger.key_commands import add_keys
from central_ledger.organisation_commands import add_leaderboard, add_organisation, add_updates
from central_ledger.program_arguments import add_programs
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.distribution import SHARDS
from central_ledger.tls import DAYS
from retail.build_info import this_build

Add = Callable[..., argparse.ArgumentParser]

EXIT_CODES = """\
exit codes:
  0  done (audit: everything balances; replay: the same result; check-offers: no breach;
     doctor: nothing has to be done)
  1  audit: something does not balance, and it is named; replay: another result; check-offers: a breach;
     doctor: something is damaged or does not work;
     quarantine retake: some stay set aside; import-journal: some were not applied;
     publish-offers: some were refused, the others are published; other commands: refused, nothing was changed
  2  cannot read or write the directory, the file or the address, no such sale, or the command line is wrong
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AlreadySeeded, EnrolmentRefused, UnknownMember, ValueError) as error:
        _say(f"refused: {error}" if not isinstance(error, UnknownMember) else f"refused: there is no member {error}")
        return 1
    except (NotInitialised, StoreUnavailable, Unreadable, OSError) as error:
        _say(f"cannot: {error}")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="central-ledger",
        description="The group's ledger: takes the journals of all tills and gives the stores what they need.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"central-ledger {this_build()}")
    commands_of = parser.add_subparsers(dest="command", required=True, metavar="command", parser_class=AnyOrder)
    add = commands_of.add_parser
    _add_serving(add)
    _add_tills(add)
    _add_people(add)
    _add_stock(add)
    _add_orders(add)
    lease_commands.add_commands(partial(_command, add))
    _add_settlement(add)
    _add_value(add)
    _add_checks(add)
    _add_access(add)
    add_group_commands(partial(_command, add))
    member_commands.add_commands(partial(_command, add))
    facts_commands.add_commands(partial(_command, add))
    contact_commands.add_commands(partial(_command, add))
    suggestion_commands.add_commands(partial(_command, add))
    doctor_commands.add_commands(partial(_command, add))
    for add_some in (
        add_programs,
        add_clearing,
        add_archive,
        add_backups,
        add_organisation,
        add_leaderboard,
        add_updates,
    ):
        add_some(partial(_command, add))
    return parser


def _command(
    add: Add, name: str, help_text: str, run: Callable[[argparse.Namespace], int], *, needs_data: bool = True
) -> argparse.ArgumentParser:
    command = add(
        name,
        help=help_text,
        description=help_text,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if needs_data:
        command.add_argument("--data", type=Path, metavar="DIR", help="the ledger's directory")
        command.add_argument(
            "--database",
            metavar="URL",
            default=os.environ.get(DATABASE_VARIABLE),
            help=f"a PostgreSQL database: postgresql://… (default: ${DATABASE_VARIABLE}, or what the directory says)",
        )
    command.set_defaults(run=run)
    return command


def _add_serving(add: Add) -> None:
    serve = _command(
        add, "serve", "Serve until SIGTERM; prints one JSON line with the address once it listens.", commands.serve
    )
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=0, help="0 (the default) takes a free port")
    serve.add_argument("--tls-certificate", type=Path, metavar="FILE", help="speak TLS with this certificate (PEM)")
    serve.add_argument("--tls-key", type=Path, metavar="FILE", help="the certificate's key (PEM)")
    serve.add_argument(
        "--insecure-http",
        action="store_true",
        help="listen beyond this machine without TLS: only behind something that speaks TLS",
    )
    serve.add_argument(
        "--metrics",
        metavar="ADDRESS:PORT",
        help="answer a monitor's GET /metrics there (Prometheus' format, numbers only), such as 127.0.0.1:9470",
    )
    serve.add_argument("--port-file", type=Path, metavar="F", help="write the same JSON line to this file")
    add_plan(serve)
    certificate = _command(
        add,
        "make-certificate",
        "Make a certificate that signs itself, for a ledger without a certificate authority, in tls/ of the directory.",
        commands.make_certificate,
    )
    certificate.add_argument(
        "--host", action="append", metavar="NAME", help="how tills call the ledger: a name or address; may be repeated"
    )
    certificate.add_argument("--days", type=int, default=DAYS, help="valid for so long (default: %(default)s)")
    certificate.add_argument("--renew", action="store_true", help="in the place of the one that is there")
    init = _command(
        add,
        "init",
        "Make the directory, the keys and the token of the members' app. Changes nothing that is there.",
        commands.init,
    )
    init.add_argument(
        "--new-app-token",
        action="store_true",
        help="on PostgreSQL: another token for the members' app, the old one ends",
    )
    init.add_argument(
        "--distribute", action="store_true", help="in shards, in an empty database of Citus (docs/scaling.md)"
    )
    init.add_argument("--shards", type=int, default=SHARDS, metavar="N", help="so many (default: %(default)s)")
    seed = _command(add, "seed-demo", "Make a ledger and load a demonstration group.", commands.seed_demo)
    seed.add_argument("--small", action="store_true", help="a small group, in less than a second")
    seed.add_argument("--seed", type=int, help="the same seed makes the same group (default: the demo's own)")


def _add_tills(add: Add) -> None:
    enrol = _command(
        add, "enrol-till", "Print a code that enrols one till, once, within one hour.", commands.enrol_till
    )
    enrol.add_argument("--store", required=True)
    enrol.add_argument("--till", required=True)
    enrol.add_argument("--json", action="store_true", help="as a JSON object")
    tills = _command(add, "tills", "List the tills; suspend, resume or revoke one.", commands.tills)
    tills.add_argument("action", choices=("list", "suspend", "resume", "revoke"))
    tills.add_argument("--store")
    tills.add_argument("--till")
    quarantine = _command(
        add,
        "quarantine",
        "List the entries that are set aside, or take those again that this program understands.",
        commands.quarantine,
    )
    quarantine.add_argument("action", choices=("list", "retake"))
    quarantine.add_argument("--store")
    quarantine.add_argument("--till")
    journal = _command(
        add,
        "import-journal",
        "Take a till's journal from a file of `pos-client export-journal`, any number of times; prints the verdicts.",
        journal_commands.import_journal_file,
    )
    journal.add_argument("file", type=Path, metavar="FILE")
    journal.add_argument(
        "--ended-key", action="store_true", help="also when another key or machine followed the one that signed it"
    )
    add_keys(partial(_command, add))


def _add_people(add: Add) -> None:
    issue = _command(add, "issue-code", "Issue a unified member code; prints a JSON object.", commands.issue_code)
    issue.add_argument("one_id", metavar="ONE_ID")
    issue.add_argument("--payment-code", metavar="DIGITS", help="a wallet's payment code to sign into it; kept nowhere")
    badge = _command(add, "issue-badge", "Make a staff badge to print; prints a JSON object.", commands.issue_badge)
    badge.add_argument("staff_id", metavar="STAFF_ID")
    badge.add_argument("--store", required=True)
    coupon = _command(add, "issue-coupon", "Sign a coupon to print; prints a JSON object.", commands.issue_coupon)
    coupon.add_argument("coupon_id", metavar="COUPON_ID")
    coupon.add_argument("--one-id", metavar="ONE_ID", help="whose it is; without it: one that anybody may use")
    phone = _command(add, "revoke-phone", "Tell every till to refuse a phone's rotating codes.", commands.revoke_phone)
    phone.add_argument("public_key", metavar="PUBLIC_KEY", help="the phone's key, 32 bytes in base64")
    forget = _command(
        add,
        "forget-visits",
        "Take members out of stores that are not their home and where they did not buy for long.",
        commands.forget_visits,
    )
    forget.add_argument("--days", type=int, default=180, help="for so many days (default: %(default)s)")


def _add_orders(add: Add) -> None:
    orders = _command(
        add,
        "orders",
        "paid web orders that wait in a store: take them over from the web shop, or list them",
        order_commands.orders,
    )
    orders.add_argument("action", choices=("import", "list"))
    orders.add_argument("file", nargs="?", type=Path, metavar="FILE", help="import: a JSON object for each order")
    orders.add_argument("--store", required=True)


def _add_stock(add: Add) -> None:
    stock = _command(
        add,
        "stock",
        "Say what a store has of one sku, import a count (CSV: sku,quantity), or list the levels.",
        stock_commands.stock,
    )
    stock.add_argument("action", choices=("set", "import", "list"))
    stock.add_argument("file", nargs="?", type=Path, metavar="FILE", help="import: a line for each sku")
    stock.add_argument("--store", required=True)
    stock.add_argument("--sku", help="set: of what")
    stock.add_argument("--quantity", help="set: how much is there, such as 12 or 0.350")


def _add_value(add: Add) -> None:
    cards = _command(
        add,
        "gift-cards",
        "Have gift cards printed, list them, block one, book what is left on those that ended.",
        value_commands.gift_cards,
    )
    cards.add_argument("action", choices=("issue", "list", "block", "unblock", "end", "revive"))
    cards.add_argument("number", nargs="?", metavar="NUMBER", help="block, unblock, revive: which card")
    cards.add_argument("--count", type=int, help="issue: how many")
    cards.add_argument(
        "--out", type=Path, metavar="FILE", help="issue: a new file for numbers and PINs (CSV, mode 0600)"
    )
    cards.add_argument("--face", type=int, metavar="AMOUNT", help="issue: what each is sold for, in minor units")
    cards.add_argument("--issuer", default="group", help="issue: who owes it: group, brand:ID or store:ID")
    cards.add_argument("--currency", default="CNY")
    cards.add_argument("--ends", metavar="DATE", help="issue, revive: the last day of use (default: none)")
    cards.add_argument("--batch", help="issue: a name for the batch; list: the cards of one")


def _add_checks(add: Add) -> None:
    audit = _command(add, "audit", "Check that everything balances; reads beside a running server.", commands.audit)
    audit.add_argument("--json", action="store_true", help="as a JSON object")
    audit.add_argument(
        "--rebuild",
        action="store_true",
        help="build every balance again from postings and journals, and name those that differ",
    )
    audit.add_argument("--archives", type=Path, metavar="FOLDER", help="where the archives are, if it is elsewhere now")
    replay = _command(
        add,
        "replay",
        "Print the account of one sale as JSON: input, recorded and recomputed result, postings, cases, who pays.",
        offer_commands.replay_sale,
    )
    replay.add_argument("sale_id", metavar="SALE_ID")
    replay.add_argument("--store", help="needed when several stores have a sale of this id")
    check = _command(
        add,
        "check-offers",
        "Check a file of offers (a JSON array, or one a line): breaches of the contract, and warnings.",
        offer_commands.check_offers_file,
        needs_data=False,
    )
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="as a JSON object")
    publish = _command(
        add,
        "publish-offers",
        "Send the offers of a file to all stores. One that breaks the contract is reported and not sent.",
        offer_commands.publish_offers_file,
    )
    publish.add_argument("file", type=Path, metavar="FILE")


def _add_access(add: Add) -> None:
    people = _command(
        add, "people", "Add somebody of the group, list them, or revoke one and their tokens.", people_commands.people
    )
    people.add_argument("action", choices=("add", "list", "revoke"))
    people.add_argument("--name", help="add: what people call them")
    people.add_argument(
        "--role",
        action="append",
        metavar="ROLE",
        help="add: group_manager, group_auditor, operator, manager:STORE, district_manager:CODE, region_manager:CODE "
        "or brand_manager:BRAND; may be said several times",
    )
    people.add_argument("--person", metavar="PERSON_ID", help="revoke: whom")
    access = _command(
        add, "access", "List who signed in, who was refused, and who was revoked.", people_commands.access
    )
    access.add_argument("--who", metavar="NAME", help="only this one, such as staff:S01/E1")
    access.add_argument("--limit", type=int, default=100, help="the newest so many (default: %(default)s)")
    reads = _command(add, "reads", "List every read of one member's data: who, when, what, why.", people_commands.reads)
    reads.add_argument("action", choices=("list",))
    reads.add_argument("--member", required=True, metavar="ONE_ID")
    cases = _command(
        add,
        "cases",
        "List the cases, one JSON object a line; show, take, hand back or decide one.",
        people_commands.cases,
    )
    cases.add_argument("action", choices=("list", "show", "take", "hand-back", "decide"))
    cases.add_argument("case_id", nargs="?", metavar="CASE_ID")
    cases.add_argument("--all", action="store_true", help="list: decided ones too")
    cases.add_argument("--store", help="list: only of this store")
    cases.add_argument("--kind", help="list: only of this kind")
    cases.add_argument("--decision", help="decide: what was decided; `show` names the lawful decisions")
    cases.add_argument("--note", default="", help="decide, hand-back: why")
    cases.add_argument("--owner", help="who does it")


def _add_settlement(add: Add) -> None:
    rules = _command(
        add,
        "publish-rules",
        "Put the rules of commission and settlement of a file in force from now on. Rules that break the contract are "
        "named, and nothing is changed.",
        settlement_commands.publish_rules_file,
    )
    rules.add_argument("file", type=Path, metavar="FILE")
    settle = _command(
        add,
        "settle",
        "Close a day that is over and print its statements, one JSON line for each store; a closed day never changes.",
        settlement_commands.settle_day,
    )
    settle.add_argument("--day", required=True, metavar="YYYY-MM-DD")
    settle.add_argument("--store", help="only this one (default: every store)")
    settle.add_argument("--party", help="only the statements of one, such as brand:YR or guide:S01:E1001")
    settle.add_argument("--csv", action="store_true", help="as a table")
    line = _command(
        add,
        "line",
        "Print the account of one line of a receipt as JSON: who funds, who earns, who is due what, and what a return "
        "would move.",
        settlement_commands.explain_line,
    )
    line.add_argument("sale_id", metavar="SALE_ID")
    line.add_argument("line_id", metavar="LINE_ID")
    line.add_argument("--store", help="needed when several stores have a sale of this id")


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
