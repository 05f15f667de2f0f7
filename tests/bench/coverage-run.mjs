import { cheapInterval, pairedRowBootstrap } from "../../src/analysis/comparison/cheap-bootstrap.ts";
import { correctedT } from "../../src/analysis/comparison/corrected-t.ts";
import { multiBootstrap } from "../../src/analysis/comparison/multi-bootstrap.ts";
import { pairedDifferences } from "../../src/analysis/comparison/paired-differences.ts";
import { exp, log } from "../../src/core/elementary-functions.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { ALL, DESIGNS, FADING, FADING_LAW, FRONT } from "./coverage-designs.mjs";
import { drawTable, fitLine, lineRisk, lineValue, normalOf, open, shuffled } from "./coverage-learners.mjs";

/** One part of `npm run bench -- --coverage`: how often intervals hold a truth that is known. Prints counts as JSON. */
const job = JSON.parse(process.argv[2]);
const random = createRandomSource(job.seed, job.part);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const holds = ({ low, high }, truth) => low <= truth && truth <= high;

/** Counts by name, and means of widths. */
function createTally() {
  const tally = {};
  return {
    tally,
    add(name, isHit, width = 0) {
      tally[name] ??= { hits: 0, count: 0, width: 0 };
      tally[name].hits += isHit ? 1 : 0;
      tally[name].count++;
      tally[name].width += width;
    },
  };
}

/** Losses of rows: what both models find hard, and what only one does. The true difference of means is exact. */
const ROW_LAWS = {
  exponential: {
    truth: 0.2,
    pair(uniforms) {
      const [both, one, other] = uniforms.map((u) => -log(open(u)));
      return [both + one, both + 0.8 * other];
    },
  },
  lognormal: {
    truth: 0.2 * exp(0.5),
    pair(uniforms) {
      const [both, other] = uniforms.map(normalOf);
      return [exp(both), 0.8 * exp(0.6 * both + 0.8 * other)];
    },
  },
};

function rowsPart({ law, rows, replicates, resamples }) {
  const { truth, pair } = ROW_LAWS[law];
  const { tally, add } = createTally();
  const first = new Float64Array(rows);
  const second = new Float64Array(rows);
  const most = Math.max(...resamples);
  for (let r = 0; r < replicates; r++) {
    for (let row = 0; row < rows; row++) {
      [first[row], second[row]] = pair([0, 1, 2].map((i) => random.uniform(r, row, i)));
    }
    const seed = job.seed * 1_000_000 + r;
    const whole = pairedRowBootstrap({ first, second }, { seed, resamples: most });
    for (const count of resamples) {
      const interval = cheapInterval(whole.mean, whole.resampled.subarray(0, count));
      add(String(count), holds(interval, truth), interval.high - interval.low);
    }
  }
  return { tally };
}

/** Ten splits of 80 to 20 a data set; the truth is the mean over data sets of the training size. */
function splitsPart({ design, train, replicates, repeats }) {
  const { law, first, second, isEven } = DESIGNS[design];
  const { tally, add } = createTally();
  const total = Math.round(train * 1.25);
  const { truth, truthError } = truthOf(DESIGNS[design], train);
  for (let set = 0; set < replicates; set++) {
    const table = drawTable(random, set, total, law);
    const scores = [[], []];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = Array.from(shuffled(random.fork("split"), set, repeat, total));
      const how = { random, set, repeat };
      const parts = [table, order.slice(0, train), order.slice(train)];
      scores[0].push(mean(second(...parts, how)));
      scores[1].push(mean(first(...parts, how)));
    }
    const differences = scores[1].map((score, i) => score - scores[0][i]);
    const corrected = correctedT(differences, 0.25);
    const plain = correctedT(differences, 0);
    add("corrected", holds(corrected, truth), 2 * corrected.halfWidth);
    add("plain", holds(plain, truth), 2 * plain.halfWidth);
    if (!isEven) continue;
    add("one split", Math.abs(differences[0]) > 0.01 * scores[0][0]);
    add("mean", Math.abs(mean(differences)) > 0.01 * mean(scores[0]));
    add("plain alarm", !holds(plain, 0));
    add("corrected alarm", !holds(corrected, 0));
    const how = { kind: "resampled", testPerTrain: 0.25 };
    const [, { verdict }] = pairedDifferences({ scores, baseline: 0, isLowerBetter: true, how });
    add("verdict", verdict.is === "better" || verdict.is === "worse");
    add("same", verdict.is === "same");
  }
  return { tally, truth, truthError };
}

function truthOf({ law, first, second, exact, isEven }, train) {
  if (isEven) return { truth: 0, truthError: 0 };
  const fresh = random.fork("truth");
  const rows = Array.from({ length: train }, (_, i) => i);
  const test = Array.from({ length: 200 }, (_, i) => train + i);
  const sets = exact === undefined ? 4000 : 20_000;
  const differences = Array.from({ length: sets }, (_, set) => {
    const table = drawTable(fresh, set, exact === undefined ? train + 200 : train, law);
    return exact === undefined
      ? mean(first(table, rows, test)) - mean(second(table, rows, test))
      : exact(table, rows);
  });
  const truth = mean(differences);
  const squares = differences.reduce((sum, value) => sum + (value - truth) ** 2, 0);
  return { truth, truthError: Math.sqrt(squares / (sets - 1) / sets) };
}

/** One training table, one test table; seeds choose half of the training rows. The truth is over seeds and new rows. */
function seedsPart({ test, seeds, replicates }) {
  const { tally, add } = createTally();
  const train = 200;
  const truthSeeds = 400;
  for (let set = 0; set < replicates; set++) {
    const table = drawTable(random, set, train + test, FADING_LAW);
    const fits = Array.from({ length: truthSeeds + 2 * seeds }, (_, s) => {
      const half = shuffled(random.fork("half"), set, s, train).subarray(0, train >> 1);
      return [fitLine(table, half, ALL), fitLine(table, half, FRONT)];
    });
    const risk = (coefficients) => lineRisk(coefficients, FADING.truth, FADING.noise);
    const truth = mean(fits.slice(2 * seeds).map(([all, front]) => risk(all) - risk(front)));
    const lossesOf = (coefficients) =>
      Float64Array.from(
        { length: test },
        (_, i) => (table.target[train + i] - lineValue(coefficients, table.inputs[train + i])) ** 2,
      );
    const first = fits.slice(0, seeds).map(([all]) => lossesOf(all));
    const second = fits.slice(0, seeds).map(([, front]) => lossesOf(front));
    const other = fits.slice(seeds, 2 * seeds).map(([all]) => lossesOf(all));
    const seed = job.seed * 1_000_000 + set;
    const paired = multiBootstrap({ first, second }, { seed });
    const alike = multiBootstrap({ first, second: other }, { seed, isPaired: false });
    const perSeed = first.map((losses, s) => mean(losses) - mean(second[s]));
    const seedsAlone = correctedT(perSeed, 0);
    const rowsAlone = pairedRowBootstrap({ first: first[0], second: second[0] }, { seed });
    for (const [name, interval] of Object.entries({
      percentile: paired.percentile,
      student: paired.student,
      "seeds alone": seedsAlone,
      "rows alone": rowsAlone,
    })) {
      add(name, holds(interval, truth), interval.high - interval.low);
    }
    add("percentile alarm", !holds(alike.percentile, 0));
    add("student alarm", !holds(alike.student, 0));
    add("p alarm", Math.min(alike.pAbove, alike.pBelow) < 0.025);
  }
  return { tally };
}

const parts = { rows: rowsPart, splits: splitsPart, seeds: seedsPart };
console.log(JSON.stringify(parts[job.part](job)));
