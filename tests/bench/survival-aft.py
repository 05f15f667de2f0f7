"""XGBoost's AFT on a table with a column of sets: prints concordance of the test rows as JSON.

usage: survival-aft.py FILE TIME EVENT DISTRIBUTION; scale, depth and round by validation concordance, early stopping.
"""

import csv
import json
import sys

import numpy as np
import xgboost


def concordance_of(time, event):
    """Harrell's C: of pairs of which one is known to end first, the share in the order of the scores; ties one half."""
    ends = np.flatnonzero(event)
    first, later = time[ends, None], time[None, :]
    pairs = (later > first) | ((later == first) & ~event[None, :])

    def concordance(score):
        one, other = score[ends, None], score[None, :]
        in_order = np.count_nonzero((other > one) & pairs) + 0.5 * np.count_nonzero((other == one) & pairs)
        return in_order / np.count_nonzero(pairs)

    return concordance


def columns_of(rows, names):
    """Numbers as they are, texts one column a value; missing = NaN."""
    columns = []
    for name in names:
        cells = [row[name] for row in rows]
        try:
            columns.append([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            for level in sorted(set(cells) - {""}):
                columns.append([np.nan if cell == "" else float(cell == level) for cell in cells])
    return np.array(columns, dtype=np.float32).T


file, time_name, event_name, distribution = sys.argv[1:]
with open(file, newline="") as opened:
    rows = list(csv.DictReader(opened))
features = [name for name in rows[0] if name not in (time_name, event_name, "set")]
x = columns_of(rows, features)
time = np.array([float(row[time_name]) for row in rows])
event = np.array([float(row[event_name]) > 0 for row in rows])
part = np.array([row["set"] for row in rows])


def matrix(name):
    at = part == name
    data = xgboost.DMatrix(x[at])
    data.set_float_info("label_lower_bound", time[at])
    data.set_float_info("label_upper_bound", np.where(event[at], time[at], np.inf))
    return data


train, validation, test = matrix("train"), matrix("validation"), matrix("test")


def concordance_in(name):
    at = part == name
    return concordance_of(time[at], event[at])


on_validation, on_test = concordance_in("validation"), concordance_in("test")
best = (-1.0, None)
for scale in (0.5, 1.0, 1.5):
    for depth in (2, 3, 4):
        params = {
            "objective": "survival:aft",
            "disable_default_eval_metric": True,
            "aft_loss_distribution": distribution,
            "aft_loss_distribution_scale": scale,
            "tree_method": "hist",
            "learning_rate": 0.05,
            "max_depth": depth,
            "nthread": 1,
        }
        model = xgboost.train(
            params,
            train,
            1000,
            evals=[(validation, "v")],
            custom_metric=lambda score, _: ("concordance", on_validation(score)),
            maximize=True,
            early_stopping_rounds=50,
            verbose_eval=False,
        )
        # the library rounds its own copy of the score
        until = (0, model.best_iteration + 1)
        found = on_validation(model.predict(validation, iteration_range=until))
        if found > best[0]:
            best = (found, on_test(model.predict(test, iteration_range=until)))
print(json.dumps({"validation": best[0], "test": best[1]}))
