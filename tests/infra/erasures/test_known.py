"""What a restored home keeps: every file that a row names, whatever table that is in."""

from smoall.infra.erasures.known import naming_files


def test_every_table_that_names_files_is_asked() -> None:
    asked = " ".join(str(one) for one in naming_files())
    for table in ("document_file", "organisation_export", "subject_answer"):
        assert f"Identifier('{table}')" in asked
