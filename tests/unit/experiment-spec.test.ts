import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import type { Param } from "../../src/core/params.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { experimentFingerprint } from "../../src/experiment/experiment-fingerprint.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { resolveRun } from "../../src/experiment/resolve-run.ts";
import { gbdtRun, regression } from "./experiment-fixture.ts";

function errorOf(work: () => unknown): LabError {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error("no LabError was thrown");
}

const changed = (change: object) => JSON.parse(JSON.stringify({ ...regression(), ...change })) as unknown;

describe("resolveValues", () => {
  const params: readonly Param[] = [
    {
      kind: "number",
      id: "learning_rate",
      aliases: ["eta"],
      label: "Rate",
      help: "",
      default: 0.3,
      min: 0,
      minExclusive: true,
      max: 1,
      softMin: 0.01,
    },
    { kind: "integer", id: "max_depth", label: "Depth", help: "", default: 6, min: 0, max: 30 },
    { kind: "number", id: "base_score", label: "Start", help: "", default: null, min: -10, max: 10 },
    { kind: "boolean", id: "one_drop", label: "One", help: "", default: false },
    {
      kind: "choice",
      id: "booster",
      label: "Booster",
      help: "",
      default: "gbtree",
      choices: [
        { id: "gbtree", label: "" },
        { id: "dart", label: "" },
      ],
    },
  ];
  const resolve = (given: Parameters<typeof resolveValues>[1]) =>
    resolveValues(params, given, "runs[0].values");

  it("gives all ids in declaration order, aliases gone", () => {
    const values = resolve({ max_depth: 3, eta: 0.1 });
    expect(Object.entries(values)).toEqual([
      ["learning_rate", 0.1],
      ["max_depth", 3],
      ["base_score", null],
      ["one_drop", false],
      ["booster", "gbtree"],
    ]);
    expect(resolve({ learning_rate: 0.3, max_depth: 6, base_score: null })).toEqual(resolve({}));
  });

  it("refuses an alias beside its id", () => {
    const error = errorOf(() => resolve({ eta: 0.1, learning_rate: 0.1 }));
    expect(error).toMatchObject({
      code: "spec.invalid",
      facts: { path: "runs[0].values.learning_rate", other: "eta" },
    });
  });

  it.each([
    [{ eta: 1.5 }, 1],
    [{ eta: 0 }, 0.01],
    [{ eta: -3 }, 0.01],
    [{ max_depth: 2.6 }, 3],
    [{ max_depth: 99 }, 30],
    [{ max_depth: 31.7 }, 30],
    [{ max_depth: null }, 6],
    [{ one_drop: 1 }, true],
    [{ booster: "drat" }, "dart"],
    [{ base_score: "x" }, null],
  ])("refuses %j with the fix %j", (given, fix) => {
    const error = errorOf(() => resolve(given));
    expect(error.code).toBe("spec.out-of-range");
    expect(error.facts.path).toBe(`runs[0].values.${Object.keys(given)[0]}`);
    expect(error.facts.fix).toBe(fix);
  });

  it("says the range and the fix in the message", () => {
    expect(errorOf(() => resolve({ max_depth: 99 })).message).toBe(
      "Depth (max_depth) is 99, it has to be a whole number from 0 to 30. Use 30.",
    );
  });

  it("names the nearest parameter for an unknown one", () => {
    const error = errorOf(() => resolve({ max_dept: 3 }));
    expect(error).toMatchObject({
      code: "spec.unknown-param",
      facts: { nearest: "max_depth", value: "max_dept" },
    });
  });
});

describe("parseExperiment", () => {
  it("names few of many members that it does not know", () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}`.repeat(100), at]));
    const { notices, unknown } = parseExperiment(changed(many));
    expect(unknown).toHaveLength(40);
    expect(notices).toHaveLength(6);
    expect(notices.at(-1)).toBe("35 more are not known here and have no effect.");
    expect(Math.max(...notices.map((notice) => notice.length))).toBeLessThan(140);
  });

  it.each(["__proto__", "constructor", "toString"])("knows no engine %s", (engine) => {
    const run = { ...regression().runs[0], engine };
    expect(errorOf(() => parseExperiment(changed({ runs: [run] }))).code).toBe("spec.unknown-id");
  });

  it.each([
    [{ runs: [] }, "spec.invalid", "runs"],
    [{ runs: [{ ...gbdtRun, rounds: 0 }] }, "spec.out-of-range", "runs[0].rounds"],
    [{ runs: [{ ...gbdtRun, engine: "xyz" }] }, "spec.unknown-id", "engine"],
    [{ runs: [gbdtRun, { ...gbdtRun, values: { eta: 7 } }] }, "spec.out-of-range", "runs[1].values.eta"],
    [{ runs: [{ ...gbdtRun, objective: "binary:logistic" }] }, "spec.invalid", "runs[0].objective"],
    [{ runs: [{ ...gbdtRun, distribution: "normal" }] }, "spec.invalid", "runs[0].distribution"],
    [{ metrics: ["rsme"] }, "spec.unknown-id", "metrics"],
    [{ seed: -1 }, "spec.out-of-range", "seed"],
    [{ seed: 1.5 }, "spec.out-of-range", "seed"],
    [{ task: "ranking" }, "spec.invalid", "data.query"],
    [{ version: 4 }, "spec.invalid", "data.censoring"],
    [{ version: 8 }, "spec.version", "version"],
    [{ version: 6, data: { ...regression().data, query: "x1" } }, "spec.invalid", "data.query"],
    [{ numerics: 2 }, "spec.invalid", "numerics"],
    [{ split: randomSplit(0.6, 0.6) }, "spec.out-of-range", "split.test"],
    [
      { data: { ...regression().data, source: { kind: "web", url: "x" } } },
      "spec.invalid",
      "data.source.kind",
    ],
  ])("refuses %j", (change, code, path) => {
    const error = errorOf(() => parseExperiment(changed(change)));
    expect([error.code, error.facts.path]).toEqual([code, path]);
  });

  it("names a missing member", () => {
    const { seed: _, ...rest } = regression();
    expect(errorOf(() => parseExperiment(rest)).message).toBe(
      "The experiment cannot be used: seed is missing.",
    );
  });

  it("keeps unknown members aside and names them", () => {
    const parsed = parseExperiment(changed({ theme: "dark", runs: [{ ...gbdtRun, colour: 3 }] }));
    expect(parsed.unknown).toEqual([
      { path: "runs[0].colour", value: 3 },
      { path: "theme", value: "dark" },
    ]);
    expect(parsed.notices[1]).toBe('"theme" is not known here and has no effect.');
    expect(parsed.experiment).toEqual(regression());
  });
});

describe("runs", () => {
  it.each([
    ["regression", "reg:squarederror"],
    ["binary", "binary:logistic"],
    ["multiclass", "multi:softprob"],
  ] as const)("take the objective of the task: %s", (task, objective) => {
    expect(resolveRun(defaultRun("gbdt", task), task, "run").loss).toEqual({ objective });
  });

  it("resolve an engine's alias to its presets", () => {
    const run = resolveRun(defaultRun("dart", "regression"), "regression", "run");
    expect([run.meta.id, run.values.booster]).toEqual(["gbdt", "dart"]);
  });
});

describe("experimentFingerprint", () => {
  it("depends on content, not on key order", () => {
    const { seed, ...rest } = regression();
    expect(experimentFingerprint({ ...rest, seed })).toBe(experimentFingerprint({ seed, ...rest }));
    expect(experimentFingerprint({ ...rest, seed: 43 })).not.toBe(experimentFingerprint(regression()));
  });
});
