"""PySide6 6.12.0 aborts on Python 3.11 after some 550 signal emits: this one must not."""

from __future__ import annotations

import subprocess
import sys

_CODE = """
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
class Sender(QObject):
    sent = Signal(object)
class Receiver(QObject):
    count = 0
    @Slot(object)
    def receive(self, value):
        self.count += 1
app = QCoreApplication([])
sender, receiver = Sender(), Receiver()
sender.sent.connect(receiver.receive)
for number in range(100_000):
    sender.sent.emit(number)
    sender.setObjectName("x")
print(receiver.count)
"""


def test_a_hundred_thousand_signals_are_survived() -> None:
    result = subprocess.run(
        [sys.executable, "-c", _CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout.strip()) == (0, "100000"), result.stderr
