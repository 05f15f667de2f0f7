import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { LabError } from "../../src/core/errors.ts";
import type { Param, ParamValue } from "../../src/core/params.ts";
import type { ReadRecipe } from "../../src/core/read-recipe.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { runParams } from "../../src/experiment/resolve-run.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";

const tasks = ["regression", "binary", "multiclass"] as const;

function allowedValue(param: Param): fc.Arbitrary<ParamValue> {
  if (param.kind === "boolean") return fc.boolean();
  if (param.kind === "choice") return fc.constantFrom(...param.choices.map((choice) => choice.id));
  if (param.kind === "integer") return fc.integer({ min: param.min, max: Math.min(param.max, 2 ** 30) });
  const range = { min: param.min, max: param.max, noNaN: true };
  return fc
    .double(range)
    .filter((value) => !Object.is(value, -0) && !(param.minExclusive === true && value === param.min));
}

const runOf = (task: (typeof tasks)[number]): fc.Arbitrary<RunSpec> =>
  fc
    .constantFrom(...engines.filter((meta) => meta.tasks.includes(task)).map((meta) => meta.id))
    .chain((engine) => {
      const run = defaultRun(engine, task);
      const values = Object.fromEntries(runParams(run, task).map((param) => [param.id, allowedValue(param)]));
      return fc.record({
        ...Object.fromEntries(Object.entries(run).map(([name, value]) => [name, fc.constant(value)])),
        values: fc.record(values, { requiredKeys: [] }),
        rounds: fc.integer({ min: 1, max: 500 }),
        earlyStopping: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
      }) as unknown as fc.Arbitrary<RunSpec>;
    });

const recipe: ReadRecipe = {
  format: "delimited",
  packing: "gzip",
  part: null,
  encoding: "windows-1252",
  delimiter: ";",
  quote: '"',
  escape: null,
  comment: "#",
  skippedLines: 2,
  hasHeader: true,
  decimal: ",",
  thousands: null,
  missing: ["na", "k. A."],
  columns: [
    { name: "a", kind: "text" },
    { name: "b", decimal: ".", thousands: ",", affix: "%", missing: [] },
  ],
};

const experiments: fc.Arbitrary<Experiment> = fc.constantFrom(...tasks).chain((task) =>
  fc.record({
    version: fc.constant(2 as const),
    numerics: fc.constant(1 as const),
    data: fc.record({
      source: fc.oneof(
        fc.record({ kind: fc.constant("file" as const), name: fc.string() }),
        fc.record({
          kind: fc.constant("builtin" as const),
          id: fc.string(),
          values: fc.dictionary(fc.string(), fc.integer()),
        }),
      ),
      fingerprint: fc.option(fc.string(), { nil: null }),
      reading: fc.option(fc.constant(recipe), { nil: null }),
      sample: fc.option(
        fc.record({
          rows: fc.integer({ min: 10, max: 1e8 }),
          seed: fc.nat(),
          stratify: fc.option(fc.string(), { nil: null }),
        }),
        { nil: null },
      ),
      target: fc.string(),
      ignored: fc.array(fc.string(), { maxLength: 3 }),
      categorical: fc.array(fc.string(), { maxLength: 3 }),
      dates: fc.array(
        fc.record({
          column: fc.string(),
          order: fc.constantFrom("iso" as const, "dmy" as const, "mdy" as const),
          parts: fc.constant(["ordinal", "weekday"] as const),
        }),
        { maxLength: 2 },
      ),
      dropFailing: fc.array(fc.string(), { maxLength: 2 }),
      weight: fc.option(fc.string(), { nil: null }),
    }),
    task: fc.constant(task),
    split: fc.record({
      kind: fc.constantFrom("random" as const, "time" as const, "group" as const, "column" as const),
      column: fc.string(),
      validation: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      test: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      calibration: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      duplicatesTogether: fc.boolean(),
    }),
    runs: fc.array(runOf(task), { minLength: 1, maxLength: 3 }),
    metrics: fc.subarray(["rmse", "mae", "auc", "nll"]),
    stopMetric: fc.constantFrom(null, "rmse", "logloss"),
    seed: fc.maxSafeNat(),
  }),
);

describe("experiments as JSON", () => {
  it("come back as they were written", () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const parsed = parseExperiment(JSON.parse(canonicalJson(experiment)));
        expect(canonicalJson(parsed.experiment)).toBe(canonicalJson(experiment));
        expect(parsed.notices).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("are a result or a coded error for any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseExperiment(value);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
    );
  });

  it("are a result or a coded error with a path when one member is replaced by anything", () => {
    fc.assert(
      fc.property(experiments, fc.nat(), fc.jsonValue(), (experiment, pick, value) => {
        const copy = JSON.parse(canonicalJson(experiment)) as { [name: string]: unknown };
        const holders = [copy, copy.data, copy.split, (copy.runs as unknown[])[0]] as {
          [name: string]: unknown;
        }[];
        const places = holders.flatMap((holder) => Object.keys(holder).map((name) => ({ holder, name })));
        const { holder, name } = places[pick % places.length]!;
        holder[name] = value;
        try {
          const { experiment: read } = parseExperiment(copy);
          expect(canonicalJson(read)).toBe(canonicalJson(copy));
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
          expect([
            "spec.invalid",
            "spec.out-of-range",
            "spec.unknown-id",
            "spec.unknown-param",
            "spec.version",
          ]).toContain((error as LabError).code);
          expect((error as LabError).facts.path).toBeTypeOf("string");
        }
      }),
      { numRuns: 400 },
    );
  });

  it("have a fix that is accepted wherever a value is refused as out of range", () => {
    const params = engines.flatMap((meta) => meta.params);
    fc.assert(
      fc.property(
        fc.constantFrom(...params),
        fc.oneof(fc.double(), fc.integer(), fc.string(), fc.boolean()),
        (param, value) => {
          // one that came later is not told of where it has its default
          const resolvedTo = (given: ParamValue) =>
            param.isLater && given === param.default ? {} : { [param.id]: given };
          const resolved = (given: ParamValue) => resolveValues([param], { [param.id]: given }, "values");
          try {
            expect(resolved(value)).toEqual(resolvedTo(value === 0 ? 0 : value));
          } catch (error) {
            expect((error as LabError).code).toBe("spec.out-of-range");
            const fix = (error as LabError).facts.fix!;
            expect(resolved(fix)).toEqual(resolvedTo(fix));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
