"""The wordings of codes: for each code French, Dutch, German and English, in that order."""

Wordings = dict[str, tuple[str, str, str, str]]
