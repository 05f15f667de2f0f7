import { jointById } from "../boosting/distributions/index.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import type { RunStart } from "../experiment/recording.ts";
import type { Axes } from "./fit-figure.ts";
import { targetsOf } from "./joint-table.ts";
import { horizontalScale, plotArea, rangeOf, type Size, verticalScale } from "./scale.ts";

const MARGINS = { top: 16, right: 0, bottom: 20, left: 40 } as const;
/** Words at the right take this much of a wide picture. */
const WORDS = 170;
const CORNERS = 72;

/** Two targets of several, by their places. */
export type Pair = readonly [x: number, y: number];

/** What one row's joint distribution says of two targets. */
export interface PairLaw {
  readonly mean: readonly [number, number];
  readonly spread: readonly [number, number];
  readonly correlation: number;
}

/** One target over another, from the followed rows alone, so that the frame holds still; words stand beside it. */
export function jointAxes(start: RunStart, [x, y]: Pair, size: Size): Axes {
  const side = Math.max(60, Math.min(size.width - MARGINS.left - WORDS, 1.6 * (size.height - 36)));
  const area = plotArea({ width: MARGINS.left + side, height: size.height }, MARGINS);
  const xRange = rangeOf(targetsOf(start, x), 0.1);
  const yRange = rangeOf(targetsOf(start, y), 0.1);
  return { area, xRange, yRange, sx: horizontalScale(xRange, area), sy: verticalScale(yRange, area) };
}

/** @param theta internal parameters of one row. */
export function pairLaw(
  { distribution, outputNames }: ModelOutputs,
  theta: Float32Array | Float64Array,
  [x, y]: Pair,
): PairLaw {
  const size = outputNames!.length;
  const covariance = new Float64Array(size * size);
  jointById(distribution!, size).covariance(theta, 0, covariance);
  const spreadOf = (k: number) => Math.sqrt(covariance[k * size + k]);
  const spread = [spreadOf(x), spreadOf(y)] as const;
  return {
    mean: [theta[x], theta[y]],
    spread,
    correlation: covariance[x * size + y] / (spread[0] * spread[1]),
  };
}

/** Outline of the smallest region that holds a share of two normal targets: an ellipse of radius sqrt(-2 ln(1 - share)). */
export function regionPath({ mean, spread, correlation }: PairLaw, share: number, { sx, sy }: Axes): string {
  const radius = Math.sqrt(-2 * Math.log(1 - share));
  const own = Math.sqrt(Math.max(0, 1 - correlation * correlation));
  const corners = Array.from({ length: CORNERS }, (_, n) => {
    const angle = (2 * Math.PI * n) / CORNERS;
    const [u, v] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    const x = sx(mean[0] + spread[0] * u);
    const y = sy(mean[1] + spread[1] * (correlation * u + own * v));
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}
