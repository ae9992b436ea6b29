"""What really happened, written down outside till and ledger: every entry that was ever durable, every sale shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from retail.messages import BadEntry, Entry, decode_body
from tests.simulation.till_host import TillHost
from tests.simulation.violations import require

Identity = tuple[str, str]


@dataclass
class Device:
    """What is known of one device's journal. `position` is how far it was read."""

    position: int = 0
    entries: dict[tuple[str, int], bytes] = field(default_factory=dict)


@dataclass
class Witness:
    """`forks_allowed` are tills of which a copy exists, or that went back in time without a way to know it.

    `written` holds by till, then by (epoch, seq), every entry that any device of this name ever made durable, by hash.
    `sales` holds the body of every sale by (store, sale id), and what each till answered for by device.
    """

    devices: dict[str, Device] = field(default_factory=dict)
    written: dict[Identity, dict[tuple[str, int], dict[bytes, Entry]]] = field(default_factory=dict)
    sales: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    #: The body of every return by (store, return id).
    returns: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    forks_allowed: set[Identity] = field(default_factory=set)
    #: Tills some of whose entries were lost by what was done to them: cases about their streams are right.
    rewound: set[Identity] = field(default_factory=set)
    #: Tills whose suspension was lifted, and to which nothing was done since that could fork them again.
    resumed: set[Identity] = field(default_factory=set)
    #: By sale id, what the ledger had acknowledged when a sale without a connection was made, and by which device.
    windows: dict[str, tuple[object, ...]] = field(default_factory=dict)
    is_ledger_rewound: bool = False
    #: Kind, version and body of entries that the ledger must set aside.
    poison: set[tuple[str, int, bytes]] = field(default_factory=set)
    #: Device and epoch -> an acknowledgement by a ledger that has gone back in time since.
    excused: dict[tuple[str, str], int] = field(default_factory=dict)

    def look(self, host: TillHost) -> None:
        """Read what a running till has written since the last look."""
        if host.till is None:
            return
        device = self.devices.setdefault(host.name, Device())
        written = self.written.setdefault(host.identity, {})
        rows = host.till.store.database.rows(
            "SELECT position, store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, hash "
            "FROM journal WHERE position > ? ORDER BY position",
            (device.position,),
        )
        for position, *fields in rows:
            entry = Entry(*fields)
            device.position = position
            where = (entry.epoch, entry.seq)
            device.entries[where] = entry.hash
            same = written.setdefault(where, {})
            same[entry.hash] = entry
            require(
                len(same) == 1 or host.identity in self.forks_allowed,
                "a_seq_is_used_once",
                f"{host.name} wrote {where} again with another content",
            )
            self._keep_sale(entry)

    def started(self, host: TillHost, *, may_lose: bool) -> None:
        """A device started again: what it had is still there, unless its disk was made to forget."""
        device = self.devices.setdefault(host.name, Device())
        assert host.till is not None
        held = {
            (epoch, seq): digest
            for epoch, seq, digest in host.till.store.database.rows("SELECT epoch, seq, hash FROM journal")
        }
        if not may_lose:
            for where, digest in device.entries.items():
                require(held.get(where) == digest, "what_was_durable_stays", f"{host.name} lost {where}")
            for done in host.done:
                stands = held.get((done.epoch, done.seq)) == done.hash
                require(stands, "a_done_sale_is_in_the_journal", f"{host.name} lost sale {done.sale_id}")
        device.entries = {where: digest for where, digest in device.entries.items() if held.get(where) == digest}
        host.done = [done for done in host.done if held.get((done.epoch, done.seq)) == done.hash]
        last = host.till.store.database.row("SELECT MAX(position) FROM journal")
        device.position = min(device.position, int(last[0] or 0) if last else 0)
        if may_lose:
            # The rows may be others at the same places.
            device.position = 0
            if self.is_ledger_rewound:
                self.excuse(host)
        self.look(host)

    def excuse(self, host: TillHost) -> None:
        """The ledger goes back in time: what this till was told before may not be there."""
        assert host.till is not None
        for epoch, acknowledged in host.till.store.database.rows("SELECT epoch, acknowledged_seq FROM epochs"):
            self.excused[host.name, str(epoch)] = int(acknowledged)

    def _keep_sale(self, entry: Entry) -> None:
        if entry.kind not in ("sale", "return"):
            return
        try:
            body = decode_body(entry.body)
            if entry.kind == "sale":
                self.sales.setdefault((entry.store, str(body["sale_id"])), body)
            else:
                self.returns.setdefault((entry.store, str(body["return_id"])), body)
        except (BadEntry, KeyError):
            return  # a poisoned entry
