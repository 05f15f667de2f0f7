import { memo, useMemo } from "react";
import type { FollowedRows } from "../../experiment/recording.ts";
import type { ShownRows } from "../../figures/followed-rows.ts";
import type { Range } from "../../figures/scale.ts";
import { colourShare } from "../../figures/surface-figure.ts";
import { type PointPositions, shapesPath } from "../../figures/svg-path.ts";
import { CLASS_COLOURS } from "./surface-canvas.tsx";

interface SurfacePointsProps {
  readonly followed: FollowedRows;
  readonly classCount: number;
  readonly points: PointPositions;
  readonly rows: ShownRows;
  readonly range: Range;
}

/** Shades of the target in a regression: enough that a wrong colour on the surface is seen. */
const SHADES = 8;

/**
 * Rows over a surface, one element per group: classes by colour and shape, targets of a regression by shade. Validation
 * rows are hollow.
 */
export const SurfacePoints = memo(function SurfacePoints(props: SurfacePointsProps) {
  const { followed, classCount, points, rows, range } = props;
  const groups = useMemo(() => {
    const isClasses = classCount > 0;
    const count = isClasses ? classCount : SHADES;
    const groupOf = (row: number) => {
      const target = followed.target[row];
      return isClasses ? target : Math.min(SHADES - 1, Math.floor(colourShare(target, range) * SHADES));
    };
    return Array.from({ length: count }, (_, group) => {
      const shape = isClasses ? group : 0;
      const own = (indices: Uint32Array) =>
        shapesPath(
          points,
          indices.filter((row) => groupOf(row) === group),
          shape,
        );
      return { group, train: own(rows.train), validation: own(rows.validation), test: own(rows.test) };
    });
  }, [followed, classCount, points, rows, range]);
  return (
    <g className={classCount > 0 ? "panel-classes" : "panel-shades"}>
      {groups.map(({ group, train, validation, test }) => {
        const style =
          classCount > 0
            ? { "--group": `var(--panel-class-${group % CLASS_COLOURS})` }
            : {
                "--group": `color-mix(in srgb, var(--hue) ${Math.round((100 * (group + 0.5)) / SHADES)}%, var(--surface))`,
              };
        return (
          <g key={group} style={style as Record<string, string>}>
            <path className="panel-filled" d={train} />
            <path className="panel-hollow" d={validation} />
            <path className="panel-thin" d={test} />
          </g>
        );
      })}
    </g>
  );
});
