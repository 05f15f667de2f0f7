import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createDrawQueue } from "./draw-queue.ts";

const tasks = new MessageChannel();
const callbacks: (() => void)[] = [];
tasks.port1.onmessage = () => callbacks.shift()?.();

const queue = createDrawQueue({
  now: () => performance.now(),
  asTask: (callback, delayMs) => {
    if (delayMs >= 1) {
      setTimeout(callback, delayMs);
      return;
    }
    callbacks.push(callback);
    tasks.port2.postMessage(null);
  },
});

/** The value as of this component's last turn to draw; the newest always comes. */
export function useQueued<T>(value: T): T {
  const [shown, setShown] = useState(value);
  const newest = useRef(value);
  const draw = useCallback(() => flushSync(() => setShown(newest.current)), []);
  useEffect(() => {
    newest.current = value;
    if (value !== shown) queue.ask(draw);
  }, [value, shown, draw]);
  useEffect(() => () => queue.cancel(draw), [draw]);
  return shown;
}
