"""How a simulated world comes to rest: what waits drains, and till and ledger agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation.till_host import TillHost
from tests.simulation.violations import require

if TYPE_CHECKING:
    from tests.simulation.world import World

#: Rounds of every till after the network healed, within which everything must have drained.
ROUNDS_TO_REST = 40
#: Whole rounds after that, within which till and ledger must agree.
FINAL_ROUNDS = 5
#: Steps of such a round: some batches, and hardly a feed.
PUSHES = 3


def come_to_rest(world: World) -> None:
    """The network heals, disks have room again, every machine runs. Raises Violation."""
    world.network.heal()
    world.ledger.disk.plan, world.ledger.disk.failing = None, 0
    world.ensure_ledger()
    world.ledger.disk_full(None)
    while world.network.deliver_held():
        pass
    world.climate.bustle = 0.0
    for host in world.hosts:
        host.disk.plan, host.spare_pages = None, None
        world.ensure(host)
        host.disk_full(None)
        if host.identity in world.witness.forks_allowed:
            # A copied disk is found when each of the machines has said something.
            world.at_counter(lambda host: world.people.sign_in(host) or "opens for the day", host)
            world.guarded(lambda host=host: world.people.sign_out(host))
        world.witness.look(host)
    for _ in range(ROUNDS_TO_REST):
        for host in world.hosts:
            world.round(host, patience=PUSHES)
        if all(has_drained(host) for host in world.hosts):
            break
    for number in range(FINAL_ROUNDS):
        # A till with nothing to say hears in one round that the ledger went back in time, and sends again in the
        # next. What all the sales did to members comes back, and what the ledger asks for (leases) is answered.
        world.ledger.replay(1000)
        said = [world.round(host, patience=1000) for host in world.hosts]
        if number >= 2 and all(has_drained(host) and has_all(host) for host in world.hosts):
            break
    for host, line in zip(world.hosts, said, strict=True):
        world.note(f"at rest: {line}")
        assert host.session is not None
        error = host.session.status.last_error
        require(error in (None, "till_suspended"), "everything_drains", f"{host.name}: {error}")
        require(has_all(host), "everything_drains", f"{host.name}: {host.session.status.pulling}")
    world.ledger.replay(1000)
    for host in world.hosts:
        world.witness.look(host)


def has_drained(host: TillHost) -> bool:
    assert host.session is not None
    status = host.session.status
    return status.suspended or status.waiting == 0


def has_all(host: TillHost) -> bool:
    """Whether no feed has pages left: a pull of many takes several rounds, and the till says so itself."""
    assert host.session is not None
    return not host.session.status.pulling
