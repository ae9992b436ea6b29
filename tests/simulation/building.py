"""Making the template, and one world after the other in it."""

from __future__ import annotations

import logging
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from offline_cache.keys import SecretStore, secrets_folder
from offline_cache.store import Enrolment, open_store
from pos_client.sync.enrolment import enrol
from pos_client.sync.transport import Transport
from retail.signed import SigningKey
from tests.simulation.clock import MachineClock, WorldTime, random_hex
from tests.simulation.disk import Disk, copy_tree
from tests.simulation.ledger_host import LedgerHost, Response
from tests.simulation.network import ADDRESS, LineSession, Request
from tests.simulation.template import (
    BEFORE_SECONDS,
    TILLS,
    Template,
    cards_of_members,
    enrolment_code,
    new_ledger,
    secrets_in,
    seeded_secrets,
)
from tests.simulation.till_host import TillHost
from tests.simulation.world import STEPS, History, World

#: A disk in memory, where the system has one: forcing a file to it costs nothing.
MEMORY = Path("/dev/shm")


@dataclass
class Simulator:
    """Runs seeds, one after the other."""

    template: Template
    folder: Path

    def run(self, seed: int, steps: int = STEPS, emphasis: Mapping[str, float] | None = None) -> History:
        """`emphasis` are weights of events in the place of the climate's own."""
        world = World(self.template, self.folder / "world", seed, steps)
        world.climate.weights |= emphasis or {}
        return world.run()


@contextmanager
def simulator() -> Iterator[Simulator]:
    """The template is made when the block begins (a second or two); everything is removed when it ends."""
    root = Path(tempfile.mkdtemp(prefix="onetill-simulation-", dir=MEMORY if MEMORY.is_dir() else None))
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with secrets_in(root):
            yield Simulator(_make(root), root)
    finally:
        logging.disable(level)
        shutil.rmtree(root, ignore_errors=True)


def _make(root: Path) -> Template:
    folder = root / "template"
    time = WorldTime()
    time.advance(BEFORE_SECONDS)
    with seeded_secrets():
        books = new_ledger(folder / "ledger")
        template = Template(folder, cards_of_members(books))
        codes = {identity: enrolment_code(books, *identity) for identity in TILLS}
        books.close()
        disk = Disk("ledger", folder / "ledger" / "ledger.db", random.Random(0))
        ledger = LedgerHost(folder / "ledger", MachineClock(time), random.Random("template ledger"), disk)
        ledger.start()
        network = _PlainNetwork(ledger)
        hosts = [_enrolled(template, network, time, identity, code) for identity, code in codes.items()]
        ledger.deal(1_000)
        for host in hosts:
            # Once more: now every till's key is known, and leases are dealt that end within a world's hours.
            host.start(network)
            assert host.session is not None
            host.session.round()
            assert host.session.status.last_error is None, host.session.status
            host.stop()
            copy_tree(secrets_folder(host.folder), template.till(*host.identity)[1])
        ledger.stop()
    return template


class _PlainNetwork:
    """A network on which nothing goes wrong."""

    def __init__(self, ledger: LedgerHost) -> None:
        self._ledger = ledger

    def exchange(self, request: Request) -> tuple[Response, bool]:
        return self._ledger.request(request.method, request.target, request.headers, request.body), False


def _enrolled(
    template: Template, network: _PlainNetwork, time: WorldTime, identity: tuple[str, str], code: str
) -> TillHost:
    """A till that enrolled over the line and pulled everything, stopped."""
    folder = template.till(*identity)[0]
    rng, clock = random.Random(f"template {identity}"), MachineClock(time)
    secrets = SecretStore(folder, key_store="files")
    store = open_store(
        folder, secrets, writer=True, program="simulation", clock=clock, random_hex=partial(random_hex, rng)
    )
    line = LineSession(network.exchange, "template")
    transport = Transport(ADDRESS, clock.now, session=cast(Any, line))
    answer = enrol(transport, code, SigningKey(secrets.till_key()), "simulation")
    enrolment = Enrolment(answer.store, answer.store_name, answer.till, answer.currency, answer.ledger, ADDRESS)
    store.enrol(enrolment, answer.group_key.raw)
    store.close()
    host = TillHost("template", identity, folder, clock, rng)
    host.start(network)
    assert host.session is not None
    host.session.round()
    host.stop()
    return host
