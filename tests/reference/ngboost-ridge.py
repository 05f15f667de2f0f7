"""NGBoost with ridge regression as base learner, written out in numpy and scikit-learn: writes ngboost-ridge.json.

usage: ngboost-ridge.py > ngboost-ridge.json

Formulas of NGBoost 0.5.11 for the normal distribution and the log score: gradient in (mean, ln sd), Fisher metric
diag(1 / sd^2, 2), start at the marginal fit, step length doubled while the mean score does not rise and then halved.
The table is copies/data/diabetes.csv; `blank` and `weight` below are rules that the test repeats.
"""

import json
import math
import statistics
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

ROUNDS = 30
RATE = 0.1
TOLERANCE = 1e-4
SHOWN = 10
# rounds whose models are written out
MODELS = (1, 10, 30)
CASES = [
    {"name": "no penalty", "l2": 0, "blanks": False, "weighted": False},
    {"name": "penalty and weights", "l2": 25, "blanks": False, "weighted": True},
    {"name": "missing cells", "l2": 2, "blanks": True, "weighted": False},
]


def blank(row, column):
    return column in (2, 5) and (7 * row + 3 * column) % 11 == 0


def weight(row):
    return 1 + row % 3


def inputs_of(train, both):
    """Columns standardised by the training rows; missing cells hold the (upper) median and get a column that says so."""
    parts = []
    for j in range(train.shape[1]):
        known = train[~np.isnan(train[:, j]), j]
        fill = statistics.median_high(known)
        scaler = StandardScaler().fit(np.where(np.isnan(train[:, j]), fill, train[:, j])[:, None])
        parts.append(scaler.transform(np.where(np.isnan(both[:, j]), fill, both[:, j])[:, None])[:, 0])
        if len(known) < len(train):
            parts.append(np.isnan(both[:, j]).astype(float))
    return np.stack(parts, axis=1)


def score(theta, y):
    return 0.5 * math.log(2 * math.pi) + theta[:, 1] + 0.5 * (y - theta[:, 0]) ** 2 * np.exp(-2 * theta[:, 1])


def natural_gradient(theta, y):
    """The gradient of the score through the inverse of the Fisher metric."""
    precision = np.exp(-2 * theta[:, 1])
    gradient = np.stack([(theta[:, 0] - y) * precision, 1 - (theta[:, 0] - y) ** 2 * precision], axis=1)
    metric = np.zeros((len(y), 2, 2))
    metric[:, 0, 0] = precision
    metric[:, 1, 1] = 2
    return np.linalg.solve(metric, gradient[:, :, None])[:, :, 0]


def step_length(theta, step, y, w):
    def loss(rho):
        return np.average(score(theta - rho * step, y), weights=w)

    before, rho, length = loss(0), 1.0, np.linalg.norm(step, axis=1).mean()
    while loss(rho) <= before and rho <= 256:
        rho *= 2
    while not loss(rho) < before and rho * length >= TOLERANCE:
        rho /= 2
    return rho


def run(table, l2, blanks, weighted, name):
    rows = np.arange(len(table))
    y = table[:, -1]
    x = np.array(
        [[np.nan if blanks and blank(i, j) else v for j, v in enumerate(line[:-1])] for i, line in enumerate(table)]
    )
    trains = rows % 5 != 0
    inputs = inputs_of(x[trains], x)
    w = np.array([weight(i) if weighted else 1.0 for i in rows])[trains]
    # the library's start ignores weights
    start = [y[trains].mean(), math.log(y[trains].std())]
    theta = np.tile(start, (len(table), 1))
    rounds = []
    for n in range(1, ROUNDS + 1):
        gradient = natural_gradient(theta[trains], y[trains])
        models = [Ridge(alpha=l2).fit(inputs[trains], gradient[:, k], sample_weight=w) for k in range(2)]
        step = np.stack([model.predict(inputs) for model in models], axis=1)
        rho = step_length(theta[trains], step[trains], y[trains], w)
        theta = theta - RATE * rho * step
        said = {"stepLength": rho, "loss": np.average(score(theta[trains], y[trains]), weights=w)}
        if n in MODELS:
            said["models"] = [{"intercept": m.intercept_, "coefficients": m.coef_.tolist()} for m in models]
        rounds.append(said)
    return {
        "name": name,
        "l2": l2,
        "blanks": blanks,
        "weighted": weighted,
        "start": start,
        "rounds": rounds,
        "validation": theta[~trains][:SHOWN].tolist(),
    }


def rounded(value):
    """Ten digits are more than are compared."""
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


file = Path(__file__).parent / "copies" / "data" / "diabetes.csv"
table = np.loadtxt(file, delimiter=",", skiprows=1)
table[:, :-1] = table[:, :-1].astype(np.float32)
result = {
    "numpy": np.__version__,
    "sklearn": sklearn.__version__,
    "data": "diabetes",
    "learningRate": RATE,
    "cases": [run(table, **case) for case in CASES],
}
json.dump(rounded(result), sys.stdout, indent=1)
print()
