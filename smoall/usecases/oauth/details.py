"""What is asked of an application, read with every finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from smoall.domain.access.oauth import MOST_REDIRECTS, RedirectUri
from smoall.domain.access.role import GRANTABLE, Permission
from smoall.domain.kernel.errors import Finding, collect, refuse_fatal
from smoall.domain.kernel.text import clean_text


@dataclass(frozen=True, slots=True)
class AppDetails:
    """What a person types."""

    name: str
    redirect_uris: Sequence[str]
    scopes: Sequence[Permission]


@dataclass(frozen=True, slots=True)
class CheckedApp:
    """The same, sound."""

    name: str
    redirect_uris: tuple[RedirectUri, ...]
    scopes: frozenset[Permission]


def read_app(given: AppDetails) -> CheckedApp:
    """The application. Raises Invalid with every finding."""
    findings: list[Finding] = []
    name = collect(findings, "name", partial(clean_text, max_length=60), given.name)
    redirects = [
        collect(findings, f"redirectUris[{index}]", RedirectUri.parse, text)
        for index, text in enumerate(given.redirect_uris[: MOST_REDIRECTS + 1])
    ]
    if not 0 < len(given.redirect_uris) <= MOST_REDIRECTS:
        findings.append(Finding("REDIRECT_URI_COUNT", "redirectUris", values={"most": str(MOST_REDIRECTS)}))
    if not given.scopes:
        findings.append(Finding("SCOPE_REQUIRED", "scopes"))
    for index, scope in enumerate(given.scopes):
        if scope not in GRANTABLE:
            findings.append(Finding("SCOPE_UNKNOWN", f"scopes[{index}]", values={"scope": scope}))
    refuse_fatal(findings)
    assert name is not None
    return CheckedApp(name, tuple(dict.fromkeys(uri for uri in redirects if uri)), frozenset(given.scopes))
