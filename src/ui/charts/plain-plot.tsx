import type { PlotArea, Scale } from "../../figures/scale.ts";
import { spreadLabels } from "../../figures/spread-labels.ts";
import { BottomAxis, PlotClip, ValueAxis } from "../panels/panel-axes.tsx";

interface PlainAxesProps {
  readonly figure: {
    readonly area: PlotArea;
    readonly sx: Scale;
    readonly sy: Scale;
    readonly xTicks: readonly number[];
    readonly yTicks: readonly number[];
  };
  /** Name of the frame that cuts what is drawn inside. */
  readonly clip: string;
}

/** Both axes of a plain plot of lines, and its frame. */
export function PlainAxes({ figure: { area, sx, sy, xTicks, yTicks }, clip }: PlainAxesProps) {
  const bottom = area.top + area.height;
  return (
    <>
      <PlotClip id={clip} area={area} />
      <ValueAxis ticks={yTicks} scale={sy} area={area} />
      <line className="panel-zero" x1={area.left} x2={area.left + area.width} y1={bottom} y2={bottom} />
      <BottomAxis ticks={xTicks} scale={sx} area={area} />
    </>
  );
}

/** A place on the axis of x, with a word; near the right edge the word stands before the line. */
export function PlotMark({
  area,
  x,
  label,
}: {
  readonly area: PlotArea;
  readonly x: number;
  readonly label: string;
}) {
  const turnsLeft = x > area.left + area.width - MARK_ROOM;
  return (
    <g>
      <line className="compare-now" x1={x} x2={x} y1={area.top} y2={area.top + area.height} />
      <text
        className="compare-now-label"
        x={x + (turnsLeft ? -6 : 6)}
        y={area.top + 8}
        textAnchor={turnsLeft ? "end" : "start"}
      >
        {label}
      </text>
    </g>
  );
}

const MARK_ROOM = 90;

/** The end of a drawn line, and what it is called; NaN = nothing of it is drawn. */
export interface NamedEnd {
  readonly id: string;
  readonly label: string;
  /** Class of its hue; empty = it is of no engine. */
  readonly hue: string;
  readonly endX: number;
  readonly endY: number;
}

const LABEL_GAP = 15;
const FAR = 12;

/** Names at the ends of lines, pushed apart; one that ends early is led to its name by dots. */
export function EndNames({
  area,
  ends,
  xName,
}: {
  readonly area: PlotArea;
  readonly ends: readonly NamedEnd[];
  readonly xName: string;
}) {
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  const drawn = ends.filter(({ endY }) => Number.isFinite(endY));
  const ys = spreadLabels(
    drawn.map(({ endY }) => Math.min(bottom, Math.max(area.top, endY))),
    LABEL_GAP,
    { top: area.top + 6, bottom: bottom - 14 },
  );
  return (
    <g>
      {drawn.map(({ id, label, hue, endX, endY }, n) => (
        <g key={id} className={hue}>
          <path
            className={endX < right - FAR ? "compare-lead far" : "compare-lead"}
            d={`M${Math.min(right, endX)} ${endY}L${right + 10} ${ys[n]}`}
          />
          <text className="compare-label" x={right + 13} y={ys[n]} dy=".35em">
            {label}
          </text>
        </g>
      ))}
      <text className="panel-tick" x={right + 13} y={bottom + 14}>
        {xName}
      </text>
    </g>
  );
}
