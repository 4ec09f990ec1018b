"""`python -m bot.review`."""

import sys

from bot.review.cli import main
from bot.settings import SettingsError, load_settings

if __name__ == "__main__":
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(str(error))
    sys.exit(main(sys.argv[1:], settings.conversations_url))
