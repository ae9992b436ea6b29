"""Make Debian packages of what build_app.py built: build/package/{onetill-till,onetill-camera,onetill-ledger}_*.deb.

    build_deb.py

Source: Debian Policy, chapters 5 to 7. No package holds or touches data: they lie in the user's folder (till) and in
/var/lib/onetill-ledger, which no script removes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_app import DIST, ICON_SIZES, ROOT, WORK, version

HERE = ROOT / "packaging"
OPT = Path("opt/onetill")
#: Packing harder takes three times as long for a tenth less; packages that nobody keeps are packed hardly at all.
KEPT, TRIED = ("-Zxz", "-z1"), ("-Zgzip", "-z1")
#: A till takes any camera's part since this version, so that an update of the till is one package: to be raised with
#: Python's minor version, or OpenCV's major one.
CAMERA_SINCE = "0.1"
UPDATE_UNITS = (
    *("onetill-update-fetch.service", "onetill-update-fetch.timer"),
    *("onetill-update.service", "onetill-update.timer", "onetill-update.path"),
)
QT_NEEDS = (
    "libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1",
    "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-image0",
    "libxcb-render-util0", "libxcb-xinerama0", "libx11-6", "libx11-xcb1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Package:
    """`sources` are folders of the build and where they go, `files` single files of this folder and where they go."""

    name: str
    summary: str
    text: str
    depends: Sequence[str]
    folders: Sequence[tuple[Path, str]]
    files: Sequence[tuple[Path, str]]
    links: Sequence[tuple[str, str]] = ()
    recommends: Sequence[str] = ()
    settings: Sequence[str] = ()
    breaks: Sequence[str] = ()


def packages(number: str) -> list[Package]:
    icons = [(WORK / f"onetill-{size}.png", f"usr/share/icons/hicolor/{size}x{size}/apps/onetill.png")
             for size in ICON_SIZES]  # fmt: skip
    linux = HERE / "linux"
    return [
        Package(
            "onetill-till",
            "till of a retail group with one membership",
            "The cashier's and the guide's desk: scans goods and member codes, applies the best benefits, takes\n"
            " payment, prints, and goes on without a connection.",
            (*QT_NEEDS, "libzbar0", "fonts-noto-cjk", "util-linux"),
            [(DIST / "till", str(OPT / "till"))],
            [
                *icons,
                (HERE / "onetill.svg", "usr/share/icons/hicolor/scalable/apps/onetill.svg"),
                (linux / "onetill.desktop", "usr/share/applications/onetill.desktop"),
                (linux / "onetill-kiosk.desktop", "usr/share/xsessions/onetill-kiosk.desktop"),
                (linux / "onetill-kiosk", "usr/bin/onetill-kiosk"),
                (linux / "70-onetill.rules", "lib/udev/rules.d/70-onetill.rules"),
                (linux / "onetill-update", "usr/lib/onetill/onetill-update"),
                (linux / "update.conf", "etc/onetill/update.conf"),
                *((linux / name, f"lib/systemd/system/{name}") for name in UPDATE_UNITS),
            ],
            [("/opt/onetill/till/pos-client", "usr/bin/pos-client")],
            recommends=("onetill-camera", "x11-xserver-utils"),
            settings=("/etc/onetill/update.conf",),
            breaks=(f"onetill-camera (<< {CAMERA_SINCE})",),
        ),
        Package(
            "onetill-camera",
            "webcam scanning for the till of OneTill",
            "Reads goods and member codes with a webcam. Scanners work without it.",
            (f"onetill-till (>= {number})",),
            [(DIST / "camera", str(OPT / "till/_internal"))],
            [],
        ),
        Package(
            "onetill-ledger",
            "central ledger of a retail group with one membership",
            "Double-entry books of sales, points, coupons and commissions that every till reports to, on a file of\n"
            " its own or on PostgreSQL.",
            ("passwd",),
            [(DIST / "ledger", str(OPT / "ledger"))],
            [
                (linux / "central-ledger.service", "lib/systemd/system/central-ledger.service"),
                (linux / "central-ledger.conf", "etc/onetill/central-ledger.conf"),
            ],
            [("/opt/onetill/ledger/central-ledger", "usr/bin/central-ledger")],
            settings=("/etc/onetill/central-ledger.conf",),
        ),
    ]


def build_all(number: str, packing: Sequence[str] = KEPT) -> list[Path]:
    """All packages of that version."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    return [_build(package, number, architecture, packing) for package in packages(number)]


def _build(package: Package, number: str, architecture: str, packing: Sequence[str]) -> Path:
    root = WORK / "deb" / package.name
    shutil.rmtree(root, ignore_errors=True)
    for source, target in package.folders:
        shutil.copytree(source, root / target, symlinks=True, dirs_exist_ok=True)
    for source, target in package.files:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, root / target)
    for target, link in package.links:
        (root / link).parent.mkdir(parents=True, exist_ok=True)
        (root / link).symlink_to(target)
    _documents(root / "usr/share/doc" / package.name, package.name)
    for path in root.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(package, number, architecture, root), "utf-8")
    if package.settings:
        (control / "conffiles").write_text("".join(f"{path}\n" for path in package.settings), "utf-8")
    for script in ("postinst", "prerm", "postrm"):
        source = HERE / "debian" / f"{package.name}.{script}"
        if source.exists():
            shutil.copyfile(source, control / script)
            (control / script).chmod(0o755)
    made = WORK / f"{package.name}_{number}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *packing, "--build", root, made], check=True, stdout=subprocess.DEVNULL
    )
    shutil.rmtree(root)
    return made


def _documents(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "copyright")
    readme = HERE / "debian" / f"{name}.README.Debian"
    if readme.exists():
        shutil.copyfile(readme, folder / "README.Debian")


def _control(package: Package, number: str, architecture: str, root: Path) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir()) // 1024
    fields = {
        "Package": package.name,
        "Version": number,
        "Architecture": architecture,
        "Maintainer": "OneTill <packages@onetill.invalid>",
        "Installed-Size": str(size),
        "Depends": ", ".join(("libc6", *package.depends)),
        "Recommends": ", ".join(package.recommends),
        "Breaks": ", ".join(package.breaks),
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{package.summary}\n {package.text}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def main() -> int:
    if shutil.which("dpkg-deb") is None:
        print("dpkg-deb is not on this system: no Debian packages are made", file=sys.stderr)
        return 3
    for made in build_all(version()):
        print(f"{made.stat().st_size / 1e6:6.0f} MB  {made.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
