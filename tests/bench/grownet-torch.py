"""GrowNet as its train scripts compute it, written from its paper and the list of what its code does: weak nets of two
hidden layers, batch norms, one shared boost rate, a corrective step over all nets after each stage. One job as JSON in,
one result as JSON out, with `loader` by its way of reading rows: metrics of the validation and the test rows after each stage, seconds of training alone."""

import json
import sys
import time

import numpy as np
import torch
from torch import nn

job = json.loads(sys.argv[1])
torch.set_num_threads(job["threads"])
torch.manual_seed(job["seed"])
is_regression = job["kind"] == "regression"


def read(part):
    rows, features = part["rows"], part["features"]
    matrix = np.fromfile(part["path"], dtype="<f4").reshape(features + 1, rows).T
    return np.ascontiguousarray(matrix[:, :-1]), matrix[:, -1].copy()


class WeakNet(nn.Module):
    def __init__(self, inputs, hidden, is_first):
        super().__init__()
        self.norm_in = None if is_first else nn.BatchNorm1d(inputs)
        self.first = nn.Linear(inputs, hidden)
        self.norm = nn.BatchNorm1d(hidden)
        self.second = nn.Linear(hidden, hidden)
        self.last = nn.Linear(hidden, 1)

    def forward(self, x, handed):
        if self.norm_in is not None:
            x = self.norm_in(torch.cat([x, handed], 1))
        penultimate = self.second(self.norm(nn.functional.leaky_relu(self.first(x), 0.1)))
        return penultimate, self.last(torch.relu(penultimate)).squeeze(1)


class Ensemble:
    def __init__(self, start):
        self.nets = []
        self.start = start
        self.rate = torch.tensor(1.0, requires_grad=True)

    def parameters(self):
        return [p for net in self.nets for p in net.parameters()] + [self.rate]

    def mode(self, is_training):
        for net in self.nets:
            net.train(is_training)

    def forward(self, x):
        handed, total = None, 0.0
        for net in self.nets:
            handed, out = net(x, handed)
            total = total + out
        return handed, self.start + self.rate * total


x, y = read(job["train"])
test_x, test_y = read(job["test"])
order = np.random.RandomState(job["seed"]).permutation(len(x))
held = max(1, int(round(0.05 * len(x))))
valid, rest = order[:held], order[held:]
mean, spread = x[rest].mean(0), x[rest].std(0)
scaled = lambda rows: torch.from_numpy(((rows - mean) / spread).astype(np.float32))
train_x, valid_x, test_x = scaled(x[rest]), scaled(x[valid]), scaled(test_x)
train_y, valid_y, test_y = torch.from_numpy(y[rest]), torch.from_numpy(y[valid]), torch.from_numpy(test_y)
start = float(train_y.mean()) if is_regression else float(torch.log(train_y.sum() / (1 - train_y).sum()))
ensemble = Ensemble(start)
batch = job["batch"]


class Rows(torch.utils.data.Dataset):
    """One row at a time, as the train scripts read them."""

    def __init__(self, features, labels):
        self.features, self.labels = features.numpy(), labels.numpy()

    def __len__(self):
        return len(self.features)

    def __getitem__(self, row):
        return self.features[row], self.labels[row]


loader = job.get("loader") and torch.utils.data.DataLoader(
    Rows(train_x, train_y), batch, shuffle=True, drop_last=not is_regression, num_workers=2
)


def batches():
    """By the library's data loader with two workers, as the train scripts have it, or by lists of places."""
    if loader:
        yield from loader
        return
    places = torch.randperm(len(train_x))
    for at in range(0, len(places), batch):
        rows = places[at : at + batch]
        if len(rows) == batch or is_regression:
            yield train_x[rows], train_y[rows]


def true_loss(scores, labels):
    if is_regression:
        return nn.functional.mse_loss(scores, labels)
    return nn.functional.binary_cross_entropy_with_logits(scores, labels)


def judge(features, labels):
    ensemble.mode(False)
    with torch.no_grad():
        scores = ensemble.forward(features)[1]
    if is_regression:
        return float(torch.sqrt(((scores - labels) ** 2).mean()))
    ranks = torch.argsort(torch.argsort(scores)).double() + 1
    positive = labels > 0.5
    n1, n0 = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - n1 * (n1 + 1) / 2) / (n1 * n0))


def fit(net, rate):
    optimiser = torch.optim.Adam(net.parameters(), lr=rate, weight_decay=job["l2"])
    net.train()
    for features, labels in batches():
        with torch.no_grad():
            if ensemble.nets:
                handed, scores = ensemble.forward(features)
            else:
                handed, scores = None, torch.full_like(labels, start)
            if is_regression:
                target, weight = labels - scores, torch.ones_like(labels)
            else:
                sign = 2 * labels - 1
                weight = 1 / ((1 + torch.exp(sign * scores)) * (1 + torch.exp(-sign * scores)))
                target = sign * (1 + torch.exp(-sign * scores))
        optimiser.zero_grad()
        out = net(features, handed)[1]
        (weight * (ensemble.rate.detach() * out - target) ** 2).mean().backward()
        optimiser.step()


def correct(rate):
    optimiser = torch.optim.Adam(ensemble.parameters(), lr=rate / job["divisor"], weight_decay=job["l2"])
    ensemble.mode(True)
    for features, labels in batches():
        optimiser.zero_grad()
        true_loss(ensemble.forward(features)[1], labels).backward()
        optimiser.step()


rate = job["rate"]
stages = []
spent = 0.0
for stage in range(job["stages"]):
    began = time.perf_counter()
    inputs = train_x.shape[1] + (job["hidden"] if stage > 0 else 0)
    net = WeakNet(inputs, job["hidden"], stage == 0)
    ensemble.mode(True)
    fit(net, rate)
    ensemble.nets.append(net)
    if stage > 0 and stage % 15 == 0:
        rate /= 2
    if stage > 0:
        correct(rate)
    spent += time.perf_counter() - began
    stages.append({"valid": judge(valid_x, valid_y), "test": judge(test_x, test_y)})
print(json.dumps({"stages": stages, "seconds": spent, "version": torch.__version__}))
