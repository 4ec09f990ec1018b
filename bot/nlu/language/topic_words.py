"""Small words that decide how expressions of the topic list are compared. All folded (see `folding.fold`)."""

from __future__ import annotations

from bot.nlu.language.folding import word_set

# Never count: learners leave them out, others choose another one ("in Kita", "in die Kita", "in unsere Kita").
DETERMINERS = word_set(
    """der die das den dem des ein eine einen einem einer eines n ne nen nem ner nes mein meine meinen meinem meiner
    meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer
    ihres unser unsere unseren unserem unserer unseres unsre unsern unserm euer eure euren eurem eurer eures dieser
    diese diesen diesem dieses"""
)

# May stand between the words of an expression without changing it ("spricht immer noch nicht").
FILLERS = word_set(
    """aber allein alleine also auch bereits bisher bisschen bitte da dann denn doch eben eh eher eigentlich einfach
    etwas fast ganz gar gerade gern gerne halt heute hier immer irgendwie ja jeden jede jetzt jemals leider mal
    manchmal mehr mir momentan nie noch nun nur oft plotzlich recht richtig schon sehr seit seitdem selbst sich so
    sogar sonst staendig total uberhaupt ueberhaupt viel voll vollig wieder wirklich wohl ziemlich zurzeit zwar"""
)

CONJUNCTIONS = word_set("aber also bitte da denn dass hilfe ich mit oder seit sondern und was wegen weil wenn wir wo")

# Written for one another, as far as the expressions of the list go.
COLLOQUIAL = {
    "nich": "nicht",
    "nit": "nicht",
    "net": "nicht",
    "ned": "nicht",
    "nix": "nichts",
    "nichs": "nichts",
    "hab": "habe",
    "is": "ist",
    "kan": "kann",
    "wil": "will",
    "bekomm": "bekomme",
    "krieg": "kriege",
    "schaff": "schaffe",
    "fuers": "fuer",
    "aufs": "auf",
    "ins": "in",
    "im": "in",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "beim": "bei",
    "keins": "kein",
    "kinda": "kinder",
    "kids": "kinder",
    "kid": "kind",
    "tochta": "kind",
    **dict.fromkeys(("sohn", "sohnes", "soehne", "soehnen", "sohnemann", "bub", "jungs", "maedchen"), "kind"),
    **dict.fromkeys(("tochter", "toechter", "toechtern", "toechterchen", "zwillinge", "enkel", "enkelin"), "kind"),
    **dict.fromkeys(("kindsvater", "kindesvater", "kindvater", "papa", "papi", "erzeuger"), "vater"),
    **dict.fromkeys(("kindsmutter", "kindesmutter", "mama", "mami", "mutti"), "mutter"),
    **dict.fromkeys(("ehemann", "partner", "freund", "lebensgefaehrte", "lebensgefaehrten", "mannes"), "mann"),
    **dict.fromkeys(("exmann", "exfreund", "expartner", "exfrau"), "ex"),
    "ehefrau": "frau",
}

# Everyday words that are a slip of the thumb away from a word of the topic list, or hold one by chance.
# Words of the topic list that other languages have as well, with a meaning of their own ("kurs", "test", "baby").
INTERNATIONAL = word_set(
    """joint tablet sport instrument ukraine baby babys test kurs kid kids pass bus camp club park hobby internet tv
    name mode partner plan basar kino chor therapie operation system film computer integration migration"""
)

LOOKALIKES = word_set(
    """abgeschossen abgeschworen abreibung adaptiert adaption anfaenglich anfaenglichen angetrieben anhang antreiben
    aufenthaltsort aufenthaltsraum aufgeschoben aufgetrieben aufschlag ausgedacht ausgemacht ausgesaugt ausgetrieben
    beschimpfung beschimpfungen betreuer betrieben beziehungsweise brandstiftung caris carries caution delfin delfine
    durchschauen durchschlagen eingeben eingehandelt einlegen einschlagen engste engsten engster erbracht erzielen
    erzogen familienessen familienfeier familienfest familienname familiennamen familienvater ferry feuerwehrmaenner
    feuerwehrmann flotte flotten flotter frauenhasser freiheit fremden funkstille gebrauchen gebraucht geflogen
    gefuerchtete gefuerchteten geschickt geschieht gestellt gewaltverbrechen grenzsicherung hauptaufgabe
    hauptaufgaben hauspostille herangezogen hinterziehen hinterzieher hundebiss hundeschule instrumentalmusik kammern
    kapitalverbrechen kinderkriegen kinderlachen klammer konzentrationslager kopfschuetteln kopfzerbrechen
    kriegsverbrechen lebensunterhalt lebenswillen medikation meditation muelltrennung polizeischule rachsuechtig
    rueckmeldung runterziehen schaelen schafen schallplattenunterhalter schaltest schaltet schieben schiefen schienen
    schild schilden schilder schilt schilts schlaefen schlaegt schlagen schlauen schlechtere schlechteren schlimmen
    schlimmer schneller schnellere schnelleren schuessen schulde schuldest schuldet schuldete schulen schulfest
    schusswechsel schwager schwerverbrechen schwielen schwindeln sehnsuechtig selbstsuechtig selbstsuechtige
    selbstsuechtigen spielzuege spielzug spukt staatsanwaeltin staatsanwalt sternenkunde steuerhinterziehung
    streitsuechtig suchte suchten tablett tabletts taube tauben tourengruppen tueckisch ueberhitzung ueberlistet
    ueberziehen umfang unbegrenzt unbegrenzte unbegrenzten unterbreche unterbrechen unterbricht unterhaelt
    unterhaeltst unterhalb unterhalte unterhalten unterhalter unterhaltet unterhaltsam unterhaltung unterhaltungen
    untermalt untersuchungshaft unterziehen verbannt verfrueht verguetung verheilt verlesen vermietet vertraege
    vertrag vorlegen weihnachtsfeier weiterziehen werkstaetten"""
)
