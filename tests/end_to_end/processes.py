"""A real ledger process, and tills as folders on which the real commands run."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import commands, nursery


@dataclass
class Ledger:
    """A ledger's directory and, while it runs, its process."""

    folder: Path
    env: dict[str, str]
    port: int = 0
    process: nursery.Process | None = None
    #: More arguments of `serve`, such as its certificate.
    arguments: tuple[str, ...] = ()
    address: str = ""

    def start(self) -> None:
        """Serve; the port stays the same over restarts, as a ledger's address does."""
        with self.log.open("ab") as log:
            serving = ("serve", "--data", str(self.folder), "--port", str(self.port), *self.arguments)
            self.process = nursery.start("central-ledger", serving, self.env, stderr=log)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the ledger did not start"
        announced = json.loads(line)
        self.port, self.address = announced["port"], announced["address"]

    @property
    def log(self) -> Path:
        """What the process writes about itself."""
        return self.folder.with_name(self.folder.name + ".log")

    def kill(self) -> None:
        """No farewell: SIGKILL."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def command(self, *arguments: str) -> tuple[int, Any]:
        name, *rest = arguments
        return commands.here("central-ledger", (name, "--data", str(self.folder), *rest), self.env).answer()

    def enrolment_code(self, till: str = "T01", store: str = "S01") -> str:
        code, answer = self.command("enrol-till", "--store", store, "--till", till, "--json")
        assert code == 0, answer
        return str(answer["code"])

    def audit(self) -> Any:
        code, answer = self.command("audit", "--json")
        assert code == 0, answer
        return answer


@dataclass
class TillFolder:
    """One till's data folder."""

    folder: Path
    env: dict[str, str]
    staff: tuple[str, str] = ("", "")
    sold: list[dict[str, Any]] = field(default_factory=list)

    def command(self, *arguments: str, stdin: str | None = None) -> tuple[int, Any]:
        name, *rest = arguments
        return commands.here("pos-client", (name, "--data", str(self.folder), *rest), self.env, stdin).answer()

    def enrol(self, ledger: Ledger, address: str | None = None, till: str = "T01") -> None:
        code, answer = self.command("enrol", address or ledger.address, ledger.enrolment_code(till))
        assert code == 0, answer
        code, answer = self.command("sync")
        assert code == 0, answer

    def sell(self, **sale: Any) -> tuple[int, Any]:
        document = {"staff": self.staff[0], "pin": self.staff[1], "tenders": [{"kind": "cash"}], **sale}
        code, answer = self.command("sell", "-", stdin=json.dumps(document))
        if code == 0:
            self.sold.append(answer)
        return code, answer

    def sync(self) -> tuple[int, Any]:
        return self.command("sync")


def plain_env(folder: Path) -> dict[str, str]:
    """Nothing of this machine's user gets into a test, and nothing of a test stays."""
    return {
        **os.environ,
        "ONETILL_KEY_STORE": "files",
        "ONETILL_SECRETS": str(folder / "secrets"),
        "XDG_DATA_HOME": str(folder / "xdg"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def wait_for(condition: Any, seconds: float = 20.0) -> None:
    """Poll a condition of another process."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
