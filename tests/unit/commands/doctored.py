"""A till that doctor looks at, and what it finds there, in both languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from offline_cache import Enrolment
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.commands import doctor_ledger
from pos_client.commands.doctor import examine
from pos_client.commands.doctor_words import Words
from pos_client.fault_texts import FAULTS
from retail.machine import Machine
from retail.signed import SigningKey

GROUP = SigningKey.generate()
in_language = functools.cache(Words)
NOBODY = "https://127.0.0.1:9"


@dataclass
class Plain(Machine):
    """A machine on which all is well, but for what is said."""

    disk: int = 10**12
    memory: int = 10**10
    kind: str = "ext4"
    writable: bool = True
    held: bool = False

    def disk_free_bytes(self, folder: Path) -> int:
        return self.disk

    def memory_free_bytes(self) -> int:
        return self.memory

    def filesystem(self, folder: Path) -> str:
        return self.kind

    def is_writable(self, folder: Path) -> bool:
        return self.writable

    def holds(self, pid: int, path: Path) -> bool:
        return self.held


@contextmanager
def till(folder: Path, address: str = NOBODY, **more: Any) -> Iterator[TillStore]:
    """A till that is enrolled at this address, open; closed after the block."""
    base = open_till_store(folder, program="test")
    try:
        enrolment = Enrolment("S01", "店", "T02", "CNY", "ledger-1", address)
        base.store.enrol(replace(enrolment, **more), GROUP.verifying_key.raw)
        base.keys.current()
        yield base
    finally:
        base.close()


def complete(base: TillStore, at: datetime) -> None:
    for feed in doctor_ledger.NEEDED_FEEDS:
        base.store.pulled.begin(feed)
        base.store.pulled.apply_page(feed, [], "c", at.isoformat())


def found(folder: Path, *codes: str, machine: Machine | None = None) -> dict[str, dict[str, Any]]:
    """What doctor finds, by code; `codes` must be among it, each with its level and words in two languages."""
    _, document = examine(folder, in_language("en"), machine or Plain())
    by_code = {finding["code"]: finding for finding in document["findings"]}
    assert set(codes) <= set(by_code), f"only {sorted(by_code)}"
    for code, finding in by_code.items():
        assert code in FAULTS, code
        assert finding["level"] == FAULTS[code].level
        assert finding["what"], code
        assert finding["todo"], code
        assert "{" not in finding["message"], finding["message"]
        assert "…" not in finding["message"], f"{code} names what nobody gave: {finding['message']}"
        in_chinese = in_language("zh_CN").finding(code, finding["params"])
        assert re.search("[一-鿿]", in_chinese["what"]), code
        assert re.search("[一-鿿]", in_chinese["todo"]), code
    return by_code
