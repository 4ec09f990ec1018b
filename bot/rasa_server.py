"""Starts Rasa as Lotte needs it: patched, on loopback, without its HTTP API. `python -m bot.rasa_server MODEL`."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from bot.settings import ROOT, load_settings


def main(model: Path) -> None:
    """Serves `model` until the process is ended."""
    settings = load_settings()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("LOTTE_ACTIONS_URL", f"{settings.actions_url}/webhook")
    os.environ.setdefault("LOTTE_CONVERSATIONS_URL", settings.conversations_url)
    os.environ.setdefault("LOTTE_INTERNAL_TOKEN", settings.internal_token or "")
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    # Rasa takes seconds to import; only this process should pay for it
    import rasa.core.run
    import rasa.utils.common
    from rasa.core.utils import AvailableEndpoints

    from bot import rasa_patches

    rasa_patches.apply()
    rasa.utils.common.configure_logging_and_warnings(
        log_level=logging.getLevelName(settings.log_level), filter_repeated_logs=False
    )
    rasa.core.run.serve_application(
        str(model),
        interface="127.0.0.1",
        port=settings.rasa_port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        cors=None,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
