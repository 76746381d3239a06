"""In an environment that has movingpandas: gaps, stops and speeds of a Parquet by its means -> seconds of one processor."""

import sys
import time
from datetime import timedelta

import movingpandas as mpd
import pandas as pd

rows = pd.read_parquet(sys.argv[1])
begun = time.process_time()
rows["t"] = pd.to_datetime(rows["t"], unit="s")
collection = mpd.TrajectoryCollection(rows, traj_id_col="mmsi", x="lon", y="lat", t="t", crs="EPSG:4326")
collection.add_speed()  # of every step: for jumps and loitering
mpd.ObservationGapSplitter(collection).split(gap=timedelta(hours=12))
mpd.TrajectoryStopDetector(collection).get_stop_segments(min_duration=timedelta(hours=3), max_diameter=200)
print(time.process_time() - begun)
