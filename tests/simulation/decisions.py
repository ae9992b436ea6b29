"""What people decide about tills: a suspension is lifted, a key is renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

from central_ledger.application.decide import resume_till
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.transport import LineDown, LineRefused
from retail.signed import SigningKey

if TYPE_CHECKING:
    from tests.simulation.world import World


def till_is_resumed(world: World) -> str:
    """Somebody looks into a fork, lets one of the machines go on, and takes the others away for good."""
    ledger = world.ledger.ledger
    if ledger is None:
        return ""
    suspended = [(till.store, till.till) for till in ledger.journals.tills() if till.suspended_at is not None]
    if not suspended:
        return ""
    identity = world.rng.choice(suspended)
    resume_till(ledger, *identity)
    devices = [host for host in world.hosts if host.identity == identity]
    kept = world.rng.choice(devices)
    names = {device.name for device in devices}
    # It took a person minutes: what was on its way has arrived or is gone.
    world.network.held = [request for request in world.network.held if request.till not in names]
    for device in devices:
        if device is not kept:
            device.stop()
            world.hosts.remove(device)
    world.witness.resumed.add(identity)
    world.count("till_resumed")
    return f"{kept.name} may go on"


def till_renews_its_key(world: World) -> str:
    """A till's key is renewed, once in its life. Machines with one name would take each other's away."""
    host = world.pick()
    if host.identity in world.witness.forks_allowed or host.has_renewed:
        return ""
    session = host.session
    assert session is not None
    random_key = classmethod(lambda cls: SigningKey(host.rng.randbytes(32)))
    with patch.object(SigningKey, "generate", random_key):
        host.require().base.keys.prepare()
    host.has_renewed = True
    world.count("key_renewed")
    try:
        session.agree()
    except (LineDown, LineRefused, Untrusted) as error:
        return f"{host.name} goes on renewing its key: {error}"
    return f"{host.name} has a new key"
