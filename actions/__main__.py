"""Starts the action server on loopback: `python -m actions [PORT]`.

Rasa's own server binds to every address, allows every origin and answers an error with the whole conversation, which
Rasa would then log. This one is the same executor behind two addresses and says nothing it need not say.
"""

from __future__ import annotations

import gc
import logging
import os
import sys

from aiohttp import web
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import aendern, angebote, context, gefahr, geholfen, gespraech, mensch, rueckmeldung, suchen
from offer_db.meaning import shared_encoder

logger = logging.getLogger("actions")
for talkative in ("rasa_sdk.executor", "alembic"):
    logging.getLogger(talkative).setLevel(logging.WARNING)

MAX_BODY_BYTES = 4_000_000  # Rasa sends the turns it knows; far below, but a stray request must not fill the memory
ACTIONS = (
    suchen.ActionSuchen,
    aendern.ActionAendern,
    angebote.ActionMehrAngebote,
    angebote.ActionAngebotDetails,
    gefahr.ActionKriseAngebote,
    gespraech.ActionGruss,
    gespraech.ActionPlaudern,
    gespraech.ActionNichtVerstanden,
    gespraech.ActionDatenschutz,
    gespraech.ActionNeustart,
    mensch.ActionMenschSprechen,
    mensch.ActionRueckruf,
    mensch.ValidateRueckrufForm,
    rueckmeldung.ActionRueckmeldung,
    geholfen.ActionGeholfenFragen,
    geholfen.ActionGeholfen,
)
EXECUTOR: web.AppKey[ActionExecutor] = web.AppKey("executor", ActionExecutor)


def create_app() -> web.Application:
    """The application; `POST /webhook` runs an action (Rasa's action server protocol), `GET /health` answers."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action)
    app = web.Application(client_max_size=MAX_BODY_BYTES)
    app[EXECUTOR] = executor
    app.add_routes([web.post("/webhook", _run), web.get("/health", _health)])
    return app


async def _run(request: web.Request) -> web.Response:
    call = await request.json()
    name = call.get("next_action")
    try:
        return web.json_response(await request.app[EXECUTOR].run(call))
    except ActionExecutionRejection as rejection:
        return web.json_response({"error": rejection.message, "action_name": rejection.action_name}, status=400)
    except ActionNotFoundException:
        return web.json_response({"error": "unknown action", "action_name": name}, status=404)
    except Exception:  # the edge: Rasa must hear that it failed, and nothing of the conversation
        logger.exception("Action %s failed", name)
        return web.json_response({"error": "action failed", "action_name": name}, status=500)


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"offers": context.directory().count_published()})


def main(port: int) -> None:
    """Serves until the process is ended; a database that is down or empty is known at start."""
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    shared_encoder()
    context.steps()
    logger.info("%d offers", context.directory().count_published())
    gc.collect()
    gc.freeze()  # what is loaded by now stays: the collector need not look at it at every turn
    web.run_app(create_app(), host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("LOTTE_ACTIONS_PORT", "5055")))
