"""NGBoost's algorithm in numpy, SciPy and scikit-learn, for its time: a job as JSON in, a result as JSON out.

Normal distribution, log score, natural gradient, a regression tree of depth 3 a parameter, line search over all rows from 1 up
and down (Duan et al., 2020, and the library's ladder). As there, each round's loss is kept, and the trees predict twice: the batch
for the line search, then all rows for the step. The library does more: it checks its inputs, builds a distribution with all its
scores at each of these places and looks at validation rows. So what is measured here is a lower bound of its time.
"""

import csv
import gzip
import json
import os
import sys
import time

import numpy as np
from scipy.stats import norm
from sklearn.tree import DecisionTreeRegressor

job = json.loads(sys.argv[1])
with open(os.path.join(job["folder"], "meta.json")) as opened:
    meta = json.load(opened)
with open(os.path.join(job["folder"], "splits.json")) as opened:
    held_out = json.load(opened)["test"][0]
opener = gzip.open if meta["file"].endswith(".gz") else open
with opener(os.path.join(job["folder"], meta["file"]), "rt", newline="") as opened:
    rows = list(csv.DictReader(opened))
names = [name for name in rows[0] if name != meta["target"] and name not in meta["ignore"]]
x = np.array([[float(row[name]) for name in names] for row in rows])
y = np.array([float(row[meta["target"]]) for row in rows])
is_test = np.zeros(len(rows), dtype=bool)
is_test[held_out] = True
RATE, TOLERANCE, MOST = 0.01, 1e-4, 256


def score(theta, target):
    return -norm(loc=theta[:, 0], scale=np.exp(theta[:, 1])).logpdf(target).mean()


def natural_gradient(theta, target):
    variance = np.exp(2 * theta[:, 1])
    error = theta[:, 0] - target
    gradient = np.stack([error / variance, 1 - error**2 / variance], axis=1)
    metric = np.zeros((len(target), 2, 2))
    metric[:, 0, 0] = 1 / variance
    metric[:, 1, 1] = 2
    return np.linalg.solve(metric, gradient[:, :, None])[:, :, 0]


def search(theta, step, target):
    """The last length of 1, 2, 4 ... that goes downhill, or else the first of 1, 1/2, 1/4 ..."""
    before = score(theta, target)
    length = 1.0
    while length <= MOST:
        after = score(theta - length * step, target)
        if not np.isfinite(after) or after > before:
            break
        length *= 2
    norms = np.linalg.norm(step, axis=1).mean()
    while length * norms >= TOLERANCE:
        after = score(theta - length * step, target)
        if np.isfinite(after) and after < before:
            break
        length /= 2
    return length


def train(features, target, rounds):
    start = np.array([target.mean(), np.log(target.std())])
    theta = np.tile(start, (len(target), 1))
    stages, losses = [], []
    for _ in range(rounds):
        losses.append(score(theta, target))
        gradient = natural_gradient(theta, target)
        trees = [DecisionTreeRegressor(max_depth=3).fit(features, one) for one in gradient.T]
        step = np.stack([tree.predict(features) for tree in trees], axis=1)
        length = search(theta, step, target)
        stages.append((length, trees))
        theta = theta - RATE * length * np.stack([tree.predict(features) for tree in trees], axis=1)
        if np.linalg.norm(step, axis=1).mean() < TOLERANCE:
            break
    return start, stages


began = time.perf_counter()
start, stages = train(x[~is_test], y[~is_test], job["rounds"])
seconds = time.perf_counter() - began
theta = np.tile(start, (int(is_test.sum()), 1))
for length, trees in stages:
    theta -= RATE * length * np.stack([tree.predict(x[is_test]) for tree in trees], axis=1)
print(json.dumps({"rows": int((~is_test).sum()), "seconds": seconds, "nll": score(theta, y[is_test])}))
