import { memo } from "react";
import { tickTexts } from "../../figures/number-text.ts";
import type { PlotArea, Scale } from "../../figures/scale.ts";

interface AxisProps {
  readonly ticks: readonly number[];
  readonly scale: Scale;
  readonly area: PlotArea;
}

/** Horizontal grid lines with their values at the left. */
export const ValueAxis = memo(function ValueAxis({ ticks, scale, area }: AxisProps) {
  const texts = tickTexts(ticks);
  return (
    <g>
      {ticks.map((tick, n) => (
        <g key={tick}>
          <line
            className="panel-grid"
            x1={area.left}
            x2={area.left + area.width}
            y1={scale(tick)}
            y2={scale(tick)}
          />
          <text
            className="panel-tick"
            x={area.left - 6}
            y={Math.max(8, scale(tick))}
            dy=".35em"
            textAnchor="end"
          >
            {texts[n]}
          </text>
        </g>
      ))}
    </g>
  );
});

/** Values under a plot; the outer ones are turned inwards so that none is cut. */
export const BottomAxis = memo(function BottomAxis({ ticks, scale, area }: AxisProps) {
  const texts = tickTexts(ticks);
  const right = area.left + area.width;
  return (
    <g>
      {ticks.map((tick, n) => {
        const x = scale(tick);
        const half = texts[n].length * 3.2;
        return (
          <text
            key={tick}
            className="panel-tick"
            x={Math.min(right + 5 - half, x)}
            y={area.top + area.height + 14}
            textAnchor="middle"
          >
            {texts[n]}
          </text>
        );
      })}
    </g>
  );
});

/** Cuts what is drawn inside to the plot, with room for half a dot. */
export function PlotClip({ id, area }: { readonly id: string; readonly area: PlotArea }) {
  return (
    <clipPath id={id}>
      <rect x={area.left - 2} y={area.top - 3} width={area.width + 4} height={area.height + 6} />
    </clipPath>
  );
}
