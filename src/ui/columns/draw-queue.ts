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
  /** Milliseconds that the last picture took as a whole: the browser's layout and paint come on top of a draw. */
  readonly lastPictureMs: () => number;
}

/** Draws take at most so long of one picture's time, unless a single draw takes longer. */
const PICTURE_MS = 3;
/** A picture of several draws that took longer makes the next ones hold one draw each ... */
const LONG_PICTURE_MS = 12;
/** ... until such a picture is so short that all draws fit into one again. */
const SHORT_PICTURE_MS = 5;
/** After a longer draw the page rests for this multiple of it, so that keys and clicks come in between. */
const REST = 1;

/** Columns draw together with the clock while there is time; many rows make pictures late, never the page deaf. */
export function createDrawQueue(host: QueueHost): DrawQueue {
  const waiting = new Set<() => void>();
  let isUnderWay = false;
  let restsUntil = 0;
  let drawnBefore = 0;
  let isOneByOne = false;

  function drawSome(): void {
    const start = host.now();
    if (drawnBefore > 1 && host.lastPictureMs() > LONG_PICTURE_MS) isOneByOne = true;
    if (drawnBefore === 1 && host.lastPictureMs() < SHORT_PICTURE_MS) isOneByOne = false;
    drawnBefore = 0;
    if (start >= restsUntil) {
      for (const draw of waiting) {
        waiting.delete(draw);
        draw();
        drawnBefore++;
        if (isOneByOne || host.now() - start >= PICTURE_MS) break;
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
