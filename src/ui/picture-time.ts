/** True from the begin of a picture's callbacks until the browser has made it. */
let isOpen = false;

/** Calls back right before the next picture. */
export function nextPicture(callback: (now: number) => void): number {
  return requestAnimationFrame((now) => {
    isOpen = true;
    setTimeout(() => {
      isOpen = false;
    }, 0);
    callback(now);
  });
}

/** Calls back before a picture: the one that is being made, or else the next. A hidden page makes none. */
export function beforePicture(callback: () => void): void {
  if (isOpen) queueMicrotask(callback);
  else nextPicture(callback);
}
