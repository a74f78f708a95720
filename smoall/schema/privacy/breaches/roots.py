"""What can be asked and done about breaches."""

import strawberry

from smoall.domain.access.role import Permission
from smoall.schema.building import Connection, does, pages
from smoall.schema.privacy.breaches import mutations, queries
from smoall.schema.privacy.breaches.types import Breach, BreachDrafts, BreachOrder, BreachWhere


@strawberry.type(description="Reading about breaches.")
class BreachesQueries:
    """Root fields of queries."""

    breaches: Connection[Breach] = pages(
        "Breaches of personal data that affect your organisation, with its own share; Smoall itself sees each of them"
        " as a whole. The latest first unless asked otherwise. Needs `MANAGE_PRIVACY`.",
        where=BreachWhere,
        order=BreachOrder,
    )
    breach_drafts: BreachDrafts | None = strawberry.field(
        resolver=queries.breach_drafts,
        description="Drafts of the notifications of a breach in your register; null when there is no such breach."
        " Needs `MANAGE_PRIVACY`.",
    )


@strawberry.type(description="Acts on breaches.")
class BreachesMutations:
    """Root fields of mutations."""

    record_breach = does(
        mutations.record_breach_,
        mutations.RecordBreachResult,
        "Record a breach of personal data: by objects or a time window, it finds whom it affects."
        " Only for Smoall's own people.",
        needs=Permission.MANAGE_PRIVACY,
    )
    amend_breach = does(
        mutations.amend_breach_,
        mutations.AmendBreachResult,
        "Say what has become known of a breach, for Smoall's own people; decide in your register who is told, and why.",
        needs=Permission.MANAGE_PRIVACY,
    )
    notify_breach = does(
        mutations.notify_breach_,
        mutations.NotifyBreachResult,
        "Note in your register that somebody was told of a breach. When Smoall has told the organisations that are"
        " affected, their clocks begin and their owners are written to.",
        needs=Permission.MANAGE_PRIVACY,
    )
    close_breach = does(
        mutations.close_breach_,
        mutations.CloseBreachResult,
        "Close a breach in your register, once everybody is told or it is decided that they need not be.",
        needs=Permission.MANAGE_PRIVACY,
    )
