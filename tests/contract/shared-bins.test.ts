import { afterAll, describe, expect, it } from "vitest";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import { binnedColumns } from "../../src/boosting/learners/tree/shared-bins.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { calmHost, jobOn, makeData, type Shape, small } from "./backend-cases.ts";

const start = nodeThreads(new URL("../../src/cli/kernel-thread.mjs", import.meta.url));
const backends = [
  await loadWasmBackend(),
  await loadWasmBackend({ threads: { start, count: 3, always: true } }),
];
afterAll(() => {
  for (const backend of backends) backend.dispose();
});

/** Counts how often columns are binned. */
function counted(backend: Backend) {
  const seen = { bins: 0 };
  const bin: Backend["bin"] = (...given) => {
    seen.bins++;
    return backend.bin(...given);
  };
  return { backend: { ...backend, bin }, seen };
}

const open = (backend: Backend, data: Dataset, shape: Shape, given: ParamValues) =>
  gbdtEngine.open(jobOn(data, shape, given), backend, calmHost);

/** Their rounds in turns, each looked at again when all have trained; disposed of one after the other. */
async function inTurns(backend: Backend, shape: Shape, values: readonly ParamValues[]): Promise<string[]> {
  const data = makeData(shape);
  const trainings = await Promise.all(values.map((given) => open(backend, data, shape, given)));
  const rounds = trainings.map((training) => training.rounds());
  const records: unknown[][] = values.map(() => []);
  for (let round = 0; round < 4; round++) {
    const next = await Promise.all(rounds.map((one) => one.next()));
    next.forEach((step, i) => {
      if (!step.done) records[i]!.push(step.value.record);
    });
  }
  const texts: string[] = [];
  for (const [i, training] of trainings.entries()) {
    const inspected = await training.inspect(records[i] as never, 2, 0, 0);
    expect(inspected.matchesRecord).toBe(true);
    texts.push(canonicalJson({ records: records[i], scores: training.scores[0]!.values, inspected }));
    training.dispose();
  }
  return texts;
}

const ways: readonly ParamValues[] = [
  {},
  { max_depth: 3, subsample: 0.6, colsample_bytree: 0.5 },
  { grow_policy: "lossguide", max_depth: 0, max_leaves: 9 },
  { max_depth: 4, colsample_bylevel: 0.6 },
  // grown in steps, between which others begin trees with columns of their own
  { grow_policy: "lossguide", max_depth: 0, max_leaves: 9, colsample_bytree: 0.5 },
  { grow_policy: "lossguide", max_depth: 0, max_leaves: 7, colsample_bytree: 0.6, lambda: 3 },
];

describe("trainings of one data set", () => {
  it.each([
    ["numbers and categories", { ...small, missing: 0.2 }],
    ["numbers alone", { ...small, categorical: 0, numeric: 19, missing: 0.1 }],
    ["bundles of columns that are mostly zero", { ...small, categorical: 0, hot: 6 }],
  ] as const)("share one copy of the bins and have the bits of each alone: %s", async (_name, shape) => {
    const alone = await Promise.all(ways.map(async (given) => (await inTurns(jsBackend, shape, [given]))[0]));
    for (const one of backends) {
      const { backend, seen } = counted(one);
      expect(await inTurns(backend, shape, ways)).toEqual(alone);
      expect(seen.bins).toBe(1);
    }
  });

  it("bin apart where they bin in another way", async () => {
    const { backend, seen } = counted(backends[0]!);
    const data = makeData(small);
    const trainings = await Promise.all(
      [{ max_bin: 16 }, { max_bin: 16, max_depth: 2 }, { max_bin: 32 }].map((given) =>
        open(backend, data, small, given),
      ),
    );
    expect(seen.bins).toBe(2);
    await open(backend, makeData(small), small, { max_bin: 16 }).then((training) => training.dispose());
    expect(seen.bins).toBe(3);
    for (const training of trainings) training.dispose();
  });

  it("take up what was left by one that was disposed of, also when it was the last", async () => {
    const data = makeData(small);
    const [backend] = backends;
    const first = await open(backend!, data, small, {});
    const second = await open(backend!, data, small, { max_depth: 2 });
    first.dispose();
    first.dispose();
    const third = await open(backend!, data, small, {});
    const expected = (await inTurns(jsBackend, small, [{}]))[0];
    const records: unknown[] = [];
    for await (const report of third.rounds()) records.push(report.record);
    const inspected = await third.inspect(records as never, 2, 0, 0);
    expect(canonicalJson({ records, scores: third.scores[0]!.values, inspected })).toBe(expected);
    second.dispose();
    third.dispose();
    expect((await inTurns(backend!, small, [{}]))[0]).toBe(expected);
  });

  it("get a memory of their own where the shared one has no room left", async () => {
    const [backend] = backends;
    const { features, rowCount } = makeData({ ...small, rowCount: 5000, categorical: 0 });
    const { matrix } = await binnedColumns({ ...makeData(small), features, rowCount }, backend!, {
      maxBin: 256,
      placement: "value",
      method: "sketch",
      seed: 1,
    });
    const gradient = Float32Array.from({ length: rowCount }, (_, row) => row % 7);
    const hessian = new Float32Array(rowCount).fill(1);
    const input = { gradient, hessian, sampled: null, features: null };
    const plain = await jsBackend.openTreeGrowth(matrix);
    const { gradientSum } = await plain.beginTree(input);
    const { Memory } = WebAssembly;
    const grow = Memory.prototype.grow;
    const growths = [await backend!.openTreeGrowth(matrix)];
    let full: WebAssembly.Memory | null = null;
    let others = 0;
    Memory.prototype.grow = function refuseTheFirst(pages) {
      full ??= this;
      if (this === full) throw new RangeError("no more pages");
      others++;
      return grow.call(this, pages);
    };
    try {
      while (others === 0) growths.push(await backend!.openTreeGrowth(matrix));
    } finally {
      Memory.prototype.grow = grow;
    }
    for (const growth of growths) expect((await growth.beginTree(input)).gradientSum).toBe(gradientSum);
    for (const growth of growths) growth.dispose();
  });
});
