import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createDrawQueue } from "./draw-queue.ts";

const queue = createDrawQueue({
  now: () => performance.now(),
  // A hidden page makes no pictures; the newest value is drawn when it is seen again.
  beforePicture: (callback) => void requestAnimationFrame(callback),
});

/** The value as of this component's last turn to draw; the newest always comes. */
export function useQueued<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const draw = useCallback(() => flushSync(() => setShown(newest.current)), []);
  useLayoutEffect(() => {
    newest.current = value;
    if (value !== shown) queue.ask(draw);
  }, [value, shown, draw]);
  useLayoutEffect(() => () => queue.cancel(draw), [draw]);
  return shown;
}
