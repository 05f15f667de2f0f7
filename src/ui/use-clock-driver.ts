import { useEffect } from "react";
import { clockMoves, tick } from "../store/actions/drive-clock.ts";
import type { Lab } from "../store/lab.ts";
import { nextPicture } from "./picture-time.ts";

const LONGEST_STEP_S = 0.1;

/** Moves the clock with the screen while it has somewhere to go. */
export function useClockDriver(lab: Lab): void {
  useEffect(() => {
    let frame = 0;
    let before = 0;
    const draw = (now: number) => {
      frame = 0;
      tick(lab, Math.min(LONGEST_STEP_S, (now - before) / 1000));
      before = now;
      wake();
    };
    const wake = () => {
      if (frame !== 0 || !clockMoves(lab)) return;
      if (performance.now() - before > 1000 * LONGEST_STEP_S) before = performance.now();
      frame = nextPicture(draw);
    };
    wake();
    const unsubscribe = lab.store.subscribe(wake);
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [lab]);
}
