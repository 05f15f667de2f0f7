import { useLayoutEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { RunView } from "../../store/run-view.ts";
import { createViewMaker } from "../../store/view-maker.ts";
import { useLab } from "../lab-context.ts";
import { beforePicture, lastPictureMs, nextPicture } from "../picture-time.ts";
import { createDrawQueue } from "./draw-queue.ts";

const queue = createDrawQueue({ now: () => performance.now(), beforePicture, nextPicture, lastPictureMs });

/**
 * What the panels of a run draw, as of their last turn to draw; null before anything is recorded. Listens to the store
 * itself: a clock that moves costs no drawing but the one in its turn.
 */
export function useColumnView(runId: string): RunView | null {
  const lab = useLab();
  const make = useMemo(() => createViewMaker(lab, runId), [lab, runId]);
  const [shown, setShown] = useState(() => make(lab.store.getState()));
  useLayoutEffect(() => {
    let drawn: RunView | null = make(lab.store.getState());
    setShown(drawn);
    const draw = () => {
      drawn = make(lab.store.getState());
      flushSync(() => setShown(drawn));
    };
    const listen = () => {
      if (make(lab.store.getState()) !== drawn) queue.ask(draw);
    };
    const unsubscribe = lab.store.subscribe(listen);
    return () => {
      unsubscribe();
      queue.cancel(draw);
    };
  }, [lab, make]);
  return shown;
}
