"""`pos-client enrol` and `pos-client sync`: the line to the ledger without a window."""

from __future__ import annotations

import socket
from pathlib import Path

from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.bootstrap.desk import make_desk, open_till_store
from pos_client.bootstrap.line import enrol_till, make_sync_session, pause, renew_till_key
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, NOT_WELL, UNAVAILABLE, error_document, reported, say
from pos_client.sync.status import SyncStatus


def run_enrol(argv: list[str]) -> int:
    """Make this data folder a till of a ledger."""
    parser = command_parser("enrol", "Enrol this till at a ledger with the one-time code that the office gave.")
    parser.add_argument("address", help="the ledger's address, such as https://ledger.example")
    parser.add_argument("code", help="the enrolment code")
    parser.add_argument("--device", default=socket.gethostname(), help="what the office calls this machine")
    parser.add_argument("--ca-file", type=Path, metavar="FILE", help="the authority of the ledger's certificate (PEM)")
    parser.add_argument(
        "--insecure-http",
        action="store_true",
        help="allow http beyond this machine: members' data can be read on the way",
    )
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client enrol")
        try:
            enrolment = enrol_till(
                base,
                arguments.address,
                arguments.code,
                arguments.device,
                ca_file=arguments.ca_file,
                insecure_http=arguments.insecure_http,
            )
        finally:
            base.close()
        say({"store": enrolment.store, "till": enrolment.till, "ledger": enrolment.ledger_id})
        return DONE

    return reported(work)


def run_rotate_key(argv: list[str]) -> int:
    """Put a new key of the till's own in the place of the one it has."""
    parser = command_parser("rotate-key", "Renew this till's own key at the ledger, now.")
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client rotate-key")
        try:
            say({"key_id": renew_till_key(base)})
        finally:
            base.close()
        return DONE

    return reported(work)


def run_sync(argv: list[str]) -> int:
    """Push what waits, pull what is new. Exit code 1: the ledger suspended the till or set entries aside."""
    parser = command_parser("sync", "Push the journal and pull the group's data, once.")
    parser.add_argument(
        "--give-back",
        action="store_true",
        help="first give back everything that is set aside for this till: before it is taken away",
    )
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client sync")
        seen = SyncStatus()

        def keep(status: SyncStatus) -> None:
            nonlocal seen
            seen = status

        try:
            if arguments.give_back:
                LeaseKeeper(make_desk(base), base.store.leases, base.holds).give_back(asked=True)
            session, transport = make_sync_session(base, keep, pause=pause)
            try:
                while session.round() == 0:
                    pass
            finally:
                transport.close()
        finally:
            base.close()
        document = {
            "connected": seen.connected,
            "waiting": seen.waiting,
            "oldest_waiting_at": seen.oldest_waiting_at,
            "suspended": seen.suspended,
            "quarantined": seen.quarantined,
            "feeds": dict(seen.feeds),
        }
        if seen.last_error is not None:
            document |= error_document(seen.last_error, dict(seen.last_error_params))
        say(document)
        if not seen.connected or (seen.last_error or "").startswith("store_"):
            return UNAVAILABLE
        return NOT_WELL if seen.last_error is not None or seen.quarantined else DONE

    return reported(work)
