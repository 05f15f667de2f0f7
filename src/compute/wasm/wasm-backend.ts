import type { Backend, BinnedMatrix } from "../backend.ts";
import type { NetKernel } from "../net-kernel.ts";
import { simdKernels } from "./generated/simd-kernels.ts";
import { createKernelPool, type KernelPool, type StartThread } from "./kernel-pool.ts";
import { MOST_THREADS } from "./kernels-contract.ts";
import { binInWasm } from "./wasm-bin.ts";
import { createWasmGradients } from "./wasm-gradients.ts";
import { createWasmGrowths, type WasmGrowths } from "./wasm-growth.ts";
import { checkMemory } from "./wasm-memory.ts";
import { compileKernels, instantiateKernels, type KernelModule } from "./wasm-module.ts";
import { openRoom, type WasmRoom } from "./wasm-room.ts";
import { sketchInWasm } from "./wasm-sketch.ts";
import { canWalk, walkInWasm } from "./wasm-walk.ts";

/** Which build of the kernels to take; without a wish the one with SIMD where the host has it. Both give the same bits. */
export type KernelBuild = "simd" | "plain";

export interface WasmOptions {
  readonly build?: KernelBuild;
  readonly threads?: ThreadOptions;
}

/** How to start threads, and how many work in all, the caller's among them. */
export interface ThreadOptions {
  readonly start: StartThread;
  readonly count: number;
  /** Also for work that is too small to pay: to see that it gives the same bits. */
  readonly always?: boolean;
}

/** Cells from which the other threads' start is worth its time. */
const SHARED_CELLS = 200_000;

/** Rows times trees from which copying them pays, and from which threads do. */
const WALKED_ROWS = 100_000;
const SHARED_WALK = 2_000_000;

interface Compiled {
  readonly alone: KernelModule;
  readonly pool: { readonly module: KernelModule; readonly pool: KernelPool } | null;
}

async function compileBuild(text: string, threads: ThreadOptions | undefined): Promise<Compiled> {
  const alone = await compileKernels(text, false);
  if (threads === undefined || threads.count < 2) return { alone, pool: null };
  const module = await compileKernels(text, true);
  return {
    alone,
    pool: { module, pool: createKernelPool(module, threads.start, Math.min(threads.count, MOST_THREADS)) },
  };
}

async function compileBest({ build, threads }: WasmOptions): Promise<Compiled> {
  if (build === "plain") return compilePlain(threads);
  try {
    return await compileBuild(simdKernels, threads);
  } catch (thrown) {
    if (build === "simd") throw thrown;
    return compilePlain(threads);
  }
}

async function compilePlain(threads: ThreadOptions | undefined): Promise<Compiled> {
  const { plainKernels } = await import("./generated/plain-kernels.ts");
  return compileBuild(plainKernels, threads);
}

/** Compiles the kernels; rejects where WebAssembly is missing. */
export async function loadWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  const { alone, pool } = await compileBest(options);
  let nets: Promise<() => NetKernel> | null = null;
  let openNets: (() => NetKernel) | null = null;

  const always = options.threads?.always === true;
  const isShared = (rowCount: number, columnCount: number) =>
    always || rowCount * columnCount >= SHARED_CELLS;

  function roomFor(rowCount: number, columnCount: number): WasmRoom {
    return pool !== null && isShared(rowCount, columnCount)
      ? openRoom(pool.module, { pool: pool.pool, always })
      : openRoom(alone, null);
  }

  /** Growths by the matrix whose bins they share. */
  const homes = new WeakMap<BinnedMatrix, Promise<WasmGrowths>>();

  function newHome(matrix: BinnedMatrix): Promise<WasmGrowths> {
    const leave = () => {
      if (homes.get(matrix) === home) homes.delete(matrix);
    };
    const home = createWasmGrowths(matrix, roomFor(matrix.rowCount, matrix.featureCount), leave);
    home.catch(leave);
    homes.set(matrix, home);
    return home;
  }

  function within<T>(room: WasmRoom, work: (room: WasmRoom) => T): T {
    try {
      return work(room);
    } finally {
      room.dispose();
    }
  }

  return {
    id: "wasm",
    get threads() {
      return pool?.pool.living ?? 1;
    },
    checkRoom: async (size) => checkMemory(size, instantiateKernels(alone).memory),
    expect({ rowCount, featureCount }) {
      if (isShared(rowCount, featureCount)) pool?.pool.start();
    },
    bin: async (features, rowCount, cuts) =>
      within(roomFor(rowCount, features.length), (room) => binInWasm(features, rowCount, cuts, room)),
    sketch: async (requests) =>
      within(roomFor(requests[0]?.values.length ?? 0, requests.length), (room) =>
        sketchInWasm(requests, room),
      ),
    walk: (request) => {
      const work = request.rowCount * request.trees.length;
      if ((work < WALKED_ROWS && !always) || !canWalk(request)) return false;
      const isShared = pool !== null && (always || work >= SHARED_WALK);
      const room = isShared ? openRoom(pool.module, { pool: pool.pool, always }) : openRoom(alone, null);
      walkInWasm(request, room);
      room.dispose();
      return true;
    },
    openGradients: async (input) =>
      createWasmGradients(input, () => roomFor(input.labels.length, 8 * input.scoreCount)),
    openScores: async (input) => {
      // These kernels want SIMD; without it the formulas' own code gives the same bits.
      const { openWasmScores } = await import("./wasm-scores.ts");
      return openWasmScores(input).catch(() => null);
    },
    async openTreeGrowth(matrix) {
      let home = await (homes.get(matrix) ?? newHome(matrix));
      // its last growth may have been disposed of meanwhile
      while (home.isClosed) home = await (homes.get(matrix) ?? newHome(matrix));
      try {
        return home.open();
      } catch (thrown) {
        // A memory has an end: who finds no room beside others gets one of their own.
        if (home.isClosed) throw thrown;
        return (await newHome(matrix)).open();
      }
    },
    openNetKernel: async () => {
      // The kernels of nets want SIMD; without it plain JavaScript gives the same bits.
      nets ??= import("./wasm-net-kernel.ts")
        .then(({ compileNets }) => compileNets())
        .catch(async () => (await import("../js/net-kernel.ts")).createJsNetKernel);
      openNets = await nets;
      return openNets();
    },
    openScoringNets() {
      if (openNets === null) throw new Error("The kernels of nets were used before they were loaded.");
      return openNets();
    },
    dispose: () => pool?.pool.dispose(),
  };
}
