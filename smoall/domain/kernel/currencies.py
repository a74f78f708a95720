"""Currency codes (ISO 4217, as EN 16931 lists them: BR-CL-04) and those in which a document can be issued."""

from smoall.domain.kernel.errors import Unparsable

_ALL = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNH CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""

CURRENCIES = frozenset(_ALL.split())

ISSUABLE = frozenset({"EUR"})


def currency_code(text: str) -> str:
    """Read a currency code in which documents can be issued.

    CURRENCY_UNKNOWN when ISO 4217 has none such. CURRENCY_NOT_SUPPORTED for all but the euro: Belgian law wants the
    VAT in euro as well (VAT Code, Royal Decree no. 1 art. 5; BT-6 and BT-111), which needs a rate of the day.
    """
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise Unparsable("CURRENCY_UNKNOWN", rule_id="BR-CL-04", currency=code[:10])
    if code not in ISSUABLE:
        raise Unparsable("CURRENCY_NOT_SUPPORTED", currency=code)
    return code
