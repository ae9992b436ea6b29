"""Cold start to the first painted checkout screen with 1,000,000 products, against a bare window with one button.

Both are fresh processes of this Python, timed from their start to the end of their first paint; the catalogue is the
same file each time. The till's process opens its encrypted store, signs a cashier in with a PIN that was checked, and
shows the checkout screen.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from argon2 import PasswordHasher

from bench import catalogue
from bench.catalogue import AS_OF
from bench.figures import Peer, ratio_at_most, report

PRODUCTS, MEMBERS = 1_000_000, 100_000
ROUNDS = 7
TARGET = 2.5
STAFF, PIN = "E1001", "1001"

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time_ns()); sys.stdout.flush()
        QApplication.quit()
application = QApplication([])
window = Window()
window.setCentralWidget(QPushButton("OneTill"))
window.resize(1366, 768)
window.show()
application.exec()
"""

# As pos_client.__main__ starts the app, and then a PIN that is checked on a thread, as the sign-in page does, while the
# sections are built.
TILL = """
import gc, sys, threading, time
gc.disable()
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from pos_client.bootstrap.app import AppRunner, make_application
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            application.postEvent(self, QEvent(QEvent.Type.User))
        return False
    def event(self, event):
        print(time.time_ns()); sys.stdout.flush()
        application.quit()
        return True
application = make_application([])
runner = AppRunner(application, Path(sys.argv[1]), {})
paint = FirstPaint()
runner.open()
window, staff = runner.app.window, runner.app.staff
verified = []
def check():
    verified.append(staff.check_pin(sys.argv[2], sys.argv[3]))
    runner.app.base.store.close_thread()
checking = threading.Thread(target=check)
checking.start()
page = window.page("checkout")
page.installEventFilter(paint)
checking.join()
staff.sign_in(verified[0])
window.sign_in.signed_in.emit()
application.exec()
runner.close()
"""


def once(script: str, *arguments: str, environment: dict[str, str]) -> float:
    """Milliseconds from the start of the process to its first paint."""
    started = time.time_ns()
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return (int(done.stdout.split()[-1]) - started) / 1e6


def main() -> int:
    """Print medians and their ratio; 0 when the target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        environment = {
            # An installed program has its modules compiled.
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "QT_QPA_PLATFORM": "offscreen",
            "QT_LOGGING_RULES": "*=false",
            "ONETILL_SECRETS": str(folder / "secrets"),
            "ONETILL_KEY_STORE": "files",
        }
        os.environ |= environment
        store = catalogue.build(folder / "till", PRODUCTS, MEMBERS)
        pin_hash = PasswordHasher().hash(PIN)
        row = {"staff_id": STAFF, "name": "王晓敏", "roles": ["cashier"], "pin_hash": pin_hash}
        store.pulled.apply_page("staff", [{"key": STAFF, "version": 1, "deleted": False, "data": row}], "1", AS_OF)
        store.close()
        bare, till = [], []
        once(TILL, str(folder / "till"), STAFF, PIN, environment=environment)
        for _ in range(ROUNDS):
            bare.append(once(BARE, environment=environment))
            till.append(once(TILL, str(folder / "till"), STAFF, PIN, environment=environment))
    is_met = report(
        *("cold start to the first painted checkout, median", statistics.median(till), "ms"),
        peer=Peer("a bare window", statistics.median(bare)),
        target=ratio_at_most(TARGET),
        size=f"{PRODUCTS:,} products, {ROUNDS} starts",
    )
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
