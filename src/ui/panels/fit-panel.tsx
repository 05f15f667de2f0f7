import { availableFitModes, type FitMode } from "../../figures/fit-modes.ts";
import type { RunView } from "../../store/run-view.ts";
import { FitView } from "./fit-view.tsx";
import { PredictedActualView } from "./predicted-actual-view.tsx";
import { ProbabilitiesView } from "./probabilities-view.tsx";
import { SurfaceView } from "./surface-view.tsx";
import { useSize } from "./use-size.ts";
import "./panels.css";
import "./plot-marks.css";

const VIEWS = {
  fit: FitView,
  surface: SurfaceView,
  "predicted-actual": PredictedActualView,
  probabilities: ProbabilitiesView,
} as const;

/** What the model predicts at the shown round. Fills its container (160 px high in the lab). */
export function FitPanel({ view, mode }: { readonly view: RunView; readonly mode: FitMode }) {
  const [measure, size] = useSize();
  const reason = availableFitModes(view.start).find((choice) => choice.mode === mode)?.reason ?? null;
  const Shown = VIEWS[mode];
  const isEmpty = view.rounds[view.round] === undefined;
  return (
    <div ref={measure} className={`panel panel-hue-${view.hue}`}>
      {isEmpty && <p className="panel-empty">No round yet.</p>}
      {!isEmpty && reason !== null && <p className="panel-empty">{reason}</p>}
      {!isEmpty && reason === null && size !== null && <Shown view={view} size={size} />}
    </div>
  );
}
