"""Numbers that nobody has and whose check digits are right, so that every rule accepts them."""


def enterprise_number(first_eight: int) -> str:
    """A Belgian enterprise number: eight digits, and 97 minus them modulo 97."""
    return f"{first_eight:08d}{97 - first_eight % 97:02d}"


def belgian_iban(first_ten: int) -> str:
    """A Belgian IBAN: the account's own check digits (modulo 97, 97 for 0) and the IBAN's (ISO 13616)."""
    account = f"{first_ten:010d}{first_ten % 97 or 97:02d}"
    return f"BE{98 - int(account + '111400') % 97:02d}{account}"


def luxembourg_vat(first_six: int) -> str:
    """A Luxembourg VAT number: six digits and their remainder by 89."""
    return f"LU{first_six:06d}{first_six % 89:02d}"
