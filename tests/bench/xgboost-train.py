"""Trains XGBoost's hist on a CSV whose last column is the target; prints milliseconds (binning included) and RMSE."""
import json
import sys
import time

import numpy
import xgboost

file, depth, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
table = numpy.loadtxt(file, delimiter=",", skiprows=1, dtype=numpy.float64)
features, target = table[:, :-1].astype(numpy.float32), table[:, -1]
settings = {
    "objective": "reg:squarederror",
    "tree_method": "hist",
    "max_depth": depth,
    "learning_rate": 0.1,
    "base_score": 14,
    "nthread": 1,
}
data = xgboost.DMatrix(features, label=target, nthread=1)
began = time.perf_counter()
booster = xgboost.train(settings, data, num_boost_round=rounds)
milliseconds = (time.perf_counter() - began) * 1000
error = booster.predict(data) - target
print(json.dumps({"milliseconds": milliseconds, "rmse": float(numpy.sqrt(numpy.mean(error**2)))}))
