import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ownStages } from "../../src/boosting/engines/grownet/own-stages.ts";
import { createTensorStages } from "../../src/boosting/engines/grownet/tensor-stages.ts";
import type { NetState } from "../../src/boosting/learners/net/net.ts";
import { optimisers } from "../../src/boosting/learners/net/optimisers/index.ts";
import { type TensorLibrary, tensorOptimisers } from "../../src/compute/net-stages.ts";
import { loadTfjs } from "../../src/compute/tfjs/tfjs-library.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { type StageCase, stagesOf } from "./stage-cases.ts";

/** What own kernel and library may differ by over a stage. */
const CLOSE = 1e-4;

const objectives = ["reg:squarederror", "binary:logistic", "multi:softprob"] as const;
const manyValues: readonly ParamValues[] = [
  { corrective_step: "paper" },
  { corrective_step: "code" },
  { corrective_step: "code", batch_norm: false, activation: "tanh", boost_rate_mode: "fixed" },
  { corrective_step: "paper", batch_norm: false, activation: "silu", hidden_layers: 1 },
  { corrective_step: "code", optimizer: "sgd", hidden_layers: 3, learning_rate: 0.05, weight_decay: 0.01 },
  { corrective_step: "paper", optimizer: "adamw", weight_decay: 0.01, activation: "relu" },
  { corrective_step: "paper", optimizer: "amsgrad", model_order: "first", epochs: 3 },
];
const cases = [
  ...objectives.map((objective) => ({ objective, targets: 1 })),
  { objective: objectives[0], targets: 3 },
].flatMap(({ objective, targets }) =>
  manyValues.map((values, at): [string, StageCase] => [
    `${objective}, ${targets} targets, ${JSON.stringify(values)}`,
    { objective, targets, values, weighted: at % 2 === 1 },
  ]),
);
/** Rules that step beside the device, one of them by the loss; and masks that both draw alike. */
const others = optimisers
  .filter(({ id }) => !tensorOptimisers.some((one) => one === id))
  .map(({ id, defaultRate }, at): [string, StageCase] => {
    const values = {
      optimizer: id,
      learning_rate: defaultRate ?? 0.01,
      corrective_step: "code",
      dropout: 0.3,
    };
    return [id, { objective: objectives[at % 3]!, values, weighted: at % 2 === 1 }];
  });
const thinned = manyValues.map((values, at): [string, StageCase] => [
  `dropout, ${JSON.stringify(values)}`,
  { objective: objectives[at % 3]!, values: { ...values, dropout: 0.4 }, weighted: at % 2 === 1 },
]);

/** The same rows, with two columns of categories. */
const embedded = cases.flatMap(([name, stage], at): [string, StageCase][] => {
  const embeddings = [
    { entries: 4, size: 2 },
    { entries: 7, size: 3 },
  ];
  return at % 5 === 0 ? [[`${name}, embedded`, { ...stage, embeddings }]] : [];
});

let library: TensorLibrary;
beforeAll(async () => {
  library = await loadTfjs({ kind: "cpu" });
});

function largestDifference(one: readonly NetState[], other: readonly NetState[]): number {
  let most = 0;
  one.forEach((state, m) => {
    for (const list of ["parameters", "statistics"] as const) {
      expect(other[m]![list]).toHaveLength(state[list].length);
      state[list].forEach((value, i) => {
        most = Math.max(most, Math.abs(value - other[m]![list][i]!));
      });
    }
  });
  return most;
}

describe("stages on tensors", () => {
  it.each([...cases, ...embedded, ...others, ...thinned])(
    "agree with the own kernel: %s",
    async (_, stage) => {
      const { net, fit, nets, rate, correct, lossKernel } = await stagesOf(stage);
      const tensors = createTensorStages(library, lossKernel);
      const fitted = (await tensors.fit(net, fit))!;
      const own = (await ownStages.fit(net, fit))!;
      expect(largestDifference([net], [own])).toBeGreaterThan(100 * CLOSE);
      expect(largestDifference([own], [fitted])).toBeLessThan(CLOSE);

      const corrected = (await tensors.correct(nets, rate, correct))!;
      const ownCorrected = (await ownStages.correct(nets, rate, correct))!;
      expect(largestDifference(nets, ownCorrected.nets)).toBeGreaterThan(100 * CLOSE);
      expect(largestDifference(ownCorrected.nets, corrected.nets)).toBeLessThan(CLOSE);
      corrected.weights.forEach((weight, m) => {
        expect(Math.abs(weight - ownCorrected.weights[m]!)).toBeLessThan(CLOSE);
      });
      tensors.dispose();
    },
  );

  it.each<ParamValues>([{}, { optimizer: "adabelief", dropout: 0.2 }])(
    "leave nothing behind after 200 runs of %o, nor where they are stopped or fail",
    async (values) => {
      const { net, fit, nets, rate, correct, lossKernel } = await stagesOf({
        objective: "multi:softprob",
        values,
        weighted: true,
        rowCount: 60,
      });
      const before = memory();
      for (let run = 0; run < 200; run++) {
        const tensors = createTensorStages(library, lossKernel);
        const host = run % 3 === 0 ? { ...fit.host, stopped: true } : fit.host;
        await tensors.fit(net, { ...fit, host });
        await tensors.correct(nets, rate, { ...correct, host });
        if (run % 3 === 1) {
          const broken = { ...lossKernel!, name: "another" };
          const failing = createTensorStages(library, broken);
          await expect(failing.correct(nets, rate, correct)).rejects.toThrow("another");
          failing.dispose();
        }
        tensors.dispose();
        await Promise.resolve();
      }
      const { numTensors, numBytes, numDataBuffers } = memory();
      expect({ numTensors, numBytes, numDataBuffers }).toEqual({
        numTensors: before.numTensors,
        numBytes: before.numBytes,
        numDataBuffers: before.numDataBuffers,
      });
    },
  );
});
