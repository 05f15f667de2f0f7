import { LabError } from "../../core/errors.ts";
import type { KernelPool } from "./kernel-pool.ts";
import { header, type KernelHooks, type WasmKernels } from "./kernels-contract.ts";
import { createArena, type WasmArena } from "./wasm-memory.ts";
import { instantiateKernels, type KernelModule } from "./wasm-module.ts";

/** One memory and all who work in it. */
export interface WasmRoom {
  readonly kernels: WasmKernels;
  readonly arena: WasmArena;
  /** Threads that may come, the caller's among them: scratch is wanted for so many. */
  readonly threads: number;
  /** Other threads are called for every operation, large or not. */
  readonly isAlwaysShared: boolean;
  /** What kernels ask for that drive others. */
  readonly hooks: KernelHooks;
  /** Writes addresses and counts into the header. */
  set(words: { readonly [name in keyof typeof header]?: number }): void;
  /** Writes doubles into the header. */
  setDoubles(values: { readonly [name in keyof typeof header]?: number }): void;
  /** Does all items of an operation, with other threads where `isLarge`; returns when they are done. */
  run(operation: number, itemCount: number, isLarge: boolean): void;
  dispose(): void;
}

interface Help {
  readonly pool: KernelPool;
  /** Also for operations that are not large. */
  readonly always: boolean;
}

/** How often the caller looks whether others are done before it sleeps. */
const SPINS = 50000;
/** How long it sleeps before it looks for threads that broke off. */
const SLEEP_NS = 250_000_000n;
/** No item takes so many sleeps: a thread must have died with one. */
const MOST_SLEEPS = 240;

/** A room for the caller alone, or one that a pool helps in. */
export function openRoom(module: KernelModule, help: Help | null): WasmRoom {
  const { kernels, memory, hooks } = instantiateKernels(module);
  const arena = createArena(memory);
  const helped = help === null ? null : { ...help, room: help.pool.open(memory) };
  const threads = help?.pool.threads ?? 1;
  arena.views().u32[header.threads >> 2] = threads;
  if (helped !== null) {
    hooks.call = () => helped.pool.call(helped.room);
    hooks.wait = () => waitForOthers(kernels, helped.pool);
  }
  return {
    kernels,
    arena,
    threads,
    isAlwaysShared: help?.always === true,
    hooks,
    set(words) {
      const { u32 } = arena.views();
      for (const [name, value] of Object.entries(words))
        u32[header[name as keyof typeof header] >> 2] = value;
    },
    setDoubles(values) {
      const { f64 } = arena.views();
      for (const [name, value] of Object.entries(values))
        f64[header[name as keyof typeof header] >> 3] = value;
    },
    run(operation, itemCount, isLarge) {
      kernels.launch(operation, itemCount);
      if (helped !== null && itemCount > 1 && (isLarge || helped.always)) helped.pool.call(helped.room);
      kernels.work(0);
      if (helped !== null) waitForOthers(kernels, helped.pool);
    },
    dispose: () => helped?.pool.close(helped.room),
  };
}

function waitForOthers(kernels: WasmKernels, pool: KernelPool): void {
  for (let sleeps = 0; kernels.finish(SPINS, SLEEP_NS) === 0; sleeps++) {
    if (pool.hasFailed || sleeps === MOST_SLEEPS) throw threadLost();
  }
}

function threadLost(): LabError {
  return new LabError(
    "worker.lost",
    "Training was cut off: one of its threads ended. The rounds before are kept. Go on from the last one, or train again.",
  );
}
