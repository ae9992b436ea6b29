"""What a till promises about benefits without a connection, looked at when a sale is shown as done.

Source: docs/spec/offline.md, section 4; docs/spec/line.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from retail.messages import BadEntry, decode_body
from retail.sale import Sale
from tests.simulation.clock import BEGINNING
from tests.simulation.template import OFFERS
from tests.simulation.till_host import TillHost
from tests.simulation.violations import require

#: A lease counts from the moment at which its page was asked for, the ledger's clock says when it was answered.
TOLERANCE_S = 2.0


def leases_are_in_time(host: TillHost, sale: Sale, begun_s: float, is_ledger_on_time: bool) -> None:
    """No lease is used after its end, by the true time: the till's own clock may be anywhere."""
    if not is_ledger_on_time:
        return
    for use in sale.leases:
        row = host.require().store.database.row("SELECT expires_at FROM leases WHERE lease_id = ?", (use.lease_id,))
        if row is None:
            continue
        left_s = (datetime.fromisoformat(row[0]) - BEGINNING).total_seconds() - begun_s
        require(left_s > -TOLERANCE_S, "a_lease_is_not_used_after_its_end", f"{host.name} {use.lease_id}: {left_s} s")


def caps_hold(host: TillHost, sale: Sale, windows: dict[str, tuple[object, ...]]) -> None:
    """Without a connection, what the ledger does not know yet stays within the limits for a member and for a till.

    `windows` gets what the ledger had acknowledged when the sale was made: all that was made meanwhile shares limits.
    """
    if sale.pricing_input["online"]:
        return
    acknowledged = ((own.epoch, own.acknowledged_seq) for own in host.require().store.journal.epochs())
    windows[sale.sale_id] = (host.name, *acknowledged)
    by_till, by_member = Counter[str](), Counter[tuple[str, str | None]]()
    own = {row[0] for row in host.require().store.database.rows("SELECT sale_id FROM sales")}
    for entry in host.require().store.journal.next_batch(1_000):
        if entry.kind != "sale":
            continue
        try:
            body = decode_body(entry.body)
            if body["sale_id"] not in own:
                continue  # a poisoned entry that looks like a sale
            for applied in body["pricing"]["applied"]:
                by_till[applied["offer"]] += 1
                by_member[applied["offer"], body["one_id"]] += 1
        except (BadEntry, KeyError):
            continue  # a poisoned entry
    used_now = {str(applied["offer"]) for applied in sale.pricing["applied"]}
    for record in OFFERS:
        limits = record.document.get("offline", {})
        if limits.get("policy") != "capped" or record.offer_id not in used_now:
            continue
        used = by_till[record.offer_id], by_member[record.offer_id, sale.one_id]
        holds = used[0] <= limits["per_till"] and used[1] <= limits["per_member"]
        require(holds, "a_cap_holds_until_the_ledger_answers", f"{host.name} {record.offer_id}: {used}")
