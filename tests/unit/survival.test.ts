import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { log } from "../../src/core/deterministic-math.ts";
import { LabError } from "../../src/core/errors.ts";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table, TableColumn } from "../../src/core/table.ts";
import type { Censoring } from "../../src/data/censoring.ts";
import { encode, forPredicting, labelledRows } from "../../src/data/encode.ts";
import type { Roles } from "../../src/data/encoder.ts";
import { makeEncoder } from "../../src/data/make-encoder.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { experimentFingerprint } from "../../src/experiment/experiment-fingerprint.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { prepareData } from "../../src/experiment/prepare-data.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { resolveRun } from "../../src/experiment/resolve-run.ts";
import { scoreTable } from "../../src/experiment/score-table.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { modelFromJson, modelToJson } from "../../src/interchange/model-json.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { endOf, eventsOf, gbdtRun, plainHost, regression, startOf } from "./experiment-fixture.ts";

const NEVER = Number.POSITIVE_INFINITY;
const byEvent: Censoring = { kind: "event", column: "seen" };
const byUpper: Censoring = { kind: "upper", column: "until" };

function numbers(name: string, values: readonly (number | null)[], failing: readonly string[] = []) {
  const cells = Float64Array.from(values, (value) => value ?? Number.NaN);
  const rows = failing.map((text, at) => ({ row: values.indexOf(null, at), text }));
  return { kind: "number", name, values: cells, failing: rows, failingCount: rows.length } as const;
}

function texts(name: string, values: readonly (string | null)[]): TableColumn {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
  return { kind: "text", name, codes, dictionary };
}

function tableOf(time: readonly (number | null)[], censor: TableColumn): Table {
  const x = numbers(
    "x",
    time.map((_, row) => row),
  );
  return { rowCount: time.length, columns: [x, numbers("time", time), censor] };
}

function rolesOf(censoring: Censoring | undefined, changes: Partial<Roles> = {}): Roles {
  const roles = { target: "time", task: "survival", ignored: [], categorical: [], weight: null } as const;
  return { ...roles, ...(censoring && { censoring }), ...changes };
}

/** Times and upper bounds of the rows that have a target. */
function boundsOf(table: Table, censoring: Censoring) {
  const { encoder } = makeEncoder(table, rolesOf(censoring));
  const rows = labelledRows(table, encoder);
  const { values, upper } = encode(table, encoder, rows).target;
  return Array.from(rows, (row, at) => [row, values[at], upper![at]]);
}

function errorOf(work: () => unknown): LabError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown;
    throw thrown;
  }
  throw new Error("no LabError was thrown");
}

describe("a column that says what was seen", async () => {
  it.each([
    ["numbers", numbers("seen", [1, 0, null, 1])],
    ["truth", texts("seen", ["True", "FALSE", null, "true"])],
    ["answers", texts("seen", ["yes", "No", null, " YES "])],
    ["lives", texts("seen", ["dead", "Alive", null, "Dead"])],
    ["words", texts("seen", ["event", "Censored", null, "EVENT"])],
    ["numbers as text", texts("seen", ["1", "0", null, "1.0"])],
  ])("may hold %s; a row without it is left out", (_, column) => {
    expect(boundsOf(tableOf([3, 4, 5, 0], column), byEvent)).toEqual([
      [0, 3, 3],
      [1, 4, NEVER],
      [3, 0, 0],
    ]);
  });

  it.each([
    [numbers("seen", [1, 2]), "2"],
    [texts("seen", ["yes", "perhaps"]), "perhaps"],
    [texts("seen", ["yes", "__proto__"]), "__proto__"],
    [numbers("seen", [1, null], ["lost"]), "lost"],
  ])("is refused for anything else", (column, value) => {
    const error = errorOf(() => boundsOf(tableOf([3, 4], column), byEvent));
    expect(error).toMatchObject({
      code: "data.target-invalid",
      facts: { column: "seen", row: 1, value },
    });
    expect(error.message).toContain(`Column "seen" has ${value} in row 1`);
  });

  it("has to have an event", () => {
    const table = tableOf([3, 4], numbers("seen", [0, 0]));
    expect(errorOf(() => boundsOf(table, byEvent)).code).toBe("data.target-constant");
  });
});

describe("a column of upper bounds", () => {
  it.each([
    ["numbers", numbers("until", [3, null, 6, 2])],
    ["text", texts("until", ["3", "Inf", "6", "2"])],
    ["numbers and a word", numbers("until", [3, null, 6, 2], ["+infinity"])],
  ])("of %s makes seen, right-censored, interval and left-censored rows", (_, column) => {
    expect(boundsOf(tableOf([3, 4, 5, 0], column), byUpper)).toEqual([
      [0, 3, 3],
      [1, 4, NEVER],
      [2, 5, 6],
      [3, 0, 2],
    ]);
  });

  it.each([
    [[3, 4], numbers("until", [3, 2]), { column: "until", row: 1, value: "2" }],
    [[3, -4], numbers("until", [3, 2]), { column: "time", row: 1, value: "-4" }],
    [[3, 4], numbers("until", [3, null], ["later"]), { column: "until", row: 1, value: "later" }],
    [[3, 4], texts("until", ["3", "later"]), { column: "until", row: 1, value: "later" }],
  ] as const)("is refused where %j and it cannot be", (time, column, facts) => {
    const error = errorOf(() => boundsOf(tableOf(time, column), byUpper));
    expect(error).toMatchObject({ code: "data.target-invalid", facts });
  });
});

describe("the encoder of censored targets", () => {
  const table = tableOf([3, 4, 5], numbers("seen", [1, 0, 1]));
  const { encoder } = makeEncoder(table, rolesOf(byEvent));

  it("knows the column, which is no feature", () => {
    expect(encoder.target.censoring).toEqual(byEvent);
    expect(encoder.features.map(({ name }) => name)).toEqual(["x"]);
  });

  it("has no bounds for a table without the column, and reads none to predict", () => {
    const without = { ...table, columns: table.columns.slice(0, 2) };
    const rows = labelledRows(without, encoder);
    expect(rows).toHaveLength(3);
    expect(encode(without, encoder, rows).target).not.toHaveProperty("upper");
    const wrong = tableOf([-3, 4, 5], numbers("seen", [1, 7, 1]));
    expect(encode(wrong, forPredicting(encoder), rows).target).not.toHaveProperty("upper");
  });

  it.each([
    [rolesOf(undefined), "data.censoring"],
    [rolesOf(byEvent, { task: "regression" }), "task"],
    [rolesOf({ kind: "event", column: "time" }), "data.censoring.column"],
    [rolesOf({ kind: "upper", column: "x" }, { weight: "x" }), "data.censoring.column"],
  ])("is refused where roles contradict", (roles, path) => {
    const error = errorOf(() => makeEncoder(table, roles));
    expect([error.code, error.facts.path]).toEqual(["spec.invalid", path]);
  });

  it("needs the column", () => {
    const error = errorOf(() => makeEncoder(table, rolesOf({ kind: "event", column: "status" })));
    expect([error.code, error.facts.columns]).toEqual(["data.column-missing", "status"]);
  });
});

/** Weibull times of shape 2 and scale 2 + 6 x, of which some four in ten are censored by a uniform end of study. */
function simulatedTable(rowCount: number): Table & { readonly medians: Float64Array } {
  const random = createRandomSource(11, "survival");
  const x = Float64Array.from({ length: rowCount }, (_, row) => Math.fround(random.uniform(row, 0)));
  const scale = x.map((value) => 2 + 6 * value);
  const times = scale.map((factor, row) => factor * Math.sqrt(-log(1 - random.uniform(row, 1))));
  const ends = scale.map((factor, row) => factor * 2.1 * random.uniform(row, 2));
  return {
    rowCount,
    columns: [
      numbers("x", Array.from(x)),
      numbers(
        "time",
        Array.from(times, (time, row) => Math.min(time, ends[row]!)),
      ),
      numbers(
        "seen",
        Array.from(times, (time, row) => (time <= ends[row]! ? 1 : 0)),
      ),
    ],
    medians: scale.map((factor) => factor * Math.sqrt(Math.LN2)),
  };
}

function survival(changes: Partial<Experiment> = {}): Experiment {
  const { data, ...others } = regression({ split: randomSplit(0.1, 0.2) });
  const run = { ...defaultRun("ngboost", "survival"), values: { learning_rate: 0.1 }, rounds: 40 };
  return {
    ...others,
    version: 4,
    data: { ...data, target: "time", ignored: [], censoring: byEvent },
    task: "survival",
    runs: [{ ...run, distribution: "weibull" }],
    ...changes,
  };
}

describe("an experiment with censoring", () => {
  it("comes back from JSON and from a link, with a hash of its own", () => {
    for (const censoring of [byEvent, byUpper]) {
      const experiment = survival({ data: { ...survival().data, censoring } });
      const read = parseExperiment(JSON.parse(JSON.stringify(experiment)));
      expect([read.experiment, read.notices]).toEqual([experiment, []]);
      const opened = fragmentToExperiment(experimentToFragment(experiment));
      expect(opened.ok && opened.value.experiment).toEqual(experiment);
    }
    const upper = survival({ data: { ...survival().data, censoring: { ...byEvent, kind: "upper" } } });
    expect(experimentFingerprint(upper)).not.toBe(experimentFingerprint(survival()));
  });

  const changed = (change: object) => JSON.parse(JSON.stringify({ ...survival(), ...change })) as unknown;
  const { censoring: _, ...plainData } = survival().data;
  it.each([
    [{ data: plainData }, "data.censoring"],
    [{ data: { ...plainData, censoring: null } }, "data.censoring"],
    [{ data: { ...plainData, censoring: { kind: "__proto__", column: "c" } } }, "data.censoring.kind"],
    [{ data: { ...plainData, censoring: { kind: "event" } } }, "data.censoring.column"],
    [{ data: { ...plainData, censoring: { kind: "event", column: "time" } } }, "data.censoring.column"],
    [{ task: "regression" }, "task"],
    [{ version: 2, data: plainData }, "data.censoring"],
    [{ version: 3 }, "data.censoring"],
    [{ runs: [gbdtRun] }, "runs[0].engine"],
    [{ runs: [{ ...defaultRun("ngboost", "survival"), distribution: "normal" }] }, "runs[0].distribution"],
  ])("is refused as %j", (change, path) => {
    const error = errorOf(() => parseExperiment(changed(change)));
    expect([error.code, error.facts.path]).toEqual(["spec.invalid", path]);
  });

  it("takes the log-normal distribution and the log score by default", () => {
    const run = resolveRun(defaultRun("ngboost", "survival"), "survival", "run");
    expect([run.loss, run.defaultMetric]).toEqual([{ distribution: "lognormal", score: "log" }, "nll"]);
  });

  it("refuses metrics that take every time as seen", async () => {
    const run = eventsOf(survival({ metrics: ["rmse"] }), { table: simulatedTable(100) });
    await expect(run).rejects.toMatchObject({ code: "spec.invalid", facts: { known: "nll,concordance" } });
  });

  it("says so where a test file does not tell what was seen", async () => {
    const table = simulatedTable(60);
    const testTable = { ...table, columns: table.columns.slice(0, 2) };
    const prepared = await prepareData({ experiment: survival(), without: [], table, testTable });
    expect(prepared.notes).toContain(
      'The test file has no column "seen", so every time of it counts as seen.',
    );
    expect(prepared.sets.test.rowCount).toBe(60);
  });
});

describe("calibration rows of censored times", () => {
  it("give no interval, and that is said", async () => {
    const split = { ...randomSplit(0.1, 0.2), calibration: 0.2 };
    const events = await eventsOf(survival({ split }), { table: simulatedTable(200) });
    expect(startOf(events).start.notes.join(" ")).toContain("no interval can be calibrated");
    expect(endOf(events).end.conformal).toBeUndefined();
  });
});

describe("training on censored times", () => {
  const table = simulatedTable(3000);

  /** Mean of predicted over true medians. */
  async function bias(experiment: Experiment) {
    const events = await eventsOf(experiment, { table }, { recording: "last-round" });
    const { model } = endOf(events);
    const place = { host: plainHost(), scoring: jsBackend };
    const scores = await scoreTable(model, { kind: "stateAfter", rounds: 40 }, table, place);
    const { distributionById } = await import("../../src/boosting/distributions/index.ts");
    const { quantile } = distributionById("weibull");
    const ratios = table.medians.map((median, row) => quantile(scores.values, 2 * row, 0.5) / median);
    return {
      mean: ratios.reduce((sum, ratio) => sum + ratio) / ratios.length,
      worst: Float64Array.from(ratios, (ratio) => Math.abs(ratio - 1)).sort()[
        Math.floor(ratios.length * 0.9)
      ]!,
      events,
    };
  }

  it("finds the medians of the truth, which it would miss if all times counted as seen", async () => {
    const censored = (table.columns[2] as ReturnType<typeof numbers>).values.filter((seen) => seen === 0);
    expect(censored.length / table.rowCount).toBeCloseTo(0.4, 1);
    const { mean, worst, events } = await bias(survival());
    expect(Math.abs(mean - 1)).toBeLessThan(0.03);
    expect(worst).toBeLessThan(0.2);
    expect(startOf(events).start.metrics).toEqual(["nll"]);
    const { censoring: _, ...data } = survival().data;
    const blind = await bias({
      ...survival({ version: 2, task: "regression" }),
      data: { ...data, ignored: ["seen"] },
    });
    expect(blind.mean).toBeLessThan(0.8);
  });

  it("judges by nll and concordance, and its model keeps the column", async () => {
    const experiment = survival({ metrics: ["nll", "concordance"] });
    const { model, metrics } = endOf(await eventsOf(experiment, { table }));
    expect(metrics.test.concordance).toBeGreaterThan(0.65);
    const text = modelToJson(model);
    expect(modelFromJson(text).header.encoder.target.censoring).toEqual(byEvent);
    expect(modelToJson(modelFromJson(text))).toBe(text);
  });

  it.each(["lognormal", "weibull", "gamma", "exponential"])(
    "%s starts from rows of every kind",
    async (id) => {
      const { distributionById, loadDistribution } = await import(
        "../../src/boosting/distributions/index.ts"
      );
      await loadDistribution(id);
      const values = Float64Array.of(2, 3, 0, 0, 4, 5);
      const upper = Float64Array.of(2, NEVER, 3, NEVER, 6, 5);
      const theta = distributionById(id).fit({ values, upper }, undefined);
      expect(theta.every(Number.isFinite)).toBe(true);
      const kept = [0, 1, 2, 4, 5];
      const without = distributionById(id).fit(
        {
          values: Float64Array.from(kept, (row) => values[row]!),
          upper: Float64Array.from(kept, (row) => upper[row]!),
        },
        undefined,
      );
      theta.forEach((value, at) => {
        expect(value).toBeCloseTo(without[at]!, 6);
      });
    },
  );
});
