"""Which script a message is written in, and the language where its letters alone say so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

LATIN, CYRILLIC, ARABIC, OTHER = "latin", "cyrillic", "arabic", "other"
#: Arabic script, but with letters that Arabic does not have.
NOT_ARABIC: Final = "not ar"

#: First and last letter of a block, and its script; where a script means one language, that language's code.
_BLOCKS: Final = (
    (0x0041, 0x024F, LATIN),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, CYRILLIC),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x08A0, 0x08FF, ARABIC),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "ti"),
    (0x1E00, 0x1EFF, LATIN),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
    (0xFB50, 0xFEFF, ARABIC),
)

_UKRAINIAN: Final = re.compile(r"[їєґі]", re.IGNORECASE)
_RUSSIAN: Final = re.compile(r"[ыэъё]", re.IGNORECASE)
_SERBIAN: Final = re.compile(r"[ђјљњћџќѓѕ]", re.IGNORECASE)
_BELARUSIAN: Final = re.compile(r"ў", re.IGNORECASE)
#: Small words without a letter of their own, and what parents write alone.
_UKRAINIAN_WORDS: Final = re.compile(
    r"\b(?:що|як|де|чи|та|або|але|коли|чому|дитина|дитини|дитину|дитячий|садок|садку|садка|шукаю|допоможіть|потрібно|"
    r"добрий|доброго|дякую|син|сина|сину|донька|доньки|доньку|чоловік|мене|щоб|хто|це|ти|який|яка|яку|які|треба|порадьте|курси|гурток|нікого|батьків|хлопчика|купила|правильно|борщу|цього|немає|нема|треба|може|років|рочок|"
    r"тижнів|ще|вже|будь|ласка|грошей|гроші|народила|вагітна|йому|моя|моє|рокам|роки|рока|хочу померти|помер[лт]\w*)\b",
    re.IGNORECASE,
)
_RUSSIAN_WORDS: Final = re.compile(
    r"\b(?:что|как|где|или|но|когда|почему|ребенок|ребенка|ребенку|ищу|ищем|помогите|нужно|нужен|нужна|спасибо|сын|"
    r"дочь|дочка|дочери|дочке|муж|мужа|меня|этого|нет|надо|лет|года|год|еще|пожалуйста|здравствуйте|привет|"
    r"беременна|ему|ей|мой|мое|есть|можно|сколько|неделя|недель|месяцев|бесплатно|и|с|со|к|мне|"
    r"всего|больше|другими|другие|назад|неа|знаю|хочется|упал|упала|стою|даже|только|тоже|очень|ничего|никто|тебя|"
    r"скажите|подскажите|ищется|работы|денег|школе|садик|ребята|ладно|доброе|добрый день)\b",
    re.IGNORECASE,
)

_LONG_FOR_UKRAINIAN: Final = 30

_SORANI: Final = re.compile(r"[ێۆڵڕڤ]")
_PASHTO: Final = re.compile(r"[ټډړښېۍځڅ]")
_URDU: Final = re.compile(r"[ٹڈںےہھ]")
#: Iraqi and Syrian spellings of Arabic use پ چ گ in names ("گیفهورن"), so one of them alone is no proof.
_PERSIAN: Final = re.compile(r"[پچژگکی]")
_PERSIAN_WORDS: Final = re.compile(
    r"(?<!\w)(?:است|هست|من|ما|برای|که|این|آن|را|از|با|در|چه|چطور|کجا|کمک|می\w+|نمی\w+|دارم|دارد|فرزند\w*|بچه\w*|پسر\w*|"
    r"دختر\w*|سال|ساله|ماه|ماهه|سلام|لطفا|ممنون|شوهر\w*|باردار\w*|هستم|داریم)(?!\w)"
)
_ARABIC_WORDS: Final = re.compile(
    r"(?<!\w)(?:في|على|الى|إلى|عن|هل|أنا|انا|نحن|احنا|هذا|هذه|كيف|وين|أين|اين|متى|لماذا|ليش|شو|عندي|عندنا|ابني|بنتي|"
    r"ابنتي|طفلي|زوجي|زوجتي|عمره|عمرها|سنوات|سنين|سنة|أشهر|اشهر|شهر|أريد|اريد|بدي|أحتاج|احتاج|مع|لا|ما|يلا|من|فضلك|لازم|مرحبا|شكرا|"
    r"مساعدة|ال\w{3,}|وال\w{3,}|بال\w{3,}|لل\w{3,})(?!\w)"
)
_PERSIAN_ENOUGH: Final = 2


def of_letter(letter: str) -> str:
    """The script of one letter, or the code of the only language written in it."""
    point = ord(letter)
    return next((script for first, last, script in _BLOCKS if first <= point <= last), OTHER)


def of_words(words: Sequence[str]) -> str:
    """The script of most words; between equals the one that is not Latin ("Kita, пожалуйста" is Russian)."""
    if all(word.isascii() for word in words):
        return LATIN
    counts = Counter(of_letter(word[0]) for word in words)
    return max(counts, key=lambda script: (counts[script], script != LATIN))


def only(script: str, words: Sequence[str]) -> str:
    """The words of one script, joined."""
    return " ".join(word for word in words if of_letter(word[0]) == script)


def cyrillic_by_letters(text: str) -> str | None:
    """uk, ru, be or sr where letters or small words decide, None where they do not ("мама")."""
    if _BELARUSIAN.search(text):
        return "be"
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if bool(ukrainian) == bool(russian):  # neither, or words of the neighbour between one's own
        ukrainian += 2 * len(_UKRAINIAN_WORDS.findall(text))
        russian += 2 * len(_RUSSIAN_WORDS.findall(text.replace("ё", "е").replace("Ё", "Е")))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    if _SERBIAN.search(text):
        return "sr"
    # Of 30 Ukrainian letters without і, ї, є there is hardly a sentence.
    return "ru" if sum(map(str.isalpha, text)) > _LONG_FOR_UKRAINIAN else None


def arabic_by_letters(text: str) -> str:
    """ar, ckb (Sorani), ps, ur, or `NOT_ARABIC` where lingua must tell Persian from its neighbours."""
    if _SORANI.search(text):
        return "ckb"
    if _PASHTO.search(text):
        return "ps"
    persian = len(_PERSIAN.findall(text)) + 2 * len(_PERSIAN_WORDS.findall(text))
    if _URDU.search(text) or persian >= _PERSIAN_ENOUGH + 2 * len(_ARABIC_WORDS.findall(text)):
        return NOT_ARABIC
    return "ar"
