import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { loadClassLosses } from "../../src/boosting/class-losses/index.ts";
import type { TrainingJob } from "../../src/boosting/engines/engine.ts";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import { objectiveById } from "../../src/boosting/objectives/index.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { plainKernels } from "../../src/compute/wasm/generated/plain-kernels.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { checkMemory } from "../../src/compute/wasm/wasm-memory.ts";
import { cases, calmHost as host, jobOn, makeData, small, trainedText as train } from "./backend-cases.ts";

await loadClassLosses();

const wasmBackend = await loadWasmBackend({ build: "simd" });
const plainBackend = await loadWasmBackend({ build: "plain" });
const start = nodeThreads(new URL("../../src/cli/kernel-thread.mjs", import.meta.url));
const threaded = await Promise.all(
  [2, 3, 8].map((count) => loadWasmBackend({ threads: { start, count, always: true } })),
);
afterAll(() => {
  for (const backend of threaded) backend.dispose();
});

describe("backends", () => {
  it("without SIMD the plain kernels are taken, and asked for by name SIMD is refused", async () => {
    const { compile } = WebAssembly;
    const refused = vi.spyOn(WebAssembly, "compile").mockImplementation(async (bytes) => {
      const isSimd = new Uint8Array(bytes as ArrayBuffer).length !== plainLength;
      if (isSimd) throw new WebAssembly.CompileError("no simd");
      return compile(bytes);
    });
    const plainLength = plainKernels.length;
    expect((await loadWasmBackend()).id).toBe("wasm");
    await expect(loadWasmBackend({ build: "simd" })).rejects.toThrow("no simd");
    refused.mockRestore();
  });

  it.each(cases)("wasm gives the bits of js: %s", async (_name, shape, values) => {
    const expected = await train(jsBackend, shape, values);
    expect(await train(wasmBackend, shape, values)).toBe(expected);
    expect(await train(plainBackend, shape, values)).toBe(expected);
  });

  it.each(cases)("2, 3 and 8 threads give the bits of one: %s", async (_name, shape, values) => {
    const expected = await train(wasmBackend, shape, values);
    for (const backend of threaded) expect(await train(backend, shape, values)).toBe(expected);
  });

  it("take at most as many threads as have a share in the header", async () => {
    const many = await loadWasmBackend({ threads: { start, count: 40 } });
    expect(many.threads).toBe(16);
    many.dispose();
  });

  it("count a thread that can not start as left out, and train to the same bits without it", async () => {
    const [, shape] = cases[0]!;
    const ends: (() => void)[] = [];
    const dead = (onEnd: () => void) => {
      ends.push(onEnd);
      return { post: () => undefined, terminate: () => undefined };
    };
    const alone = await loadWasmBackend({ threads: { start: dead, count: 3, always: true } });
    const training = train(alone, shape, {});
    await vi.waitFor(() => expect(ends).toHaveLength(2));
    ends[0]!();
    expect(await training).toBe(await train(jsBackend, shape, {}));
    expect(alone.threads).toBe(2);
    ends[1]!();
    expect(alone.threads).toBe(1);
  });

  it("refuse what can not fit before anything is computed", async () => {
    const { features, ...rest } = makeData({ ...small, numeric: 1, categorical: 0 });
    const huge = (columns: number): TrainingJob =>
      jobOn({ ...rest, rowCount: 100_000_000, features: Array(columns).fill(features[0]) }, small, {});
    const refusal = { code: "backend.unavailable", message: expect.stringContaining("Nothing was started") };
    for (const backend of [wasmBackend, plainBackend]) {
      await expect(gbdtEngine.open(huge(28), backend, host)).rejects.toMatchObject({
        ...refusal,
        facts: { bytes: 5_300_002_048 },
      });
    }
    await expect(gbdtEngine.open(huge(43), jsBackend, host)).rejects.toMatchObject({
      ...refusal,
      facts: { cells: 4_300_000_000 },
    });
  });

  it("say so where the device gives less than the kernels need", () => {
    const poor = { buffer: new ArrayBuffer(65536), grow: () => expect.unreachable() };
    expect(() => checkMemory({ rowCount: 100, featureCount: 3 }, { ...poor, grow: () => 0 })).not.toThrow();
    const refusing = {
      ...poor,
      grow: () => {
        throw new RangeError("no room");
      },
    };
    expect(() => checkMemory({ rowCount: 1_000_000, featureCount: 28 }, refusing)).toThrow(/51 MB/);
  });

  it("wasm gives the bits of js on any small problem", async () => {
    const shape = fc.record({
      rowCount: fc.integer({ min: 2, max: 80 }),
      numeric: fc.integer({ min: 1, max: 6 }),
      categorical: fc.integer({ min: 0, max: 2 }),
      missing: fc.constantFrom(0, 0.2, 0.9),
      classes: fc.constantFrom(0, 2, 3),
      weighted: fc.boolean(),
      seed: fc.integer({ min: 0, max: 1e6 }),
    });
    const values = fc.record({
      max_depth: fc.integer({ min: 1, max: 6 }),
      lambda: fc.constantFrom(0, 1, 5),
      alpha: fc.constantFrom(0, 0.5),
      min_child_weight: fc.constantFrom(0, 1, 3),
      max_delta_step: fc.constantFrom(0, 0.4),
    });
    await fc.assert(
      fc.asyncProperty(shape, values, async (someShape, someValues) => {
        expect(await train(wasmBackend, someShape, someValues)).toBe(
          await train(jsBackend, someShape, someValues),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(["binary:logistic", "multi:softprob"])(
    "gradient kernels give the bits of js at any score: %s",
    async (id) => {
      const classes = id === "binary:logistic" ? 1 : 4;
      const score = fc.oneof(
        fc.float({ noNaN: true, min: -10, max: 10 }),
        fc.float({ noNaN: true, min: -1000, max: 1000 }),
        fc.constantFrom(0, -0, 80, -80, 88.7, -88.7, 745, -746),
      );
      const rows = fc.array(fc.array(score, { minLength: classes, maxLength: classes }), {
        minLength: 1,
        maxLength: 9,
      });
      await fc.assert(
        fc.asyncProperty(rows, fc.boolean(), async (given, weighted) => {
          const rowCount = given.length;
          const values = Float64Array.from(given, (_, i) => i % (classes === 1 ? 2 : classes));
          const weights = weighted ? { weights: Float32Array.from(given, (_, i) => i / 3) } : {};
          const input = { target: { outputCount: 1, values }, ...weights, scoreCount: classes, values: {} };
          const bound = objectiveById(id).bind(input);
          const scores = Float32Array.from(given.flat());
          const empty = () => ({
            rowCount,
            outputCount: classes,
            gradient: new Float32Array(scores.length),
            hessian: new Float32Array(scores.length),
          });
          const theirs = empty();
          bound.gradients(scores, { round: 1 }, theirs);
          for (const backend of [wasmBackend, plainBackend]) {
            const kernel = await backend.openGradients({ ...bound.kernel!, scoreCount: classes });
            const ours = empty();
            kernel!.run(scores, ours);
            expect(ours).toEqual(theirs);
          }
        }),
      );
    },
  );
});
