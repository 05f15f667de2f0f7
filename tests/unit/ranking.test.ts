import { beforeAll, describe, expect, it } from "vitest";
import { mostQueryRows, queryBatches } from "../../src/boosting/engines/grownet/query-batches.ts";
import { metricById } from "../../src/boosting/metrics/index.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import { loadRanking } from "../../src/boosting/ranking/index.ts";
import { averagePrecisionSwap } from "../../src/boosting/ranking/lambda-losses.ts";
import { exponentialGain, placeDiscount } from "../../src/boosting/ranking/relevance-gain.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { sourceById } from "../../src/data/sources/index.ts";
import { followRows } from "../../src/experiment/follow-rows.ts";
import { prepareData } from "../../src/experiment/prepare-data.ts";
import { setupOfSource } from "../../src/store/starting-experiment.ts";

beforeAll(loadRanking);

function pairsOf(id: string, labels: readonly number[], scores: readonly number[], given = {}) {
  const objective = objectiveById(id);
  const rowCount = labels.length;
  const bound = objective.bind({
    target: { outputCount: 1, values: Float64Array.from(labels) },
    scoreCount: 1,
    values: resolveValues(objective.params, given, "values"),
    seed: 1,
  });
  const out = {
    rowCount,
    outputCount: 1,
    gradient: new Float32Array(rowCount),
    hessian: new Float32Array(rowCount),
  };
  bound.gradients(Float64Array.from(scores), { round: 1 }, out);
  return out;
}

describe("LambdaMART", () => {
  it("has XGBoost's gradients for three documents (computed from its formulas in float64)", () => {
    const { gradient, hessian } = pairsOf("rank:ndcg", [2, 0, 1], [0.2, 0.5, -0.1]);
    [-0.56965268, 0.60975805, -0.04010537].forEach((value, at) => {
      expect(gradient[at]).toBeCloseTo(value, 6);
    });
    [0.51012864, 0.50116614, 0.18618021].forEach((value, at) => {
      expect(hessian[at]).toBeCloseTo(value, 6);
    });
  });

  it("leaves out the normalisations where it is told so", () => {
    const off = { lambdarank_normalization: false, lambdarank_score_normalization: false };
    const { gradient } = pairsOf("rank:pairwise", [1, 0], [0.4, 0.1], off);
    const push = 1 - 1 / (1 + Math.exp(-0.3));
    expect(gradient[0]).toBeCloseTo(-push, 6);
    expect(gradient[1]).toBeCloseTo(push, 6);
  });

  it("without normalisations is the slope of RankNet's loss", () => {
    const labels = [2, 0, 1, 1, 0, 3];
    const scores = [0.2, 0.5, -0.1, 0.9, -1.2, 0.3];
    const loss = (at: readonly number[]) => {
      let sum = 0;
      for (let i = 0; i < at.length; i++)
        for (let j = 0; j < at.length; j++)
          if (labels[i]! > labels[j]!) sum += Math.log1p(Math.exp(-(at[i]! - at[j]!)));
      return sum;
    };
    const off = { lambdarank_normalization: false, lambdarank_score_normalization: false };
    const { gradient } = pairsOf("rank:pairwise", labels, scores, off);
    scores.forEach((score, at) => {
      const up = loss(scores.with(at, score + 1e-4));
      const down = loss(scores.with(at, score - 1e-4));
      expect(gradient[at]).toBeCloseTo((up - down) / 2e-4, 5);
    });
  });

  it("pushes the places at the top alone with few pairs, and pairs of equal grades never", () => {
    const { gradient } = pairsOf("rank:pairwise", [0, 1, 0, 1], [4, 3, 2, 1], {
      lambdarank_num_pair_per_sample: 1,
    });
    expect(gradient[2]).toBe(0);
    expect(gradient[0]).toBeGreaterThan(0);
    expect(Array.from(pairsOf("rank:ndcg", [1, 1, 1], [1, 2, 3]).gradient)).toEqual([0, 0, 0]);
  });

  it("draws partners by seed and round, the same ones whatever else is in the table", () => {
    const mean = { lambdarank_pair_method: "mean", lambdarank_num_pair_per_sample: 2 };
    const once = pairsOf("rank:ndcg", [2, 0, 1, 0, 1], [0.1, 0.5, 0.2, 0.9, 0.3], mean);
    const again = pairsOf("rank:ndcg", [2, 0, 1, 0, 1], [0.1, 0.5, 0.2, 0.9, 0.3], mean);
    expect(again.gradient).toEqual(once.gradient);
    expect(once.gradient.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
  });

  it("knows by how much a swap changes average precision", () => {
    const random = createRandomSource(5, "map");
    const precision = (ranked: readonly number[]) => {
      let found = 0;
      let sum = 0;
      ranked.forEach((grade, at) => {
        if (grade > 0) sum += ++found / (at + 1);
      });
      return sum / found;
    };
    for (let draw = 0; draw < 50; draw++) {
      const ranked = Array.from({ length: 9 }, (_, at) => (random.uniform(draw, at) < 0.4 ? 1 : 0));
      const swap = averagePrecisionSwap(Float32Array.from(ranked));
      if (swap === null) continue;
      for (let i = 0; i < 9; i++) {
        for (let j = 0; j < 9; j++) {
          if (ranked[i] !== 1 || ranked[j] !== 0) continue;
          const swapped = ranked.with(i, 0).with(j, 1);
          expect(swap(i, j)).toBeCloseTo(Math.abs(precision(swapped) - precision(ranked)), 12);
        }
      }
    }
  });

  it("refuses grades whose gain no whole number of 32 bits holds", () => {
    expect(() => pairsOf("rank:ndcg", [32, 0], [0, 0])).toThrow(
      expect.objectContaining({ code: "data.target-invalid" }),
    );
    expect(pairsOf("rank:ndcg", [32, 0], [0, 0], { ndcg_exp_gain: false }).gradient[0]).toBeLessThan(0);
  });
});

describe("minibatches of queries", () => {
  const random = createRandomSource(4, "batches");
  const lengths = [3, 40, 1, 7, 7, 12, 2, 25, 9, 4, 4, 30];
  let from = 0;
  const queries = lengths.map((length) => {
    from += length;
    return Uint32Array.from({ length }, (_, at) => from - length + at);
  });

  it.each([1, 8, 16, 64, 1000])("hold every row once and no query in parts, about %i rows each", (size) => {
    const batches = Array.from(queryBatches(queries, size, random, { round: 1, epoch: 0 }));
    const rows = batches.flatMap((batch) => Array.from(batch));
    expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: from }, (_, row) => row));
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(mostQueryRows(queries, size));
      for (const query of queries) {
        const inside = batch.filter((row) => query.includes(row)).length;
        expect([0, query.length]).toContain(inside);
      }
    }
    const again = Array.from(queryBatches(queries, size, random, { round: 2, epoch: 0 }));
    if (size < 64) expect(again).not.toEqual(batches);
  });
});

describe("a table of queries", () => {
  it("that is too large to follow is followed query by query", async () => {
    const column = (name: string, of: (at: number) => number) => ({
      kind: "number" as const,
      name,
      values: Float64Array.from({ length: 600 }, (_, at) => of(at)),
      failing: [],
      failingCount: 0,
    });
    const queryOf = (row: number) => Math.floor(row / 6);
    const table = {
      rowCount: 600,
      columns: [column("qid", queryOf), column("f", (at) => at % 7), column("grade", (at) => at % 4)],
    };
    const setup = setupOfSource(sourceById("ranking-queries"), 1);
    const data = { ...setup.data, target: "grade", query: "qid" };
    const prepared = await prepareData({
      experiment: { ...setup, data, runs: [] },
      without: [],
      table,
      testTable: null,
    });
    const { rows } = followRows(prepared, 120, 1);
    expect(rows.rowIds.length).toBe(120);
    const counts = new Map<number, number>();
    rows.rowIds.forEach((row, at) => {
      expect(rows.queries!.names[rows.queries!.of[at]!]).toBe(String(queryOf(row)));
      counts.set(queryOf(row), (counts.get(queryOf(row)) ?? 0) + 1);
    });
    // one query of each set may be cut by the limit
    expect([...counts.values()].filter((count) => count < 6).length).toBeLessThanOrEqual(3);
  });

  it("is split whole, and says what it leaves out, each row once", async () => {
    const rows = Array.from({ length: 80 }, (_, row) => ({ query: Math.floor(row / 8), grade: row % 4 }));
    const column = (name: string, of: (at: number) => number) => ({
      kind: "number" as const,
      name,
      values: Float64Array.from(rows, (_, at) => of(at)),
      failing: [],
      failingCount: 0,
    });
    const table = {
      rowCount: rows.length,
      columns: [
        column("qid", (at) => (at === 3 ? Number.NaN : rows[at]!.query)),
        column("f", (at) => at % 7),
        column("grade", (at) => (at === 5 || at === 3 ? Number.NaN : rows[at]!.grade)),
      ],
    };
    const setup = setupOfSource(sourceById("ranking-queries"), 1);
    const data = { ...setup.data, target: "grade", query: "qid" };
    const prepared = await prepareData({
      experiment: { ...setup, data, runs: [] },
      without: [],
      table,
      testTable: null,
    });
    expect(prepared.notes).toEqual([
      "1 row has no grade and is left out.",
      '1 row has no query in "qid" and is left out.',
    ]);
    const { train, validation, test } = prepared.sets;
    const queriesOf = (ids: Uint32Array) => new Set(Array.from(ids, (row) => rows[row]!.query));
    const all = [train, validation, test].map(({ rowIds }) => queriesOf(rowIds));
    expect(all.reduce((sum, { size }) => sum + size, 0)).toBe(10);
    expect(all.every(({ size }) => size > 0)).toBe(true);
    expect(train.groups).toHaveLength(train.rowCount);
  });

  it("with a negative grade is refused without advice that would not help", () => {
    expect(() => pairsOf("rank:ndcg", [-1, 0], [0, 0])).toThrow("at least 0");
  });
});

describe("metrics of rankings", () => {
  const compute = (id: string, scores: number[], grades: number[], groups: number[], weights?: number[]) =>
    metricById(id).compute(
      { kind: "point", rowCount: scores.length, point: Float64Array.from(scores) },
      Float64Array.from(grades),
      weights && Float32Array.from(weights),
      undefined,
      Uint32Array.from(groups),
    );

  it("are what one gets by hand, query by query", () => {
    const scores = [3, 2, 1, 1, 2];
    const grades = [0, 2, 1, 1, 0];
    const groups = [7, 7, 7, 4, 4];
    const log2 = Math.log2;
    const first = (3 / log2(3) + 1 / log2(4)) / (3 + 1 / log2(3));
    const second = 1 / log2(3);
    expect(compute("ndcg", scores, grades, groups)).toBeCloseTo((first + second) / 2, 12);
    expect(compute("map", scores, grades, groups)).toBeCloseTo(((1 / 2 + 2 / 3) / 2 + 1 / 2) / 2, 12);
    expect(compute("mrr", scores, grades, groups)).toBeCloseTo(1 / 2, 12);
    expect(compute("ndcg", scores, grades, groups, [1, 1, 1, 3, 3])).toBeCloseTo(
      (first + 3 * second) / 4,
      12,
    );
  });

  it("count a query without a relevant document as XGBoost does", () => {
    expect(compute("ndcg@5", [1, 2], [0, 0], [0, 0])).toBe(1);
    expect(compute("map", [1, 2], [0, 0], [0, 0])).toBe(1);
    expect(compute("mrr", [1, 2], [0, 0], [0, 0])).toBe(0);
  });

  it("look at so many places", () => {
    const scores = Array.from({ length: 12 }, (_, at) => -at);
    const grades = scores.map((_, at) => (at === 7 ? 1 : 0));
    const groups = scores.map(() => 0);
    expect(compute("ndcg@5", scores, grades, groups)).toBe(0);
    expect(compute("ndcg@10", scores, grades, groups)).toBeCloseTo(placeDiscount(7), 12);
    expect([0, 1, 4, 31].map(exponentialGain)).toEqual([0, 1, 15, 2 ** 31 - 1]);
    expect(exponentialGain(0.5)).toBeCloseTo(Math.SQRT2 - 1, 14);
  });
});
