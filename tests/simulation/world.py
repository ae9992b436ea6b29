"""One simulated world: a ledger, some tills, people, a network, and what goes wrong. One seed is one history.

Nothing here reads a clock, a network or the system's randomness, and everything runs on one thread: the same seed and
the same number of steps give the same history, bit for bit (`digest`).
"""

from __future__ import annotations

import hashlib
import random
import shutil
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from central_ledger.store.database import StoreUnavailable
from offline_cache.keys import secrets_folder
from pos_client.errors import Refused, Unavailable
from retail.ports import StoreFailed
from tests.simulation import invariants
from tests.simulation.cheap import cheap_pieces
from tests.simulation.clock import MachineClock, WorldTime
from tests.simulation.decisions import till_is_resumed, till_renews_its_key
from tests.simulation.disk import Crashed, Disk, Disks
from tests.simulation.faults import FAULTS, Climate
from tests.simulation.ledger_host import LedgerDown, LedgerHost, Response
from tests.simulation.network import FATES, Network, Request
from tests.simulation.orders import order_does_not_matter
from tests.simulation.people import People
from tests.simulation.resting import come_to_rest, has_all
from tests.simulation.template import TILLS, Template
from tests.simulation.till_host import TillHost
from tests.simulation.violations import Violation, require
from tests.simulation.witness import Witness

STEPS = 40
#: A store failure that a step may meet, because somebody made the disk full.
FULL = "store_disk_full"


@dataclass
class History:
    """What a run did. `violation` is None when every promise held; `trace` has a line for each event."""

    seed: int
    steps: int
    trace: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    sales: int = 0
    entries: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    violation: Violation | None = None
    digest: str = ""


class World:
    """Machines, people and faults of one seed, in `folder`, which is emptied first."""

    def __init__(self, template: Template, folder: Path, seed: int, steps: int = STEPS) -> None:
        self.history = History(seed, steps)
        self.rng = random.Random(f"{seed}/world")
        self.time = WorldTime()
        self.disks = Disks()
        self.witness = Witness()
        self.folder = folder
        self.template = template
        self.climate = Climate.of(random.Random(f"{seed}/climate"))
        self.people = People(random.Random(f"{seed}/people"), self.time, template.cards, self.witness.windows)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        template.copy_ledger(folder / "ledger")
        clock = MachineClock(self.time)
        disk = Disk("ledger", folder / "ledger" / "ledger.db", random.Random(f"{seed}/ledger disk"))
        self.ledger = LedgerHost(folder / "ledger", clock, random.Random(f"{seed}/ledger"), self.disks.add(disk))
        self.network = Network(self, random.Random(f"{seed}/network"))
        self.network.fates = {fate: self.climate.fates.get(fate, 0.0) for fate in FATES}
        self.ledger_backup: dict[Path, bytes | None] | None = None
        self.hosts: list[TillHost] = []
        for store, till in TILLS[: self.climate.tills]:
            self.add_host(f"{store}-{till}", (store, till))
            template.copy_till(store, till, self.hosts[-1].folder)
        self._depth = 0
        #: By disk: how many commits the last look at the invariants knew of.
        self._commits: dict[str, int] = {}
        #: Devices that were put back in time and have not started since.
        self._rewinding: frozenset[str] = frozenset()
        self._step = 0

    def add_host(self, name: str, identity: tuple[str, str]) -> TillHost:
        """A device in a folder of its own, not started and empty yet."""
        rng = random.Random(f"{self.history.seed}/{name}")
        host = TillHost(name, identity, self.folder / name, MachineClock(self.time), rng)
        self.disks.add(host.disk)
        self.hosts.append(host)
        return host

    def run(self) -> History:
        """Live through all steps, let everything come to rest, and look whether every promise was kept."""
        with ExitStack() as stack:
            stack.enter_context(self.disks.installed())
            stack.enter_context(cheap_pieces(self.history.seed))
            stack.enter_context(patch("pos_client.sync.engine.BATCH_ENTRIES", self.climate.batch_entries))
            stack.enter_context(patch("pos_client.sync.engine.PAGE_ROWS", self.climate.page_rows))
            try:
                self._live()
            except Violation as violation:
                self.history.violation = violation
            except Exception as error:  # noqa: BLE001 - whatever the product raised is a finding, with its trace
                where = "".join(traceback.format_exception(error)[-6:])
                self.history.violation = Violation("nothing_unexpected_is_raised", f"{error!r}\n{where}")
            finally:
                self._end()
        return self.history

    def _live(self) -> None:
        self.ensure_ledger()
        for host in list(self.hosts):
            self.ensure(host)
        for step in range(1, self.history.steps + 1):
            self._step = step
            self.time.advance(self.rng.choice((1, 5, 20, 90, 600)))
            self._one_step()
            self._after_step()
        self.come_to_rest()
        assert self.ledger.ledger is not None
        invariants.at_rest(self.ledger.ledger, self.hosts, self.witness)
        if self.history.seed % 2:
            return
        rng = random.Random(f"{self.history.seed}/orders")
        folder, several = self.folder / "orders", self.witness.forks_allowed
        order_does_not_matter(self.ledger.ledger, self.template, folder, rng, several)

    def _one_step(self) -> None:
        name, act = self.climate.choose(self.rng, self._events())
        said = self.guarded(act)
        if said:
            self.note(f"{name}: {said}")

    def _events(self) -> dict[str, Callable[[], str]]:
        """What may happen, by name: people's doings, the machines' own, and faults."""
        doings: dict[str, Callable[[], str]] = {
            "sale": lambda: self.at_counter(self.people.sells),
            "void": lambda: self.at_counter(self.people.voids),
            "sign_out": lambda: self.at_counter(self.people.sign_out),
            "take_back": lambda: self.at_counter(self.people.takes_back),
            "drawer": lambda: self.at_counter(self.people.works_the_drawer),
            "sync": self.some_round,
            "restart": self._restart,
            "replay": self._replay,
            "leases": self._deal,
            "office": self._office,
            "late": lambda: "arrived" if self.network.deliver_held() else "",
            "ledger_start": self._ledger_comes_back,
            "room": self._room,
            "resume": lambda: till_is_resumed(self),
            "renew_key": lambda: till_renews_its_key(self),
            "till_backup": self._till_backup,
            "ledger_backup": self._ledger_backup,
        }
        return doings | {name: lambda act=act: act(self) for name, act in FAULTS.items()}

    def guarded(self, act: Callable[[], str]) -> str:
        """Do something in which machines may stop, disks be full and the rules refuse; anything else is a finding."""
        try:
            return act()
        except Crashed as crashed:
            self.crashed(crashed.disk)
            return f"{crashed.disk.name} stopped"
        except (Refused, Unavailable, StoreFailed) as error:
            return self._failed(error)
        except LedgerDown:
            return "no ledger"
        except StoreUnavailable:
            # Outside a request it is the replay's or the office's turn, who try again.
            return "ledger unavailable"

    def _failed(self, error: Refused | Unavailable | StoreFailed) -> str:
        if isinstance(error, StoreFailed):
            require(error.code == FULL and self.disk_may_be_full(), "only_a_full_disk_fails", repr(error))
        return f"{type(error).__name__}: {error.code}"

    def disk_may_be_full(self) -> bool:
        return any(host.spare_pages is not None for host in self.hosts)

    def crashed(self, disk: Disk) -> None:
        """A machine stopped: its program is let go of. It starts again when somebody needs it."""
        if disk is self.ledger.disk:
            self.ledger.gone()
        for host in self.hosts:
            if host.disk is disk:
                host.gone()

    def ensure(self, host: TillHost) -> bool:
        """Start a till that stopped, as often as it takes; gives whether it had to be started."""
        if host.is_up:
            return False
        may_lose, self._rewinding = host.name in self._rewinding, self._rewinding - {host.name}
        self.start(host, may_lose=may_lose)
        return True

    def rewind(self, host: TillHost, *, blind: bool) -> None:
        """What this till had may be gone when it starts again. `blind`: it cannot find out by itself."""
        self._rewinding = self._rewinding | {host.name}
        self.witness.rewound.add(host.identity)
        self.witness.resumed.discard(host.identity)
        if blind:
            self.witness.forks_allowed.add(host.identity)

    def start(self, host: TillHost, *, may_lose: bool) -> None:
        try:
            host.start(self.network)
        except Crashed as crashed:
            self.note(f"{host.name} stopped while it started")
            self.crashed(crashed.disk)
            host.start(self.network)
        self.witness.started(host, may_lose=may_lose)

    def ensure_ledger(self) -> None:
        while not self.ledger.is_up:
            # Two processes never start in the same moment.
            self.time.advance(1)
            try:
                self.ledger.start()
            except Crashed as crashed:
                self.crashed(crashed.disk)
            except StoreUnavailable:
                self.ledger.kill()

    def pick(self) -> TillHost:
        """A till, running."""
        host = self.rng.choice(self.hosts)
        if self.ensure(host):
            self.note(f"{host.name} started")
        return host

    def at_counter(self, act: Callable[[TillHost], str], host: TillHost | None = None) -> str:
        """Somebody does something at a till. Raises Crashed."""
        host = host or self.pick()
        try:
            return f"{host.name} {act(host)}"
        except (Refused, Unavailable, StoreFailed) as error:
            return f"{host.name} {self._failed(error)}"

    def some_round(self) -> str:
        return self.round(self.pick())

    def round(self, host: TillHost, patience: int | None = None) -> str:
        """One round of sync, of so many steps. Raises Crashed when the till stops in it."""
        session = host.session
        assert session is not None
        is_short = patience is None and self.rng.random() < self.climate.impatience
        host.patience = self.rng.choice((1, 2, 3, 5)) if is_short else patience or 100
        session.round()
        status = session.status
        host.has_news = host.has_news or session.pulled_rows
        is_complete = status.waiting == 0 and has_all(host)
        is_whole = host.patience >= 0 and status.last_error is None and is_complete
        if is_whole and not self.climate.bustle and self.ledger.ledger is not None:
            # Nobody else was at the ledger meanwhile.
            invariants.data_agree(self.ledger.ledger, host)
        return f"{host.name} {status.last_error or 'in sync'}, {status.waiting} waiting"

    # What the network asks of the world.
    def deliver(self, request: Request) -> Response:
        try:
            response = self.ledger.request(request.method, request.target, request.headers, request.body)
        except Crashed as crashed:
            self.note("ledger stopped in a request")
            self.crashed(crashed.disk)
            raise LedgerDown from crashed
        if self.ledger.ledger is not None:
            is_answer = response.status < 500 or response.status == 503
            require(is_answer, "the_line_has_no_5xx", f"{response.status} {response.body!r}")
            invariants.answered(self.ledger.ledger, request, response)
        return response

    def meanwhile(self, till: str) -> None:
        host = next(host for host in self.hosts if host.name == till)
        starts = host.starts
        if self._depth < 2 and self.rng.random() < self.climate.bustle:
            self._depth += 1
            try:
                said = self.guarded(lambda: self._aside(host))
                self.note(f"  meanwhile {said}")
            finally:
                self._depth -= 1
        host.alive(starts)

    def _aside(self, busy: TillHost) -> str:
        """While one till waits for the network: its own counter goes on, and so do the others."""
        other = self.rng.choice(self.hosts)
        if other is busy or not other.is_up or self.rng.random() < 0.5:
            return self.at_counter(self.people.sells, other if other.is_up else busy)
        return self.round(other)

    def note(self, text: str) -> None:
        self.history.trace.append(f"#{self._step} {text}")

    def count(self, fault: str) -> None:
        self.history.faults[fault] += 1

    def _restart(self) -> str:
        host = self.pick()
        host.stop()
        self.start(host, may_lose=False)
        return f"{host.name} closed and opened"

    def _replay(self) -> str:
        self.ensure_ledger()
        return f"ledger replayed {self.ledger.replay(self.rng.randint(1, 3))}"

    def _deal(self) -> str:
        self.ensure_ledger()
        self.ledger.deal(self.rng.randint(1, 6))
        return "ledger dealt leases"

    def _office(self) -> str:
        self.ensure_ledger()
        assert self.ledger.ledger is not None
        return self.people.office(self.ledger.ledger)

    def _ledger_comes_back(self) -> str:
        if self.ledger.is_up:
            return ""
        self.ensure_ledger()
        return "up"

    def _room(self) -> str:
        for host in self.hosts:
            host.disk_full(None)
        self.ledger.disk_full(None)
        return "there is room again"

    def _till_backup(self) -> str:
        host = self.pick()
        host.backup = {path: path.read_bytes() if path.exists() else None for path in host.disk.files}
        return f"{host.name} was backed up"

    def _ledger_backup(self) -> str:
        self.ensure_ledger()
        self.ledger_backup = {path: path.read_bytes() if path.exists() else None for path in self.ledger.disk.files}
        return "ledger was backed up"

    def _after_step(self) -> None:
        """What must hold at any moment, looked at where something was written since."""
        commits = {disk.name: disk.commits for disk in (self.ledger.disk, *(host.disk for host in self.hosts))}
        changed = {name for name, count in commits.items() if self._commits.get(name) != count}
        self._commits = commits
        for host in self.hosts:
            if host.name in changed:
                self.witness.look(host)
                invariants.head_follows(host)
        if self.ledger.ledger is not None:
            if "ledger" in changed:
                invariants.after_ledger_step(self.ledger.ledger)
            for host in self.hosts:
                if changed & {host.name, "ledger"}:
                    invariants.acknowledged_is_there(self.ledger.ledger, host, self.witness)

    def come_to_rest(self) -> None:
        """The network heals, disks have room again, every machine runs; what waits must drain."""
        self._step += 1
        come_to_rest(self)

    def _end(self) -> None:
        history, ledger = self.history, self.ledger.ledger
        hasher = hashlib.sha256("\n".join(history.trace).encode())
        if ledger is not None:
            for row in ledger.database.rows("SELECT hash, code FROM entry ORDER BY store, till, epoch, seq"):
                hasher.update(row[0] + str(row[1]).encode())
            history.entries = ledger.database.value("SELECT COUNT(*) FROM entry")
            history.sales = ledger.database.value("SELECT COUNT(*) FROM sale")
            history.cases = Counter(case.kind for case in ledger.cases.all())
        history.digest = hasher.hexdigest()
        for host in self.hosts:
            host.stop()
        self.ledger.stop()

    def copy_of(self, host: TillHost, name: str) -> TillHost:
        """Another device with the same files and the same keys."""
        copy = self.add_host(name, host.identity)
        copy.done = list(host.done)
        shutil.copytree(host.folder, copy.folder)
        shutil.copytree(secrets_folder(host.folder), secrets_folder(copy.folder), dirs_exist_ok=True)
        return copy
