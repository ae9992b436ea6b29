"""Build the till and the ledger as folders that need no Python: build/package/dist/{till,ledger,camera}.

    build_app.py            both, with PyInstaller; the camera's part (OpenCV) lies beside the till, not in it

Prints what was built and how large it is. Source: PyInstaller's manual; ../docs/packages.md says what goes where.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "package"
DIST = WORK / "dist"
#: Folders of the till that only a webcam needs.
CAMERA_PARTS = ("cv2", "opencv_python_headless.libs")
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def build_note() -> dict[str, str]:
    """What `--version` says: the version, the commit, its day. A tree with changes says so."""

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        changed = "+changes" if git("status", "--porcelain", "--untracked-files=no") else ""
        return {"version": version(), "commit": commit + changed, "made_on": git("log", "-1", "--format=%cs")}
    except (OSError, subprocess.CalledProcessError):
        return {"version": version(), "commit": "unknown source", "made_on": "unknown day"}


def draw_icons() -> None:
    """The icon in the sizes that desktops ask for, and as a Windows icon."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    source = QSvgRenderer(str(ROOT / "packaging" / "onetill.svg"))
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        source.render(painter)
        painter.end()
        image.save(str(WORK / f"onetill-{size}.png"))
    largest = Image.open(WORK / f"onetill-{ICON_SIZES[-1]}.png")
    largest.save(WORK / "onetill.ico", sizes=[(size, size) for size in ICON_SIZES])


def freeze(spec: str) -> None:
    """Run PyInstaller; what it says goes to a file that a failure names."""
    log = WORK / f"{spec}.log"
    with log.open("w") as lines:
        done = subprocess.run(
            [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(DIST),
             "--workpath", str(WORK / "work"), str(ROOT / "packaging" / f"{spec}.spec")],
            stdout=lines, stderr=subprocess.STDOUT, check=False, cwd=ROOT,
        )  # fmt: skip
    if done.returncode:
        print("\n".join(log.read_text("utf-8").splitlines()[-30:]), file=sys.stderr)
        sys.exit(f"PyInstaller failed on {spec}.spec; all that it said: {log}")


def set_camera_apart() -> None:
    inner, camera = DIST / "till" / "_internal", DIST / "camera"
    shutil.rmtree(camera, ignore_errors=True)
    camera.mkdir()
    for name in CAMERA_PARTS:
        if (inner / name).exists():
            shutil.move(str(inner / name), camera / name)


def megabytes(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def main() -> int:
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    # The public key whose updates this build takes (packaging/sign_update.py new-key prints it).
    note = build_note() | {"update_key": os.environ.get("ONETILL_UPDATE_KEY", "")}
    (WORK / "build.json").write_text(json.dumps(note), "utf-8")
    draw_icons()
    for spec in ("till", "ledger"):
        print(f"packing the {spec} {note['version']} ({note['commit']})", file=sys.stderr)
        freeze(spec)
    set_camera_apart()
    for name in ("till", "camera", "ledger"):
        print(f"{name:7} {megabytes(DIST / name):6.0f} MB  {(DIST / name).relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
