import type { Host } from "../core/host.ts";

/** How long work goes on before messages are let in. */
const BREATH_MS = 8;

/** What a session asks of its thread. */
export interface SessionThread {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves in a later task of the event loop, after waiting messages were handled. */
  breathe(): Promise<void>;
}

/** Hosts of one session share the time of the last breath: a thread breathes once for all of its runs. */
export function createHosts(thread: SessionThread): (stopped: () => boolean) => Host {
  let lastBreath = thread.now();
  return (stopped) => ({
    now: () => thread.now(),
    pause() {
      if (thread.now() - lastBreath < BREATH_MS) return undefined;
      return thread.breathe().then(() => {
        lastBreath = thread.now();
      });
    },
    get stopped() {
      return stopped();
    },
  });
}

/** A breath by MessageChannel: not throttled in hidden tabs, unlike timers. */
export function createMessageBreath(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
