"""Whatever may be issued becomes UBL that every official validator accepts without one remark."""

import pytest
from hypothesis import HealthCheck, given, settings

from smoall.domain.invoicing.document import IssuedDocument
from smoall.domain.invoicing.vat import VatCategory
from smoall.domain.peppol.bis3 import write_ubl
from smoall.infra.peppol.rules import OfficialRules
from tests import oracle, strategies

RULES = OfficialRules()
GENEROUS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("category", VatCategory)
def test_every_category_is_accepted_by_schema_stylesheet_and_rules(category: VatCategory) -> None:
    @GENEROUS
    @given(strategies.issued_documents(category=category))
    def law(document: IssuedDocument) -> None:
        ubl = write_ubl(document)
        assert oracle.schema_errors(ubl) == []
        assert oracle.official_failures(ubl) == []
        assert RULES.check_all(ubl) == ()
        assert RULES.check(ubl) == ()

    law()
