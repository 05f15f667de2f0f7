import {
  add,
  dispose,
  gather,
  mul,
  sigmoid,
  softmax,
  sub,
  type Tensor,
  tensor2d,
} from "@tensorflow/tfjs-core";
import type { CorrectStage } from "../net-stages.ts";

/** The gradient of each row's loss by its scores, base + sum; row weights are in it. */
export interface LossTensors {
  gradient(sum: Tensor, index: Tensor): Tensor;
  dispose(): void;
}

type Input = Pick<CorrectStage, "loss" | "baseScores">;

export function createLoss({ loss, baseScores }: Input): LossTensors {
  const { name, labels, weights } = loss;
  const { plain, held } = plainLoss(name, labels, baseScores);
  const weighed = weights === null ? null : tensor2d(weights, [weights.length, 1]);
  return {
    gradient(sum, index) {
      const gradient = plain(sum, index);
      return weighed === null ? gradient : mul(gradient, gather(weighed, index));
    },
    dispose: () => dispose(weighed === null ? held : [...held, weighed]),
  };
}

interface PlainLoss {
  readonly plain: LossTensors["gradient"];
  readonly held: Tensor[];
}

function plainLoss(name: string, labels: Float32Array, baseScores: Float64Array): PlainLoss {
  const column = (values: Float32Array) => tensor2d(values, [values.length, 1]);
  if (name === "squared" || name === "squared-targets") {
    const { length: targets } = baseScores;
    // base - y in doubles: in float32 a large mean would take the digits of what is left.
    const off = Float32Array.from(labels, (label, at) => baseScores[at % targets]! - label);
    const rest = tensor2d(off, [labels.length / targets, targets]);
    return { plain: (sum, index) => add(sum, gather(rest, index)), held: [rest] };
  }
  if (name !== "logistic" && name !== "softmax") {
    throw new RangeError(`There are no tensors for the loss ${name}.`);
  }
  const base = tensor2d(Float32Array.from(baseScores), [1, baseScores.length]);
  const isLogistic = name === "logistic";
  const wanted = isLogistic ? column(labels) : hotRows(labels, baseScores.length);
  const answer = (scores: Tensor) => (isLogistic ? sigmoid(scores) : softmax(scores));
  return {
    plain: (sum, index) => sub(answer(add(sum, base)), gather(wanted, index)),
    held: [base, wanted],
  };
}

/** 1 at each row's class, else 0: the library's own makes integers of them on some backends. */
function hotRows(labels: Float32Array, classes: number): Tensor {
  const cells = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    cells[row * classes + label] = 1;
  });
  return tensor2d(cells, [labels.length, classes]);
}
