import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import { sources } from "../../src/data/sources/index.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { isExperimentFragment } from "../../src/share/experiment-fragment.ts";
import { fragmentToExperiment } from "../../src/share/share-link.ts";
import { isRunWord, isWholeWord, settingWords, tableWords } from "../../src/share/short-link-words.ts";
import { shortLink } from "../../src/share/write-short-link.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import { regression } from "./experiment-fixture.ts";

function opened(fragment: string) {
  const outcome = fragmentToExperiment(fragment);
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

function errorOf(fragment: string) {
  const outcome = fragmentToExperiment(fragment);
  if (outcome.ok) throw new Error("It was opened.");
  return outcome.error;
}

const valuesOf = (fragment: string) => opened(fragment).experiment.runs.map(({ values }) => values);

describe("a link that people write", () => {
  const example = "#d=moons&n=400&noise=.25&e=gbdt&lr=.1&depth=3&seed=43&round=37";

  it("is an experiment", () => {
    expect(isExperimentFragment(example)).toBe(true);
    const { experiment, round, receipt, notices } = opened(example);
    expect([round, receipt, notices]).toEqual([37, null, []]);
    expect(experiment).toEqual({
      version: 2,
      numerics: 1,
      data: {
        source: { kind: "builtin", id: "shapes", values: { n: 400, noise: 0.25 } },
        fingerprint: null,
        reading: null,
        sample: null,
        target: "class",
        ignored: [],
        categorical: [],
        dates: [],
        dropFailing: [],
        weight: null,
      },
      task: "binary",
      split: {
        kind: "random",
        column: null,
        validation: 0.2,
        test: 0.2,
        calibration: 0,
        duplicatesTogether: false,
      },
      runs: [
        {
          engine: "gbdt",
          without: [],
          values: { learning_rate: 0.1, max_depth: 3 },
          objective: null,
          distribution: null,
          score: null,
          rounds: 120,
          earlyStopping: null,
        },
      ],
      metrics: ["logloss", "error", "auc"],
      stopMetric: null,
      seed: 43,
    } satisfies Experiment);
  });

  it.each([
    ["percent codes", "#d=moons&n=400&noise=%2E25&%65=gbdt&lr=.1&depth=3&seed=43&round=37"],
    ["white space", "#d=%20moons&n=400%20&noise=.25&e=gbdt&lr=.1&depth=3&seed=43&round=37"],
    ["empty parts", "#d=moons&&n=400&noise=.25&e=gbdt&lr=.1&depth=3&seed=43&round=37&"],
    [
      "other names",
      "#d=shapes&shape=two-moons&n=400&noise=0.25&e=gbdt&eta=1e-1&max_depth=3&seed=43&round=37",
    ],
    ["the defaults, said", `${example}&valid=.2&test=.2&rounds=120&stop=off&lambda=1`],
    ["another order", "#d=moons&round=37&depth=3&lr=.1&seed=43&e=gbdt&noise=.25&n=400"],
    ["no engine", example.replace("&e=gbdt", "")],
  ])("may have %s", (_, fragment) => {
    expect(opened(fragment)).toEqual(opened(example));
  });

  it("has several runs, each with what was said behind its e", () => {
    const link = "#d=sine&e=gbdt&depth=2&lr=.1&e=ngboost&depth=4&rounds=60&e=gbdt&depth=5&stop=10";
    const { runs } = opened(link).experiment;
    expect(
      runs.map(({ engine, values, rounds, earlyStopping }) => [engine, values, rounds, earlyStopping]),
    ).toEqual([
      ["gbdt", { max_depth: 2, learning_rate: 0.1 }, 120, null],
      ["ngboost", { max_depth: 4 }, 60, null],
      ["gbdt", { max_depth: 5 }, 120, 10],
    ]);
  });

  it("gives several runs of one e the settings that they know", () => {
    expect(valuesOf("#d=sine&e=gbdt,grownet,ngboost&depth=2&units=8&lr=.05")).toEqual([
      { max_depth: 2, learning_rate: 0.05 },
      // its own nets have a rate of that name
      { hidden_units: 8, learning_rate: 0.05 },
      { max_depth: 2, learning_rate: 0.05 },
    ]);
    expect(opened("#d=sine&e=gbdt,grownet&depth=2&units=8").notices).toEqual([]);
  });

  it("says what a table's own seed is, and what else a whole experiment has", () => {
    const { experiment } = opened(
      "#d=sine&data.seed=5&gap=yes&seed=9&valid=.1&test=.3&calibration=.1&metric=mae,rmse&stopmetric=mae&e=ngboost&distribution=laplace&score=crps",
    );
    expect(experiment.data.source).toMatchObject({ values: { seed: 5, gap: true } });
    expect(experiment).toMatchObject({ seed: 9, metrics: ["mae", "rmse"], stopMetric: "mae" });
    expect(experiment.split).toMatchObject({ validation: 0.1, test: 0.3, calibration: 0.1 });
    expect(experiment.runs[0]).toMatchObject({ distribution: "laplace", score: "crps" });
  });

  it("says what intervals and sets should hold, and leaves out what they do anyway", () => {
    const asked = "#d=moons&e=gbdt&rounds=60&seed=42&valid=.2&test=.2&calibration=.2&level=.8&conformal=aps";
    const { experiment } = opened(asked);
    expect(experiment.split.conformal).toEqual({ level: 0.8, method: "aps" });
    expect(experiment.version).toBe(7);
    expect(shortLink(experiment)).toBe(asked);
    const usual = opened("#d=moons&e=gbdt&calibration=.2&level=.9&conformal=lac").experiment;
    expect(usual).toEqual(opened("#d=moons&e=gbdt&calibration=.2").experiment);
    expect(errorOf("#d=moons&e=gbdt&conformal=cqr").message).toBe(
      "The conformal method cqr does not fit the task binary, which has lac, aps. Use lac.",
    );
    expect(errorOf("#d=moons&e=gbdt&level=high")).toMatchObject({ code: "spec.invalid" });
  });

  it("takes the task and the split that go with the table", () => {
    expect(opened("#d=spirals&classes=3").experiment.task).toBe("multiclass");
    expect(opened("#d=weather").experiment.split).toMatchObject({ kind: "time", column: "date" });
  });

  it("names what it does not know", () => {
    const { notices, unknown, experiment } = opened("#d=moons&dept=3&data.moon=2&e=gbdt&lr=.1&score=crps");
    expect(notices).toEqual([
      '"dept" is not known here and has no effect. The nearest name is "depth".',
      expect.stringMatching(/^"data.moon" is not known here/),
      expect.stringMatching(/^"score" is not known here/),
    ]);
    expect(unknown.map(({ path }) => path)).toEqual(["dept", "data.moon", "score"]);
    expect(experiment.runs[0]!.values).toEqual({ learning_rate: 0.1 });
    const many = Array.from({ length: 20 }, (_, at) => `&x${at}=1`).join("");
    expect(opened(`#d=moons${many}`).notices.at(-1)).toBe("15 more are not known here and have no effect.");
  });

  it.each([
    ["a depth that is too large", "#d=moons&depth=99999", "spec.out-of-range", "runs[0].values.max_depth"],
    [
      "a rate of the second run",
      "#d=moons&e=gbdt&e=gbdt&lr=-1",
      "spec.out-of-range",
      "runs[1].values.learning_rate",
    ],
    ["too few rows", "#d=moons&n=5", "spec.out-of-range", "data.source.values.n"],
    ["a share that is no share", "#d=moons&test=2", "spec.out-of-range", "split.test"],
    ["a text for a number", "#d=moons&depth=deep", "spec.out-of-range", "runs[0].values.max_depth"],
    ["a number that is none", "#d=moons&rounds=0x10", "spec.invalid", "runs[0].rounds"],
    ["an endless number", "#d=moons&seed=1e999", "spec.invalid", "seed"],
    ["no rounds", "#d=moons&rounds=0", "spec.out-of-range", "runs[0].rounds"],
    ["a round that is not trained", "#d=moons&rounds=20&round=21", "spec.out-of-range", "round"],
    ["half a round", "#d=moons&round=1.5", "spec.out-of-range", "round"],
    ["a word said twice", "#d=moons&seed=1&seed=2", "spec.invalid", "seed"],
    ["one setting by two names", "#d=moons&lr=.1&eta=.2", "spec.invalid", "eta"],
    ["another shape than its name", "#d=moons&shape=xor", "spec.invalid", "shape"],
    ["an unknown engine", "#d=moons&e=gbdd", "spec.unknown-id", "engine"],
    [
      "an engine for another task",
      "#d=moons&e=gbdt&objective=reg:squarederror",
      "spec.invalid",
      "run.objective",
    ],
    ["an unknown metric", "#d=moons&metric=beauty", "spec.unknown-id", "metrics"],
    ["an unknown table", "#d=moon", "data.source-unknown", undefined],
    ["no table", "#d=", "data.source-unknown", undefined],
    ["a code that is cut off", "#d=moons&n=%4", "link.malformed", undefined],
    ["more than anybody writes", `#d=moons${"&n".repeat(4000)}`, "link.too-large", undefined],
  ])("is refused with %s", (_, fragment, code, path) => {
    const error = errorOf(fragment);
    expect([error.code, error.facts.path]).toEqual([code, path]);
    if (code === "spec.out-of-range") expect(error.message).toContain(`Use ${error.facts.fix}`);
  });

  it("is only ever as loud as a line", () => {
    const loud = "x".repeat(3000);
    for (const link of [
      `#d=${loud}`,
      `#d=moons&e=${loud}`,
      `#d=moons&metric=${loud}`,
      `#d=moons&depth=${loud}`,
    ]) {
      expect(errorOf(link).message.length).toBeLessThan(500);
      expect(errorOf(link).message).not.toContain("x".repeat(81));
    }
    expect(opened(`#d=moons&${loud}=1`).notices.join()).not.toContain("x".repeat(81));
  });

  it("has words that mean one thing", () => {
    const params = engines.flatMap(({ params: own }) =>
      own.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
    );
    for (const word of params) expect(isWholeWord(word) || isRunWord(word)).toBe(false);
    for (const source of sources) {
      for (const { id } of source.params) {
        expect(params).not.toContain(id);
        expect(Object.hasOwn(settingWords, id)).toBe(false);
      }
    }
    for (const word of Object.keys(tableWords)) expect(sources.map(({ id }) => id)).not.toContain(word);
  });
});

describe("writing a link for people", () => {
  it("is what they would write", () => {
    const link = "#d=moons&n=400&noise=.25&e=gbdt&lr=.1&depth=3&rounds=60&seed=43&round=37";
    const { experiment, round } = opened(link);
    expect(shortLink(experiment, round)).toBe(link);
  });

  it("says a first visit, whether its data were read or not", () => {
    const start = startingExperiment();
    const link = shortLink(start)!;
    expect(opened(link).experiment).toEqual(start);
    expect(shortLink({ ...start, data: { ...start.data, fingerprint: "ab".repeat(32) } })).toBe(link);
  });

  it.each([
    ["a file", regression()],
    ["other roles", { ...startingExperiment(), data: { ...startingExperiment().data, ignored: ["x"] } }],
    [
      "another split",
      { ...startingExperiment(), split: { ...startingExperiment().split, duplicatesTogether: true } },
    ],
    ["no metrics", { ...startingExperiment(), metrics: [] }],
    [
      "a run with fewer columns",
      { ...startingExperiment(), runs: [{ ...startingExperiment().runs[0]!, without: ["x"] }] },
    ],
    [
      "a setting that is as usual",
      { ...startingExperiment(), runs: [{ ...startingExperiment().runs[0]!, values: { max_depth: 6 } }] },
    ],
  ] as const)("does not try to say %s", (_, experiment) => {
    expect(shortLink(experiment)).toBeNull();
  });
});
