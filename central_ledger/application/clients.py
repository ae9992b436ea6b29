"""Other systems of the group (a CDP, a CRM): who they are, and what they call members. docs/integration.md."""

from __future__ import annotations

import secrets

from central_ledger.application.brand_accounts import known_brands
from central_ledger.application.enrolment import CROCKFORD
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import issue_client_token
from central_ledger.domain.pseudonyms import KEY_BYTES, Pseudonyms
from central_ledger.domain.roles import Grant
from central_ledger.store.clients import Client
from central_ledger.store.reference import SecretKey


class UnknownClient(ValueError):
    """There is no such system, or it was revoked."""


def holder_of_client(client_id: str) -> str:
    return f"client:{client_id}"


def add_client(ledger: Ledger, name: str, brand: str | None = None) -> tuple[str, str]:
    """A system of the group, or of one brand: its id, and its token, which is shown this once. Raises ValueError."""
    if not name.strip():
        raise ValueError("name the system")
    brands = known_brands(ledger)
    if brand is not None and brands and brand not in brands:
        raise ValueError(f"no store sells a brand {brand}, its system would see nothing: {', '.join(sorted(brands))}")
    client_id = "C" + "".join(secrets.choice(CROCKFORD) for _ in range(7))
    grant = Grant("integration", None, brand)
    now = ledger.now()
    with ledger.database.transaction():
        ledger.clients.add(Client(client_id, name.strip(), (grant.text,), now))
        key_id = f"pseudonym:{client_id}"
        ledger.reference.add_secret(
            SecretKey(key_id, "pseudonym", secrets.token_bytes(KEY_BYTES), client_id, now, None)
        )
        return client_id, issue_client_token(ledger, holder_of_client(client_id), name.strip(), grant)


def renew_client(ledger: Ledger, client_id: str) -> str:
    """Another token; the earlier ones end. What it calls members stays. Raises UnknownClient."""
    with ledger.database.transaction():
        client = _client(ledger, client_id)
        ledger.people.revoke_tokens_of(holder_of_client(client_id), ledger.now())
        brand = client.roles[0].partition(":")[2] or None
        return issue_client_token(ledger, holder_of_client(client_id), client.name, Grant("integration", None, brand))


def revoke_client(ledger: Ledger, client_id: str) -> None:
    """It speaks no more, and nobody can lead its names back to members. Raises UnknownClient."""
    with ledger.database.transaction():
        _client(ledger, client_id)
        now = ledger.now()
        ledger.clients.revoke(client_id, now)
        ledger.people.revoke_tokens_of(holder_of_client(client_id), now)
        ledger.reference.forget_secret(f"pseudonym:{client_id}")
        ledger.people.note_access(now, holder_of_client(client_id), "client_revoked", "", {})


def pseudonyms_of(ledger: Ledger, client_id: str) -> Pseudonyms:
    """Raises UnknownClient."""
    found = ledger.reference.secrets("pseudonym", client_id)
    if not found:
        raise UnknownClient(f"there is no system {client_id}")
    return Pseudonyms(found[0].private_key)


def _client(ledger: Ledger, client_id: str) -> Client:
    found = ledger.clients.get(client_id)
    if found is None or found.revoked_at is not None:
        raise UnknownClient(f"there is no system {client_id}, or it was revoked before")
    return found
