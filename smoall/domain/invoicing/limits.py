"""How large a document and its parts may be; a text or an amount within them fits every column and every format."""

from decimal import Decimal

MAX_LINES = 1000
MAX_DISCOUNTS = 50
DESCRIPTION_LENGTH = 1000
REASON_LENGTH = 200
NOTE_LENGTH = 4000
REFERENCE_LENGTH = 100

# A quantity, a price, and the number of their decimals (UBL allows more, nobody means them).
FACTOR_BELOW = Decimal(10**9)
FACTOR_DECIMALS = 6
PERCENT_DECIMALS = 4
# An amount fits numeric(14,2): twelve digits before the point.
AMOUNT_BELOW = Decimal(10**12)

LONGEST_TERM_DAYS = 365
