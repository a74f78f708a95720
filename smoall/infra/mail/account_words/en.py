"""Smoall's own letters in English."""

from collections.abc import Mapping

from smoall.infra.mail.account_words.shape import Labels, Words

LABELS = Labels(
    locale="en_GB",
    greeting="Hello,",
    greeting_named="Hello {name},",
    closing="Kind regards,",
    copy_link="The button does not work? Copy this address into your browser:",
    dpo="Data protection officer: {dpo}",
    enterprise_number="Enterprise number",
    why_account="This message is about your account or your subscription. It holds no picture and no tracking.",
    why_marketing="You receive this letter because you asked for it. It holds no picture and no tracking.",
    unsubscribe="Unsubscribe",
    notice_title="Your personal data",
    moment="{date} at {time}",
    rows={
        "amount": "Amount",
        "at": "When",
        "change": "Change",
        "effect_on": "Takes effect on",
        "changed_by": "By",
        "discovered_at": "Discovered",
        "due_on": "Due date",
        "ends_on": "Ends on",
        "expires_at": "Valid until",
        "expires_on": "Valid until",
        "from_on": "From",
        "issued_on": "Date",
        "key_name": "Name of the key",
        "new": "New address",
        "next_attempt_on": "Next attempt",
        "number": "Invoice",
        "old": "Former address",
        "objections_on": "Objections until",
        "organisation": "Organisation",
        "persons": "People affected",
        "plan": "Plan",
        "reason": "Reason",
        "reference": "Reference",
        "replaces": "Replaces the announcement",
        "role": "Role",
        "scopes": "Permissions",
        "seats": "Users",
        "suspends_on": "Suspension on",
        "tell_by_at": "Tell the authority before",
        "until_on": "Kept until",
    },
    codes={
        "OWNER": "Owner",
        "ADMIN": "Administrator",
        "MEMBER": "Member",
        "ACCOUNTANT": "Accountant",
        "READER": "Reader",
        "TOTP_ENABLED": "Authenticator app switched on",
        "TOTP_DISABLED": "Authenticator app switched off",
        "RECOVERY_CODES_MADE": "New recovery codes",
        "PASSKEY_ADDED": "Passkey added",
        "PASSKEY_REMOVED": "Passkey removed",
        "RECOVERY_CODE_USED": "A recovery code was used",
        "PASSKEY_COPIED": "A passkey was refused: it seems to exist twice",
        "ADDRESS_CLAIMED": (
            "All that was set up before you proved your address was removed: "
            "passkeys, authenticator app, keys, consent to news"
        ),
        "DECLINED": "Refused by the bank",
        "TAKEN_BACK": "The payment was taken back",
        "INSUFFICIENT_FUNDS": "Not enough money in the account",
        "EXPIRED_CARD": "The card has expired",
        "AUTHENTICATION_REQUIRED": "Your bank asks you to confirm",
    },
    notice=(
        ("Controller", "Smoall, for the accounts that give access to Smoall (details below)."),
        ("Source", "Your employer or client, {organisation}: {inviter} gave us your address."),
        ("Data", "Your e-mail address, your role, and the name that you will give."),
        ("Purpose", "To give you access to the workspace of {organisation} and keep a trace of what is done there."),
        ("Legal basis", "The legitimate interest of your organisation in giving you access (GDPR art. 6(1)(f))."),
        ("Recipients", "Your organisation, and our hosting and mail processors, within the EU."),
        ("Kept", "As long as you have access. An invitation that you do not answer is erased."),
        ("Your rights", "Access, rectification, erasure, restriction, objection and portability: just write to us."),
        ("Questions", "Our data protection officer: {dpo}"),
        ("Complaint", "Belgian Data Protection Authority, Rue de la Presse 35, 1000 Brussels."),
    ),
)

_NOT_YOU = "It was not you? Change your password and write to us at once."
_LINK_ONCE = "This link works once, until {expires_at}."

LETTERS: Mapping[str, Words] = {
    "VERIFY_EMAIL": Words(
        "Confirm your e-mail address",
        "Confirm your address",
        ("Welcome to Smoall. Confirm that this address is yours to use your account.",),
        (_LINK_ONCE, "You did not create an account? Ignore this message: nothing will happen."),
        "Confirm my address",
    ),
    "RESET_PASSWORD": Words(
        "Choose a new password",
        "A new password",
        ("Somebody, probably you, asked for a new password for your Smoall account.",),
        (_LINK_ONCE, "You did not ask for this? Ignore this message: your password stays as it is."),
        "Choose a password",
    ),
    "PASSWORD_CHANGED": Words(
        "Your password has changed",
        "Your password has changed",
        ("The password of your Smoall account has just been changed. Your other sessions have ended.",),
        (_NOT_YOU,),
    ),
    "CONFIRM_EMAIL_OLD": Words(
        "Confirm the change of your address",
        "A new address?",
        (
            "The address of your Smoall account is to become {new}.",
            "It only changes once you confirm it here and at the new address.",
        ),
        (_LINK_ONCE, "You did not ask for this? Do not confirm it, and change your password."),
        "Confirm the change",
    ),
    "CONFIRM_EMAIL_NEW": Words(
        "Confirm your new address",
        "Your new address",
        ("Confirm that {new} is to become the address of your Smoall account.",),
        (_LINK_ONCE, "You did not ask for this? Ignore this message: nothing will change."),
        "Confirm the new address",
    ),
    "EMAIL_CHANGED": Words(
        "The address of your account has changed",
        "Your address has changed",
        ("Your Smoall account has another address now. You sign in with it.",),
        (_NOT_YOU,),
    ),
    "INVITATION": Words(
        "{organisation} invites you to Smoall",
        "Join {organisation}",
        (
            "{inviter} invites you to join {organisation} on Smoall, the invoicing software.",
            "Accept to get access. You may also decline: your address is then erased.",
        ),
        ("This link works once, until {expires_at}.",),
        "See the invitation",
    ),
    "ROLE_CHANGED": Words(
        "Your role at {organisation} has changed",
        "Your role has changed",
        ("What you may do in the workspace of {organisation} has changed.",),
        ("Any question? Turn to the owner of the workspace.",),
    ),
    "MEMBERSHIP_ENDED": Words(
        "Your access to {organisation} has ended",
        "Your access has ended",
        (
            "You no longer have access to the workspace of {organisation} on Smoall.",
            "Your own account still exists; you can delete it at any time.",
        ),
    ),
    "SECOND_FACTOR_CHANGED": Words(
        "The security of your account has changed",
        "The security of your account has changed",
        ("The way in which you identify yourself to Smoall has just changed.",),
        (_NOT_YOU,),
    ),
    "NEW_API_KEY": Words(
        "New API key for {organisation}",
        "A new API key",
        ("A key that gives access to the data of {organisation} has just been created.",),
        ("You do not recognise it? Revoke it at once.",),
    ),
    "ACCOUNT_ERASED": Words(
        "Your Smoall account is deleted",
        "Your account is deleted",
        (
            "Your account and your personal data have been erased. This is our last message.",
            "Only the records that the law obliges us to keep remain, and nothing else is done with them.",
        ),
    ),
    "ORGANISATION_CLOSED": Words(
        "{organisation} is closed on Smoall",
        "The workspace is closed",
        (
            "The workspace of {organisation} is closed. Until it is erased it can still be read and exported.",
            "Documents that the law says must be kept are kept for their term, then erased.",
        ),
    ),
    "DATA_BREACH": Words(
        "A data breach affects {organisation}",
        "A data breach affects you",
        (
            "A personal data breach affects data of {organisation} that Smoall processes for you. We tell you of it as"
            " your processor (GDPR, art. 33(2)).",
            "{facts}",
            "As the controller you decide whether the authority and the people have to be told (art. 33 and 34).",
            "What is affected in your records, what was done about it, and drafts of the notifications are in your"
            " register of breaches.",
        ),
        ("Any question? Turn to the data protection officer below.",),
    ),
    "TRIAL_ENDING": Words(
        "Your trial ends soon",
        "Your trial ends on {ends_on}",
        (
            "The trial of Smoall by {organisation} is coming to its end.",
            "Without a means of payment the workspace moves to the free plan. Nothing will be lost.",
        ),
        (),
        "Choose a plan",
    ),
    "PAYMENT_FAILED": Words(
        "Your payment did not go through",
        "The payment did not go through",
        ("The payment for the subscription of {organisation} was refused. Nothing was debited.",),
        ("Please check your means of payment. You keep full access meanwhile.",),
        "Update the payment",
    ),
    "PAYMENT_REMINDER": Words(
        "Reminder: a payment is still open",
        "A payment is still open",
        ("The subscription of {organisation} is not paid yet.",),
        ("You have paid meanwhile? Thank you, please ignore this message.",),
        "Pay now",
    ),
    "SUBSCRIPTION_SUSPENDED": Words(
        "The subscription of {organisation} is suspended",
        "The subscription is suspended",
        (
            "For want of payment the subscription of {organisation} is suspended.",
            "Your documents can still be read and exported; you can issue new ones as soon as it is paid.",
        ),
        (),
        "Pay now",
    ),
    "SUBSCRIPTION_CHANGED": Words(
        "Your subscription has changed",
        "Your subscription has changed",
        ("This is the subscription of {organisation} as it stands now.",),
        ("You did not ask for this change? Please tell us at once.",),
    ),
    "SUBSCRIPTION_CANCELLED": Words(
        "Your subscription is cancelled",
        "Your subscription is cancelled",
        (
            "The subscription of {organisation} ends on {ends_on}. Until then nothing changes.",
            "Export your data whenever you like. You can also change your mind before that day.",
        ),
    ),
    "SUBSCRIPTION_INVOICE": Words(
        "Your Smoall invoice {number}",
        "Your invoice {number}",
        ("The invoice for the subscription of {organisation} is ready. You find it in your workspace.",),
    ),
    "SUB_PROCESSOR_CHANGE": Words(
        "A change among our sub-processors",
        "A sub-processor changes",
        (
            (
                "We announce to {organisation}, as the GDPR asks (art. 28(2)), a change among those who "
                "process data for Smoall."
            ),
            "{text}",
            "{objecting}",
        ),
    ),
    "SUB_PROCESSOR_CHANGE_WITHDRAWN": Words(
        "A change that was announced is withdrawn",
        "The change will not happen",
        (
            (
                "The change among our sub-processors that we had announced to {organisation} is withdrawn: "
                "it will not happen."
            ),
            "{text}",
        ),
    ),
}
