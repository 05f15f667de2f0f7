import { useMemo } from "react";
import { shortened } from "../../figures/number-text.ts";
import { type ClassStrip, countedSet, probabilityFigure } from "../../figures/probability-figure.ts";
import type { Size } from "../../figures/scale.ts";
import { className } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { viewWords } from "../../words/views.ts";
import { BottomAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";

const words = chosenViewWords.probabilities;
const TICKS = [0, 0.5, 1];

/** How probable the model finds each row's true class (of two classes: the positive one). */
export function ProbabilitiesView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const rows = useShownRows(view);
  const scores = view.rounds[view.round]?.scores ?? null;
  const drawn = useMemo(() => {
    const predictions = scores === null ? null : predictionsFrom({ start }, scores);
    if (predictions === null || predictions.kind !== "classes") return null;
    return {
      figure: probabilityFigure({ start, rows, predictions, size }),
      classCount: predictions.classCount,
    };
  }, [start, scores, rows, size]);
  if (drawn === null) return null;
  const { figure } = drawn;
  const selected = selectedIndex(view);
  const { area, sx } = figure;
  const isBinary = drawn.classCount === 2;
  const positive = shortened(className(start.header.outputs, 1), 130, 11);
  const axis = isBinary ? words.ofClass(positive) : words.ofTrueClass;
  const counted = words.right(viewWords.sets[countedSet(rows)]);
  const counts = words.counts(
    counted,
    figure.strips.map((strip) => words.strip(strip.label, strip.counts)),
  );
  const caption = isBinary
    ? words.captionOfClass(positive, view.round, counts)
    : words.captionOfTrueClass(view.round, counts);
  return (
    <PanelFigure view={view} caption={caption} points={figure} rows={rows.all}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <text className="panel-note" x={area.left} y={12}>
          {axis}
        </text>
        <text className="panel-note" x={size.width - 8} y={12} textAnchor="end">
          {counted}
        </text>
        <line className="panel-mid" x1={sx(0.5)} x2={sx(0.5)} y1={area.top} y2={area.top + area.height} />
        {figure.strips.map((strip) => (
          <Strip key={strip.classIndex} strip={strip} left={area.left} right={area.left + area.width} />
        ))}
        <BottomAxis ticks={TICKS} scale={sx} area={area} />
        <text className="panel-note" x={size.width - 8} y={area.top + area.height + 14} textAnchor="end">
          {figure.more ?? ""}
        </text>
        {selected >= 0 && <SelectedRing x={figure.x[selected]} y={figure.y[selected]} />}
      </svg>
    </PanelFigure>
  );
}

interface StripProps {
  readonly strip: ClassStrip;
  readonly left: number;
  readonly right: number;
}

function Strip({ strip, left, right }: StripProps) {
  const base = strip.top + strip.height;
  const middle = strip.top + strip.height / 2;
  return (
    <g>
      <text className="panel-tick panel-strong" x={left - 8} y={middle} dy=".35em" textAnchor="end">
        {strip.label}
      </text>
      <line className="panel-zero" x1={left} x2={right} y1={base} y2={base} />
      <path className="panel-bars" d={strip.trainBars} />
      <path className="panel-outline" d={strip.validationOutline} />
      {!Number.isNaN(strip.meanX) && (
        <line className="panel-line panel-mean" x1={strip.meanX} x2={strip.meanX} y1={strip.top} y2={base} />
      )}
      <text className="panel-tick" x={right + 8} y={middle} dy=".35em">
        {strip.counts}
      </text>
    </g>
  );
}
