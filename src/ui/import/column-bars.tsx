import type { ColumnProfile } from "../../data/column-profile.ts";

const WIDTH = 96;
const HEIGHT = 20;
const GAP = 1;

/** The distribution of a column as small bars. */
export function ColumnBars({
  profile,
  width = WIDTH,
  height = HEIGHT,
}: {
  readonly profile: ColumnProfile | undefined;
  readonly width?: number;
  readonly height?: number;
}) {
  const counts = profile?.bars.counts ?? [];
  const most = Math.max(1, ...counts);
  const step = width / Math.max(1, counts.length);
  return (
    <svg
      className="column-bars"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <path className="base" d={`M0 ${height - 0.5}H${width}`} />
      {counts.map((count, at) => {
        const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 1));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name
            key={at}
            x={at * step}
            y={height - tall}
            width={Math.max(0.5, Math.min(step - GAP, 16))}
            height={tall}
          />
        );
      })}
    </svg>
  );
}
