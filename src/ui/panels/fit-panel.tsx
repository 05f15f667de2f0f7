import { lazy, Suspense, useMemo } from "react";
import { type FitMode, reasonAgainst } from "../../figures/fit-modes.ts";
import type { RunView } from "../../store/run-view.ts";
import { viewWords } from "../../words/views.ts";
import { FitView } from "./fit-view.tsx";
import { oneTargetView } from "./run-scores.ts";
import { useSize } from "./use-size.ts";
import "./panels.css";
import "./plot-marks.css";

/** What a first visit does not show is loaded when it is chosen. */
const VIEWS = {
  fit: FitView,
  surface: lazy(async () => ({ default: (await import("./surface-view.tsx")).SurfaceView })),
  "predicted-actual": lazy(async () => ({
    default: (await import("./predicted-actual-view.tsx")).PredictedActualView,
  })),
  probabilities: lazy(async () => ({
    default: (await import("./probabilities-view.tsx")).ProbabilitiesView,
  })),
  confusion: lazy(async () => ({ default: (await import("./confusion-view.tsx")).ConfusionView })),
  roc: lazy(async () => ({ default: (await import("./ranking-view.tsx")).RankingView })),
  calibration: lazy(async () => ({ default: (await import("./calibration-view.tsx")).CalibrationView })),
  queries: lazy(async () => ({ default: (await import("./queries-view.tsx")).QueriesView })),
  "gradient-plane": lazy(async () => ({
    default: (await import("./gradient-plane-view.tsx")).GradientPlaneView,
  })),
  joint: lazy(async () => ({ default: (await import("./joint-view.tsx")).JointView })),
} as const;

/** What the model predicts at the shown round. Fills its container (160 px high in the lab). */
export function FitPanel({ view: whole, mode }: { readonly view: RunView; readonly mode: FitMode }) {
  const view = useMemo(() => (mode === "joint" ? whole : oneTargetView(whole)), [whole, mode]);
  const [measure, size] = useSize();
  const reason = reasonAgainst(view.start, mode);
  const Shown = VIEWS[mode];
  const isEmpty = view.rounds[view.round] === undefined;
  return (
    <div ref={measure} className={`panel panel-hue-${view.hue}`}>
      {isEmpty && <p className="panel-empty">{viewWords.noRound}</p>}
      {!isEmpty && reason !== null && <p className="panel-empty">{reason}</p>}
      {!isEmpty && reason === null && size !== null && (
        <Suspense fallback={null}>
          <Shown view={view} size={size} />
        </Suspense>
      )}
    </div>
  );
}
