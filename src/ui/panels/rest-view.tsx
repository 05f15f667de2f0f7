import { useId, useMemo } from "react";
import { setNames } from "../../experiment/recording.ts";
import { countText } from "../../figures/number-text.ts";
import { hasFeatureAxis, restFigure } from "../../figures/rest-figure.ts";
import type { RestSubject } from "../../figures/rest-subject.ts";
import { niceTicks, type Range, type Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { restWords as words } from "../../words/rest.ts";
import { BottomAxis, PlotClip, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { selectedIndex } from "./run-scores.ts";
import { SelectedRing, SelectedWedge } from "./selected-ring.tsx";
import { StemLayer } from "./stem-layer.tsx";

interface RestViewProps {
  readonly view: RunView;
  readonly subject: RestSubject;
  readonly yRange: Range;
  readonly size: Size;
  readonly caption: string;
}

function outsideText(outside: number): string {
  return outside === 0 ? "" : words.beyond(countText(outside));
}

/** Why the selected row has no stem; empty when it has one, or there is no row. */
function withoutStem(view: RunView, y: number): string {
  const selected = selectedIndex(view);
  const set = setNames[view.start.followed.set[selected] ?? 0];
  if (!Number.isNaN(y) || view.selectedRow === null || set === undefined || set === "train") return "";
  return words.notTrained(view.selectedRow, words.sets[set]);
}

/** Grey stems and the round's learner over them, over the feature or in the learner's own order. */
export function RestView({ view, subject, yRange, size, caption }: RestViewProps) {
  const clip = useId();
  const figure = useMemo(
    () => restFigure(view.start, subject, yRange, size),
    [view.start, subject, yRange, size],
  );
  const ticks = useMemo(() => niceTicks(yRange, 3), [yRange]);
  const { axes, points, rows } = figure;
  const { area } = axes;
  const selected = selectedIndex(view);
  const bottom = area.top + area.height + 14;
  const count = countText(rows.length);
  const orderText =
    subject.change === null ? words.inOrder(count, subject.trees.length > 1) : words.inOrderOfAdded(count);
  const outside = outsideText(figure.outside);
  const byFeature = hasFeatureAxis(view.start);
  const lacks = selected < 0 ? "" : withoutStem(view, points.y[selected]);
  const more = [byFeature ? "" : orderText, outside, lacks].filter((text) => text !== "");
  const spoken = words.spoken(caption, view.round, more);
  const ringY = selected < 0 ? 0 : Math.min(area.top + area.height, Math.max(area.top, points.y[selected]));
  return (
    <PanelFigure view={view} caption={spoken} points={points} rows={rows}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <ValueAxis ticks={ticks} scale={axes.sy} area={area} />
        <line
          className="panel-zero"
          x1={area.left}
          x2={area.left + area.width}
          y1={axes.sy(0)}
          y2={axes.sy(0)}
        />
      </svg>
      <StemLayer points={points} rows={rows} base={axes.sy(0)} size={size} area={area} />
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <PlotClip id={clip} area={area} />
        <g clipPath={`url(#${clip})`}>
          <path className="panel-halo" d={figure.learner} />
          <path className="panel-line panel-learner" d={figure.learner} />
        </g>
        {byFeature ? (
          <BottomAxis ticks={niceTicks(axes.xRange, 5)} scale={axes.sx} area={area} />
        ) : (
          <text className="panel-note" x={area.left} y={bottom}>
            {orderText}
          </text>
        )}
        {outside !== "" && (
          <text
            className="panel-note panel-plate"
            x={area.left + area.width}
            y={byFeature ? area.top + 8 : bottom}
            textAnchor="end"
          >
            {outside}
          </text>
        )}
        {selected >= 0 && lacks === "" && <SelectedRing x={points.x[selected]} y={ringY} />}
        {lacks !== "" && (
          <SelectedWedge x={points.x[selected]} y={area.top + area.height - 7} title={lacks} />
        )}
      </svg>
    </PanelFigure>
  );
}
