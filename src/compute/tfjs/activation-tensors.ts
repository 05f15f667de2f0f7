import {
  add,
  leakyRelu,
  mul,
  relu,
  sigmoid,
  square,
  step,
  sub,
  type Tensor,
  tanh,
} from "@tensorflow/tfjs-core";
import type { Activation } from "../net-kernel.ts";
import type { Constants } from "./constants.ts";

/** What a leaky unit keeps, as the own kernel has it. */
const LEAK = 0.1;

export function answerOf(activation: Activation, h: Tensor): Tensor {
  if (activation === "leaky_relu") return leakyRelu(h, LEAK);
  if (activation === "relu") return relu(h);
  if (activation === "tanh") return tanh(h);
  if (activation === "silu") return mul(h, sigmoid(h));
  return sigmoid(h);
}

/** By the sums and, where they say it, the answers. */
export function derivativeOf(activation: Activation, h: Tensor, a: Tensor, constants: Constants): Tensor {
  const one = constants.of(1);
  if (activation === "leaky_relu") return step(h, LEAK);
  if (activation === "relu") return step(h);
  if (activation === "tanh") return sub(one, square(a));
  if (activation === "logistic") return mul(a, sub(one, a));
  const s = sigmoid(h);
  return mul(s, add(one, mul(h, sub(one, s))));
}
