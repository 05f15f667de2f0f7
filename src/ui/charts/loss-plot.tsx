import { lazy, type PointerEvent, Suspense, useCallback, useMemo, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { decimalText, digitsFor } from "../../figures/number-text.ts";
import { showRound } from "../../store/actions/drive-clock.ts";
import { updateView } from "../../store/actions/update.ts";
import { forkRound } from "../../store/branches.ts";
import { newestRound, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { bestIndex } from "../../store/metric-series.ts";
import { lossWords as words } from "../../words/loss.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { ClockLine } from "./clock-line.tsx";
import { LossKey, LossMarks } from "./loss-overlay.tsx";
import { lossScale, rowScale, type Series } from "./loss-scale.ts";
import { type PlotFrame, plotFrame } from "./plot-frame.ts";
import { ActualLine, LossTitle, RowKey, RowTitle } from "./plot-titles.tsx";
import { useRowSubject } from "./row-series.ts";
import { LossGrid, SvgCurves } from "./svg-curves.tsx";
import { Handle, sliderPlace, Track } from "./track.tsx";
import { usePlotly } from "./use-plotly.ts";
import { useSeries, useThrottled } from "./use-series.ts";
import "./loss-plot.css";

/** Comes with Plotly, behind the first picture. */
const PlotlyCurves = lazy(async () => ({ default: (await import("./plotly-curves.tsx")).PlotlyCurves }));

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
  const row = useRowSubject(CURVES_MS);
  const losses = useSeries(metric, CURVES_MS);
  const live = row?.series ?? losses;
  const actual = row?.actual ?? null;
  const series = useThrottled(live, everyMs ?? 0);
  const wantsLog = useLabState((state) => state.view.logLoss);
  const scale = useMemo(
    () =>
      actual === null
        ? lossScale({ series, metric, plannedRounds: planned, wantsLog })
        : rowScale(series, actual),
    [series, metric, planned, wantsLog, actual],
  );
  const frame = useMemo(
    () => (size === null ? null : plotFrame(size, planned, scale)),
    [size, planned, scale],
  );
  const isLoss = row === null;
  const bests = useMemo(
    () => live.map((run) => (isLoss ? bestIndex(run.validation, metric) : null)),
    [live, metric, isLoss],
  );
  const digits = isLoss ? metricEntry(metric).digits : digitsFor(scale.range.max - scale.range.min);
  const isDrawn = everyMs !== null;
  return (
    <div className="loss-plot">
      {row === null ? <LossTitle metric={metric} /> : <RowTitle row={row} digits={digits} />}
      {row === null ? (
        <LossKey>
          <LogSwitch canBeLog={scale.canBeLog} />
        </LossKey>
      ) : (
        <RowKey />
      )}
      <div className="loss-area" ref={measure} {...useScrub(frame)}>
        {frame !== null && (
          <>
            <LossGrid scale={scale} frame={frame} />
            {!(isDrawn && live === series) && (
              <SvgCurves series={live} frame={frame} drawn={isDrawn ? series : null} />
            )}
            {plotly !== null && (
              <Suspense fallback={null}>
                <PlotlyCurves
                  plotly={plotly}
                  series={series}
                  scale={scale}
                  frame={frame}
                  digits={digits}
                  onDrawn={onDrawn}
                />
              </Suspense>
            )}
            <Clock series={live} frame={frame} bests={bests} digits={digits} actual={actual} />
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
      title={canBeLog ? words.logHint : words.noLog}
      onClick={() => canBeLog && updateView(lab, { logLoss: !isLog })}
    >
      {words.log}
    </button>
  );
}

/** Pressing and dragging in the plot moves the clock. Fingers scroll the page and use the slider. */
function useScrub(frame: PlotFrame | null) {
  const lab = useLab();
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    if (frame === null || event.buttons !== 1 || event.pointerType === "touch") return;
    if (event.target instanceof HTMLInputElement) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = box.width / event.currentTarget.offsetWidth || 1;
    const share = ((event.clientX - box.left) / scale - frame.left) / (frame.right - frame.left);
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture(event.pointerId);
    showRound(lab, Math.round(share * frame.plannedRounds));
  };
  return { onPointerDown: scrub, onPointerMove: scrub };
}

function forksOf(runs: readonly RunEntry[]): number[] {
  return [
    ...new Set(runs.flatMap((run) => (run.shown && forkRound(run.spec) > 0 ? [forkRound(run.spec)] : []))),
  ];
}

interface ClockProps {
  readonly series: readonly Series[];
  readonly frame: PlotFrame;
  readonly bests: readonly (number | null)[];
  readonly digits: number;
  /** Of the followed row; null = losses are shown. */
  readonly actual: number | null;
}

/** What moves with the clock: nothing here asks Plotly for anything. */
function Clock({ series, frame, bests, digits, actual }: ClockProps) {
  const lab = useLab();
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const runs = useLabState((state) => state.runs);
  const forks = useMemo(() => forksOf(runs), [runs]);
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
        <Track frame={frame} round={round} newest={newest} forks={forks} />
        {actual !== null && <ActualLine frame={frame} actual={actual} />}
        <ClockLine series={series} frame={frame} round={round} newest={newest} />
        <LossMarks series={series} frame={frame} bests={bests} />
        <Handle frame={frame} round={round} />
      </svg>
      <input
        type="range"
        className="clock-slider"
        aria-label={words.slider}
        aria-valuetext={words.sliderText(round, frame.plannedRounds, values)}
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
