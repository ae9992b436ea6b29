"""Where the packed till begins."""

import multiprocessing
import sys

from pos_client.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
