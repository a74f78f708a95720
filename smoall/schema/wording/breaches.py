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
    "TOO_MANY_OBJECTS": (
        "Au plus {limit} objets à la fois ; nommez une période ou l'organisation.",
        "Hoogstens {limit} objecten tegelijk; noem een periode of de organisatie.",
        "Höchstens {limit} Objekte auf einmal; nennen Sie einen Zeitraum oder die Organisation.",
        "At most {limit} objects at a time; name a time window or the organisation.",
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
