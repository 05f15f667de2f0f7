import { horizontalScale, type PlotArea, plotArea, type Scale, verticalScale } from "../../figures/scale.ts";

export interface UnitSquare {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly sy: Scale;
}

const UNIT = { min: 0, max: 1 };
const MARGINS = { top: 20, bottom: 18, left: 28 } as const;

/** A square from 0 to 1 both ways, at `left` of the picture and as high as it allows. */
export function unitSquare(left: number, width: number, height: number): UnitSquare {
  const side = Math.max(20, Math.min(height - MARGINS.top - MARGINS.bottom, width - MARGINS.left - 6));
  const size = { width: MARGINS.left + side, height: MARGINS.top + side + MARGINS.bottom };
  const { left: inner, ...rest } = plotArea(size, { ...MARGINS, right: 0 });
  const area = { ...rest, left: inner + left };
  return { area, sx: horizontalScale(UNIT, area), sy: verticalScale(UNIT, area) };
}

/** Where both axes have the same value. */
export function diagonal({ sx, sy }: UnitSquare): string {
  return `M${sx(0)} ${sy(0)}L${sx(1)} ${sy(1)}`;
}

interface SquareFrameProps {
  readonly square: UnitSquare;
  readonly title: string;
  /** Largest value of the y axis, where it is not 1. */
  readonly yTicks?: readonly string[];
}

const TICKS = [0, 0.5, 1];
const TEXTS = ["0", "0.5", "1"];

export function SquareFrame({ square, title, yTicks = TEXTS }: SquareFrameProps) {
  const { area, sx, sy } = square;
  return (
    <>
      <text className="panel-note panel-strong" x={area.left} y={12}>
        {title}
      </text>
      {TICKS.map((tick, n) => (
        <g key={tick}>
          <line
            className={n === 0 ? "panel-zero" : "panel-grid"}
            x1={area.left}
            x2={area.left + area.width}
            y1={sy(tick)}
            y2={sy(tick)}
          />
          <text className="panel-tick" x={area.left - 5} y={sy(tick)} dy=".35em" textAnchor="end">
            {yTicks[n]}
          </text>
          <text className="panel-tick" x={sx(tick)} y={area.top + area.height + 14} textAnchor="middle">
            {TEXTS[n]}
          </text>
        </g>
      ))}
    </>
  );
}
