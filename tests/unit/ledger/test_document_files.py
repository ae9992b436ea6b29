"""Every command that takes a document says the same of a file that is none, wherever on its line the file stands."""

from __future__ import annotations

import pytest

from central_ledger.__main__ import main
from central_ledger.application.publish import publish_setting

COMMANDS = [
    ("publish-rules",), ("programs", "publish"), ("tiers", "publish"), ("plans", "set"), ("events", "set"),
    ("joining", "set"), ("member-rules", "set"), ("guide-coupons", "set"), ("group-rules", "publish"),
    ("organisation", "publish"), ("draw", "commit"), ("leases", "policy"),
]  # fmt: skip


@pytest.fixture
def run(data, capsys):
    def call(*arguments):
        code = main([*arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_no_document_is_named_with_what_is_wrong(run, data, tmp_path, command):
    """The file comes last, after an option: a line as people write it."""
    file, place = tmp_path / "document.json", ("--data", str(data.path))
    for content, wrong in (
        (b"", "it is empty"),
        (b"{", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[" * 99_999, "not JSON"),
    ):
        file.write_bytes(content)
        code, out, said = run(*command, *place, str(file))
        assert (code, out) == (2, "")
        assert said.startswith(f"cannot: {file} cannot be read: ")
        assert wrong in said
        assert said.endswith("; nothing was changed\n")
    missing = str(tmp_path / "missing.json")
    code, out, said = run(*command, *place, missing)
    assert (code, out) == (2, "")
    assert missing in said


def test_a_name_that_stands_twice_is_not_guessed(run, data, tmp_path):
    file = tmp_path / "programs.json"
    file.write_text('{"programs": {}, "programs": {}}')
    code, _, said = run("programs", "publish", str(file), "--data", str(data.path))
    assert code == 2
    assert "$.programs" in said


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        (("integrations", "add", "--name", "CRM", "--brand", "NOBODYS"), "no store sells a brand NOBODYS"),
        (("gift-cards", "issue", "--count", "1", "--issuer", "brand:NOBODYS"), "no store sells a brand NOBODYS"),
        (("gift-cards", "issue", "--count", "1", "--issuer", "store:S99"), "there is no store S99"),
        (("gift-cards", "issue", "--count", "1", "--ends", "2020-01-01"), "over already"),
        (("expire", "--day", "soon"), "not a day as YYYY-MM-DD: soon"),
        (("archive", "--before", "2020-01-01", "--store", "S99"), "there is no store S99"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else None,
)
def test_what_there_is_not_is_said_before_anything_is_done(run, data, tmp_path, command, wrong):
    with data.opened() as ledger, ledger.database.transaction():
        publish_setting(ledger, "S01", "store", {"brands": ["LQX"]})
    out = {"gift-cards": ("--out", str(tmp_path / "cards.csv")), "archive": ("--to", str(tmp_path / "archive"))}
    code, printed, said = run(*command, "--data", str(data.path), *out.get(command[0], ()))
    assert (code, printed) == (1, "")
    assert wrong in said
    assert list(tmp_path.glob("*.csv")) == []
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("command", [("stock", "import"), ("orders", "import")], ids=" ".join)
def test_a_table_that_is_no_text_is_named(run, data, tmp_path, command):
    file = tmp_path / "counts.csv"
    file.write_bytes(b"\xff")
    code, _, said = run(*command, "--data", str(data.path), "--store", "S01", str(file))
    assert code == 2
    assert said == f"cannot: {file} cannot be read: it is not UTF-8 (byte 0); nothing was changed\n"
