"""What can be asked and done about accounts and members."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.access import account, consents, invitations, members, sessions
from smoall.schema.access.member_types import Invitation, MyConsents, OpenSession
from smoall.schema.access.types import Membership
from smoall.schema.building import Connection, does, pages, says

_OWN = Permission.MANAGE_OWN_ACCOUNT
_MEMBERS = Permission.MANAGE_MEMBERS


@strawberry.type(description="Reading about accounts and members.")
class AccessQueries:
    """Root fields of queries."""

    sessions: Connection[OpenSession] = pages("Your open sessions in all organisations, the latest first.")
    my_consents: MyConsents = says("What you accepted, refused and took back: what is in force, and the whole history.")
    members: Connection[Membership] = pages("Who belongs to the organisation, the oldest membership first.")
    invitations: Connection[Invitation] = pages("Who was asked in, the latest first.")


@strawberry.type(description="Acts on accounts and members.")
class AccessMutations:
    """Root fields of mutations."""

    verify_email = does(
        account.verify_email_,
        account.VerifyEmailResult,
        "Prove your address by the link in a letter. Needs no session.",
        needs=None,
        replayed=False,
    )
    request_email_verification = does(
        account.request_email_verification_,
        account.RequestEmailVerificationResult,
        "Ask for that letter once more: three times in 15 minutes at most. Needs no session.",
        needs=None,
        replayed=False,
    )
    request_password_reset = does(
        account.request_password_reset_,
        account.RequestPasswordResetResult,
        "Ask for a link to reset your password: three times in 15 minutes at most. Needs no session.",
        needs=None,
        replayed=False,
    )
    reset_password = does(
        account.reset_password_,
        account.ResetPasswordResult,
        "Set another password by that link. All sessions end. Needs no session.",
        needs=None,
        replayed=False,
    )
    change_password = does(
        account.change_password_,
        account.ChangePasswordResult,
        "Set another password, knowing the present one. Your other sessions end.",
        needs=_OWN,
        replayed=False,
    )
    change_email = does(
        account.change_email_,
        account.ChangeEmailResult,
        "Ask for another address to sign in with; both addresses have to agree.",
        needs=_OWN,
        replayed=False,
    )
    confirm_email_change = does(
        account.confirm_email_change_,
        account.ConfirmEmailChangeResult,
        "Agree to another address by the link in one of the two letters. Needs no session.",
        needs=None,
        replayed=False,
    )
    update_me = does(account.update_me_, account.UpdateMeResult, "Change your name or language.", needs=_OWN)
    withdraw_consent = does(
        consents.withdraw_consent_, consents.WithdrawConsentResult, "Take a consent back.", needs=_OWN
    )
    set_marketing_consent = does(
        consents.set_marketing_consent_,
        consents.SetMarketingConsentResult,
        "Say whether news may be sent.",
        needs=_OWN,
    )
    revoke_session = does(
        sessions.revoke_session_,
        sessions.RevokeSessionResult,
        "End one of your sessions.",
        needs=_OWN,
    )
    revoke_other_sessions = does(
        sessions.revoke_other_sessions_,
        sessions.RevokeOtherSessionsResult,
        "End all your sessions but this one.",
        needs=_OWN,
    )
    refresh_session = does(
        sessions.refresh_session_,
        sessions.RefreshSessionResult,
        "Another token for this session; the present one is dead at once. The session does not last longer by it.",
        needs=_OWN,
        replayed=False,
    )
    switch_organisation = does(
        sessions.switch_organisation_,
        sessions.SwitchOrganisationResult,
        "A session in another of your organisations.",
        needs=_OWN,
        replayed=False,
    )
    invite_user = does(
        invitations.invite_user_,
        invitations.InviteUserResult,
        "Invite a person by letter: it says who invites, what is kept of them and what they may ask.",
        needs=_MEMBERS,
    )
    revoke_invitation = does(
        invitations.revoke_invitation_,
        invitations.RevokeInvitationResult,
        "Take an invitation back.",
        needs=_MEMBERS,
    )
    resend_invitation = does(
        invitations.resend_invitation_,
        invitations.ResendInvitationResult,
        "Send an invitation again; earlier links no longer work.",
        needs=_MEMBERS,
    )
    accept_invitation = does(
        invitations.accept_invitation_,
        invitations.AcceptInvitationResult,
        "Join an organisation by the link in a letter: signed in, or with a new account. Needs no session.",
        needs=None,
        replayed=False,
    )
    decline_invitation = does(
        invitations.decline_invitation_,
        invitations.DeclineInvitationResult,
        "Say no to an invitation by the link in its letter. Needs no session.",
        needs=None,
        replayed=False,
    )
    change_role = does(members.change_role_, members.ChangeRoleResult, "Give a member another role.", needs=_MEMBERS)
    remove_member = does(
        members.remove_member_, members.RemoveMemberResult, "End somebody's membership.", needs=_MEMBERS
    )
    leave_organisation = does(
        members.leave_organisation_,
        members.LeaveOrganisationResult,
        "End your own membership.",
        needs=_OWN,
        replayed=False,
    )
