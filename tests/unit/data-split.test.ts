import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import { splitRows } from "../../src/data/split-rows.ts";

const rowsOf = (count: number) => Uint32Array.from({ length: count }, (_, i) => i * 3 + 1);

describe("splitRows", () => {
  it("partitions rows into ascending sets of the asked sizes, stratified by class", () => {
    const request = fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 200 }),
      validation: fc.double({ min: 0, max: 0.49, noNaN: true }),
      test: fc.double({ min: 0, max: 0.49, noNaN: true }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(request, ({ labels, validation, test, seed }) => {
        const rows = rowsOf(labels.length);
        const split = splitRows({
          labels: Float64Array.from(labels),
          rows,
          task: "multiclass",
          split: { validation, test },
          seed,
        });
        const sets = [split.train, split.validation, split.test];
        for (const set of sets) expect([...set]).toEqual([...set].sort((a, b) => a - b));
        expect(sets.flatMap((set) => [...set]).sort((a, b) => a - b)).toEqual([...rows]);
        const classOf = (row: number) => labels[(row - 1) / 3]!;
        expect(new Set([...split.train].map(classOf))).toEqual(new Set(labels));
        const spare = labels.length - new Set(labels).size;
        const wanted = Math.round(labels.length * validation) + Math.round(labels.length * test);
        expect(split.validation.length + split.test.length).toBe(Math.min(wanted, spare));
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it("deals every row into one fold, class by class, and keeps rows to train on", () => {
    const request = fc.record({
      labels: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 200 }),
      of: fc.integer({ min: 2, max: 10 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(request, ({ labels, of, seed }) => {
        const rows = rowsOf(labels.length);
        const folds = Array.from({ length: of }, (_, at) =>
          splitRows({
            labels: Float64Array.from(labels),
            rows,
            task: "regression",
            split: { validation: 0.2, test: 0.4, fold: { at, of } },
            seed,
          }),
        );
        expect(folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...rows]);
        const sizes = folds.map(({ test }) => test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const { train, validation, test } of folds) {
          expect(validation.length).toBe(Math.round(labels.length * 0.2));
          expect(train.length + validation.length + test.length).toBe(labels.length);
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });

  it("gives each fold its share of every class", () => {
    const labels = Float64Array.from({ length: 300 }, (_, i) => i % 3);
    for (let at = 0; at < 5; at++) {
      const split = { validation: 0, test: 0, fold: { at, of: 5 } };
      const { test } = splitRows({ labels, rows: rowsOf(300), task: "multiclass", split, seed: 7 });
      const counts = [0, 1, 2].map((k) => test.filter((row) => ((row - 1) / 3) % 3 === k).length);
      expect(counts).toEqual([20, 20, 20]);
    }
  });

  it("gives every class its share", () => {
    const labels = Float64Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const split = splitRows({
      labels,
      rows: rowsOf(1000),
      task: "binary",
      split: { validation: 0.1, test: 0.25 },
      seed: 1,
    });
    const positives = (rows: Uint32Array) => rows.filter((row) => labels[(row - 1) / 3] === 1).length;
    expect([positives(split.test), positives(split.validation)]).toEqual([25, 10]);
    expect([split.test.length, split.validation.length]).toEqual([250, 100]);
  });

  it("depends on the seed, and not for a test row on the validation share", () => {
    const request = (seed: number, validation: number) =>
      splitRows({
        labels: new Float64Array(100),
        rows: rowsOf(100),
        task: "regression",
        split: { validation, test: 0.2 },
        seed,
      });
    expect(request(1, 0.2)).toEqual(request(1, 0.2));
    expect(request(1, 0.2).test).not.toEqual(request(2, 0.2).test);
    expect(request(1, 0.2).test).toEqual(request(1, 0).test);
    expect([...request(42, 0.1).test.subarray(0, 8)]).toEqual([16, 79, 88, 97, 100, 103, 133, 145]);
  });

  it("refuses shares that leave nothing to train on", () => {
    const request = (validation: number, test: number) => () =>
      splitRows({
        labels: new Float64Array(4),
        rows: rowsOf(4),
        task: "regression",
        split: { validation, test },
        seed: 1,
      });
    for (const [validation, test] of [
      [0.5, 0.5],
      [-0.1, 0.2],
      [0, Number.NaN],
    ] as const) {
      expect(request(validation, test)).toThrow(LabError);
    }
  });
});
