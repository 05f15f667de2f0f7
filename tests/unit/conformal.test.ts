import { describe, expect, it } from "vitest";
import { conformalOf } from "../../src/analysis/conformal.ts";
import type { ModelOutputs } from "../../src/boosting/outputs.ts";

const point: ModelOutputs = { kind: "point", task: "regression", scoreCount: 1, link: "identity" };
const classes: ModelOutputs = {
  kind: "classes",
  task: "binary",
  scoreCount: 1,
  link: "logistic",
  classNames: ["a", "b"],
};

function set(values: readonly number[], scores: readonly number[]) {
  const rowCount = values.length;
  return {
    data: {
      id: "x",
      rowCount,
      rowIds: Uint32Array.from(values, (_, row) => row),
      features: [],
      target: { outputCount: 1, values: Float64Array.from(values) },
    },
    scores: { rowCount, outputCount: 1, values: Float64Array.from(scores) },
  };
}
const zeros = (count: number) => new Array<number>(count).fill(0);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe("conformalOf", () => {
  it("takes the ceil((n + 1) 0.9)-th smallest error as half the interval", () => {
    // errors 1 .. 19: the 18th of them
    const found = conformalOf(point, set(upTo(19), zeros(19)), set([17, 18, 19, -18], zeros(4)));
    expect(found).toEqual({ level: 0.9, rows: 19, kind: "interval", size: 18, coverage: 0.75 });
  });

  it("says when there are too few rows", () => {
    expect(conformalOf(point, set(upTo(8), zeros(8)), null)).toMatchObject({ size: null, coverage: null });
  });

  it("makes sets of classes", () => {
    const scores = upTo(19).map((at) => at / 5);
    const ones = new Array<number>(19).fill(1);
    const found = conformalOf(classes, set(ones, scores), set([1, 0, 1], [3, 0, -3]));
    // errors fall with the score; the bound is the error at the second lowest, 0.4
    expect(found.kind).toBe("set");
    expect(found.size).toBeCloseTo(2 / 3, 10);
    expect(found.coverage).toBeCloseTo(1 / 3, 10);
  });
});
