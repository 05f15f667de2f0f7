import type { Evidence } from "../../data/traps/trap.ts";
import { plainText } from "../../figures/number-text.ts";
import { trapWords as words } from "../../words/import-columns.ts";

const WIDTH = 260;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 32;
const TOP = 18;
const RIGHT = 6;

/** The rows that show a trap: points, or bars by series. */
export function TrapEvidence({ evidence }: { readonly evidence: Evidence }) {
  return evidence.kind === "points" ? <Points evidence={evidence} /> : <Bars evidence={evidence} />;
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? [low, high] : [low - 1, high + 1];
}

function Points({ evidence }: { readonly evidence: Extract<Evidence, { kind: "points" }> }) {
  const [xLow, xHigh] = rangeOf(evidence.x);
  const [yLow, yHigh] = rangeOf(evidence.y);
  const x = (value: number) => LEFT + ((value - xLow) / (xHigh - xLow)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - ((value - yLow) / (yHigh - yLow)) * (HEIGHT - BOTTOM - TOP);
  const name = words.pointsOf(evidence.yLabel, evidence.xLabel);
  return (
    <svg className="trap-evidence" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={name}>
      <text x={LEFT} y={11} className="label">
        {shortened(words.pointsLabel(evidence.xLabel, evidence.yLabel), 44)}
      </text>
      <path className="axis" d={`M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`} />
      <text x={LEFT - 5} y={TOP + 8} className="end">
        {plainText(yHigh)}
      </text>
      <text x={LEFT - 5} y={HEIGHT - BOTTOM} className="end">
        {plainText(yLow)}
      </text>
      <text x={LEFT} y={HEIGHT - BOTTOM + 15}>
        {plainText(xLow)}
      </text>
      <text x={WIDTH - RIGHT} y={HEIGHT - BOTTOM + 15} className="end">
        {plainText(xHigh)}
      </text>
      {evidence.x.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: points have no other name
        <circle key={at} cx={x(value)} cy={y(evidence.y[at]!)} r={2} />
      ))}
    </svg>
  );
}

/** Shades of ink tell the series apart; the legend names them in order. */
function Bars({ evidence }: { readonly evidence: Extract<Evidence, { kind: "bars" }> }) {
  const { names, series, label } = evidence;
  const [, most] = rangeOf([0, ...series.flatMap(({ values }) => values)]);
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, names.length);
  const bar = (slot - 3) / Math.max(1, series.length);
  const height = (value: number) => (value / most) * (HEIGHT - BOTTOM - TOP);
  const whole = words.barsOf(label, series.map(({ name }) => name).join(", "));
  return (
    <svg className="trap-evidence" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={whole}>
      <text x={LEFT} y={11} className="label">
        {shortened(series.length > 1 ? whole : label, 44)}
      </text>
      <path className="axis" d={`M${LEFT} ${HEIGHT - BOTTOM}H${WIDTH - RIGHT}`} />
      <text x={LEFT - 5} y={TOP + 8} className="end">
        {plainText(most)}
      </text>
      {names.map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two names may be alike
        <g key={at}>
          {series.map(({ name: of, values }, k) => (
            <rect
              key={of}
              className={`series-${k % 3}`}
              x={LEFT + at * slot + k * bar}
              y={HEIGHT - BOTTOM - height(values[at]!)}
              width={Math.max(1, bar - 0.5)}
              height={height(values[at]!)}
            />
          ))}
          <text x={LEFT + at * slot} y={HEIGHT - BOTTOM + 13}>
            {shortened(name, Math.max(2, Math.floor(slot / 6)))}
          </text>
        </g>
      ))}
    </svg>
  );
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
