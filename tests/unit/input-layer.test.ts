import { describe, expect, it } from "vitest";
import { embeddedColumns } from "../../src/boosting/learners/net/embeddings/embedding-columns.ts";
import {
  encodeInputs,
  type InputColumn,
  inputCount,
  makeInputColumns,
} from "../../src/boosting/learners/net/input-layer.ts";
import { padded } from "../../src/compute/net-kernel.ts";
import type { Column } from "../../src/core/dataset.ts";

const numeric = (values: number[]): Column => ({
  kind: "numeric",
  name: "x",
  values: Float32Array.from(values),
});
const categorical = (codes: number[], size: number): Column => ({
  kind: "categorical",
  name: "c",
  codes: Int32Array.from(codes),
  categories: Array.from({ length: size }, (_, k) => `c${k}`),
});

function rowsOf(
  columns: readonly InputColumn[],
  features: readonly Column[],
  rowCount: number,
  clip: number | null = null,
) {
  const stride = padded(columns.length);
  const flat = encodeInputs({ columns, clip, outputScale: 1 }, { features, rowCount });
  return Array.from({ length: rowCount }, (_, r) =>
    Array.from(flat.subarray(r * stride, r * stride + columns.length)),
  );
}

describe("numbers as inputs", () => {
  it("have mean 0 and spread 1, or run from 0 to 1, or stay as they are", () => {
    const feature = numeric([1, 2, 3, 6]);
    const values = (scaling: "standard" | "minmax" | "none") =>
      rowsOf(makeInputColumns([feature], scaling), [feature], 4).flat();
    const spread = Math.sqrt(3.5);
    values("standard").forEach((value, i) => {
      expect(value).toBeCloseTo((feature.kind === "numeric" ? feature.values[i]! - 3 : 0) / spread, 6);
    });
    values("minmax").forEach((value, i) => {
      expect(value).toBeCloseTo([0, 0.2, 0.4, 1][i]!, 6);
    });
    expect(values("none")).toEqual([1, 2, 3, 6]);
  });

  it("fill what is missing with the median, and say so in an input of its own", () => {
    const feature = numeric([1, Number.NaN, 5, 9]);
    const columns = makeInputColumns([feature], "none");
    expect(columns.map(({ kind }) => kind)).toEqual(["value", "missing"]);
    expect(rowsOf(columns, [feature], 4)).toEqual([
      [1, 0],
      [5, 1],
      [5, 0],
      [9, 0],
    ]);
  });

  it("are 0 where a column is constant or empty", () => {
    for (const feature of [numeric([7, 7, 7]), numeric([Number.NaN, Number.NaN, Number.NaN])]) {
      expect(rowsOf(makeInputColumns([feature], "standard"), [feature], 3)).toEqual([[0], [0], [0]]);
    }
  });

  it("can be cut, and take a missing value that training never saw", () => {
    const columns = makeInputColumns([numeric([0, 1, 2])], "standard");
    const [[low], [filled], [high]] = rowsOf(columns, [numeric([-100, Number.NaN, 100])], 3, 3) as number[][];
    expect([low, filled, high]).toEqual([-3, 0, 3]);
  });
});

describe("categories as vectors", () => {
  it("have an entry each, and one for missing ones, behind all plain inputs; what none holds has the next", () => {
    const features = [categorical([0, 2, 2, -1], 4), numeric([1, 2, 3, 4])];
    const columns = embeddedColumns(features, "none", 3);
    expect(columns).toEqual([
      { kind: "value", feature: 1, mean: 0, factor: 1, fill: 3 },
      { kind: "embedding", feature: 0, entries: [[0], [2], [-1]], size: 3 },
    ]);
    expect(inputCount(columns)).toBe(4);
    expect(rowsOf(columns, [categorical([0, 2, 3, -1], 4), numeric([1, 2, 3, 4])], 4)).toEqual([
      [1, 0],
      [2, 1],
      [3, 3],
      [4, 2],
    ]);
  });

  it("share one where there are more than a thousand, and have a size by their number", () => {
    const sizes = [1, 2, 5, 16, 17, 1000].map((count) => {
      const [column] = embeddedColumns(
        [
          categorical(
            Array.from({ length: count }, (_, k) => k),
            count,
          ),
        ],
        "none",
        null,
      );
      return column!.kind === "embedding" && column!.size;
    });
    expect(sizes).toEqual([1, 1, 2, 2, 3, 6]);
    const codes = Array.from({ length: 1003 }, (_, k) => k);
    const [many] = embeddedColumns([categorical(codes, 1003)], "none", null);
    expect(many!.kind === "embedding" && many!.entries.at(-1)).toEqual([999, 1000, 1001, 1002]);
  });
});

describe("categories as inputs", () => {
  it("get an input each, and one for missing ones; what training never saw is 0 everywhere", () => {
    const feature = categorical([0, 2, 2, -1], 4);
    const columns = makeInputColumns([feature], "standard");
    expect(columns).toEqual([
      { kind: "category", feature: 0, codes: [0] },
      { kind: "category", feature: 0, codes: [2] },
      { kind: "missing", feature: 0 },
    ]);
    expect(rowsOf(columns, [categorical([0, 2, 3, -1], 4)], 4)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
      [0, 0, 1],
    ]);
  });

  it("share one input where there are too many: the rarest", () => {
    const codes = Array.from({ length: 80 }, (_, k) => [k, ...(k < 70 ? [k] : [])]).flat();
    const columns = makeInputColumns([categorical(codes, 80)], "standard");
    expect(columns.length).toBe(64);
    const shared = columns.at(-1)!;
    expect(shared.kind === "category" && shared.codes).toEqual(Array.from({ length: 17 }, (_, k) => 63 + k));
  });
});
