import { useCallback } from "react";
import {
  type AlphaPlane,
  roundStamp,
  type Stamp,
  stampPoints,
  stampStems,
} from "../../figures/point-stamps.ts";
import type { PlotArea, Size } from "../../figures/scale.ts";
import type { PointPositions } from "../../figures/svg-path.ts";
import { PointCanvas } from "./point-canvas.tsx";

interface StemLayerProps {
  readonly points: PointPositions;
  readonly rows: Uint32Array;
  /** Where stems stand: y of zero. */
  readonly base: number;
  readonly size: Size;
  readonly area: PlotArea;
}

const ends = new Map<number, Stamp>();

/** From so many stems a CSS pixel on they are a grey area; each gets paler so that its edge can be seen. */
const CROWDED = 2;

/** What is left of each row, as a stem with a dot at its end. */
export function StemLayer({ points, rows, base, size, area }: StemLayerProps) {
  const draw = useCallback(
    (plane: AlphaPlane, ratio: number) => {
      const stamp = ends.get(ratio) ?? roundStamp({ radius: 1.6 * ratio, hole: 0, opacity: 0.5 });
      ends.set(ratio, stamp);
      const opacity = 0.45 * Math.min(1, Math.max(0.25, (CROWDED * area.width) / rows.length));
      stampStems(plane, points, rows, { base, opacity, ratio });
      stampPoints(plane, points, rows, { stamp, ratio });
    },
    [points, rows, base, area],
  );
  return <PointCanvas size={size} area={area} draw={draw} />;
}
