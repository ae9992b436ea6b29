"""What goes wrong besides the network, and how much of it in a seed: each seed has a climate of its own.

Some seeds know one kind of fault, some many, some none: rare combinations need the others to be absent.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pos_client.sync.engine import entry_document
from pos_client.sync.transport import LineDown, LineRefused
from tests.simulation.disk import Plan, Point
from tests.simulation.network import FATES
from tests.simulation.poison import POISONS, write_poison

if TYPE_CHECKING:
    from tests.simulation.world import World

Act = TypeVar("Act")

#: How often people and machines do what they do anyway.
DOINGS: Mapping[str, float] = {
    "sale": 18,
    "void": 3,
    "sign_out": 3,
    "take_back": 3,
    "drawer": 3,
    "sync": 16,
    "restart": 1.5,
    "replay": 4,
    "leases": 4,
    "office": 4,
    "late": 6,
    "ledger_start": 3,
    "room": 2,
    "resume": 4,
    "renew_key": 1,
    "till_backup": 2,
    "ledger_backup": 1.5,
}
SYNCHRONOUS_FULL = 2
POINTS: tuple[Point, ...] = ("before_commit", "torn", "after_commit", "after_head")


def till_crashes(world: World) -> str:
    """A till stops at one of its next commits."""
    host = world.pick()
    host.disk.plan = Plan(world.rng.choice(POINTS), world.rng.randint(1, world.rng.choice((1, 4, 20))))
    world.count(f"till_crash_{host.disk.plan.point}")
    said = f"{host.name} will stop at {host.disk.plan.point} of commit {host.disk.plan.commits}"
    world.note(said)
    # At the counter, or in the middle of a round: whatever comes first.
    return world.round(host) if world.rng.random() < 0.5 else ""


def till_is_killed(world: World) -> str:
    """A till is killed between two commits; its files are as they are."""
    host = world.pick()
    host.kill()
    world.count("till_killed")
    return f"{host.name} was killed"


def ledger_crashes(world: World) -> str:
    """The ledger stops at one of its next commits."""
    if not world.ledger.is_up:
        return ""
    plan = Plan(world.rng.choice(POINTS[:3]), world.rng.choice((1, 1, 2, 3)))
    world.ledger.disk.plan = plan
    world.count(f"ledger_crash_{plan.point}")
    return f"ledger will stop at {plan.point} of commit {plan.commits}"


def ledger_is_killed(world: World) -> str:
    """The ledger is killed, and stays down until somebody starts it."""
    if not world.ledger.is_up:
        return ""
    world.ledger.kill()
    world.count("ledger_killed")
    return "ledger was killed"


def till_is_cut_off(world: World) -> str:
    """A till loses its connection, or gets it back."""
    host = world.rng.choice(world.hosts)
    if host.name in world.network.cut:
        world.network.cut.remove(host.name)
        return f"{host.name} is connected"
    world.network.cut.add(host.name)
    world.count("cut_off")
    return f"{host.name} is cut off"


def power_is_cut(world: World) -> str:
    """A till loses power: what SQLite forced to the disk is there, the head file may be an older one."""
    host = world.pick()
    (level,) = host.require().store.database.row("PRAGMA synchronous") or (0,)
    host.kill()
    host.uptime.restart()
    world.count("power_cut")
    if level < SYNCHRONOUS_FULL:
        host.disk.forget_commits(world.rng.randint(1, 3))
    is_older = host.disk.forget_head(world.rng.randint(1, 3))
    return f"{host.name} lost power{', its head file is an older one' if is_older else ''}"


def till_disk_lies(world: World) -> str:
    """A till loses power, and its disk had not kept commits that it had promised. The head file outlives them."""
    host = world.pick()
    host.kill()
    lost = host.disk.forget_commits(world.rng.randint(1, 3))
    if not lost:
        return f"{host.name} was killed"
    world.count("till_lost_wal_tail")
    world.rewind(host, blind=False)
    return f"{host.name} lost its last {lost} commits"


def till_folder_is_restored(world: World) -> str:
    """Somebody puts an older copy of the data folder in its place. The head is kept beside the secrets."""
    host = world.rng.choice(world.hosts)
    if host.backup is None:
        return ""
    host.kill()
    assert host.disk.image is not None
    host.disk.image |= {path: data for path, data in host.backup.items() if path != host.disk.head}
    world.count("till_folder_restored")
    world.rewind(host, blind=False)
    return f"{host.name} was restored"


def whole_till_is_restored(world: World) -> str:
    """An image of the whole machine, secrets and head included: the till cannot know by itself."""
    host = world.rng.choice(world.hosts)
    if host.backup is None:
        return ""
    host.kill()
    host.disk.image = dict(host.backup)
    world.count("till_and_keys_restored")
    world.rewind(host, blind=True)
    return f"{host.name} was restored with its keys"


def till_is_copied(world: World) -> str:
    """The same disk in a second device: the same name, the same key."""
    if len(world.hosts) > 4:
        return ""
    host = world.pick()
    host.stop()
    world.count("till_copied")
    copy = world.copy_of(host, f"{host.name}-copy{world.history.faults['till_copied']}")
    world.witness.forks_allowed.add(host.identity)
    world.witness.rewound.add(host.identity)
    world.witness.resumed.discard(host.identity)
    world.start(host, may_lose=False)
    world.start(copy, may_lose=True)
    return f"{host.name} was copied"


def ledger_is_restored(world: World) -> str:
    """The ledger's last backup takes the place of its file: it has less than it acknowledged."""
    if world.ledger_backup is None:
        return ""
    for host in world.hosts:
        world.ensure(host)
        world.witness.excuse(host)
    if world.ledger.is_up:
        world.ledger.kill()
    world.ledger.disk.image = dict(world.ledger_backup)
    world.witness.is_ledger_rewound = True
    world.count("ledger_restored")
    return "ledger was restored"


def ledger_disk_lies(world: World) -> str:
    """The ledger's machine loses power, and its disk had not kept what it had promised."""
    if not world.ledger.is_up:
        return ""
    for host in world.hosts:
        world.ensure(host)
    world.ledger.kill()
    lost = world.ledger.disk.forget_commits(world.rng.randint(1, 3))
    if not lost:
        return "ledger was killed"
    for host in world.hosts:
        world.witness.excuse(host)
    world.witness.is_ledger_rewound = True
    world.count("ledger_lost_wal_tail")
    return f"ledger lost its last {lost} commits"


def transactions_fail(world: World) -> str:
    """The ledger's next transactions cannot be serialized: they are tried again by whoever sent them."""
    world.ledger.disk.failing = world.rng.randint(1, 3)
    world.count("serialization_failure")
    return f"{world.ledger.disk.failing} transactions of the ledger will fail"


def till_disk_is_full(world: World) -> str:
    """A till's disk is full, for a while."""
    host = world.pick()
    host.disk_full(world.rng.randint(0, 6))
    world.count("till_disk_full")
    return f"{host.name} has room for {host.spare_pages} pages"


def ledger_disk_is_full(world: World) -> str:
    """The ledger's disk is full, for a while."""
    if not world.ledger.is_up:
        return ""
    world.ledger.disk_full(world.rng.randint(0, 6))
    world.count("ledger_disk_full")
    return "ledger has hardly room"


def clock_jumps(world: World) -> str:
    """A wall clock is set: by minutes, hours or days, forwards or backwards."""
    seconds = world.rng.choice((60, 3_600, 86_400, 40 * 86_400)) * world.rng.uniform(-1, 1)
    if world.rng.random() < 0.2:
        world.ledger.clock.off_seconds = seconds
        world.people.is_ledger_on_time = False
        world.count("ledger_clock_jump")
        return f"ledger's clock is {seconds:.0f} s off"
    host = world.rng.choice(world.hosts)
    host.clock.off_seconds = seconds
    world.count("till_clock_jump")
    return f"{host.name}'s clock is {seconds:.0f} s off"


def batches_are_in_flight(world: World) -> str:
    """Several batches of a till are on their way at once, and arrive in any order."""
    host = world.pick()
    entries = host.require().store.journal.next_batch(30)
    if len(entries) < 2 or host.transport is None:
        return ""
    size = world.rng.randint(1, len(entries) - 1)
    batches = [entries[start : start + size] for start in range(0, len(entries), size)]
    world.rng.shuffle(batches)
    for batch in batches:
        documents = [entry_document(entry) for entry in batch]
        document = {"store": host.identity[0], "till": host.identity[1], "entries": documents}
        try:
            host.transport.post("/v1/entries", document)
        except (LineDown, LineRefused):  # refused: by a key that another one has followed, unheard
            continue
    world.count("batches_in_flight")
    return f"{host.name} has {len(batches)} batches in flight"


def a_poison_entry_is_written(world: World) -> str:
    """A till of another version, or with a fault of ours, journals what the ledger cannot take."""
    host = world.pick()
    what = world.rng.choice(tuple(POISONS))
    write_poison(host.require().store, POISONS[what], world.witness.poison)
    world.count(f"poison_{what}")
    return f"{host.name} wrote {what}"


#: Every fault by name.
FAULTS: Mapping[str, Callable[[World], str]] = {
    "till_crashes": till_crashes,
    "till_is_killed": till_is_killed,
    "power_is_cut": power_is_cut,
    "till_disk_lies": till_disk_lies,
    "till_folder_is_restored": till_folder_is_restored,
    "whole_till_is_restored": whole_till_is_restored,
    "till_is_copied": till_is_copied,
    "till_disk_is_full": till_disk_is_full,
    "ledger_crashes": ledger_crashes,
    "ledger_is_killed": ledger_is_killed,
    "ledger_is_restored": ledger_is_restored,
    "ledger_disk_lies": ledger_disk_lies,
    "ledger_disk_is_full": ledger_disk_is_full,
    "transactions_fail": transactions_fail,
    "till_is_cut_off": till_is_cut_off,
    "clock_jumps": clock_jumps,
    "batches_are_in_flight": batches_are_in_flight,
    "a_poison_entry_is_written": a_poison_entry_is_written,
}

#: These end what a till can do (a fork suspends it), so a seed has few of them.
RARE = {"whole_till_is_restored": 0.3, "till_is_copied": 0.3, "ledger_is_restored": 0.8}


@dataclass
class Climate:
    """`weights` by event, `fates` the probability of each for one exchange, `bustle` that others act meanwhile,
    `impatience` that a round of sync is broken off."""

    tills: int
    weights: dict[str, float]
    fates: dict[str, float]
    bustle: float
    impatience: float
    batch_entries: int
    page_rows: int
    _names: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, rng: random.Random) -> Climate:
        severity = rng.choice((0.2, 0.6, 1.0, 1.5))
        share = rng.choice((0.15, 0.5, 1.0))
        fates = {fate: severity * rng.uniform(0.01, 0.06) for fate in FATES if rng.random() < share}
        faults = {
            fault: severity * RARE.get(fault, 1.0) * rng.uniform(1.0, 4.0) for fault in FAULTS if rng.random() < share
        }
        return cls(
            tills=rng.choice((2, 2, 3, 4)),
            weights={**DOINGS, **faults},
            fates=fates,
            bustle=rng.choice((0.0, 0.0, 0.01, 0.03)),
            impatience=rng.choice((0.3, 0.7, 0.9)),
            batch_entries=rng.choice((2, 3, 5, 20, 150)),
            page_rows=rng.choice((2, 5, 50, 200)),
        )

    def choose(self, rng: random.Random, events: Mapping[str, Act]) -> tuple[str, Act]:
        names = [name for name in events if self.weights.get(name)]
        (name,) = rng.choices(names, [self.weights[name] for name in names])
        return name, events[name]
