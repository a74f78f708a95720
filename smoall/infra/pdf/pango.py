"""Whether this machine can print: WeasyPrint needs Pango, which no Python package brings."""

from ctypes.util import find_library

_LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
_REMEDY = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def pango_missing() -> str | None:
    """What to type on Debian or Ubuntu when a library that WeasyPrint opens is absent; None when all are there."""
    return None if all(map(find_library, _LIBRARIES)) else _REMEDY
