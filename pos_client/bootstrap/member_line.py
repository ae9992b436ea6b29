"""Asking the ledger whose phone it is. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Refused, Unavailable
from retail.member import Member
from retail.signed import VerifyingKey


class LedgerMembers:
    """`pos_client.ui.ports.MemberLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def look_up(self, phone_digest: str, staff_id: str) -> Sequence[Member]:
        transport = importlib.import_module("pos_client.sync.transport")
        answers = importlib.import_module("pos_client.sync.signed_answers")
        enrolment, group_key = self._base.store.enrolment, self._base.store.group_key()
        if enrolment is None or group_key is None:
            raise Refused("store_not_enrolled")
        opened = importlib.import_module("pos_client.bootstrap.line").open_line(
            self._base, transport.Patience(3.05, 5.0, 8.0)
        )
        pin = self._base.store.pin_group_key
        signed = answers.GroupSigned(opened, VerifyingKey(group_key), lambda key: pin(key.raw))
        line = importlib.import_module("pos_client.sync.member_line").MemberLine(
            opened, signed, f"{enrolment.store}/{enrolment.till}"
        )
        try:
            found: Sequence[Member] = line.look_up(phone_digest, staff_id)
            return found
        except (transport.LineDown, transport.LineRefused, answers.Untrusted, ValueError) as error:
            # Whoever joins waits for nothing: the ledger finds whose phone it is when the entry comes.
            raise Unavailable("ledger_unreachable") from error
        finally:
            line.close()
            self._base.store.close_thread()
