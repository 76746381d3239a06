"""A small list that tests screen against: invented, but for the shapes of its names."""

from __future__ import annotations

from datetime import date

from vetoproof.detect.names.party import Listed, Named, Party
from vetoproof.detect.names.wallets import address

AS_OF = date(2020, 1, 1)
GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # the first address of Bitcoin: a checksum that holds
LEI = "529900T8BM49AURSDO55"
EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # from EIP-55


def person(ref: str, *names: str, **more: object) -> Listed:
    return Listed("L", ref, Party("Person", tuple(map(Named, names)), **more), date(2016, 3, 2))  # type: ignore[arg-type]


LISTED = (
    person("P1", "PAK MIN HYOK", "Park Min-hyuk", births=("1961-04-05",), documents=("PS123456789",)),
    person("P2", "RI SONG GUK", "Lee Sung-kook", births=("1970",)),
    person("P3", "NAMGUNG CHOL"),
    person("P4", "IVANOV, Sergey Petrovich", births=("1980-02-01",)),
    person("P5", "KANG Thae Il"),
    person("P6", "SIRAJ AL-DIN BARZANI"),
    Listed("L", "E1", Party("Organization", (Named("KOREA PUKSONG TRADING CORPORATION"), Named("Puksong Trading Co."))), date(2016, 3, 2)),
    Listed("L", "E2", Party("Organization", (Named("GREENFIELD SHIPPING LIMITED (GSL)"),), leis=(LEI,)), date(2016, 3, 2)),
    Listed("L", "V1", Party("Vessel", (Named("SAE PYOL 2"),), imos=("9074729",)), date(2016, 3, 2)),
    Listed("L", "V2", Party("Vessel", (Named("MIN HE 7"),)), date(2018, 3, 30)),
    Listed("L", "W1", Party("Organization", (Named("ALPHA MIXER"),), wallets=(address(EVM), address(GENESIS))), date(2019, 1, 1)),
    Listed("L", "OLD", Party("Person", (Named("TORIN OAKHEART"),)), date(2016, 1, 1), date(2017, 12, 31)),
    Listed("L", "NEW", Party("Person", (Named("MIRABEL THORNE"),)), date(2021, 1, 1)),
)  # fmt: skip
