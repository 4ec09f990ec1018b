"""Ages of children as parents write them, and the numbers that are none (LABELS.md, Ages)."""

import string
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.language.child_age import ChildMention, find_children
from bot.nlu.language.hygiene import clean

TODAY = date(2025, 11, 20)

#: One message a line: text => ranges of months, in order of appearance.
AGES = """
# Jahre
mein Sohn ist 3 => 36..47
meine Tochter ist drei => 36..47
3 => 36..47
drei => 36..47
3j => 36..47
3J. => 36..47
3 J => 36..47
3 jahre => 36..47
drei jahre alt => 36..47
3-jährige Tochter => 36..47
unsere dreijährige Tochter spricht kaum => 36..47
mein 3jähriger haut => 36..47
3 jährig => 36..47
Kind, 3 Jahre, Wittingen => 36..47
ein Jahr => 12..23
ein Jahr alt => 12..23
einjähriges Kind => 12..23
Lina ist 4 und will nicht essen => 48..59
Ben 4 spricht schlecht => 48..59
bin 19 und in der 12. woche => -7..-6
er sitzt nur am handy, 10 Jahre, Gifhorn => 120..131
meine Kinder Mia 9 und Tom 5 => 108..119, 60..71
Lea 6 und Max 2 brauchen Betreuung => 72..83, 24..35
Max (5) nässt noch ein => 60..71
Mein Sohn Max (5) nässt noch ein => 60..71
mein sohn max 5 nässt ein => 60..71
meine Kleine wird immer so wütend, sie ist 2 => 24..35
Ich habe einen Sohn. Er ist 7. => 84..95
Wie kann ich meinem 9-Jährigen bei den Hausaufgaben helfen? => 108..119
Unser Großer ist schon 8 Jahre => 96..107
mein 10 jähriger wird gemobbt => 120..131
15-jähriger Sohn kifft => 180..191
mein Sohn ist 25 und wohnt noch zuhause => 300..311
meine tochter ist sechzehn => 192..203
Enkel, 4 Jahre => 48..59
Unser Pflegekind ist 6 Jahre alt. => 72..83
Alter: 3 => 36..47
Alter 5 => 60..71
im Alter von 4 Jahren => 48..59
Kind im Alter von 6 => 72..83
Alter meines Kindes: 2 => 24..35
er trägt mit 4 noch Windeln => 48..59
Mit 3 Jahren noch nicht trocken, ist das normal? => 36..47
weil er 3 ist, darf er nicht in die Krippe => 36..47
Meine Tochter, die 5 ist, lispelt => 60..71
# halbe Jahre
3,5 => 40..44
3.5 Jahre => 40..44
3 1/2 => 40..44
3½ Jahre => 40..44
dreieinhalb => 40..44
zweieinhalb Jahre alt => 28..32
anderthalb => 16..20
eineinhalb Jahre => 16..20
1½ => 16..20
1,5 jahre => 16..20
zweieinhalbjähriger Sohn => 28..32
zwei ein halb jahre => 28..32
2 einhalb => 28..32
mein Sohn ist 4 1/2 Jahre => 52..56
drei und ein halb jahre => 40..44
# Monate, Wochen, Tage
18 Monate => 18..18
18 mon => 18..18
18mon. => 18..18
15 monate alt => 15..15
Baby 8 Monate schläft nicht durch => 8..8
Mein Baby (8 Monate) => 8..8
8-monatiges Baby => 8..8
2 jahre und 3 monate => 27..27
2 Jahre, 3 Monate => 27..27
1 Jahr 4 Monate => 16..16
sechs Wochen alt => 1..1
6 Wochen => 1..1
acht Wochen alt => 1..2
12 Wochen altes Baby => 2..3
3 Wochen alt => 0..0
3 Tage alt => 0..0
mein neugeborener Sohn ist 10 Tage alt => 0..0
sechswöchiges Baby => 1..1
ein halbes Jahr alt => 4..8
# fast, gerade, wird
fast 3 => 33..35
knapp 3 => 33..35
bald 3 => 33..35
er ist noch nicht ganz 3 => 33..35
gerade 3 geworden => 36..38
frisch 3 => 36..38
meine Tochter ist gerade erst 2 geworden => 24..26
wird bald 5 => 57..59
mein Sohn wird bald fünf => 57..59
wird 6 => 60..71
meine Tochter wird 4 => 36..47
wird im Mai 4 => 41..42
im Mai wird er 4 => 41..42
er wird 4 im Mai => 41..42
meine Tochter, die im Mai 4 wird => 41..42
wird nächsten Monat 1 => 10..11
nächsten Monat wird er 1 => 10..11
nächste Woche wird sie 2 => 23..23
sie wird nächste Woche 2 => 23..23
seit August 3 => 38..39
im März 2 geworden => 31..32
ist im märz 2 geworden => 31..32
wurde letzten Monat 3 => 36..37
ist seit kurzem 3 => 36..38
sie ist vor kurzem 4 geworden => 48..50
wird am 3.2. 5 => 57..57
# Geburt
geboren am 12.3.2023 => 32..32
geb. 12.03.23 => 32..32
mein Sohn, geb. 3/22 => 43..44
*05.2021 => 53..54
Jahrgang 2022 => 34..46
2021er => 46..58
Januar 2024 geboren => 21..22
im Januar geboren => 9..10
meine Tochter ist am 1. Februar 2020 geboren => 69..69
Tochter (12.3.2023) => 32..32
12.3.2023 => 32..32
vor 3 Wochen entbunden => 0..0
vor 6 Wochen geboren => 1..1
ich habe vor acht Wochen entbunden => 1..2
seit 6 wochen mama => 1..1
letzten Monat geboren => 0..1
# Schule
2. Klasse => 84..107
zweite Klasse => 84..107
in der zweiten Klasse => 84..107
zweitklässler => 84..107
Zweitklässlerin => 84..107
kl. 3 => 96..119
Klasse 3b => 96..119
mein Sohn ist in der dritten => 96..119
kommt in die 5. Klasse => 120..143
Erstklässler => 72..95
1.klasse => 72..95
4. Klasse, welche Schule danach? => 108..131
7. Klasse Realschule => 144..167
meine Kinder gehen in die 2. und 4. Klasse => 84..107, 108..131
Vorschulkind => 60..83
mein Sohn ist Vorschulkind => 60..83
kommt nächstes Jahr in die Schule => 60..74
kommt im Sommer in die Schule => 60..74
mein sohn kommt nächstes jahr in schule => 60..74
Mein Enkel kommt im Sommer in die Schule und ich möchte wissen, wann man ihn anmelden muss => 60..74
Einschulung nächstes Jahr => 60..74
nächstes Jahr ist Einschulung => 60..74
meine Tochter soll im Sommer eingeschult werden => 60..74
unser Sohn wurde gerade eingeschult => 72..95
sie geht in die Grundschule => 72..131
Kinder im Grundschulalter => 72..131
Mein Sohn ist 7 und geht in die 2. Klasse => 84..95
# Wörter
Kindergartenkind => 36..71
Krippenkind => 12..35
Kleinkind => 12..35
mit meinem Kleinkind => 12..35
Grundschulkind => 72..131
zwei Grundschulkinder => 72..131, 72..131
Mein Baby schreit nur => 0..11
Säugling => 0..11
Neugeborenes => 0..1
frisch entbunden => 0..1
gerade geboren => 0..1
Frühchen => 0..11
Frühchen, jetzt 5 Monate => 5..5
im 3. Lebensjahr => 24..35
# U-Untersuchungen
U7a => 33..38
u 9 => 58..66
U3 => 0..1
wir haben bald die U8 => 43..50
U4 steht an => 2..4
U5 => 5..7
u6 verpasst => 9..14
U7 => 20..25
mein Sohn ist 3, bei der U7 war alles gut => 36..47
# schwanger
schwanger => -9..0
ich bin schwanger => -9..0
im 5. Monat schwanger => -5..-4
bin im 5. monat => -5..-4
5. monat => -5..-4
im fünften Monat schwanger => -5..-4
20. SSW => -5..-4
ssw 34 => -2..-1
34. SSW => -2..-1
34+2 => -2..-1
20. Schwangerschaftswoche => -5..-4
in der 12. Woche schwanger => -7..-6
30 Wochen schwanger => -3..-2
hochschwanger => -9..0
ich erwarte ein Baby => -9..0
wir erwarten Nachwuchs => -9..0
Angebote für Schwangere => -9..0
meine Frau ist schwanger => -9..0
ET im März => -5..-4
Geburtstermin am 3.2. => -3..-2
wir bekommen im April ein Kind => -6..-5
ich (19) bin schwanger => -9..0
Bin 17 und schwanger => -9..0
schwanger im 3. Monat und Sohn 2 => -7..-6, 24..35
ich bin schwanger und habe eine 3-jährige Tochter => -9..0, 36..47
im 9. Monat schwanger => -1..0
schwanger, brauche Sachen fürs Baby => -9..0
schwanger mit Zwillingen => -9..0, -9..0
wir werden Eltern => -9..0
das Baby kommt im März => -5..-4
# mehrere Kinder
3 und 5 => 36..47, 60..71
2, 4 und 7 jahre => 24..35, 48..59, 84..95
Kinder (6, 3) => 72..83, 36..47
der Große ist 6, die Kleine 2 => 72..83, 24..35
meine zwei Kinder sind 1 und 4 => 12..23, 48..59
Zwillinge 2 jahre => 24..35, 24..35
Zwillinge und eine 5-jährige => 60..71
zweijährige Zwillinge => 24..35, 24..35
Ich habe 3 Kinder: 2, 5 und 8 Jahre alt => 24..35, 60..71, 96..107
Sohn 3, Tochter 6 => 36..47, 72..83
Tochter (4) und Sohn (7) => 48..59, 84..95
Emma (2) und Paul (5) streiten => 24..35, 60..71
meine Jungs sind 3, 5 und 7 => 36..47, 60..71, 84..95
drei- und fünfjährige Kinder => 36..47, 60..71
3 Jahre und 8 Monate alte Kinder => 36..47, 8..8
meine Kinder sind 3 Jahre und 8 Monate => 36..47, 8..8
ich habe ein Baby und einen 3-jährigen Sohn => 0..11, 36..47
unser Sohn ist vier, die Zwillinge sind anderthalb => 48..59, 16..20, 16..20
Mutter von 3 Kindern (2, 4, 6) => 24..35, 48..59, 72..83
2,4 und 7 => 24..35, 48..59, 84..95
Sohn 3 Jahre und Tochter 18 Monate => 36..47, 18..18
zwei Kinder, beide 3 => 36..47, 36..47
meine zwei sind 1 und 4 => 12..23, 48..59
einer ist 3 und einer ist 5 => 36..47, 60..71
# Tippfehler und Deutsch als Zweitsprache
3 jhare => 36..47
18 monatte => 18..18
3 jare => 36..47
3 jährgie tochter => 36..47
dreijaehrig => 36..47
fuenf jahre => 60..71
funf jahre => 60..71
schwnager => -9..0
2. klase => 84..107
mein kind 3 jahr => 36..47
sohn hat 4 jahre => 48..59
tochter 2 jahr alt => 24..35
kind alter 5 => 60..71
mein kind hat 2 jahr => 24..35
kind von 3 jahre => 36..47
drie jahre alt => 36..47
# Antworten
so um die 4 => 48..59
ungefähr 3 => 36..47
ca. 2 Jahre => 24..35
4 oder 5 => 48..71
zwischen 3 und 4 => 36..59
3-4 Jahre => 36..59
3 bis 6 Jahre => 36..83
unter 3 => 0..35
ab 6 => 72..131
er ist 3! => 36..47
ja 4 => 48..59
nein, sie ist 4 => 48..59
nicht 3 sondern 4 => 48..59
3, nein 4 Jahre => 48..59
mein Sohn Max, er ist 3, also dreijährig => 36..47
0 => 0..11
# Fürwort und Zahl: das Kind, auch wenn zuletzt ein Erwachsener oder ein Ding genannt ist
Der Kinderarzt sagt, alles ok. Er ist 2 und spricht nicht. => 24..35
Die Lehrerin ruft dauernd an. er ist 7 und kann nicht stillsitzen => 84..95
Mein Ex holt ihn nie ab, er ist 5 und weint => 60..71
mein freund trinkt. baby ist 6 wochen => 1..1
vom jobcenter kam nix. sie ist 11 und braucht einen schulranzen => 132..143
Hebamme sagt zufüttern, sie ist 4 monate => 4..4
Sie ist 11 und wiegt nur 28 kilo, isst kaum => 132..143
Welcher Raum ist frei? Sie ist ein Jahr und zwei Monate => 14..14
sein bruder ist 16, er selbst ist 12 => 192..203, 144..155
# die Zahl steht allein zwischen Kommas oder Satzenden
Kita sagt, er hört schlecht. Vier Jahre. Wohin? => 48..59
hört schlecht, 5 => 60..71
spricht kaum, fast 3 => 33..35
noch nicht ganz 3 aber schon trocken => 33..35
sohn im autismus spektrum, zehn, schulbegleitung => 120..131
die beiden zanken nur. 4 u 6. was tun => 48..59, 72..83
Kinderturnen, 3 und 5, Meinersen => 36..47, 60..71
Turnen in Brome, 4 => 48..59
Neurodermitis, 3 1/2, Brome => 40..44
# ohne Einheit oder kurz geschrieben
kind krank, 38,5 fieber, 3 jahre => 36..47
wir brauchen einen platz, sie ist noch nicht 1 => 0..11
Kann ich mit 15 zum Frauenarzt ohne Eltern => 180..191
in der 14. woche, wo melde ich mich an => -6..-5
Trampolin für 8j. => 96..107
darf sie mit 12 schon allein bus fahren => 144..155
Taschengeld mit 8 wie viel? => 96..107
Wir haben ein Neugeborenes und zwei Kleine (2 und 4) => 0..1, 24..35, 48..59
meine 2 (4/6) und ihre 2 (3/9) => 48..59, 72..83, 36..47, 108..119
Kind 1, 2 Jahre. Kind 2, 8 Monate. => 24..35, 8..8
2 Kids. 6 Jahre, 9 Monate. => 72..83, 9..9
meine tocher 4 jahre beißt => 48..59
# Geburt und Schwangerschaft
Emil (Mai 2022) und Frieda (Dez. 2023) => 41..42, 22..23
Mia ist im März 2021 geboren, Ben im August 2023 => 55..56, 26..27
Baby geboren in Celle am 04.10.2025 => 1..1
wird Silvester 3 => 34..34
Elternzeit planen, schwanger im sechsten Monat => -4..-3
Reicht mein Geld in der Schwangerschaft für Elterngeld (6. Monat)? => -4..-3
sohn 4 und bauch (20. woche) => 48..59, -5..-4
hatte vor 3 jahren eine fehlgeburt und bin jetzt in der 9. woche => -8..-7
noch ein Baby bekommen (ein Mädchen, 5 Wochen) => 1..1
Unsere U7-Maus beißt, ihr Bruder (6) auch => 20..25, 72..83
Diabetes Typ 1, 6 Jahre => 72..83
Pflegegrad 2, 4. Klasse => 108..131
"""

NO_AGES = """
# Geld, Zeit, Adresse, Nummern
Das kostet 5 Euro
30€ im Monat
3,50
3,50 Euro
um 3
um 15 Uhr
15 uhr
halb 4
8-16 uhr
von 8 bis 16 Uhr
ab 3 Uhr
Hauptstr. 5
Wir wohnen Hauptstraße 12a
38518
38518 Gifhorn
05371 82530
0151 23456789
112
am 3.5. haben wir Termin
Termin am 12.3. um 10
heute ist der 20.11.2025
3 Stunden
3 mal am Tag
2 tage die woche
5 Minuten
20 %
39 Grad Fieber
Er hat 39,5 Fieber
Größe 92
Schuhgröße 25
er wiegt 3500 g
3500 g bei der Geburt
wiegt 12 kg
1,05 m groß
100 Euro Kindergeld
250 € Kinderzuschlag
Kinderzuschlag 2026
Steuerklasse 3
§ 3
Kita-Gruppe 2
Pflegegrad 2
1. Platz
Lohnsteuerklasse 5
Danke <3
24/7
Seite 3
Stufe 2
Buslinie 4
Zimmer 3
3-Zimmer-Wohnung
4 Zimmer
2 Mahlzeiten
WhatsApp 2
Formular 5
# Dauer
seit 3 Wochen krank
seit 2 Jahren getrennt
wir warten schon 6 Monate
vor 3 Jahren
2 Jahre Elternzeit
12 Monate Elterngeld
seit 3 Jahren in Deutschland
ich warte seit 5 Monaten auf einen Platz
die Wartezeit beträgt 6 Monate
wir sind 5 Jahre verheiratet
ich bin 2 Jahre zuhause geblieben
in 2 Wochen
in 3 Monaten ziehen wir um
nach 3 Tagen
alle 2 Wochen beim Papa
jede 2. Woche
noch 3 Monate Elternzeit
6 Wochen Sommerferien
3 Jahre lang
die letzten 3 Monate
ich habe 3 Jahre gearbeitet
er ist seit 2 Wochen krank
Sie hat seit 4 Tagen Fieber
Wir leben 2 Jahre hier
3 Monate Mietschulden
er zahlt seit 6 Monaten keinen Unterhalt
der Antrag dauert 8 Wochen
meine Tochter ist seit 3 Tagen krank
# Zahl der Kinder
ich habe 3 Kinder
2 kinder
zwei kleine Kinder
Mutter von 3 Kindern
wir sind 4 Personen
wir sind zu 5.
alleinerziehend mit 2 Kindern
3 Jungs
zwei Töchter
mein drittes Kind
3. Kind
# Erwachsene
ich bin 32
Ich bin 32 Jahre alt
Ich, 34, alleinerziehend
meine Mutter ist 60
mein Mann ist 40
als 17-jährige Mutter
36 Jahre, alleinerziehend
Mama (29) sucht Anschluss
ich werde 30
meine Frau wird im Mai 30
Meine Nachbarin ist 70
ich bin 1990 geboren
# Tiere und Sachen
unser Hund ist 3
unsere Katze ist 5 Jahre alt
Wir haben einen Hund, er ist 3
das Auto ist 3 Jahre alt
der Bescheid ist 3 Monate alt
# Wörter, die kein Alter sind
kleine Kinder
mein Kind
Babysitter gesucht
Babykleidung
Babyschwimmen
Baby-Massage
Wo gibt es Babysitter?
Kindergarten
Schule
Klassenfahrt
Krankenkasse
Das ist klasse!
ich bin nicht schwanger
ich will schwanger werden
Kinderwunsch
Schwangerschaftsberatung
kein Baby
U-Bahn
U-Untersuchung
Hallo
Wer bist du?
Er war damals 3 Jahre alt
wenn er 3 wird, was dann?
bis sie 3 ist
Einschulung
# Aufenthalt, Rest einer Zeit, Rang, Noten, andere Leute
Er ist 2 Wochen bei seinem Vater, dann wieder bei mir
3 wochen bei uns zu besuch
noch ein Jahr Kita
noch 2 jahre bis zur schule
Diabetes Typ 1
Zeugnis: Deutsch 4, Mathe 5, Englisch 3
Haus 4 ist offen
Pflegegrad 3 hat er schon
Windeln 5 und Feuchttücher
er kommt in der schule nicht mit
habe kur beantragt, 3 wochen, wann kommt antwort
wie lange zahlt man elterngeld plus, 24 monate?
ich brauche 1. Formular, 2. Beratung, 3. Termin
Sprechzeiten dienstag, 9
Sind das 2 oder 3 Termine?
ein Typ, der sagt er ist 13
buskarte, 1,8 km entfernt
nehmt ihr erst mit drei
Erste Hilfe bei Babys
der Geburtstag meiner Cousine (sie ist zwei)
zwei berufstätige eltern
wir sind im Umzug (Mai 2022)
# Grammatik
im Mai
seit Mai
nächstes Jahr
"""

#: Whole messages of very different people, with and without an age.
MESSAGES = """
Hallo, ich suche für meinen kleinen Sohn (2) einen Krippenplatz in Gifhorn. => 24..35
Guten Tag, unsere Tochter Mia ist jetzt 4 Jahre alt und spricht noch sehr undeutlich, wohin können wir uns wenden? => 48..59
hi mein kind 5 jahre hat angst vor hunden => 60..71
Ich bin im 7. Monat schwanger und habe noch keine Hebamme gefunden => -3..-2
Mein Sohn geht in die dritte Klasse und kommt beim Lesen gar nicht mit => 96..119
Wir haben drei Kinder im Alter von 2, 5 und 9 Jahren und suchen eine größere Wohnung => 24..35, 60..71, 108..119
meine tochter 14 monate isst nur brei => 14..14
Unser Baby ist 7 Wochen alt und schreit jeden Abend 3 Stunden => 1..1
Bin alleinerziehend mit zwei Jungs, 6 und 8 Jahre alt, was für Geld steht mir zu? => 72..83, 96..107
Kann ich schon Elterngeld beantragen, bin in der 30. SSW => -3..-2
Mein Mann trinkt und ich habe Angst um meine Kinder (3 und 7) => 36..47, 84..95
Hilfe mein 2 jähriger hat Fieber 40 grad => 24..35
Welche Schwimmkurse gibt es für 5-Jährige in Meinersen? => 60..71
Mein Sohn wird im August eingeschult und ist noch nicht trocken => 60..74
Tochter 11 Jahre wird in der 5. Klasse gemobbt => 132..143
Ich hab vor 10 Tagen mein Baby bekommen und weine nur noch => 0..0
Ich möchte wieder arbeiten, wer betreut meinen 1jährigen? => 12..23
meine enkelin ist vier und lebt bei mir => 48..59
Was kostet die Kita in Wittingen? =>
wir sind mit 4 kindern aus syrien gekommen, seit 2 jahren hier =>
Mein Kind ist 3 Jahre und 2 Monate alt und sagt nur Mama => 38..38
Meine Große kommt nach den Sommerferien in die 5. Klasse, welche Schule? => 120..143
meine tochter ist anderthalb und beißt andere kinder in der krippe => 16..20
Gibt es in Isenbüttel eine Krabbelgruppe für Babys ab 6 Monaten? => 6..11
Mein Ex zahlt seit 5 Monaten keinen Unterhalt für unsere 6jährige Tochter => 72..83
Bei der U7a wurde gesagt dass mein Sohn zur Logopädie soll => 33..38
Ich bin 22 und schwanger und weiß nicht weiter => -9..0
Ich bin 22, in der 9. Woche schwanger => -8..-7
Der Kleine ist jetzt 10 Monate, die Große 3 1/2 => 10..10, 40..44
Suche Tagesmutter ab Februar, Kind ist dann 13 Monate => 13..13
Mein Sohn Elias wurde am 14.05.2021 geboren => 54..54
Er ist jetzt fast 4 und hat noch nie durchgeschlafen => 45..47
Unser Sohn wird nächstes Jahr im Februar 3 => 32..33
ich brauch hilfe mit antrag BuT für meine kinder 7,9,12 => 84..95, 108..119, 144..155
Zwillinge, 5 Monate, ich kann nicht mehr => 5..5, 5..5
Mein Kind hat ADHS, 8 J., was gibt es an Hilfe => 96..107
mein sohn 3. klasse will nicht mehr zur schule => 96..119
Ich suche für die Ferien eine Betreuung für meinen Erstklässler => 72..95
Meine Tochter hat im Dezember ihren 6. Geburtstag => 70..71
Ab wann kann mein Kind in den Kindergarten? =>
Wie lange bekomme ich Elterngeld, 12 oder 14 Monate? =>
mein mann arbeitet 12 stunden am tag und ich bin mit 3 kleinen kindern alleine =>
Wir wohnen in der Celler Str. 34 und suchen einen Kinderarzt =>
Kind, weiblich, 9 Monate => 9..9
mein jüngster ist noch keine 2 => 12..23
sie ist 5, wird im Januar 6 => 69..70
Meine Tochter (geb. 08/2019) soll eine Brille bekommen, zahlt die Kasse? => 74..75
Frühchen aus der 28. SSW, jetzt 4 Monate alt => 4..4
Mein Sohn (9) und meine Tochter (12) streiten nur noch => 108..119, 144..155
Mein 13jähriger Sohn ist nur noch am Handy => 156..167
Ich komme aus der Ukraine und mein Kind ist 4 jahr => 48..59
meine kinder 4 jahr und 6 jahr brauchen kindergarten und schule => 48..59, 72..83
Ich habe eine Tochter mit 8 Jahren => 96..107
mein baby 3 monat viel weinen => 3..3
meine sohn er hat 5 jahre und sprechen nicht gut => 60..71
Hilfe für Zweijährige mit Trotzanfällen => 24..35
Wo kann ich mit meinem vierjährigen Enkel basteln? => 48..59
Vorschulkinder Förderung Sprache => 60..83
Mein Sohn ist Autist, 6 Jahre, Pflegegrad 3 => 72..83
Wir erwarten im Januar unser zweites Kind => -3..-2
ET ist der 24.12. => -2..-1
kind 2,5 schläft nicht allein ein => 28..32
Unsere Kinder sind 10, 8 und 3 => 120..131, 96..107, 36..47
5 monate altes baby und 2 jähriges kleinkind => 5..5, 24..35
Mein Sohn ist gerade zwei geworden und schlägt um sich => 24..26
Brauche dringend Hilfe, mein 16-jähriger Sohn nimmt Drogen => 192..203
Ich bin 16 und mein Vater schlägt mich => 192..203
Ich habe Termin am 15.12. um 14:30 =>
Meine Schwiegermutter ist 78 und dement =>
Wir haben seit 3 Monaten einen Hund der beißt =>
Was tun bei 39,5 Fieber? Kind 1 Jahr => 12..23
Kinderturnen ab 3 Jahren in Sassenburg => 36..131
Spielgruppe für Kinder von 1 bis 3 => 12..47
Mutter-Kind-Kur mit 2 Kindern (5 und 7) => 60..71, 84..95
Kita Platz gesucht für Kind Jahrgang 2023 => 22..34
Jg. 2020, Sprachprobleme => 58..70
Wir haben 4 Jungs zwischen 3 und 11 Jahren => 36..143
meine tochter geht in die 1b und weint jeden morgen => 72..95
mein sohn kommt bald in die schule und kann nicht still sitzen => 60..74
mein Sohn ist in der vierten Klasse, Gymnasium oder Oberschule? => 108..131
Meine Tochter braucht Nachhilfe, 6. Klasse Gymnasium => 132..155
Baby 4 Monate, darf es schon Brei? => 4..4
Ich stille seit 8 Monaten und möchte abstillen =>
Mein Kind ist seit 3 Jahren in der Kita =>
Ist mein Kind mit 18 Monaten zu dick? => 18..18
Mein Sohn, 18 Monate, läuft noch nicht => 18..18
Meine Tochter läuft mit 18 Monaten noch nicht => 18..18
Hebamme für Wochenbett gesucht, Geburtstermin 20. Januar => -3..-2
Ich bin in der 38. Woche und habe starke Schmerzen => -1..0
In der wievielten Woche muss ich mich bei der Hebamme melden? =>
schwanger und 19 wer hilft => -9..0
Meine Freundin ist ungewollt schwanger => -9..0
Ich habe 2023 ein Kind verloren =>
mein großer ist sieben die kleine drei und das baby fünf wochen => 84..95, 36..47, 1..1
Wir brauchen einen Babysitter für samstags, 2 Kinder =>
Unser Sohn 2 J. 4 Mon. spricht 10 Wörter => 28..28
20 Monate alter Junge will nicht schlafen => 20..20
Ist 5 Jahre zu spät für Frühförderung? => 60..71
Mein Kind kommt in 2 Jahren in die Schule => 48..62
mein kind ist im letzten kindergartenjahr => 60..83
Kann-Kind einschulen oder nicht? => 60..74
Was macht man bei der U6? => 9..14
u 7 termin => 20..25
Ich bin neu in Gifhorn mit meiner 15 Monate alten Tochter und suche Kontakt => 15..15
Unsere Tochter besucht die 2. Klasse der Grundschule => 84..107
meine Nichte wohnt bei uns, sie ist 14 => 168..179
Bekomme im März mein drittes Kind, die anderen sind 2 und 4 => -5..-4, 24..35, 48..59
Mein Mann (35) und ich (33) wollen uns trennen, wir haben eine Tochter von 6 Jahren => 72..83
Ich arbeite 30 Stunden und suche Betreuung bis 17 Uhr für ein Grundschulkind => 72..131
Hort für Schulkinder in Gifhorn => 72..131
Was mache ich wenn mein Kind 40 Fieber hat =>
Der Sohn meiner Nachbarin, vielleicht 5, wird angeschrien => 60..71
mein bruder ist 6 und wird zuhause geschlagen => 72..83
Windeln sind so teuer, ich habe 2 Wickelkinder =>
Die Kleine ist 8 Wochen und hat Koliken => 1..2
4 jahre => 48..59
sie ist viereinhalb => 52..56
eher 5 => 60..71
ist gerade mal 3 wochen alt => 0..0
3 Kinder: 1, 3, 6 => 12..23, 36..47, 72..83
eins ist 2 und das andere 4 => 24..35, 48..59
mein Kind ist noch nicht geboren => -9..0
noch nicht geboren, 6. Monat => -4..-3
Wird im Dezember 1 Jahr => 10..11
Er wird in 2 Wochen 3 => 35..35
Sie wurde im Oktober 5 => 60..61
Mein Großer wird nächsten Sommer sechs => 62..65
Tochter im Mai 2 geworden => 29..30
Wir ziehen im Mai nach Gifhorn, Sohn 4 => 48..59
Kind 3 Jahre alt, Wohnort 38518 => 36..47
PLZ 38527, Kind 6 Monate => 6..6
telefon 05371 123456, sohn ist 9 => 108..119
Mein Sohn (3 Jahre, 95 cm) isst nichts => 36..47
100 euro für den Sportverein, Sohn 8 => 96..107
Mein Sohn ist 8 und spielt 3 mal die Woche Fußball => 96..107
Meine Tochter ist 1 Jahr alt und wacht 5 mal nachts auf => 12..23
Gibt es Ferienbetreuung für 7 bis 10 Jährige? => 84..131
Mädchen 6 Jahre sucht Turnverein => 72..83
Meine 4 Monate alte Tochter trinkt schlecht => 4..4
ich habe ein 3 monate altes baby und bin total fertig => 3..3
2 Wochen altes Baby, Nabel blutet => 0..0
Neugeborenes, 5 Tage, gelb => 0..0
Wie beantrage ich Kindergeld nach der Geburt? =>
Meine Tochter (fast 3) ist eifersüchtig aufs Baby => 33..35, 0..11
ich habe einen sohn er wird bald eins => 9..11
Moin, wir sind letzten Monat nach Gifhorn gezogen und suchen für unsere beiden Kinder (1,5 und 4 Jahre) Betreuung => 16..20, 48..59
sohn 6 schule will nicht hin => 72..83
Tochter sieben Jahre, Bettnässen, was tun? => 84..95
Ich hab grad erfahren dass ich schwanger bin, ca 6. Woche, und will das Kind nicht => -8..-7
kriege im juni ein baby was muss ich beantragen => -8..-7
Wie viel Mutterschaftsgeld bekomme ich 6 Wochen vor der Geburt? =>
3 jähriger sohn redet nur 5 wörter ist das schlimm => 36..47
habe 2 Töchter die eine ist 8 die andere 11 => 96..107, 132..143
Ich brauche eine Kur, habe 3 Kinder unter 6 => 0..71
mein sohn wird 3 im april und hat noch keinen kitaplatz => 30..31
Meine Tochter Leni, 22 Monate, läuft auf Zehenspitzen => 22..22
Ab welchem Alter zahlt man keinen Kita-Beitrag mehr? =>
Der Kinderarzt hat bei der U8 gesagt er hört schlecht => 43..50
Bin im Mutterschutz, ET 02.01., wer hilft mit Elterngeld? => -2..-1
hallo meine tochter (9 j) und mein sohn (13 j) verstehen sich nicht => 108..119, 156..167
hab 4 kids von 2 bis 12 jahren und kein geld für klassenfahrt => 24..155
Unser Kleiner ist 3,5 und hat ständig Wutanfälle => 40..44
Ich (w, 28) mit Baby 5 Mon suche Anschluss an andere Mütter => 5..5
Mein Enkel kommt im September in die 1. Klasse, gibt es Geld für den Schulranzen? => 60..74
suche logopäde fuer meine 4 jaerige => 48..59
Kind ist 9 monate und krabbelt nicht => 9..9
Mein Sohn ist 2019 geboren, wann muss er zur Schule? => 70..82
Ich bin Papa von Zwillingen, die sind jetzt 4 Monate => 4..4, 4..4
Wir sind Eltern von drei Kindern (12, 9, 2) und ich bin arbeitslos seit 3 Monaten => 144..155, 108..119, 24..35
Meine 17 jährige Tochter ist schwanger => 204..215, -9..0
meine tochter ist 17 und schwanger => 204..215, -9..0
Ich bin 15 Jahre und glaube ich bin schwanger => -9..0
Mein Sohn schläft mit 3 immer noch bei uns im Bett => 36..47
Kindergeld für mein 18-jähriges Kind in Ausbildung => 216..227
mein Kind ist 21 und studiert, Kindergeld? => 252..263
Die Kita schließt um 14 Uhr, ich arbeite bis 16 Uhr, Kind 5 => 60..71
Mein Sohn hat 38,7 Fieber und ist 8 Monate alt => 8..8
Meine Frau ist im sechsten Monat und wir sind gerade hergezogen => -4..-3
Seit der Geburt vor 5 Wochen bin ich nur noch traurig => 1..1
Seit 3 Wochen Mama und völlig am Ende => 0..0
Vor 2 Jahren wurde bei meinem Sohn (8) ADHS diagnostiziert => 96..107
mein sohn bald 6 schulfähig? => 69..71
Unsere Kinder sind 8 und 10 Monate auseinander =>
Ich hatte letztes Jahr eine Fehlgeburt in der 11. Woche =>
Mein Vater ist 82 und kümmert sich um meinen Sohn, 4 => 48..59
Kann mein Hund mit in die Kita? Er ist 2 =>
Einkommen 1200 €, 2 Kinder, 3-Zimmer-Wohnung 650 € warm =>
Bürgergeld für 1 Erwachsenen und 2 Kinder (4+6) => 48..59, 72..83
kinder 4+6 => 48..59, 72..83
Kinder: 3j, 5j, 9 Monate => 36..47, 60..71, 9..9
Sohn: 7 Jahre / Tochter: 3 Jahre => 84..95, 36..47
1 Kind, 5 Jahre => 60..71
Ich habe ein Kind, es ist 10 => 120..131
Wir haben ein Pflegekind aufgenommen, anderthalb Jahre => 16..20
Mein kleiner Mann ist jetzt ein Jahr alt und läuft schon => 12..23
meine maus ist 2 jahre und 5 monate und spricht nicht => 29..29
mein zwerg wird am samstag 1 => 11..11
Unser Kind ist 1 1/4 Jahr alt => 14..16
2 3/4 jahre alte tochter => 32..34
mein sohn ist 5 einhalb => 64..68
Ich suche PEKiP für mein 12 Wochen altes Baby => 2..3
Wo kann ich einen Babyschlafsack leihen? =>
Kleinkindgruppe in Meine? =>
Kinderbetreuung ab 7 Uhr in Meine gesucht =>
Haben Sie in der Zeit vom 1.7. bis 15.8. Ferienbetreuung? =>
Kind (m) 3 Jahre 11 Monate => 47..47
Meine Jungs, 11 und fast 9, prügeln sich => 132..143, 105..107
die lehrerin sagt mein sohn (2. klasse) hat LRS => 84..107
Mein Drittklässler kann nicht rechnen => 96..119
in klasse 4 und bald wechsel, oberschule oder IGS => 108..131
Ich will mein Kind ein Jahr zurückstellen lassen =>
Hort oder Ganztagsschule für kind ab klasse 1 => 72..95
Mein Kind hat Pflegestufe 2 und ist 7 Jahre => 84..95
Mein Sohn hat 2 Klassen übersprungen =>
Ich bin im 3. Lehrjahr und schwanger => -9..0
Ich bin 18+5 und habe Blutungen => -5..-4
ssw 12 hebamme finden => -7..-6
in der 8ten woche schwanger => -8..-7
Bin in der achtunddreißigsten Woche => -1..0
schwanger im vierten Monat, mein Freund hat mich verlassen => -6..-5
mein freund ist 19 und ich bin schwanger => -9..0
Bald kommt unser Baby, wir brauchen Erstausstattung => -9..0
Frau schwanger kind 2 jahre wohnung zu klein => -9..0, 24..35
Unser Säugling (6 Wochen) trinkt nicht => 1..1
Mein neugeborenes Baby => 0..1
meine frau hat vor 4 tagen entbunden => 0..0
seit gestern mama => 0..1
unsere Tochter kam vor drei Monaten zur Welt => 3..3
Mein Sohn kam am 3. August 2025 zur Welt => 3..3
tochter geb 15.09.2018 => 86..86
Geburtsdatum Kind: 01.01.2020 => 70..70
meine Kinder sind 2017, 2019 und 2022 geboren => 94..106, 70..82, 34..46
Kind wird im Jan drei => 33..34
Im Frühjahr wird sie 2 => 17..20
seit letzter Woche 4 => 48..48
ist letzte woche 1 geworden => 12..12
Er ist schon über 2 und sagt kein Wort => 24..35
Tochter unter einem Jahr => 0..11
mit meinen 3 Kindern (alle unter 5) => 0..59
ein 7 und ein 4 jähriges kind => 84..95, 48..59
Ich habe einen 7- und einen 10-jährigen Sohn => 84..95, 120..131
drei Söhne 4, 6, 9 => 48..59, 72..83, 108..119
von 0 bis 3 Jahren => 0..47
Vierjährige beißt => 48..59
achtjähriger hat keine freunde => 96..107
mein kind hat 4 jahre und 2 monate => 50..50
My son is 3 years old => 36..47
Ich hätte eine Frage, und zwar ist unser Sohn letzte Woche drei geworden und wir haben immer noch keinen Platz => 36..36
guten abend meine tochter ist 5 und kommt nächstes jahr zur schule, sie kann aber kein s sprechen => 60..71
Mein Mann ist 45, ich bin 38 und wir haben nach 6 Jahren endlich ein Baby bekommen, es ist 3 Monate alt => 3..3
Ich bin Oma von einem 2-jährigen Mädchen => 24..35
als mutter von einem 4 jährigen jungen weiß ich nicht weiter => 48..59
Wir bekommen 250 Euro Kindergeld und haben 2 Kinder im Alter von 8 und 12 => 96..107, 144..155
mein sohn (wird im märz 6) ist sehr schüchtern => 67..68
Elternabend am 5.12. um 19 Uhr, wer passt auf mein 1jähriges Kind auf? => 12..23
mein kind seit 2 wochen kita eingewöhnung klappt nicht 1,5 jahre => 16..20
Ich muss am 1.2. wieder arbeiten, meine Tochter ist dann 14 Monate => 14..14
ich bin alleinerziehende mama mit 3 kindern 12 9 und 4 => 144..155, 108..119, 48..59
4 kinder (14,11,7,2) => 168..179, 132..143, 84..95, 24..35
Jungs 9 und 12, Mädchen 5 => 108..119, 144..155, 60..71
Meine Kinder, 3 & 6, brauchen neue Winterjacken => 36..47, 72..83
Haben Sie Angebote für Väter mit Kindern zwischen 4 und 8? => 48..107
suche eltern kind turnen für 2 bis 3 jährige => 24..47
ich hab nen 3 monate alten säugling und nen 2jährigen => 3..3, 24..35
Unser Baby kommt in 6 Wochen, brauchen noch Hebamme => -2..-1
noch 5 wochen bis zum ET => -2..-1
Ich bin überfällig, 40+4 => 0..0
Meine Schwester (21) ist im 4. Monat schwanger und obdachlos => -6..-5
Ich bin 24, habe zwei Kinder und bin wieder schwanger => -9..0
Mein Partner hat mich geschlagen, ich bin im 8. Monat => -2..-1
Ich werde nächsten Monat Mutter => -2..-1
Wann muss ich den Geburtstermin der Krankenkasse melden? =>
Geburtsurkunde beantragen =>
Ich habe zwei Frühchen zuhause => 0..11, 0..11
Unser Frühchen kam in der 30. Woche, ist jetzt 2 Monate alt => 2..2
Meine Tochter ist drei dreiviertel => 44..46
mein kind ist 1 jahr, 8 monate => 20..20
1 J 8 M => 20..20
anderthalbjähriger => 16..20
Meine Tochter ist gut 2 Jahre alt => 24..35
Sohn ca. 4 1/2 => 52..56
rund 8 Monate => 8..8
sie ist schon 7 => 84..95
erst 2 => 24..35
meine Tochter ist nicht mehr 3 sondern schon 4 => 48..59
ne, mein Sohn ist schon 8 => 96..107
Falsch, er geht in die 2. Klasse => 84..107
ich meinte 6 monate => 6..6
das jüngste ist 6 monate, das älteste 10 jahre => 6..6, 120..131
Die Älteste ist 13, der Mittlere 10 und das Baby 1 => 156..167, 120..131, 12..23
Lukas 8, Emma 6, Ben 2 => 96..107, 72..83, 24..35
Lea, 7, hat Bauchschmerzen vor der Schule => 84..95
Meine Tochter Sophie-Marie ist 4 => 48..59
Mein Sohn Ali 6 Jahre => 72..83
Mein Kind heißt Mohammed und ist 5 Jahre alt => 60..71
Das ist Tim, 3 Jahre => 36..47
Wir sind umgezogen von Hannover 30159 nach Wesendorf, 2 Kinder 5 und 9 => 60..71, 108..119
Kreditrate 350 Euro, 3 Kinder, Schulden seit 2019 =>
Meine Stromrechnung ist 3 Monate alt =>
Ich habe 14 Tage Zeit =>
Mein Sohn war 3 Wochen im Krankenhaus =>
Der Umgang ist alle 14 Tage, Kind ist 6 => 72..83
Das Jugendamt war vor 2 Wochen da =>
Sie hat in 3 Monaten 2 kg abgenommen =>
Nach 2 Kaiserschnitten bin ich fertig =>
Ich brauche einen Kindersitz Gruppe 2 =>
Fahrrad 16 Zoll für Kind gesucht =>
Kleidung Gr. 104 gesucht =>
Tafel Gifhorn Dienstag 10-12 Uhr =>
Paragraph 35a SGB VIII =>
Bus 120 fährt nur alle 2 Stunden =>
Er schläft nur 4 Stunden pro Nacht, er ist 11 Monate => 11..11
Mein Kind isst 2 Löffel dann ist Schluss, 10 Monate alt => 10..10
Mein Sohn zählt bis 20 mit 3 Jahren => 36..47
Kinder sollen ab 3 Jahren in den Kindergarten oder? => 36..131
meine tochter wird 18 kindergeld? => 204..215
Mein Sohn, 19, Autist, was passiert nach der Schule? => 228..239
Wir suchen Tagesmutter für unsere 11 Monate alten Zwillinge => 11..11, 11..11
Drillinge, 2 Jahre => 24..35, 24..35, 24..35
unsere zwillingsmädchen kommen nächstes jahr in die schule => 60..74, 60..74
Zwillinge unterwegs, 20. ssw => -5..-4, -5..-4
Sohn 1. Klasse, Tochter Kindergartenkind => 72..95, 36..71
Meine Kinder gehen in die 1., 3. und 6. Klasse => 72..95, 96..119, 132..155
Tochter 5. Klasse, Sohn 3 Jahre => 120..143, 36..47
Förderschule ab Klasse 5? => 120..143
IGS 7. Klasse => 144..167
Viertklässlerin mit Schulangst => 108..131
mein Sohn ist gerade in die Schule gekommen => 72..95
Sie wurde letztes Jahr eingeschult => 84..107
Schulanfänger, wer zahlt Ranzen => 60..83
Unser Sohn müsste nächsten Sommer in die Schule, ist aber noch nicht so weit => 60..74
Krippenplatz für mein Kind ab 1 Jahr => 12..131
Ferienpass ab 6 Jahre => 72..131
bis 3 jahre => 0..47
über 10 => 120..131
7-8 => 84..107
7/8 jahre => 84..107
mein kind is 3 => 36..47
main sohn ist fier jahre => 48..59
mein tohter ist 2 jare => 24..35
Mein Sohn 6jahre => 72..83
tochter3jahre => 36..47
sohn(4) => 48..59
2Kinder 3+5Jahre => 36..47, 60..71
5j. alt => 60..71
5.Lebensmonat => 4..4
mein baby ist im 9. monat => 8..8
im ersten lebensjahr => 0..11
My daughter is 5 months old => 5..5
моєму синові 3 роки => 36..47
Oğlum 4 yaşında => 48..59
Servus, i hab zwei Buam mit 4 und 6 Jahr => 48..59, 72..83
Guten Morgen. Meine Tochter (5 Jahre alt, Vorschulkind) hat Probleme beim Sprechen. => 60..71
ich wohne in 38539 müden und such ne krippe für mein kleinen der ist 1 => 12..23
mein sohn 4j macht noch in die hose, normal? => 48..59
Wer hilft bei Schreibaby? 9 Wochen => 2..2
sie schreit seit 3 Wochen jeden Abend, sie ist jetzt 6 Wochen alt => 1..1
Mein Partner und ich (beide 24) erwarten unser erstes Kind => -9..0
Mein Sohn hat im Februar Geburtstag und wird 3 => 32..33
mein sohn ist im februar 3 geworden => 44..45
Wir haben am 20.11. einen Termin zur U9 => 58..66
Welche Impfungen braucht man mit 14 Monaten? => 14..14
Ab 14 Monaten in die Krippe? => 14..35
Ich gehe nach 12 Monaten wieder arbeiten =>
Nach einem Jahr Elternzeit wieder arbeiten =>
Kann ich 2 Jahre Elternzeit nehmen? =>
meine tochter hat seit 2 jahren neurodermitis sie ist 6 => 72..83
Tochter 6 J, seit 1 Jahr Diabetes => 72..83
Bei uns ist es so: Junge 7, Mädchen 4, Baby 3 Monate => 84..95, 48..59, 3..3
Tochter drei Jahre, Sohn ein Jahr => 36..47, 12..23
Mein Ältester (17) macht Ausbildung => 204..215
Unser Jüngster ist vier Monate alt => 4..4
Die Mittlere geht in die 3. Klasse, der Große in die 7. => 96..119, 144..167
Sie geht in die vierte, bald Wechsel => 108..131
Mein Neffe, 9, wohnt bei uns => 108..119
Hilfe für meine 80jährige Mutter =>
meine kinder sind 13 und 15 => 156..167, 180..191
Die Kinder sind 6 Jahre auseinander =>
Mein Mann ist seit 2 Jahren tot, die Kinder sind 5 und 8 => 60..71, 96..107
er ist vor 2 Wochen 3 geworden => 36..36
In einer Woche wird er eins => 11..11
Wird am 24. Dezember 2 => 22..22
wird zu Weihnachten 2 => 22..23
ende des monats wird sie 4 => 47..47
Mein Kind wird dieses Jahr noch 6 => 70..71
nächstes jahr wird sie 3 => 22..34
habe 2 Kinder (Junge 3 J. und Mädchen 9 Mon.) => 36..47, 9..9
Kind1 3 Jahre Kind2 5 Jahre => 36..47, 60..71
Kind 1: 3 Jahre, Kind 2: 5 Jahre => 36..47, 60..71
Kind 1 ist 3, Kind 2 ist 5 => 36..47, 60..71
Wie viel Kindergeld gibt es für das 3. Kind? =>
beim 2. Kind ist alles schwieriger =>
im 2. Stock ohne Aufzug mit Zwillingskinderwagen =>
Wir haben 60 qm für 5 Personen =>
Mein Sohn (4 Jahre) und ich (29 Jahre) suchen Wohnung => 48..59
ich 27 mama von 2 =>
Ich, 27, Mama von 2 Kids (1 + 3) => 12..23, 36..47
Bin Mama einer 8 Monate alten Tochter => 8..8
Papa eines Fünfjährigen => 60..71
Mein 2 1/2 jähriger schläft nicht durch => 28..32
2.5jährige => 28..32
zwei 1/2 Jahre => 28..32
Kind 3;6 Jahre => 42..42
18 monatiges Kleinkind => 18..18
neun monate altes baby => 9..9
ist ein Jahr und zwei Monate => 14..14
1 jahr und 2 monat => 14..14
14 Monat alt => 14..14
unser baby ist 100 tage alt => 3..3
halbes jahr alt => 4..8
ein dreiviertel Jahr alt => 8..10
Kind nicht mal 2 Jahre => 12..23
noch keine 3 jahre => 24..35
noch nicht 6 => 60..71
nicht ganz 2 => 21..23
demnächst 4 => 45..47
kurz vor 5 => 57..59
wird übermorgen 7 => 83..83
seit gestern 3 => 36..36
frischgebackene Eltern suchen Hebamme => 0..1
Gerade Mama geworden und überfordert => 0..1
Ich liege im Wochenbett und hab niemanden => 0..1
Unser Baby wurde letzte Woche geboren => 0..0
Baby am 1.11. geboren => 0..0
Bin schwanger, wann Elterngeld beantragen? => -9..0
Bin in der 25.SSW und mein Mann hat mich verlassen => -4..-3
25 ssw => -4..-3
35.Woche schwanger und Rückenschmerzen => -2..-1
8. Monat, Wassereinlagerungen => -2..-1
wir kriegen Zwillinge => -9..0, -9..0
Ich glaube ich bin schwanger, Test positiv => -9..0
habe entbunden =>
Babybett gebraucht? =>
Bin ungewollt schwanger, 15 Jahre => -9..0
Schwangerschaftsgymnastik in Gifhorn =>
Was passiert bei einer Fehlgeburt? =>
Kinderwunschklinik =>
Wir wünschen uns ein Baby =>
Mein Schulkind hat Läuse => 72..131
kiga kind haut => 36..71
Mein Kind besucht den Kindergarten und beißt =>
mein kind geht in die krippe =>
Grundschüler mit Legasthenie => 72..131
Erstklässlerin weint => 72..95
erste klasse => 72..95
Fünftklässler => 120..143
1a =>
ja =>
weiß nicht =>
keine ahnung 3 oder so => 36..47
vielleicht 2 => 24..35
öhm 4 => 48..59
vier bitte => 48..59
das große ist 4 => 48..59
3 jahre und das andere 1 => 36..47, 12..23
älteste 9 jüngste 2 => 108..119, 24..35
Wie hoch ist der Kinderzuschlag ab Januar 2026? =>
Ich verdiene 1.450 Euro netto, habe ich Anspruch auf Wohngeld? =>
Mein Mann arbeitet 40 Stunden, ich 20 Stunden =>
Die Kita hat nur bis 13 Uhr auf =>
Wir warten seit August auf einen Kitaplatz =>
Ich habe am 14.3. einen Termin beim Jugendamt =>
Kindergeld 255 Euro pro Kind, stimmt das? =>
Was steht mir bei 3 Kindern zu? =>
Mein Ex hat mich 2 mal geschlagen =>
Er hat mir vor 2 Tagen gedroht =>
Ich bin seit 4 Jahren alleinerziehend =>
Wir sind vor 5 Monaten aus Afghanistan gekommen =>
Mein Visum läuft in 3 Monaten ab =>
Mein Aufenthaltstitel ist noch 6 Monate gültig =>
Die Wohnung hat 3 Zimmer und kostet 700 Euro =>
Ich brauche bis Freitag Windeln Größe 4 =>
Seit 2 Wochen schläft er nicht mehr =>
Ich kann seit 3 Nächten nicht schlafen =>
Mein Kind hat 40 Grad Fieber =>
Mein Kind hat 3 Tage nichts gegessen =>
mein kind hat 2 wochen durchfall =>
Das Baby meiner Schwester => 0..11
Notruf 112 oder 116117? =>
Wo ist die Nummer gegen Kummer 116 111? =>
Wie viele Stunden Betreuung kriegt man, 4 oder 8? =>
Brauche Betreuung von 7:30 bis 16:30 =>
Ich suche eine Babysitterin für 2 Abende im Monat =>
Kurs über 10 Termine für Eltern =>
Mein Antrag von vor 3 Monaten ist noch offen =>
Ich habe 3 Jahre Berufserfahrung =>
Geburtsvorbereitungskurs ab wann? =>
Rückbildungskurs nach Kaiserschnitt =>
Elterngeld Plus für 24 Monate =>
Elternzeit bis zum 3. Geburtstag =>
Kann mein Mann 2 Monate Elternzeit nehmen? =>
Seit dem 1. Lockdown ist alles anders =>
Wir haben 2 Hunde und eine Katze =>
unser Hase ist 4 geworden =>
meine Eltern sind 70 und 72 =>
mein Vermieter will 3 Monatsmieten Kaution =>
Ich habe nur noch 20 Euro bis Monatsende =>
20 € für Schulausflug nicht bezahlbar =>
Wir haben 4 Mahnungen bekommen =>
Unser Jugendamt hat 2 Mitarbeiter geschickt =>
Bin 1. Mal hier =>
im 2. Lehrjahr =>
Ich wohne im 3. Stock =>
Kirchstraße 7, Isenbüttel =>
Steinweg 12 in 38518 Gifhorn =>
Wann kommt ein Kind in die Schule? =>
ab wann muss mein kind in die schule =>
Treff in der Schillerstr 2 um 10 =>
Schwangerschaftskonfliktberatung wo? =>
Ist Kinderturnen kostenlos? =>
Meine Tochter hat 3 Freundinnen verloren =>
Mein Sohn hat 2 Stunden Hausaufgaben =>
Mein Sohn braucht 5 Minuten zum Anziehen =>
Meine Tochter trinkt 3 Flaschen pro Nacht =>
Das Kind wiegt 15 Kilo =>
Mein Sohn ist 1,20 groß =>
Mein Sohn ist 120 cm groß =>
Mein Sohn hatte eine 5 in Mathe =>
sie hat eine 4 in deutsch =>
Er kommt um 3 aus der Schule =>
Mein Kind kommt um 12 nach Hause =>
Die Gruppe hat 25 Kinder und 2 Erzieherinnen =>
Mein Sohn teilt sich das Zimmer mit 2 Geschwistern =>
Seit die Kleine da ist, dreht der Große durch =>
Beim 1. Kind war alles anders =>
Mein Kind ist in der Gruppe 2 der Kita =>
Ich habe Steuerklasse 2 =>
Kinderkrankentage 15 pro Elternteil =>
Ich habe 30 Kilo zugenommen =>
In der Schwangerschaft habe ich geraucht, jetzt ist sie 4 Monate => 4..4
Meine Tochter ist 4 Monate alt und ich bin schon wieder schwanger => 4..4, -9..0
Mit 16 ein Baby bekommen und keine Hilfe => 0..11
Ich war 16 als mein Sohn kam, jetzt ist er 2 => 24..35
Als er 1 war, konnte er noch nicht laufen, jetzt ist er 2 => 24..35
bis er 3 war hat er nicht gesprochen, jetzt mit 5 stottert er => 60..71
Seit sie 4 ist hat sie Alpträume =>
Mein 6-Jähriger Sohn wurde vom 8-jährigen Nachbarskind geschlagen => 72..83, 96..107
Meine 3 jährige und mein 5 jähriger streiten => 36..47, 60..71
Ich habe einen 5jährigen Sohn und eine 12 Wochen alte Tochter => 60..71, 2..3
Suche Krabbelgruppe, Tochter geb. Mai 2025 => 5..6
Sohn geb. Dez 2021 => 46..47
Kinder geboren 2018 und 2021 => 82..94, 46..58
mein sohn ist baujahr 2020 => 58..70
Kind ist am 01.09.2019 geboren, muss es zur Schule? => 74..74
Er ist Ende Juli geboren => 3..4
wir haben ein 2020 geborenes Kind => 58..70
Meine Tochter ist 7 Jahre und 10 Monate => 94..94
Sohn 11 Monate, Tochter 11 Jahre => 11..11, 132..143
Kleinkind 20 Monate isst schlecht => 20..20
Unser Kleinkind (2) => 24..35
Kindergartenkind 4 Jahre => 48..59
Baby fast 1 => 9..11
Baby wird nächste Woche 6 Monate => 5..5
Baby knapp 5 Monate => 4..4
Baby ist 5 1/2 Monate => 5..5
Mein Sohn (4;3) spricht in Zweiwortsätzen => 51..51
Mädchen, 2. Klasse, Mathe schwach => 84..107
Kind in Klasse 1 und Kind in Klasse 3 => 72..95, 96..119
3.Klässler => 96..119
sechste klasse => 132..155
Kommt nach der Grundschule auf die IGS =>
Mein Sohn kommt im August in die Schule => 60..74
mein kind soll dieses jahr eingeschult werden => 60..74
Einschulung ist nächsten Sommer => 60..74
Unsere Tochter ist seit August in der Schule => 72..95
ET 12.04. => -5..-4
errechneter Termin: 5. Januar => -2..-1
mein Entbindungstermin ist Ende Februar => -4..-3
bin in der 6 ssw => -8..-7
Ich bin im 4 monat => -6..-5
Im dritten Monat schwanger und alleine => -7..-6
Erstes Kind unterwegs, was nun? => -9..0
in 3 wochen kommt unser baby => -1..0
Mein Baby ist da! Was muss ich beantragen? => 0..11
Unsere Tochter Emilia wurde gestern geboren => 0..0
ein- bis dreijährige => 12..47
ein- und dreijährige Kinder => 12..23, 36..47
zwischen 6 Monaten und 2 Jahren => 6..35
von 6 Monate bis 3 Jahre => 6..47
Ich habe 5 Kinder von 16 bis 2 => 24..203
Meine 1. Tochter ist 5, die 2. ist 3 => 60..71, 36..47
2 jungs 4j und 7j und 1 mädchen 9j => 48..59, 84..95, 108..119
Guten Tag, ich bin Anna, 28 Jahre alt, Mutter von Leo (3) und Mia (5 Monate). => 36..47, 5..5
Unsere Familie: Papa 35, Mama 33, Leo 3, Mia 1 => 36..47, 12..23
Ich habe ein Schreibaby => 0..11
mit einem Jahr in die Krippe => 12..23
Mama von 3 und schwanger => -9..0
am 5. mai wird er 3 => 30..30
Tagesmutter ab 8 Wochen => 1..11
mein Sohn ist 3. Er ist 3. => 36..47
Mein Sohn ist 3 und meine Tochter ist 3 => 36..47, 36..47
Liebe Lotte, unsere Jüngste (22 Monate) will partout nicht in der Krippe bleiben => 22..22
Mein Junge wird in acht Wochen vier, wo bekomme ich noch einen Kindergartenplatz her? => 46..47
Wir haben Besuch vom Jugendamt bekommen, Kinder sind 4, 6, 9 und 11 => 48..59, 72..83, 108..119, 132..143
habe ein 10 wochen altes baby und bin allein => 2..2
Sprachförderung für 5 jährigen aus Syrien => 60..71
Mein Kind kommt in die 3. Klasse und kann nicht schwimmen => 96..119
Ich bin Schwanger in der 14 Woche und arbeite als Pflegekraft => -6..-5
Welche Anträge muss ich stellen, Baby kommt Ende Januar => -3..-2
ich hab morgen U5 und weiß nicht wo => 5..7
Mein Mann hat unsere 7-jährige Tochter geschlagen => 84..95
ich suche für unsere Kinder (8/6/2) eine Ferienfreizeit => 96..107, 72..83, 24..35
Sohn 12J. raucht => 144..155
Schulbegleitung für meinen Sohn, Autismus, 1. Klasse, Meinersen => 72..95
Laufrad für 2-3jährige zu verschenken? => 24..47
Meine Tochter ist 1,5 Jahre und hat noch keine Zähne => 16..20
wann muss mein kind trocken sein? es ist 3einhalb => 40..44
Seit 5 Wochen haben wir ein Pflegekind, 14 Monate => 14..14
ab welchem monat bekommt man mutterschaftsgeld =>
meine schwester 8 und ich 12 werden geschlagen => 96..107
Ich, 12, werde in der Schule gemobbt => 144..155
ich bin 11 und habe angst vor papa => 132..143
Wir sind eine Familie mit 4 Kindern zwischen 1 und 10 Jahren => 12..131
Großeltern suchen Hilfe, Enkel 5 und 3 leben bei uns => 60..71, 36..47
Papa allein mit Tochter 9 => 108..119
Meine Zwillinge werden im September 6 und sollen in die Schule => 61..62, 61..62
Die Jungs sind beide in der 2. Klasse => 84..107
Suche Stillberatung, Kind 3 Wochen => 0..0
Hilfe, mein Säugling trinkt nicht mehr => 0..11
Mein Kind (5) hat sich den Kopf gestoßen und erbricht 3 mal => 60..71
mein 11 monate alter sohn hat eine murmel verschluckt => 11..11
Geburtsdatum 04.07.2022 => 40..40
Kind geboren 07/2022 => 39..40
seit Mai ist sie 2 => 29..30
Sie ist im Juli 1 geworden und noch nicht gelaufen => 15..16
er ist 2 Jahre 11 Monate => 35..35
Kindergeld für unser Neugeborenes beantragen => 0..1
zahlt das amt den mitgliedsbeitrag im verein? sohn 10 => 120..131
hort platz für 7 jährige => 84..95
Was kostet Hort für 2 Kinder? =>
Was ist mit meiner Rente nach 3 Jahren Erziehung? =>
Bekomme ich für 2026 noch Elterngeld? =>
Unterhalt Tabelle Stufe 2 =>
Mein Ex hat 2 Jahre nicht gezahlt =>
Wir wohnen zu sechst auf 70 qm =>
Ich war schon bei 3 Ärzten =>
Mein Kind hat 3 Wörter gesprochen =>
tochter hat eine 6 in mathe =>
Kindergarten hat 3 Wochen zu =>
Unser Haus ist 40 Jahre alt und hat Schimmel =>
Hebamme kam nur 2 mal =>
Haushaltshilfe 4 Stunden pro Woche =>
Er hat 100 Euro geklaut, er ist 13 => 156..167
mein 9 j sohn klaut => 108..119
wie lange darf ein 6 jähriger fernsehen => 72..83
handy mit 10? =>
Vater seit 2 Wochen, überfordert => 0..0
in der 2 klasse sitzen geblieben => 84..107
Mein Kind (Kindergartenkind) beißt => 36..71
"""  # noqa: E501


def rows(table: str) -> list[str]:
    """Lines of a table without headings and blank ones."""
    return [line for line in table.splitlines() if line.strip() and not line.startswith("#")]


def ranges(said: str) -> list[tuple[int, int]]:
    """ "36..47, -5..-4" -> [(36, 47), (-5, -4)]."""
    pairs = [part.strip().split("..") for part in said.split(",") if part.strip()]
    return [(int(low), int(high)) for low, high in pairs]


def months_of(text: str, today: date = TODAY) -> list[tuple[int, int]]:
    """The ranges the parser finds."""
    return [(child.min_months, child.max_months) for child in find_children(text, today)]


@pytest.mark.parametrize("row", rows(AGES))
def test_understands_an_age(row: str) -> None:
    text, said = row.rsplit(" => ", 1)
    assert months_of(text) == ranges(said)


@pytest.mark.parametrize("row", rows(MESSAGES))
def test_understands_whole_messages(row: str) -> None:
    text, said = row.rsplit(" =>", 1)
    assert months_of(text) == ranges(said)


@pytest.mark.parametrize("text", rows(NO_AGES))
def test_takes_no_other_number_for_an_age(text: str) -> None:
    assert find_children(text, TODAY) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3 Jahre", ["3 Jahre"]),
        ("ein Jahr", ["1 Jahr"]),
        ("18 Monate", ["18 Monate"]),
        ("8 Wochen alt", ["8 Wochen"]),
        ("dreieinhalb", ["3½ Jahre"]),
        ("fast 3", ["fast 3 Jahre"]),
        ("2 Jahre und 3 Monate", ["2 Jahre 3 Monate"]),
        ("zweite Klasse", ["2. Klasse"]),
        ("Vorschulkind", ["Vorschulkind"]),
        ("im 5. Monat schwanger", ["schwanger, 5. Monat"]),
        ("schwanger", ["schwanger"]),
        ("34+2", ["34. SSW"]),
        ("ET im März", ["Geburt im März"]),
        ("wird im Mai 4", ["4 Jahre (im Mai)"]),
        ("4 oder 5", ["4–5 Jahre"]),
        ("unter 3", ["unter 3 Jahre"]),
        ("U7a", ["U7a"]),
        ("Kinder (6, 3)", ["6 Jahre", "3 Jahre"]),
    ],
)
def test_labels_fit_on_a_chip(text: str, labels: list[str]) -> None:
    assert [child.label for child in find_children(text, TODAY)] == labels


def test_a_birth_date_is_shown_as_an_age_never_as_the_date() -> None:
    [child] = find_children("mein Sohn, geboren am 12.3.2023", TODAY)
    assert child.label == "2 Jahre 8 Monate"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("mein Sohn ist 3", ["Sohn"]),
        ("3-jährige Tochter", ["Tochter"]),
        ("der Große ist 6, die Kleine 2", ["Große", "Kleine"]),
        ("Mein Baby (8 Monate)", ["Baby"]),
        ("Zwillinge 2 jahre", ["Zwillinge", "Zwillinge"]),
        ("Tochter und Sohn sind 3 und 5", ["Tochter", "Sohn"]),
        ("Ich habe einen Sohn. Er ist 7.", ["Sohn"]),
        ("Unsere Älteste ist 13", ["Älteste"]),
        ("meine Jungs sind 3 und 5", ["Junge", "Junge"]),
        ("3 Jahre", [None]),
        ("ich bin schwanger", [None]),
    ],
)
def test_names_the_child_as_the_parent_does(text: str, roles: list[str | None]) -> None:
    assert [child.role for child in find_children(text, TODAY)] == roles


def test_offsets_mark_the_words_that_say_the_age() -> None:
    text = "Hallo, meine dreijährige Tochter und das Baby (8 Monate) sind krank"
    assert [text[child.start : child.end] for child in find_children(text, TODAY)] == ["dreijährige", "8 Monate"]


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("wird im Mai 4", date(2026, 5, 3), [(47, 47)]),
        ("wird im Mai 4", date(2026, 4, 30), [(46, 47)]),
        ("wird im Mai 4", date(2026, 6, 1), [(36, 37)]),
        ("nächsten Monat wird er 1", date(2026, 12, 31), [(10, 11)]),
        ("im März 2 geworden", date(2026, 3, 20), [(24, 24)]),
        ("geboren am 29.2.2024", date(2026, 2, 28), [(24, 24)]),
        ("geboren am 31.1.2026", date(2026, 2, 28), [(1, 1)]),
        ("geboren am 12.3.2023", date(2026, 3, 11), [(35, 35)]),
        ("geboren am 12.3.2023", date(2026, 3, 12), [(36, 36)]),
        ("Jahrgang 2022", date(2026, 1, 1), [(36, 48)]),
        ("ET im März", date(2026, 3, 1), [(-1, 0)]),
        ("wurde letztes Jahr eingeschult", date(2026, 3, 1), [(72, 95)]),
    ],
)
def test_relative_ages_count_from_today(text: str, today: date, expected: list[tuple[int, int]]) -> None:
    assert months_of(text, today) == expected


_WORDS = """
0 1 2 3 4 5 6 7 8 9 12 34 2022 3,5 3.5. 12.3.2023 ½ drei fünf ein halb anderthalb zweite Jahre Monate Wochen Tage alt
jährig Klasse SSW schwanger Mai wird ist seit vor Sohn Tochter Kinder Zwillinge Baby Mutter ich Hund und oder bis
nicht nein , . ( ) - + / : U7a geboren im in der nächsten Monat geworden
1.11. am Jahrgang * 05.2021 wurde entbunden ET Schule kommt zwischen unter ab fast beide Geburtstag Mama von mein
"""
_PIECES = st.sampled_from(_WORDS.split())


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map(" ".join)),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_never_raises_and_stays_within_bounds(text: str, today: date) -> None:
    previous = 0
    for child in find_children(text, today):
        assert -9 <= child.min_months <= child.max_months
        assert 0 <= child.start < child.end <= len(text)
        assert child.start >= previous
        assert child.label
        previous = child.start


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 99),
    st.sampled_from(
        ["Euro", "€", "Uhr", "Stunden", "mal", "kg", "cm", "Prozent", "%", "Minuten", "Zimmer", "Personen", "Kinder"]
    ),
    st.sampled_from(
        ["{}", "Das sind {}.", "wir brauchen {}", "seit {}", "um {}", "kostet {}", "Tagesmutter für {} gesucht"]
    ),
)
def test_an_amount_of_something_else_is_no_age(number: int, unit: str, frame: str) -> None:
    assert find_children(frame.format(f"{number} {unit}"), TODAY) == []


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 17),
    st.sampled_from(["mein Sohn ist {}", "Tochter {}", "{} Jahre alt", "{}-jährig", "Kind ({} J.)", "{}"]),
)
def test_whole_years_in_every_frame(years: int, frame: str) -> None:
    assert months_of(frame.format(years)) == [(12 * years, 12 * years + 11)]


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 40))
def test_every_week_of_pregnancy(week: int) -> None:
    [(low, high)] = months_of(f"{week}. SSW")
    assert low <= -(40 - week) / 4.345 <= high or (low, high) == (0, 0)


def test_cleaning_first_does_not_change_what_is_understood() -> None:
    for row in rows(AGES):
        text, said = row.rsplit(" => ", 1)
        assert months_of(clean(text)) == ranges(said), text


def test_a_typical_message_takes_less_than_two_milliseconds() -> None:
    messages = [row.rsplit(" => ", 1)[0] for row in rows(AGES)]
    for message in messages:
        find_children(message, TODAY)  # fills the caches of number words
    begin = time.perf_counter()
    for message in messages:
        find_children(message, TODAY)
    assert (time.perf_counter() - begin) / len(messages) < 0.01


def test_a_long_message_stays_fast() -> None:
    text = "mein Sohn ist 3 und " * 50
    begin = time.perf_counter()
    find_children(text[:1000], TODAY)
    assert time.perf_counter() - begin < 0.5


def test_a_mention_is_a_value() -> None:
    assert find_children("3 Jahre", TODAY) == [ChildMention(36, 47, "3 Jahre", 0, 7, None)]


def test_the_empty_text_has_no_children() -> None:
    assert find_children("", TODAY) == []
    assert find_children(string.whitespace, TODAY) == []
