"""Starts Rasa as Lotte needs it: patched, on loopback, without its HTTP API. `python -m bot.rasa_server MODEL`."""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import Any

from bot.settings import ROOT, load_settings


def main(model: Path) -> int:
    """Serves `model` until the process is ended; 1 if the model could not be loaded."""
    settings = load_settings()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("LOTTE_ACTIONS_URL", f"{settings.actions_url}/webhook")
    os.environ.setdefault("LOTTE_CONVERSATIONS_URL", settings.conversations_url)
    os.environ.setdefault("LOTTE_INTERNAL_TOKEN", settings.internal_token or "")
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    # Rasa takes seconds to import; only this process should pay for it
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    from bot import rasa_patches

    rasa_patches.apply()
    # unconfigured, structlog prints every debugging line, and with it what parents write
    level = logging.getLevelName(settings.log_level)
    configure_logging_and_warnings(log_level=level, filter_repeated_logs=False)
    configure_structlog(level)
    rasa.core.run.serve_application(
        str(model),
        interface="127.0.0.1",
        port=settings.rasa_port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        enable_api=False,
        cors=None,
        server_listeners=[(_ready_or_stop, "after_server_start")],
    )
    return 1 if _failed else 0


# Rasa goes on serving without a model and answers nothing; the starter must learn of it instead.
_failed: list[str] = []


async def _ready_or_stop(app: Any, _: Any) -> None:
    if not (app.ctx.agent and app.ctx.agent.is_ready()):
        _failed.append("model")
        logging.getLogger(__name__).error("Das Modell ließ sich nicht laden. Rasa wird beendet.")
        app.stop()
    # A million objects of the model and its libraries live as long as the process: the collector need not look at them.
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
