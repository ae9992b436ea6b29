"""`pos-client autostart on|off|show`: whether the till starts when this user signs in (freedesktop desktops).

On Windows the installer puts a shortcut into the start-up folder. Source: Desktop Application Autostart Specification.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from pos_client.commands.output import DONE, reported, say

ENTRY = "onetill.desktop"


def autostart_path() -> Path:
    """Where this user's desktop looks."""
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "autostart" / ENTRY


def entry_text(program: str, *, full_screen: bool) -> str:
    """The desktop entry that starts the till."""
    words = [_quoted(program), "app", *(["--full-screen"] if full_screen else [])]
    return f"[Desktop Entry]\nType=Application\nName=OneTill\nExec={' '.join(words)}\nTerminal=false\n"


def run_autostart(argv: list[str]) -> int:
    """Prints whether the till starts by itself, and the file that says so."""
    parser = argparse.ArgumentParser(prog="pos-client autostart", description=run_autostart.__doc__)
    parser.add_argument("state", choices=("on", "off", "show"))
    parser.add_argument("--full-screen", action="store_true", help="with `on`: the till fills the screen")
    arguments = parser.parse_args(argv)

    if sys.platform == "win32":
        parser.error("on Windows the installer does this: run it again and choose the task")

    def work() -> int:
        path = autostart_path()
        if arguments.state == "on":
            program = shutil.which("pos-client") or sys.argv[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(entry_text(str(Path(program).absolute()), full_screen=arguments.full_screen), "utf-8")
        elif arguments.state == "off":
            path.unlink(missing_ok=True)
        say({"autostart": path.exists(), "file": str(path)})
        return DONE

    return reported(work)


def _quoted(program: str) -> str:
    """As the Desktop Entry Specification wants an argument in Exec."""
    if program.isascii() and all(character.isalnum() or character in "/._-" for character in program):
        return program
    for character in '\\"`$':
        program = program.replace(character, "\\" + character)
    return '"' + program.replace("\\", "\\\\").replace("%", "%%") + '"'
