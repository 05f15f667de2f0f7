import type { Host } from "../../../core/host.ts";
import { lbfgs } from "../../../core/lbfgs.ts";
import type { RandomSource } from "../../../core/random.ts";
import { type Net, type NetShape, netLayout } from "../../learners/net/net.ts";
import type { GbnnValues } from "./gbnn-values.ts";
import { createUnitLoss, type UnitRows } from "./unit-loss.ts";

/** scipy's `ftol` for L-BFGS-B, which MLPRegressor leaves as it is. */
const VALUE_TOLERANCE = 2.220446049250313e-9;

/** Weights and biases uniform in +-sqrt(2 / (inputs + units of the layer)), as MLPRegressor starts logistic units. */
export function startOfUnits(shape: NetShape, random: RandomSource, round: number): Float64Array {
  const { layers, parameterCount } = netLayout(shape);
  const start = new Float64Array(parameterCount);
  layers.forEach(({ from, to, weights, bias }, layer) => {
    const bound = Math.sqrt(2 / (from + to));
    const draw = (at: number) => (2 * random.uniform(round, layer, at) - 1) * bound;
    for (let i = 0; i < from * to; i++) start[weights + i] = draw(i);
    for (let j = 0; j < to; j++) start[bias + j] = draw(from * to + j);
  });
  return start;
}

/** Units fitted to targets; their parameters are rounded to float32, as every prediction sees them. Null = stopped. */
export async function fitUnits(
  shape: NetShape,
  rows: UnitRows,
  start: Float64Array,
  {
    penalty,
    maxIterations,
    gradientTolerance,
  }: Pick<GbnnValues, "penalty" | "maxIterations" | "gradientTolerance">,
  host: Pick<Host, "pause" | "stopped">,
): Promise<Net | null> {
  const { point, why } = await lbfgs(createUnitLoss(shape, rows, penalty), start, {
    maxIterations,
    gradientTolerance,
    valueTolerance: VALUE_TOLERANCE,
    host,
  });
  if (why === "stopped") return null;
  return { ...shape, parameters: Float32Array.from(point), statistics: new Float32Array(0) };
}
