import { useRef } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { LabState } from "../../store/lab-state.ts";
import { metricOnScreen } from "../../store/metric-series.ts";
import { clockWords } from "../../words/clock.ts";
import { LossPlot } from "../charts/loss-plot.tsx";
import { ChartFrame } from "../frame/chart-frame.tsx";
import { useLabState } from "../lab-context.ts";
import { ClockBar } from "./clock-bar.tsx";
import { LegendTable } from "./legend-table.tsx";
import { RoundNumber } from "./round-number.tsx";
import { StatusLine } from "./status-line.tsx";
import { Transport } from "./transport.tsx";
import "./clock.css";

/** The metric that clock and loss plot show. */
export function shownMetric(state: LabState): string {
  const starts = state.runs.flatMap((run) => (run.shown && run.start !== null ? [run.start] : []));
  return metricOnScreen(starts, state.setup.stopMetric) ?? state.setup.metrics[0] ?? "rmse";
}

/** One clock for all runs: replay, round, values, loss. */
export function ClockCard() {
  const metric = useLabState(shownMetric);
  const card = useRef<HTMLElement>(null);
  return (
    <>
      <section className="card clock-card" aria-label={clockWords.card} ref={card}>
        <div className="clock-side">
          <Transport />
          <RoundNumber />
          <LegendTable metric={metric} />
          <StatusLine />
        </div>
        <ChartFrame runId={null} name={metricEntry(metric).label} part="loss" className="clock-plot">
          <LossPlot metric={metric} />
        </ChartFrame>
      </section>
      <ClockBar card={card} />
    </>
  );
}
