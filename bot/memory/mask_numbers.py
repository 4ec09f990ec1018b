"""Masks what stands in an office's file: exact dates, file numbers, insurance and customer numbers, number plates."""

from __future__ import annotations

import re

DATE, FILE, NUMBER, PLATE = "[Datum]", "[Aktenzeichen]", "[Nummer]", "[Kennzeichen]"

_DIGIT = re.compile(r"\d")
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d{2}|['’]?\d{2})"
_MONTH_NAME = (
    r"(?:jan(?:uar)?|jänner|feb(?:ruar)?|märz|maerz|mär|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"(?<![\d.,/-])(?:{_DAY}\s?[./-]\s?{_MONTH}\s?[./-]\s?{_YEAR}(?![\d.]*\d|\s?(?:€|euro\b))"
    rf"|(?:19|20)\d{{2}}[-./]{_MONTH}[-./]{_DAY}(?!\d)"
    rf"|{_DAY}\.?\s?(?:te[nr]\s)?{_MONTH_NAME}\s?{_YEAR}(?!\s?(?:uhr|kinder|euro|€))\b)",
    re.IGNORECASE,
)
# Without the year only where somebody was born; "wird am 3. Mai 4" names the birthday as well.
_BIRTHDAY = re.compile(
    rf"(\b(?:geboren(?:\s+(?:ist|wurde))?|geb\.?|geburtstag|geburtsdatum|zur welt(?: gekommen)?|entbindungstermin|et)\b"
    rf"[\s:,]*(?:(?:ist|war|am|der|den|dem|hat|habe|er|sie|ich)\s+){{0,3}}(?:am\s+)?)"
    rf"((?<!\d){_DAY}\s?\.\s?(?:{_MONTH_NAME}|{_MONTH}\b\.?(?!\d))|\d{{8}}\b)"
    rf"|(\bam\s+)({_DAY}\s?\.\s?(?:{_MONTH_NAME}|{_MONTH}\b\.?(?!\d)))"
    r"(?=\s+(?:\w+\s+){0,2}(?:geboren|geburtstag|zur welt))",
    re.IGNORECASE,
)

_VALUE = r"(?!\[)((?=[\w/.-]*\d[\w/.-]*\d)[A-Z]{0,3}[\s-]?\d[\w/.-]*(?:[ -]\d[\w/.-]*)*[\w])"
_FILE = re.compile(
    r"(\b(?:aktenzeichen|az|geschäftszeichen|gz|aktennummer|gesch(?:äfts)?\.?-?z(?:eichen)?)\b\.?"
    rf"(?:\s*(?:ist|lautet|vom|[:#]))*\s*){_VALUE}",
    re.IGNORECASE,
)
# file numbers of courts ("12 F 345/24") and of the job centre ("24104//0012345", "24104BG0012345")
_FILE_PLAIN = re.compile(
    r"\b\d{1,4}\s(?:F|UF|AR|C|M|S|XVII|X|VI|Ds|Js|Cs)\s\d{1,6}/\d{2,4}\b|\b\d{5}(?://|\s?BG\s?)\d{5,8}\b"
)
_NUMBER = re.compile(
    r"(\b(?:(?:(?:kranken|sozial|renten|pflege|lebens)?versich(?:erungs|erten)|krankenversicherten|kunden|mitglieds?"
    r"|vertrags?|rechnungs?|kindergeld|steuer|ausweis|pass|personalausweis|reisepass|vorgangs?|fall|bg|antrags?|konto"
    r"|bedarfsgemeinschafts?|identifikations|kassen|patienten|wohngeld|steueridentifikations)[-\s]?(?:nummer|nr\b\.?|id)"
    rf"|kvnr|idnr|steuer-?id)(?:\s*(?:ist|lautet|die|[:#]))*\s*){_VALUE}",
    re.IGNORECASE,
)
_NUMBER_PLAIN = re.compile(
    r"\b[A-Z]\d{9}\b"  # health insurance
    r"|\b\d{2}\s?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}\s?[A-Z]\s?\d{3}\b"  # pension insurance
    r"|\b\d{3}\s?FK\s?\d{6}\b"  # child benefit
    r"|(?<![\d+])[1-9]\d{9,}(?!\d)|(?<!\d)[1-9]\d\s\d{3}\s\d{3}\s\d{3}(?!\d)"  # tax id and whatever else is as long
)
_PLATE = re.compile(r"\b[A-ZÄÖÜ]{1,3}[-–]\s?[A-Z]{1,2}[\s-]?\d{1,4}[EH]?\b(?!-)")


def mask_dates(text: str) -> str:
    """Days with month and year, birthdays without; "Mai 2021", "im 3. Monat", "am 3. Mai um 9 Uhr" stay."""
    if not _DIGIT.search(text):
        return text
    text = _DATE.sub(DATE, text)
    return _BIRTHDAY.sub(lambda match: (match[1] or match[3]) + DATE, text)


def mask_file_numbers(text: str) -> str:
    """ "Az. 4.2-123/24", "12 F 345/24" -> "[Aktenzeichen]"."""
    if not _DIGIT.search(text):
        return text
    text = _FILE_PLAIN.sub(FILE, text)
    return _FILE.sub(lambda match: match[1] + FILE, text)


def mask_numbers(text: str) -> str:
    """Numbers of insurances, customers, taxes, passports -> "[Nummer]"."""
    if not _DIGIT.search(text):
        return text
    text = _NUMBER_PLAIN.sub(NUMBER, text)
    return _NUMBER.sub(lambda match: match[1] + NUMBER, text)


def mask_number_plates(text: str) -> str:
    """ "GF-AB 123" -> "[Kennzeichen]"."""
    return _PLATE.sub(PLATE, text)
