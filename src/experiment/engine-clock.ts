import type { Host } from "../core/host.ts";

/** Measures time inside an engine alone: what its host did during a pause is left out. */
export interface EngineClock {
  /** The host to give to the engine. */
  readonly host: Host;
  readonly elapsedMs: number;
  measure<T>(work: () => Promise<T>): Promise<T>;
}

export function createEngineClock(host: Host): EngineClock {
  let insideMs = 0;
  let pausedMs = 0;
  return {
    host: {
      now: () => host.now(),
      get stopped() {
        return host.stopped;
      },
      pause() {
        const breath = host.pause();
        if (breath === undefined) return undefined;
        const began = host.now();
        return breath.then(() => {
          pausedMs += host.now() - began;
        });
      },
    },
    get elapsedMs() {
      return insideMs;
    },
    async measure(work) {
      const began = host.now();
      const pausedBefore = pausedMs;
      try {
        return await work();
      } finally {
        insideMs += host.now() - began - (pausedMs - pausedBefore);
      }
    },
  };
}
