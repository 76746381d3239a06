"""What a kilogram costs, against the world: each flow's unit value beside the median of its code and month over all States.

Reads    CUSTOMS rows of all States, in any order (a table or a reader of batches).
Returns  for each row: USD a kg, the world's median, how many rows stand behind it, and a robust z of the logarithm.
Source   median and MAD (times 1.4826, as for a normal spread); |z| above 3.5 (Iglewicz and Hoaglin 1993). At least 8 rows, and a spread of at
         least 0.25 (ours: below it, rounding of small weights speaks).
Misses   weights that are estimated (they are made from the world's unit value) or not stated: left out.
Wrong if goods under one code differ in kind: a high unit value is a question, no proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.trade.cells import Months, codes_of, amounts_of
from vetoproof.detect.trade.robust import group_medians
from vetoproof.detect.trade.tables import batches

LEAST_ROWS, LEAST_SPREAD, TOO_FAR = 8, 0.25, 3.5
MAD_TO_SIGMA = 1.4826
