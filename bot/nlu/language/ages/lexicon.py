"""Who or what a number can belong to: children, grown-ups, animals, things, and nouns that are counted.

Keys are skeletons (`hygiene.skeleton`), so "größer", "groesser" and "grosser" are one word.
"""

from typing import Final

from bot.nlu.language.hygiene import skeleton


def table(rows: dict[str, str]) -> dict[str, str]:
    """{"Sohn": "sohn söhnchen"} -> {"sohn": "Sohn", "sohnchen": "Sohn"}."""
    return {skeleton(form): name for name, forms in rows.items() for form in forms.split()}


def word_set(text: str) -> frozenset[str]:
    """Skeletons of words: "Hund Hündin" -> {"hund", "hundin"}."""
    return frozenset(skeleton(word) for word in text.split())


#: How parents name one child.
ONE_CHILD: Final = table(
    {
        "Sohn": "sohn sohnes sohnemann söhnchen bub bube buben pflegesohn stiefsohn bonussohn adoptivsohn",
        "Junge": "junge knabe jungen",
        "Tochter": "tochter tocher dochter töchta tochta töchterchen "
        "tochterkind pflegetochter stieftochter bonustochter adoptivtochter",
        "Mädchen": "mädchen mädel mädl",
        "Kind": "kind kindes kinde kindchen pflegekind stiefkind bonuskind adoptivkind patenkind geschwisterkind "
        "nachwuchs kiddo kindlein einzelkind",
        "Baby": "baby babys säugling säuglings säuglinge",
        "Neugeborenes": "neugeborenes neugeborene neugeborenen neugeborener",
        "Frühchen": "frühchen frühgeborenes frühgeborene",
        "Kleinkind": "kleinkind",
        "Schulkind": "schulkind",
        "Jugendliche": "jugendliche jugendlicher teenager teenie",
        "Enkel": "enkel enkels enkelsohn enkelkind",
        "Enkelin": "enkelin enkeltochter",
        "Neffe": "neffe neffen",
        "Nichte": "nichte",
        "Bruder": "bruder brüderchen",
        "Schwester": "schwester schwesterchen",
        "Maus": "maus mausi mäuschen spatz zwerg zwergi knirps würmchen krümel schatz prinzessin racker",
    }
)
#: The same in English, Ukrainian, Russian, Turkish, Polish and Arabic.
ONE_CHILD.update(
    table(
        {
            "Sohn": "son син сину синові сина сын сыну сына oğlum oğlumuz syn syna ابني",
            "Tochter": "daughter дочка дочці донька доньці доньку дочь дочери дочке kızım kızımız córka córki "
            "ابنتي بنتي",
            "Kind": "child дитина дитині дитину ребенок ребёнок ребенку ребёнку çocuk çocuğum dziecko طفلي طفل",
        }
    )
)
#: The same for names that are adjectives first ("der Große", but "große Sorgen").
ONE_CHILD_BY_SIZE: Final = table(
    {
        "Große": "große großer großen größere größerer größeren großes",
        "Kleine": "kleine kleiner kleinen kleinere kleinerer kleineren kleines kleinste kleinster kleinsten",
        "Älteste": "älteste ältester ältesten ältere älterer älteren erstgeborene erstgeborener erstgeborenen",
        "Jüngste": "jüngste jüngster jüngsten jüngere jüngerer jüngeren",
        "Mittlere": "mittlere mittlerer mittleren zweitgeborene zweitgeborener",
        "Kind": "andere anderer anderen einer eines",
    }
)
MANY_CHILDREN: Final = table(
    {
        "Kinder": "kinder kindern kids kiddies pflegekinder pflegekindern enkelkinder enkelkindern enkeln patenkinder "
        "stiefkinder geschwister geschwistern geschwisterkinder kleinkinder schulkinder children діти дітям дети",
        "Söhne": "söhne söhnen sons",
        "Jungs": "jungs jungens buben",
        "Mädchen": "mädels mädchen",
        "Babys": "babys babies",
        "beide": "beide beiden",
    }
)
#: Plurals whose skeleton is that of the singular; told apart by `fold`.
UMLAUT_PLURALS: Final = {"toechter": "Töchter", "toechtern": "Töchter", "brueder": "Kinder", "bruedern": "Kinder"}
MULTIPLES: Final = {
    skeleton(form): (name, count)
    for name, count, forms in (
        (
            "Zwillinge",
            2,
            "zwillinge zwillingen zwillings zwillis zwillingsmädchen zwillingsmädels zwillingsjungs "
            "zwillingsjungen zwillingssöhne zwillingstöchter zwillingsbabys zwillingskinder",
        ),
        ("Drillinge", 3, "drillinge drillingen"),
    )
    for form in forms.split()
}
ADULTS: Final = word_set(
    "ich mutter mama mami mutti vater papa papi vati mann frau ehemann ehefrau partner partnerin freund freundin "
    "oma opa großmutter großvater großeltern schwiegermutter schwiegervater schwiegereltern eltern elternteil tante "
    "onkel schwager schwägerin nachbar nachbarin nachbarn ex exmann exfrau exfreund exfreundin kindsvater kindsmutter "
    "kindesvater kindesmutter lebensgefährte lebensgefährtin chef chefin kollege kollegin tagesmutter babysitter "
    "babysitterin hebamme lehrer lehrerin erzieher erzieherin alleinerziehende alleinerziehender cousin cousine "
    "schwangere schwangerer stiefvater stiefmutter verlobte verlobter jungmama erwachsene erwachsener selbst selber"
)
#: Whatever else can be "3" or "3 Jahre alt" in a parent's message.
NOT_PEOPLE: Final = word_set(
    "hund hündin hundes dackel labrador mops pudel terrier retriever "
    "welpe welpen katze katzen kater kätzchen hamster kaninchen hase hasen meerschweinchen pferd "
    "pony vogel wellensittich haustier papagei schildkröte hunde haustiere tier tiere auto wagen kinderwagen fahrrad "
    "haus wohnung möbel bett waschmaschine bescheid rezept antrag brief attest gutachten diagnose vertrag mietvertrag "
    "befund ausweis pass visum heizung küche buggy kindersitz autositz laptop handy gebäude spielplatz beziehung ehe "
    "trennung uhr größe gr gruppe stufe pflegegrad pflegestufe grad platz nummer nr raum zimmer schuhgröße note "
    "kleidergröße windelgröße konfektionsgröße paragraph artikel phase teil level linie seite modul steuerklasse "
    "warteliste wartezeit wartezeiten rechnung miete hausnummer postleitzahl plz tel telefon telefonnummer bus "
    "absatz schritt punkt fieber temperatur gewicht gewichtsklasse stockwerk etage entgeltgruppe lohngruppe frist "
    "kündigungsfrist elternzeit elterngeld abstand altersunterschied zyklus "
    "typ alg sgb hartz"
)
#: Nouns that turn the number before them into an amount of something else.
COUNTED: Final = word_set(
    "fieber temperatur "
    "uhr euro eur cent mal x stunde stunden std stündchen h minute minuten min sekunden kg kilo kilos kilogramm gramm "
    "g cm m meter km kilometer prozent grad zimmer zimmern qm personen person erwachsene leute punkte seiten worte "
    "wörter worten wörtern sätze zähne zähnen geschwister geschwistern brüder schwestern termine termin plätze "
    "plätzen sprachen fehler flaschen flasche gläser mahlzeiten windeln nächte nächten kinder kindern kids kind söhne "
    "töchter jungs mädchen jungen mädels zwillinge babys hunde katzen enkel enkelkinder anrufe mails briefe anträge "
    "anrufen versuche wochenstunden tag tage tagen ml liter l stück etagen stock treppen köpfe jobs raten prozente "
    "fach fache monatsraten wochentage wochentagen ferienwochen therapien stunde einheiten sitzungen familien "
    "schulen kitas ärzte kinderärzte praxen züge schichten tausend hundert mille teile klassen weitere andere "
    "gehälter arbeitstage arbeitstagen werktage nachmittage vormittage abende abenden vormittags nachmittags"
)
THING_ENDINGS: Final = (
    "rechnung", "wagen", "wohnung", "schein", "ausweis", "karte", "gerat", "heizung", "rezept", "uberweisung", "handy",
    "schrank", "matratze", "antrag", "vertrag", "bescheid", "hund", "katze", "auto", "mahnung",
    "gutschein", "gutachten",
)  # fmt: skip
