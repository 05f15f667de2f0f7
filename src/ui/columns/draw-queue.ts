/** Draws that wait for their turn. */
export interface DrawQueue {
  /** Asks for a draw; asked for twice before its turn, it happens once. */
  ask(draw: () => void): void;
  cancel(draw: () => void): void;
}

export interface QueueHost {
  readonly now: () => number;
  /** Runs a callback as a task of its own, so that keys and clicks come in between. */
  readonly asTask: (callback: () => void) => void;
}

/** One task draws for at most so long, unless a single draw takes longer. */
const TASK_MS = 8;

/** Panels draw one after the other in short tasks: many rows make pictures late, never the page deaf. */
export function createDrawQueue(host: QueueHost): DrawQueue {
  const waiting = new Set<() => void>();
  let isUnderWay = false;

  function drawSome(): void {
    const start = host.now();
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
      if (host.now() - start >= TASK_MS) break;
    }
    isUnderWay = waiting.size > 0;
    if (isUnderWay) host.asTask(drawSome);
  }

  return {
    ask: (draw) => {
      waiting.add(draw);
      if (isUnderWay) return;
      isUnderWay = true;
      host.asTask(drawSome);
    },
    cancel: (draw) => void waiting.delete(draw),
  };
}
