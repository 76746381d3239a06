"""A State as lists write it -> its ISO 3166-1 alpha-3 code; what names no State stays as written."""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import normalize

from vetoproof.evidence.climate.codes import ALPHA_3

# Code, then the names that the UN, OFAC, the EU and the UK use for it. `Palestinian` and `Burma` are OFAC's.
_NAMES = """
AFG Afghanistan|ALB Albania|DZA Algeria|AND Andorra|AGO Angola|ATG Antigua and Barbuda|ARG Argentina|ARM Armenia|ABW Aruba|AUS Australia
AUT Austria|AZE Azerbaijan|BHS Bahamas/Bahamas, The/The Bahamas|BHR Bahrain|BGD Bangladesh|BRB Barbados|BLR Belarus/Belorussia|BEL Belgium
BLZ Belize|BEN Benin|BMU Bermuda|BTN Bhutan|BOL Bolivia/Bolivia (Plurinational State of)|BIH Bosnia and Herzegovina/Bosnia|BWA Botswana
BRA Brazil|VGB British Virgin Islands/Virgin Islands, British/Virgin Islands (British)|BRN Brunei/Brunei Darussalam|BGR Bulgaria
BFA Burkina Faso|BDI Burundi|KHM Cambodia|CMR Cameroon|CAN Canada|CPV Cabo Verde/Cape Verde|CYM Cayman Islands
CAF Central African Republic|TCD Chad|CHL Chile|CHN China/People's Republic of China/China, People's Republic of|COL Colombia|COM Comoros
COG Congo/Congo, Republic of the/Republic of the Congo/Congo-Brazzaville|COK Cook Islands|CRI Costa Rica|HRV Croatia|CUB Cuba|CUW Curacao
COD Democratic Republic of the Congo/Congo, Democratic Republic of the/DRC/Congo (Democratic Republic)/Congo, Democratic Republic
CYP Cyprus|CIV Cote d'Ivoire/Cote d Ivoire/Ivory Coast|CZE Czech Republic/Czechia|DNK Denmark|DJI Djibouti|DMA Dominica
DOM Dominican Republic|ECU Ecuador|EGY Egypt|SLV El Salvador|GNQ Equatorial Guinea|ERI Eritrea|EST Estonia|SWZ Eswatini/Swaziland
ETH Ethiopia|FJI Fiji|FIN Finland|FRA France|GAB Gabon|GMB Gambia/Gambia, The/The Gambia|GEO Georgia|DEU Germany|GHA Ghana|GIB Gibraltar
GRC Greece|GRD Grenada|GTM Guatemala|GGY Guernsey|GIN Guinea|GNB Guinea-Bissau|GUY Guyana|HTI Haiti|VAT Holy See/Vatican City|HND Honduras
HKG Hong Kong/China, Hong Kong Special Administrative Region/Hong Kong, China/Hong Kong SAR|HUN Hungary|ISL Iceland|IND India
IDN Indonesia|IRN Iran/Iran (Islamic Republic of)/Islamic Republic of Iran/Iran, Islamic Republic of|IRQ Iraq|IRL Ireland|IMN Isle of Man
ISR Israel|ITA Italy|JAM Jamaica|JPN Japan|JEY Jersey|JOR Jordan|KAZ Kazakhstan|KEN Kenya|KIR Kiribati|XKX Kosovo|KWT Kuwait
KGZ Kyrgyzstan/Kyrgyz Republic
PRK Democratic People's Republic of Korea/DPRK/North Korea/Korea, North/Korea, Democratic People's Republic of
PRK Korea (Democratic People's Republic of)/Korea, Democratic People´s Republic of/DPR Korea/Korea (North)
KOR Republic of Korea/South Korea/Korea, South/Korea, Republic of/Korea (Republic of)/Korea (South)
LAO Laos/Lao People's Democratic Republic|LVA Latvia|LBN Lebanon|LSO Lesotho|LBR Liberia|LBY Libya/Libyan Arab Jamahiriya
LIE Liechtenstein|LTU Lithuania|LUX Luxembourg|MAC Macau/Macao/China, Macao Special Administrative Region|MDG Madagascar|MWI Malawi
MYS Malaysia|MDV Maldives|MLI Mali|MLT Malta|MHL Marshall Islands|MRT Mauritania|MUS Mauritius|MEX Mexico
FSM Micronesia/Micronesia (Federated States of)|MDA Moldova/Republic of Moldova|MDA Moldova, Republic of|MCO Monaco|MNG Mongolia
MNE Montenegro|MAR Morocco|MOZ Mozambique|MMR Myanmar/Burma/Myanmar (Burma)|NAM Namibia|NRU Nauru|NPL Nepal
NLD Netherlands/The Netherlands|NZL New Zealand|NIC Nicaragua|NER Niger|NGA Nigeria|NIU Niue
MKD North Macedonia/North Macedonia, The Republic of/Macedonia/The former Yugoslav Republic of Macedonia|NOR Norway|OMN Oman|PAK Pakistan
PLW Palau|PSE State of Palestine/Palestine/Palestinian/Palestinian Territories/West Bank/Region: Gaza/Occupied Palestinian Territories
PAN Panama|PNG Papua New Guinea|PRY Paraguay|PER Peru|PHL Philippines|POL Poland|PRT Portugal|PRI Puerto Rico|QAT Qatar|ROU Romania
RUS Russia/Russian Federation|RWA Rwanda|KNA Saint Kitts and Nevis/St. Kitts and Nevis|LCA Saint Lucia
VCT Saint Vincent and the Grenadines|VCT St. Vincent and the Grenadines|WSM Samoa|SMR San Marino|STP Sao Tome and Principe
SAU Saudi Arabia|SEN Senegal|SRB Serbia|SYC Seychelles|SLE Sierra Leone|SGP Singapore|SVK Slovakia/Slovak Republic|SVN Slovenia
SLB Solomon Islands|SOM Somalia|ZAF South Africa|SSD South Sudan|ESP Spain|LKA Sri Lanka|SDN Sudan/Sudan, The Republic of|SUR Suriname
SWE Sweden|CHE Switzerland|SYR Syria/Syrian Arab Republic|TWN Taiwan/Taiwan, Province of China/China, Taiwan Province|TJK Tajikistan
TZA Tanzania/United Republic of Tanzania/Tanzania, United Republic of|THA Thailand|TLS Timor-Leste|TGO Togo|TON Tonga
TTO Trinidad and Tobago|TUN Tunisia|TUR Turkey/Turkiye|TKM Turkmenistan|TUV Tuvalu|TCA Turks and Caicos Islands|UGA Uganda|UKR Ukraine
ARE United Arab Emirates/UAE|GBR United Kingdom/UK/Great Britain|GBR United Kingdom of Great Britain and Northern Ireland
USA United States/United States of America/USA/US|URY Uruguay|UZB Uzbekistan|VUT Vanuatu
VEN Venezuela/Venezuela (Bolivarian Republic of)/Venezuela, Bolivarian Republic of|VNM Viet Nam/Vietnam|YEM Yemen|ZMB Zambia|ZWE Zimbabwe
"""


@lru_cache(65_536)
def state_of(text: str) -> str:
    """`DPRK`, `Korea, North`, `KP`, `kp` -> PRK; `former Soviet Union` stays."""
    text = " ".join(text.split())
    if len(text) == 2 and text.isascii():
        return ALPHA_3.get(text.upper(), text)
    return _by_name().get(_plain(text), text) if len(text) < 80 else text


@cache
def _by_name() -> dict[str, str]:
    cells = (cell.partition(" ") for cell in _NAMES.strip().replace("\n", "|").split("|"))
    return {_plain(name): code for code, _, names in cells for name in names.split("/")} | {code.lower(): code for code in ALPHA_3.values()}


def _plain(text: str) -> str:
    """Without case, accents and the several apostrophes."""
    bare = normalize("NFKD", text.replace("’", "'").replace("´", "'").replace("`", "'"))
    return "".join(sign for sign in bare if sign.isascii()).strip().casefold()
