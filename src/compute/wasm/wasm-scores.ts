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
  takePairs(rows: number, count: number, ...lists: number[]): void;
  movePairs(theta: number, first: number, second: number, count: number, factor: number): void;
}

/** Score kernels by name, one thread, in a memory of their own; null = none of that name. Rejects without WASM or SIMD. */
export async function openWasmScores(input: ScoreKernelInput): Promise<ScoreKernel | null> {
  if (input.name !== "normal") return null;
  const { targets, weights, mostSearched } = input;
  const { kernels, memory } = (await compileAlone<WasmScoreKernels>(scoreKernels))();
  const arena = createArena(memory);
  const count = targets.length;
  const at = {
    // the kernels read rows by twos, and searched ones by fours
    theta: arena.allocate(16 * (count + 1)),
    first: arena.allocate(4 * (count + 1)),
    second: arena.allocate(4 * (count + 1)),
    targets: arena.allocate(8 * count),
    weights: arena.allocate(4 * count),
    out: arena.allocate(8 * count),
    rows: arena.allocate(4 * mostSearched),
    from: arena.allocate(16 * (mostSearched + 3)),
    by: arena.allocate(16 * (mostSearched + 3)),
    searchedTargets: arena.allocate(8 * (mostSearched + 3)),
    searchedWeights: arena.allocate(8 * (mostSearched + 3)),
  };
  const { f64, f32 } = arena.views();
  f64.set(targets, at.targets >> 3);
  if (weights === null) f32.fill(1, at.weights >> 2, (at.weights >> 2) + count);
  else f32.set(weights, at.weights >> 2);
  return {
    gradients(theta, gradient) {
      const { f64, f32 } = arena.views();
      f64.set(theta, at.theta >> 3);
      const stray = kernels.normalGradients(at.theta, at.targets, count, at.out);
      gradient.set(f32.subarray(at.out >> 2, (at.out >> 2) + 2 * count));
      return !Number.isNaN(stray);
    },
    search([mu, lnSigma], rows) {
      const { u32, f32 } = arena.views();
      f32.set(mu!, at.first >> 2);
      f32.set(lnSigma!, at.second >> 2);
      u32.set(rows, at.rows >> 2);
      kernels.takePairs(
        at.rows,
        rows.length,
        ...[at.theta, at.first, at.second, at.targets, at.weights],
        ...[at.from, at.by, at.searchedTargets, at.searchedWeights],
      );
      return (rho) =>
        kernels.normalScores(at.from, at.by, at.searchedTargets, at.searchedWeights, rows.length, rho);
    },
    move(factor, theta) {
      kernels.movePairs(at.theta, at.first, at.second, count, factor);
      theta.set(arena.views().f64.subarray(at.theta >> 3, (at.theta >> 3) + 2 * count));
    },
    dispose: () => undefined,
  };
}
