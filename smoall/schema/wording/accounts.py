"""Wordings about accounts and members."""

from smoall.schema.wording import Wordings

TEXTS: Wordings = {
    "EMAIL_UNPROVED": (
        "Prouvez d'abord votre propre adresse par le lien reçu par lettre ; `requestEmailVerification` le renvoie.",
        "Bewijs eerst uw eigen adres met de link uit de brief; `requestEmailVerification` stuurt hem opnieuw.",
        "Bestätigen Sie zuerst Ihre eigene Adresse über den Link; `requestEmailVerification` sendet ihn erneut.",
        "Prove your own address first by the link in the letter; `requestEmailVerification` sends it again.",
    ),
    "PASSWORD_CHARACTER": (
        "Ce mot de passe contient un caractère qu'aucun clavier ne produit.",
        "Dit wachtwoord bevat een teken dat geen enkel toetsenbord maakt.",
        "Dieses Passwort enthält ein Zeichen, das keine Tastatur erzeugt.",
        "This password holds a character that no keyboard makes.",
    ),
    "PASSWORD_COMMON": (
        "Ce mot de passe est de ceux qu'on devine en premier : choisissez plutôt quelques mots sans rapport.",
        "Dit wachtwoord wordt als eerste geraden: kies liever enkele woorden zonder verband.",
        "Dieses Passwort wird als Erstes erraten: wählen Sie lieber einige Wörter ohne Zusammenhang.",
        "This password is among those guessed first: choose a few unrelated words instead.",
    ),
    "PASSWORD_PERSONAL": (
        "Ce mot de passe est fait de votre nom ou de votre adresse : choisissez-en un autre.",
        "Dit wachtwoord bestaat uit uw naam of adres: kies een ander.",
        "Dieses Passwort besteht aus Ihrem Namen oder Ihrer Adresse: wählen Sie ein anderes.",
        "This password is made of your name or address: choose another.",
    ),
    "PASSWORD_WRONG": (
        "Ce n'est pas votre mot de passe actuel.",
        "Dit is niet uw huidige wachtwoord.",
        "Das ist nicht Ihr jetziges Passwort.",
        "This is not your present password.",
    ),
    "PASSWORD_CHANGED_MEANWHILE": (
        "Le mot de passe a été changé entre-temps : recommencez.",
        "Het wachtwoord is intussen gewijzigd: begin opnieuw.",
        "Das Passwort wurde inzwischen geändert: beginnen Sie von vorn.",
        "The password was changed meanwhile: start again.",
    ),
    "LINK_INVALID": (
        "Ce lien ne vaut plus : il a servi, il est trop vieux ou un plus récent l'a remplacé. Demandez-en un autre.",
        "Deze link is niet meer geldig: hij is gebruikt, te oud of vervangen door een nieuwere. Vraag een andere.",
        "Dieser Link gilt nicht mehr: benutzt, zu alt oder durch einen neueren ersetzt. Fordern Sie einen neuen an.",
        "This link is no longer valid: it was used, is too old, or a newer one took its place. Ask for another.",
    ),
    "EMAIL_UNCHANGED": (
        "C'est déjà votre adresse e-mail.",
        "Dit is al uw e-mailadres.",
        "Das ist bereits Ihre E-Mail-Adresse.",
        "This is your e-mail address already.",
    ),
    "EMAIL_CHANGE_EXPIRED": (
        "Le délai de 24 heures pour confirmer ce changement d'adresse est passé : demandez-le à nouveau.",
        "De termijn van 24 uur om deze adreswijziging te bevestigen is voorbij: vraag ze opnieuw aan.",
        "Die Frist von 24 Stunden zur Bestätigung dieser Adressänderung ist vorbei: beantragen Sie sie erneut.",
        "The 24 hours for confirming this change of address are over: ask for it again.",
    ),
    "CONSENT_NEEDED": (
        "Un compte ne peut exister sans cela ({subject}) ; pour le retirer, supprimez votre compte : deleteMyAccount.",
        "Zonder dit ({subject}) is er geen account; om het in te trekken verwijdert u uw account: deleteMyAccount.",
        "Ohne dies ({subject}) kann kein Konto bestehen; um es zu widerrufen, löschen Sie Ihr Konto: deleteMyAccount.",
        "An account cannot be without it ({subject}); to take it back, delete your account: deleteMyAccount.",
    ),
    "PRIVACY_NOTICE_VERSION": (
        "La notice de protection des données a changé : lisez la version {current}.",
        "De privacyverklaring is gewijzigd: lees versie {current}.",
        "Die Datenschutzhinweise haben sich geändert: lesen Sie Version {current}.",
        "The privacy notice has changed: read version {current}.",
    ),
    "SESSION_NOT_FOUND": (
        "Vous n'avez pas de session ouverte de cet identifiant.",
        "U hebt geen open sessie met deze id.",
        "Sie haben keine offene Sitzung mit dieser Kennung.",
        "You have no open session of this id.",
    ),
    "SESSION_NEEDED": (
        "Cela demande une session ouverte en vous connectant, pas une clé.",
        "Hiervoor is een sessie nodig waarin u zich hebt aangemeld, geen sleutel.",
        "Dazu braucht es eine Sitzung, in der Sie sich angemeldet haben, keinen Schlüssel.",
        "This takes a session in which you signed in, not a key.",
    ),
    "ORGANISATION_NOT_FOUND": (
        "Vous n'appartenez à aucune organisation de cet identifiant.",
        "U behoort tot geen organisatie met deze id.",
        "Sie gehören keiner Organisation mit dieser Kennung an.",
        "You belong to no organisation of this id.",
    ),
    "INVITATION_NOT_FOUND": (
        "Il n'y a pas d'invitation de cet identifiant.",
        "Er is geen uitnodiging met deze id.",
        "Es gibt keine Einladung mit dieser Kennung.",
        "There is no invitation of this id.",
    ),
    "INVITATION_ACCEPTED": (
        "Cette invitation a déjà été acceptée.",
        "Deze uitnodiging is al aanvaard.",
        "Diese Einladung wurde schon angenommen.",
        "This invitation was accepted already.",
    ),
    "INVITATION_DECLINED": (
        "Cette invitation a été refusée : invitez la personne à nouveau si elle change d'avis.",
        "Deze uitnodiging is afgewezen: nodig de persoon opnieuw uit als die van mening verandert.",
        "Diese Einladung wurde abgelehnt: laden Sie die Person erneut ein, wenn sie ihre Meinung ändert.",
        "This invitation was declined: invite the person again should they change their mind.",
    ),
    "INVITATION_REVOKED": (
        "Cette invitation a été retirée : demandez-en une autre à qui vous a invité.",
        "Deze uitnodiging is ingetrokken: vraag een andere aan wie u uitnodigde.",
        "Diese Einladung wurde zurückgezogen: bitten Sie um eine neue bei dem, der Sie eingeladen hat.",
        "This invitation was taken back: ask whoever invited you for another.",
    ),
    "INVITATION_EXPIRED": (
        "Cette invitation a plus de 14 jours : demandez à qui vous a invité de la renvoyer.",
        "Deze uitnodiging is ouder dan 14 dagen: vraag wie u uitnodigde om ze opnieuw te sturen.",
        "Diese Einladung ist älter als 14 Tage: bitten Sie den, der Sie eingeladen hat, sie erneut zu senden.",
        "This invitation is more than 14 days old: ask whoever invited you to send it again.",
    ),
    "INVITATION_FOR_SOMEONE_ELSE": (
        "Cette invitation est pour quelqu'un d'autre : déconnectez-vous, ou connectez-vous avec l'adresse invitée.",
        "Deze uitnodiging is voor iemand anders: meld u af, of meld u aan met het uitgenodigde adres.",
        "Diese Einladung ist für jemand anderen: melden Sie sich ab, oder mit der eingeladenen Adresse an.",
        "This invitation is for somebody else: sign out, or sign in with the address that was invited.",
    ),
    "INVITATION_OPEN": (
        "Cette adresse a déjà une invitation : renvoyez-la, ou retirez-la d'abord.",
        "Dit adres heeft al een uitnodiging: stuur ze opnieuw, of trek ze eerst in.",
        "Diese Adresse hat schon eine Einladung: senden Sie sie erneut, oder ziehen Sie sie zuerst zurück.",
        "This address has an invitation already: send it again, or take it back first.",
    ),
    "ALREADY_MEMBER": (
        "Cette personne appartient déjà à l'organisation.",
        "Deze persoon behoort al tot de organisatie.",
        "Diese Person gehört der Organisation schon an.",
        "This person belongs to the organisation already.",
    ),
    "SIGN_IN_FIRST": (
        "L'adresse invitée a un compte : connectez-vous, puis acceptez l'invitation.",
        "Het uitgenodigde adres heeft een account: meld u aan en aanvaard dan de uitnodiging.",
        "Die eingeladene Adresse hat ein Konto: melden Sie sich an und nehmen Sie dann die Einladung an.",
        "The invited address has an account: sign in, then accept the invitation.",
    ),
    "OWNER_ONLY": (
        "Seul un propriétaire invite, nomme ou destitue un propriétaire ; vous êtes {role}.",
        "Alleen een eigenaar nodigt een eigenaar uit, benoemt er een of ontslaat er een; u bent {role}.",
        "Nur ein Eigentümer lädt einen Eigentümer ein, ernennt ihn oder setzt ihn ab; Sie sind {role}.",
        "Only an owner invites, makes or unmakes an owner; you are {role}.",
    ),
    "MEMBER_NOT_FOUND": (
        "L'organisation n'a pas de membre de cet identifiant.",
        "De organisatie heeft geen lid met deze id.",
        "Die Organisation hat kein Mitglied mit dieser Kennung.",
        "The organisation has no member of this id.",
    ),
    "LAST_OWNER": (
        "Une organisation garde un propriétaire : nommez-en d'abord un autre (changeRole), ou fermez l'organisation"
        " (closeOrganisation).",
        "Een organisatie houdt een eigenaar: benoem er eerst een andere (changeRole), of sluit de organisatie"
        " (closeOrganisation).",
        "Eine Organisation behält einen Eigentümer: ernennen Sie zuerst einen anderen (changeRole), oder schließen Sie"
        " die Organisation (closeOrganisation).",
        "An organisation keeps an owner: make another one first (changeRole), or close the organisation"
        " (closeOrganisation).",
    ),
}
