"""What can be asked and done about the requests of people about their data."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import Connection, does, pages
from smoall.schema.privacy.subjects import cases, mutations, queries
from smoall.schema.privacy.subjects.types import (
    SubjectAccessReport,
    SubjectRequest,
    SubjectRequestOrder,
    SubjectRequestWhere,
    SubjectSearch,
)
from smoall.schema.privacy.types import ErasureReceipt


@strawberry.type(description="Reading about the requests of people about their data.")
class SubjectsQueries:
    """Root fields of queries."""

    erasure_receipt: ErasureReceipt | None = strawberry.field(
        resolver=queries.erasure_receipt,
        description="The receipt of an erasure in your organisation. Needs `MANAGE_PRIVACY`.",
    )
    subject_access_report: SubjectAccessReport = strawberry.field(
        resolver=queries.subject_access_report,
        description="What is held about the person of a case, to be handed to them. Needs `MANAGE_PRIVACY`.",
    )
    find_subject: SubjectSearch = strawberry.field(
        resolver=queries.find_subject_,
        description="Where a person is named, in rows, files and letters, whatever the case and the accents."
        " Needs `MANAGE_PRIVACY`.",
    )
    subject_requests: Connection[SubjectRequest] = pages(
        "Requests of people about their data, those due first unless asked otherwise. Needs `MANAGE_PRIVACY`.",
        where=SubjectRequestWhere,
        order=SubjectRequestOrder,
    )


@strawberry.type(description="Acts on the requests of people about their data.")
class SubjectsMutations:
    """Root fields of mutations."""

    anonymise_contacts = does(
        mutations.anonymise_contacts_,
        mutations.AnonymiseContactsResult,
        "Anonymise contacts everywhere but in what the law keeps; preview first, and give the preview's token.",
        needs=Permission.MANAGE_PRIVACY,
    )
    open_subject_request = does(
        cases.open_subject_request_,
        cases.OpenSubjectRequestResult,
        "Open a case for what a person asks about their data; it is due in one month.",
        needs=Permission.MANAGE_PRIVACY,
    )
    verify_subject_identity = does(
        cases.verify_subject_identity_,
        cases.VerifySubjectIdentityResult,
        "Note that the person has shown who they are, and how.",
        needs=Permission.MANAGE_PRIVACY,
    )
    extend_subject_request = does(
        cases.extend_subject_request_,
        cases.ExtendSubjectRequestResult,
        "Extend a case by two months, within the first and once.",
        needs=Permission.MANAGE_PRIVACY,
    )
    refuse_subject_request = does(
        cases.refuse_subject_request_,
        cases.RefuseSubjectRequestResult,
        "Refuse a request; answers the letter that says why and where to complain.",
        needs=Permission.MANAGE_PRIVACY,
    )
    complete_subject_request = does(
        cases.complete_subject_request_,
        cases.CompleteSubjectRequestResult,
        "Close a case as done; an erasure is previewed first and takes its token.",
        needs=Permission.MANAGE_PRIVACY,
    )
