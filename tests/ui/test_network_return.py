"""What the system says of its network, and when that wakes sync."""

from __future__ import annotations

import pytest
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from pos_client.bootstrap.network import NetworkReturn, Reachability


def test_sync_is_woken_each_time_that_the_network_returns_and_at_no_other(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(QNetworkInformation, "loadBackendByFeatures", lambda features: False)
    woken: list[int] = []
    network = NetworkReturn(lambda: woken.append(len(said)))
    said: list[Reachability] = []
    for now in ("Online", "Disconnected", "Disconnected", "Local", "Online", "Disconnected", "Unknown"):
        said.append(Reachability[now])
        network.changed(said[-1])
    assert woken == [4, 7]
