"""All settings, by environment variables; the table in docs/einstellungen.md is held against this class by a test."""

from __future__ import annotations

import secrets
from pathlib import Path

# Rasa 3.6 needs pydantic 1, which brings its settings class along.
from pydantic import BaseSettings, Field, ValidationError

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that cannot be used; the message is German and names the variable."""


class Settings(BaseSettings):
    """What an operator may change. Every field's description is the German text of the table."""

    port: int = Field(8080, env="PORT", ge=1, le=65535, description="Port der Chat-Seite.")
    host: str = Field(
        "127.0.0.1",
        env="LOTTE_HOST",
        description="Adresse, an der die Chat-Seite lauscht. `0.0.0.0` macht sie im Netz erreichbar (dann gehört ein Webserver mit TLS davor).",
    )
    var: Path = Field(
        ROOT / "var", env="LOTTE_VAR", description="Ordner für Datenbanken und Geheimnisse dieser Installation."
    )
    models: Path = Field(ROOT / "models", env="LOTTE_MODELS", description="Ordner für trainierte Modelle.")
    public_url: str | None = Field(
        None,
        env="LOTTE_PUBLIC_URL",
        regex=r"^https?://[^/\s]+$",
        description="Die Adresse, unter der Familien Lotte erreichen, z. B. `https://lotte.example` (ohne Schrägstrich am Ende). Sie steht in Merklisten, QR-Codes und für Suchmaschinen. Leer: wie angefragt.",
    )
    widget_origins: str = Field(
        "",
        env="LOTTE_WIDGET_ORIGINS",
        regex=r"^(https?://[^/\s,]+[\s,]*)*$",
        description="Webseiten, die Lotte als Fenster in der Ecke einbinden dürfen, z. B. `https://www.beispiel.de https://beispiel.de` (mit Leerzeichen getrennt, ohne Pfad). Leer: keine.",
    )
    operator: Path = Field(
        ROOT / "data" / "betreiber.yml",
        env="LOTTE_OPERATOR",
        description="Datei mit den Angaben für Impressum, Datenschutz und Barrierefreiheit (siehe [pflichtseiten.md](pflichtseiten.md)).",
    )
    database_url: str | None = Field(
        None,
        env="DATABASE_URL",
        description="Datenbank für Angebote und Unterhaltungen, z. B. `postgresql://lotte@localhost/lotte`. Leer: SQLite-Dateien im Ordner `LOTTE_VAR`.",
    )
    rasa_port: int = Field(
        5005, env="LOTTE_RASA_PORT", ge=1, le=65535, description="Port von Rasa (nur auf 127.0.0.1)."
    )
    actions_port: int = Field(
        5055, env="LOTTE_ACTIONS_PORT", ge=1, le=65535, description="Port des Aktionsservers (nur auf 127.0.0.1)."
    )
    internal_token: str | None = Field(
        None,
        env="LOTTE_INTERNAL_TOKEN",
        description="Geheimnis zwischen Gateway und Rasa. Leer: wird beim ersten Start erzeugt und in `LOTTE_VAR` abgelegt.",
    )
    secret: str | None = Field(
        None,
        env="LOTTE_SECRET",
        description="Geheimnis für Sitzungs-Cookies und Knöpfe. Leer: wird beim ersten Start erzeugt und in `LOTTE_VAR` abgelegt. Bei mehreren Gateways muss es überall gleich sein.",
    )
    cookie_secure: bool = Field(
        False,
        env="LOTTE_COOKIE_SECURE",
        description="`true`, wenn die Seite über https läuft: Das Cookie geht dann nie unverschlüsselt über die Leitung.",
    )
    trust_proxy: bool = Field(
        False,
        env="LOTTE_TRUST_PROXY",
        description="`true`, wenn davor ein eigener Webserver steht: Die Adresse der Anfragenden kommt dann aus `X-Forwarded-For` (letzter Eintrag).",
    )
    limits: bool = Field(
        True,
        env="LOTTE_LIMITS",
        description="`off` hebt die Grenzen je Minute für Anfragen von 127.0.0.1 auf (Lasttests, Auswertung).",
    )
    session_rate: str = Field("20/minute", env="LOTTE_SESSION_RATE", description="Nachrichten je Sitzung.")
    address_rate: str = Field(
        "120/minute",
        env="LOTTE_ADDRESS_RATE",
        description="Nachrichten je Internet-Adresse (viele Familien teilen sich eine, z. B. im Mobilfunk).",
    )
    page_rate: str = Field(
        "240/minute",
        env="LOTTE_PAGE_RATE",
        description="Angebotsseiten, Merklisten und QR-Codes je Internet-Adresse.",
    )
    max_characters: int = Field(1000, env="LOTTE_MAX_CHARACTERS", ge=1, description="Längste Nachricht in Zeichen.")
    max_body_bytes: int = Field(16_384, env="LOTTE_MAX_BODY_BYTES", ge=1024, description="Größte Anfrage in Bytes.")
    max_waiting: int = Field(
        3,
        env="LOTTE_MAX_WAITING",
        ge=0,
        description="So viele Nachrichten einer Sitzung dürfen hinter der laufenden warten.",
    )
    answer_seconds: float = Field(
        20.0,
        env="LOTTE_ANSWER_SECONDS",
        gt=0,
        description="So lange wartet das Gateway auf Rasa, dann sagt es ehrlich, dass etwas nicht geht.",
    )
    retention_days: int = Field(
        90,
        env="LOTTE_RETENTION_DAYS",
        ge=1,
        description="Nach so vielen Tagen ohne neue Nachricht wird eine Unterhaltung gelöscht.",
    )
    callback_days: int = Field(
        14,
        env="LOTTE_CALLBACK_DAYS",
        ge=1,
        description="Nach so vielen Tagen wird ein Rückruf-Wunsch gelöscht, auch wenn niemand angerufen hat.",
    )
    team_idle_minutes: int = Field(
        30,
        env="LOTTE_TEAM_IDLE_MINUTES",
        ge=1,
        description="Nach so vielen Minuten ohne Klick wird im Team-Bereich abgemeldet.",
    )
    team_hours: int = Field(
        10,
        env="LOTTE_TEAM_HOURS",
        ge=1,
        description="Nach so vielen Stunden muss man sich im Team-Bereich neu anmelden.",
    )
    team_upload_bytes: int = Field(
        10_000_000,
        env="LOTTE_TEAM_UPLOAD_BYTES",
        ge=100_000,
        description="Größte Angebotsdatei, die das Team hochladen kann, in Bytes.",
    )
    audit_days: int = Field(
        365,
        env="LOTTE_AUDIT_DAYS",
        ge=30,
        description="So lange bleibt im Protokoll stehen, wer im Team-Bereich was getan hat.",
    )
    oidc_issuer: str | None = Field(
        None,
        env="LOTTE_OIDC_ISSUER",
        regex=r"^https?://\S+$",
        description="Anmeldung mit dem Konto der Verwaltung (OpenID Connect): Adresse des Anbieters, z. B. `https://anmeldung.example/realms/kreis`. Leer: nur mit Konten von Lotte.",
    )
    oidc_client_id: str = Field(
        "", env="LOTTE_OIDC_CLIENT_ID", description="Name, unter dem Lotte beim Anbieter eingetragen ist."
    )
    oidc_client_secret: str = Field("", env="LOTTE_OIDC_CLIENT_SECRET", description="Geheimnis dazu.")
    oidc_role_claim: str = Field(
        "groups",
        env="LOTTE_OIDC_ROLE_CLAIM",
        description="In dieser Angabe des Anbieters stehen die Gruppen einer Person; `lotte-redaktion`, `lotte-auswertung` und `lotte-leitung` geben die Rolle.",
    )
    link_check_days: int = Field(
        7,
        env="LOTTE_LINK_CHECK_DAYS",
        ge=0,
        description="Alle so viele Tage prüft Lotte, ob die Webadressen der Angebote noch gehen. `0`: nie von selbst.",
    )
    telegram_token: str = Field(
        "",
        env="LOTTE_TELEGRAM_TOKEN",
        description="Telegram: Token des Bots (von BotFather). Leer: kein Telegram. Siehe [messenger.md](messenger.md).",
    )
    telegram_mode: str = Field(
        "webhook",
        env="LOTTE_TELEGRAM_MODE",
        regex="^(webhook|abruf)$",
        description="Telegram: `webhook` (Telegram ruft Lotte an, braucht `LOTTE_PUBLIC_URL` mit https) oder `abruf` (Lotte fragt Telegram).",
    )
    telegram_secret: str = Field(
        "",
        env="LOTTE_TELEGRAM_SECRET",
        regex="^[A-Za-z0-9_-]{0,256}$",
        description="Telegram: Geheimnis, mit dem sich Telegram beim Webhook ausweist. Leer: aus `LOTTE_SECRET` abgeleitet.",
    )
    telegram_api: str = Field(
        "https://api.telegram.org",
        env="LOTTE_TELEGRAM_API",
        regex=r"^https?://\S+[^/\s]$",
        description="Telegram: Adresse der Bot-API, falls eine eigene betrieben wird.",
    )
    whatsapp_token: str = Field(
        "",
        env="LOTTE_WHATSAPP_TOKEN",
        description="WhatsApp: Zugangs-Token der Cloud-API. Leer: kein WhatsApp.",
    )
    whatsapp_phone_id: str = Field(
        "",
        env="LOTTE_WHATSAPP_PHONE_ID",
        regex="^[0-9]*$",
        description="WhatsApp: Kennung der Telefonnummer (Phone Number ID).",
    )
    whatsapp_number: str = Field(
        "",
        env="LOTTE_WHATSAPP_NUMBER",
        regex="^[0-9]*$",
        description="WhatsApp: die Telefonnummer selbst, mit Landesvorwahl und nur Ziffern; für den Link „Im Messenger weiter“.",
    )
    whatsapp_app_secret: str = Field(
        "",
        env="LOTTE_WHATSAPP_APP_SECRET",
        description="WhatsApp: App-Geheimnis; damit prüft Lotte, dass eine Meldung von Meta kommt.",
    )
    whatsapp_verify_token: str = Field(
        "",
        env="LOTTE_WHATSAPP_VERIFY_TOKEN",
        description="WhatsApp: frei gewähltes Wort, mit dem Meta den Webhook bestätigt.",
    )
    whatsapp_api: str = Field(
        "https://graph.facebook.com/v23.0",
        env="LOTTE_WHATSAPP_API",
        regex=r"^https?://\S+[^/\s]$",
        description="WhatsApp: Adresse der Cloud-API mit Version.",
    )
    whatsapp_template: str = Field(
        "",
        env="LOTTE_WHATSAPP_TEMPLATE",
        regex="^[a-z0-9_]*$",
        description="WhatsApp: Name der freigegebenen Vorlage für Erinnerungen (ein Platzhalter im Text). Leer: keine Erinnerungen über WhatsApp.",
    )
    whatsapp_template_language: str = Field(
        "de", env="LOTTE_WHATSAPP_TEMPLATE_LANGUAGE", description="WhatsApp: Sprache dieser Vorlage."
    )
    matrix_homeserver: str = Field(
        "",
        env="LOTTE_MATRIX_HOMESERVER",
        regex=r"^(https?://[^/\s]+)?$",
        description="Matrix: Adresse des Homeservers, z. B. `https://matrix.example`. Leer: kein Matrix.",
    )
    matrix_user: str = Field(
        "",
        env="LOTTE_MATRIX_USER",
        regex=r"^(@\S+:\S+)?$",
        description="Matrix: Lottes Konto, z. B. `@lotte:matrix.example`.",
    )
    matrix_password: str = Field("", env="LOTTE_MATRIX_PASSWORD", description="Matrix: Passwort dieses Kontos.")
    messenger_workers: int = Field(
        4,
        env="LOTTE_MESSENGER_WORKERS",
        ge=1,
        le=32,
        description="So viele Menschen in Messengern bekommen gleichzeitig eine Antwort.",
    )
    start_seconds: float = Field(
        180.0,
        env="LOTTE_START_SECONDS",
        gt=0,
        description="So lange darf der Start dauern, bis alle drei Prozesse bereit sind.",
    )
    log_level: str = Field(
        "INFO",
        env="LOTTE_LOG_LEVEL",
        regex="^(INFO|WARNING|ERROR)$",
        description="`INFO`, `WARNING` oder `ERROR`. `DEBUG` gibt es mit Absicht nicht: Rasa schreibt dann Nachrichten ins Protokoll.",
    )

    class Config:
        """pydantic 1: values are checked and cannot be changed afterwards."""

        allow_mutation = False

    @property
    def over_https(self) -> bool:
        """Whether cookies must never travel unencrypted: said so, or to be seen from our public address."""
        return self.cookie_secure or (self.public_url or "").startswith("https://")

    @property
    def offers_url(self) -> str:
        """SQLAlchemy address of the offers."""
        return self.database_url or f"sqlite:///{self.var / 'offers.db'}"

    @property
    def conversations_url(self) -> str:
        """SQLAlchemy address of the conversations."""
        return self.database_url or f"sqlite:///{self.var / 'conversations.db'}"

    @property
    def rasa_url(self) -> str:
        """Where our channel answers, without trailing slash."""
        return f"http://127.0.0.1:{self.rasa_port}/webhooks/lotte"

    @property
    def actions_url(self) -> str:
        """Where the action server answers."""
        return f"http://127.0.0.1:{self.actions_port}"


def load_settings() -> Settings:
    """Reads the environment and makes what an installation needs for itself: its folder and its secrets.

    Raises:
        SettingsError: a value cannot be used; all of them are named.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [
            f"{Settings.__fields__[str(fault['loc'][0])].field_info.extra['env']}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise SettingsError("Einstellung nicht brauchbar:\n  " + "\n  ".join(lines)) from error
    settings.var.mkdir(parents=True, exist_ok=True)
    return settings.copy(
        update={
            "secret": settings.secret or _own_secret(settings.var / "secret"),
            "internal_token": settings.internal_token or _own_secret(settings.var / "internal_token"),
        }
    )


def _own_secret(path: Path) -> str:
    """Read, or made once; readable by the owner alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
