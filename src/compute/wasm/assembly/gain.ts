// Leaf weight and gain of a node, step by step as src/compute/split-gain.ts.
import { ALPHA, LAMBDA, MAX_DELTA_STEP } from "./layout";

/** float32 weight; 0 for an empty node. */
export function leafWeight(gradient: f64, hessian: f64): f64 {
  if (hessian <= 0) return 0;
  const alpha = load<f64>(ALPHA);
  const soft: f64 = gradient > alpha ? gradient - alpha : gradient < -alpha ? gradient + alpha : 0;
  const weight = -soft / (hessian + load<f64>(LAMBDA));
  const limit = load<f64>(MAX_DELTA_STEP);
  if (limit !== 0 && abs<f64>(weight) > limit) return <f64>(<f32>(weight > 0 ? limit : -limit));
  return <f64>(<f32>weight);
}

/** float32 gain of a node at its own weight; 0 for an empty node. */
export function nodeGain(gradient: f64, hessian: f64): f64 {
  if (hessian <= 0) return 0;
  const weight = leafWeight(gradient, hessian);
  const square = <f64>(<f32>(weight * weight));
  const heavy = hessian + load<f64>(LAMBDA);
  return <f64>(<f32>(-(2 * gradient * weight + heavy * square + 2 * load<f64>(ALPHA) * abs<f64>(weight))));
}
