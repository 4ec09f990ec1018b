"""Ages of children in other languages, and the numbers that are none; labels are German (LABELS.md, Ages)."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.nlu.language.ages_elsewhere
from bot.nlu.language.ages_elsewhere.finding import find_children_elsewhere, glossed
from bot.nlu.language.ages_elsewhere.table import TableError, read, table
from bot.nlu.language.child_age import find_children
from bot.nlu.language.folding import comparable
from bot.nlu.language.hygiene import clean
from bot.nlu.language.recognition import UNDERSTOOD_ELSEWHERE

TODAY = date(2025, 11, 20)
TABLES = Path(bot.nlu.language.ages_elsewhere.__file__).parent

#: One message a line: language | text => ranges of months, in order of appearance.
AGES = """
# en
en | my son is 3 => 36..47
en | My daughter is three years old => 36..47
en | 3 years old => 36..47
en | 3 => 36..47
en | she's 4 => 48..59
en | he is two and a half => 28..32
en | our 3-year-old doesn't talk => 36..47
en | my 3 yo hits other kids => 36..47
en | 18 months => 18..18
en | baby is 6 weeks old => 1..1
en | my baby is 4 months => 4..4
en | kids aged 4 and 7 => 48..59, 84..95
en | a boy (5) and a girl (8) => 60..71, 96..107
en | I'm pregnant => -9..0
en | I am 5 months pregnant => -5..-4
en | im 34 weeks pregnant => -2..-1
en | in my 7th month => -3..-2
en | baby due in March => -5..-4
en | i'm pregnant with twins => -9..0, -9..0
en | she is in second grade => 84..107
en | my son is in grade 3 => 96..119
en | he will be 4 in May => 41..42
en | he turns 4 in May => 41..42
en | almost 3 => 33..35
en | my newborn won't drink => 0..1
en | I want to get pregnant =>
en | we have been waiting for 3 months =>
en | we have lived here for 2 years =>
en | 3 weeks ago he stopped eating =>
en | in 2 weeks we move =>
en | course costs 30 euros =>
en | open till 5 pm? =>
en | I need a flat with 3 rooms =>
en | I have 3 kids =>
en | my husband is 45 =>
en | I am 32 years old =>
en | I'm 15 and my dad hits me => 180..191
en | my dog is 3 years old =>
en | every 2 hours she wakes up, 5 months => 5..5
en | twins, 8 months => 8..8, 8..8
en | toddler group near gifhorn =>
en | one year and four months => 16..16
en | my daughter just turned 3 => 36..38
en | a year and a half => 16..20
en | not 3, she is 4 => 48..59
en | my 2 year old and my newborn => 24..35, 0..1
en | I had a miscarriage in week 9 =>
en | swimming lessons for a six year old => 72..83
en | since 2 weeks my son (4) is sick => 48..59
en | she was born two weeks ago => 0..0
en | for kids between 3 and 5 => 36..71
en | call me at 12 =>
en | we are 4 people =>
en | my son has a fever of 39 =>
en | anything for 8 year olds? => 96..107
en | my 4 y/o bites => 48..59
en | 4yo and 6yo => 48..59, 72..83
en | kids (4 & 6) => 48..59, 72..83
en | expecting in April => -6..-5
en | my 3yr old => 36..47
en | 8mo old baby => 8..8
en | daughter, 7, is bullied => 84..95
en | My son starts school next year => 60..74
en | first grader needs help => 72..95
en | my first child is 4 => 48..59
en | we arrived 2 years ago with two kids, 4 and 9 => 48..59, 108..119
en | my boy's 5 => 60..71
en | son's 3 => 36..47
en | 5 year old son => 60..71
en | my twins are 3 => 36..47, 36..47
en | my two kids are 3 and 6 => 36..47, 72..83
en | she is 8 weeks => 1..2
en | my girl 2,5 years => 28..32
en | 2.5 year old => 28..32
en | daughter 2 1/2 => 28..32
en | my baby was born 3 months ago => 3..3
en | our son was born in March 2024 => 19..20
en | 9 month old baby doesn't sleep => 9..9
en | Son aged 10, daughter aged 13 => 120..131, 156..167
en | kid is 3, speaks only arabic => 36..47
en | childminder for my 1 year old => 12..23
en | my 16 year old daughter is pregnant => 192..203, -9..0
en | how much is it for 2 kids =>
en | 2 weeks holiday program =>
en | my grandson (6) lives with me => 72..83
en | my teenager of 14 smokes => 168..179
en | she is nine => 108..119
en | from what age can my child go to kindergarten =>
en | she's due in 3 weeks => -1..0
en | 20 weeks => 4..5
en | i am in my second trimester => -6..-3
en | My kids are 1, 3 and 5 years old => 12..23, 36..47, 60..71
en | two boys 3 and 5 years => 36..47, 60..71
en | one boy is 3 the other one is 6 => 36..47, 72..83
en | he just turned one => 12..14
en | ten year old nephew => 120..131
en | one daughter of 8 years => 96..107
# tr
tr | oğlum 3 yaşında => 36..47
tr | kizim 3 yasinda => 36..47
tr | üç yaşındaki kızım konuşmuyor => 36..47
tr | 18 aylık bebeğim var => 18..18
tr | 18 aylik => 18..18
tr | 3 yaşında => 36..47
tr | 5 => 60..71
tr | kızım iki buçuk yaşında => 28..32
tr | bir buçuk yaşında oğlum => 16..20
tr | hamileyim => -9..0
tr | 20 haftalık hamileyim => -5..-4
tr | 5 aylık hamileyim ebe arıyorum => -5..-4
tr | oğlum 2. sınıfa gidiyor => 84..107
tr | üçüncü sınıfta kızım var => 96..119
tr | 3 aydır iş arıyorum =>
tr | 2 yıldır Almanyadayız =>
tr | 3 hafta önce geldik =>
tr | 3 çocuğum var =>
tr | çocuklarım 2, 4 ve 7 yaşında => 24..35, 48..59, 84..95
tr | kocam 40 yaşında =>
tr | 32 yaşındayım =>
tr | 3 odalı ev arıyoruz =>
tr | 50 euro =>
tr | 6 haftalık bebeğim çok ağlıyor => 1..1
tr | ikizlerim 8 aylık => 8..8, 8..8
tr | mayısta 4 yaşına girecek => 41..42
tr | yenidoğan bebeğim => 0..1
tr | bebeğim 10 günlük => 0..0
tr | biri 3 biri 5 yaşında => 36..47, 60..71
tr | 3 ve 5 yaşlarında iki kızım var => 36..47, 60..71
tr | oğlum 3 yaşına girdi => 36..38
tr | 15 yaşındayım babam beni dövüyor => 180..191
tr | düşük yaptım 9. haftada =>
tr | 2 haftalık tatil programı =>
tr | 7 yaşındaki oğlum için yüzme kursu => 84..95
tr | kızım 1 yaş 4 aylık => 16..16
tr | 9 yaş kızıma okul => 108..119
tr | oğlum birinci sınıfa başladı => 72..95
tr | 4 ile 6 yaş arası çocuklar için => 48..83
tr | bebek 5 aylık uyumuyor => 5..5
tr | torunum 4 yaşında => 48..59
tr | kızım 10 yaşında oğlum 6 => 120..131, 72..83
tr | çocuklar 2 ve 6 yaşında => 24..35, 72..83
tr | saat 3 te gel =>
tr | anne baba kursu =>
tr | hamileliğimin 30. haftasındayım => -3..-2
tr | bebek bekliyoruz => -9..0
# ru
ru | сыну 3 года => 36..47
ru | моей дочке 2 года, не разговаривает => 24..35
ru | ребёнку полтора года => 16..20
ru | ей 5 => 60..71
ru | мой сын, 4 года, дерётся => 48..59
ru | дети 3 и 6 лет => 36..47, 72..83
ru | 3 года => 36..47
ru | 18 месяцев => 18..18
ru | малышу 3 недели => 0..0
ru | я беременна => -9..0
ru | беременна 20 недель => -5..-4
ru | на пятом месяце беременности => -5..-4
ru | я на 5 месяце => -5..-4
ru | 34 неделя беременности => -2..-1
ru | сын во втором классе => 84..107
ru | дочь учится в 3 классе => 96..119
ru | мы живём здесь 2 года =>
ru | жду уже 3 месяца =>
ru | 3 недели назад переехали =>
ru | через 2 недели =>
ru | у меня 3 детей =>
ru | мне 32 года =>
ru | мужу 40 лет =>
ru | мне 15, отец меня бьёт => 180..191
ru | трёхлетний ребёнок не говорит => 36..47
ru | 5-летняя дочь => 60..71
ru | двухмесячный малыш плачет => 2..2
ru | сыну исполнится 4 в мае => 41..42
ru | дочери почти 3 => 33..35
ru | сыну два с половиной года => 28..32
ru | 2,5 года => 28..32
ru | новорождённый не берёт грудь => 0..1
ru | двойняшки 8 месяцев => 8..8, 8..8
ru | нужна квартира 3 комнаты =>
ru | стоит 50 евро =>
ru | просыпается 5 раз за ночь, 9 месяцев => 9..9
ru | рожать в марте => -5..-4
ru | сын 10 лет и дочь 6 лет => 120..131, 72..83
ru | был выкидыш на 9 неделе =>
ru | годовалый сын => 12..23
ru | дочке год и 4 месяца => 16..16
ru | ребенку 1 год и 4 месяца => 16..16
ru | ищу кружок для ребенка 7 лет => 84..95
ru | мальчик 8 лет и девочка 5 лет => 96..107, 60..71
ru | нам 7 месяцев => 7..7
ru | внуку 6 лет => 72..83
ru | дети от 3 до 5 лет => 36..71
ru | каждые 2 часа просыпается =>
ru | первоклассник => 72..95
ru | замужем 5 лет =>
ru | сыну уже 3 года а он не говорит => 36..47
ru | трое детей: 2, 5 и 8 лет => 24..35, 60..71, 96..107
ru | ребёнок 3-х лет => 36..47
ru | сын в 4-м классе => 108..131
ru | сын идёт в школу в следующем году => 60..74
ru | срок 12 недель беременности => -7..-6
ru | сын (5) и дочь (8) => 60..71, 96..107
ru | двое детей 3 и 5 => 36..47, 60..71
ru | дочери 14 лет, курит => 168..179
# uk
uk | сину 3 роки => 36..47
uk | моїй доньці 2 роки, не розмовляє => 24..35
uk | дитині півтора року => 16..20
uk | їй 5 => 60..71
uk | мій син, 4 роки, б'ється => 48..59
uk | діти 3 і 6 років => 36..47, 72..83
uk | 3 роки => 36..47
uk | 18 місяців => 18..18
uk | малюку 3 тижні => 0..0
uk | я вагітна => -9..0
uk | вагітна 20 тижнів => -5..-4
uk | на п'ятому місяці вагітності => -5..-4
uk | 34 тиждень вагітності => -2..-1
uk | син у другому класі => 84..107
uk | донька вчиться в 3 класі => 96..119
uk | ми живемо тут 2 роки =>
uk | чекаю вже 3 місяці =>
uk | 3 тижні тому переїхали =>
uk | через 2 тижні =>
uk | у мене 3 дітей =>
uk | мені 32 роки =>
uk | чоловіку 40 років =>
uk | мені 15, батько мене б'є => 180..191
uk | трирічна дитина не говорить => 36..47
uk | 5-річна донька => 60..71
uk | двомісячне немовля плаче => 2..2
uk | сину виповниться 4 у травні => 41..42
uk | доньці майже 3 => 33..35
uk | сину два з половиною роки => 28..32
uk | новонароджений не бере груди => 0..1
uk | двійнята 8 місяців => 8..8, 8..8
uk | коштує 50 євро =>
uk | прокидається 5 разів за ніч, 9 місяців => 9..9
uk | син 10 років і донька 6 років => 120..131, 72..83
uk | був викидень на 9 тижні =>
uk | гурток для дитини 7 років => 84..95
uk | хлопчик 8 років і дівчинка 5 років => 96..107, 60..71
uk | нам 7 місяців => 7..7
uk | онуку 6 років => 72..83
uk | діти від 3 до 5 років => 36..71
uk | першокласник => 72..95
uk | троє дітей: 2, 5 і 8 років => 24..35, 60..71, 96..107
# pl
pl | mój syn ma 3 lata => 36..47
pl | moj syn ma 3 lata i nie mowi => 36..47
pl | córka 5 lat => 60..71
pl | trzylatek gryzie => 36..47
pl | 3-letnia córka nie mówi => 36..47
pl | ma półtora roku => 16..20
pl | 18 miesięcy => 18..18
pl | 3 lata => 36..47
pl | dzieci 3 i 5 lat => 36..47, 60..71
pl | jestem w ciąży => -9..0
pl | jestem w 5 miesiącu ciąży => -5..-4
pl | w 34 tygodniu ciąży => -2..-1
pl | 20 tydzień ciąży => -5..-4
pl | syn chodzi do 2 klasy => 84..107
pl | córka w trzeciej klasie => 96..119
pl | mieszkamy tu 2 lata =>
pl | czekam już 3 miesiące =>
pl | 3 tygodnie temu przyjechaliśmy =>
pl | mam 3 dzieci =>
pl | mam 32 lata =>
pl | mąż ma 40 lat =>
pl | mam 15 lat i tata mnie bije => 180..191
pl | niemowlę 5 miesięcy płacze => 5..5
pl | bliźniaki 8 miesięcy => 8..8, 8..8
pl | syn skończy 4 w maju => 41..42
pl | córka ma prawie 3 lata => 33..35
pl | noworodek nie chce pić => 0..1
pl | ma dwa i pół roku => 28..32
pl | szukam mieszkania 3 pokoje =>
pl | kosztuje 50 euro =>
pl | rodzę w marcu => -5..-4
pl | syn 10 lat i córka 6 => 120..131, 72..83
pl | moja mała ma 6 tygodni => 1..1
pl | roczne dziecko => 12..23
pl | rok i 4 miesiące => 16..16
pl | zajęcia dla siedmiolatka => 84..95
pl | za 2 tygodnie =>
pl | mam dwóch synów 3 i 6 lat => 36..47, 72..83
pl | wnuczka ma 4 latka => 48..59
pl | dwójka dzieci, 2 i 7 => 24..35, 84..95
pl | syn (7) i córka (9) => 84..95, 108..119
pl | dzieci w wieku 3 i 6 lat => 36..47, 72..83
pl | pierwszak => 72..95
pl | od 3 miesięcy nie śpi =>
pl | spotkania dla mam =>
# ar
ar | ابني عمره 3 سنوات => 36..47
ar | بنتي عمرها سنتين => 24..35
ar | عمره سنة ونص => 16..20
ar | ابني عمره خمس سنوات => 60..71
ar | طفلي عمره ٣ سنوات ولا يتكلم => 36..47
ar | ابنتي 4 سنوات => 48..59
ar | 3 سنوات => 36..47
ar | 18 شهر => 18..18
ar | عمره شهرين => 2..2
ar | أنا حامل => -9..0
ar | حامل في الشهر الخامس => -5..-4
ar | انا حامل 20 اسبوع => -5..-4
ar | ابني في الصف الثاني => 84..107
ar | بنتي صف ثالث => 96..119
ar | منذ 3 أشهر ننتظر =>
ar | نعيش هنا منذ سنتين =>
ar | عندي 3 أولاد =>
ar | عمري 32 سنة =>
ar | زوجي عمره 40 سنة =>
ar | عمري 15 سنة وأبي يضربني => 180..191
ar | توأم عمرهم 8 أشهر => 8..8, 8..8
ar | عندي ولدين 3 و 6 سنوات => 36..47, 72..83
ar | بنت 4 وولد 9 => 48..59, 108..119
ar | المولود الجديد لا يرضع => 0..1
ar | الرضيع عمره 5 أشهر يبكي كثيرا => 5..5
ar | نبحث عن شقة 3 غرف =>
ar | الثمن 50 يورو =>
ar | قبل 3 أسابيع انتقلنا =>
ar | بعد أسبوعين =>
ar | عمرها سنتين ونص => 28..32
ar | سنة ونصف => 16..20
ar | ابني الكبير عمره 8 والصغير 3 => 96..107, 36..47
ar | عمره تقريبا 3 سنوات => 33..35
ar | موعد الولادة في آذار => -5..-4
ar | كل ساعتين تصحى =>
ar | عندي طفل عمره سنة => 12..23
ar | طفل بعمر 4 سنوات => 48..59
ar | ابني 10 سنين => 120..131
en | my eldest is 9 and my youngest 4 => 108..119, 48..59
en | 5yr old twins need a club => 60..71, 60..71
en | our fourth grader is scared of the new school => 108..131
en | a 4-month-old who won't latch => 4..4
en | born in 2022, still no kita place => 34..46
en | three kids 4, 7 and 9 => 48..59, 84..95, 108..119
en | She's 3 and a half years => 40..44
en | my 11yo refuses school => 132..143
en | I have a 7 week old and a toddler => 1..1, 12..35
en | son 6, daughter 3 => 72..83, 36..47
en | our little one turned 1 last week => 12..14
en | mother of a 5 year old with autism => 60..71
en | my daughter (2nd grade) is being bullied => 84..107
en | she is going to be 3 in January => 33..34
en | 13 year old, cutting => 156..167
en | my baby girl is 11 weeks => 2..2
en | pregnant with my second, first is 2 => -9..0, 24..35
en | Our kids are eight and ten => 96..107, 120..131
en | she is in kindergarten, 5 => 60..71
en | grandson is six months => 6..6
en | he's nearly two and not walking => 21..23
en | I am 19 and pregnant => -9..0
en | foster child, 8 years, since last month => 96..107
en | my step daughter 14 => 168..179
en | 6-month-old, formula => 6..6
pl | dla 7-latki => 84..95
pl | z 3 latkiem => 36..47
pl | dziecko 4 l. => 48..59
pl | córka idzie do 1 klasy we wrześniu => 72..95
pl | termin w czerwcu, szukam położnej => -8..-7
pl | mamy syna (6) i córkę (2,5) => 72..83, 28..32
pl | syn 14 miesięcy nie chodzi => 14..14
pl | jestem w 30 tygodniu ciąży => -3..-2
pl | moja córeczka skończyła roczek => 12..14
pl | synek ma 2,5 roku => 28..32
pl | mój synek ma dwa latka i trzy miesiące => 27..27
pl | mam 5 letnie bliźniaki => 60..71, 60..71
pl | dzieci: 4 i 9 lat => 48..59, 108..119
pl | syn w 4 klasie => 108..131
pl | czwartoklasista => 108..131
pl | mam synka 3 lata i córeczkę 8 miesięcy => 36..47, 8..8
pl | dziecko 18 m-cy => 18..18
pl | jestem w 7 mies. ciąży => -3..-2
pl | jestem w czwartym miesiącu => -6..-5
pl | chłopiec lat 9 => 108..119
pl | mam 17 lat i jestem w ciąży => -9..0
pl | dla dziecka w wieku 5 lat => 60..71
pl | córka ma 3,5 roku => 40..44
pl | ma 11 lat => 132..143
pl | nastolatka 13 lat => 156..167
ru | сыну 3,5 года => 40..44
ru | ребенок 2.5 года => 28..32
ru | я на 30 неделе, ищу акушерку => -3..-2
ru | дочка пошла в первый класс => 72..95
ru | нам 3 месяца => 3..3
ru | двойня, 4 месяца => 4..4, 4..4
ru | ребенку год и 8 => 20..20
ru | сын 4 класс => 108..131
ru | подростку 15 лет => 180..191
ru | ищу садик для дочки 3х лет => 36..47
ru | трое деток 1, 4 и 7 => 12..23, 48..59, 84..95
ru | скоро рожать, 38 недель => 8..9
ru | сын родился в марте 2024 => 19..20
ru | внук 5 лет => 60..71
ru | у меня сын 6 лет и дочь 3 года => 72..83, 36..47
ru | ребенок 7 лет, первый класс => 84..95
ru | жду второго ребенка, первому 2 года => 24..35
ru | мальчику 11 => 132..143
ru | мальчик 4-х лет не говорит => 48..59
uk | донька 3,5 роки => 40..44
uk | сину рік і вісім => 20..20
uk | двоє діток 3 і 6 => 36..47, 72..83
uk | дитина 5-ти років => 60..71
uk | я на 30 тижні вагітності => -3..-2
uk | син піде в перший клас => 72..95
uk | хлопчик 4 рочки => 48..59
uk | моїй донечці 8 місяців => 8..8
tr | 7 ve 10 yaşlarında iki oğlum => 84..95, 120..131
tr | oğlum 3,5 yaşında => 40..44
tr | 35 haftalık gebeyim => -2..-1
tr | kızım 1. sınıfa başlayacak => 72..95
tr | üç çocuk 2 5 8 yaşında => 24..35, 60..71, 96..107
tr | bebeğimiz 40 günlük => 1..1
tr | doğum martta => -5..-4
ar | ابني عمره 3 ونص => 40..44
ar | بنتي بالصف الرابع => 108..131
ar | عندي طفلين 4 و 7 => 48..59, 84..95
ar | حامل بالاسبوع 30 => -3..-2
ar | ابنتي عمرها ثلاث سنوات ونصف => 40..44
ar | طفلي 10 أشهر => 10..10
ar | ولدي 11 سنة => 132..143
ar | بنت عمرها 14 سنة => 168..179
ar | ابني في الصف الأول الابتدائي => 72..95
"""


@pytest.mark.parametrize("line", [line for line in AGES.strip().splitlines() if not line.startswith("#")])
def test_ages(line: str) -> None:
    said, _, expected = line.partition("=>")
    language, _, text = said.strip().partition(" | ")
    found = find_children_elsewhere(clean(text), language, TODAY)
    assert ", ".join(f"{child.min_months}..{child.max_months}" for child in found) == expected.strip()


@pytest.mark.parametrize(
    ("language", "text", "label", "said", "role"),
    [
        ("en", "our son is 3 years old", "3 Jahre", "3 years old", "Sohn"),
        ("tr", "kızım 18 aylık", "18 Monate", "18 aylık", "Tochter"),
        ("ru", "сыну полтора года", "1½ Jahre", "полтора года", "Sohn"),
        ("uk", "донька у 2 класі", "2. Klasse", "2 класі", "Tochter"),
        ("pl", "jestem w 20 tygodniu ciąży", "20. SSW", "w 20 tygodniu ciąży", None),
        ("ar", "ابني عمره سنتين", "2 Jahre", "سنتين", "Sohn"),
    ],
)
def test_label_is_german_and_offsets_are_the_message_s(
    language: str, text: str, label: str, said: str, role: str | None
) -> None:
    [child] = find_children_elsewhere(text, language, TODAY)
    assert (child.label, child.role) == (label, role)
    assert said in text[child.start : child.end] or text[child.start : child.end] in said


def test_gloss_leads_back_to_the_message() -> None:
    line = glossed("my son, 3, in Gifhorn", "en")
    assert line.german == "mein sohn, 3, in xqx"
    assert line.source(line.german.index("xqx"), len(line.german)) == (14, 21)
    assert line.target(3, 6) == [(5, 9)]


def test_prefixes_and_suffixes_come_off() -> None:
    assert glossed("بنت وولد", "ar").german == "tochter und junge"
    assert glossed("my son's 3", "en").german == "mein sohn ist 3"


def test_spellings_are_compared_without_accents() -> None:
    assert comparable("Yaşında") == comparable("yasinda")
    assert comparable("أشهر") == comparable("اشهر")
    assert comparable("й") != comparable("и")


@pytest.mark.parametrize("language", UNDERSTOOD_ELSEWHERE)
def test_no_line_of_a_table_is_written_twice(language: str) -> None:
    """YAML would silently keep the last one."""
    content = (TABLES / f"{language}.yml").read_text(encoding="utf-8").split("\nworte:\n")[1]
    keys = Counter(re.findall(r"^  ([^#\s].*?): ", content, flags=re.MULTILINE))
    assert [key for key, count in keys.items() if count > 1] == []
    assert table(language).phrases


def test_a_table_must_keep_its_numbers() -> None:
    with pytest.raises(TableError, match="Zahlen"):
        read({"zahlen": {}, "ordnungszahlen": {}, "worte": {"0 jahre": "rok temu"}})


@given(st.sampled_from(UNDERSTOOD_ELSEWHERE), st.text(max_size=120))
def test_never_raises_and_offsets_fit(language: str, text: str) -> None:
    text = clean(text)
    for child in find_children_elsewhere(text, language, TODAY):
        assert 0 <= child.start < child.end <= len(text)
        assert child.min_months <= child.max_months


@given(st.integers(1, 10))
def test_every_language_says_the_same(age: int) -> None:
    [german] = find_children(f"mein Sohn ist {age} Jahre alt", TODAY)
    said = {
        "en": f"my son is {age} years old",
        "tr": f"oğlum {age} yaşında",
        "ru": f"моему сыну {age} лет",
        "uk": f"моєму сину {age} років",
        "pl": f"mój syn ma {age} lat",
        "ar": f"ابني عمره {age} سنوات",
    }
    for language, text in said.items():
        [child] = find_children_elsewhere(text, language, TODAY)
        assert (child.min_months, child.max_months) == (german.min_months, german.max_months), text
