"""What both specs need: which modules and data a program takes with it. Source: PyInstaller's manual, "Spec files"."""

from __future__ import annotations

import ast
from pathlib import Path

from compile_rules import GROUP, MODULES
from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

ROOT = Path(__file__).parents[1]


def hidden_in_rules() -> list[str]:
    """What the rules import: nobody can see it in what they were compiled to."""
    names = {GROUP}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return sorted(names)


def own_modules(*packages: str, without: tuple[str, ...] = ()) -> list[str]:
    """All modules of our packages: many are imported only when they are needed, by name."""
    found = [name for package in packages for name in collect_submodules(package)]
    return [name for name in found if not name.startswith(without)] if without else found


def own_data(*packages: str) -> list[tuple[str, str]]:
    return [pair for package in packages for pair in collect_data_files(package)] + [
        (str(ROOT / "build" / "package" / "build.json"), "retail")
    ]


def metadata_of(*distributions: str) -> list[tuple[str, str]]:
    return [pair for name in distributions for pair in copy_metadata(name)]
