import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { grownetEngine } from "../../src/boosting/engines/grownet/engine.ts";
import { grownetMeta } from "../../src/boosting/engines/grownet/meta.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { calmHost, makeData } from "../contract/backend-cases.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

it("holds after 200 runs what it held before, buffers and memories of WebAssembly among it", async () => {
  const backend = await loadWasmBackend();
  const shape = { rowCount: 80, numeric: 3, categorical: 0, missing: 0, classes: 0, weighted: false };
  const values = resolveValues(grownetMeta.params, { hidden_units: 4 }, "values");
  const train = makeData({ ...shape, seed: 1 });
  let lastRound = 0;
  async function run(): Promise<void> {
    const job = { task: "regression", train, watch: [], objective: "reg:squarederror", values } as const;
    const more = { distribution: null, score: null, rounds: 3, seed: 0 };
    const training = await grownetEngine.open({ ...job, ...more }, backend, calmHost);
    for await (const { record } of training.rounds()) lastRound = record.round;
    training.dispose();
  }
  /** Memories are given back by finalisers, which run between turns. */
  async function held(): Promise<number> {
    for (let turn = 0; turn < 5; turn++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }
  for (let i = 0; i < 20; i++) await run();
  const before = await held();
  for (let i = 0; i < 200; i++) await run();
  expect(lastRound).toBe(3);
  expect((await held()) - before).toBeLessThan(2_000_000);
});
