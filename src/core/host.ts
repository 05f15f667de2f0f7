/** What engine code may ask of the place it runs in. Tests pass an object literal. */
export interface Host {
  /** Milliseconds of a monotonic clock; only for timings, which never enter hashed content. */
  now(): number;
  /**
   * Lets the host breathe: undefined at once unless about 8 ms passed since the last breath.
   * `const breath = host.pause(); if (breath) await breath;`
   */
  pause(): Promise<void> | undefined;
  /** True once the caller wants the run to end; engines return after the round they are in. */
  readonly stopped: boolean;
}
