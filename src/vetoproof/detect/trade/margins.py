"""What an importer's figure may be above an exporter's for one trade: CIF over FOB, as a range by the way the goods go.

Land: the goods pay a short haul over one border, 1.00 to 1.04, about 1.02. Sea: 1.06 to 1.10, about 1.08. The IMF reckoned 1.10 for all
pairs until 2018 and 1.06 since (Marini, Dippelsman, Stanger, WP/18/16); the OECD's figures of transport and insurance costs have a median
near 1.06. Both from general knowledge: check before use.
"""

from __future__ import annotations

from collections.abc import Collection
from math import log

from attrs import frozen


@frozen
class Margin:
    """CIF over FOB: low and high ends of what is common, and the middle."""

    low: float
    mid: float
    high: float

    @property
    def spread(self) -> float:
        """Of its logarithm, as a standard deviation: the ends are taken as the 5th and the 95th percentile."""
        return log(self.high / self.low) / (2 * 1.645)


LAND, SEA = Margin(1.00, 1.02, 1.04), Margin(1.06, 1.08, 1.10)

# Neighbours by land between which goods commonly go by road or rail: a line stands for a State and those beside it. General knowledge; a
# pair that is missing is taken to trade by sea, which shifts what is expected by 6 points, far less than what is flagged.
_BESIDE = """
CHN PRK RUS MNG KAZ KGZ TJK AFG PAK IND NPL BTN MMR LAO VNM HKG MAC
RUS PRK MNG KAZ BLR UKR FIN EST LVA LTU POL NOR GEO AZE
KAZ KGZ UZB TKM
KGZ UZB TJK
UZB TJK TKM AFG
IND PAK NPL BTN BGD MMR
THA MMR LAO KHM MYS
VNM LAO KHM
LAO KHM MMR
MYS SGP BRN
IRN TUR IRQ AZE ARM TKM AFG PAK
TUR SYR IRQ GEO ARM BGR GRC
IRQ SYR JOR KWT SAU
SAU JOR KWT QAT ARE YEM OMN BHR
ARE OMN
JOR SYR ISR PSE
SYR LBN
EGY SDN LBY ISR
USA CAN MEX
MEX GTM BLZ
GTM SLV HND BLZ
HND SLV NIC
CRI NIC PAN
COL VEN ECU BRA PER PAN
BRA ARG URY PRY BOL PER VEN GUY SUR
ARG CHL URY PRY BOL
CHL BOL PER
PER BOL ECU
DEU FRA POL CZE AUT CHE NLD BEL LUX DNK
FRA BEL LUX CHE ITA ESP AND MCO
ESP PRT AND
NLD BEL
BEL LUX
ITA CHE AUT SVN SMR
AUT CHE CZE SVK HUN SVN LIE
CHE LIE
POL CZE SVK LTU UKR BLR
CZE SVK
HUN SVK ROU SRB HRV SVN UKR
HRV SVN SRB BIH MNE
SRB BIH MNE MKD BGR ROU
ALB GRC MNE MKD
MKD GRC BGR
BGR ROU GRC
ROU UKR MDA
UKR SVK BLR MDA
BLR LTU LVA
LTU LVA
LVA EST
SWE NOR FIN DNK
NOR FIN
GBR IRL
GEO ARM AZE
ZAF NAM BWA ZWE MOZ SWZ LSO
ZWE ZMB BWA MOZ
ZMB COD TZA MWI MOZ AGO NAM BWA
TZA KEN UGA RWA BDI MWI MOZ COD
KEN UGA ETH SOM
UGA RWA COD SSD
COD AGO COG CAF BDI RWA SSD
ETH DJI SDN SSD ERI SOM
SDN TCD SSD ERI
NGA BEN NER CMR TCD
NER BEN BFA MLI TCD
GHA CIV BFA TGO
CIV BFA MLI LBR GIN
SEN MLI GMB GNB MRT GIN
MAR DZA
DZA TUN LBY MLI NER MRT
TUN LBY
"""
NEIGHBOURS: frozenset[frozenset[str]] = frozenset(
    frozenset((line.split()[0], other)) for line in _BESIDE.strip().splitlines() for other in line.split()[1:]
)


def margin(exporter: str, importer: str, neighbours: Collection[frozenset[str]] = NEIGHBOURS) -> Margin:
    """The margin of a pair."""
    return LAND if frozenset((exporter, importer)) in neighbours else SEA
