"""`python -m tests.integration.review.oidc_provider.serve FOLDER PORT`: users, two clients, a key made at the start."""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command

HERE = "tests.integration.review.oidc_provider"
CLIENT, SECRET = "lotte", "geheim/mit:zeichen"
PASSWORD = "ein Passwort der Verwaltung"
#: Name to groups.
PEOPLE = {
    "r.redaktion": ["lotte-redaktion", "alle"],
    "a.auswertung": ["/lotte-auswertung"],
    "l.leitung": ["lotte-leitung", "lotte-redaktion"],
    "o.ohne": ["alle"],
}


def configure(folder: Path, port: int) -> None:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    settings.configure(
        DEBUG=False,
        SECRET_KEY="nur für Tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=f"{HERE}.urls",
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "verwaltung.db"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent / "templates"],
            }
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # tests need no strong ones
        SESSION_COOKIE_NAME="verwaltung",
        CSRF_COOKIE_NAME="verwaltung_csrf",
        LOGIN_URL="/anmelden/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.private_bytes(
                Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
            ).decode(),
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OAUTH2_VALIDATOR_CLASS": f"{HERE}.validator.Validator",
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "Anmeldung", "profile": "Name", "groups": "Gruppen"},
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
        },
    )
    django.setup()


def fill() -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from oauth2_provider.models import get_application_model

    call_command("migrate", verbosity=0)
    for name, groups in PEOPLE.items():
        person = get_user_model().objects.create_user(name, password=PASSWORD)
        person.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    get_application_model().objects.create(
        name="Lotte",
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        skip_authorization=True,
        redirect_uris=(Path(settings.DATABASES["default"]["NAME"]).parent / "zurueck").read_text(encoding="ascii"),
    )


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    configure(folder, port)
    fill()
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
