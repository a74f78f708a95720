"""Belgian national numbers in free text: they identify a person, and may only be used where a law allows it.

Law of 8 August 1983, art. 8; GDPR art. 87. A number of the national register or of the Crossroads Bank (bis number) is
eleven digits, a date of birth first, the last two a check of the other nine modulo 97.
"""

import re

from stdnum.be import bis, nn

_ELEVEN = re.compile(r"(?<![0-9])[0-9]{2}[ .]?[0-9]{2}[ .]?[0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{2}(?![0-9])")


def holds_national_number(text: str) -> bool:
    """Whether ``text`` holds one, however it is written; its check digits are right, so that few other numbers pass."""
    return any(nn.is_valid(found) or bis.is_valid(found) for found in _ELEVEN.findall(text))
