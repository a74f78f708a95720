"""What the whole run shares: one Postgres, a running house per process, and the say on tests that need a browser."""

import importlib
import os
import pkgutil
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

import smoall
from smoall.domain.organisations.house import HOUSE
from tests.harness.account_acts import proved
from tests.harness.api import Api
from tests.harness.databases import Databases
from tests.harness.house import RunningHouse, at_work, running_house
from tests.harness.operating import OPERATORS, operator
from tests.postgres_server import PostgresServer, ServerOfTheRun, ask_for_server

SERVER = pytest.StashKey[ServerOfTheRun]()
COUNTER = pytest.StashKey[Path]()


def import_everything() -> None:
    """Load all of Smoall at once.

    Hypothesis draws constants from the modules that are loaded: one that a background job loads in the middle of a
    property test would make the test look flaky.
    """
    for module in pkgutil.walk_packages(smoall.__path__, "smoall."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process opens the counter at which workers ask for a Postgres."""
    import_everything()
    workerinput = getattr(config, "workerinput", None)
    if workerinput is None:
        config.stash[SERVER] = ServerOfTheRun(url=os.environ.get("TEST_DATABASE_URL"))
        config.stash[COUNTER] = config.stash[SERVER].counter
    else:
        config.stash[COUNTER] = Path(workerinput["counter"])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each worker where the counter is."""
    node.workerinput["counter"] = str(node.config.stash[COUNTER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the Postgres with the run."""
    if (server := config.stash.get(SERVER, None)) is not None:
        server.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are left out, and say how to get it."""
    if shutil.which("chromium") and shutil.which("chromedriver"):
        return
    missing = pytest.mark.skip(reason="no Chromium here; Debian: apt-get install chromium chromium-driver")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)


@pytest.fixture(scope="session")
def postgres_server(pytestconfig: pytest.Config) -> PostgresServer:
    """The run's Postgres: ``admin_dsn()``, ``owner_dsn(database)``, ``app_dsn(database)``."""
    return ask_for_server(pytestconfig.stash[COUNTER])


@pytest.fixture(scope="session")
def databases(postgres_server: PostgresServer) -> Iterator[Databases]:
    """Migrated databases, copied from this process's template."""
    made = Databases(postgres_server)
    yield made
    made.drop_template()


@pytest_asyncio.fixture(scope="session")
async def house(databases: Databases) -> AsyncIterator[RunningHouse]:
    """This process's running application. Tests share it, each in organisations of its own."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as running:
            yield running


@pytest_asyncio.fixture(scope="module")
async def house_apart(databases: Databases) -> AsyncIterator[RunningHouse]:
    """A running application for the tests of one file, which do to its tables what is never done."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as running:
            yield running


@pytest_asyncio.fixture
async def api(house: RunningHouse, request: pytest.FixtureRequest) -> AsyncIterator[Api]:
    """Somebody who registered for this test and proved their address, where nobody has guessed from yet.

    For a ``mutation`` that only Smoall's own people can do, it is one of them; letters that such an act would send to
    all the organisations of the run are not sent.
    """
    await house.truth("DELETE FROM throttle")
    if getattr(request.node, "callspec", None) and request.node.callspec.params.get("mutation") in OPERATORS:
        yield await operator(house)
        await house.queue.take(HOUSE)
        return
    yield await proved(house, await Api.registered(house.http))


@pytest_asyncio.fixture
async def other(house: RunningHouse) -> Api:
    """Somebody else, in an organisation of their own."""
    return await proved(house, await Api.registered(house.http))


@pytest_asyncio.fixture(scope="session")
async def house_at_work(databases: Databases) -> AsyncIterator[RunningHouse]:
    """Another running application, with a real worker that takes jobs by itself."""
    with databases.copy() as where:
        async with running_house(where, admin=databases.admin(where)) as running:
            with at_work(running):
                yield running
