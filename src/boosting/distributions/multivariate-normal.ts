import { exp, log, normalQuantile } from "../../core/deterministic-math.ts";
import { gammaP } from "../../core/gamma-functions.ts";
import type { JointDistribution, ScoreFormulas, ScoringRule, Theta } from "./distribution.ts";
import { startOfNormal } from "./multivariate-start.ts";
import { HALF_LN_2PI } from "./normal-scores.ts";
import { anyNumber } from "./support.ts";

/** NGBoost 0.5.11 adds this to the diagonal of L. */
const ORIGINAL_RIDGE = 1e-6;

/** Where entry (i, j) of L, j <= i, stands behind the means: row after row of the lower triangle. */
export const placeInTriangle = (i: number, j: number) => (i * (i + 1)) / 2 + j;

/**
 * The normal distribution of several targets: theta = their means, then the lower triangle of L in row order, its diagonal as
 * logarithms; the inverse of the covariance is L L^T (Williams 1996; NGBoost's MultivariateNormal). 1 / L_ii is the standard
 * deviation of target i where all targets after it are known. Every theta is legal. A target's unit changes how theta is
 * written and not the model: natural gradients follow it, so targets need not be standardised.
 */
export function multivariateNormal(targetCount: number): JointDistribution {
  const size = targetCount;
  const count = (size * (size + 3)) / 2;
  const formulas = logScore(size, count, 0);
  const { gradient, metric, score } = logScore(size, count, ORIGINAL_RIDGE);
  const rule: ScoringRule<Float64Array> = {
    id: "log",
    label: "log score",
    ...formulas,
    natural: naturalGradient(size),
    original: { score, gradient, metric },
  };
  const L = new Float64Array(size * size);
  const cov = new Float64Array(size * size);
  const z = new Float64Array(size);
  const inTriangle = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (__, j) => [i, j] as const),
  ).flat();
  return {
    id: "multivariate-normal",
    version: 1,
    label: "Multivariate normal",
    tasks: ["multioutput"],
    targetCount: size,
    parameters: [
      ...Array.from({ length: size }, (_, k) => ({ id: `mu_${k + 1}`, symbol: `μ ${k + 1}` })),
      ...inTriangle.map(([i, j]) => {
        const at = `${i + 1}${j + 1}`;
        return i === j ? { id: `ln_l_${at}`, symbol: `ln L ${at}` } : { id: `l_${at}`, symbol: `L ${at}` };
      }),
    ],
    symbols: (names) => [
      ...names.map((name) => `μ ${name}`),
      ...inTriangle.map(([i, j]) => (i === j ? `ln L ${names[i]}` : `L ${names[i]}, ${names[j]}`)),
    ],
    scores: [rule],
    defaultMetric: "nll",
    support: anyNumber,
    fit: (target, weights) => startOfNormal(target, weights, size),
    originalFit: (values) => startOfNormal({ values }, undefined, size),
    marginal: "normal",
    marginalTheta(theta, at, k) {
      fillFactor(theta, at, size, 0, L);
      fillCovariance(L, size, cov);
      return [theta[at + k]!, 0.5 * log(cov[k * size + k]!)];
    },
    predictions({ rowCount, outputCount: parameterCount, values }) {
      const parameters = Float64Array.from(values);
      const point = Float64Array.from(
        { length: rowCount * size },
        (_, at) => parameters[Math.floor(at / size) * parameterCount + (at % size)]!,
      );
      const distribution = "multivariate-normal";
      return { kind: "joint", rowCount, outputCount: size, distribution, parameters, parameterCount, point };
    },
    covariance(theta, at, out) {
      fillFactor(theta, at, size, 0, L);
      fillCovariance(L, size, out);
    },
    negativeLogLikelihood: formulas.score,
    regionOf(theta, at, y) {
      fillFactor(theta, at, size, 0, L);
      fillWhitened(L, theta, at, y, z);
      return gammaP(size / 2, 0.5 * z.reduce((sum, one) => sum + one * one, 0));
    },
    draw(theta, at, uniforms, out) {
      fillFactor(theta, at, size, 0, L);
      for (let i = size - 1; i >= 0; i--) {
        let rest = normalQuantile(uniforms[i]!);
        for (let j = i + 1; j < size; j++) rest -= L[j * size + i]! * (out[j]! - theta[at + j]!);
        out[i] = theta[at + i]! + rest / L[i * size + i]!;
      }
    },
  };
}

/** L of a row, row-major with zeros above the diagonal; `added` to its diagonal. */
function fillFactor(theta: Theta, at: number, size: number, added: number, out: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const from = at + size + placeInTriangle(i, 0);
    for (let j = 0; j < i; j++) out[i * size + j] = theta[from + j]!;
    out[i * size + i] = exp(theta[from + i]!) + added;
  }
}

/** z = L^T (y - mu): independent and of variance 1 where the distribution is right. */
function fillWhitened(L: Float64Array, theta: Theta, at: number, y: Float64Array, z: Float64Array): void {
  const size = z.length;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = i; j < size; j++) sum += L[j * size + i]! * (y[j]! - theta[at + j]!);
    z[i] = sum;
  }
}

/** (L L^T)^-1 = M^T M with M = L^-1, which is lower triangular too. */
function fillCovariance(L: Float64Array, size: number, out: Float64Array): void {
  const M = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= L[i * size + k]! * M[k * size + j]!;
      M[i * size + j] = sum / L[i * size + i]!;
    }
  }
  for (let j = 0; j < size; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      for (let i = j; i < size; i++) sum += M[i * size + j]! * M[i * size + k]!;
      out[j * size + k] = sum;
      out[k * size + j] = sum;
    }
  }
}

/**
 * Gradient and Fisher information. With d = y - mu and z = L^T d the score is the sum over columns i of z_i^2 / 2 - ln L_ii, so
 * that only entries of one column know of each other: there it bends by cov(d) + 1 / L_ii^2 at the diagonal.
 */
function logScore(size: number, count: number, added: number): ScoreFormulas<Float64Array> {
  const L = new Float64Array(size * size);
  const cov = new Float64Array(size * size);
  const z = new Float64Array(size);
  const place = (i: number, j: number) => size + placeInTriangle(i, j);
  return {
    score(theta, at, y) {
      fillFactor(theta, at, size, added, L);
      fillWhitened(L, theta, at, y, z);
      let sum = size * HALF_LN_2PI;
      for (let i = 0; i < size; i++) {
        const ln = added === 0 ? theta[at + place(i, i)]! : log(L[i * size + i]!);
        sum += 0.5 * z[i]! * z[i]! - ln;
      }
      return sum;
    },
    gradient(theta, at, y, out, outAt) {
      fillFactor(theta, at, size, added, L);
      fillWhitened(L, theta, at, y, z);
      for (let j = 0; j < size; j++) {
        const d = y[j]! - theta[at + j]!;
        let slope = 0;
        for (let i = 0; i <= j; i++) {
          const l = L[j * size + i]!;
          slope -= l * z[i]!;
          out[outAt + place(j, i)] = i === j ? z[i]! * d * l - 1 : z[i]! * d;
        }
        out[outAt + j] = slope;
      }
    },
    metric(theta, at, out, outAt) {
      fillFactor(theta, at, size, added, L);
      fillCovariance(L, size, cov);
      out.fill(0, outAt, outAt + count * count);
      const set = (a: number, b: number, value: number) => {
        out[outAt + a * count + b] = value;
        out[outAt + b * count + a] = value;
      };
      for (let j = 0; j < size; j++) {
        for (let k = 0; k <= j; k++) {
          let precision = 0;
          for (let i = 0; i <= k; i++) precision += L[j * size + i]! * L[k * size + i]!;
          set(j, k, precision);
          // columns up to k have both of these rows
          for (let i = 0; i <= k; i++) {
            const ofLog = (row: number) => (row === i ? L[i * size + i]! : 1);
            const bend = ofLog(j) * ofLog(k) * cov[j * size + k]! + (j === i && k === i ? 1 : 0);
            set(place(j, i), place(k, i), bend);
          }
        }
      }
    },
  };
}

/**
 * The metric's inverse times the gradient without a system to solve: for the means mu - y; for column i of L, by Sherman and
 * Morrison's formula, z_i w - (z_i^2 + 1) / 2 times the column, where w_j = L_ji z_i + ... + L_jj z_j.
 */
function naturalGradient(size: number): NonNullable<ScoreFormulas<Float64Array>["natural"]> {
  const L = new Float64Array(size * size);
  const z = new Float64Array(size);
  return (theta, at, y, out, outAt) => {
    fillFactor(theta, at, size, 0, L);
    fillWhitened(L, theta, at, y, z);
    for (let j = 0; j < size; j++) {
      out[outAt + j] = theta[at + j]! - y[j]!;
      const from = outAt + size + placeInTriangle(j, 0);
      out[from + j] = 0.5 * (z[j]! * z[j]! - 1);
      let w = L[j * size + j]! * z[j]!;
      for (let i = j - 1; i >= 0; i--) {
        const l = L[j * size + i]!;
        w += l * z[i]!;
        out[from + i] = z[i]! * w - 0.5 * l * (z[i]! * z[i]! + 1);
      }
    }
  };
}
