import type { Theta } from "./distribution.ts";

/** Step of a central difference in a logarithm: its error is near the cube root of a double's, about 1e-10. */
const STEP = 6e-6;

/** d f / d theta by central differences, for families whose own formula has no closed form. */
export function slopesOf(
  parameterCount: number,
  of: (theta: Float64Array) => number,
): (theta: Theta, at: number, out: Float64Array, outAt: number) => void {
  const row = new Float64Array(parameterCount);
  return (theta, at, out, outAt) => {
    for (let k = 0; k < parameterCount; k++) row[k] = theta[at + k]!;
    for (let k = 0; k < parameterCount; k++) {
      const here = row[k]!;
      row[k] = here + STEP;
      const above = of(row);
      row[k] = here - STEP;
      const below = of(row);
      row[k] = here;
      out[outAt + k] = (above - below) / (2 * STEP);
    }
  };
}
