/** Draws that wait for their turn. */
export interface DrawQueue {
  /** Asks for a draw; asked for twice before its turn, it happens once. */
  ask(draw: () => void): void;
  cancel(draw: () => void): void;
}

export interface QueueHost {
  readonly now: () => number;
  /** Runs a callback as a task of its own after a delay, so that keys and clicks come in between. */
  readonly asTask: (callback: () => void, delayMs: number) => void;
}

/** One task draws for at most so long, unless a single draw takes longer. */
const TASK_MS = 5;
/** After a task the page rests for this multiple of it: a picture that waits is replaced by a newer one for nothing. */
const REST = 1;

/** Panels draw one after the other in short tasks: many rows make pictures late, never the page deaf. */
export function createDrawQueue(host: QueueHost): DrawQueue {
  const waiting = new Set<() => void>();
  let isUnderWay = false;
  let restsUntil = 0;

  function plan(): void {
    host.asTask(drawSome, Math.max(0, restsUntil - host.now()));
  }

  function drawSome(): void {
    const start = host.now();
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
      if (host.now() - start >= TASK_MS) break;
    }
    const end = host.now();
    restsUntil = end + (end - start) * REST;
    isUnderWay = waiting.size > 0;
    if (isUnderWay) plan();
  }

  return {
    ask: (draw) => {
      waiting.add(draw);
      if (isUnderWay) return;
      isUnderWay = true;
      plan();
    },
    cancel: (draw) => void waiting.delete(draw),
  };
}
