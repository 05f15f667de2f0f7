import { exp, log } from "../../core/deterministic-math.ts";
import type { Family, ScoringRule, Theta } from "./distribution.ts";
import { meanOf } from "./moments.ts";
import { classesOf } from "./support.ts";

/** Saturated probabilities make the metric singular; it is taken no closer to 0 than this. */
const LEAST = 1e-12;
/** A class that no training row has starts as if it had this share. */
const LEAST_SHARE = 1e-6;

/**
 * Class probabilities p = softmax(0, theta) and scores that depend on theta through p alone. theta = logits of classes
 * 1 to K - 1 against class 0.
 */
export function categorical(classCount: number): Family {
  const size = classCount - 1;
  const p = new Float64Array(classCount);
  const slope = new Float64Array(classCount);

  /** Probabilities of all classes; the largest logit is taken off first. */
  function fill(theta: Theta, at: number): void {
    let most = 0;
    for (let k = 0; k < size; k++) most = Math.max(most, theta[at + k]!);
    p[0] = exp(-most);
    let sum = p[0]!;
    for (let k = 0; k < size; k++) {
      p[k + 1] = exp(theta[at + k]! - most);
      sum += p[k + 1]!;
    }
    for (let k = 0; k < classCount; k++) p[k] = p[k]! / sum;
  }

  /** As fill, but no closer to 0 than where gradients and metrics still have digits. */
  function fillApart(theta: Theta, at: number): void {
    fill(theta, at);
    for (let k = 0; k < classCount; k++) p[k] = Math.max(p[k]!, LEAST);
  }

  /** slope = d score / d p, out = d score / d theta = diag(p) slope - p (p slope), without class 0. */
  function throughSoftmax(out: Float64Array, outAt: number): void {
    let mean = 0;
    for (let k = 0; k < classCount; k++) mean += p[k]! * slope[k]!;
    for (let k = 0; k < size; k++) out[outAt + k] = p[k + 1]! * (slope[k + 1]! - mean);
  }

  const logScore: ScoringRule = {
    id: "log",
    label: "log score",
    score(theta, at, y) {
      let most = 0;
      for (let k = 0; k < size; k++) most = Math.max(most, theta[at + k]!);
      let sum = exp(-most);
      for (let k = 0; k < size; k++) sum += exp(theta[at + k]! - most);
      return log(sum) + most - (y === 0 ? 0 : theta[at + y - 1]!);
    },
    gradient(theta, at, y, out, outAt) {
      fill(theta, at);
      for (let k = 0; k < size; k++) out[outAt + k] = p[k + 1]! - (y === k + 1 ? 1 : 0);
    },
    metric(theta, at, out, outAt) {
      fillApart(theta, at);
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < size; k++) out[outAt + j * size + k] = -p[j + 1]! * p[k + 1]!;
        out[outAt + j * size + j] = p[j + 1]! * (1 - p[j + 1]!);
      }
    },
    // the metric's inverse is diag(1 / p) + 1 / p0 (Sherman and Morrison): no digits are lost where classes saturate
    natural(theta, at, y, out, outAt) {
      fill(theta, at);
      const share = Math.max(p[y]!, LEAST);
      for (let k = 0; k < size; k++) out[outAt + k] = y === 0 ? 1 / share : 0;
      if (y > 0) out[outAt + y - 1] = -1 / share;
    },
  };

  /** 2 J^T J of a vector of linear functions of p, whose squares the score sums: `row(r)` leaves d function / d p. */
  function squaresMetric(rows: number, row: (r: number) => void, out: Float64Array, outAt: number): void {
    const jacobian = new Float64Array(size);
    out.fill(0, outAt, outAt + size * size);
    for (let r = 0; r < rows; r++) {
      row(r);
      throughSoftmax(jacobian, 0);
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < size; k++) out[outAt + j * size + k]! += 2 * jacobian[j]! * jacobian[k]!;
      }
    }
  }

  /** Brier (1950): the sum over classes of (p - [y = k])^2. */
  const brierScore: ScoringRule = {
    id: "brier",
    label: "Brier score",
    score(theta, at, y) {
      fill(theta, at);
      return p.reduce((sum, share, k) => sum + (share - (k === y ? 1 : 0)) * (share - (k === y ? 1 : 0)), 0);
    },
    gradient(theta, at, y, out, outAt) {
      fillApart(theta, at);
      for (let k = 0; k < classCount; k++) slope[k] = 2 * (p[k]! - (k === y ? 1 : 0));
      throughSoftmax(out, outAt);
    },
    metric(theta, at, out, outAt) {
      fillApart(theta, at);
      squaresMetric(
        classCount,
        (r) => {
          slope.fill(0);
          slope[r] = 1;
        },
        out,
        outAt,
      );
    },
  };

  /** Epstein (1969): the sum over classes of (P(Y <= k) - [y <= k])^2, for classes that have an order. */
  const rankedScore: ScoringRule = {
    id: "rps",
    label: "ranked probability score",
    score(theta, at, y) {
      fill(theta, at);
      let cumulative = 0;
      let sum = 0;
      for (let k = 0; k < size; k++) {
        cumulative += p[k]!;
        const distance = cumulative - (y <= k ? 1 : 0);
        sum += distance * distance;
      }
      return sum;
    },
    gradient(theta, at, y, out, outAt) {
      fillApart(theta, at);
      slope.fill(0);
      let cumulative = 0;
      for (let k = 0; k < size; k++) {
        cumulative += p[k]!;
        const pull = 2 * (cumulative - (y <= k ? 1 : 0));
        for (let j = 0; j <= k; j++) slope[j]! += pull;
      }
      throughSoftmax(out, outAt);
    },
    metric(theta, at, out, outAt) {
      fillApart(theta, at);
      squaresMetric(
        size,
        (r) => {
          for (let k = 0; k < classCount; k++) slope[k] = k <= r ? 1 : 0;
        },
        out,
        outAt,
      );
    },
  };

  const isBinary = classCount === 2;
  return {
    id: isBinary ? "bernoulli" : "categorical",
    version: 1,
    label: isBinary ? "Bernoulli" : "Categorical",
    tasks: [isBinary ? "binary" : "multiclass"],
    parameters: Array.from({ length: size }, (_, k) => ({
      id: `logit_${k + 1}`,
      symbol: isBinary ? "logit" : `logit ${k + 1}`,
    })),
    scores: isBinary ? [logScore, brierScore] : [logScore, brierScore, rankedScore],
    defaultMetric: isBinary ? "logloss" : "mlogloss",
    support: classesOf(classCount),
    fit({ values }, weights) {
      const shares = Array.from({ length: classCount }, (_, k) =>
        Math.max(
          LEAST_SHARE,
          meanOf(values, weights, (y) => (y === k ? 1 : 0)),
        ),
      );
      return Float64Array.from({ length: size }, (_, k) => log(shares[k + 1]!) - log(shares[0]!));
    },
  };
}
