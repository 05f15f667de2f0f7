import { memory } from "@tensorflow/tfjs-core";
import { ownStages } from "../../src/boosting/engines/grownet/own-stages.ts";
import { createTensorStages } from "../../src/boosting/engines/grownet/tensor-stages.ts";
import type { NetState } from "../../src/boosting/learners/net/net.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { NetKernel } from "../../src/compute/net-kernel.ts";
import { loadTfjs, type TfjsWay } from "../../src/compute/tfjs/tfjs-library.ts";
import { compileNets } from "../../src/compute/wasm/wasm-net-kernel.ts";
import { type StageCase, stagesOf } from "../contract/stage-cases.ts";

/** tfjs as this page has it; its WASM files are served beside the page. */
function wayOf(kind: TfjsWay["kind"]): TfjsWay {
  if (kind === "webgpu") return { kind, gpu: navigator.gpu, takesSoftware: true };
  if (kind === "cpu") return { kind };
  const file = (name: string) => new URL(`/${name}`, location.href).href;
  return {
    kind,
    files: { simd: file("tfjs-backend-wasm-simd.wasm"), plain: file("tfjs-backend-wasm.wasm") },
  };
}

function largestDifference(one: readonly NetState[], other: readonly NetState[]): number {
  let most = 0;
  one.forEach((state, m) => {
    for (const list of ["parameters", "statistics"] as const) {
      state[list].forEach((value, i) => {
        most = Math.max(most, Math.abs(value - other[m]![list][i]!));
      });
    }
  });
  return most;
}

const cases: readonly StageCase[] = [
  { objective: "reg:squarederror", values: { corrective_step: "paper" }, weighted: false },
  { objective: "binary:logistic", values: { corrective_step: "code" }, weighted: true },
  { objective: "multi:softprob", values: { corrective_step: "code", batch_norm: false }, weighted: false },
  {
    objective: "reg:squarederror",
    values: { optimizer: "sgd", activation: "tanh", boost_rate_mode: "fixed" },
    weighted: true,
  },
  {
    objective: "multi:softprob",
    values: { corrective_step: "code", optimizer: "adabelief", dropout: 0.3 },
    weighted: true,
  },
  {
    objective: "reg:squarederror",
    values: { corrective_step: "paper", optimizer: "sania-adam" },
    weighted: false,
  },
  {
    objective: "binary:logistic",
    values: { corrective_step: "code" },
    weighted: true,
    embeddings: [
      { entries: 4, size: 2 },
      { entries: 7, size: 3 },
    ],
  },
];

/** How far a fit and a correction on tensors are from the own kernel's, and tensors that are left over. */
export async function differences(kind: TfjsWay["kind"]) {
  const library = await loadTfjs(wayOf(kind));
  const found: { readonly fit: number; readonly correct: number; readonly moved: number }[] = [];
  const before = memory().numTensors;
  for (const stage of cases) {
    const { net, fit, nets, rate, correct, lossKernel } = await stagesOf(stage);
    const tensors = createTensorStages(library, lossKernel);
    const own = (await ownStages.fit(net, fit))!;
    const ownAll = (await ownStages.correct(nets, rate, correct))!;
    found.push({
      fit: largestDifference([own], [(await tensors.fit(net, fit))!]),
      correct: largestDifference(ownAll.nets, (await tensors.correct(nets, rate, correct))!.nets),
      moved: largestDifference([net], [own]),
    });
    tensors.dispose();
  }
  await Promise.resolve();
  return { found, left: memory().numTensors - before };
}

/** Tensors and bytes that 200 fits and corrections leave on a library. */
export async function leftAfterRuns(kind: TfjsWay["kind"], runs: number) {
  const library = await loadTfjs(wayOf(kind));
  const { net, fit, nets, rate, correct, lossKernel } = await stagesOf({ ...cases[1]!, rowCount: 60 });
  const measured = () => {
    const { numTensors, numBytes, numDataBuffers } = memory();
    const inGpu = (memory() as { numBytesInGPU?: number }).numBytesInGPU ?? 0;
    return { numTensors, numBytes, numDataBuffers, inGpu };
  };
  const before = measured();
  for (let run = 0; run < runs; run++) {
    const tensors = createTensorStages(library, lossKernel);
    await tensors.fit(net, fit);
    await tensors.correct(nets, rate, correct);
    tensors.dispose();
    await Promise.resolve();
  }
  return { before, after: measured() };
}

/** Seconds of one fitted net: own kernel (WASM) and tfjs, each after a first stage that is not counted. */
export async function seconds(
  kind: TfjsWay["kind"] | "own",
  units: number,
  batch: number,
  rowCount: number,
  optimizer = "adam",
) {
  const open: () => NetKernel = await compileNets().catch(() => jsBackend.openScoringNets);
  const stage: StageCase = {
    objective: "reg:squarederror",
    values: { hidden_units: units, batch_size: batch, optimizer },
    weighted: false,
    rowCount,
    inputs: 28,
    kernel: open(),
  };
  const { net, fit, lossKernel } = await stagesOf(stage);

  const stages = kind === "own" ? ownStages : createTensorStages(await loadTfjs(wayOf(kind)), lossKernel);
  if (kind === "own") await stages.fit(net, fit);
  else await (stages as ReturnType<typeof createTensorStages>).warm(net, fit);
  const began = performance.now();
  await stages.fit(net, fit);
  const taken = (performance.now() - began) / 1000;
  stages.dispose();
  return taken;
}
