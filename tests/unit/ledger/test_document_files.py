"""Every command that takes a document says the same of a file that is none, wherever on its line the file stands."""

from __future__ import annotations

import pytest

from central_ledger.__main__ import main

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
