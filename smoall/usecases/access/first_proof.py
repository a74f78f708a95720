"""The first proof of an address by a reset: who reads mail there need not be who registered it.

Anybody can register somebody else's address and wait until its owner claims the account. All that opens it and was set
up before the proof is therefore whoever's: it goes. Memberships that others gave stay, for they meant the address.

A link that verifies an address, an invitation and a change of address drop nothing: the first claims no account, and
the other two are followed by whoever signed in with what is in force.
"""

from smoall.domain.access.consent import ConsentSource
from smoall.usecases.access.account_stores import Person
from smoall.usecases.access.change_email import forget_open_change
from smoall.usecases.access.consents import take_news_back
from smoall.usecases.credentials.stores import CredentialChange, Owner
from smoall.usecases.credentials.telling import tell_owner
from smoall.usecases.unit import Unit


async def claim_by_reset(unit: Unit, person: Person) -> bool:
    """Drop what was set up at an address that nobody had proved; False, and nothing, where somebody had.

    Passkeys, the authenticator app with its recovery codes, API keys and applications, a change of address that is
    open, and the consent to news: nothing says that it was given by who reads the news (GDPR art. 7(1)). Sessions end
    with any reset.
    """
    if person.email_verified_at is not None:
        return False
    await unit.credentials.drop_all(person.id)
    await unit.accounts.end_keys(person.id)
    await forget_open_change(unit, person)
    await take_news_back(unit, person.id, source=ConsentSource.ADDRESS_PROVED)
    owner = Owner(person.id, person.email, person.name, person.language, person.password_hash)
    await tell_owner(unit, owner, CredentialChange.ADDRESS_CLAIMED)
    return True
