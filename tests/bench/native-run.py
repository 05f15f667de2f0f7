"""One run of XGBoost or scikit-learn: a job as JSON in, milliseconds out, raw scores into a file."""
import json
import sys
import time

import numpy

job = json.load(open(sys.argv[1]))
values = job["values"]
threads = job["threads"]


def matrix(file):
    shape = (file["rows"], file["features"] + 1)
    table = numpy.fromfile(file["path"], dtype="<f4").reshape(shape, order="F")
    return numpy.ascontiguousarray(table[:, :-1]), table[:, -1].copy()


def kibibytes(field):
    for line in open("/proc/self/status"):
        if line.startswith(field + ":"):
            return int(line.split()[1])


def watch_memory():
    try:
        open("/proc/self/clear_refs", "w").write("5")
        before = kibibytes("VmRSS")
        return lambda: (kibibytes("VmHWM") - before) / 1024
    except OSError:
        return lambda: None


def run_xgboost(features, target, test):
    import xgboost

    objectives = {"regression": "reg:squarederror", "binary": "binary:logistic", "multiclass": "multi:softprob"}
    settings = {**values, "objective": objectives[job["kind"]], "tree_method": "hist", "nthread": threads}
    if job["kind"] == "multiclass":
        settings["num_class"] = job["classes"]

    def bin_and_train():
        began = time.perf_counter()
        if job["inMemory"]:
            data = xgboost.QuantileDMatrix(features, label=target, max_bin=values["max_bin"], nthread=threads)
        else:
            data = xgboost.DMatrix(features, label=target, nthread=threads)
        binned = time.perf_counter()
        booster = xgboost.train(settings, data, num_boost_round=job["rounds"])
        return booster, binned - began, time.perf_counter() - binned

    peak_memory = watch_memory()
    booster, binning, training = bin_and_train()
    memory = peak_memory()
    began = time.perf_counter()
    scores = booster.inplace_predict(test, predict_type="margin")
    predicting = time.perf_counter() - began
    again = [1000 * sum(bin_and_train()[1:]) for _ in range(job["again"])]
    return scores, {"bin": binning, "train": training, "predict": predicting}, memory, again


def run_sklearn(features, target, test):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper

    kind = HistGradientBoostingRegressor if job["kind"] == "regression" else HistGradientBoostingClassifier
    model = kind(
        learning_rate=values["learning_rate"],
        max_iter=job["rounds"],
        max_depth=values["max_depth"],
        max_leaf_nodes=None,
        l2_regularization=values["lambda"],
        early_stopping=False,
    )
    peak_memory = watch_memory()
    began = time.perf_counter()
    model.fit(features, target)
    trained = time.perf_counter()
    memory = peak_memory()
    _BinMapper(random_state=0, n_threads=threads).fit_transform(features.astype(numpy.float64))
    binned = time.perf_counter() - trained
    start = time.perf_counter()
    scores = model.predict(test) if job["kind"] == "regression" else model.decision_function(test)
    seconds = {"bin": binned, "train": trained - began - binned, "predict": time.perf_counter() - start}
    return scores, seconds, memory, []


engines = {"xgboost": run_xgboost, "sklearn": run_sklearn}
train, target = matrix(job["train"])
test, _ = matrix(job["test"])
scores, seconds, memory, again = engines[job["engine"]](train, target, test)
numpy.ascontiguousarray(scores, dtype="<f4").tofile(job["scores"])
milliseconds = {name: value * 1000 for name, value in seconds.items()}
print(json.dumps({**milliseconds, "memoryMiB": memory, "again": again}))
