"""Amounts that are no age: spans of time ("seit 3 Wochen", "2 Jahre Elternzeit") and counts ("5 Euro", "3 mal")."""

import re

from bot.nlu.language.ages import lexicon
from bot.nlu.language.ages.amounts import Amount
from bot.nlu.language.ages.grammar import any_of, pieces, several
from bot.nlu.language.ages.reading import SENTENCE_ENDS, Reading

_COUNTED_SIGNS = frozenset({"%", "€", "$", "°", "§", "¤"})
#: Behind "3." these make the number a rank: "im 9. Monat", "der 3. Geburtstag".
_RANKED = pieces("monat woche tag jahr klasse geburtstag stock etage mal ~Kind ~+Kinder lehrjahr semester rate")
_BEFORE_WORDS = (
    "seit vor in nach fur binnen innerhalb alle pro wahrend letzten? nachsten? ersten vergangenen weiteren? "
    "restlichen? ganzen? vollen? betragt lauft gilt kostet nochmals? insgesamt taglich um gegen halbe noch "
    "dauer\\w* warte\\w* gewartet wohn\\w* leb(?:e|en|t) arbeite\\w* nehme\\w* genommen beantrag\\w*"
)
_BEHIND_WORDS = (
    "lang langer? alter junger spater fruher her hin danach davor vorher zuvor zusammen auseinander getrennt "
    "geschieden verheiratet allein alleinerziehend krank\\w* arbeitslos gewartet warten gesucht gearbeitet gelebt "
    "gewohnt gezahlt bezogen studiert gestillt zuruckstell\\w* verschieb\\w* aussetzen pausieren durch weg drauf "
    "hinterher zuruck verspatet zuhause uberfallig ruckwirkend beitragsfrei kostenlos gultig befristet "
    "°?elternzeit °?elterngeld\\w* basiselterngeld partnermonate mutterschutz °?wartezeit °?warteliste "
    "°?beziehung °?ehe °?frist °?kundigungsfrist °?abstand °?altersunterschied unterschied ausbildung praktikum "
    "probe probezeit teilzeit vollzeit zeit urlaub ferien sommerferien unterhalt therapie behandlung kur reha "
    "haft bewahrung schulden mietschulden ruckstand ruckstandig geduld deutschland °?fieber durchfall husten "
    "stuck"
)
_FILL = several("schon bereits noch nur mehr in im am an der die den zur auf ohne keine?")
#: Words a number belongs to as their rank: "Typ 1", "Pflegegrad 2".
_NUMBERED = "°"
_NO_ADJECTIVES = pieces("ohne meine meinen seine seinen ihre ihren unsere unseren eine einen keine keinen deine")
_BEFORE = re.compile(rf"(?:^| )(?:{any_of(_BEFORE_WORDS)}|innerhalb von|mehr als|langer als)$")
_BEHIND = re.compile(
    rf"^{_FILL}(?:{any_of(_BEHIND_WORDS)}|zu hause|(?:nach|vor) de[rm]|"
    r"(?:die|der|pro|im|am|in der) (?:woche|monat|jahr|tag))(?: |$)"
)
_THERE = re.compile(
    r"^(?:schon |bereits |noch )*(?:im|in (?:der|einer)|bei der|auf der) "
    r"(?:kindergarten|kita|krippe|schule|krankenhaus)(?: |$)"
)
_STAY = re.compile(
    r"^(?:lang )?(?:bei (?:mir|uns|ihm|ihr|ihnen|=\S+|der =\S+|seine\w*|ihre\w*|meine\w*)|zu besuch|hier|da)(?: |$)"
)
_TOLD_WORDS = (
    "=ich wir man habe haben hatten? muss mussen musste bekomm\\w* zahl\\w* bin warte\\w* dauer\\w* ging blieb\\w* "
    "bleib\\w* verlanger\\w* bewillig\\w* arbeite\\w* wohn\\w* leb\\w* kriegen? nehmen? bezieh\\w* war waren"
)
_TOLD = re.compile(rf"(?:^| ){any_of(_TOLD_WORDS)}(?: |$)")
_LASTS = re.compile(
    r"(?:^| )°?(?:kur|reha|urlaub|elternzeit|elterngeld\w*|°?frist|wartezeit|praktikum|\w*ferien|sperrzeit|probezeit|"
    r"kundigungsfrist|bewilligung\w*|ausbildung|umschulung|therapie|klinik\w*|krankenhaus)(?: |$)"
)
_HOW_LONG = re.compile(r"(?:^| )(?:wie (?:lange|viele?)|wieviele?)(?: |$)")
_WISHED = re.compile(r"(?:^| )(?:such\w*|brauch\w*|mocht\w*|will|wollen|hatte gern|benotig\w*|gesucht)(?: |$)")
_ALREADY = re.compile(r"(?:^| )(?:schon|bereits|seit|nun|jetzt)(?: |$)")
_PLACE_FOR = re.compile(
    any_of(
        "kita krippe kindergarten platz kitaplatz krippenplatz kurs gruppe spielgruppe turnen betreuung angebote? treff"
    )
    + " fur$"
)
_PART_ENDS = (",", "(", ")", ":", "-", *SENTENCE_ENDS)


def counts_something_else(reading: Reading, amount: Amount) -> bool:
    """True for "5 Euro", "3 mal", "2 Tage die Woche", "3 Wochen krank": the words right behind say so."""
    following = reading.canon(amount.last + 1)
    if reading.canon(amount.first - 1).startswith(_NUMBERED) and amount.last == amount.number_at:
        return True
    if following in _COUNTED_SIGNS or (amount.unit is None and following.lstrip("°=") in lexicon.COUNTED):
        return True
    behind = reading.canon(amount.last + 2)
    described = following.endswith(("e", "en")) and following not in _NO_ADJECTIVES
    if amount.unit is None and not amount.bound and described and behind.startswith("="):
        return True  # "zwei berufstätige Eltern"
    if amount.unit is None:
        return following == "." and reading.canon(amount.last + 2) in _RANKED
    if amount.old:
        return False
    right = reading.right(amount.last)
    if amount.unit != "jahr" and _STAY.match(right):
        return True
    return _BEHIND.match(right) is not None or (not amount.bound and _THERE.match(right) is not None)


def is_span_by_left(left: str, unit: str | None) -> bool:
    """True for "seit 3 Jahren", "vor 2 Wochen"; "Kita für 3 Jahre" is an age."""
    return _BEFORE.search(left) is not None and not (unit == "jahr" and _PLACE_FOR.search(left))


def is_rest_of_time(amount: Amount) -> bool:
    """True for "noch ein Jahr Kita", "nur noch 3 Wochen"; "noch nicht 3 Jahre" and "noch 2 Jahre alt" are ages."""
    return amount.unit is not None and not amount.old and amount.modifiers.endswith("noch")


def part(reading: Reading, run: list[Amount]) -> tuple[int, int]:
    """First and last index of the words between commas or sentence ends that hold the run."""
    first, last = run[0].first, run[-1].last
    while first > 0 and reading.canon(first - 1) not in _PART_ENDS:
        first -= 1
    while last + 1 < len(reading.tokens) and reading.canon(last + 1) not in _PART_ENDS:
        last += 1
    return first, last


def asks_how_long(reading: Reading, run: list[Amount]) -> bool:
    """True for "wie lange gibt es Elterngeld, 14 Monate?"."""
    return _HOW_LONG.search(reading.left(run[0].first)) is not None


def follows_a_span_word(reading: Reading, run: list[Amount]) -> bool:
    """True for "Kur beantragt, 3 Wochen": the part before names what lasts so long, and no child."""
    before = reading.left(run[0].first).removesuffix(" ,").rpartition(" , ")[2]
    return run[-1].unit != "jahr" and "~" not in before and _LASTS.search(before) is not None


def is_told(reading: Reading, run: list[Amount]) -> bool:
    """True when the words around the amount tell of a span of time ("ich habe 3 Jahre studiert")."""
    first, last = part(reading, run)
    words = " ".join(token.canon for token in reading.tokens[first : last + 1])
    if _WISHED.search(words):
        return _ALREADY.search(words) is not None
    return _TOLD.search(words) is not None or (_ALREADY.search(words) is not None and run[0].unit != "jahr")
