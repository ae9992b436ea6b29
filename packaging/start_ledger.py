"""Where the packed ledger begins."""

import multiprocessing
import sys

from central_ledger.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
