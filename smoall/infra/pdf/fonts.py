"""The typeface, taken from the ``font-source-sans-pro`` wheel (SIL Open Font License); no font file lives here."""

from base64 import b64encode
from importlib.resources import files

_WEIGHTS = {300: "Light", 400: "Regular", 600: "Semibold"}


def font_faces() -> str:
    """``@font-face`` rules with the fonts inside as ``data:`` URLs, so that nothing has to be fetched."""
    return "\n".join(_face(weight, name) for weight, name in _WEIGHTS.items())


def _face(weight: int, name: str) -> str:
    font = (files("font_source_sans_pro") / "files" / f"SourceSansPro-{name}.otf").read_bytes()
    source = f"url(data:font/otf;base64,{b64encode(font).decode()})"
    return f'@font-face {{ font-family: "Smoall Sans"; font-weight: {weight}; src: {source} format("opentype"); }}'
