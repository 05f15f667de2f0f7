import { type PointerEvent, useCallback, useMemo, useState } from "react";
import { metricById } from "../../boosting/metrics/index.ts";
import { decimalText } from "../../figures/number-text.ts";
import { showRound } from "../../store/actions/drive-clock.ts";
import { updateView } from "../../store/actions/update.ts";
import { newestRound, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { bestIndex } from "../../store/metric-series.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { SampleNote } from "../sample-note.tsx";
import { ClockLine } from "./clock-line.tsx";
import { LossKey, LossMarks } from "./loss-overlay.tsx";
import { lossScale, type Series } from "./loss-scale.ts";
import { type PlotFrame, plotFrame } from "./plot-frame.ts";
import { PlotlyCurves } from "./plotly-curves.tsx";
import { LossGrid, SvgCurves } from "./svg-curves.tsx";
import { Handle, sliderPlace, Track } from "./track.tsx";
import { usePlotly } from "./use-plotly.ts";
import { useSeries, useThrottled } from "./use-series.ts";
import "./loss-plot.css";

/** Plotly draws at most four times a second, and takes at most a tenth of the page's time. */
const REDRAW_MS = 250;
const PLOTLY_SHARE = 0.1;
const CURVES_MS = 60;

/** Loss of every shown run by round; its x axis is the clock. */
export function LossPlot({ metric }: { readonly metric: string }) {
  const [measure, size] = useSize();
  const [everyMs, setEveryMs] = useState<number | null>(null);
  const onDrawn = useCallback((took: number) => setEveryMs(Math.max(REDRAW_MS, took / PLOTLY_SHARE)), []);
  const planned = useLabState((state) => plannedRounds(state.runs));
  const recorded = useLabState((state) => newestRound(state.runs) > 0);
  const plotly = usePlotly(recorded);
  const live = useSeries(metric, CURVES_MS);
  const series = useThrottled(live, everyMs ?? 0);
  const wantsLog = useLabState((state) => state.view.logLoss);
  const scale = useMemo(
    () => lossScale({ series, metric, plannedRounds: planned, wantsLog }),
    [series, metric, planned, wantsLog],
  );
  const frame = useMemo(
    () => (size === null ? null : plotFrame(size, planned, scale)),
    [size, planned, scale],
  );
  const bests = useMemo(() => live.map((run) => bestIndex(run.validation, metric)), [live, metric]);
  const { label, direction, digits } = metricById(metric);
  const isDrawn = everyMs !== null;
  return (
    <div className="loss-plot">
      <p className="loss-title" id="loss-title">
        <b>{label}</b> {direction} is better <SampleNote />
      </p>
      <LossKey>
        <LogSwitch canBeLog={scale.canBeLog} />
      </LossKey>
      <div className="loss-area" ref={measure} {...useScrub(frame)}>
        {frame !== null && (
          <>
            <LossGrid scale={scale} frame={frame} />
            {!(isDrawn && live === series) && (
              <SvgCurves series={live} frame={frame} drawn={isDrawn ? series : null} />
            )}
            {plotly !== null && (
              <PlotlyCurves
                plotly={plotly}
                series={series}
                scale={scale}
                frame={frame}
                digits={digits}
                onDrawn={onDrawn}
              />
            )}
            <Clock series={live} frame={frame} bests={bests} digits={digits} />
          </>
        )}
      </div>
    </div>
  );
}

/** Equal ratios instead of equal differences: late rounds can be told apart. */
function LogSwitch({ canBeLog }: { readonly canBeLog: boolean }) {
  const lab = useLab();
  const isLog = useLabState((state) => state.view.logLoss);
  return (
    <button
      type="button"
      className="text-button log-switch"
      aria-pressed={isLog && canBeLog}
      aria-disabled={!canBeLog}
      title={canBeLog ? "Logarithmic loss axis (L)" : "Some values are not above 0: no logarithmic axis."}
      onClick={() => canBeLog && updateView(lab, { logLoss: !isLog })}
    >
      log
    </button>
  );
}

/** Pressing and dragging in the plot moves the clock. Fingers scroll the page and use the slider. */
function useScrub(frame: PlotFrame | null) {
  const lab = useLab();
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    if (frame === null || event.buttons !== 1 || event.pointerType === "touch") return;
    if (event.target instanceof HTMLInputElement) return;
    const share =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - frame.left) /
      (frame.right - frame.left);
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    showRound(lab, Math.round(share * frame.plannedRounds));
  };
  return { onPointerDown: scrub, onPointerMove: scrub };
}

interface ClockProps {
  readonly series: readonly Series[];
  readonly frame: PlotFrame;
  readonly bests: readonly (number | null)[];
  readonly digits: number;
}

/** What moves with the clock: nothing here asks Plotly for anything. */
function Clock({ series, frame, bests, digits }: ClockProps) {
  const lab = useLab();
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const values = series.map(
    (run) => `${run.name} ${decimalText(run.validation[round] ?? Number.NaN, digits)}`,
  );
  return (
    <>
      <svg
        className="loss-layer loss-overlay"
        width={frame.size.width}
        height={frame.size.height}
        aria-hidden="true"
      >
        <Track frame={frame} round={round} newest={newest} />
        <ClockLine series={series} frame={frame} round={round} newest={newest} />
        <LossMarks series={series} frame={frame} bests={bests} />
        <Handle frame={frame} round={round} />
      </svg>
      <input
        type="range"
        className="clock-slider"
        aria-label="Round"
        aria-valuetext={`round ${round} of ${frame.plannedRounds}, ${values.join(", ")}`}
        min={0}
        max={Math.max(1, newest)}
        step={1}
        value={Math.min(round, newest)}
        style={sliderPlace(frame, newest)}
        onChange={(event) => showRound(lab, Number(event.target.value))}
      />
    </>
  );
}
