"""Sound inputs of the acts on breaches."""

from datetime import UTC, datetime, timedelta

from tests.harness.api import Api, Json
from tests.harness.house import RunningHouse

FACTS = "A list of customers was sent to the wrong address"


def ago(**span: float) -> str:
    """A moment in the past."""
    return (datetime.now(UTC) - timedelta(**span)).isoformat()


def noticed(*objects: str, **changes: object) -> Json:
    """What an operator knows of a breach."""
    known = {"natures": ["CONFIDENTIALITY"], "facts": FACTS, "discoveredAt": ago(hours=1), "objects": list(objects)}
    return {**known, **changes}


async def recorded(at_smoall: Api, *objects: str, **changes: object) -> str:
    """The id of a breach that an operator recorded."""
    given = noticed(*objects, **changes)
    found: str = (await at_smoall.do("recordBreach", given, select="breach { id }"))["breach"]["id"]
    return found


async def to_record(_house: RunningHouse, api: Api) -> Json:
    """A breach of a company in the operator's own organisation."""
    more = {"effects": "Unwanted letters", "remedy": "The list was taken back", "occurredFrom": ago(hours=2)}
    return noticed(await api.company(), **more)


ACTS = {"recordBreach": to_record}
