"""What can be asked and done about the rights of the people in the data."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import does
from smoall.schema.privacy import mutations, queries
from smoall.schema.privacy.breaches.roots import BreachesMutations, BreachesQueries
from smoall.schema.privacy.objection.roots import ObjectionMutations, ObjectionQueries
from smoall.schema.privacy.register.roots import RegisterMutations, RegisterQueries
from smoall.schema.privacy.retention.roots import RetentionMutations, RetentionQueries
from smoall.schema.privacy.subjects.roots import SubjectsMutations, SubjectsQueries
from smoall.schema.privacy.types import DpoContact, MyData, OrganisationExport, PrivacyNotice, SubProcessor


@strawberry.type(description="Reading about the rights of the people in the data.")
class PrivacyQueries(BreachesQueries, ObjectionQueries, RegisterQueries, RetentionQueries, SubjectsQueries):
    """Root fields of queries."""

    dpo_contact: DpoContact = strawberry.field(
        resolver=queries.dpo_contact, description="How to reach the data protection officer. Needs no session."
    )
    sub_processors: list[SubProcessor] = strawberry.field(
        resolver=queries.sub_processors,
        description="Who processes personal data for Smoall, and under which protection. Needs no session.",
    )
    privacy_notice: PrivacyNotice = strawberry.field(
        resolver=queries.privacy_notice, description="The privacy notice in force. Needs no session."
    )
    my_data: MyData = strawberry.field(
        resolver=queries.my_data_, description="Everything that is held about you. Needs `MANAGE_OWN_ACCOUNT`."
    )
    organisation_export: OrganisationExport | None = strawberry.field(
        resolver=queries.organisation_export,
        description="The latest export of your organisation, made when it is closed. Needs `CLOSE_ORGANISATION`.",
    )


@strawberry.type(description="Acts on the rights of the people in the data.")
class PrivacyMutations(BreachesMutations, ObjectionMutations, RegisterMutations, RetentionMutations, SubjectsMutations):
    """Root fields of mutations."""

    delete_my_account = does(
        mutations.delete_my_account_,
        mutations.DeleteMyAccountResult,
        "Erase your account, everywhere and at once; what the law keeps is named in the receipt.",
        needs=Permission.MANAGE_OWN_ACCOUNT,
        replayed=False,
    )
    close_organisation = does(
        mutations.close_organisation_,
        mutations.CloseOrganisationResult,
        "Close your organisation: its records are exported, it can only be read, and it is erased after the grace.",
        needs=Permission.CLOSE_ORGANISATION,
        replayed=False,
    )
    reopen_organisation = does(
        mutations.reopen_organisation_,
        mutations.ReopenOrganisationResult,
        "Undo the closing of your organisation, within the grace.",
        needs=Permission.CLOSE_ORGANISATION,
    )
