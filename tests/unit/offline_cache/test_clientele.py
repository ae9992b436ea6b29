"""Which members a guide looks after, on a real file."""

from __future__ import annotations

from typing import Any

from offline_cache import LocalStore
from retail.member import MemberGuide
from tests.unit.offline_cache.making import AS_OF, member


def pull(store: LocalStore, **guides: str) -> None:
    rows = []
    for one_id, guide in guides.items():
        named: dict[str, Any] = {"guide": {"store": "S01", "staff_id": guide}} if guide else {}
        rows.append(member(one_id, home="S01", **named))
    store.pulled.begin("members")
    store.pulled.apply_page("members", rows, "c", AS_OF)


def name(store: LocalStore, one_id: str, guide: MemberGuide | None) -> None:
    with store.unit_of_work() as uow:
        uow.contacts.name_guide(one_id, guide, uow.journal.append("guide_assigned", {"one_id": one_id}))
        uow.commit()


def test_members_are_counted_by_guide_and_what_was_said_here_goes_before(store: LocalStore) -> None:
    pull(store, M1="G1", M2="G1", M3="G2", M4="")
    assert store.clientele.loads("S01") == {"G1": 2, "G2": 1}
    assert store.clientele.of_guide("S01", "G1") == ["M1", "M2"]
    assert store.clientele.loads("S02") == {}
    name(store, "M1", MemberGuide("S01", "G2"))
    name(store, "M4", MemberGuide("S01", "G2"))
    name(store, "M3", None)
    name(store, "NEW", MemberGuide("S01", "G1"))
    assert store.clientele.loads("S01") == {"G1": 2, "G2": 2}
    assert store.clientele.of_guide("S01", "G1") == ["M2", "NEW"]
    assert store.clientele.of_guide("S01", "G2") == ["M1", "M4"]
