"""What is said about the locked dependencies: advisories, and what nobody looked at."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def auditing() -> ModuleType:
    path = Path(__file__).parents[2] / "packaging" / "audit_dependencies.py"
    spec = importlib.util.spec_from_file_location("audit_dependencies", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _report(*packages: dict[str, object]) -> dict[str, object]:
    return {"dependencies": list(packages), "fixes": []}


WELL = {"name": "cbor2", "version": "6.1.3", "vulns": []}
ILL = {"name": "requests", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "peewee", "skip_reason": "Dependency not found and could not be audited: peewee (4.2.6)"}


def test_an_advisory_fails_the_check_and_says_what_helps(auditing: ModuleType) -> None:
    found = auditing.read_report(_report(WELL, ILL, UNKNOWN))
    assert auditing.exit_code(found, required=False) == 1
    assert "ADVISORY: requests 2.0: PYSEC-1, fixed in 2.1" in auditing.words(found)


def test_nobody_is_told_that_all_is_well_when_nobody_looked(auditing: ModuleType) -> None:
    found = auditing.read_report(_report(UNKNOWN))
    assert auditing.exit_code(found, required=False) == 0, "a machine without a network can still check the rest"
    assert auditing.exit_code(found, required=True) == 1, "a release cannot"
    said = " ".join(auditing.words(found))
    assert "NOT AUDITED" in said
    assert "no advisory" not in said.replace("no advisory service", "")
    assert "peewee" in " ".join(auditing.words(auditing.read_report(_report(WELL, UNKNOWN))))


def test_a_tool_or_a_service_that_is_not_there_has_audited_nothing(
    auditing: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pip_audit.py").write_text("import sys\nsys.stderr.write('a long trace')\nsys.exit(1)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    found = auditing.audit(tmp_path / "requirements.lock", ("first", "second"))
    assert (found.audited, found.advisories) == (0, ())
    assert "NOT AUDITED" in auditing.words(found)[0]
