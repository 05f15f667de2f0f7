const general = `Boosting Lab from a terminal: the same experiments as in the page, with the same bits.

  npm run --silent lab -- train      trains a model on a CSV file
  npm run --silent lab -- predict    predicts every row of a CSV file with a saved model
  npm run --silent lab -- run        trains every run of an experiment, and makes a link with a receipt
  npm run --silent lab -- reproduce  trains the experiment of a link again and compares with its receipt
  npm run --silent lab -- link       makes a link of an experiment
  npm run --silent lab -- compare    trains all runs with many seeds, and says which differences are noise
  npm run --silent lab -- engines    lists engines, parameters, objectives, distributions, metrics
  npm run --silent lab -- verify     trains small experiments on every backend and compares the models

Each command takes --help. Errors: one line with a code; exit 2 for input, 1 for failure.`;

const train = `lab train --data FILE --target NAME|--targets A,B --engine ID [flags]

Data
  --data FILE            CSV, or gzip, zip, Excel, Parquet, JSON, ARFF, LIBSVM
  --target NAME          column to predict
  --targets A,B          columns of numbers to predict at once, 2 to 16, in place of --target; sets --task multioutput
  --test FILE            file to test on; all of its rows are predicted, also those without target
  --test-fraction F      share of rows to test on (0.2 unless --test is given)
  --valid-fraction F     share of all rows of --data to validate on (0, or 0.1 with early stopping)
  --task ID              regression, binary or multiclass (found out from the target), survival or ranking
  --event NAME           the target is a time, and this column says whether its end was seen: 1 or 0, true or false,
                         yes or no, dead or alive, event or censored; sets --task survival
  --label-upper NAME     the target is a lower bound and this column the upper one: equal = seen, empty or inf = open
  --query NAME           the target grades documents, and this column says of which query; sets --task ranking
  --categorical A,B      columns of numbers that are categories
  --ignore A,B           columns to leave out
  --use A,B              columns to take although they look like ids or free text
  --weight NAME          column of row weights
  --split KIND           random (default), time, group or column
  --split-column NAME    column that decides: time or order, group, or the names of the sets
  --traps                looks for leaks, ids, equal rows, time order and drift, and says what it finds
  --calibration-fraction F  share of rows that nothing trains or is tested on (0): predictions get intervals or sets
  --conformal-level L    share of new rows that these should hold (0.9); split by time, the test rows are also run
                         through in order, with intervals that learn from each row (SF-OGD, SAOCP)
  --conformal-method M   whose bound the model file keeps: cqr (default), normalised or absolute for distributions of
                         numbers, absolute for a single number, lac (default) or aps for classes
  --duplicates-together  equal rows stay in one set of a random split

How the file is read; what is not given is found out
  --delimiter D          , ; | tab or space
  --encoding E           utf-8, utf-16le, utf-16be or windows-1252
  --decimal M            . or ,
  --thousands M          , . ' space or none
  --no-header            the first row is data
  --comment C            lines that begin with # % or // are skipped, or none
  --missing A,B          texts that mean "no value"
  --text-columns A,B     columns that are kept as written
  --part NAME            sheet of a workbook, file of a zip archive
  --sample N             a seeded sample of so many rows
  --sample-stratify NAME column whose values keep their shares in it

Model
  --engine ID            see "lab engines"
  --objective ID         loss of an engine that takes one
  --distribution ID      family of an engine that predicts distributions; of 2 to 5 --targets: multivariate-normal
  --score ID             its scoring rule
  --rounds N             rounds at most (100)
  --early-stopping N     stop after N rounds without gain on the validation rows
  --set NAME=VALUE       a parameter of the engine; may be repeated
  --member "ID NAME=VALUE ..."  a member of --engine stack: an engine and its parameters (and distribution=, score=);
                         given 2 to 8 times
  --metric ID            a metric to compute; may be repeated, the first one stops
  --seed N               0

An experiment of the page
  --experiment FILE      an experiment that the page exported; --data only if it is about a file
  --link URL             the same from a link
  --run N                which of its runs, counted from 1

Where and what
  --threads N            threads at most, one a core without it; the model does not depend on it
  --backend ID           auto, js or wasm; the model does not depend on it
  --model FILE           writes the model as JSON
  --predictions FILE     writes predictions of the test rows as CSV
  --raw                  with raw scores
  --json                 prints one JSON object in place of a summary`;

const predict = `lab predict --model FILE --data FILE --out FILE [flags]

  --model FILE   a model that "lab train" or the page wrote
  --data FILE    CSV with the model's feature columns; the target may be missing
  (how the file is read: the same flags as for train)
  --out FILE     CSV: row (from 0), prediction (of several targets
                 prediction_<target> for each), and probabilities or quantiles; of a distribution of several targets
                 sd_ and quantiles of each, correlation_<target>_<target> of every two; of a model with calibration rows also
                 lower_90 and upper_90, or set_90 with classes between bars
  --quantiles A,B  of a model of distributions: the quantiles of these probabilities too
  --above A,B    and the probability of more than A, of more than B
  --samples N    and N draws of each row's distribution, the same each time
  --rounds K     predicts with the first K rounds, 0 = the constant (the rounds kept in training)
  --raw          with raw scores`;

const place = `  --data FILE    the file that the experiment is about; built-in data need none
  --threads N    threads at most, one a core without it; the models do not depend on it
  --backend ID   auto, js or wasm; the models do not depend on it
  --json         prints one JSON object`;

const run = `lab run EXPERIMENT.json|FILE.boostlab|LINK [flags]

Trains every run of an experiment that the page exported, alone or as a whole file, or of a link. Prints rounds, metrics of each set and the hash
of each model, the receipt (64 bits each of data, experiment, models and metrics), and a link that holds it. Where the
given link or file has a receipt, says whether it is matched. Put a link in quotes: shells have a use for & and #.

  --out FILE.boostlab  writes experiment, receipt and models as one file that the page opens
  --with-rows    with the rows of the table in it
${place}`;

const reproduce = `lab reproduce LINK|FILE.boostlab [flags]

Trains the experiment of a link or of a whole file again; rows inside the file are used where --data names none. Exit 0 only when every part of its receipt is matched, bit for bit; exit 1 with a
list of what differs, and why that may be; exit 2 when it cannot be opened or has no receipt.

${place}`;

const link = `lab link EXPERIMENT.json|FILE.boostlab|LINK [flags]

Prints the experiment as a link and, where it can say everything, in the form that people write by hand:
#d=moons&n=400&noise=.2&e=gbdt&lr=.1&depth=3&seed=42&round=37
d is a built-in table or a short name (moons, circles, spirals, xor, sine, steps, hastie), followed by its settings
(data.seed for its own seed). e begins a run, or several parted by commas; what follows belongs to it: parameters by
name (lr, depth, leaves, units, bins for short), rounds, stop, objective, distribution, score. The whole has seed,
valid, test and calibration (shares), level and conformal (what intervals and sets hold, and their method), metric,
stopmetric, and round, the one to show.

  --receipt      trains every run first, so that the link holds a receipt
  --page URL     the address of the page, put before the fragment
${place}`;

const compare = `lab compare EXPERIMENT.json|LINK [another one ...] [flags]

Trains every run of an experiment with several seeds, each with a split of its own that all runs share, and holds the
runs against a baseline: mean and spread on the test rows, the paired difference with its corrected resampled t interval
(95 %, an approximation: see docs/comparison.md), the probabilities of better, same and worse, and a verdict. Each run is
judged at its best validation round. Several experiments with the same number of runs are several data sets: then the
runs are ranked over them (Friedman, Iman and Davenport, Nemenyi's critical difference, Wilcoxon with Holm).

  --seeds N      trainings of each run (10)
  --folds K      cross-validation with K folds, --seeds of them (1)
  --baseline N   the run that the others are held against, counted from 1 (1)
  --metric ID    what is compared, and chooses rounds (the metric that stops, or the first one)
  --same P       differences up to P % of the baseline count as none (1)
${place}`;

const engines = `lab engines [--json]

Lists engines with their parameters, objectives, distributions and metrics.`;

const verify = `lab verify [--json]

Trains 59 small experiments of all options in js and in wasm on 1, 2, 3 and 8 threads, and prints the hash of each
model. Fails when two of them differ.`;

export const helpTexts = { general, train, predict, run, reproduce, link, compare, engines, verify };
