"""The peers under Node: installed once under bench/.data, with the Node that runs them."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from bench.ground import HERE, KEPT, Ground
from bench.questions import Asked, Question, made
from bench.servers.started import Server, started

SCRIPTS = HERE / "node"
INSTALLED = KEPT / "node"
NODE = INSTALLED / "node_modules" / ".bin" / "node"

_INVOICE = """fragment Invoice on Document {
  rowId number state issuedOn dueOn
  companyByOrganisationIdAndCompanyId { rowId name city }
  documentLinesByOrganisationIdAndDocumentId(orderBy: [POSITION_ASC]) {
    nodes { position description quantity unitPrice net }
  }
  net vat gross currency balance
}"""
_ONE = f"""query One($o: UUID!, $id: UUID!) {{
  documentByOrganisationIdAndRowId(organisationId: $o, rowId: $id) {{ ...Invoice }}
}} {_INVOICE}"""
_PAGE = f"""query Page($o: UUID!, $state: String!, $first: Int!) {{
  allDocuments(
    condition: {{organisationId: $o, kind: "INVOICE", state: $state}}
    orderBy: [LISTED_ON_DESC, ROW_ID_DESC], first: $first
  ) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ ...Invoice }} }}
}} {_INVOICE}"""


def peers_are_there() -> bool:
    """Whether the peers are installed, installing them when npm is to be had; without it there are none."""
    if not NODE.exists() and shutil.which("npm"):
        INSTALLED.mkdir(parents=True, exist_ok=True)
        shutil.copy(SCRIPTS / "package.json", INSTALLED)
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=INSTALLED, check=False, timeout=600)
    return NODE.exists()


def mercurius(mode: str, ground: Ground) -> AbstractContextManager[Server]:
    """Mercurius with JIT, by ``single`` statement or with ``loaders``."""
    return _node(f"mercurius {mode}", "mercurius.js", ground, {"MODE": mode})


def postgraphile(ground: Ground) -> AbstractContextManager[Server]:
    """PostGraphile without row security: its best."""
    return _node("postgraphile", "postgraphile.js", ground, {})


def _node(name: str, script: str, ground: Ground, more: dict[str, str]) -> AbstractContextManager[Server]:
    copied = Path(shutil.copy(SCRIPTS / script, INSTALLED))  # modules are looked for beside the script
    environment = {"NODE_ENV": "production", "GRAPHILE_ENV": "production", **more}
    return started(name, [str(NODE), str(copied), "{port}"], ground=ground, more=environment)


def as_postgraphile(question: Question) -> Question | None:
    """The same question in PostGraphile's words; None for the sums, which need a function of their own there."""
    if question.name == "Q1":
        return _asking(question, _ONE, lambda given: {"id": given["id"][4:]})
    if question.name == "Q2":
        return _asking(question, _PAGE, lambda given: {"state": given["where"]["state"]["eq"], "first": given["first"]})
    return None


def _asking(question: Question, text: str, variables: Callable[[dict[str, Any]], dict[str, Any]]) -> Question:
    requests = (
        Asked(one.organisation, {"o": str(made(0, one.organisation)), **variables(one.variables)})
        for one in question.requests
    )
    return Question(question.name, question.title, text, tuple(requests))
