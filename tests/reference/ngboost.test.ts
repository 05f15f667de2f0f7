import { describe, expect, it } from "vitest";
import type { Family, ScoringRule } from "../../src/boosting/distributions/distribution.ts";
import { formulasOf, rowScores } from "../../src/boosting/distributions/row-scores.ts";
import {
  lineSearch,
  meanStepLength,
  searchedRows,
  searchRoom,
} from "../../src/boosting/engines/ngboost/line-search.ts";
import { createRoundGradient } from "../../src/boosting/engines/ngboost/natural-gradient.ts";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { isClose } from "./compare-trees.ts";
import {
  columnOf,
  familyOf,
  featureValue,
  type NgboostCase,
  readNgboostCase,
  type SklearnTree,
  scoreIds,
  type TrainedNgboost,
  trainNgboost,
  whyNotCovered,
} from "./ngboost-case.ts";
import { listFiles, readJson, referenceFolder } from "./reference-folder.ts";
import { type CaseData, readCaseData } from "./xgboost-case.ts";

const folder = referenceFolder();
const host = { now: () => 0, pause: () => undefined, stopped: false };

async function ruleOf(reference: NgboostCase): Promise<ScoringRule> {
  const family = await familyOf(reference.distribution, reference.init_params.length);
  return family!.scores.find((rule) => rule.id === scoreIds[reference.score])!;
}

/** The leaf that a row of the data ends in. */
function leafOf(tree: SklearnTree, data: CaseData, row: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    const left = featureValue(data, tree.feature[node]!, row) <= tree.threshold[node]!;
    node = left ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

function expectClose(ours: number, theirs: number, relative: number, what: string) {
  expect(isClose(ours, theirs, relative, relative), `${what}: ${ours}, ${theirs}`).toBe(true);
}

/**
 * Follows the library's trees: at its parameters our score is its loss, its leaves are the means of our (natural)
 * gradients, our line search finds its step, and the sum of the steps is its prediction. Ties between splits do not
 * matter here.
 */
async function followRun(reference: NgboostCase, data: CaseData) {
  const rule = await ruleOf(reference);
  const { learning_rate, natural_gradient } = reference.params;
  const size = reference.init_params.length;
  const rows = data.trainRows;
  const scores = rowScores(rule, { values: Float64Array.from(columnOf(data, "y", rows)) }, true);
  const weights = reference.weights ? Float32Array.from(columnOf(data, "w", rows)) : undefined;
  const weightOf = (i: number) => weights?.[i] ?? 1;
  const total = rows.reduce((sum, _, i) => sum + weightOf(i), 0);
  const theta = Float64Array.from({ length: rows.length * size }, (_, i) => reference.init_params[i % size]!);
  const loss = () =>
    rows.reduce((sum, _, i) => sum + weightOf(i) * scores.score(theta, i * size, i), 0) / total;
  const round = createRoundGradient(scores, size, natural_gradient ? "natural" : "ordinary");
  const gradient = new Float32Array(rows.length * size);

  for (const [n, trees] of reference.trees.entries()) {
    expectClose(loss(), reference.train_loss_before_round[n]!, 1e-8, `loss before round ${n + 1}`);
    round.fill(theta, rows.length, n + 1, { gradient, hessian: gradient });
    const steps = trees.map(() => new Float32Array(rows.length));
    trees.forEach((tree, k) => {
      const sums = new Float64Array(tree.value.length);
      const counts = new Float64Array(tree.value.length);
      rows.forEach((row, i) => {
        const leaf = leafOf(tree, data, row);
        sums[leaf]! += weightOf(i) * gradient[k * rows.length + i]!;
        counts[leaf]! += weightOf(i);
        steps[k]![i] = tree.value[leaf]!;
      });
      const largest = Math.max(...tree.value.map(Math.abs));
      tree.value.forEach((theirs, node) => {
        if (tree.feature[node]! >= 0) return;
        const distance = Math.abs(sums[node]! / counts[node]! - theirs);
        expect(distance / largest, `round ${n + 1}, tree ${k}, leaf ${node}`).toBeLessThan(2e-6);
      });
    });
    const every = searchedRows(rows.length, null, Number.POSITIVE_INFINITY);
    const rho = await lineSearch({
      rowScores: scores,
      parameterCount: size,
      theta,
      steps,
      weights,
      rows: every,
      stepLength: meanStepLength(steps, every),
      tolerance: 1e-4,
      start: 1,
      room: searchRoom(rows.length, size),
      kernel: null,
      host,
    });
    expect(rho, `step of round ${n + 1}`).toBe(reference.scalings[n]);
    rows.forEach((row, i) => {
      trees.forEach((tree, k) => {
        theta[i * size + k]! -= learning_rate * rho * tree.value[leafOf(tree, data, row)]!;
      });
    });
    expectClose(loss(), reference.train_loss_after_round[n]!, 1e-8, `loss after round ${n + 1}`);
  }

  reference.params_valid20.forEach((theirs, i) => {
    const predicted = [...reference.init_params];
    reference.trees.forEach((trees, n) => {
      trees.forEach((tree, k) => {
        const value = tree.value[leafOf(tree, data, data.validRows[i]!)]!;
        predicted[k]! -= learning_rate * reference.scalings[n]! * value;
      });
    });
    predicted.forEach((ours, k) => {
      expectClose(ours, theirs[k]!, 1e-9, `validation row ${i}, parameter ${k}`);
    });
  });
}

/** Start, loss after each round; false = somewhere a tie fell the other way, and losses are close only. */
async function compareRun(reference: NgboostCase, data: CaseData, trained: TrainedNgboost): Promise<boolean> {
  reference.init_params.forEach((theirs, k) => {
    expectClose(trained.baseScores[k]!, theirs, 2e-5, `start ${k}`);
  });
  const scores = rowScores(
    await ruleOf(reference),
    { values: Float64Array.from(columnOf(data, "y", data.trainRows)) },
    true,
  );
  const size = reference.init_params.length;
  let isSame = true;
  trained.rounds.forEach(({ train, record }, n) => {
    const losses = data.trainRows.map((_, i) => scores.score(train, size * i, i));
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    const theirs = reference.train_loss_after_round[n]!;
    isSame &&= isClose(loss, theirs, 1e-6, 1e-6) && record.scale === reference.scalings[n];
    const scale = Math.abs(reference.train_loss_before_round[0]! - reference.train_loss_after_round.at(-1)!);
    expect(Math.abs(loss - theirs) / scale, `loss after round ${n + 1}`).toBeLessThan(isSame ? 1e-5 : 0.03);
  });
  return isSame;
}

const runs = listFiles(folder, "ngboost").filter((file) => file.startsWith("train_"));
const cases = await Promise.all(
  runs.map(async (file) => {
    const reference = readNgboostCase(folder, file);
    return { file, reference, reason: await whyNotCovered(reference) };
  }),
);
const covered = cases.filter(({ reason }) => reason === null);

describe("NGBoost reference runs", () => {
  it.each(covered)("$file: the library's trees, followed", async ({ reference }) => {
    await followRun(reference, readCaseData(folder, reference.dataset));
  });

  const sameToTheEnd: string[] = [];
  it.each(covered.filter(({ reference }) => !reference.weights))(
    "$file: trained",
    async ({ file, reference }) => {
      const data = readCaseData(folder, reference.dataset);
      const isSame = await compareRun(reference, data, await trainNgboost(reference, data, "compat"));
      if (isSame) sameToTheEnd.push(file);
    },
  );

  it("are met round by round where no two splits tie", () => {
    expect(sameToTheEnd.length).toBeGreaterThanOrEqual(3);
  });

  it("differ by the exact metric of the normal CRPS and by nothing else", async () => {
    const file = "train_normal_crps_diabetes.json";
    if (!runs.includes(file)) return;
    const reference = readNgboostCase(folder, file);
    const data = readCaseData(folder, reference.dataset);
    const exact = await trainNgboost(reference, data, "exact");
    const sigma = Math.exp(reference.init_params[1]!);
    data.trainRows.forEach((row, at) => {
      reference.trees[0]!.forEach((tree, k) => {
        const theirs = tree.value[leafOf(tree, data, row)]! * sigma;
        expectClose(exact.rounds[0]!.outputs[2 * at + k]!, theirs, 2e-6, `round 1, tree ${k}, row ${row}`);
      });
    });
  });

  it("lists what is not covered", () => {
    const lines = cases
      .filter(({ reason }) => reason !== null)
      .map(({ file, reason }) => `  ${file}: ${reason}`);
    console.log(
      [`NGBoost reference: ${covered.length} covered, ${lines.length} not covered`, ...lines].join("\n"),
    );
    expect(covered.length).toBeGreaterThan(lines.length);
  });
});

interface ScoreValues {
  readonly params_internal: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly score: readonly number[];
  readonly gradient: readonly (readonly number[])[];
  readonly metric: readonly (readonly (readonly number[])[])[];
  readonly natural_gradient: readonly (readonly number[])[];
}

type DistributionValues = { readonly [score: string]: ScoreValues } & {
  readonly fit?: { readonly y: readonly number[]; readonly init_params: readonly number[] };
};

const { distributions } = readJson<{
  readonly distributions: { readonly [name: string]: DistributionValues };
}>(folder, "ngboost", "distributions.json");

const parameterCountOf = (values: DistributionValues) => {
  const [score] = Object.keys(values).filter((name) => name !== "fit");
  return values[score!]!.params_internal[0]!.length;
};

const tables = await Promise.all(
  Object.entries(distributions).map(async ([name, values]) => ({
    name,
    values,
    family: await familyOf(name, parameterCountOf(values)),
  })),
);
const known = tables.filter((table): table is typeof table & { family: Family } => table.family !== null);
const scoreTables = known.flatMap(({ name, values, family }) =>
  Object.entries(values)
    .filter(([score]) => score !== "fit")
    .map(([score, table]) => ({ name, score, table: table as ScoreValues, family })),
);
/** The library draws 100 samples for this metric. */
const hasDrawnMetric = (name: string) => name === "T" || name === "LogitNormal";

describe("NGBoost reference values", () => {
  it.each(scoreTables)("$name $score", ({ name, score, table, family }) => {
    const [kind, censoring] = score.split("_") as [string, string | undefined];
    const rule = family.scores.find((entry) => entry.id === scoreIds[kind])!;
    expect(rule, `${name} has no ${kind}`).toBeDefined();
    const formulas = formulasOf(rule, true);
    const size = family.parameters.length;
    const solver = createSymmetricSolver(size);
    const isCensored = censoring === "censored";
    table.y.forEach((y, i) => {
      const theta = Float64Array.from(table.params_internal[i]!);
      const gradient = new Float64Array(size);
      const metric = new Float64Array(size * size);
      const end = Number.POSITIVE_INFINITY;
      if (isCensored) formulas.censored!.gradient(theta, 0, y, end, gradient, 0);
      else formulas.gradient(theta, 0, y, gradient, 0);
      formulas.metric(theta, 0, metric, 0);
      const what = `theta ${theta}, y ${y}`;
      const value = isCensored ? formulas.censored!.score(theta, 0, y, end) : formulas.score(theta, 0, y);
      expectClose(value, table.score[i]!, 2e-9, `score, ${what}`);
      for (let k = 0; k < size; k++) {
        expectClose(gradient[k]!, table.gradient[i]![k]!, 2e-9, `gradient ${k}, ${what}`);
      }
      if (hasDrawnMetric(name)) return;
      for (let k = 0; k < size * size; k++) {
        const theirs = table.metric[i]![Math.floor(k / size)]![k % size]!;
        // families of its SymPy factory have 1e-8 on the diagonal
        expectClose(metric[k]!, theirs, 2e-8, `metric ${k}, ${what}`);
      }
      if (!solver.solve(metric, gradient, 0)) return;
      for (let k = 0; k < size; k++) {
        expectClose(gradient[k]!, table.natural_gradient[i]![k]!, 2e-7, `natural gradient ${k}, ${what}`);
      }
    });
  });

  it.each(known.filter(({ values }) => values.fit !== undefined))("$name fit", ({ family, values }) => {
    const target = Float64Array.from(values.fit!.y);
    const start = family.originalFit?.(target) ?? family.fit({ values: target }, undefined);
    // the library's maximum of the likelihood is a numeric one
    values.fit!.init_params.forEach((theirs, k) => {
      expectClose(start[k]!, theirs, 2e-4, `parameter ${k}`);
    });
  });

  it("lists families that are not covered", () => {
    // families of several targets: ngboost-joint.test.ts
    const missing = tables
      .filter(({ name, family }) => family === null && !name.startsWith("MultivariateNormal"))
      .map(({ name }) => name);
    console.log(
      `NGBoost distributions: ${known.length} covered, not covered: ${missing.join(", ") || "none"}`,
    );
    expect(known.length).toBeGreaterThan(missing.length);
  });
});
