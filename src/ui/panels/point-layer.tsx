import { memo } from "react";
import type { ShownRows } from "../../figures/followed-rows.ts";
import { dotsPath, type PointPositions } from "../../figures/svg-path.ts";

/** All rows of a plot in three elements: training filled, validation hollow (a ring is a large dot under a small one). */
export const PointLayer = memo(function PointLayer({
  points,
  rows,
}: {
  readonly points: PointPositions;
  readonly rows: ShownRows;
}) {
  const hollow = dotsPath(points, rows.validation);
  return (
    <g>
      <path className="panel-dots" d={dotsPath(points, rows.train)} />
      <path className="panel-rings" d={hollow} />
      <path className="panel-ring-holes" d={hollow} />
    </g>
  );
});
