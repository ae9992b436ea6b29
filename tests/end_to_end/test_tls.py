"""The line under TLS, with real processes: a certificate that signs itself, one of an authority, and attackers."""

from __future__ import annotations

import ipaddress
import json
import shutil
from pathlib import Path

import pytest
from cryptography import x509

from central_ledger.tls import make_certificate
from retail.catalogue import Product
from tests import commands
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy
from tests.end_to_end.tls_parts import Authority, ManInTheMiddle

HERE = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]


def served(ledger: Ledger, certificate: Path, key: Path) -> None:
    """Serve with this certificate from now on, at the same port."""
    if ledger.process is not None:
        ledger.kill()
    ledger.arguments = ("--tls-certificate", str(certificate), "--tls-key", str(key))
    ledger.start()


@pytest.fixture
def tls_ledger(ledger: Ledger) -> Ledger:
    """A ledger with a certificate that it made itself."""
    ledger.kill()
    code, made = ledger.command("make-certificate", "--host", "127.0.0.1", "--host", "ledger.store")
    assert code == 0, made
    served(ledger, Path(made["certificate"]), Path(made["key"]))
    assert ledger.address.startswith("https://")
    return ledger


def error_of(answer: tuple[int, object]) -> str:
    code, document = answer
    assert code == 3, document
    assert isinstance(document, dict)
    return str(document["error"]["code"])


def test_the_enrolment_code_vouches_for_a_certificate_that_nobody_else_does(
    tls_ledger: Ledger, till: TillFolder, goods: Product, tmp_path: Path
) -> None:
    """Sales, a new certificate of the ledger's, a stranger's certificate: nothing is lost and nothing is told."""
    line = CuttingProxy(tls_ledger.address)
    address = line.address.replace("http://", "https://")
    till.enrol(tls_ledger, address)
    # The ledger renews its certificate: the group's key vouches for it, and nobody has to visit the till.
    code, made = tls_ledger.command("make-certificate", "--host", "127.0.0.1", "--renew")
    assert code == 0, made
    served(tls_ledger, Path(made["certificate"]), Path(made["key"]))
    assert till.sync()[0] == 0
    # Somebody else at the same address, with a certificate that says the right name.
    rogue_files = tmp_path / "rogue.pem", tmp_path / "rogue.key"
    make_certificate(*rogue_files, ["127.0.0.1"])
    rogue_folder = tmp_path / "rogue"
    assert commands.here("central-ledger", ("seed-demo", "--data", str(rogue_folder), "--small")).code == 0
    rogue = Ledger(rogue_folder, till.env, arguments=("--tls-certificate", *map(str, rogue_files[:1]), "--tls-key",
                                                      str(rogue_files[1])))  # fmt: skip
    rogue.start()
    try:
        line.aim(rogue.address)
        line.cut_now()
        code, sold = till.sell(scans=[goods.barcodes[0]])
        assert code == 0, sold
        assert error_of(till.sync()) == "ledger_certificate_changed"
    finally:
        rogue.kill()
    line.aim(tls_ledger.address)
    code, answer = till.sync()
    assert (code, answer["waiting"]) == (0, 0)
    (booked,) = tls_ledger.audit()["tills"]
    assert [row["sales"] for row in booked["sales"]] == [1]
    line.stop()


def test_a_man_in_the_middle_gets_neither_the_code_nor_the_data(
    tls_ledger: Ledger, till: TillFolder, tmp_path: Path
) -> None:
    own = tmp_path / "own.pem", tmp_path / "own.key"
    make_certificate(*own, ["127.0.0.1"])
    middle = ManInTheMiddle(tls_ledger.port, *own)
    try:
        code = tls_ledger.enrolment_code()
        exit_code, answer = till.command("enrol", middle.address, code)
        assert (exit_code, answer["error"]["code"]) == (2, "ledger_rogue")
        assert b"GET /v1/identity" in middle.read  # it passed that on, and it was of no use
        assert code.encode() not in middle.read
        assert b"/v1/tills" not in middle.read
        # The code still works at the ledger itself.
        assert till.command("enrol", tls_ledger.address, code)[0] == 0
    finally:
        middle.stop()


def test_an_authority_of_the_group_vouches_and_an_expired_or_wrong_certificate_is_named(
    ledger: Ledger, till: TillFolder, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    good = authority.certificate("ledger", HERE)
    served(ledger, *good)
    other = Authority(tmp_path / "other")
    exit_code, answer = till.command("enrol", ledger.address, ledger.enrolment_code(), "--ca-file", str(other.file))
    assert (exit_code, answer["error"]["code"]) == (3, "ledger_certificate_unknown")
    exit_code, answer = till.command("enrol", ledger.address, ledger.enrolment_code(), "--ca-file", str(authority.file))
    assert exit_code == 0, answer
    shutil.move(authority.file, tmp_path / "gone.pem")  # the till has its own copy
    assert till.sync()[0] == 0
    served(ledger, *authority.certificate("expired", HERE, days=-1))
    assert error_of(till.sync()) == "ledger_certificate_expired"
    served(ledger, *authority.certificate("elsewhere", [x509.DNSName("ledger.example")]))
    assert error_of(till.sync()) == "ledger_certificate_wrong_name"
    served(ledger, *other.certificate("stranger", HERE))
    assert error_of(till.sync()) == "ledger_certificate_unknown"
    served(ledger, *authority.certificate("renewed", HERE))
    assert till.sync()[0] == 0
    assert json.dumps(ledger.audit())


def test_what_is_not_protected_is_refused_at_both_ends(ledger: Ledger, till: TillFolder, env: dict[str, str]) -> None:
    code, answer = till.command("enrol", "http://192.0.2.7:8080", "AAAAA-AAAAA-AAAAA-AAAAA")
    assert (code, answer["error"]["code"]) == (2, "address_insecure")
    code, answer = till.command("enrol", ledger.address.replace("http://", "https://"), ledger.enrolment_code())
    assert (code, answer["error"]["code"]) == (3, "ledger_tls_failed")
    assert till.command("enrol", ledger.address, "x", "--ca-file", str(till.folder / "none.pem"))[0] == 2
    serving = ("serve", "--data", str(ledger.folder))
    code, answer = commands.forked("central-ledger", (*serving, "--host", "0.0.0.0"), env).answer()
    assert code == 1
    assert "--tls-certificate" in answer
    wrong = ("--tls-certificate", str(ledger.folder / "ledger.key"), "--tls-key", str(ledger.folder / "ledger.key"))
    code, answer = commands.process("central-ledger", (*serving, *wrong), env).answer()
    assert code == 1
    assert "ledger.key" in answer
