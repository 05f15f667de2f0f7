import { describe, expect, it } from "vitest";
import type { TrainingJob } from "../../src/boosting/engines/engine.ts";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import { gbdtMeta } from "../../src/boosting/engines/gbdt/meta.ts";
import { treeOf } from "../../src/boosting/learners/learner.ts";
import type { Tree } from "../../src/boosting/learners/tree/tree.ts";
import { squaredError } from "../../src/boosting/objectives/squared-error.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

const rowCount = 120;
const random = createRandomSource(5, "given-draws");
const features = [0, 1, 2].map((f) => ({
  kind: "numeric" as const,
  name: `x${f}`,
  values: Float32Array.from({ length: rowCount }, (_, row) => Math.floor(random.uniform(row, f) * 12)),
}));
const values = Float64Array.from(
  { length: rowCount },
  (_, row) => features[0]!.values[row]! * features[1]!.values[row]! + random.uniform(row, 9),
);
const cuts = features.map(() => Array.from({ length: 12 }, (_, k) => k + 1));

async function treesOf(
  given: ParamValues,
  extra: Partial<TrainingJob>,
  weights?: Float32Array,
): Promise<Tree[]> {
  const job: TrainingJob = {
    task: "regression",
    train: {
      id: "train",
      rowCount,
      rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
      features,
      target: { outputCount: 1, values },
      ...(weights && { weights }),
    },
    watch: [],
    objective: "reg:squarederror",
    distribution: null,
    score: null,
    values: resolveValues(
      [...gbdtMeta.params, ...squaredError.params],
      { base_score: 10, ...given },
      "values",
    ),
    rounds: 3,
    seed: 1,
    givenCuts: cuts,
    ...extra,
  };
  const training = await gbdtEngine.open(job, jsBackend, {
    now: () => 0,
    pause: () => undefined,
    stopped: false,
  });
  const trees: Tree[] = [];
  for await (const { record } of training.rounds()) trees.push(...record.learners.map(treeOf));
  return trees;
}

describe("given draws", () => {
  it("rows that take part count as rows of weight 1 among rows of weight 0", async () => {
    const rows = Array.from({ length: rowCount }, (_, row) => row).filter((row) => row % 3 !== 1);
    const weights = new Float32Array(rowCount);
    for (const row of rows) weights[row] = 1;
    const drawn = await treesOf({ subsample: 0.5 }, { givenDraws: [1, 2, 3].map(() => ({ rows: [rows] })) });
    expect(drawn).toEqual(await treesOf({}, {}, weights));
    expect(drawn).not.toEqual(await treesOf({}, {}));
  });

  it("only the given columns are split", async () => {
    const [first, second] = await treesOf({}, { givenDraws: [{ features: [[1]] }, { features: [[2, 0]] }] });
    expect(new Set(first!.feature)).toEqual(new Set([-1, 1]));
    expect(Array.from(second!.feature)).not.toContain(1);
  });

  it("the given rounds are dropped", async () => {
    const job = { givenDraws: [{}, { droppedRounds: [1] }, { droppedRounds: [] }] };
    const [first, second, third] = await treesOf({ booster: "dart", rate_drop: 0.5 }, job);
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });
});
