"""Takes out of a text what identifies a person and leaves a readable tag: "[Name]", "[Telefon]", "[Straße]", "[Datum]".

A pipeline of small functions, each text to text (the form is that of okfde/froide). It runs until nothing changes, so
that masking twice is masking once. Places of the district, ages, school years and amounts stay: reports need them.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.memory.mask_addresses import mask_streets
from bot.memory.mask_contacts import mask_accounts, mask_email, mask_iban, mask_links, mask_phone
from bot.memory.mask_names import mask_names
from bot.memory.mask_numbers import mask_dates, mask_file_numbers, mask_number_plates, mask_numbers

_MOST_PASSES = 6

#: In this order: an e-mail address is not to be read as an account, a date not as a telephone number.
STEPS: tuple[Callable[[str], str], ...] = (
    mask_email,
    mask_links,
    mask_accounts,
    mask_iban,
    mask_file_numbers,
    mask_dates,
    mask_numbers,
    mask_phone,
    mask_number_plates,
    mask_streets,
    mask_names,
)


def mask(text: str) -> str:
    """The text without what identifies a person; `mask(mask(text)) == mask(text)`.

    A sentence takes about 0.1 ms, 1,000 characters full of names and numbers up to 8 ms.
    """
    for _ in range(_MOST_PASSES):
        masked = text
        for step in STEPS:
            masked = step(masked)
        if masked == text:
            break
        text = masked
    return text
