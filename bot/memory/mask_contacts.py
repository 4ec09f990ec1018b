"""Masks ways to reach a person: e-mail, links, accounts of social media, IBAN, telephone."""

from __future__ import annotations

import re

from offer_db import telephone

EMAIL, LINK, ACCOUNT, IBAN, PHONE = "[E-Mail]", "[Link]", "[Konto]", "[IBAN]", "[Telefon]"

# "anna (at) web.de", "anna ät gmail punkt com" as well
_DOT = r"(?:\.|\s?(?:\(dot\)|\(punkt\)|\[dot\]|\[punkt\])\s?|\s(?:dot|punkt)\s)"
_EMAIL = re.compile(
    r"[\w.+'-]+\s?(?:@|\(at\)|\[at\]|\{at\}|\s(?:at|ät|klammeraffe)\s)\s?"
    rf"[\w-]+(?:{_DOT}[\w-]+)*?{_DOT}[a-z]{{2,}}\b(?!{_DOT}\w)",
    re.IGNORECASE,
)
_ALMOST_EMAIL = re.compile(r"(?<![\w\[])\w[\w.+-]*@\w[\w-]*")
_LINK = re.compile(
    r"(?:\bhttps?://|\bwww\.)[^\s<>\"\[\]]+[^\s<>\"\[\].,;:!?)]"
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:de|com|net|org|eu|me)\b(?:/[^\s<>\"\[\]]*[^\s<>\"\[\].,;:!?)])?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w\]])@[\w.-]*\w")
_NETWORK = r"(?:instagram|insta|facebook|fb|tiktok|snapchat|snap|telegram|discord|threema|signal|skype|twitter)"
_ACCOUNT = re.compile(
    rf"(\b{_NETWORK}[-\s]?(?:name|account|profil|id)\s*(?:ist|lautet|heißt|heisst|[:=])?\s*|\b{_NETWORK}\s*[:=]\s*)"
    r"(?!\[)([\w.-]*\w)(?=\s*(?:$|[,;!?\n)]|\.(?!\w)))"
    rf"|(\b{_NETWORK}\s*(?:[:=]|ist|lautet|heißt|heisst|name|account)?\s+)((?=[\w.-]*[_\d])[\w.-]*\w)",
    re.IGNORECASE,
)
_IBAN_GERMAN = re.compile(r"\bDE\s?\d{2}(?:[\s.-]?\d){16,20}\b", re.IGNORECASE)
_IBAN_ANY = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b")
_IBAN_NAMED = re.compile(r"(\bIBAN\b[:\s]*(?:ist|lautet)?[:\s]*)([A-Z]{0,2}(?:[ -]?\d){6,30})", re.IGNORECASE)

_DIGITS = re.compile(r"\d")


def mask_email(text: str) -> str:
    """ "anna.krause@web.de" -> "[E-Mail]"."""
    lowered = text.lower()
    if "@" in text or "at" in lowered or "ät" in lowered or "klammeraffe" in lowered:
        return _ALMOST_EMAIL.sub(EMAIL, _EMAIL.sub(EMAIL, text))
    return text


def mask_links(text: str) -> str:
    """ "www.facebook.com/anna" -> "[Link]"."""
    return _LINK.sub(LINK, text) if "." in text else text


def mask_accounts(text: str) -> str:
    """ "@anna_k", "Insta: annak" -> "[Konto]"."""
    text = _HANDLE.sub(ACCOUNT, text)
    return _ACCOUNT.sub(lambda match: (match[1] or match[3]) + ACCOUNT, text)


def mask_iban(text: str) -> str:
    """Account numbers whose checksum is right, and those that are meant to be one."""
    if not _DIGITS.search(text):
        return text
    text = _IBAN_GERMAN.sub(IBAN, text)
    text = _IBAN_ANY.sub(lambda match: IBAN if _checksum(match[0]) else match[0], text)
    return _IBAN_NAMED.sub(lambda match: match[1] + IBAN, text)


def mask_phone(text: str) -> str:
    """Telephone numbers; emergency numbers and help lines free of charge stay."""
    for start, end in reversed(telephone.spans(text)):
        text = text[:start] + PHONE + text[end:]
    return text


def _checksum(iban: str) -> bool:
    """ISO 13616: the rearranged number leaves the rest 1 when divided by 97."""
    plain = re.sub(r"[ -]", "", iban).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1
