"""What each command of the command line does. Results go to standard output as JSON, words for people to standard
error.
"""

from __future__ import annotations

import base64
import json
import socket
import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import datetime
from typing import Any

from central_ledger import tls
from central_ledger.addresses import address_and_port
from central_ledger.application import decide, paper, seed
from central_ledger.application.audit import Audit
from central_ledger.application.audit import audit as run_audit
from central_ledger.application.enrolment import make_code
from central_ledger.application.member_codes import member_code
from central_ledger.application.quarantine import retake
from central_ledger.backup_commands import plan_of
from central_ledger.data_directory import DataDirectory
from retail.code import PaymentCode

#: Products and members.
DEMO_SIZE = (2000, 5000)
SMALL_SIZE = (200, 300)


def serve(options: Namespace) -> int:
    # The web server takes a third of a second to import, and no other command needs it.
    from central_ledger import server  # noqa: PLC0415

    if (options.tls_certificate is None) != (options.tls_key is None):
        raise ValueError("say both --tls-certificate and --tls-key")
    served = None if options.tls_certificate is None else tls.read_served(options.tls_certificate, options.tls_key)
    data = DataDirectory.of(options)
    server.serve(
        data,
        options.host,
        options.port,
        options.port_file,
        served=served,
        insecure_http=options.insecure_http,
        metrics_at=None if options.metrics is None else address_and_port(options.metrics),
        backups=plan_of(options, data),
    )
    return 0


def make_certificate(options: Namespace) -> int:
    hosts = options.host or [socket.gethostname()]
    folder = DataDirectory.of(options).path / "tls"
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if options.renew:
        for path in (certificate, key):
            path.unlink(missing_ok=True)
    elif certificate.exists() or key.exists():
        raise ValueError(f"{certificate} is there already: --renew makes a new one in its place")
    made = tls.make_certificate(certificate, key, hosts, days=options.days)
    _print(
        {
            "certificate": str(made.certificate),
            "key": str(made.key),
            "fingerprint": made.fingerprint,
            "ends_at": made.ends_at.isoformat(),
            "hosts": list(hosts),
        }
    )
    return 0


def init(options: Namespace) -> int:
    data = DataDirectory.of(options)
    if options.distribute:
        data.distribute(options.shards)
    made = data.initialise()
    if options.new_app_token and data.url is not None and not made:
        data.renew_app_token()
    _print(
        {"data": None if options.data is None else str(options.data), "made": made}
        | ({} if data.shown_token is None else {"member_app_token": data.shown_token})
    )
    return 0


def seed_demo(options: Namespace) -> int:
    # The generator brings its dictionaries along, which a server in production never needs.
    from central_ledger.demo.generate import SEED, generate  # noqa: PLC0415

    data = DataDirectory.of(options)
    data.initialise()
    products, members = SMALL_SIZE if options.small else DEMO_SIZE
    today = datetime.now().astimezone().date()
    group = generate(SEED if options.seed is None else options.seed, products=products, members=members, today=today)
    ledger = data.open()
    try:
        _print(asdict(seed.load(ledger, group)))
    finally:
        ledger.close()
    return 0


def enrol_till(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
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
    ledger = DataDirectory.of(options).open()
    try:
        code, expires_at = member_code(ledger, options.one_id, payment_code)
    finally:
        ledger.close()
    _print({"code": code, "expires_at": expires_at})
    return 0


def issue_badge(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        _print({"code": paper.staff_badge(ledger, options.store, options.staff_id)})
    finally:
        ledger.close()
    return 0


def issue_coupon(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        _print({"code": paper.paper_coupon(ledger, options.coupon_id, options.one_id)})
    finally:
        ledger.close()
    return 0


def audit(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if options.archives is not None:
            ledger.archives.read_from(options.archives)
        found = run_audit(ledger, rebuild=options.rebuild)
    finally:
        ledger.close()
    if options.json:
        _print(found.report())
    else:
        sys.stdout.write(audit_text(found))
    return 0 if found.balanced else 1


def tills(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for till in ledger.journals.tills():
                _print(
                    {
                        "store": till.store,
                        "till": till.till,
                        "device": till.device,
                        "enrolled_at": till.enrolled_at,
                        "suspended_at": till.suspended_at,
                        "revoked_at": till.revoked_at,
                    }
                )
            return 0
        if not options.store or not options.till:
            raise ValueError("name the till with --store and --till")
        deciding = {"resume": decide.resume_till, "revoke": decide.revoke_till, "suspend": decide.suspend_till}
        deciding[options.action](ledger, options.store, options.till)
    finally:
        ledger.close()
    return 0


def quarantine(options: Namespace) -> int:
    """`list` what is set aside, or `retake` what this program can take by now."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for store, till, epoch, seq, kind, code in ledger.journals.quarantined():
                if options.store in (None, store) and options.till in (None, till):
                    _print({"store": store, "till": till, "epoch": epoch, "seq": seq, "kind": kind, "code": code})
            return 0
        tried = retake(ledger, options.store, options.till)
        for one in tried:
            _print({**asdict(one.place), "kind": one.kind, "taken": one.code is None, "code": one.code})
    finally:
        ledger.close()
    return 0 if all(one.code is None for one in tried) else 1


def revoke_phone(options: Namespace) -> int:
    public_key = base64.b64decode(options.public_key, validate=True)
    if len(public_key) != 32:
        raise ValueError("a phone's public key has 32 bytes")
    ledger = DataDirectory.of(options).open()
    try:
        decide.revoke_phone(ledger, public_key)
    finally:
        ledger.close()
    return 0


def forget_visits(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        _print({"left": decide.forget_visits(ledger, options.days)})
    finally:
        ledger.close()
    return 0


def audit_text(found: Audit) -> str:
    """The audit for people."""
    lines = ["The books balance." if found.balanced else "THE BOOKS DO NOT BALANCE.", ""]
    lines += [f"  problem: {json.dumps(problem, ensure_ascii=False)}" for problem in found.problems]
    lines += [f"{unit:<20}{amount:>16,}" for unit, amount in sorted(found.units.items())]
    lines.append("")
    lines += [f"{row['account']:<40}{row['unit']:<16}{row['amount']:>16,}" for row in found.accounts]
    lines.append("")
    for till in found.tills:
        state = " SUSPENDED" if till["suspended"] else ""
        lines.append(
            f"{till['store']}/{till['till']}{state}: {till['applied']} applied, {till['quarantined']} quarantined, "
            f"{till['refused']} refused, {till['waiting']} waiting"
        )
        lines += [
            f"  {row['sales']} sales, {row['payable_minor']:,} {row['currency']} (minor units) paid"
            for row in till["sales"]
        ]
    lines += [f"open cases: {count} {kind}" for kind, count in sorted(found.cases.items())]
    if found.not_replayed:
        lines.append(f"waiting to be replayed: {found.not_replayed} entries (a serving ledger goes on with them)")
    if found.rebuilt is not None:
        lines += [f"rebuilt from postings: {count:,} {kind}" for kind, count in sorted(found.rebuilt.items())]
    return "\n".join(lines) + "\n"


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
