"""Words around a place name that tell whether it is one. All folded (see `folding.fold`)."""

from __future__ import annotations

from bot.nlu.language.folding import word_set

MEINE = "meine"
"""A municipality of the Papenteich, and the German word for "my"."""

# Stand directly before a place; the first ones never stand before "meine" in good German.
STRONG_PREPOSITIONS = word_set("in aus nach bei nahe richtung raum gegend umkreis bereich region")
PREPOSITIONS = STRONG_PREPOSITIONS | {"von", "um", "ab", "bis", "fuer", "am", "im"}
PLACE_WORDS = word_set(
    """ort ortsteil ortschaft dorf gemeinde mitgliedsgemeinde einheitsgemeinde samtgemeinde flecken stadt kleinstadt
    wohnort standort kreis landkreis kita kindergarten krippe grundschule schule oberschule hort rathaus jugendpflege
    buecherei feuerwehr kirchengemeinde sportverein tsv sv plz postleitzahl"""
)
# Somebody lives, moves or comes from somewhere; beginnings of words.
LIVING = (
    "wohn",
    "leb",
    "ziehe",
    "zieht",
    "zogen",
    "gezogen",
    "umgezogen",
    "hergezogen",
    "zugezogen",
    "umzieh",
    "umzug",
)
RESIDENCE = (*LIVING, "zuhause", "daheim", "gemeldet", "komm", "stamm", "bin", "sind")
ASSOCIATION_WORDS = word_set("samtgemeinde samtgemeide samtgemeind samtgmeinde samtgem sg")
DISTRICT_WORDS = word_set("landkreis lankreis landkreises kreis kreises lk lkr landkr")
LAND = "land"
"""Behind an inhabitant form the country around: "Wesendorfer Land"."""
# Where the family is at home now; beginnings of words.
AT_HOME = ("wohn", "lebe", "zuhause", "daheim", "gemeldet", "gezogen", "ziehe")
LEFT_BEHIND = word_set("von aus")
# Somebody was there once.
WAS, LONG_AGO = word_set("war waren"), word_set("vor frueher damals fruher letztes")
# Before "meine" at the end of a query they leave it the pronoun.
BEFORE_PRONOUN = word_set("ist sind wie als und oder das nur nicht auch die der war an fuer ohne mit ueber nehme nimm")
WHOLE_DISTRICT = word_set("nordkreis suedkreis sudkreis kreisgebiet landkreis landkreises")
PERSONS = word_set("frau fr herr herrn hr familie fam dr doktor prof professor")
# After an inhabitant form: the name of a street ("Braunschweiger Straße"), not of a place.
STREETS = (
    "strasse",
    "str",
    "weg",
    "allee",
    "platz",
    "ring",
    "chaussee",
    "landstrasse",
    "tor",
    "damm",
    "gasse",
    "berg",
    "stieg",
)

# Names that are everyday words as well: only after a preposition or a word for a place.
AMBIGUOUS = word_set(
    """winkel rade triangel lehmweg nordstadt giebel gilde walle masel stude mueden muden hoefen hofen stoecken
    stocken pase wenden stade halle lusche luesche lehrte"""
)

# Parts of towns that take an article ("in der Nordstadt").
WITH_ARTICLE = word_set("nordstadt lehmweg")

# Common words first, places second: only where somebody lives there.
RARE = word_set("essen leer bergen lehre ruhen klotze wien harz polen furth fuerth erlangen")

# What may follow a place, and cannot follow "meine" in the sense of "my".
CLOSERS = word_set(
    """ab aber alle alleine also am an anmelden auch auf aus bald bei beim bekommen bin bis bitte brauche brauchen
    braucht da dann daher das dass dem den denn der des deshalb die dort durch ein eine einen einem einer er es etwas
    finde finden findet freie fuer gabs gerade gern gibt gibts gehen geht habe haben hab habt hallo hat hier hilfe
    ich ihr im in irgendwas ist ja jemand jetzt kann kein keine keinen koennen lebe leben mal man mein mich mir mit
    moechte moechten nach naehe nein noch nun nur oder ob plz postleitzahl schnell schon sehr seit sie sind so sofort
    soll sondern statt such suche suchen sucht ueber um und uns unser unsere unseren unter vielleicht vom von vor
    waere wann war was weil welche welcher welches wenn wer werden wie will wir wird wo wohin wohne wohnen wohnend
    wohnhaft wohnt wollen wuerde zu zum zur zurzeit zwischen danke dankeschoen gemeinde papenteich landkreis"""
)
# Words that "Meine" before them makes "my", even where it is written with a capital by mistake.
MY = word_set(
    """tochter toechter frau mutter mama schwester familie kinder kind kleine kleinen eltern oma wohnung situation
    naehe gegend zwillinge jungs soehne maedchen enkel enkelin enkelkinder partnerin freundin ex nachbarin chefin
    schwiegermutter frage fragen hebamme sorgen sorge arbeit kraft meinung stadt strasse nachbarschaft beiden drei
    zwei vier grosse groesste juengste aelteste heimat sprache hand haende krankenkasse miete nerven rechte"""
)

# Somebody else lives there, or somebody only works there: no answer to where the family lives.
OTHERS = word_set(
    """vater kindsvater kindesvater papa ex exmann exfreund expartner oma opa omas opas grosseltern schwiegereltern
    schwiegermutter schwiegervater mutter mama eltern verwandte verwandten mann"""
)
ERRANDS = (
    *("arbeit", "pendel", "pendle", "studier", "geboren", "entbunden", "urlaub", "klinik", "krankenhaus", "ausflug"),
    *(
        "besuch",
        "job",
        "ausbildung",
        "herkunft",
        "ursprunglich",
        "urspruenglich",
        "aufgewachsen",
        "uni",
        "chef",
        "firma",
    ),
    *("fahr", "reise", "flieg", "flug"),
)
NOT, RATHER = "nicht", "sondern"
INSTEAD = word_set("statt anstatt ausser")
CLAUSES = word_set("und aber oder weil denn dass sondern wo da")
# May stand around a name in an answer that says no more than where.
ANSWER = word_set("ich wir bin sind wohne wohnen komme kommen der die dem den das im ungefaehr ca hier also hallo ja")

# Everyday words a slip of the thumb away from a place.
LOOKALIKES = word_set(
    """baeren beeren beehren retten grasse wolfsberg hoffen bergdorf brocken ergangen frankfurter goettinnen konstant
    loesche lutsche manchen moenchen monster munter muster saessen sachen schweren schwuler schwuele sechsen sende
    voice wische wundermittel"""
)
