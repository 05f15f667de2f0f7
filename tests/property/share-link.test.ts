import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { modelFromJson } from "../../src/interchange/model-json.ts";
import { fromBase64Url, toBase64Url } from "../../src/share/base64url.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";

const experiments: fc.Arbitrary<Experiment> = fc.record({
  version: fc.constant(2 as const),
  numerics: fc.constant(1 as const),
  data: fc.record({
    source: fc.record({ kind: fc.constant("file" as const), name: fc.string({ unit: "binary" }) }),
    fingerprint: fc.constantFrom(null, "ab".repeat(32)),
    reading: fc.constant(null),
    sample: fc.constant(null),
    target: fc.string({ unit: "grapheme" }),
    ignored: fc.array(fc.string(), { maxLength: 3 }),
    categorical: fc.array(fc.string(), { maxLength: 3 }),
    dates: fc.constant([]),
    dropFailing: fc.array(fc.string(), { maxLength: 2 }),
    weight: fc.option(fc.string()),
  }),
  task: fc.constant("regression" as const),
  split: fc.record({
    kind: fc.constant("random" as const),
    column: fc.constant(null),
    validation: fc.constantFrom(0.1, 0.2, 0.25),
    test: fc.constantFrom(0, 0.2, 0.3),
    calibration: fc.constantFrom(0, 0.1),
    duplicatesTogether: fc.boolean(),
  }),
  runs: fc.array(
    fc.record({
      engine: fc.constant("gbdt"),
      without: fc.array(fc.string(), { maxLength: 2 }),
      values: fc.record({
        max_depth: fc.integer({ min: 1, max: 12 }),
        learning_rate: fc.constantFrom(0.1, 0.3),
      }),
      objective: fc.constantFrom(null, "reg:squarederror"),
      distribution: fc.constant(null),
      score: fc.constant(null),
      rounds: fc.integer({ min: 1, max: 500 }),
      earlyStopping: fc.constantFrom(null, 10),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  metrics: fc.constantFrom([], ["rmse", "mae"]),
  stopMetric: fc.constantFrom(null, "rmse"),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

const CODED = /^(link|spec)\./;

function codeOf(fragment: string): string {
  const outcome = fragmentToExperiment(fragment);
  return outcome.ok ? "ok" : outcome.error.code;
}

function fragmentOf(text: string): string {
  return `#s=1.${toBase64Url(deflateSync(new TextEncoder().encode(text)))}`;
}

describe("an experiment in a link", () => {
  it("comes out as it went in, and makes the same link again", () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const fragment = experimentToFragment(experiment);
        expect(fragment).toMatch(/^#s=2\.[A-Za-z0-9_-]+$/);
        const outcome = fragmentToExperiment(fragment);
        if (!outcome.ok) throw new Error(outcome.error.message);
        const wellFormed = JSON.parse(JSON.stringify(experiment), (_, value) =>
          typeof value === "string" ? new TextDecoder().decode(new TextEncoder().encode(value)) : value,
        );
        expect(outcome.value.experiment).toEqual(wellFormed);
        expect(outcome.value.notices).toEqual([]);
        expect(experimentToFragment(outcome.value.experiment)).toBe(fragment);
      }),
    );
  });

  it("is a result or a coded error for any text", () => {
    const fragments = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string().map((text) => `#s=1.${text}`),
      fc.base64String().map((text) => `#s=2.${text}`),
      fc.uint8Array().map((bytes) => `#s=1.${toBase64Url(bytes)}`),
      fc.uint8Array().map((bytes) => `#s=2.${toBase64Url(bytes)}`),
      fc.json().map(fragmentOf),
      fc.integer().map((version) => `#s=${version}.abc`),
    );
    fc.assert(
      fc.property(fragments, (fragment) => {
        expect(codeOf(fragment)).toMatch(CODED);
      }),
      { numRuns: 500 },
    );
  });

  it("is a coded error or the same experiment when a letter was lost or changed", () => {
    fc.assert(
      fc.property(experiments, fc.nat(), fc.constantFrom("", "A", "_", " "), (experiment, place, letter) => {
        const fragment = experimentToFragment(experiment);
        const at = place % fragment.length;
        const outcome = fragmentToExperiment(fragment.slice(0, at) + letter + fragment.slice(at + 1));
        if (outcome.ok) expect(experimentToFragment(outcome.value.experiment)).toBe(fragment);
        else expect(outcome.error.code).toMatch(CODED);
      }),
      { numRuns: 500 },
    );
  });

  it("that would fill the memory is refused", () => {
    expect(codeOf(fragmentOf(" ".repeat(20_000_000)))).toBe("link.too-large");
  });

  it("of a later form says so", () => {
    expect(codeOf("#s=3.whatever")).toBe("spec.version");
  });
});

describe("base64 for links", () => {
  it("gives back the same bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe("a model file", () => {
  it("of any text is refused with a code", () => {
    const header = { format: "boosting-lab-model", version: 1, numerics: 1 };
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.anything().map((value) => JSON.stringify({ header: value, rounds: [], keptRounds: 0 }) ?? ""),
      fc
        .object()
        .map((value) => JSON.stringify({ header: { ...value, ...header }, rounds: [value], keptRounds: 0 })),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let thrown: unknown = null;
        try {
          modelFromJson(text);
        } catch (caught) {
          thrown = caught;
        }
        expect(thrown instanceof LabError && thrown.code).toBe("model.malformed");
      }),
      { numRuns: 500 },
    );
  });
});
