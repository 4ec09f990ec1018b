"""What a report on gaps says about itself, the same on the page and on paper."""

from __future__ import annotations

from typing import Final

DEFINITIONS: Final = (
    (
        "Fragen",
        "So oft hat Lotte für Eltern gesucht. Gezählt wird je Frage, nicht je Familie: ohne Namen, ohne Worte, ohne "
        "Sitzung. Fragt jemand nach weiteren Treffern, zählt das nicht noch einmal.",
    ),
    (
        "Ohne passendes Angebot",
        "Es gab keinen Treffer, oder Lotte musste etwas weglassen, was die Eltern genannt hatten: Ort, Alter, Thema "
        "oder einen Wunsch wie „kostenlos“.",
    ),
    (
        "Angebote",
        "So viele veröffentlichte und heute gültige Angebote passen zu Bedarf, Lebensphase und Ort, nach denselben "
        "Regeln wie in der Suche. Angebote am Telefon, online und für ganz Deutschland zählen mit.",
    ),
    (
        "Lebensphase und Ort",
        "Das Alter des ersten genannten Kindes und der genannte Ort. Wer nichts genannt hat, steht in einer eigenen "
        "Spalte.",
    ),
)
SECRECY: Final = (
    "Zahlen von 1 bis 4 sind gesperrt (•): In einem Dorf kann eine Frage eine Familie sein, die jeder kennt. Damit "
    "sich eine gesperrte Zahl auch nicht ausrechnen lässt, sind weitere Zahlen gesperrt, auch größere. Eine Zahl ist "
    "überall gesperrt oder nirgends: auf der Seite, in der Datei, im Bericht und in jedem Ausschnitt."
)
MANY_HIDDEN: Final = (
    "In Klammern steht oft (•): Die Zahl ist zu klein, oder eine kleine ließe sich aus ihr errechnen. "
    "Mehr sehen Sie in einem längeren Zeitraum, ohne Ausschnitt und unter „Alle zusammen“."
)
UNFINISHED: Final = (
    "Dieser Zeitraum ist noch nicht zu Ende. Geben Sie die Zahlen erst weiter, wenn er es ist: Aus zwei Ständen "
    "desselben Zeitraums ließe sich ausrechnen, was dazwischen gefragt wurde."
)
KNOWN: Final = (
    "Lotte kennt, was im Verzeichnis steht und veröffentlicht ist. Eine Lücke kann darum auch heißen: Das Angebot gibt "
    "es, aber noch niemand hat es eingetragen."
)
NO_GAPS: Final = "In diesem Zeitraum und Ausschnitt gibt es keine Lücke, die genannt werden kann."
