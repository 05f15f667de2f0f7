import type { ScoreKernel, ScoreKernelInput } from "../backend.ts";
import { scoreKernels } from "./generated/score-kernels.ts";
import { createArena } from "./wasm-memory.ts";
import { compileAlone } from "./wasm-module.ts";

/** What the compiled module exports: score-assembly/kernels.ts. */
interface WasmScoreKernels {
  normalGradients(theta: number, targets: number, count: number, out: number): number;
  normalScores(
    from: number,
    by: number,
    targets: number,
    weights: number,
    count: number,
    rho: number,
  ): number;
}

/** Score kernels by name, one thread, in a memory of their own; null = none of that name. Rejects without WASM or SIMD. */
export async function openWasmScores(input: ScoreKernelInput): Promise<ScoreKernel | null> {
  if (input.name !== "normal") return null;
  const { targets, weights, mostSearched } = input;
  const { kernels, memory } = (await compileAlone<WasmScoreKernels>(scoreKernels))();
  const arena = createArena(memory);
  const count = targets.length;
  const at = {
    theta: arena.allocate(16 * count),
    targets: arena.allocate(8 * count),
    out: arena.allocate(8 * count),
    // the kernel reads pairs of rows
    from: arena.allocate(16 * (mostSearched + 1)),
    by: arena.allocate(16 * (mostSearched + 1)),
    searchedTargets: arena.allocate(8 * (mostSearched + 1)),
    searchedWeights: arena.allocate(8 * (mostSearched + 1)),
  };
  arena.views().f64.set(targets, at.targets >> 3);
  return {
    gradients(theta, gradient) {
      const { f64, f32 } = arena.views();
      f64.set(theta, at.theta >> 3);
      const stray = kernels.normalGradients(at.theta, at.targets, count, at.out);
      gradient.set(f32.subarray(at.out >> 2, (at.out >> 2) + 2 * count));
      return !Number.isNaN(stray);
    },
    search(theta, [mu, lnSigma], rows) {
      const { f64 } = arena.views();
      const [from, by] = [at.from >> 3, at.by >> 3];
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        f64[from + 2 * i] = theta[2 * row]!;
        f64[from + 2 * i + 1] = theta[2 * row + 1]!;
        f64[by + 2 * i] = mu![row]!;
        f64[by + 2 * i + 1] = lnSigma![row]!;
        f64[(at.searchedTargets >> 3) + i] = targets[row]!;
        f64[(at.searchedWeights >> 3) + i] = weights === null ? 1 : weights[row]!;
      }
      return (rho) =>
        kernels.normalScores(at.from, at.by, at.searchedTargets, at.searchedWeights, rows.length, rho);
    },
    dispose: () => undefined,
  };
}
