import type { Host } from "./host.ts";
import { searchStep } from "./wolfe-search.ts";

/** Value of a smooth function at `point`; writes its gradient there. */
export type SmoothFunction = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  readonly maxIterations: number;
  /** Ends where no entry of the gradient is larger. */
  readonly gradientTolerance: number;
  /** Ends where a step lowers the value by no more than this, relative to max(|value before|, |after|, 1). */
  readonly valueTolerance: number;
  /** Steps that curvature is remembered of. */
  readonly memory?: number;
  /** Breathes between iterations, and may end the search. */
  readonly host?: Pick<Host, "pause" | "stopped">;
}

export interface LbfgsEnd {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  readonly why: "gradient" | "value" | "iterations" | "line-search" | "stopped";
}

/** Relative curvature below which a pair says nothing (the machine's epsilon, as in L-BFGS-B 3.0). */
const LEAST_CURVATURE = 2.220446049250313e-16;

/**
 * Limited-memory BFGS: the two-loop recursion of Nocedal and Wright, Numerical Optimization (2006), algorithms 7.4 and
 * 7.5, with steps that meet the strong Wolfe conditions. Only + - * / and square roots, in the order of the loops: the
 * same bits on every machine. The stopping rules are scipy's for L-BFGS-B (`gtol` and `ftol`).
 */
export async function lbfgs(
  evaluate: SmoothFunction,
  start: Float64Array,
  options: LbfgsOptions,
): Promise<LbfgsEnd> {
  const { maxIterations, gradientTolerance, valueTolerance, host } = options;
  const pairs = createPairs(start.length, options.memory ?? 10);
  const direction = new Float64Array(start.length);
  let at = { point: start.slice(), gradient: new Float64Array(start.length) };
  let next = { point: start.slice(), gradient: new Float64Array(start.length) };
  let evaluations = 1;
  let value = evaluate(at.point, at.gradient);
  let iterations = 0;
  const end = (why: LbfgsEnd["why"]): LbfgsEnd => ({ point: at.point, value, iterations, evaluations, why });

  function tryStep(step: number) {
    evaluations++;
    for (let i = 0; i < direction.length; i++) next.point[i] = at.point[i]! + step * direction[i]!;
    const tried = evaluate(next.point, next.gradient);
    return { step, value: tried, slope: dot(next.gradient, direction) };
  }

  /** The first step has no curvature to go by and is of length 1, as in L-BFGS-B. */
  function search() {
    pairs.direct(at.gradient, direction);
    const first = pairs.isEmpty() ? 1 / Math.sqrt(dot(direction, direction)) : 1;
    return searchStep(tryStep, { step: 0, value, slope: dot(at.gradient, direction) }, first);
  }

  if (!Number.isFinite(value)) return end("line-search");
  while (iterations < maxIterations) {
    if (largest(at.gradient) <= gradientTolerance) return end("gradient");
    let found = search();
    if (found === null && !pairs.isEmpty()) {
      // What was remembered may mislead: once more, straight down.
      pairs.clear();
      found = search();
    }
    if (found === null) return end("line-search");
    iterations++;
    pairs.add(at, next);
    [at, next] = [next, at];
    const before = value;
    value = found.value;
    if (before - value <= valueTolerance * Math.max(Math.abs(before), Math.abs(value), 1))
      return end("value");
    const breath = host?.pause();
    if (breath) await breath;
    if (host?.stopped) return end("stopped");
  }
  return end("iterations");
}

interface Place {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
}

/** The last steps and what they changed of the gradient: an approximation of the inverse Hessian. */
function createPairs(size: number, memory: number) {
  const steps = Array.from({ length: memory }, () => new Float64Array(size));
  const changes = Array.from({ length: memory }, () => new Float64Array(size));
  const inverse = new Float64Array(memory);
  const alpha = new Float64Array(memory);
  let count = 0;
  /** Inverse curvature along the newest step. */
  let scale = 1;

  return {
    isEmpty: () => count === 0,
    clear() {
      count = 0;
      scale = 1;
    },
    add(before: Place, after: Place): void {
      const slot = count % memory;
      const s = steps[slot]!;
      const y = changes[slot]!;
      for (let i = 0; i < size; i++) {
        s[i] = after.point[i]! - before.point[i]!;
        y[i] = after.gradient[i]! - before.gradient[i]!;
      }
      const curvature = dot(s, y);
      const length = dot(y, y);
      // A pair without curvature would end the descent. Its slot may hold the oldest pair: that one is lost too.
      if (!(curvature > LEAST_CURVATURE * length)) {
        if (count >= memory) inverse[slot] = 0;
        return;
      }
      inverse[slot] = 1 / curvature;
      scale = curvature / length;
      count++;
    },
    /** Writes -H gradient. */
    direct(gradient: Float64Array, out: Float64Array): void {
      for (let i = 0; i < size; i++) out[i] = -gradient[i]!;
      if (count === 0) return;
      const oldest = Math.max(0, count - memory);
      for (let pair = count - 1; pair >= oldest; pair--) {
        const slot = pair % memory;
        alpha[slot] = inverse[slot]! * dot(steps[slot]!, out);
        addTimes(out, -alpha[slot]!, changes[slot]!);
      }
      for (let i = 0; i < size; i++) out[i]! *= scale;
      for (let pair = oldest; pair < count; pair++) {
        const slot = pair % memory;
        addTimes(out, alpha[slot]! - inverse[slot]! * dot(changes[slot]!, out), steps[slot]!);
      }
    },
  };
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
  return sum;
}

function addTimes(target: Float64Array, factor: number, vector: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * vector[i]!;
}

function largest(vector: Float64Array): number {
  let most = 0;
  for (const entry of vector) most = Math.max(most, Math.abs(entry));
  return most;
}
