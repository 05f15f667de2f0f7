import { bellWords } from "./serve-kernels.mjs";
import type { GrowableMemory } from "./wasm-memory.ts";
import type { KernelModule } from "./wasm-module.ts";

/** A thread that a host started with serve-kernels. */
export interface KernelThread {
  post(message: object): void;
  terminate(): void;
}

/** Starts a thread. `onEnd`: it could not start, or died. */
export type StartThread = (onEnd: () => void) => KernelThread;

/**
 * Threads that help in rooms: memories that they share with the caller. Nobody waits for them: a thread that is not there
 * yet, or ended, claims nothing, and its share of the work is done by others.
 */
export interface KernelPool {
  /** Threads that were asked for, the caller's among them: each has a share of the work. */
  readonly threads: number;
  /** Those of them that did not end, or could not start. */
  readonly living: number;
  /** Starts the threads, if they are not. */
  start(): void;
  /** Tells the threads of a memory; returns its room number. */
  open(memory: GrowableMemory): number;
  close(room: number): void;
  /** Calls the threads to a room. Those that come late find nothing to do. */
  call(room: number): void;
  /** Whether a thread broke off in the middle of its work. */
  readonly hasFailed: boolean;
  dispose(): void;
}

/** A pool of `size` threads, the caller's among them; the others are started with the first room at the latest. */
export function createKernelPool({ module }: KernelModule, start: StartThread, size: number): KernelPool {
  const bell = new Int32Array(new SharedArrayBuffer(4 * Object.keys(bellWords).length));
  let living: Set<KernelThread> | null = null;
  let nextRoom = 1;

  function startThreads(): Set<KernelThread> {
    const threads = new Set<KernelThread>();
    for (let number = 1; number < size; number++) {
      const thread = start(() => threads.delete(thread));
      threads.add(thread);
      thread.post({ kind: "start", bell: bell.buffer, module, thread: number });
    }
    Atomics.add(bell, bellWords.messages, 1);
    return threads;
  }

  function wake(): void {
    Atomics.add(bell, bellWords.generation, 1);
    if (Atomics.load(bell, bellWords.sleepers) > 0) Atomics.notify(bell, bellWords.generation);
  }

  /** The bell counts the message, so that a thread at work looks for it. */
  function send(message: object): void {
    for (const thread of living ?? []) thread.post(message);
    Atomics.add(bell, bellWords.messages, 1);
    wake();
  }

  return {
    threads: size,
    get living() {
      return 1 + (living?.size ?? size - 1);
    },
    start() {
      living ??= startThreads();
    },
    open(memory) {
      living ??= startThreads();
      const room = nextRoom++;
      send({ kind: "open", room, memory });
      return room;
    },
    close: (room) => send({ kind: "close", room }),
    call(room) {
      Atomics.store(bell, bellWords.room, room);
      wake();
    },
    get hasFailed() {
      return Atomics.load(bell, bellWords.failures) > 0;
    },
    dispose() {
      for (const thread of living ?? []) thread.terminate();
      living = new Set();
    },
  };
}
