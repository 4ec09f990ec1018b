"""Topics in parents' own words: found where they are meant, and not where a word only looks like one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language.topic import TopicMatcher

MATCHER = TopicMatcher.from_csv(Path(__file__).parents[3] / "data" / "gifhorn" / "topics.csv")


def keys(text: str) -> list[str]:
    return [mention.key for mention in MATCHER.find(text)]


SAID = [
    ("Wir bekommen im Mai unser zweites Kind und ich finde keine Hebamme", "hebamme"),
    ("wo krieg ich eine hebame her", "hebamme"),
    ("ich bin in der 12 woche und weiß nicht ob ich das kind behalten will", "schwangerschaftskonflikt"),
    ("Ich möchte mein Baby nicht behalten", "schwangerschaftskonflikt"),
    ("Gibt es einen Geburtsvorbereitungskurs in Gifhorn?", "geburtsvorbereitung"),
    ("rückbildung mit baby", "geburtsvorbereitung"),
    ("Wie läuft die Anmeldung zur Geburt im Helios?", "geburt"),
    ("ich hatte eine fehlgeburt und brauche jemanden zum reden", "fehlgeburt"),
    ("Unser Säugling brüllt stundenlang, nichts hilft", "schreibaby"),
    ("Mein Kind 6 Wochen alt schreit und schreit", "schreibaby"),
    ("Baby wacht jede Stunde auf", "babyschlaf"),
    ("Unser Kleiner (8 Monate) schläft keine Nacht durch", "schlaf"),
    ("ich habe schmerzen beim stillen", "stillen"),
    ("zu wenig Milch für mein Baby", "stillen"),
    ("Wann fange ich mit Brei an?", "beikost"),
    ("Ich bin nach der Geburt total erschöpft und allein", "ueberforderung"),
    ("suche krippe ab august", "krippe"),
    ("Wie melde ich meine Tochter im Kindergarten an", "kita"),
    ("brauche kitaplatz dringend", "kita"),
    ("Habe eine Absage für den Kindergartenplatz bekommen", "kita"),
    ("Muss ich für den Kindergarten bezahlen?", "kita_beitrag"),
    ("Was kostet die Krippe im Monat?", "kita_beitrag"),
    ("suche tagesmama in Meinersen", "kindertagespflege"),
    ("Tagesmutti gesucht", "kindertagespflege"),
    ("Die Eingewöhnung klappt nicht", "eingewoehnung"),
    ("mein sohn weint jeden morgen in der kita", "eingewoehnung"),
    ("wohin mit dem kind nach der schule", "hort"),
    ("Gibt es eine Betreuung in den Sommerferien?", "ferienbetreuung"),
    ("Wer passt in den Ferien auf mein Kind auf?", "ferienbetreuung"),
    ("Wie viel Elterngeld bekomme ich?", "elterngeld"),
    ("Bis wann muss ich Elternzeit anmelden?", "elternzeit"),
    ("Kindergelt beantragen wie", "kindergeld"),
    ("kinderzuschlag oder wohngeld was ist besser", "kinderzuschlag,wohngeld"),
    ("wir können die miete kaum noch bezahlen", "wohngeld"),
    ("bekomme hartz4 und bin schwanger", "buergergeld"),
    ("bürgergeld antrag für familie", "buergergeld"),
    ("Mir wurde der Job gekündigt", "buergergeld"),
    ("wer zahlt den kinderwagen", "moebel_kleidung"),
    ("Ich kann mir keine Erstausstattung leisten", "erstausstattung"),
    ("Mein Kind ist krank und ich muss arbeiten", "kinderkrankengeld"),
    ("Uns wächst der Schuldenberg über den Kopf", "schulden"),
    ("der gerichtsvollzieher war da", "schulden"),
    ("Das Geld reicht hinten und vorne nicht", "geldsorgen"),
    ("am Ende vom Geld ist noch so viel Monat übrig", "geldsorgen"),
    ("Der Kindsvater zahlt nicht", "unterhaltsvorschuss"),
    ("mein ex zahlt seit monaten keinen cent", "unterhaltsvorschuss"),
    ("Was ist das Bildungspaket?", "bildungspaket"),
    ("Wer bezahlt die Klassenfahrt nach Cuxhaven", "klassenfahrt"),
    ("Mittagessen in der Schule ist zu teuer", "mittagessen"),
    ("brauche geld für schulranzen", "schulbedarf"),
    ("Nachhilfe in Mathe kostenlos", "nachhilfe"),
    ("wer zahlt das Busticket zur Schule", "schuelerbefoerderung"),
    ("Suche Kinderarzt der noch Patienten nimmt", "kinderarzt"),
    ("mein kind hat 40 grad fieber und alle praxen haben zu", "bereitschaftsdienst"),
    ("Kind hat Waschmittel getrunken", "giftnotruf"),
    ("wann ist die U7", "u_untersuchung"),
    ("Ich möchte mit meinen Kindern zur Kur fahren", "kur"),
    ("Meine Tochter isst nur Nudeln", "ernaehrung"),
    ("Mein Sohn macht nachts noch ins Bett", "einnaessen"),
    ("Er redet mit 3 immer noch kein Wort", "logopaedie"),
    ("sie kann manche buchstaben nicht aussprechen", "logopaedie"),
    ("mein sohn spricht schlecht", "logopaedie"),
    ("Unser Sohn stottert seit ein paar Wochen", "logopaedie"),
    ("meine tochter 2 jahre redet noch nicht viel", "logopaedie"),
    ("Er läuft mit 18 Monaten noch nicht", "ergotherapie"),
    ("Der Kinderarzt hat Ergo verschrieben", "ergotherapie"),
    ("Wie bekomme ich Frühförderung?", "fruehfoerderung"),
    ("Verdacht auf Autismus", "autismus"),
    ("ich glaube mein kind hat adhs", "adhs"),
    ("Er kann keine fünf Minuten still sitzen", "adhs"),
    ("Sohn ist 4 und haut andere Kinder", "trotz"),
    ("sie schmeißt sich im supermarkt auf den boden", "trotz"),
    ("mein kind hört überhaupt nicht auf mich", "trotz"),
    ("meine Jungs streiten den ganzen Tag", "erziehungsberatung"),
    ("Mein Sohn hängt nur am Tablet", "medien"),
    ("Wie lange darf ein 6jähriger fernsehen?", "medien"),
    ("meine 3jährige will nicht ins bett", "schlaf"),
    ("Wie werden wir die Windel los?", "sauberkeit"),
    ("Ich kann nicht mehr", "ueberforderung"),
    ("ich bin mit den kräften am ende", "ueberforderung"),
    ("Mir wird alles zu viel", "ueberforderung"),
    ("Das Jugendamt hat mir geschrieben", "jugendamt"),
    ("Wir hätten gerne eine Leihoma", "patenschaft"),
    ("Mein Opa ist gestorben und mein Kind ist sehr traurig", "trauer"),
    ("Mein Mann und ich trennen uns", "trennungsberatung"),
    ("Ich lasse mich scheiden", "trennungsberatung"),
    ("Wir streiten nur noch, mein Mann und ich", "paarberatung"),
    ("bin alleinerziehend mit 3 kindern", "alleinerziehend"),
    ("Mein Ex lässt mich die Kinder nicht sehen", "umgang"),
    ("mein sohn will nicht zum vater", "umgang"),
    ("Wie bekomme ich das alleinige Sorgerecht?", "sorgerecht"),
    ("Vater will die Vaterschaft nicht anerkennen", "sorgerecht"),
    ("wieviel unterhalt steht meinem kind zu", "unterhalt"),
    ("ich brauche einen anwalt habe aber kein geld", "rechtsberatung"),
    ("Mein Mann schlägt mich", "gewalt"),
    ("mein freund hat mich geschlagen", "gewalt"),
    ("er droht mir ständig", "gewalt"),
    ("Gibt es ein Frauenhaus mit freiem Platz", "frauenhaus"),
    ("Die Nachbarn schlagen ihr Kind", "kindeswohl"),
    ("Jemand hat meine Tochter unsittlich berührt", "missbrauch"),
    ("Wann wird mein Kind eingeschult?", "einschulung"),
    ("Muss mein Sohn schon in die Schule, er ist im September geboren", "einschulung"),
    ("Kann ich meine Tochter ein Jahr später einschulen lassen?", "zurueckstellung"),
    ("wie läuft die schuluntersuchung ab", "schuleingangsuntersuchung"),
    ("Mein Kind wird in der Klasse gemobbt", "mobbing"),
    ("die anderen Kinder ärgern meinen Sohn in der Schule", "mobbing"),
    ("Meine Tochter hat Bauchweh vor der Schule", "schulangst"),
    ("sie möchte nicht mehr zur schule gehen", "schulangst"),
    ("Hat mein Sohn LRS?", "lrs"),
    ("Mein Kind verwechselt Buchstaben", "lrs"),
    ("Welche Schule nach der 4. Klasse?", "schulwahl"),
    ("Schwimmkurs für Anfänger", "schwimmen"),
    ("wo kann mein kind das seepferdchen machen", "schwimmen"),
    ("Turnen für Kleinkinder", "sport"),
    ("Meine Tochter möchte Klavier lernen", "musik"),
    ("Hat die Bücherei samstags auf?", "buecherei"),
    ("Was ist in den Herbstferien los?", "ferien"),
    ("schöner Spielplatz in der Nähe", "ausflug"),
    ("Was kann man am Wochenende mit Kindern machen", "ausflug"),
    ("krabbel gruppe in brome", "krabbelgruppe"),
    ("Wir suchen eine Spielgruppe", "krabbelgruppe"),
    ("Ich würde gern andere Mütter treffen", "familienzentrum"),
    ("ich kenne hier niemanden und bin einsam", "familienzentrum"),
    ("Erste-Hilfe-Kurs am Baby", "elternkurs"),
    ("Ich möchte Deutsch lernen", "deutschkurs"),
    ("ich suche deutschkurs mit kinderbetreuung", "deutschkurs"),
    ("Ich komme aus der Ukraine und brauche Hilfe", "aufenthalt"),
    ("Mein Aufenthaltstitel läuft ab", "aufenthalt"),
    ("brauche jemanden der arabisch spricht", "dolmetschen"),
    ("Ich brauche einen Dolmetscher beim Arzt", "dolmetschen"),
    ("wir suchen eine größere wohnung", "wohnung"),
    ("Uns wurde die Wohnung gekündigt", "wohnung"),
    ("wo gibt es gebrauchte Kinderkleidung", "moebel_kleidung"),
    ("Wo ist die Tafel?", "tafel"),
    ("Ich liege im Krankenhaus, wer macht den Haushalt", "haushaltshilfe"),
    ("suche babysitter für samstag", "babysitter"),
    ("Ich habe kein Auto, wie komme ich dahin", "mobilitaet"),
    ("Wer hilft mir beim Ausfüllen von Anträgen", "sozialberatung"),
    ("Mein Mann trinkt", "sucht"),
    ("Meine Frau ist alkoholabhängig", "sucht"),
    ("Ich habe Depressionen", "depression"),
    ("Seit der Geburt bin ich nur noch traurig", "wochenbettdepression"),
    ("Ich kann mich nicht über mein Baby freuen", "wochenbettdepression"),
    ("Ich will nicht mehr leben", "seelische_krise"),
    ("meine tochter braucht einen kinderpsychologen", "kinderpsyche"),
    ("Mein Kind ist oft traurig und zieht sich zurück", "kinderpsyche"),
    ("Mein Sohn hat das Down-Syndrom", "behinderung"),
    ("Welche Hilfen gibt es für behinderte Kinder?", "behinderung"),
    ("Wie beantrage ich einen Pflegegrad für mein Kind", "pflegegrad"),
    ("Schwerbehindertenausweis beantragen", "schwerbehindertenausweis"),
    ("mein sohn braucht einen schulbegleiter", "schulbegleitung"),
    ("I-Platz im Kindergarten", "heilpaedagogik"),
    ("Muss mein Kind auf eine Förderschule?", "foerderschule"),
    ("Hallo, ich bin im 6 Monat schwanger und suche noch eine Hebame in Wesendorf", "hebamme"),
    ("Mein Mann hat seine Arbeit verloren und wir wissen nicht wie wir die Miete zahlen sollen", "wohngeld"),
    ("Hilfe mein kleiner bekommt so schlimme wutanfälle", "trotz"),
    ("Gibt es was für Kinder in den Ferien?", "ferien"),
    ("Meine Kleine lispelt und geht bald in die Schule", "logopaedie"),
    ("ich suche für meine tochter ein verein zum turnen", "sport"),
    ("Kann mir jemand mit Elterngeldantrag helfen?", "elterngeld"),
    ("Bekomme ich Kindergeld auch wenn ich arbeite", "kindergeld"),
    ("Wir sind neu nach Gifhorn gezogen, wo melde ich mein Kind für den Kindergarten an", "kita"),
    ("Ich bin mit den Nerven fertig, das Baby weint ständig", "schreibaby"),
    ("mein kind hat angst in der schule", "schulangst"),
    ("unser sohn hat eine Lese-Rechtschreib-Schwäche", "lrs"),
    ("Meine Schwiegertochter hat Wochenbettdepressionen", "wochenbettdepression"),
    ("Gibt es eine Selbsthilfegruppe für Eltern von autistischen Kindern", "autismus"),
    ("Kurs für werdende Väter", "schwangerschaft"),
    ("Ich brauch Hilfe mit Papiere vom Jobcenter", "buergergeld"),
    ("Wo kriege ich billig Babysachen", "moebel_kleidung"),
    ("Tochter 5 Jahre nässt nachts wieder ein", "einnaessen"),
    ("Meine Tochter wird im Sommer eingeschult und braucht einen Ranzen, wir haben aber kein Geld", "schulbedarf"),
    ("Mein Sohn (2) beißt in der Krippe andere Kinder", "trotz"),
    ("Sprachtherapie für 4jährigen", "logopaedie"),
    ("Ich fühle mich total überfordert mit meinen Zwillingen", "ueberforderung"),
    ("Wie komme ich an eine Haushaltshilfe", "haushaltshilfe"),
    ("mein sohn sieht schlecht", "kinderarzt"),
    ("Was zahlt die Krankenkasse wenn mein Kind krank ist und ich nicht arbeiten gehen kann", "kinderkrankengeld"),
    ("Mein Kind ist hochbegabt", "lrs"),
    ("Vorsorgeuntersuchung fürs Baby", "u_untersuchung"),
    ("Wer hilft bei Spielsucht", "sucht"),
    ("Mein Mann kifft den ganzen Tag", "sucht"),
    ("wie lange zahlt das amt unterhaltsvorschus", "unterhaltsvorschuss"),
    ("gibt es zuschuß für mittagessen kita", "mittagessen"),
    ("Umgangsrecht Großeltern", "umgang"),
    ("Ich suche eine Familienhebamme", "familienhebamme"),
    ("Meine Freundin wird von ihrem Freund geschlagen", "gewalt"),
    ("Mein Vater fasst mich an", "missbrauch"),
    ("Ich habe Angst, dass mein Mann mir die Kinder wegnimmt", "sorgerecht"),
    ("Wo kann man gebrauchte Möbel bekommen", "moebel_kleidung"),
    ("Musikalische Früherziehung ab wann", "musik"),
    ("Babyschwimmen", "krabbelgruppe"),
    ("Stadtbibliothek Öffnungszeiten", "buecherei"),
    ("Ich spreche nicht gut Deutsch wer kann übersetzen", "dolmetschen"),
    ("Gibt es Sprachkurse für Mütter", "deutschkurs"),
    ("Kind kann mit 4 noch nicht auf Toilette gehen", "sauberkeit"),
    ("meine tochter hat noch windeln mit 4", "sauberkeit"),
    ("mein sohn 10 ist nur am zocken", "medien"),
    ("Kind ist zu dick", "ernaehrung"),
    ("Wie beantrage ich Schulbegleitung", "schulbegleitung"),
    ("Heilpädagogischer Kindergarten", "heilpaedagogik"),
    ("Unser Kind hat eine Behinderung, welche Rechte haben wir", "behinderung"),
    ("Wie viel Pflegegeld gibt es", "pflegegrad"),
    ("Wohnung kündigung was tun", "wohnung"),
    ("Mutter Kind Kur beantragen", "kur"),
    ("Mein Kind braucht Nachilfe", "nachhilfe"),
    ("Wir haben Schulden und wissen nicht weiter", "schulden"),
    ("Wir leben von Grundsicherungsgeld", "buergergeld"),
    ("Wann muss ich zum Jobcenter", "buergergeld"),
    ("Das Kind meiner Nachbarin wird vernachlässigt", "kindeswohl"),
    ("Meine Tochter ritzt sich", "seelische_krise"),
    ("Trennung mit zwei Kindern", "trennungsberatung"),
    ("wie geht scheidung mit wenig geld", "trennungsberatung"),
    ("Bin überfordert mit allem, mein Sohn ist 2 und tobt nur noch", "trotz"),
    ("Wie bekomme ich einen Termin für die Einschulungsuntersuchung", "schuleingangsuntersuchung"),
    ("Wir haben einen Bescheid vom Jobcenter bekommen und verstehen ihn nicht", "buergergeld"),
    ("mein mann ist weg und hat die kinder mitgenommen", "sorgerecht"),
    ("Ab wann muss mein Kind zur Schule", "einschulung"),
    ("Mein kind kann noch nicht schwimmen", "schwimmen"),
    ("wo gibt es günstige kinderkleidung", "moebel_kleidung"),
    ("Ich arbeite im Schichtdienst, wer betreut mein Kind nachts?", "randzeiten"),
    ("Mein Baby trinkt schlecht an der Brust", "stillen"),
    ("Unser Sohn (6) liest nicht gerne und kommt im Unterricht nicht mit", "nachhilfe"),
    ("die lehrerin sagt er stört dauernd und kann sich nicht konzentrieren", "adhs"),
    ("mein kind stottert", "logopaedie"),
    ("Meine Tochter hat mit 20 Monaten nur 5 Wörter", "logopaedie"),
    ("Ich suche Anschluss an andere Mamas", "familienzentrum"),
    ("Gibt es in Wesendorf eine PEKiP Gruppe", "krabbelgruppe"),
    ("Was mache ich mit meinem Kind am Nachmittag, ich arbeite bis 17 Uhr", "hort"),
    ("Geld für den Fußballverein", "vereinsbeitrag"),
    ("Ausflug in den Tierpark mit der Kita kostet 15 euro, die habe ich nicht", "klassenfahrt"),
    ("Papa will die Kinder nicht zurückgeben", "umgang"),
    ("Wir brauchen Möbel für das Kinderzimmer", "moebel_kleidung"),
    ("Kann man das auch abends per Mail fragen?", "onlineberatung"),
    ("Wer passt auf, wenn ich Nachtschicht habe", "randzeiten"),
    ("Die Miete frisst alles auf", "wohngeld"),
    ("Ich hab solche Angst vor der Geburt", "geburt"),
    ("Mein Mann verzockt alles in der Spielothek", "sucht"),
    ("Die Kinder haben Gewalt erlebt und träumen schlecht", "gewalt_miterlebt"),
    ("Wir haben nur eine Fiktionsbescheinigung", "aufenthalt"),
    ("Ich muss bis zur Geburt liegen und habe noch ein Kleinkind", "haushaltshilfe"),
    ("Post vom Gericht, ich verstehe nichts", "rechtsberatung"),
    ("Ich weine nur noch seit er da ist", "wochenbettdepression"),
    ("Ich bin 17 und schwanger", "schwangerschaft"),
    ("Nach dem Kaiserschnitt kann ich den Haushalt nicht machen", "haushaltshilfe"),
    ("Kind mit Trisomie 21, welche Kita nimmt uns", "behinderung"),
    ("Mein Sohn soll getestet werden ob er Autist ist", "autismus"),
    ("Ist mein Kind schulreif?", "einschulung"),
    ("Ich habe meinen Sohn angeschrien und geschüttelt", "kindeswohl"),
    ("Mein Nachbar schreit seine Kinder an und schlägt sie", "kindeswohl"),
    ("er ist eifersüchtig auf seine kleine schwester", "erziehungsberatung"),
    ("Wo kann ich einen Kindersitz leihen", "moebel_kleidung"),
    ("kann man den kita platz wechseln", "kita"),
    ("Unterhalt wird nicht gezahlt", "unterhaltsvorschuss"),
    ("mein kind wurde auf dem schulhof verprügelt", "mobbing"),
    ("Ich fühle mich nach der Geburt leer", "wochenbettdepression"),
    ("Elternabend zum Thema Medien", "medien"),
    ("wir sind geflüchtet aus Syrien, wer hilft uns", "aufenthalt"),
    ("wohnung zu klein für 5 personen", "wohnung"),
    ("Unsere Tochter hat Diabetes, wer begleitet sie in der Schule", "schulbegleitung"),
    ("Mutterschutz ab wann", "mutterschaftsgeld"),
    ("was ist die u 8", "u_untersuchung"),
    ("Meine Tochter klammert beim Abgeben in der Kita", "eingewoehnung"),
    ("Kann man die Kita Gebühren erlassen bekommen", "kita_beitrag"),
]

# one slip, another spelling, another form, a compound, a compound written apart
SPELLED = [
    ("Elterngelt", "elterngeld"),
    ("eltengeld", "elterngeld"),
    ("ELTERNGELD", "elterngeld"),
    ("eltern geld", "elterngeld"),
    ("kein Elterngeld mehr", "elterngeld"),
    ("Elterngeldes", "elterngeld"),
    ("burgergeld", "buergergeld"),
    ("buergergeld", "buergergeld"),
    ("Bürgergeldantrag", "buergergeld"),
    ("Grundsicherungsgeld", "buergergeld"),
    ("Hartz IV", "buergergeld"),
    ("hartz4", "buergergeld"),
    ("Logopädin", "logopaedie"),
    ("logopaedie", "logopaedie"),
    ("Logopedie", "logopaedie"),
    ("Logopädiepraxis", "logopaedie"),
    ("Hebammen", "hebamme"),
    ("Hebahme", "hebamme"),
    ("hebamen suche", "hebamme"),
    ("Krippenplatz", "krippe"),
    ("kripenplatz", "krippe"),
    ("Kinderkrippe", "krippe"),
    ("krippen platz", "krippe"),
    ("Kitas", "kita"),
    ("Kitaplätze", "kita"),
    ("Kita-Platz", "kita"),
    ("kinder garten", "kita"),
    ("Kindergärten", "kita"),
    ("Tagesmütter", "kindertagespflege"),
    ("Tagesmuter", "kindertagespflege"),
    ("tageseltern", "kindertagespflege"),
    ("Mutter-Kind-Kur", "kur"),
    ("Mutterkindkur", "kur"),
    ("Wohngelt", "wohngeld"),
    ("Schuldenberatung", "schulden"),
    ("fruhforderung", "fruehfoerderung"),
    ("Fruehfoerderung", "fruehfoerderung"),
    ("Autisten", "autismus"),
    ("Unterhaltsvorschus", "unterhaltsvorschuss"),
    ("Schwimmkursus", "schwimmen"),
    ("Jugendamts", "jugendamt"),
    ("Schulbegleiterin", "schulbegleitung"),
]


@pytest.mark.parametrize(("text", "expected"), SAID + SPELLED)
def test_topic_is_found(text: str, expected: str) -> None:
    assert set(expected.split(",")) <= set(keys(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, guten Tag!",
        "Wie alt sind Sie?",
        "Meine Tochter ist drei Jahre alt.",
        "Wir wohnen in Wittingen.",
        "Danke, das hilft mir sehr.",
        "Wie ist das Wetter morgen?",
        "Können Sie das bitte wiederholen?",
        "Ich habe das nicht verstanden.",
        "ja, genau",
        "Zeig mir noch mehr davon",
        "Wann haben Sie geöffnet?",
        "Das ist mir zu weit weg.",
        "Gestern war ich beim Frisör.",
        "Die Unterhaltung war nett.",
        "Wir haben uns lange unterhalten.",
        "Der Kurs beginnt um 9 Uhr.",
        "Das dauert mir zu lange.",
        "Sie sucht etwas für ihren Neffen.",
        "Er suchte lange danach.",
        "Das hat geholfen.",
        "Kannst du mir einen Witz erzählen?",
        "Das vereinbaren wir später.",
        "Ich bin mitten in der Stadt.",
        "Wir ziehen das schon lange in Betracht.",
        "Das Geschäft liegt in der Mitte.",
        "Der Vertrag ist unterschrieben.",
        "Wer hat das geschrieben?",
        "Es geht um meine Nichte.",
        "Das ist nicht schlimm.",
        "Mach schneller!",
        "Der Transport kommt am Freitag.",
        "Ich schulde dir noch was.",
        "Das ist nicht so wichtig.",
        "Tauben füttern verboten",
        "",
        "?!",
        "12345",
        "😀",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Wie ist der Umgang mit Wutanfällen?", "umgang"),
        ("Mein Baby trinkt seine Flasche nicht", "sucht"),
        ("Meine Freundin sucht eine Hebamme", "sucht"),
        ("Ich kann nicht mehr arbeiten gehen", "ueberforderung"),
        ("Wir können die Miete nicht mehr zahlen", "ueberforderung"),
        ("Sie hört nicht auf zu weinen", "trotz"),
        ("Mein Kind hört schlecht", "hort"),
        ("Mein Kind hört schlecht", "trotz"),
        ("Der Kinderzuschlag kommt von der Familienkasse", "kita"),
        ("Unterhaltsvorschuss beantragen", "unterhalt"),
        ("Er zahlt keinen Unterhalt", "unterhalt"),
        ("Familienhebamme gesucht", "hebamme"),
        ("Wochenbettdepression", "depression"),
        ("Mein Sohn ist nicht krank", "ernaehrung"),
        ("Ein Kurs für Babys", "kur"),
        ("Wir wohnen zur Miete in Meine", "wohngeld"),
        ("Mit Kinderwagen kommt man nicht in den Bus", "moebel_kleidung"),
        ("Das Baby trinkt und spuckt viel", "trotz"),
        ("Betreuung in den Ferien", "ferien"),
        ("Was kostet die Kita?", "kita"),
        ("Ich bin wieder schwanger, weil die Pille versagt hat, und freue mich", "schwangerschaftskonflikt"),
    ],
)
def test_looks_like_a_topic(text: str, wrong: str) -> None:
    assert wrong not in keys(text)


def test_longest_expression_wins_and_order_is_the_texts() -> None:
    mentions = MATCHER.find("Erst Wohngeld, dann Familienhebamme, dann Wohngeld")
    assert [(mention.key, mention.need) for mention in mentions] == [
        ("wohngeld", "finanzielle_hilfen"),
        ("familienhebamme", "fruehe_hilfen"),
    ]


def test_two_topics_in_one_compound() -> None:
    assert keys("Kitaeingewöhnung") == ["kita", "eingewoehnung"]


def test_offsets_are_those_of_the_text() -> None:
    text = "Äh, die Größe der Krippengruppe?"
    (mention,) = MATCHER.find(text)
    assert text[mention.start : mention.end] == "Krippengruppe"


def test_literal_words_score_higher_than_guesses() -> None:
    def score(text: str) -> float:
        return MATCHER.find(text)[0].score

    assert score("Elterngeld") > score("Elterngeldhöhe") > score("Eltrengeld")


def test_gap_and_clause_end_of_the_notation() -> None:
    matcher = TopicMatcher(
        [
            ("schlaf", "erziehungsberatung", "schläft … nicht|!schläft … nicht gern allein"),
            ("ueberforderung", "erziehungsberatung", "kann nicht mehr ."),
        ]
    )
    assert [mention.key for mention in matcher.find("Er schläft seit zwei Wochen nachts nicht.")] == ["schlaf"]
    assert matcher.find("Er schläft. Das ist nicht schlecht.") == []
    assert matcher.find("Er schläft nicht gern allein") == []
    assert [mention.key for mention in matcher.find("Ich kann nicht mehr, Hilfe")] == ["ueberforderung"]
    assert matcher.find("Ich kann nicht mehr laufen") == []


def test_missing_column_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "topics.csv"
    file.write_text("key,name\na,b\n", encoding="utf-8")
    with pytest.raises(KeyError):
        TopicMatcher.from_csv(file)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_never_raises_and_offsets_are_valid(text: str) -> None:
    for mention in MATCHER.find(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 < mention.score <= 1


@given(st.lists(st.sampled_from([text for text, _ in SAID]), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_each_topic_once_and_without_overlap_of_the_same_words(sentences: list[str]) -> None:
    found = keys(". ".join(sentences))
    assert len(found) == len(set(found))


def test_is_fast_enough() -> None:
    sentences = [text for text, _ in SAID]
    for sentence in sentences:
        MATCHER.find(sentence)
    start = time.process_time()
    for sentence in sentences:
        MATCHER.find(sentence)
    assert (time.process_time() - start) / len(sentences) < 0.003
