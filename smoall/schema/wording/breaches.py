"""Breaches of personal data."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "BREACH_NAMES_NOTHING": (
        "Nommez ce qui est touché : des objets, une période, ou les deux.",
        "Noem wat getroffen is: objecten, een periode, of beide.",
        "Nennen Sie, was betroffen ist: Objekte, einen Zeitraum oder beides.",
        "Name what is affected: objects, a time window, or both.",
    ),
    "BREACH_NATURE_MISSING": (
        "Indiquez au moins une nature de la violation.",
        "Geef minstens één aard van het gegevenslek op.",
        "Geben Sie mindestens eine Art der Verletzung an.",
        "Give at least one nature of the breach.",
    ),
    "BREACH_OBJECT_UNKNOWN": (
        "Rien de ce genre ne porte cet identifiant.",
        "Niets van die soort draagt deze id.",
        "Nichts dergleichen trägt diese Kennung.",
        "Nothing of that kind bears this id.",
    ),
    "BREACH_CLOSED": (
        "La violation est clôturée : son entrée reste telle quelle au registre.",
        "Het lek is afgesloten: de inschrijving blijft zoals ze is.",
        "Die Verletzung ist abgeschlossen: Ihr Eintrag bleibt, wie er ist.",
        "The breach is closed: its entry stays in the register as it is.",
    ),
    "BREACH_NOT_FOUND": (
        "Cette violation n'est pas dans votre registre.",
        "Dit lek staat niet in uw register.",
        "Diese Verletzung steht nicht in Ihrem Verzeichnis.",
        "There is no such breach in your register.",
    ),
    "BREACH_SAYS_NOTHING": (
        "Indiquez ce qui est connu maintenant, ou une décision.",
        "Zeg wat nu bekend is, of wat beslist is.",
        "Geben Sie an, was jetzt bekannt ist, oder eine Entscheidung.",
        "Say what is known now, or what was decided.",
    ),
    "BREACH_UNDECIDED": (
        "{party} : ni averti, ni décision de ne pas avertir.",
        "{party}: niet gemeld, en niet beslist om niet te melden.",
        "{party}: weder benachrichtigt noch entschieden, dass es nicht nötig ist.",
        "{party}: neither told, nor is it decided that they need not be.",
    ),
    "TOLD_TOO_EARLY": (
        "Personne ne peut être averti avant la découverte.",
        "Niemand kan op de hoogte zijn gebracht vóór de ontdekking.",
        "Niemand kann vor der Entdeckung benachrichtigt worden sein.",
        "Nobody can have been told before it was discovered.",
    ),
    "TOO_MANY_OBJECTS": (
        "Au plus {limit} objets à la fois ; nommez une période ou l'organisation.",
        "Hoogstens {limit} objecten tegelijk; noem een periode of de organisatie.",
        "Höchstens {limit} Objekte auf einmal; nennen Sie einen Zeitraum oder die Organisation.",
        "At most {limit} objects at a time; name a time window or the organisation.",
    ),
    "CREDENTIAL_OF_ANOTHER": (
        "Cette clé ou session n'est pas celle de la personne nommée.",
        "Deze sleutel of sessie is niet van de genoemde persoon.",
        "Dieser Schlüssel oder diese Sitzung gehört nicht der genannten Person.",
        "This key or session is not that of the person who is named.",
    ),
    "MOMENT_IN_THE_FUTURE": (
        "Ce moment n'est pas encore venu.",
        "Dat ogenblik moet nog komen.",
        "Dieser Zeitpunkt liegt noch vor uns.",
        "This moment has not come yet.",
    ),
    "WINDOW_REVERSED": (
        "La période se termine avant de commencer.",
        "De periode eindigt vóór ze begint.",
        "Der Zeitraum endet, bevor er beginnt.",
        "The window ends before it begins.",
    ),
    "DISCOVERED_TOO_EARLY": (
        "La violation ne peut pas être découverte avant d'avoir commencé.",
        "Het lek kan niet ontdekt zijn voor het begon.",
        "Die Verletzung kann nicht entdeckt worden sein, bevor sie begann.",
        "The breach cannot have been discovered before it began.",
    ),
}
