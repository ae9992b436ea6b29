"""The direction of imports, as data, checked on every module's syntax tree.

Imports point inward: screens -> use cases -> rules of the trade. Adapters know the rules and not the use cases;
they are joined in `pos_client.bootstrap` alone. The idea is beancount's (tools/dependency_constraints.py), whose
check went stale outside its test suite: this one runs in it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("retail", "offline_cache", "central_ledger", "pos_client", "assets", "bench", "tests")

#: Modules by prefix (the longest prefix that fits counts) -> what of ours they may import, besides themselves.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "retail": (),
    "offline_cache": ("retail",),
    "central_ledger": ("retail",),
    "pos_client": ("retail",),
    "pos_client.errors": (),
    "pos_client.error_texts": ("retail", "pos_client.marking"),
    "pos_client.fault_texts": ("pos_client.error_texts", "pos_client.marking"),
    "pos_client.application": ("retail", "pos_client.errors", "pos_client.settings"),
    "pos_client.devices": ("retail",),
    "pos_client.sync": ("retail",),
    "pos_client.payments": ("retail",),
    "pos_client.demo": ("retail", "pos_client", "assets"),
    "pos_client.commands": ("retail", "pos_client"),
    "pos_client.ui": (
        "retail",
        "assets",
        "pos_client.application",
        "pos_client.errors",
        "pos_client.error_texts",
        "pos_client.fault_texts",
        "pos_client.marking",
        "pos_client.settings",
        "pos_client.sync.status",
    ),
    "pos_client.bootstrap": ("retail", "offline_cache", "pos_client", "assets"),
    "pos_client.__main__": ("pos_client",),
    "assets": (),
}

#: A library -> the only prefixes of ours that may import it.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "PySide6": (
        "pos_client.ui",
        "pos_client.devices.device_thread",
        "pos_client.devices.webcam",
        "pos_client.devices.wedge",
        "pos_client.devices.wedge_filter",
        "pos_client.devices.receipt_pdf",
        "pos_client.devices.escpos_picture",
        "pos_client.devices.line_drawing",
        "pos_client.devices.serial_scanner",
        "pos_client.sync.worker",
        "pos_client.bootstrap",
        "pos_client.demo",
    ),
    "cv2": ("pos_client.devices.webcam", "pos_client.devices.decoding"),
    "peewee": ("offline_cache",),
    "playhouse": ("offline_cache", "central_ledger.store"),
    "sqlcipher3": ("offline_cache", "central_ledger.store"),
    "prometheus_client": ("central_ledger.metrics",),
    "psycopg": ("central_ledger.store",),
    "scipy": ("central_ledger.application.similar_styles", "bench"),
    "starlette": ("central_ledger",),
    "uvicorn": ("central_ledger",),
    "requests": ("pos_client.sync", "pos_client.payments", "pos_client.demo"),
}

#: What the rules of the trade may use beyond the standard library, and where: codes, the entries' JSON and CBOR, and
#: records that each sale makes by the dozen (a frozen dataclass takes five times as long).
RETAIL_LIBRARIES: dict[str, tuple[str, ...]] = {
    "cbor2": ("retail.messages", "retail.signed", "retail.strict_cbor"),
    "msgspec": ("retail.messages", "retail.contact_people", "retail.commission"),
    "base45": ("retail.signed",),
    "cryptography": ("retail.signed", "retail.sealed_file", "retail.sealed_message"),
    "biip": ("retail.gs1",),
    # For the type checker and the compiler alone: these modules run without it.
    "mypy_extensions": ("retail.money", "retail.pricing.unit_effects"),
}


def modules() -> dict[str, Path]:
    found = {}
    for package in OURS[:5]:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(
    tree: ast.AST, module: str, is_late: bool = False
) -> Iterator[tuple[str, ast.Import | ast.ImportFrom, bool]]:
    """What is imported, where, and whether in a function. Statements alone are looked at: no expression imports."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node, is_late
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            base = node.module or ""
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                yield (submodule if submodule in MODULES else base), node, is_late
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from imports_of(node, module, is_late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


MODULES = modules()


def within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def rule_for(module: str) -> tuple[str, tuple[str, ...]]:
    fitting = [prefix for prefix in MAY_IMPORT if within(module, (prefix,))]
    longest = max(fitting, key=len)
    return longest, MAY_IMPORT[longest]


def breaches(module: str, imported: str) -> list[str]:
    """What is wrong with `module` importing `imported`, in words."""
    wrong = []
    top = imported.split(".", maxsplit=1)[0]
    if top in OURS:
        own, allowed = rule_for(module)
        if not within(imported, (own, *allowed)):
            wrong.append(f"{module} imports {imported}")
    elif top in ONLY_IN and not within(module, ONLY_IN[top]):
        wrong.append(f"{module} imports {top}")
    elif (
        within(module, ("retail",))
        and top not in sys.stdlib_module_names
        and module not in RETAIL_LIBRARIES.get(top, ())
    ):
        wrong.append(f"{module} imports {top}: the rules of the trade use the standard library")
    return wrong


def test_imports_point_inward() -> None:
    """And only bootstrap and commands, and who opens a ledger's engine, may import late: for the sake of a fast start,
    never to dodge a cycle. One test of all thousand modules: a test of each costs more than the reading of it.
    """
    wrong = []
    for module, path in MODULES.items():
        for imported, node, is_late in imports_of(parsed(path), module):
            wrong += breaches(module, imported)
            if is_late and imported.split(".")[0] in OURS and not within(module, MAY_IMPORT_LATE):
                wrong.append(f"{module}:{node.lineno} imports {imported} in a function")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("retail.money", "pos_client.errors"),
        ("retail.money", "msgspec"),
        ("pos_client.application.checkout", "PySide6.QtCore"),
        ("pos_client.application.checkout", "offline_cache.database"),
        ("pos_client.sync.engine", "pos_client.application.checkout"),
        ("pos_client.payments.wechat", "pos_client.application.checkout"),
        ("pos_client.ui.main_window", "offline_cache"),
        ("pos_client.ui.main_window", "cv2"),
        ("central_ledger.http", "pos_client"),
        ("central_ledger.http", "peewee"),
    ],
)
def test_a_planted_breach_is_found(module: str, imported: str) -> None:
    assert breaches(module, imported)


MAY_IMPORT_LATE = (
    *("pos_client.bootstrap", "pos_client.__main__", "pos_client.commands", "central_ledger.commands"),
    "central_ledger.suggestion_commands",
    "central_ledger.data_directory",
    "central_ledger.drilling",
)


#: Modules that may be longer, and why.
LONGER = {
    "pos_client.error_texts": "one text after another; nothing to understand, and one place to look",
    "pos_client.fault_texts": "the same for what doctor finds",
}


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: lines for name, lines in lengths.items() if lines > 400 and name not in LONGER} == {}


#: Functions that may have 70 lines or more, and why.
LONGER_FUNCTIONS = {
    "pos_client.bootstrap.till.build_till": "joins every use case of a till, each once and in one order",
    "central_ledger.demo.promotions._automatic": "one offer after another; nothing to understand",
    "central_ledger.demo.promotions._of_coupons": "the same of offers by coupon",
}


def test_no_function_of_the_product_is_longer_than_it_can_be_read() -> None:
    lengths = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, path in MODULES.items()
        if not within(name, ("tests",))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name for name, lines in lengths.items() if lines >= 70} == set(LONGER_FUNCTIONS)
