import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normal } from "../../src/boosting/distributions/normal.ts";
import { rowScores } from "../../src/boosting/distributions/row-scores.ts";
import { lineSearch, searchRoom } from "../../src/boosting/engines/ngboost/line-search.ts";
import { createRoundGradient } from "../../src/boosting/engines/ngboost/natural-gradient.ts";
import { addOutputs } from "../../src/boosting/engines/ngboost/parameter-steps.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { quantisePairs } from "../../src/compute/js/quantise.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";

const wasmBackend = await loadWasmBackend();
const host = { now: () => 0, pause: () => undefined, stopped: false };
const number = fc.double({ noNaN: true, min: -1e3, max: 1e3 });
const lnSigma = fc.oneof(
  fc.double({ noNaN: true, min: -5, max: 5 }),
  fc.constantFrom(0, -0, 699.9, -699.9, 700, 709.9, -745, -800),
);
const rows = fc.array(fc.tuple(number, lnSigma, number, number, number, fc.constantFrom(0, 0.5, 1, 2)), {
  minLength: 1,
  maxLength: 40,
});

describe("score kernels", () => {
  it("have the gradients of the formulas, bit by bit, at any parameters", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const targets = Float64Array.from(given, ([, , y]) => y);
        const theta = Float64Array.from(
          { length: 2 * given.length },
          (_, i) => given[i >> 1]![i % 2] as number,
        );
        const scores = rowScores(normal.scores[0]!, { values: targets }, false);
        const kernel = await wasmBackend.openScores({
          name: scores.kernel!,
          targets,
          weights: null,
          mostSearched: 1,
        });
        const size = 2 * given.length;
        const ours = new Float32Array(size);
        const theirs = { gradient: new Float32Array(size), hessian: new Float32Array(size) };
        const plain = createRoundGradient(scores, 2, "natural");
        if (kernel!.gradients(theta, ours)) {
          plain.fill(theta, given.length, 1, theirs);
          expect(ours).toEqual(theirs.gradient);
        } else {
          expect(() => plain.fill(theta, given.length, 1, theirs)).toThrow("finite");
        }
      }),
    );
  });

  it("search to the length that the formulas find and move as far, with and without weights", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.integer({ min: 1, max: 90 }),
        async (given, isWeighted, times) => {
          // more than a block of sums, and an odd number of rows
          const many = Array.from({ length: times }, () => given).flat();
          const targets = Float64Array.from(many, ([, , y]) => y);
          const theta = Float64Array.from(many.flatMap(([mu, ln]) => [mu, Math.max(-20, Math.min(ln, 20))]));
          const steps = [3, 4].map((at) => Float32Array.from(many, (row) => row[at] as number));
          const weights = isWeighted ? Float32Array.from(many, (row) => row[5]) : undefined;
          const scores = rowScores(normal.scores[0]!, { values: targets }, false);
          const input = {
            rowScores: scores,
            parameterCount: 2,
            theta,
            steps,
            weights,
            rows: Uint32Array.from(many.keys()),
            stepLength: 1,
            tolerance: 1e-4,
            start: 1,
            room: searchRoom(many.length, 2),
            host,
          };
          const kernel = await wasmBackend.openScores({
            name: "normal",
            targets,
            weights: weights ?? null,
            mostSearched: many.length,
          });
          kernel!.gradients(theta, new Float32Array(theta.length));
          expect(await lineSearch({ ...input, kernel })).toBe(await lineSearch({ ...input, kernel: null }));
          const at = kernel!.search(steps, input.rows);
          const direct = many.map((row, i) => {
            const moved = Float64Array.of(
              theta[2 * i]! - 0.25 * steps[0]![i]!,
              theta[2 * i + 1]! - 0.25 * steps[1]![i]!,
            );
            return isWeighted && row[5] === 0 ? 0 : (isWeighted ? row[5] : 1) * scores.score(moved, 0, i);
          });
          let total = 0;
          for (let start = 0; start < direct.length; start += 1024) {
            total += direct.slice(start, start + 1024).reduce((sum, one) => sum + one, 0);
          }
          expect(at(0.25)).toBe(total);
          const after = theta.slice();
          addOutputs(after, steps, -0.01);
          const moved = new Float64Array(theta.length);
          kernel!.move(-0.01, moved);
          expect(moved).toEqual(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are asked for by name, and plain JavaScript has none", async () => {
    const input = { targets: Float64Array.of(1), weights: null, mostSearched: 1 };
    expect(await wasmBackend.openScores({ ...input, name: "cauchy" })).toBeNull();
    expect(await jsBackend.openScores({ ...input, name: "normal" })).toBeNull();
    expect(rowScores(normal.scores[1]!, { values: input.targets }, false).kernel).toBeNull();
  });
});

describe("pairs of squared error", () => {
  it("are quantised as gradients would be that were brought into [1, 2) before", () => {
    const value = fc.float({
      noNaN: true,
      noDefaultInfinity: true,
      min: Math.fround(-1e15),
      max: Math.fround(1e15),
    });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.boolean(), (values, isSampled) => {
        const given = Float32Array.from(values, (one) => (Math.abs(one) < 1e-15 ? 0 : one));
        const hessian = new Float32Array(given.length).fill(1);
        const sampled = isSampled ? Uint8Array.from(given, (_, i) => i % 2) : null;
        const rest = { hessian, sampled, features: null };
        const ours = quantisePairs({ ...rest, gradient: given, holds: "targets" });
        const largest = given.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
        if (largest > 0) {
          expect(largest * 2 ** ours.unit).toBeGreaterThanOrEqual(1);
          expect(largest * 2 ** ours.unit).toBeLessThan(2);
        }
        const scaled = given.map((one) => -one * 2 ** ours.unit);
        const { unit: _none, ...expected } = quantisePairs({ ...rest, gradient: scaled });
        const { unit: _unit, ...found } = ours;
        expect(found).toEqual(expected);
      }),
    );
  });
});
