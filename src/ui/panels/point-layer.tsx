import { useCallback } from "react";
import type { ShownRows } from "../../figures/followed-rows.ts";
import { type AlphaPlane, roundStamp, type Stamp, stampPoints } from "../../figures/point-stamps.ts";
import type { PlotArea, Size } from "../../figures/scale.ts";
import type { PointPositions } from "../../figures/svg-path.ts";
import { PointCanvas } from "./point-canvas.tsx";

interface PointLayerProps {
  readonly points: PointPositions;
  readonly rows: ShownRows;
  readonly size: Size;
  readonly area: PlotArea;
}

const stamps = new Map<number, { readonly dot: Stamp; readonly ring: Stamp; readonly thinRing: Stamp }>();

function stampsFor(ratio: number) {
  const known = stamps.get(ratio) ?? {
    dot: roundStamp({ radius: 2.2 * ratio, hole: 0, opacity: 0.5 }),
    ring: roundStamp({ radius: 2.5 * ratio, hole: 1.4 * ratio, opacity: 1 }),
    thinRing: roundStamp({ radius: 3.4 * ratio, hole: 2.6 * ratio, opacity: 0.75 }),
  };
  stamps.set(ratio, known);
  return known;
}

/** All rows of a plot: training filled, validation hollow, test a wider and thinner ring. */
export function PointLayer({ points, rows, size, area }: PointLayerProps) {
  const draw = useCallback(
    (plane: AlphaPlane, ratio: number) => {
      const { dot, ring, thinRing } = stampsFor(ratio);
      stampPoints(plane, points, rows.train, { stamp: dot, ratio });
      stampPoints(plane, points, rows.validation, { stamp: ring, ratio });
      stampPoints(plane, points, rows.test, { stamp: thinRing, ratio });
    },
    [points, rows],
  );
  return <PointCanvas size={size} area={area} draw={draw} />;
}
