"""What each command of the command line does. Results go to standard output as JSON, words for people to standard error."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from typing import Any

from central_ledger import server
from central_ledger.application import seed
from central_ledger.application.enrolment import make_code
from central_ledger.application.member_codes import member_code
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from retail.code import PaymentCode

#: Products and members.
DEMO_SIZE = (2000, 5000)
SMALL_SIZE = (200, 300)


def serve(options: Namespace) -> int:
    server.serve(DataDirectory(options.data), options.host, options.port, options.port_file)
    return 0


def init(options: Namespace) -> int:
    made = DataDirectory(options.data).initialise()
    _print({"data": str(options.data), "made": made})
    return 0


def seed_demo(options: Namespace) -> int:
    data = DataDirectory(options.data)
    data.initialise()
    products, members = SMALL_SIZE if options.small else DEMO_SIZE
    today = datetime.now().astimezone().date()
    group = generate(options.seed, products=products, members=members, today=today)
    ledger = data.open()
    try:
        _print(asdict(seed.load(ledger, group)))
    finally:
        ledger.close()
    return 0


def enrol_till(options: Namespace) -> int:
    ledger = DataDirectory(options.data).open()
    try:
        with ledger.database.transaction():
            code, expires_at = make_code(ledger, options.store, options.till)
    finally:
        ledger.close()
    if options.json:
        _print({"code": code, "store": options.store, "till": options.till, "expires_at": expires_at})
    else:
        sys.stdout.write(code + "\n")
    return 0


def issue_code(options: Namespace) -> int:
    payment_code = PaymentCode(options.payment_code) if options.payment_code else None
    ledger = DataDirectory(options.data).open()
    try:
        code, expires_at = member_code(ledger, options.one_id, payment_code)
    finally:
        ledger.close()
    _print({"code": code, "expires_at": expires_at})
    return 0


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
