import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import type { Param, ParamValue, ParamValues } from "../../src/core/params.ts";
import type { Task } from "../../src/core/task.ts";
import { sources } from "../../src/data/sources/index.ts";
import { rolesOf } from "../../src/data/sources/source.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { runParams } from "../../src/experiment/resolve-run.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";
import { fragmentToExperiment } from "../../src/share/share-link.ts";
import { shortLink } from "../../src/share/write-short-link.ts";
import { dataOfSource, setupOfSource } from "../../src/store/starting-experiment.ts";

function unusualValue(param: Param): fc.Arbitrary<ParamValue> {
  if (param.kind === "boolean") return fc.constant(!param.default);
  if (param.kind === "choice") return fc.constantFrom(...param.choices.map(({ id }) => id));
  if (param.kind === "integer") return fc.integer({ min: param.min, max: Math.min(param.max, 2 ** 30) });
  return fc
    .double({ min: param.min, max: param.max, noNaN: true })
    .filter((value) => !Object.is(value, -0) && !(param.minExclusive === true && value === param.min));
}

/** Some values of some parameters, none of them the default. */
function valuesOf(params: readonly Param[]): fc.Arbitrary<ParamValues> {
  const some = Object.fromEntries(params.map((param) => [param.id, unusualValue(param)]));
  return fc
    .record(some, { requiredKeys: [] })
    .map((values) =>
      Object.fromEntries(
        Object.entries(values).filter(
          ([id, value]) => params.find((param) => param.id === id)!.default !== value,
        ),
      ),
    ) as fc.Arbitrary<ParamValues>;
}

const runOf = (task: Task): fc.Arbitrary<RunSpec> =>
  fc
    .constantFrom(...engines.filter(({ tasks }) => tasks.includes(task)).map(({ id }) => id), "dart")
    .filter((engine) => engine !== "dart" || task !== "survival")
    .chain((engine) => {
      const run = defaultRun(engine, task);
      return fc
        .record({
          values: valuesOf(runParams(run, task)),
          rounds: fc.integer({ min: 1, max: 500 }),
          earlyStopping: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
        })
        .map((changes) => ({ ...run, ...changes }));
    });

const experiments: fc.Arbitrary<Experiment> = fc
  .constantFrom(...sources)
  .chain((source) => valuesOf(source.params).map((values) => ({ source, values })))
  .chain(({ source, values }) => {
    const { task } = rolesOf(source, values);
    const setup = { ...setupOfSource(source, 42), data: dataOfSource(source, values), task };
    return fc
      .record({
        runs: fc.array(runOf(task), { minLength: 1, maxLength: 3 }),
        seed: fc.maxSafeNat(),
        validation: fc.constantFrom(0.1, 0.2, 0.25),
        test: fc.constantFrom(0, 0.1, 0.2),
        stopMetric: fc.constantFrom(null, "rmse"),
      })
      .map(({ validation, test, ...rest }) => ({
        ...setup,
        metrics: task === source.roles.task ? setup.metrics : ["mlogloss", "merror"],
        split: { ...setup.split, validation, test },
        ...rest,
      }));
  });

describe("a readable link", () => {
  it("is read back as the experiment that it was written for", () => {
    let written = 0;
    let tooLong = 0;
    fc.assert(
      fc.property(experiments, (experiment) => {
        const link = shortLink(experiment);
        if (link === null) {
          tooLong++;
          return;
        }
        written++;
        const outcome = fragmentToExperiment(link);
        if (!outcome.ok) throw new Error(`${link}: ${outcome.error.message}`);
        expect(outcome.value.experiment).toEqual(experiment);
        expect(shortLink(outcome.value.experiment)).toBe(link);
      }),
      { numRuns: 1000 },
    );
    // all of these can be said
    expect([written, tooLong]).toEqual([1000, 0]);
  });

  it("is an experiment or a coded error for any words", () => {
    const word = fc.constantFrom(
      "e",
      "n",
      "lr",
      "depth",
      "rounds",
      "seed",
      "data.seed",
      "stop",
      "round",
      "__proto__",
      "%",
    );
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("gbdt", "grownet,gbdt", "0", ".5", "-1", "1e400", "constructor"),
    );
    const links = fc
      .tuple(
        fc.constantFrom("moons", "sine", "wages", "__proto__"),
        fc.array(fc.tuple(word, text), { maxLength: 6 }),
      )
      .map(([table, words]) => `#d=${table}&${words.map((pair) => pair.join("=")).join("&")}`);
    fc.assert(
      fc.property(links, (link) => {
        const outcome = fragmentToExperiment(link);
        if (!outcome.ok) expect(outcome.error.code).toMatch(/^(link|spec|data)\./);
        if (!outcome.ok) expect(outcome.error.message).not.toContain("should not");
      }),
      { numRuns: 1000 },
    );
  });
});
