"""`python -m offer_db`."""

import sys

from offer_db.cli import main

if __name__ == "__main__":
    sys.exit(main())
