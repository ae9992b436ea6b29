"""Where a till's data lie when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs

#: There, in the data folder, while a first start has not come to its end.
FIRST_RUN = "first-run.json"


def default_data_folder() -> Path:
    """The usual place for application data of this user."""
    return Path(platformdirs.user_data_dir("onetill", appauthor=False))
