"""The commands about people, their access, and cases. Results go to standard output as JSON, one object a line."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from central_ledger.application import cases as case_work
from central_ledger.application.case_account import account_for
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import add_person, revoke_person
from central_ledger.data_directory import DataDirectory
from central_ledger.domain.cases import KINDS, decisions_of
from central_ledger.store.cases import CaseFilter

#: A list on the console ends here; the filters narrow it.
LISTED_MAX = 10_000


def people(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "add":
            if not options.name:
                raise ValueError("say --name, and --role for each role")
            person_id, secret = add_person(ledger, options.name, options.role or ())
            _print({"person_id": person_id, "secret": secret, "roles": options.role})
            sys.stderr.write("This secret is shown once. Hand it over in person; it signs in together with the id.\n")
        elif options.action == "revoke":
            if not options.person:
                raise ValueError("name the person with --person")
            revoke_person(ledger, options.person)
        else:
            for person in ledger.people.people():
                _print({name: value for name, value in asdict(person).items() if name != "secret_hash"})
    return 0


def access(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        for event in ledger.people.access(options.limit, options.who):
            _print(event)
    return 0


def reads(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        for read in ledger.reads.of_member(options.member, ledger.reference.stores()):
            _print(read)
    return 0


def cases(options: Namespace) -> int:
    with DataDirectory.of(options).opened() as ledger:
        speaker = case_work.console_speaker(options.owner or "console")
        if options.action == "list":
            _list_cases(ledger, options)
            return 0
        if not options.case_id:
            raise ValueError("name the case")
        if options.action == "show":
            case = case_work.visible_case(ledger, speaker, options.case_id)
            with ledger.database.transaction():
                ledger.reads.note_case(ledger.now(), speaker.name, case)
            history = [asdict(event) for event in ledger.cases.history(case)]
            more = {"explanation": KINDS[case.kind], "decisions": decisions_of(case.kind), "history": history}
            _print(asdict(case) | more | {"account": account_for(ledger, case)})
            return 0
        if not options.owner:
            raise ValueError("say who does it, with --owner")
        if options.action == "hand-back":
            changed = case_work.hand_back_case(ledger, speaker, options.case_id, options.note)
        else:
            seen = case_work.visible_case(ledger, speaker, options.case_id).owner
            if options.action == "decide" and not options.decision:
                raise ValueError("say what was decided, with --decision")
            changed = case_work.take_case(ledger, speaker, options.case_id, seen)
            if options.action == "decide":
                changed = case_work.decide_case(ledger, speaker, options.case_id, options.decision, options.note)
        _print(asdict(changed))
    return 0


def _list_cases(ledger: Ledger, options: Namespace) -> None:
    waiting = ledger.replays.waiting()
    if waiting:
        sys.stderr.write(f"{waiting} entries wait to be replayed: more cases may come.\n")
    wanted = CaseFilter(store=options.store, kind=options.kind, status=None if options.all else "open")
    page = case_work.list_cases(ledger, case_work.console_speaker("console"), wanted, None, LISTED_MAX)
    for case in page.cases:
        if case.status != "withdrawn":
            _print(asdict(case) | {"explanation": KINDS[case.kind]})
    if page.next is not None:
        sys.stderr.write(f"There are more than {LISTED_MAX}: narrow it with --store or --kind.\n")


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
