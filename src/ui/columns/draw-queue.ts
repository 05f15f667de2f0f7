/** Draws that wait for their turn. */
export interface DrawQueue {
  /** Asks for a draw; asked for twice before its turn, it happens once. */
  ask(draw: () => void): void;
  cancel(draw: () => void): void;
}

export interface QueueHost {
  readonly now: () => number;
  /** Calls back before the picture that the browser makes now or next, so that every draw is in it and is laid out once. */
  readonly beforePicture: (callback: () => void) => void;
  /** ... before the one after it. */
  readonly nextPicture: (callback: () => void) => void;
}

/** Draws take at most so long of one picture's time, unless a single draw takes longer. */
const PICTURE_MS = 3;
/** After a longer draw the page rests for this multiple of it, so that keys and clicks come in between. */
const REST = 1;

/** Columns draw together with the clock while there is time; many rows make pictures late, never the page deaf. */
export function createDrawQueue(host: QueueHost): DrawQueue {
  const waiting = new Set<() => void>();
  let isUnderWay = false;
  let restsUntil = 0;

  function drawSome(): void {
    const start = host.now();
    if (start >= restsUntil) {
      for (const draw of waiting) {
        waiting.delete(draw);
        draw();
        if (host.now() - start >= PICTURE_MS) break;
      }
      const took = host.now() - start;
      restsUntil = took > PICTURE_MS ? start + took * (1 + REST) : 0;
    }
    isUnderWay = waiting.size > 0;
    if (isUnderWay) host.nextPicture(drawSome);
  }

  return {
    ask: (draw) => {
      waiting.add(draw);
      if (isUnderWay) return;
      isUnderWay = true;
      host.beforePicture(drawSome);
    },
    cancel: (draw) => void waiting.delete(draw),
  };
}
