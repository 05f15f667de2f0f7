import type { GradientKernel, GradientKernelInput } from "../backend.ts";
import { CHUNK_ROWS, operations } from "./kernels-contract.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** Rows times outputs from which other threads are called. */
const LARGE = 50_000;
/** Threads that write into one line of the cache take it from each other; some processors fetch two at a time. */
const LINE_BYTES = 128;

const kernels = new Map<string, number>([
  ["logistic", operations.logistic],
  ["softmax", operations.softmax],
  ["squared", operations.squared],
]);

/** Gradient kernels by name, in a room of their own. */
export function createWasmGradients(input: GradientKernelInput, open: () => WasmRoom): GradientKernel | null {
  const operation = kernels.get(input.name);
  if (operation === undefined) return null;
  const room = open();
  const { arena } = room;
  const { labels, weights, scoreCount } = input;
  const count = labels.length;
  const size = count * scoreCount;
  const scratchBytes = (16 * scoreCount + LINE_BYTES - 1) & -LINE_BYTES;
  const at = {
    rowCount: count,
    classes: scoreCount,
    scores: arena.allocate(4 * size),
    labels: arena.allocate(4 * count),
    weights: weights === null ? 0 : arena.allocate(4 * count),
    gradient: arena.allocate(4 * size),
    hessian: arena.allocate(4 * size),
    scratch: arena.allocate(scratchBytes * room.threads),
    scratchBytes,
  };
  room.set(at);
  const views = arena.views();
  views.f32.set(labels, at.labels >> 2);
  if (weights !== null) views.f32.set(weights, at.weights >> 2);
  return {
    run(scores, out) {
      const { f32 } = arena.views();
      f32.set(scores, at.scores >> 2);
      room.run(operation, Math.ceil(count / CHUNK_ROWS), size >= LARGE);
      out.gradient.set(f32.subarray(at.gradient >> 2, (at.gradient >> 2) + size));
      out.hessian.set(f32.subarray(at.hessian >> 2, (at.hessian >> 2) + size));
    },
    dispose: () => room.dispose(),
  };
}
