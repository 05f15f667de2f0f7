import { setImmediate } from "node:timers/promises";
import type { Host } from "../core/host.ts";

/** Training may look at signals only now and then: seldom enough to cost nothing. */
const BREATH_MS = 50;

/** The terminal as a host. The first Ctrl+C ends training after the round it is in; the second ends the process. */
export function createCommandHost(): Host {
  let stopped = false;
  let lastBreath = performance.now();
  process.once("SIGINT", () => {
    stopped = true;
    process.stderr.write("Stopping after this round. Ctrl+C again ends at once.\n");
  });
  return {
    now: () => performance.now(),
    get stopped() {
      return stopped;
    },
    pause() {
      const now = performance.now();
      if (now - lastBreath < BREATH_MS) return undefined;
      lastBreath = now;
      return setImmediate();
    },
  };
}
