"""Which account Postgres runs under: Postgres refuses to run as root, a fresh machine often offers nothing else.

As root there are two ways, tried in this order, and neither creates an account or opens a folder to others:

* a user namespace, in which root's own files look like those of an ordinary user;
* the account ``nobody`` with the one capability that lets it reach the data folder below a closed home.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from smoall.infra.postgres.binaries import EmbeddedPostgresError

NOBODY = 65534
STOP_WITH_PARENT = ("setpriv", "--pdeathsig", "INT")
"""Makes the kernel stop Postgres (fast, clean) when the process that started it dies, even by ``kill -9``."""


@dataclass(frozen=True, slots=True)
class Account:
    """What to put before a Postgres command, and who must own its files."""

    prefix: tuple[str, ...]
    owner: tuple[int, int]

    def command(self, *arguments: str) -> list[str]:
        """The command that runs a Postgres program under this account, with the process id of the one it starts as."""
        return [*self.prefix, *arguments]

    def server_command(self, *arguments: str) -> list[str]:
        """The same for a server that must not outlive its parent (where the machine can do that)."""
        watch = STOP_WITH_PARENT if _works((*self.prefix, *STOP_WITH_PARENT, "true")) else ()
        return [*self.prefix, *watch, *arguments]


IN_NAMESPACE = Account(("unshare", "--user", "--map-user=1000", "--map-group=1000", "--"), (0, 0))
AS_NOBODY = Account(
    (
        "setpriv",
        f"--reuid={NOBODY}",
        f"--regid={NOBODY}",
        "--clear-groups",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        "--",
    ),
    (NOBODY, NOBODY),
)


def unprivileged_account() -> Account:
    """The present user, or for root the first way that works here; EmbeddedPostgresError when none does."""
    if os.geteuid() != 0:
        return Account((), (os.geteuid(), os.getegid()))
    for account in (IN_NAMESPACE, AS_NOBODY):
        if _works(tuple(account.command("true"))):
            return account
    raise EmbeddedPostgresError(
        "Postgres does not run as root, and this machine lets root neither make a user namespace nor become another "
        "user. Run Smoall as an ordinary user, or set DATABASE_URL to a server you already have."
    )


@cache
def _works(command: tuple[str, ...]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)
    return done.returncode == 0
