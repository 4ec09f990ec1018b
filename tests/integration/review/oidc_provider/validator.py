"""What this provider puts into its ID tokens; a file beside the database makes it put in something wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from oauth2_provider.oauth2_validators import OAuth2Validator


class Validator(OAuth2Validator):
    oidc_claim_scope = {**OAuth2Validator.oidc_claim_scope, "groups": "groups"}

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        groups = [group.name for group in request.user.groups.all()]
        return {"preferred_username": request.user.username, "groups": groups}

    def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> tuple[dict[str, Any], Any]:
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        wrong = _wrong()
        if wrong == "aud":
            claims["aud"] = "jemand-anderes"
        if wrong == "abgelaufen":
            claims["exp"] = int((timezone.now() - timedelta(hours=1)).timestamp())
        if wrong == "gruppen erst bei userinfo":
            claims.pop("groups", None)
        return claims, expires


def _wrong() -> str:
    file = Path(settings.DATABASES["default"]["NAME"]).parent / "falsch"
    return file.read_text(encoding="utf-8") if file.exists() else ""
