import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import { createAdvance } from "../../learners/random-features/block-pass.ts";
import type { FeaturePass } from "../../learners/random-features/feature-pass.ts";
import type { TopModel } from "../../learners/random-features/residual-block.ts";
import { type ClassRows, classResiduals, searchLength } from "./cross-entropy.ts";
import {
  type BlockStep,
  fitResidual,
  fitSquaredStep,
  LINE_RIDGE,
  type ResidualFit,
  stepAlong,
  topGram,
} from "./fit-step.ts";
import { fitLogisticTop, fitRidgeTop, type TopRows } from "./fit-top.ts";
import type { FeatureMoments, Residuals } from "./measure-features.ts";
import { advanceSet, type RepresentationSet } from "./representation-set.ts";
import type { RfrboostValues } from "./rfrboost-values.ts";

/** What a block is fitted to and with. */
export interface StepInput {
  readonly kernel: NetKernel;
  readonly host: Host;
  readonly values: RfrboostValues;
  readonly pass: FeaturePass;
  readonly set: RepresentationSet;
  readonly top: TopModel;
  readonly moments: FeatureMoments;
  readonly residuals: Residuals;
  /** The top model's answers at the training rows. */
  readonly answers: Float64Array;
}

/** The loss of the training rows as far as the closed forms need it. Null = stopped, throughout. */
export interface TrainLoss {
  fitTop(rows: TopRows, before: TopModel | null, host: Host): Promise<TopModel | null>;
  /** The negative gradient in the top model's answers. */
  residuals(answers: Float64Array): Residuals;
  fitStep(input: StepInput): Promise<BlockStep | null>;
}

/** Squared error; `target` less start, in spreads. */
export function squaredLoss(target: Float64Array, weights: Float64Array | null, ridge: number): TrainLoss {
  return {
    fitTop: (rows, _before, host) => fitRidgeTop(rows, target, ridge, host),
    residuals: (answers) => ({ values: target.map((y, row) => y - answers[row]!), outputs: 1, weights }),
    fitStep: ({ values, moments, top, residuals, host }) =>
      fitSquaredStep(
        values.variant,
        moments,
        top.weights,
        { ridge: values.blockRidge, residualSquares: squaresOf(residuals) },
        host,
      ),
  };
}

/** Cross-entropy of one logit or of one for each class. */
export function classLoss(classes: ClassRows, baseLogits: Float64Array, ridge: number): TrainLoss {
  const { outputs, weights } = classes;
  const logitsOf = (answers: Float64Array) => answers.map((answer, i) => baseLogits[i % outputs]! + answer);
  return {
    fitTop: (rows, before, host) => fitLogisticTop(rows, classes, baseLogits, ridge, before, host),
    residuals: (answers) => ({ values: classResiduals(classes, logitsOf(answers)), outputs, weights }),
    async fitStep(input) {
      const { moments, values, host, top, answers, residuals } = input;
      const fit = await fitResidual(moments, values.blockRidge, host);
      if (fit === null) return null;
      const gram = topGram(top.weights, outputs);
      const norm = Math.sqrt(gradientSquares(residuals, gram) / moments.rows);
      if (!(norm > 0)) return stepAlong(fit, top.weights, 0);
      const z = await effectOf(input, fit, gram, norm);
      if (z === null) return null;
      const length = searchLength(classes, logitsOf(answers), z, LINE_RIDGE, () => host.stopped);
      return host.stopped ? null : stepAlong(fit, top.weights, length / norm);
    },
  };
}

function squaresOf({ values, weights }: Residuals): number {
  let sum = 0;
  values.forEach((r, row) => {
    sum += (weights === null ? 1 : weights[row]!) * r * r;
  });
  return sum;
}

/** Weighted sum over rows of |W r|^2 = r' W'W r. */
function gradientSquares({ values, outputs, weights }: Residuals, gram: Float64Array): number {
  let total = 0;
  for (let at = 0, row = 0; at < values.length; at += outputs, row++) {
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      for (let l = 0; l < outputs; l++) sum += values[at + k]! * gram[k * outputs + l]! * values[at + l]!;
    }
    total += (weights === null ? 1 : weights[row]!) * sum;
  }
  return total;
}

/** What a step of length 1 along the fitted gradient adds to the answers: (F C + offsets) W'W / norm. */
async function effectOf(
  { kernel, host, pass, set }: StepInput,
  { coefficients, offsets }: ResidualFit,
  gram: Float64Array,
  norm: number,
): Promise<Float64Array | null> {
  const outputs = offsets.length;
  const stride = padded(outputs);
  const target = { at: kernel.allocate(set.rowCount * stride), stride };
  const through = (from: Float64Array) =>
    Float32Array.from(stepAlong({ coefficients: from, offsets }, gram, 1 / norm).step);
  const step = through(coefficients);
  const shift = through(offsets);
  if (!(await advanceSet(host, set, createAdvance(kernel, pass, { step, shift }, target)))) return null;
  const memory = kernel.memory();
  return Float64Array.from(
    { length: set.rowCount * outputs },
    (_, i) => memory[target.at + Math.floor(i / outputs) * stride + (i % outputs)]!,
  );
}
