"""Smoall's own letters in German."""

from collections.abc import Mapping

from smoall.infra.mail.account_words.shape import Labels, Words

LABELS = Labels(
    locale="de_BE",
    greeting="Guten Tag,",
    greeting_named="Guten Tag {name},",
    closing="Mit freundlichen Grüßen",
    copy_link="Die Schaltfläche geht nicht? Kopieren Sie diese Adresse in Ihren Browser:",
    dpo="Datenschutzbeauftragter: {dpo}",
    enterprise_number="Unternehmensnummer",
    why_account="Diese Nachricht betrifft Ihr Konto oder Ihr Abonnement. Sie enthält weder Bilder noch Zählpixel.",
    why_marketing="Sie erhalten diesen Brief, weil Sie ihn bestellt haben. Er enthält weder Bilder noch Zählpixel.",
    unsubscribe="Abmelden",
    notice_title="Ihre personenbezogenen Daten",
    moment="{date} um {time} Uhr",
    rows={
        "amount": "Betrag",
        "at": "Wann",
        "change": "Änderung",
        "effect_on": "Gilt ab",
        "changed_by": "Durch",
        "discovered_at": "Bekannt geworden am",
        "due_on": "Fällig am",
        "ends_on": "Endet am",
        "expires_at": "Gültig bis",
        "expires_on": "Gültig bis",
        "from_on": "Ab",
        "issued_on": "Datum",
        "key_name": "Name des Schlüssels",
        "new": "Neue Adresse",
        "next_attempt_on": "Nächster Versuch",
        "number": "Rechnung",
        "old": "Bisherige Adresse",
        "objections_on": "Widerspruch bis",
        "organisation": "Organisation",
        "persons": "Betroffene Personen",
        "plan": "Tarif",
        "reason": "Grund",
        "reference": "Referenz",
        "replaces": "Ersetzt die Ankündigung",
        "role": "Rolle",
        "scopes": "Berechtigungen",
        "seats": "Benutzer",
        "suspends_on": "Aussetzung am",
        "tell_by_at": "Behörde zu benachrichtigen bis",
        "until_on": "Aufbewahrt bis",
    },
    codes={
        "OWNER": "Inhaber",
        "ADMIN": "Verwalter",
        "MEMBER": "Mitglied",
        "ACCOUNTANT": "Buchhalter",
        "READER": "Leser",
        "TOTP_ENABLED": "Authentifizierungs-App eingeschaltet",
        "TOTP_DISABLED": "Authentifizierungs-App ausgeschaltet",
        "RECOVERY_CODES_MADE": "Neue Wiederherstellungscodes",
        "PASSKEY_ADDED": "Passkey hinzugefügt",
        "PASSKEY_REMOVED": "Passkey entfernt",
        "RECOVERY_CODE_USED": "Ein Wiederherstellungscode wurde verwendet",
        "PASSKEY_COPIED": "Ein Passkey wurde abgelehnt: es scheint ihn zweimal zu geben",
        "ADDRESS_CLAIMED": (
            "Alles, was eingerichtet war, bevor Sie Ihre Adresse bestätigt haben, wurde entfernt: "
            "Passkeys, Authentifizierungs-App, Schlüssel, Einwilligung in Neuigkeiten"
        ),
        "DECLINED": "Von der Bank abgelehnt",
        "TAKEN_BACK": "Die Zahlung wurde zurückgebucht",
        "INSUFFICIENT_FUNDS": "Nicht genügend Guthaben",
        "EXPIRED_CARD": "Die Karte ist abgelaufen",
        "AUTHENTICATION_REQUIRED": "Ihre Bank bittet um eine Bestätigung",
    },
    notice=(
        ("Verantwortlich", "Smoall, für die Konten, die Zugang zu Smoall geben (Angaben unten)."),
        ("Quelle", "Ihr Arbeitgeber oder Kunde, {organisation}: {inviter} hat uns Ihre Adresse genannt."),
        ("Daten", "Ihre E-Mail-Adresse, Ihre Rolle und der Name, den Sie angeben."),
        ("Zweck", "Ihnen Zugang zum Bereich von {organisation} zu geben und festzuhalten, was dort geschieht."),
        ("Rechtsgrund", "Das berechtigte Interesse Ihrer Organisation an diesem Zugang (Art. 6 Abs. 1 f DSGVO)."),
        ("Empfänger", "Ihre Organisation sowie unsere Auftragsverarbeiter für Hosting und E-Mail in der EU."),
        ("Dauer", "Solange der Zugang besteht. Eine Einladung, die Sie nicht annehmen, wird gelöscht."),
        (
            "Ihre Rechte",
            "Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Übertragbarkeit: schreiben Sie uns.",
        ),
        ("Fragen", "Unser Datenschutzbeauftragter: {dpo}"),
        ("Beschwerde", "Belgische Datenschutzbehörde, Rue de la Presse 35, 1000 Brüssel."),
    ),
)

_NOT_YOU = "Waren Sie das nicht? Ändern Sie Ihr Passwort und schreiben Sie uns sofort."
_LINK_ONCE = "Dieser Link gilt einmal, bis {expires_at}."

LETTERS: Mapping[str, Words] = {
    "VERIFY_EMAIL": Words(
        "Bestätigen Sie Ihre E-Mail-Adresse",
        "Bestätigen Sie Ihre Adresse",
        ("Willkommen bei Smoall. Bestätigen Sie, dass diese Adresse Ihnen gehört, um Ihr Konto zu nutzen.",),
        (_LINK_ONCE, "Sie haben kein Konto eröffnet? Beachten Sie diese Nachricht nicht: es geschieht nichts."),
        "Meine Adresse bestätigen",
    ),
    "RESET_PASSWORD": Words(
        "Ein neues Passwort wählen",
        "Ein neues Passwort",
        ("Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Smoall-Konto angefordert.",),
        (_LINK_ONCE, "Sie haben nichts angefordert? Beachten Sie diese Nachricht nicht: Ihr Passwort bleibt gültig."),
        "Ein Passwort wählen",
    ),
    "PASSWORD_CHANGED": Words(
        "Ihr Passwort wurde geändert",
        "Ihr Passwort wurde geändert",
        ("Das Passwort Ihres Smoall-Kontos wurde soeben geändert. Ihre anderen Sitzungen sind beendet.",),
        (_NOT_YOU,),
    ),
    "CONFIRM_EMAIL_OLD": Words(
        "Bestätigen Sie die Änderung Ihrer Adresse",
        "Eine andere Adresse?",
        (
            "Die Adresse Ihres Smoall-Kontos soll {new} werden.",
            "Sie ändert sich erst, wenn Sie es hier und an der neuen Adresse bestätigen.",
        ),
        (_LINK_ONCE, "Das waren nicht Sie? Bestätigen Sie nicht und ändern Sie Ihr Passwort."),
        "Die Änderung bestätigen",
    ),
    "CONFIRM_EMAIL_NEW": Words(
        "Bestätigen Sie Ihre neue Adresse",
        "Ihre neue Adresse",
        ("Bestätigen Sie, dass {new} die Adresse Ihres Smoall-Kontos werden soll.",),
        (_LINK_ONCE, "Sie haben nichts angefordert? Beachten Sie diese Nachricht nicht: es ändert sich nichts."),
        "Die neue Adresse bestätigen",
    ),
    "EMAIL_CHANGED": Words(
        "Die Adresse Ihres Kontos wurde geändert",
        "Ihre Adresse wurde geändert",
        ("Ihr Smoall-Konto hat jetzt eine andere Adresse. Sie melden sich künftig mit ihr an.",),
        (_NOT_YOU,),
    ),
    "INVITATION": Words(
        "{organisation} lädt Sie zu Smoall ein",
        "Willkommen bei {organisation}",
        (
            "{inviter} lädt Sie zu {organisation} auf Smoall ein, der Software für Rechnungen.",
            "Nehmen Sie an, um Zugang zu erhalten. Sie können auch ablehnen: Ihre Adresse wird dann gelöscht.",
        ),
        ("Dieser Link gilt einmal, bis {expires_at}.",),
        "Die Einladung ansehen",
    ),
    "ROLE_CHANGED": Words(
        "Ihre Rolle bei {organisation} wurde geändert",
        "Ihre Rolle wurde geändert",
        ("Was Sie im Bereich von {organisation} tun dürfen, hat sich geändert.",),
        ("Eine Frage? Wenden Sie sich an den Inhaber des Bereichs.",),
    ),
    "MEMBERSHIP_ENDED": Words(
        "Ihr Zugang zu {organisation} ist beendet",
        "Ihr Zugang ist beendet",
        (
            "Sie haben keinen Zugang mehr zum Bereich von {organisation} auf Smoall.",
            "Ihr eigenes Konto besteht weiter; Sie können es jederzeit löschen.",
        ),
    ),
    "SECOND_FACTOR_CHANGED": Words(
        "Die Sicherheit Ihres Kontos wurde geändert",
        "Die Sicherheit Ihres Kontos wurde geändert",
        ("Die Art, wie Sie sich bei Smoall ausweisen, wurde soeben geändert.",),
        (_NOT_YOU,),
    ),
    "NEW_API_KEY": Words(
        "Neuer API-Schlüssel für {organisation}",
        "Ein neuer API-Schlüssel",
        ("Soeben wurde ein Schlüssel erstellt, der Zugang zu den Daten von {organisation} gibt.",),
        ("Sie kennen ihn nicht? Widerrufen Sie ihn sofort.",),
    ),
    "ACCOUNT_ERASED": Words(
        "Ihr Smoall-Konto ist gelöscht",
        "Ihr Konto ist gelöscht",
        (
            "Ihr Konto und Ihre personenbezogenen Daten wurden gelöscht. Dies ist unsere letzte Nachricht.",
            "Nur was wir von Gesetzes wegen aufbewahren müssen, bleibt, und wird zu nichts anderem verwendet.",
        ),
    ),
    "ORGANISATION_CLOSED": Words(
        "{organisation} ist auf Smoall geschlossen",
        "Der Bereich ist geschlossen",
        (
            "Der Bereich von {organisation} ist geschlossen. Bis zur Löschung bleibt er lesbar und exportierbar.",
            "Dokumente mit gesetzlicher Aufbewahrungspflicht bleiben bis zu deren Ende und werden dann gelöscht.",
        ),
    ),
    "DATA_BREACH": Words(
        "Datenschutzverletzung bei {organisation}",
        "Eine Datenschutzverletzung betrifft Sie",
        (
            "Eine Verletzung des Schutzes personenbezogener Daten betrifft Daten von {organisation}, die Smoall für Sie"
            " verarbeitet. Wir melden sie Ihnen als Auftragsverarbeiter (DSGVO, Art. 33 Abs. 2).",
            "{facts}",
            "Als Verantwortlicher entscheiden Sie, ob die Behörde und die Personen benachrichtigt werden (Art. 33 und"
            " 34).",
            "Was bei Ihnen betroffen ist, die Maßnahmen und Entwürfe der Meldungen stehen in Ihrem Verzeichnis der"
            " Datenschutzverletzungen.",
        ),
        ("Eine Frage? Wenden Sie sich an den Datenschutzbeauftragten unten.",),
    ),
    "TRIAL_ENDING": Words(
        "Ihre Testzeit endet bald",
        "Ihre Testzeit endet am {ends_on}",
        (
            "Die Testzeit von {organisation} bei Smoall geht zu Ende.",
            "Ohne Zahlungsmittel wechselt der Bereich in den kostenlosen Tarif. Nichts geht verloren.",
        ),
        (),
        "Einen Tarif wählen",
    ),
    "PAYMENT_FAILED": Words(
        "Ihre Zahlung ist fehlgeschlagen",
        "Die Zahlung ist fehlgeschlagen",
        ("Die Zahlung für das Abonnement von {organisation} wurde abgelehnt. Es wurde nichts abgebucht.",),
        ("Bitte prüfen Sie Ihr Zahlungsmittel. Ihr Zugang bleibt inzwischen bestehen.",),
        "Die Zahlung aktualisieren",
    ),
    "PAYMENT_REMINDER": Words(
        "Erinnerung: eine Zahlung ist noch offen",
        "Eine Zahlung ist noch offen",
        ("Das Abonnement von {organisation} ist noch nicht bezahlt.",),
        ("Sie haben inzwischen bezahlt? Danke, dann ist diese Nachricht hinfällig.",),
        "Jetzt bezahlen",
    ),
    "SUBSCRIPTION_SUSPENDED": Words(
        "Das Abonnement von {organisation} ist ausgesetzt",
        "Das Abonnement ist ausgesetzt",
        (
            "Mangels Zahlung ist das Abonnement von {organisation} ausgesetzt.",
            "Ihre Dokumente bleiben lesbar und exportierbar; nach der Zahlung können Sie wieder welche ausstellen.",
        ),
        (),
        "Jetzt bezahlen",
    ),
    "SUBSCRIPTION_CHANGED": Words(
        "Ihr Abonnement wurde geändert",
        "Ihr Abonnement wurde geändert",
        ("Das ist das Abonnement von {organisation}, wie es jetzt gilt.",),
        ("Sie haben diese Änderung nicht gewünscht? Schreiben Sie uns sofort.",),
    ),
    "SUBSCRIPTION_CANCELLED": Words(
        "Ihr Abonnement ist gekündigt",
        "Ihr Abonnement ist gekündigt",
        (
            "Das Abonnement von {organisation} endet am {ends_on}. Bis dahin ändert sich nichts.",
            "Exportieren Sie Ihre Daten, wann Sie möchten. Bis zu diesem Tag können Sie es sich auch anders überlegen.",
        ),
    ),
    "SUBSCRIPTION_INVOICE": Words(
        "Ihre Smoall-Rechnung {number}",
        "Ihre Rechnung {number}",
        ("Die Rechnung für das Abonnement von {organisation} liegt bereit. Sie finden sie in Ihrem Bereich.",),
    ),
    "SUB_PROCESSOR_CHANGE": Words(
        "Eine Änderung bei unseren Unterauftragnehmern",
        "Ein Unterauftragnehmer ändert sich",
        (
            (
                "Wir kündigen {organisation}, wie die DSGVO es verlangt (Art. 28 Abs. 2), eine Änderung "
                "bei denen an, die für Smoall Daten verarbeiten."
            ),
            "{text}",
            "{objecting}",
        ),
    ),
    "SUB_PROCESSOR_CHANGE_WITHDRAWN": Words(
        "Eine angekündigte Änderung ist zurückgezogen",
        "Die Änderung findet nicht statt",
        (
            (
                "Die Änderung bei unseren Unterauftragnehmern, die wir {organisation} angekündigt hatten, "
                "ist zurückgezogen: Sie findet nicht statt."
            ),
            "{text}",
        ),
    ),
}
