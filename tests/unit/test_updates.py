"""Updates: the group's are fetched and checked, and everybody else's are refused; with the tool that signs them."""

from __future__ import annotations

import base64
import importlib.util
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pos_client.bootstrap import updates
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.bootstrap.updates import Updates, last_trouble, make_updates
from pos_client.commands.updates import run_update
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.settings import Settings
from retail.build_info import Build
from retail.signed import SigningKey
from retail.update_manifest import signed_manifest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sign_update", ROOT / "packaging" / "sign_update.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        del arguments


class Group:
    """What a group serves, and a till that looks at it."""

    def __init__(self, folder: Path, tool: ModuleType, port: int) -> None:
        self.served = folder / "served"
        self.served.mkdir(exist_ok=True)
        self.folder, self.tool = folder, tool
        self.address = f"http://127.0.0.1:{port}"
        self.key_file = folder / "release.key"
        if not self.key_file.exists():
            tool.main(["new-key", str(self.key_file)])
        self.key = SigningKey(base64.b64decode(self.key_file.read_bytes()))
        self.now = datetime.now(UTC)
        self.paused = 0

    def sign(
        self, serial: int = 1, version: str = "1.4.0", minimum: str = "1.0", content: bytes = b"program" * 99
    ) -> None:
        package = self.served / "onetill-till_1.4.0_amd64.deb"
        package.write_bytes(content)
        self.tool.main(
            ["sign", "--key", str(self.key_file), "--serial", str(serial), "--version", version, "--minimum", minimum,
             "--address", self.address, "--note-zh", "更快", "--note-en", "Faster",
             "--out", str(self.list), str(package)]
        )  # fmt: skip

    @property
    def list(self) -> Path:
        return self.served / "updates.txt"

    def change(self, **changes: Any) -> None:
        """The same list with other facts, signed by the group."""
        said = json.loads(self.list.read_bytes().split(b"\n")[0])
        self.list.write_bytes(signed_manifest({**said, **changes}, self.key))

    def till(
        self, version: str = "1.3.0", key: str | None = None, address: str | None = None, *, keeps_older: bool = False
    ) -> Updates:
        public = base64.b64encode(self.key.verifying_key.raw).decode() if key is None else key
        source = (f"{self.address}/updates.txt" if address is None else address, public)
        data = self.folder / "till"
        data.mkdir(exist_ok=True)
        build = Build(version, "abc", "2026-11-11")
        return Updates(
            data, lambda: source, lambda: self.now, pause=self.pause, keeps_older=keeps_older, build=build,
            platform="linux-deb",
        )  # fmt: skip

    def pause(self) -> bool:
        self.paused += 1
        return True

    def fetched(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "till" / "updates").glob("*"))


@pytest.fixture
def group(tmp_path: Path, tool: ModuleType) -> Iterator[Group]:
    (tmp_path / "served").mkdir()
    handler = partial(_Quiet, directory=str(tmp_path / "served"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Group(tmp_path, tool, server.server_address[1])
    server.shutdown()
    thread.join()
    server.server_close()


def refused(updates: Updates) -> str:
    with pytest.raises(UserFacing) as caught:
        updates.look()
    return caught.value.code


def test_what_the_group_signed_is_fetched_and_lies_ready(group: Group) -> None:
    group.sign()
    updates = group.till()
    news = updates.look()
    assert (news.kind, news.version, news.notes) == ("ready", "1.4.0", {"zh": "更快", "en": "Faster"})
    assert Path(news.path).read_bytes() == b"program" * 99
    assert group.fetched() == ["onetill-till_1.4.0_amd64.deb"]
    assert group.paused, "whoever sells goes first"
    # What lies there is checked again and not fetched again; what somebody changed meanwhile is.
    paused = group.paused
    assert updates.look().kind == "ready"
    assert group.paused == paused
    Path(news.path).write_bytes(b"something else")
    assert Path(updates.look().path).read_bytes() == b"program" * 99
    assert group.till("1.4.0").look().kind == "current"


def test_a_package_of_before_goes_unless_it_is_the_way_back(group: Group) -> None:
    group.sign()
    folder = group.folder / "till" / "updates"
    job = group.till(keeps_older=True)
    folder.mkdir()
    before = folder / "onetill-till_1.2.0_amd64.deb"
    before.write_bytes(b"old")
    job.look()
    assert group.fetched() == [before.name, "onetill-till_1.4.0_amd64.deb"]
    group.till().look()
    assert group.fetched() == ["onetill-till_1.4.0_amd64.deb"]
    group.till("1.4.0").look()
    assert group.fetched() == [], "it was installed"


def test_an_update_in_between_comes_first(group: Group) -> None:
    group.sign(minimum="1.3.5")
    news = group.till().look()
    assert (news.kind, news.minimum) == ("blocked", "1.3.5")
    assert group.fetched() == []


def _another_key(group: Group) -> None:
    said = json.loads(group.list.read_bytes().split(b"\n")[0])
    group.list.write_bytes(signed_manifest(said, SigningKey.generate()))


def _other_facts(group: Group) -> None:
    group.list.write_bytes(group.list.read_bytes().replace(b'"1.4.0"', b'"9.9.9"'))


def _cut(group: Group) -> None:
    group.list.write_bytes(group.list.read_bytes()[:-9])


def _longer(group: Group) -> None:
    group.list.write_bytes(group.list.read_bytes() + b"more\n")


def _a_path(group: Group) -> None:
    said = json.loads(group.list.read_bytes().split(b"\n")[0])
    group.change(packages=[{**said["packages"][0], "name": "../../settings.json"}])


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_another_key, "update_forged"),
        (_other_facts, "update_forged"),
        (_cut, "update_forged"),
        (_longer, "update_forged"),
        (_a_path, "update_forged"),
        (lambda group: group.change(product="onetill-ledger"), "update_forged"),
        (lambda group: group.change(version="one"), "update_forged"),
        (lambda group: group.change(expires_at=(group.now - timedelta(seconds=1)).isoformat()), "update_expired"),
        (lambda group: group.change(version="1.2.9"), "update_older"),
        (lambda group: group.change(packages=[]), "update_no_package"),
        (lambda group: (group.served / "onetill-till_1.4.0_amd64.deb").write_bytes(b"x" * 693), "update_package_bad"),
        (lambda group: (group.served / "onetill-till_1.4.0_amd64.deb").write_bytes(b"p"), "update_package_bad"),
        (lambda group: (group.served / "onetill-till_1.4.0_amd64.deb").write_bytes(b"p" * 9_999), "update_package_bad"),
        (lambda group: group.list.unlink(), "update_unreachable"),
    ],
)
def test_anything_else_is_refused_and_nothing_lies_there(
    group: Group, harm: Callable[[Group], object], code: str
) -> None:
    group.sign()
    harm(group)
    updates = group.till()
    assert refused(updates) == code
    assert updates.news.kind == "unknown"
    assert group.fetched() == []
    trouble = last_trouble(group.folder / "till")
    assert trouble is not None
    assert trouble[0] == code
    group.sign(serial=2)
    updates.look()
    assert last_trouble(group.folder / "till") is None


def test_an_older_list_is_not_played_again(group: Group) -> None:
    group.sign(serial=7)
    old = group.list.read_bytes()
    assert group.till().look().kind == "ready"
    group.sign(serial=8, version="1.5.0")
    assert group.till().look().version == "1.5.0"
    group.list.write_bytes(old)
    assert refused(group.till()) == "update_replayed"
    # Nor is a serial used twice.
    group.sign(serial=8, version="1.6.0")
    assert refused(group.till()) == "update_replayed"


def test_what_was_found_stays_when_the_next_look_fails(group: Group) -> None:
    group.sign()
    updates = group.till()
    updates.look()
    group.list.unlink()
    with pytest.raises(Unavailable):
        updates.look()
    assert updates.news.kind == "ready"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"address": ""}, "update_off"),
        ({"address": "http://updates.example/list"}, "update_address_wrong"),
        ({"key": ""}, "update_key_missing"),
        ({"key": "AAAA"}, "update_key_missing"),
        ({"version": "development"}, "update_development"),
    ],
)
def test_without_what_it_takes_nothing_is_asked(group: Group, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as caught:
        group.till(**changes).look()
    assert caught.value.code == code


def test_the_builds_own_key_stands_above_the_one_that_was_set(group: Group) -> None:
    group.sign()
    updates = group.till()
    theirs = base64.b64encode(SigningKey.generate().verifying_key.raw).decode()
    updates._build = Build("1.3.0", "abc", "2026-11-11", theirs)
    assert refused(updates) == "update_forged"


def test_no_private_key_comes_into_the_repository(tool: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="repository"):
        tool.main(["new-key", str(ROOT / "release.key")])
    assert not (ROOT / "release.key").exists()
    tool.main(["new-key", str(tmp_path / "k")])
    assert (tmp_path / "k").stat().st_mode & 0o077 == 0


def test_the_address_comes_from_the_ledger_unless_this_till_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(updates, "SPOOL", spool)
    base = open_till_store(tmp_path / "till", program="test")
    try:
        settings = SettingsFile(tmp_path / "till", Settings())
        look = make_updates(base, settings).look
        with pytest.raises(Refused, match="update_off"):
            look()
        told = {"address": "https://127.0.0.1:9/told"}
        base.store.pulled.begin("settings")
        row = {"key": "updates", "version": 1, "deleted": False, "data": told}
        base.store.pulled.apply_page("settings", [row], "c", "2026-11-11T10:00:00+08:00")
        with pytest.raises(UserFacing):
            look()
        assert (spool / "address").read_text() == "https://127.0.0.1:9/told\n"
        capsys.readouterr()
        run_update(["--data", str(tmp_path / "till")])
        assert "update_key_missing" in capsys.readouterr().out, "the command knows what the till was told"
        settings.change("update_address", "https://127.0.0.1:9/own")
        with pytest.raises(UserFacing):
            look()
        assert (spool / "address").read_text() == "https://127.0.0.1:9/own\n"
        assert (spool / "address").stat().st_mode & 0o444 == 0o444, "root's job has no right to what is private"
        settings.change("update_address", "")
        base.store.pulled.begin("settings")
        base.store.pulled.apply_page("settings", [row | {"data": {"address": ""}}], "d", "2026-11-11T10:00:00+08:00")
        with pytest.raises(Refused, match="update_off"):
            look()
        assert (spool / "address").read_text() == "\n", "root asks nowhere any more"
    finally:
        base.close()
