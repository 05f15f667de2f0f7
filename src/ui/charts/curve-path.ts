import type { PlotFrame } from "./plot-frame.ts";

/** SVG path of the finite values; a gap starts a new line. */
export function curvePath(values: readonly number[], frame: PlotFrame): string {
  let path = "";
  let pen = "M";
  for (let round = 0; round < values.length; round++) {
    const value = values[round];
    if (!Number.isFinite(value)) {
      pen = "M";
      continue;
    }
    path += `${pen}${frame.x(round).toFixed(1)} ${frame.y(value).toFixed(1)}`;
    pen = "L";
  }
  return path;
}
