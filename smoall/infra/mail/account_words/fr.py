"""Smoall's own letters in French."""

from collections.abc import Mapping

from smoall.infra.mail.account_words.shape import Labels, Words

LABELS = Labels(
    locale="fr_BE",
    greeting="Bonjour,",
    greeting_named="Bonjour {name},",
    closing="Bien à vous,",
    copy_link="Le bouton ne fonctionne pas\u00a0? Copiez cette adresse dans votre navigateur\u00a0:",
    dpo="Délégué à la protection des données\u00a0: {dpo}",
    enterprise_number="Numéro d’entreprise",
    why_account="Ce message concerne votre compte ou votre abonnement. Il ne contient ni image ni suivi.",
    why_marketing="Vous recevez cette lettre parce que vous l’avez demandée. Elle ne contient ni image ni suivi.",
    unsubscribe="Se désinscrire",
    notice_title="Vos données à caractère personnel",
    moment="{date} à {time}",
    rows={
        "amount": "Montant",
        "at": "Quand",
        "change": "Changement",
        "effect_on": "Prend effet le",
        "changed_by": "Par",
        "discovered_at": "Découverte le",
        "due_on": "Échéance",
        "ends_on": "Fin",
        "expires_at": "Valable jusqu’au",
        "expires_on": "Valable jusqu’au",
        "from_on": "À partir du",
        "issued_on": "Date",
        "key_name": "Nom de la clé",
        "new": "Nouvelle adresse",
        "next_attempt_on": "Prochain essai",
        "number": "Facture",
        "old": "Ancienne adresse",
        "objections_on": "Opposition jusqu’au",
        "organisation": "Organisation",
        "persons": "Personnes concernées",
        "plan": "Formule",
        "reason": "Raison",
        "reference": "Référence",
        "replaces": "Remplace l’annonce",
        "role": "Rôle",
        "scopes": "Autorisations",
        "seats": "Utilisateurs",
        "suspends_on": "Suspension le",
        "tell_by_at": "Avertir l’autorité avant le",
        "until_on": "Conservé jusqu’au",
    },
    codes={
        "OWNER": "Propriétaire",
        "ADMIN": "Administrateur",
        "MEMBER": "Membre",
        "ACCOUNTANT": "Comptable",
        "READER": "Lecteur",
        "TOTP_ENABLED": "Application d’authentification activée",
        "TOTP_DISABLED": "Application d’authentification désactivée",
        "RECOVERY_CODES_MADE": "Nouveaux codes de secours",
        "PASSKEY_ADDED": "Clé d’accès ajoutée",
        "PASSKEY_REMOVED": "Clé d’accès retirée",
        "RECOVERY_CODE_USED": "Un code de secours a servi",
        "PASSKEY_COPIED": "Une clé d’accès a été refusée\u00a0: elle semble exister en double",
        "ADDRESS_CLAIMED": (
            "Tout ce qui avait été mis en place avant que vous prouviez votre adresse a été retiré\u00a0: "
            "clés d’accès, application d’authentification, clés d’API, accord pour les nouvelles"
        ),
        "DECLINED": "Refusé par la banque",
        "TAKEN_BACK": "Le paiement a été repris",
        "INSUFFICIENT_FUNDS": "Solde insuffisant",
        "EXPIRED_CARD": "Carte expirée",
        "AUTHENTICATION_REQUIRED": "Votre banque demande une confirmation",
    },
    notice=(
        ("Responsable", "Smoall, pour les comptes qui donnent accès à Smoall (coordonnées ci-dessous)."),
        ("Source", "Votre employeur ou client, {organisation}\u00a0: {inviter} nous a donné votre adresse."),
        ("Données", "Votre adresse e-mail, votre rôle, et le nom que vous indiquerez."),
        ("Finalité", "Vous donner accès à l’espace de {organisation} et garder la trace de ce qui y est fait."),
        ("Base légale", "L’intérêt légitime de votre organisation à vous donner cet accès (art. 6, 1, f du RGPD)."),
        ("Destinataires", "Votre organisation et nos sous-traitants d’hébergement et de courrier, dans l’UE."),
        ("Durée", "Tant que dure l’accès. Une invitation à laquelle vous ne répondez pas est effacée."),
        ("Vos droits", "Accès, rectification, effacement, limitation, opposition et portabilité, par simple message."),
        ("Questions", "Notre délégué à la protection des données\u00a0: {dpo}"),
        ("Plainte", "Autorité de protection des données, Rue de la Presse 35, 1000 Bruxelles."),
    ),
)

_NOT_YOU = "Ce n’était pas vous\u00a0? Changez votre mot de passe et écrivez-nous aussitôt."
_LINK_ONCE = "Ce lien sert une seule fois, jusqu’au {expires_at}."

LETTERS: Mapping[str, Words] = {
    "VERIFY_EMAIL": Words(
        "Confirmez votre adresse e-mail",
        "Confirmez votre adresse",
        ("Bienvenue chez Smoall. Confirmez que cette adresse est bien la vôtre pour utiliser votre compte.",),
        (_LINK_ONCE, "Vous n’avez pas créé de compte\u00a0? Ignorez ce message\u00a0: rien ne se passera."),
        "Confirmer mon adresse",
    ),
    "RESET_PASSWORD": Words(
        "Choisir un nouveau mot de passe",
        "Un nouveau mot de passe",
        ("Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Smoall.",),
        (_LINK_ONCE, "Vous n’avez rien demandé\u00a0? Ignorez ce message\u00a0: votre mot de passe reste le même."),
        "Choisir un mot de passe",
    ),
    "PASSWORD_CHANGED": Words(
        "Votre mot de passe a changé",
        "Votre mot de passe a changé",
        ("Le mot de passe de votre compte Smoall vient d’être changé. Vos autres sessions ont pris fin.",),
        (_NOT_YOU,),
    ),
    "CONFIRM_EMAIL_OLD": Words(
        "Confirmez le changement de votre adresse",
        "Vous changez d’adresse\u00a0?",
        (
            "L’adresse de votre compte Smoall doit devenir {new}.",
            "Elle ne changera que si vous le confirmez ici et à la nouvelle adresse.",
        ),
        (_LINK_ONCE, "Ce n’est pas vous qui l’avez demandé\u00a0? Ne confirmez pas et changez votre mot de passe."),
        "Confirmer le changement",
    ),
    "CONFIRM_EMAIL_NEW": Words(
        "Confirmez votre nouvelle adresse",
        "Votre nouvelle adresse",
        ("Confirmez que {new} doit devenir l’adresse de votre compte Smoall.",),
        (_LINK_ONCE, "Vous n’avez rien demandé\u00a0? Ignorez ce message\u00a0: rien ne changera."),
        "Confirmer la nouvelle adresse",
    ),
    "EMAIL_CHANGED": Words(
        "L’adresse de votre compte a changé",
        "Votre adresse a changé",
        ("Votre compte Smoall a désormais une autre adresse. Vous vous identifiez avec elle.",),
        (_NOT_YOU,),
    ),
    "INVITATION": Words(
        "{organisation} vous invite sur Smoall",
        "Rejoignez {organisation}",
        (
            "{inviter} vous invite à rejoindre {organisation} sur Smoall, le logiciel de facturation.",
            "Acceptez pour y accéder. Vous pouvez aussi refuser\u00a0: votre adresse sera alors effacée.",
        ),
        ("Ce lien sert une seule fois, jusqu’au {expires_at}.",),
        "Voir l’invitation",
    ),
    "ROLE_CHANGED": Words(
        "Votre rôle chez {organisation} a changé",
        "Votre rôle a changé",
        ("Ce que vous pouvez faire dans l’espace de {organisation} a changé.",),
        ("Une question\u00a0? Adressez-vous au propriétaire de l’espace.",),
    ),
    "MEMBERSHIP_ENDED": Words(
        "Votre accès à {organisation} a pris fin",
        "Votre accès a pris fin",
        (
            "Vous n’avez plus accès à l’espace de {organisation} sur Smoall.",
            "Votre compte personnel existe toujours\u00a0; vous pouvez le supprimer à tout moment.",
        ),
    ),
    "SECOND_FACTOR_CHANGED": Words(
        "La sécurité de votre compte a changé",
        "La sécurité de votre compte a changé",
        ("La façon dont vous vous identifiez sur Smoall vient de changer.",),
        (_NOT_YOU,),
    ),
    "NEW_API_KEY": Words(
        "Nouvelle clé d’API pour {organisation}",
        "Une nouvelle clé d’API",
        ("Une clé qui donne accès aux données de {organisation} vient d’être créée.",),
        ("Vous ne la reconnaissez pas\u00a0? Révoquez-la sans attendre.",),
    ),
    "ACCOUNT_ERASED": Words(
        "Votre compte Smoall est supprimé",
        "Votre compte est supprimé",
        (
            "Votre compte et vos données personnelles ont été effacés. Ceci est notre dernier message.",
            "Seules restent les pièces que la loi nous oblige à conserver, à l’écart de tout autre usage.",
        ),
    ),
    "ORGANISATION_CLOSED": Words(
        "{organisation} est fermée sur Smoall",
        "L’espace est fermé",
        (
            "L’espace de {organisation} est fermé. Jusqu’à son effacement, il peut encore être lu et exporté.",
            "Les documents que la loi oblige à conserver le restent jusqu’à leur terme, puis sont effacés.",
        ),
    ),
    "DATA_BREACH": Words(
        "Violation de données concernant {organisation}",
        "Une violation de données vous concerne",
        (
            "Une violation de données à caractère personnel touche des données de {organisation}, que Smoall traite"
            " pour vous. Nous vous en avertissons comme sous-traitant (RGPD, art. 33, § 2).",
            "{facts}",
            "Comme responsable, vous décidez si l’autorité et les personnes doivent être averties (art. 33 et 34).",
            "Ce qui est touché chez vous, les mesures prises et des projets de notification sont dans votre registre"
            " des violations.",
        ),
        ("Une question\u00a0? Adressez-vous au délégué à la protection des données, ci-dessous.",),
    ),
    "TRIAL_ENDING": Words(
        "Votre essai se termine bientôt",
        "Votre essai se termine le {ends_on}",
        (
            "L’essai de Smoall par {organisation} touche à sa fin.",
            "Sans moyen de paiement, l’espace passera à la formule gratuite. Rien ne sera perdu.",
        ),
        (),
        "Choisir une formule",
    ),
    "PAYMENT_FAILED": Words(
        "Votre paiement n’a pas abouti",
        "Le paiement n’a pas abouti",
        ("Le paiement de l’abonnement de {organisation} a été refusé. Rien n’a été débité.",),
        ("Vérifiez votre moyen de paiement. Votre accès reste entier entre-temps.",),
        "Mettre à jour le paiement",
    ),
    "PAYMENT_REMINDER": Words(
        "Rappel\u00a0: un paiement reste ouvert",
        "Un paiement reste ouvert",
        ("L’abonnement de {organisation} n’est pas encore payé.",),
        ("Vous avez payé entre-temps\u00a0? Merci, ignorez ce message.",),
        "Payer maintenant",
    ),
    "SUBSCRIPTION_SUSPENDED": Words(
        "L’abonnement de {organisation} est suspendu",
        "L’abonnement est suspendu",
        (
            "Faute de paiement, l’abonnement de {organisation} est suspendu.",
            "Vos documents restent lisibles et exportables\u00a0; vous pourrez de nouveau en émettre dès le paiement.",
        ),
        (),
        "Payer maintenant",
    ),
    "SUBSCRIPTION_CHANGED": Words(
        "Votre abonnement a changé",
        "Votre abonnement a changé",
        ("Voici l’abonnement de {organisation}, tel qu’il est maintenant.",),
        ("Vous n’avez pas demandé ce changement\u00a0? Répondez-nous sans attendre.",),
    ),
    "SUBSCRIPTION_CANCELLED": Words(
        "Votre abonnement est résilié",
        "Votre abonnement est résilié",
        (
            "L’abonnement de {organisation} prend fin le {ends_on}. Jusque-là, rien ne change.",
            "Exportez vos données quand vous voulez. Vous pouvez aussi changer d’avis avant cette date.",
        ),
    ),
    "SUBSCRIPTION_INVOICE": Words(
        "Votre facture Smoall {number}",
        "Votre facture {number}",
        ("La facture de l’abonnement de {organisation} est prête. Vous la trouverez dans votre espace.",),
    ),
    "SUB_PROCESSOR_CHANGE": Words(
        "Un changement parmi nos sous-traitants",
        "Un sous-traitant change",
        (
            (
                "Nous annonçons à {organisation}, comme le RGPD le demande (art. 28.2), un changement "
                "parmi ceux qui traitent des données pour Smoall."
            ),
            "{text}",
            "{objecting}",
        ),
    ),
    "SUB_PROCESSOR_CHANGE_WITHDRAWN": Words(
        "Un changement annoncé est retiré",
        "Le changement n’aura pas lieu",
        (
            (
                "Le changement parmi nos sous-traitants que nous avions annoncé à {organisation} est "
                "retiré : il n’aura pas lieu."
            ),
            "{text}",
        ),
    ),
}
