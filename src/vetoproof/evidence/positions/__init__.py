"""Position files (AIS) -> POSITION and STATIC rows in integers, sorted, each with the file and the row that it came from.

    from vetoproof.evidence.positions.read import read_positions

    found = read_positions(paths, columns={"mmsi": "ID", "t": "ais_pos_timestamp"}, threads=2)
    for batch in found.sorted_batches():    # pa.RecordBatch of POSITION, by ORDER, a vessel's rows contiguous; exact copies left out
        ...
    for batch in found.batches():           # or: in the order of the files (by SHA-256) and of their rows, copies included
        ...
    found.files     # by SHA-256: File(sha256, name, format, rows, taken, broken); `file` of POSITION is the place in it
    found.counts    # Counts(rows, taken, left_out={reason: n}), once the batches were read to their end
    found.statics   # pa.Table of STATIC: each thing said of a vessel, when first and when last
    found.warnings  # sentences: swapped places, mixed time zones, ambiguous dates, a broken file

Detectors read them; readers of single formats are in `formats/`.
"""
