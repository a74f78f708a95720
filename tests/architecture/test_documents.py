"""What the documents say is so: operations validate, links lead somewhere, tables name what exists."""

import re
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from smoall.commands.speaking import Exit
from smoall.settings import variables
from tests.architecture.test_ground_floor import pins

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
SCHEMA = build_schema((ROOT / "smoall" / "schema" / "schema.graphql").read_text("utf-8"))
GUIDES = sorted((ROOT / "docs").glob("*.md"))
BLOCKS = re.findall(r"```graphql\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
SECTIONS = ["## Context", "## Decision", "## Alternatives", "## Consequences"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block).split("(")[0].split("{")[0].strip())
def test_an_operation_of_the_readme_is_valid(block: str) -> None:
    assert validate(SCHEMA, parse(block)) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_the_operations_of_a_guide_are_valid(guide: Path) -> None:
    blocks = re.findall(r"```graphql\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)
    assert [error.message for block in blocks for error in validate(SCHEMA, parse(block))] == []


def test_the_readme_tells_the_story_step_by_step() -> None:
    assert len(BLOCKS) == 8


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_exist(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_folder_and_file_on_the_map_exists() -> None:
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    assert len(named) >= 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_exit_status_is_documented() -> None:
    documented = {int(status) for status in re.findall(r"^\| (\d+) \|", OPERATIONS, re.MULTILINE)}
    assert documented == {0, *(int(each) for each in Exit)}


def test_every_setting_that_a_document_names_exists() -> None:
    known = {each.name for each in variables().values()}
    for document in DOCUMENTS:
        named = set(re.findall(r"\b(?:SMOALL_[A-Z_]+|DATABASE_[A-Z]*URL)\b", document.read_text("utf-8")))
        assert named - known == set(), document.name


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_has_its_parts_and_its_number(record: Path) -> None:
    text = record.read_text("utf-8")
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert re.findall(r"^## \w+$", text, re.MULTILINE) == SECTIONS


def test_every_package_that_is_shipped_is_listed_with_its_licence() -> None:
    notice = set(re.findall(r"[A-Za-z0-9-]+", (ROOT / "NOTICE").read_text("utf-8").lower()))
    assert [name for name in pins("requirements.lock") if name not in notice] == []


def test_the_image_asks_for_addresses_that_exist() -> None:
    web = (ROOT / "smoall" / "web.py").read_text("utf-8")
    asked = re.findall(r"http://127\.0\.0\.1:8000(/[a-z/]+)", (ROOT / "Dockerfile").read_text("utf-8"))
    assert asked
    assert [path for path in asked if f'"{path}"' not in web] == []
