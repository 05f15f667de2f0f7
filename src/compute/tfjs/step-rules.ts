import {
  add,
  div,
  maximum,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  type Tensor,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { DeviceRule, TensorOptimiser } from "../net-stages.ts";
import type { Constants } from "./constants.ts";

/** As boosting/learners/net/optimisers has them. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Weights after a step, then the rule's memory. */
type Stepped = [weights: Tensor, ...memory: Tensor[]];

/** A rule over the flat list of all weights: few operations, however many tensors a net has. */
export interface StepRule {
  start(weights: Tensor): Tensor[];
  /** Inside of a tidy. `at` counts from 0. */
  step(weights: Tensor, gradient: Tensor, memory: readonly Tensor[], at: number): Stepped;
}

export function createStepRule(
  { optimiser, learningRate, weightDecay, momentum }: DeviceRule,
  constants: Constants,
): StepRule {
  const times = (tensor: Tensor, factor: number) => mul(tensor, constants.of(factor));
  const decayed = (gradient: Tensor, weights: Tensor) =>
    weightDecay === 0 ? gradient : add(gradient, times(weights, weightDecay));

  function average(mean: Tensor, value: Tensor, beta: number): Tensor {
    return add(times(mean, beta), times(value, 1 - beta));
  }

  /** length x mean / (scale x root + eps), where the biases of both averages stand in length and scale. */
  function adamStep(weights: Tensor, mean: Tensor, squares: Tensor, at: number): Tensor {
    const length = learningRate / (1 - powerOf(BETA1, at + 1));
    const scale = 1 / Math.sqrt(1 - powerOf(BETA2, at + 1));
    const root = add(mul(sqrt(squares), scalar(scale)), constants.of(EPSILON));
    return sub(weights, mul(div(mean, root), scalar(length)));
  }

  const zeros = (count: number) => (weights: Tensor) =>
    Array.from({ length: count }, () => zerosLike(weights));

  const rules: { readonly [id in TensorOptimiser]: StepRule } = {
    sgd: {
      start: zeros(1),
      step(weights, gradient, [velocity]) {
        const speed = add(times(velocity!, momentum), decayed(gradient, weights));
        return [sub(weights, times(speed, learningRate)), speed];
      },
    },
    adam: {
      start: zeros(2),
      step(weights, gradient, [means, squares], at) {
        const slope = decayed(gradient, weights);
        const mean = average(means!, slope, BETA1);
        const moment = average(squares!, square(slope), BETA2);
        return [adamStep(weights, mean, moment, at), mean, moment];
      },
    },
    adamw: {
      start: zeros(2),
      step(weights, gradient, [means, squares], at) {
        const shrunk = weightDecay === 0 ? weights : times(weights, 1 - learningRate * weightDecay);
        const mean = average(means!, gradient, BETA1);
        const moment = average(squares!, square(gradient), BETA2);
        return [adamStep(shrunk, mean, moment, at), mean, moment];
      },
    },
    amsgrad: {
      start: zeros(3),
      step(weights, gradient, [means, squares, maxima], at) {
        const slope = decayed(gradient, weights);
        const mean = average(means!, slope, BETA1);
        const moment = average(squares!, square(slope), BETA2);
        const most = maximum(maxima!, moment);
        return [adamStep(weights, mean, most, at), mean, moment, most];
      },
    },
  };
  return rules[optimiser];
}

function powerOf(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent && power > Number.EPSILON; i++) power *= base;
  return power;
}
