"""`./run demo`: the whole way on this machine. With a display the windows open; without one a script plays it."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from pos_client.bootstrap.app import make_application
from pos_client.bootstrap.logs import log_to
from pos_client.demo.journey import Journey
from pos_client.demo.world import PIN, STAFF, DemoFailed, World


def main() -> int:
    """Exit code 0: every check held (or the window was closed); 1: one did not; 2: wrong arguments."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--folder", type=Path, help="keep everything here (default: a new temporary folder)")
    parser.add_argument("--journey", action="store_true", help="play the scripted journey even with a display")
    parser.add_argument("--language", choices=("zh_CN", "zh_TW", "en"), default="zh_CN")
    options = parser.parse_args()
    if options.folder is not None and options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty; the demo starts from nothing")
    folder = options.folder or Path(tempfile.mkdtemp(prefix="onetill-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform in (
        "win32",
        "darwin",
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    world = World(folder.resolve(), _say)
    try:
        world.build()
        if has_display and not options.journey:
            _windows(world, options.language)
        else:
            _journey(world, options.language)
    except DemoFailed as error:
        _say(f"✗ {error}")
        _say(f"what there is to look at: {folder}")
        return 1
    finally:
        world.stop()
    if has_display and not options.journey and options.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _windows(world: World, language: str) -> None:
    """The app beside the phone, until the app is closed."""
    world.start_phone()
    assert world.phone is not None
    _say(f"sign in as {STAFF} with PIN {PIN}; the phone's button holds a code before the till's camera")
    command = [sys.executable, "-m", "pos_client", "app", "--data", str(world.till_folder)]
    command += ["--camera", world.phone.camera, "--language", language]
    code = subprocess.run(command, check=False).returncode
    if code:
        raise DemoFailed(f"the till ended with exit code {code}; see {world.till_folder / 'logs'}")


def _journey(world: World, language: str) -> None:
    if os.environ.get("QT_QPA_PLATFORM") is None and not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _quiet_offscreen()
    world.start_phone()
    pictures = world.folder / "pictures"
    pictures.mkdir()
    log_to(world.folder)
    application = make_application([])
    Journey(application, world, pictures, _say, language).run()
    _say(f"every check held; pictures of each step: {pictures}")


def _quiet_offscreen() -> None:
    """Qt's offscreen platform says at each window that it passes no size hints on; that is nothing to tell anybody."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        del kind, context
        if "propagateSizeHints" not in text:
            print(text, file=sys.stderr)

    qInstallMessageHandler(pass_on)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
