import { describe, expect, it } from "vitest";
import { attemptOf, type BackendAttempt } from "../../src/compute/attempts.ts";
import type { Backend, TreeGrowth } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { relayToCpu, timeAgainstGpu } from "../../src/compute/relay-backend.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { LabError } from "../../src/core/errors.ts";
import { cases, type Shape, trainedText } from "../contract/backend-cases.ts";

const [, small] = cases[0]!;
/** More than the cells from which a GPU is asked. */
const large: Shape = { ...small, rowCount: 70_000, numeric: 30, categorical: 0, missing: 0 };

/** A clock that stands still but for what fake backends take. */
const clock = { ms: 0, now: () => clock.ms };

/** js under another name, whose trees take so long, and which is lost at its n-th call. */
function pretended(id: Backend["id"], { treeMs = 1, lostAt = Number.POSITIVE_INFINITY } = {}) {
  let calls = 0;
  const seen = { opened: 0, disposed: 0 };
  function counted<T>(call: T): T {
    calls += 1;
    if (calls >= lostAt) throw new LabError("backend.lost", `${id} was unplugged.`);
    return call;
  }
  const backend: Backend = {
    ...jsBackend,
    id,
    async openTreeGrowth(matrix) {
      const growth = await jsBackend.openTreeGrowth(matrix);
      seen.opened += 1;
      return {
        ...growth,
        beginTree: (input) => counted(growth.beginTree(input)),
        findSplits: (nodes, rule) => counted(growth.findSplits(nodes, rule)),
        applySplits: (splits) => counted(growth.applySplits(splits)),
        addLeafValues(...values: Parameters<TreeGrowth["addLeafValues"]>) {
          counted(null);
          clock.ms += treeMs;
          return growth.addLeafValues(...values);
        },
        dispose() {
          seen.disposed += 1;
          growth.dispose();
        },
      };
    },
  };
  return { backend, seen };
}

const asContender = ({ backend }: { readonly backend: Backend }) => ({ backend, forget: () => undefined });
const told = (attempts: readonly BackendAttempt[]) => attempts.map(({ id, outcome }) => `${id} ${outcome}`);
/** Four rounds of three trees. */
const train = (backend: Backend, shape: Shape) =>
  trainedText(backend, shape, { num_parallel_tree: 3, max_depth: 3 });

function timed(cpu: { readonly backend: Backend }, gpu: { readonly backend: Backend }) {
  return timeAgainstGpu(
    { backend: cpu.backend, attempts: () => [attemptOf(cpu.backend, "taken")] },
    async () => asContender(gpu),
    clock.now,
  );
}

describe("auto", () => {
  it("keeps the faster of two that were timed on the first trees, and gives the bits of either", async () => {
    const expected = await train(jsBackend, large);
    for (const [wasmMs, gpuMs, outcome] of [
      [5, 9, ["wasm taken", "webgpu slower"]],
      [9, 5, ["wasm slower", "webgpu taken"]],
      [5, 500, ["wasm taken", "webgpu slower"]],
    ] as const) {
      const wasm = pretended("wasm", { treeMs: wasmMs });
      const gpu = pretended("webgpu", { treeMs: gpuMs });
      const { backend, attempts } = timed(wasm, gpu);
      expect(await train(backend, large)).toBe(expected);
      expect(told(attempts())).toEqual(outcome);
      expect(attempts().map(({ treeMs }) => treeMs)).toEqual([wasmMs, gpuMs]);
      expect(wasm.seen.disposed).toBe(wasm.seen.opened);
      expect(gpu.seen.disposed).toBe(gpu.seen.opened);
    }
  });

  it("asks for no GPU where there is little to do", async () => {
    const openGpu = () => expect.unreachable();
    const { backend, attempts } = await createBackends({ now: clock.now, openGpu }).select("auto");
    await train(backend, small);
    expect(told(attempts())).toEqual(["wasm taken", "webgpu too-small"]);
  });

  it("says why a GPU can not be used, and trains", async () => {
    const { select } = createBackends({
      now: clock.now,
      openGpu: async () => {
        throw new LabError("backend.unavailable", "no adapter here.");
      },
    });
    const { backend, attempts } = await select("auto");
    expect(await train(backend, large)).toBe(await train(jsBackend, large));
    expect(attempts()).toMatchObject([
      { id: "wasm", outcome: "taken" },
      { id: "webgpu", outcome: "unavailable", reason: "no adapter here." },
    ]);
  });

  it("refuses WebGPU by name where there is none", async () => {
    await expect(createBackends({ now: clock.now }).select("webgpu")).rejects.toMatchObject({
      code: "backend.unavailable",
    });
  });
});

describe("a backend that is lost", () => {
  it.each([1, 2, 3, 4, 5, 7, 11, 30])(
    "at its call %i is replaced without a trace in the result",
    async (lostAt) => {
      const gpu = pretended("webgpu", { lostAt });
      const { backend, attempts } = relayToCpu(asContender(gpu), jsBackend, clock.now);
      expect(await train(backend, small)).toBe(await train(jsBackend, small));
      expect(attempts()).toMatchObject([
        { id: "webgpu", outcome: "lost", reason: "webgpu was unplugged." },
        { id: "js", outcome: "taken" },
      ]);
      expect(gpu.seen.disposed).toBe(gpu.seen.opened);
    },
  );

  it("while it is timed leaves the other", async () => {
    const gpu = pretended("webgpu", { lostAt: 6 });
    const { backend, attempts } = timed(pretended("wasm"), gpu);
    expect(await train(backend, large)).toBe(await train(jsBackend, large));
    expect(told(attempts())).toEqual(["wasm taken", "webgpu lost"]);
  });

  it("ends the run when none is left", async () => {
    const { backend } = relayToCpu(
      asContender(pretended("webgpu", { lostAt: 3 })),
      pretended("wasm", { lostAt: 3 }).backend,
      clock.now,
    );
    await expect(train(backend, small)).rejects.toMatchObject({ code: "backend.lost" });
  });
});
