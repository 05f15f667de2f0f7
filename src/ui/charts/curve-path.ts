import type { PlotFrame } from "./plot-frame.ts";

/** SVG path of the finite values from a round on; a gap starts a new line. */
export function curvePath(values: readonly number[], frame: PlotFrame, from = 0): string {
  let path = "";
  let pen = "M";
  for (let round = from; round < values.length; round++) {
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
