"""The promises of docs/spec/offline.md, checked on the real stores of till and ledger by the simulation's own queries.

`after_step` must hold at any moment; `answered` when the ledger has answered a push; `at_rest` when the network is
whole again, every machine runs, and nothing waits.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from central_ledger.application.audit import audit
from central_ledger.application.ledger import Ledger
from offline_cache.head import HeadFile
from retail.messages import decode_body
from tests.simulation import losses
from tests.simulation.ledger_host import Response
from tests.simulation.network import Request
from tests.simulation.template import MEMBERS, group
from tests.simulation.till_host import TillHost
from tests.simulation.violations import Violation, require
from tests.simulation.witness import Witness

#: Cases that only a machine that was put back in time, or a copy of it, can bring about.
ONLY_AFTER_A_LOSS = frozenset(
    (
        *("fork", "entries_lost", "journal_rolled_back", "till_restored", "lease_exceeded", "shift_differs"),
        *("z_number_reused", "returned_twice", "return_differs"),
    )
)
OPENING = {(member.one_id, program): points for member in group().members for program, points in member.points.items()}


def books_balance(ledger: Ledger) -> None:
    """The trial balance is 0, and a member's balance is the sum of their postings."""
    for table in ("posting", "member_posting"):
        owner = "store" if table == "posting" else "one_id"
        wrong = ledger.database.rows(
            f"SELECT {owner}, transfer_id, unit, SUM(amount) FROM {table} GROUP BY {owner}, transfer_id, unit "
            "HAVING SUM(amount) <> 0"
        )
        require(not wrong, "the_trial_balance_is_0", wrong)
    wrong = ledger.database.rows(
        "SELECT p.one_id, p.program, p.points, (SELECT COALESCE(SUM(amount), 0) FROM member_posting AS m "
        "WHERE m.one_id = p.one_id AND m.account = 'member/' || p.one_id AND m.unit = 'points/' || p.program) AS "
        "posted FROM member_program AS p WHERE p.points <> posted"
    )
    require(not wrong, "a_balance_is_the_sum_of_its_postings", wrong)


def sales_are_booked_once(ledger: Ledger) -> None:
    """Each sale that was taken has one row and one transfer, and each of those comes from an entry."""
    taken, distinct = ledger.database.row(
        "SELECT COUNT(*), COUNT(DISTINCT hash) FROM entry WHERE kind = 'sale' AND code IS NULL"
    ) or (0, 0)
    rows = ledger.database.value("SELECT COUNT(*) FROM sale")
    transfers = ledger.database.value("SELECT COUNT(*) FROM transfer WHERE kind = 'sale'")
    require(taken == distinct == rows == transfers, "a_sale_is_booked_once", (taken, distinct, rows, transfers))


def coupons_have_one_cover(ledger: Ledger) -> None:
    """Of the uses of a coupon whose sales did not come back as a whole one is covered; each of the others is a case,
    and its saving is booked as a loss.
    """
    uses: dict[tuple[str, str], list[tuple[str, str, int, int]]] = {}
    for holder, coupon, store, sale, saving, covered in ledger.database.rows(
        "SELECT holder, coupon_id, store, sale_id, saving, covered FROM coupon_use WHERE given_back = 0"
    ):
        uses.setdefault((holder, coupon), []).append((store, sale, saving, covered))
    reused, without_right = {}, set()
    for kind, holder, detail, store, sale, amount in ledger.database.rows(
        "SELECT kind, holder, detail, store, sale_id, amount FROM case_file WHERE status = 'open' AND kind IN "
        "('coupon_reused', 'lease_exceeded')"
    ):
        where = (holder, json.loads(detail).get("coupon_id"), store, sale)
        if kind == "coupon_reused":
            reused[where] = amount
        else:
            without_right.add(where)
    for (holder, coupon), found in uses.items():
        name = f"{coupon} of {holder}: {found}"
        lawful = [use for use in found if (holder, coupon, *use[:2]) not in without_right]
        require(sum(use[3] for use in lawful) == min(1, len(lawful)), "a_coupon_is_used_once_without_a_case", name)
        largest = max(use[2] for use in found)
        for store, sale, saving, covered in lawful:
            amount = reused.get((holder, coupon, store, sale))
            require(amount == (None if covered else saving), "a_coupon_used_again_is_a_case", name)
            require(amount is None or amount <= largest, "a_coupons_loss_is_at_most_its_largest_use", name)
    lost = ledger.database.value(
        "SELECT COALESCE(SUM(p.amount), 0) FROM member_posting AS p JOIN case_file AS c ON c.kind = 'coupon_reused' "
        "AND (p.transfer_id = 'case/' || c.case_id OR p.transfer_id = 'case/' || c.case_id || '/back') "
        "WHERE p.account LIKE 'benefit_loss/%'"
    )
    require(lost == sum(reused.values()), "a_coupon_used_again_is_a_loss", (lost, reused))


def a_fork_suspends(ledger: Ledger) -> None:
    """A till whose journal forked sells on, but nothing more is taken from it until somebody decides."""
    forked = ledger.database.rows(
        "SELECT DISTINCT e.store, e.till FROM evidence AS e JOIN till AS t ON t.store = e.store AND t.till = e.till "
        "WHERE e.code = 'fork' AND t.suspended_at IS NULL AND (t.resumed_at IS NULL OR e.received_at > t.resumed_at)"
    )
    require(not forked, "a_fork_suspends", forked)


def after_ledger_step(ledger: Ledger) -> None:
    a_fork_suspends(ledger)
    books_balance(ledger)
    sales_are_booked_once(ledger)
    coupons_have_one_cover(ledger)


def acknowledged_is_there(ledger: Ledger, host: TillHost, witness: Witness) -> None:
    """What a till takes for acknowledged is at the ledger, with the till's own content."""
    if host.till is None:
        return
    store, till = host.identity
    database = host.till.store.database
    for epoch, acknowledged in database.rows("SELECT epoch, acknowledged_seq FROM epochs ORDER BY first_position"):
        key = (host.name, str(epoch))
        if acknowledged == 0 or witness.excused.get(key) == acknowledged:
            continue
        witness.excused.pop(key, None)
        mine = database.row("SELECT hash FROM journal WHERE epoch = ? AND seq = ?", (epoch, acknowledged))
        theirs = ledger.database.value(
            "SELECT hash FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq = ?",
            (store, till, epoch, acknowledged),
        )
        require(
            mine is not None and theirs == mine[0],
            "what_is_acknowledged_is_at_the_ledger",
            f"{host.name} {epoch}/{acknowledged}",
        )


def head_follows(host: TillHost) -> None:
    """The head outside the database is never ahead of it."""
    if host.till is None:
        return
    kept = HeadFile(host.till.store.secrets.folder).kept
    if kept is not None:
        stands = host.till.store.journal.contains(kept.head)
        require(stands, "the_kept_head_is_in_the_journal", f"{host.name} keeps {kept.head}")


def answered(ledger: Ledger, request: Request, response: Response) -> None:
    """Every verdict of a push says what the ledger's file holds, at the moment of the answer."""
    if request.target != "/v1/entries" or response.status != 200:
        return
    batch, answer = json.loads(request.body), json.loads(response.body)
    store, till = batch["store"], batch["till"]
    for entry, verdict in zip(batch["entries"], answer["verdicts"], strict=True):
        where = (store, till, entry["epoch"], entry["seq"])
        kept = ledger.database.row(
            "SELECT hash, code FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq = ?", where
        )
        is_kept = kept is not None and kept[0].hex() == entry["hash"]
        name = f"{where} was answered {verdict['verdict']} {verdict['code']}, and is kept as {kept}"
        match verdict["verdict"], verdict["code"]:
            case ("created" | "exists", None):
                require(is_kept and kept is not None and kept[1] is None, "an_answer_is_durable", name)
            case ("quarantined", code):
                require(is_kept and kept is not None and kept[1] == code, "an_answer_is_durable", name)
            case ("refused", "gap" | "hash_mismatch"):
                require(not is_kept, "an_answer_is_durable", name)
            case ("refused", _):
                seen = ledger.database.value(
                    "SELECT COUNT(*) FROM evidence WHERE store = ? AND till = ? AND epoch = ? AND seq = ? AND hash = ?",
                    (*where, bytes.fromhex(entry["hash"])),
                )
                require(seen == 1 and not is_kept, "refused_bytes_are_kept_as_evidence", name)
            case _:
                raise Violation("an_answer_is_durable", name)
    _counts_add_up(ledger, store, till)
    high = answer["high_water"]
    _nothing_is_skipped(ledger, store, till, high["epoch"], high["seq"])


def _counts_add_up(ledger: Ledger, store: str, till: str) -> None:
    """What was taken of each epoch is everything up to its high water, and nothing else."""
    wrong = ledger.database.rows(
        "SELECT e.epoch, e.high_water, (SELECT COUNT(*) FROM entry AS n WHERE n.store = e.store AND n.till = e.till "
        "AND n.epoch = e.epoch) AS kept, (SELECT COALESCE(MAX(seq), 0) FROM entry AS n WHERE n.store = e.store "
        "AND n.till = e.till AND n.epoch = e.epoch) AS last FROM epoch AS e WHERE e.store = ? AND e.till = ? "
        "AND (kept <> e.high_water OR last <> e.high_water)",
        (store, till),
    )
    require(not wrong, "nothing_is_lost_between", f"{store}/{till}: {wrong}")


def _nothing_is_skipped(ledger: Ledger, store: str, till: str, epoch: str, high_water: int) -> None:
    count = ledger.database.value(
        "SELECT COUNT(*) FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq <= ?",
        (store, till, epoch, high_water),
    )
    require(count == high_water, "the_high_water_is_true", f"{store}/{till} {epoch}: {high_water}, kept {count}")


def at_rest(ledger: Ledger, hosts: Iterable[TillHost], witness: Witness) -> None:
    """Everything has drained: till and ledger agree, and the books are what the witness saw."""
    hosts = list(hosts)
    after_ledger_step(ledger)
    suspended = {(till.store, till.till) for till in ledger.journals.tills() if till.suspended_at is not None}
    for identity in suspended:
        require(identity in witness.forks_allowed, "only_a_forked_till_is_suspended", identity)
        require(identity not in witness.resumed, "a_resumed_till_goes_on", identity)
    for host in hosts:
        _journal_is_whole(host, witness)
        if host.identity not in suspended:
            _journals_agree(ledger, host)
            data_agree(ledger, host)
            leases_agree(ledger, host)
        else:
            # What the price of an open basket is made of stays until the basket is sold, changed or voided.
            live = [lease for lease in host.require().store.leases.all() if lease.left and not lease.has_ended]
            in_hand = [lease for lease in live if lease.lease_id not in host.holds.needed]
            require(not in_hand, "a_suspended_till_has_no_lease_in_hand", f"{host.name}: {in_hand}")
    _evidence_is_true(ledger, witness)
    _cases_have_causes(ledger, witness)
    losses.are_bounded(ledger, witness)
    _sums_are_the_sales(ledger, witness)
    found = audit(ledger)
    require(found.balanced, "the_audit_finds_nothing", found.problems)
    require(found.not_replayed == 0, "everything_is_replayed", found.not_replayed)
    lies = [case.detail for case in ledger.cases.all("open") if case.kind == "arithmetic"]
    require(not lies, "the_replay_prices_as_the_till_did", lies)


def _journal_is_whole(host: TillHost, witness: Witness) -> None:
    till = host.require()
    chain = till.store.journal.verify()
    require(chain.broken_at is None, "the_journal_chains", f"{host.name}: {chain}")
    bodies = [
        decode_body(body)
        for version, body in till.store.database.rows("SELECT version, body FROM journal WHERE kind = 'sale'")
        if ("sale", version, body) not in witness.poison
    ]
    held = {row[0] for row in till.store.database.rows("SELECT sale_id FROM sales")}
    both = {body["sale_id"] for body in bodies} ^ held
    require(not both, "a_sale_and_its_entry_are_one", f"{host.name}: {sorted(both)}")
    for done in host.done:
        require(done.sale_id in held, "a_done_sale_is_in_the_journal", f"{host.name} lost {done.sale_id}")


def _journals_agree(ledger: Ledger, host: TillHost) -> None:
    till = host.require()
    waiting = till.store.journal.facts().waiting
    require(waiting == 0, "everything_drains", f"{host.name}: {waiting} wait")
    theirs = {
        (epoch, seq): digest
        for epoch, seq, digest in ledger.database.rows(
            "SELECT epoch, seq, hash FROM entry WHERE store = ? AND till = ?", host.identity
        )
    }
    rows = till.store.database.rows(
        "SELECT epoch, seq, hash, kind, occurred_at, body FROM journal ORDER BY position DESC"
    )
    there, missing = set(), []
    for epoch, seq, digest, *content in rows:
        if theirs.get((epoch, seq)) == digest:
            there.add(tuple(content))
        elif tuple(content) not in there and not (content[0] == "epoch_opened" and epoch != rows[0][0]):
            # What is not there under its own number was carried along into a later epoch.
            missing.append((epoch, seq))
    require(not missing, "till_and_ledger_agree", f"{host.name}: the ledger lacks {missing}")


def data_agree(ledger: Ledger, host: TillHost) -> None:
    """Points, coupons and prices at the till are the ledger's."""
    till = host.require()
    for one_id in MEMBERS:
        cached = till.store.members.by_one_id(one_id)
        require(cached is not None, "pulled_data_agree", f"{host.name} does not know {one_id}")
        assert cached is not None
        wanted = ledger.members.balances(one_id)
        require(dict(cached.points) == wanted, "pulled_data_agree", f"{host.name} {one_id}: {cached.points} {wanted}")
        mine = {coupon.coupon_id: coupon.status for coupon in till.store.members.coupons_of(one_id)}
        theirs = {coupon.coupon_id: coupon.status for coupon in ledger.members.coupons_of(one_id)}
        require(mine == theirs, "pulled_data_agree", f"{host.name} {one_id}: {mine} {theirs}")
    for sku in ("A1", "B1"):
        row = ledger.feeds.get(host.store, "overlay", sku)
        price = json.loads(row)["unit_price_minor"] if row is not None else None
        products = till.store.catalogue.by_code([sku])
        if price is not None:
            got = products[0].unit_price_minor if products else None
            require(got == price, "pulled_data_agree", f"{host.name} sells {sku} for {got}, not {price}")


def leases_agree(ledger: Ledger, host: TillHost) -> None:
    """A till has no more in hand than the ledger keeps reserved for it, whatever was restored."""
    for lease in host.require().store.leases.all():
        if lease.has_ended or lease.recalled or not lease.left:
            continue
        theirs = ledger.leases.find(lease.lease_id)
        reserved = 0 if theirs is None or theirs.scope != "/".join(host.identity) else theirs.left
        name = f"{host.name} has {lease.left} of {lease.lease_id} ({lease.kind}), reserved are {reserved}"
        require(lease.left <= reserved, "a_till_has_no_more_than_is_reserved", name)


def _evidence_is_true(ledger: Ledger, witness: Witness) -> None:
    """The ledger holds nothing that no till of that name ever wrote."""
    for table in ("entry", "evidence"):
        for store, till, epoch, seq, digest in ledger.database.rows(
            f"SELECT store, till, epoch, seq, hash FROM {table}"
        ):
            known = witness.written.get((store, till))
            if known is not None:
                named = digest in known.get((epoch, seq), {})
                require(named, "the_ledger_invents_nothing", f"{store}/{till} {epoch}/{seq} in {table}")


def _cases_have_causes(ledger: Ledger, witness: Witness) -> None:
    """What went as it should makes no case about a till's stream, its leases, shifts or returns, and only poison is set
    aside.
    """
    for case in ledger.cases.all():
        if case.kind in ONLY_AFTER_A_LOSS:
            was_rewound = (case.store, case.till) in witness.rewound or witness.is_ledger_rewound
            if case.till is None:
                was_rewound = was_rewound or any(store == case.store for store, _ in witness.rewound)
            require(was_rewound, "no_case_without_a_cause", f"{case.kind} of {case.store}/{case.till}: {case.detail}")
        is_noise = case.kind == "override_unapproved" or case.detail.get("what") == "counts_differ"
        require(not is_noise, "no_case_without_a_cause", f"{case.kind} of {case.store}/{case.till}: {case.detail}")
    rows = ledger.database.rows("SELECT store, till, kind, version, body, code FROM entry")
    booked = {(store, till, kind, body) for store, till, kind, _, body, code in rows if code is None}
    for store, till, kind, version, body, code in rows:
        is_poison = (kind, version, body) in witness.poison
        if code == "bad_sale" and (store, till) in witness.forks_allowed and (store, till, kind, body) in booked:
            # A till and its copy both carried the sale along into epochs of their own: it is booked once.
            continue
        require(is_poison == (code is not None), "poison_is_set_aside_and_nothing_else", f"{kind} {version} {code}")


def _sums_are_the_sales(ledger: Ledger, witness: Witness) -> None:
    """Points and money in the books are those of the sales that the ledger has, by the tills' own words."""
    points: Counter[tuple[str, str]] = Counter(OPENING)
    payable = 0
    for store, sale_id in ledger.database.rows("SELECT store, sale_id FROM sale"):
        body: Any = witness.sales.get((store, sale_id))
        require(body is not None, "the_ledger_invents_nothing", f"sale {sale_id} of {store}")
        payable += body["pricing"]["payable"]
        if body["one_id"] is not None:
            for program, earned in body["pricing"]["points_earned"].items():
                points[body["one_id"], program] += earned
            points[body["one_id"], "group"] -= body["pricing"]["points_used"]
    for store, return_id in ledger.database.rows("SELECT store, return_id FROM goods_return"):
        back: Any = witness.returns.get((store, return_id))
        require(back is not None, "the_ledger_invents_nothing", f"return {return_id} of {store}")
        payable -= back["pricing"]["refund"]
        if back["one_id"] is not None:
            for program, taken in back["pricing"]["points_taken"].items():
                points[back["one_id"], program] -= taken
            points[back["one_id"], "group"] += back["pricing"]["points_back"]
    for (one_id, program), wanted in points.items():
        balance = ledger.members.balance(one_id, program)
        got = balance.points - balance.overdrawn
        require(got == wanted, "points_are_those_of_the_sales", f"{one_id} {program}: {got}, by the sales {wanted}")
    taken = ledger.database.value(
        "SELECT COALESCE(SUM(p.amount), 0) FROM posting AS p JOIN transfer AS t ON t.store = p.store AND "
        "t.transfer_id = p.transfer_id WHERE p.account LIKE 'tender/%' AND t.kind IN ('sale', 'return')"
    )
    require(taken == payable, "money_is_that_of_the_sales", f"{taken}, by the sales {payable}")
