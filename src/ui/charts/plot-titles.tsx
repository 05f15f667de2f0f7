import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { decimalText } from "../../figures/number-text.ts";
import { lossWords as words } from "../../words/loss.ts";
import { SampleNote } from "../sample-note.tsx";
import type { PlotFrame } from "./plot-frame.ts";
import type { RowSubject } from "./row-series.ts";

/** What is plotted, above the axis at the left. */
export function LossTitle({ metric }: { readonly metric: string }) {
  const { label, direction } = metricEntry(metric);
  return (
    <p className="loss-title">
      <b>{label}</b> {words.better(direction)} <SampleNote />
    </p>
  );
}

export function RowTitle({ row, digits }: { readonly row: RowSubject; readonly digits: number }) {
  const actual = Number.isNaN(row.actual) ? words.noActual : words.actualIs(decimalText(row.actual, digits));
  return (
    <p className="loss-title">
      <b>{row.what}</b> {words.rowTitle(row.row)}, {actual}
    </p>
  );
}

export function RowKey() {
  return (
    <div className="loss-key">
      <span>
        <svg width="22" height="8" aria-hidden="true">
          <path className="actual-line" d="M0 4h22" />
        </svg>
        {words.keys.actual}
      </span>
    </div>
  );
}

/** The followed row's true value, dotted: solid is the round. */
export function ActualLine({ frame, actual }: { readonly frame: PlotFrame; readonly actual: number }) {
  const y = frame.y(actual);
  if (Number.isNaN(y)) return null;
  return <line className="actual-line" x1={frame.left} x2={frame.right} y1={y} y2={y} />;
}
