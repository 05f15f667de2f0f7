/** True from the begin of a picture's callbacks until the browser has made it. */
let isOpen = false;
let tookMs = 0;

/** Calls back right before the next picture. */
export function nextPicture(callback: (now: number) => void): number {
  return requestAnimationFrame((now) => {
    if (!isOpen) {
      isOpen = true;
      const start = performance.now();
      setTimeout(() => {
        isOpen = false;
        tookMs = performance.now() - start;
      }, 0);
    }
    callback(now);
  });
}

/** Milliseconds that the last picture took with all its callbacks, layout and paint. */
export function lastPictureMs(): number {
  return tookMs;
}

/** Calls back before a picture: the one that is being made, or else the next. A hidden page makes none. */
export function beforePicture(callback: () => void): void {
  if (isOpen) queueMicrotask(callback);
  else nextPicture(callback);
}
