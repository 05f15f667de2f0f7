"""Milliseconds that pandas.read_csv takes: one reading to warm up, then as many as asked for."""
import json
import sys
import time

import pandas

file, repeats = sys.argv[1], int(sys.argv[2])
times = []
for run in range(repeats + 1):
    before = time.perf_counter()
    pandas.read_csv(file)
    if run > 0:
        times.append((time.perf_counter() - before) * 1000)
print(json.dumps(times))
