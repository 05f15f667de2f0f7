import type { Dataset } from "../../../core/dataset.ts";

/** Standard deviation of a numeric target: step sizes and ridges then fit any unit. 1 where it is constant. */
export function targetSpread({ target: { values } }: Pick<Dataset, "target">): number {
  let mean = 0;
  values.forEach((value, row) => {
    mean += (value - mean) / (row + 1);
  });
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const spread = Math.sqrt(squares / values.length);
  return spread > 0 ? spread : 1;
}
