"""What every page shares: the frame around it, its language, and the one way it is rendered."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

import jinja2
from aiohttp import web
from babel.numbers import format_decimal
from yarl import URL

import texts
from bot.gateway.chat import SETTINGS
from bot.gateway.pages.caching import packed
from bot.gateway.pages.languages import (
    PAGE_LANGUAGES,
    PARAMETER,
    PageLanguage,
    language_of,
    offered_language,
    sentences_of,
)
from bot.gateway.pages.telephone_links import with_telephone_links
from bot.web.assets import ASSETS

TEMPLATES: Final = Path(__file__).parent.parent / "templates"


def render(
    request: web.Request, template: str, *, status: int = 200, cache: str = "no-cache", **values: Any
) -> web.Response:
    """A page in the language of the request.

    Args:
        request: says language and address.
        template: name of a file in `templates/` that extends `seite.html`.
        status: of the answer.
        cache: for `Cache-Control`.
        values: for the template; what is missing is an error, not an empty place.
    """
    language = language_of(request)
    page = (
        _environment()
        .get_template(template)
        .render(
            t=sentences_of(language),
            sprache=language,
            sprachen=_menu(request, language),
            angebotene_sprache=offered_language(request),
            datei=request.app[ASSETS].address,
            link=language.link,
            pfad=request.path,
            zahl=partial(in_digits, language=language),
            adresse=f"{public_url(request)}{request.path}",
            **values,
        )
    )
    headers = {"Cache-Control": cache, "Vary": "Accept-Language", "Content-Language": language.lang}
    response = web.Response(text=page, content_type="text/html", status=status, headers=headers)
    # what answers a form holds a family's words beside signed ids: that is not packed together
    return packed(response) if request.method == "GET" else response


def in_digits(value: float, language: PageLanguage) -> str:
    """A number as one writes it in the language: "1.234,5" or "1,234.5"."""
    return format_decimal(value, locale=texts.load(language.code).locale)


def public_url(request: web.Request) -> str:
    """The address families reach Lotte at, without a trailing slash: as configured, else as this request came in."""
    settings = request.app[SETTINGS]
    if settings.public_url:
        return settings.public_url
    forwarded = settings.trust_proxy and request.headers.get("X-Forwarded-Proto")
    return f"{'https' if forwarded == 'https' else request.scheme}://{request.host}"


def _menu(request: web.Request, language: PageLanguage) -> list[dict[str, Any]]:
    """The page in every language; filters and saved offers in the address are kept."""
    # two slashes at the beginning would be another host
    here = URL.build(path=f"/{request.path.lstrip('/')}", query=request.query)
    return [
        {
            "code": code,
            "name": name,
            "kurz": code.upper() if len(code) == 2 else name.partition(" ")[0],
            "lang": lang,
            "href": str(here.update_query({PARAMETER: code})),
            "gewaehlt": code == language.code,
        }
        for code, (name, lang, _) in PAGE_LANGUAGES.items()
    ]


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["mit_telefon"] = with_telephone_links
    return environment
