"""Names that are given often in Lower Saxony, and words that stand where a name could stand. All in lower case.

General knowledge, not taken from any register; names that are everyday words ("Mai", "Rose", "Mark", "Heide") are left
out of the first list.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_NAMES = _words(
    """aaron abdul abdullah abdulrahman achim adam adele adrian agnes agnieszka ahmad ahmed ahmet aisha ajla alena
    alessandro alessia alex alexa alexander alexandra alexej alexey ali alia alina alisa aliyah alma almira amal
    amelie amin amina amira amir amirah amy ana anastasia anastasija anatoli andre andré andrea andreas andrej andrii
    andrzej anett anette angela angelika angelina anika anita anja anka ann anna annabell anne annegret annelie
    anneliese annemarie annette annika anni anny ansgar anton antonia antonio antje anya arda ariana ariane arian
    arif arina armin arne arthur artem artur arya aslı asli asma astrid atakan aurelia ava avin axel ayaz aylin ayla
    ayse ayşe aysel aysenur azad azra baran barbara bärbel bastian beata beate beatrice beatrix ben benedikt benjamin
    bennet benno bernd bernhard berta bettina bianca bilal birgit birgül birte bjarne björn boris bo brigitte britta
    bruno burak burkhard can carina carl carla carlo carlotta carmen carola carolin caroline carsten caspar cedric
    celina celine cem ceylin chantal charlotte chiara chloe chris christel christiane christin christina christine
    christoph christopher claas clara clarissa claudia clemens colin conny constantin cora corinna cornelia dagmar
    dalia damian daniel daniela danilo danny daria darian darius dario dariusz david dean debora denis deniz dennis
    derya detlef diana diego dieter dietmar dilan dilara dina dirk dmitri dmitrij dmytro dominic dominik dorina doris
    dorota dorothea dorothee dustin dunja dylan ebru eckhard edda edgar edith eduard eileen ela elena eleonora
    elfriede elham elias elif elina eliano elina elisa elisabeth elke ella elli ellen elmar elsa elsbeth emanuel
    emely emil emilia emilie emilio emily emin emir emira emma emmi emmy enes enis enno enrico ensar eray erdal erdem
    eren erich erik erika erkan erna erwin esat esila esma esra esther eva evelin evelyn ewa eylül fabian fabienne
    fadi faisal farah farid fatih fatima fatma fatme felicia felicitas felina felix ferdinand ferhat fiete filip
    filiz finja finn fiona florentine florian florin franka franz franziska frauke freja freya frida frieda
    friederike friedhelm friedrich fritz furkan fynn gabi gabriel gabriela gabriele galina georg gerald gerd gerda
    gerhard gero gertrud gesa gisela gitta giulia gizem gökhan gönül gregor greta grete gudrun günter günther guido
    gülsen gustav hadi hakan halil halina hamid hamza hana hanife hanna hannah hannelore hannes hans harald harun
    hasan hassan hatice hauke havin heidi heidrun heiko heike heiner heinrich heinz helen helena helene helga hella
    helmut hendrik henning henri henriette henrik henry hermann herbert hilal hilda hilde hiba holger horst hubert
    hugo hussein hüseyin ian ibrahim ida igor ihsan ilias ilayda ilham ilja ilka ilkay ilona ilse ilyas imke imran
    ina ines inga inge ingeborg ingo ingrid inka insa irena irene irina iris irma isabel isabell isabella isabelle
    ismail ismet isra ivan iwan iwona jacek jacqueline jakob jamal jamila jan jana janek janet janina janine janis janka
    jannes jannik jannis jannika jaqueline jarne jasmin jasmina jason jasper jaroslaw jayden jean jeanette jenny
    jennifer jens jeremias jeremy jerome jessica jessika jil jill jim joachim joana joanna jochen joel joelle johann
    johanna johannes john jolanda jolina jona jonah jonas jonathan jordan jörg jörn jörgen josef josefine joseph
    josephine joshua joy josie judith jule jülia julia julian juliana juliane julie julien juliet julina julius juna
    jürgen justin justus jutta kaan kadir kai karim karin karina karl karla karlotta karolina karoline karsten kaspar
    katarina katarzyna katharina kathi kathleen kathrin katja katrin kay kemal kenan kerem kerim kerstin kevin
    khadija khaled khalid kian kiara kilian kim kira kirsten kjell klaas klara klaudia klaus knut konrad konstantin
    kristian kristin kristina kubilay kurt laila lana lara larissa lars lasse laura laurenz laurin lavin lea leah
    leandro leana leart lejla lena lene leni lenia lenja lenn lennard lennart lennox lenny leo leon leona leonard
    leonardo leonhard leonie leonora leopold leif letizia levi levin leyla lia liam lian liana lidia lieselotte lilia
    lilian liliana lilith lilli lilly lily lina linda linn linus linnea lio lion lisa lisbeth liselotte lisbet livia
    liv liya loki lola lorena lorenz loris lothar lotta lou louis louisa louise luan luana luca lucas lucia lucie
    lucy ludmila ludwig luis luisa luise luiz luka lukas luk luna lutz lydia lyudmyla maciej madita madlen mads magda
    magdalena mahmoud mahmut maik maike maja malea malak malgorzata malia malik malin malina malte mandy manfred
    manja manuel manuela mara marc marcel marcin marco marcus marek mareike maren margarete margarethe margot margit
    margitta margret maria mariam mariana marianne marie marieke marija marika mariella marietta marija marina mario
    marion marit marius marko markus marla marleen marlen marlene marlies marlon marta marten martha martin martina
    marvin marwa marwan maryam marzena mascha massimo mathea mathias mathilda mathilde mathis mats matti matteo
    matthias matthis matthäus mattis maurice max maxim maxime maximilian maya mehmet melanie melek melike melina
    melis melisa melissa mercan merle meral mert merve merten meryem metin mia micha michael michaela michal michel
    michelle mika mike mikail mikael mila milan milas milena milla milo mina mira miran miray mirco miriam mirja
    mirjam mirko mohamad mohamed mohammad mohammed moritz mona monica monika monique mats muhammad muhammed murat
    musa mustafa nabil nada nadia nadine nadja nadiia nael nahla naila najib nancy naomi narin nasrin natalia natalie
    natalja natascha nathalie nathan natallia nele nelly nesrin nevio nick nico nicola nicolai nicolas nicole niels
    nika nikita niklas niko nikola nikolai nikolaus nikolas nils nina nisa noah noam noel noemi nora norbert norina
    nour noor nuray nurcan nuri nursel nina ole oleg oleh oleksandr oleksandra olena oleksii olga oliver olivia omar
    ömer ömür onur orhan oskar osman oscar ostap otis otto özgür özlem pascal patricia patrick patrizia patryk paul
    paula pauline pavel pavlo pelin petra peter petr petros phil philip philipp philippa phillip phoebe pia piet
    piotr polina quentin rabia rachel radoslaw rafael raik raina rainer raisa ralf ralph ramazan rami ramona rana
    ranja raphael rasmus raul rayan rebecca rebekka regina regine reiner reinhard reinhold rena renata renate rene
    rené ria ricarda riccardo richard rieke rita robert robin rojin roland rolf romina romy ronja ronny rosalie
    rosemarie rosi roswitha roxana ruben rüdiger rudi rudolf ruslan ruth ryan saad saba sabina sabine sabrina sadia
    sahra saida said salih salim salma salome sam sama sami samia samir samira samuel sandra sandro sanja saphira
    sara sarah sascha saskia sebastian seda sedat selim selin selina selma semih semra senay serap serdar sergei
    sergej sergey serhii serhat serkan sevda sevgi sevim shirin shahd sibel sibylle sienna sigrid silas silja silke
    silvana silvia simeon simon simona simone sina sinan sinem sofia sofie sofiia solveig sonja sönke sören sophia
    sophie stanislaw stefan stefanie steffen steffi stella stephan stephanie sude suleyman süleyman suhail sunay
    susann susanna susanne sven svenja svetlana svitlana swantje swetlana sylvia sylwia tabea taha tahir talia tamara
    tamer tami tamina tanja tarek tarik tatjana tatiana tetiana tessa thea theo theodor theresa therese thies thilo
    thomas thore thorben thorsten tilda tilman till tilo tim timm timo timon timur tina tino tizian tjark tobias
    tolga tom tomas tomasz tomke tommy toni torben torsten tristan tuana tugba tülay tyler udo ugur uli ulf ulla
    ulrich ulrike umut ursel ursula ute uwe vadim valentin valentina valeria valerie valeriia vanessa vasyl vera
    verena veronika victor victoria viktor viktoria viktoriia vincent vincenzo vitali vivian vivien vladimir volker
    volodymyr wael waldemar walter waltraud werner wiebke wilfried wilhelm willi willy wilma wladimir wojciech
    wolfgang xaver xenia yagmur yahya yan yana yannick yannik yannis yara yasemin yasin yasmin yasmina yassin yulia
    yuliia yunus yuri yurii yusef yusuf yvonne zahra zain zainab zara zeki zehra zeinab zeynep zoe zoey zoya zofia
    zuzanna"""
)

SURNAMES = _words(
    """abdullah ahmadi ahmed ahrens albers albrecht ali alhamad almohammad alsayed arnold arslan aslan aydin aydın
    bach bachmann barth bartels bauer baumann bayer bayram beck becker behrends behrens benz berg berger bergmann
    beyer bode böhm böttcher borchers brandes brandt braun brinkmann bruns buchholz busch bulut çelik celik cetin
    çetin christ coskun demir demirci dietrich dietz doğan dogan dreyer ebert eggers ehlers engel erdogan ernst
    fiedler fischer frank franke friedrich fricke fuchs geiger gerlach giese graf groß gross günther guenther haas
    hahn hamann hansen harms hartmann hartwig haupt heine heinemann heinrich heinz heise heinze hennig herrmann
    hermann hildebrandt hinz hoffmann hofmann horn huber hussein hübner ibrahim ivanov jahn jansen janssen jung
    kaiser kaplan kara karaca kaya keller kellner khalil kiefer kilic kılıç koch köhler könig koç koc koch körner
    kovalenko kowalski kowalczyk kraft kramer kraus krause krämer kraemer kröger krüger krueger kruse kuhlmann kuhn
    kühn kunz kurz kunze lange langer lehmann lemke lindemann lindner lorenz löffler loewe ludwig lüders lüdtke
    luther maier marx martens maurer may mayer meier meiners melnyk menzel metzger meyer michel mohamad möller
    moeller moser möhle müller mueller muller naumann neumann niemann niemeyer novak nowak nguyen ozturk otte öztürk
    oeztuerk ozdemir özdemir pape pavlenko paul peters petersen pfeiffer pham pohl popescu popow polat raabe rahimi
    rahmani reimann reinhardt reuter richter riedel ritter roth rudolf rudolph sahin şahin sauer schäfer schaefer
    schenk scherer schmid schmidt schmitt schmitz schneider scholz schreiber schröder schroeder schubert schulte
    schultz schulz schulze schumacher schumann schuster schütte schütz schwarz schwarze seidel shevchenko siebert
    siemens simon smirnov sommer sommerfeld stahl stein steiner steffens sturm thiele thomas tran toprak tunc ullrich
    ünal uysal vogel vogt voigt volkmann wagner walter walther weber wegner weiss weiß wendt werner westphal wiese
    wilke wilhelm willms winter witte wittenberg wolf wolff wolter yıldırım yildirim yıldız yildiz yılmaz yilmaz
    zander ziegler zimmer zimmermann"""
)

# Names that are more often something else ("Jan." 2022, "can", "reiner Zufall"): only next to a word for a person.
NEED_CONTEXT = _words("jan can reiner bo luk joy milan sam john justin salome regina rana kay victor stella robin otto")

PLACES = _words(
    """gifhorn wittingen sassenburg barwedel bokensdorf jembke osloß tappenbeck weyhausen bergfeld brome ehra lessien
    parsau rühen tiddische tülau dedelstorf hankensbüttel obernholz sprakensehl steinhorst calberlah isenbüttel
    ribbesbüttel wasbüttel hillerse leiferde meinersen müden adenbüttel meine rötgesbüttel schwülper vordorf didderse
    oesingen schönewörde ummern wagenhoff wahrenholz wesendorf papenteich boldecker knesebeck gamsen kästorf triangel
    westerbeck wolfsburg braunschweig celle peine uelzen helmstedt hannover hamburg berlin magdeburg salzwedel
    niedersachsen deutschland"""
)

KIN = _words(
    """sohn sohnes sohnemann tochter kind kindes baby mann ehemann frau ehefrau partner partners partnerin freund
    freundes freundin ex exmann exfrau expartner exfreund enkel enkelin enkelkind enkelsohn enkeltochter bruder
    schwester mutter vater mama papa oma opa tante onkel nichte neffe cousin cousine stiefsohn stieftochter
    stiefvater stiefmutter pflegekind pflegesohn pflegetochter nachbar nachbarin lebensgefährte lebensgefährtin
    lebensgefährten schwiegermutter schwiegervater schwiegersohn schwiegertochter kindsvater kindesvater kindsmutter
    säugling neugeborenes neugeborener junge mädchen bub kleiner kleine kleinen großer große grosser grosse ältester
    älteste jüngster jüngste mittlerer mittlere verlobter verlobte verlobten bekannte chef chefin erzieherin lehrerin
    lehrer hebamme tagesmutter betreuerin freunde"""
)
KIN_ADJECTIVES = _words(
    "kleiner kleine kleinen großer große grosser grosse ältester älteste jüngster jüngste mittlerer mittlere"
)
KIN_PLURAL = _words(
    "kinder kindern söhne söhnen töchter töchtern zwillinge zwillingen drillinge jungs enkelkinder babys geschwister"
)
POSSESSIVES = (
    *(
        "mein",
        "meine",
        "meinen",
        "meinem",
        "meiner",
        "meines",
        "unser",
        "unsere",
        "unseren",
        "unserem",
        "unserer",
        "unsre",
    ),
    *(
        "sein",
        "seine",
        "seinen",
        "seinem",
        "seiner",
        "ihr",
        "ihre",
        "ihren",
        "ihrem",
        "ihrer",
        "dein",
        "deine",
        "deinen",
    ),
)
TITLES = _words("frau fr herr herrn hr familie fam fräulein eheleute ehepaar dr prof doktor professor")
PARTICLES = _words("von van de der den al el zu da di del bin ibn")

# Stand where a name could stand, and are none. Function words and verbs also end a name in lower case.
NO_NAMES = _words(
    """ab aber alle allein alleine alleinerziehend alleinerziehende alleinerziehender allen alles als also alt alte
    am an andere anderen anders auch auf aus außerdem bald beide beiden beim bei bekommt bekomme bekommen bereits
    besonders bestimmt bin bis bitte braucht brauche brauchen da dabei dadurch dafür damit danach danke dann daran
    darf das dass davon dazu dein deine dem den denn der des deshalb dich die dies diese diesen dieser dir doch dort
    du durch dürfen eben ein eine einem einen einer eines einfach einmal er erst es etwas euch euer eure fast fährt
    fehlt findet finde finden fragen frage für ganz gar geb geboren geht gehe gehen gerade gern gerne gestern gibt
    ging glaube guten habe haben hab hallo hat hatte hätte hätten heute heißt heiße heisst heisse heist hieß hiess
    hier hilft hi hey ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins interessiere ist ja jeden jeder jemand
    jetzt kam kann kannst kein keine keinen keiner kennt komme kommen kommt können könnte könnten lebt lebe leben
    leider liebe lieber macht mache machen mal man manchmal mehr mein meine meinem meinen meiner meist mich mir mit
    möchte möchten morgen moin muss müssen nach nächste nächsten nächstes namens natürlich neu neue nicht nichts nie
    noch nun nur ob oder oft ohne schläft schon schreit schwanger sehr sei seid sein seine seinem seinen seiner seit
    seitdem selbst sich sie sind so sofort soll sollte sollen sondern sonst spricht steht sucht suche suchen super
    tagsüber trinkt tut über übrigens um und uns unser unsere unserem unseren unserer unter viel viele vielen
    vielleicht vom von vor wann war waren warum was weg wegen weil weint weiß welche welcher welches wenig wenn wer
    werde werden wie wieder wieviel will willkommen wir wird wo woher wohin wohne wohnen wohnt wohnhaft wollen wollte
    wollten wurde wurden würde würden zahlt zu zuerst zum zur zurzeit zwar zwei drei vier fünf sechs sieben acht neun
    zehn erste zweite dritte vierte kleine kleiner große großer völlig verzweifelt verwitwet geschieden getrennt
    verheiratet ledig beim seitens arbeitet arbeite geworden möchten getauft eigentlich nachnamen vornamen nachname
    vorname name namen genannt folgt arbeitslos krank müde froh neugierig fertig unsicher traurig dankbar abend
    abende ahnung akte alarm alkohol allergie alltag alter angebot angebote angst ängste anspruch antrag anträge
    apotheke arbeit arzt ärztin ärzte asthma aufgabe aufgaben ausbildung ausflug auto autismus autist baby babys
    balkon bank bauch bauchweh bedarf behinderung bein beine beratung bericht bescheid beruf besuch bett bitte blut
    brief brille bruder buch bücher büro bus chef chefin chance corona dame damen depression depressionen deutsch
    diagnose diabetes doktor dorf druck durchfall ehe eltern elterngeld elternzeit ende energie engel epilepsie
    ergotherapie erziehung erzieher erzieherin essen ex facharzt fall familie familien fernsehen ferien fieber flucht
    förderung frauen frau freunde freund freundin freizeit fuß fußball gast gäste geburt geburtstag geburtsdatum
    gefahr gefühl geld gemeinde gericht gewalt glück gott grund gruppe gruppen gruß grüße gymnasium haare hand hartz
    haus hause haut hebamme heim herr herrn herren herz hilfe hilfen hobby hort hunger husten idee infos information
    informationen interesse job jobcenter jugendamt junge jungs kaffee kind kinder sagt sagte meint meinte fragt
    fragte versteht muttersprache kindergarten kindergeld kinderarzt kinderärztin kita kitaplatz klasse klinik kopf
    körper kosten kraft krankenkasse krankheit krebs krippe krise kur kurs lage land landkreis langeweile leben
    lehrer lehrerin leitung leute liebe logopädie logopädin lust mädchen mama mami mangel mann männer mensch menschen
    miete milch minister mitarbeiter mitarbeiterin mitte mobbing möbel mutti monat monate morgen mühe musik mutter
    nachbar nachbarin nachbarn nacht nachts name nerven not notfall nummer oma opa ort papa papi partner pause person
    pflege pflegegrad pflegerin physiotherapie platz plätze politik polizei post praxis präsident problem probleme
    professor psychologe psychologin rat rechnung recht rechte referat ruhe sache sachen schlaf schmerzen schnupfen
    schuld schulden schule schüler schülerin schutz schwester seite senator sie situation sommer sorge sorgen
    sorgerecht spaß spiel sport sprache stadt start stelle stillen stress streit student studentin sucht tafel tag
    tage tante team termin termine test thema therapie tipp tipps tod toilette trauer trauma trennung treppe trotz
    tür übergewicht uhr umgang umzug unfall unterhalt unterlagen unterstützung urlaub vater väter verdacht verein
    verlust verhalten verständnis vertrag vormund wasser weg wetter wiedersehen windel windeln winter woche wochen
    wochenende wohngeld wohnung wut zähne zahn zeit zimmer zukunft zuhause zwilling zwillinge nachhilfe ganztag adhs
    ads lrs bezug kontakt kontakte hausaufgaben einschulung eingewöhnung ernährung elternabend mamas papas
    tagesmutter tagesvater frühchen flasche brei nuckel schnuller impfung masern windpocken januar februar märz april
    mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag
    sonntag ostern weihnachten afghanistan syrien ukraine türkei polen russland irak iran deutschland europa
    österreich schweiz lotte voraus ernst holle antwort rückmeldung auskunft hilfestellung info bemühungen verfügung
    lg vg mfg jeans dr prof med bürgermeister bürgermeisterin sachbearbeiter sachbearbeiterin chaos"""
)
NOUN_ENDINGS = (
    *(
        "ung",
        "ungen",
        "heit",
        "heiten",
        "keit",
        "keiten",
        "schaft",
        "tion",
        "tionen",
        "ität",
        "ismus",
        "platz",
        "plätze",
    ),
    *(
        "kurs",
        "kurse",
        "gruppe",
        "gruppen",
        "problem",
        "probleme",
        "geld",
        "hilfe",
        "hilfen",
        "arzt",
        "ärztin",
        "schule",
    ),
    *("garten", "schwäche", "therapie", "amt", "stelle", "antrag", "jahre", "jahren", "jährig", "jährige", "jähriger"),
    *("kinder", "pflege", "krippe", "treff", "zentrum", "sachen", "kosten", "recht", "ängste", "verhalten", "anfälle"),
    *("klasse", "wunsch", "bedarf", "schmerzen", "krankheit", "kasse", "wochen", "monate", "monaten", "essen", "kita"),
    *(
        "berater",
        "beraterin",
        "pädagogin",
        "pädagoge",
        "helferin",
        "helfer",
        "lehrerin",
        "erzieherin",
        "mutter",
        "vater",
    ),
    *(
        "zeit",
        "zeiten",
        "arbeit",
        "sorgen",
        "angst",
        "schlaf",
        "sprache",
        "weh",
        "stress",
        "entzug",
        "bericht",
        "unterricht",
        "verein",
        "termin",
        "syndrom",
        "diagnose",
        "gesetz",
        "rad",
        "spiel",
    ),
)
