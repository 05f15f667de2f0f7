import type { GradientKernel, GradientKernelInput } from "../backend.ts";
import type { KernelInstance } from "./wasm-kernels.ts";
import { createArena } from "./wasm-memory.ts";

/** Gradient kernels by name, in a memory of their own: "logistic" and "softmax". */
export function createWasmGradients(
  input: GradientKernelInput,
  instance: KernelInstance,
): GradientKernel | null {
  if (input.name !== "logistic" && input.name !== "softmax") return null;
  const { kernels } = instance;
  const arena = createArena(instance.memory);
  const { labels, weights, scoreCount } = input;
  const count = labels.length;
  const size = count * scoreCount;
  const at = {
    scores: arena.allocate(4 * size),
    labels: arena.allocate(4 * count),
    weights: weights === null ? 0 : arena.allocate(4 * count),
    gradient: arena.allocate(4 * size),
    hessian: arena.allocate(4 * size),
    row: arena.allocate(4 * scoreCount),
  };
  arena.singles(at.labels, count).set(labels);
  if (weights !== null) arena.singles(at.weights, count).set(weights);
  return (scores, out) => {
    arena.singles(at.scores, size).set(scores);
    if (input.name === "logistic") {
      kernels.logisticGradients(at.scores, at.labels, at.weights, count, at.gradient, at.hessian);
    } else {
      const { scores: from, labels: label, weights: weight, gradient, hessian, row } = at;
      kernels.softmaxGradients(from, label, weight, count, scoreCount, gradient, hessian, row);
    }
    out.gradient.set(arena.singles(at.gradient, size));
    out.hessian.set(arena.singles(at.hessian, size));
  };
}
