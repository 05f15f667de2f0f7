import { quantileCuts } from "../../src/boosting/learners/tree/quantile-cuts.ts";
import { verifiedHash } from "../../src/cli/verified-hash.ts";
import { verifiedExperiments, verifiedTables } from "../../src/cli/verify-experiments.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { powerOfTwo } from "../../src/compute/quantisation.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { wrapDevice } from "../../src/compute/webgpu/gpu-device.ts";
import { compileGpuKernels } from "../../src/compute/webgpu/gpu-kernels.ts";
import { createWebGpuBackend, loadWebGpuBackend } from "../../src/compute/webgpu/webgpu-backend.ts";
import { createWebGpuGrowth } from "../../src/compute/webgpu/webgpu-growth.ts";
import { utf8Bytes } from "../../src/core/canonical-json.ts";
import type { Column } from "../../src/core/dataset.ts";
import { sha256Hex } from "../../src/core/sha256.ts";
import { calmHost, cases, type Shape, trainedText } from "../contract/backend-cases.ts";

/** What a backend gives for a case, beside what `js` gives. */
export interface CaseHashes {
  readonly name: string;
  readonly js: string;
  readonly webgpu: string;
}

const hashOf = (text: string) => sha256Hex(utf8Bytes(text));

const openGpu = (cpu: Backend) => loadWebGpuBackend({ gpu: navigator.gpu, cpu, takesSoftware: true });

const backendsHere = () => createBackends({ now: () => performance.now(), openGpu });

export async function caseHashes(): Promise<CaseHashes[]> {
  return hashesOn(await openGpu(jsBackend), cases);
}

/** The smaller cases without subgroups, with one plane of bins and one node's sums in a buffer. */
export async function narrowHashes(): Promise<CaseHashes[]> {
  const device = await (await navigator.gpu.requestAdapter())!.requestDevice();
  const narrow = { ...wrapDevice(device), mostBytes: 5_000 };
  const small = cases.filter(([, { rowCount }]) => rowCount <= 300);
  return hashesOn(await createWebGpuBackend(narrow, jsBackend), small);
}

async function hashesOn(gpu: Backend, some: typeof cases): Promise<CaseHashes[]> {
  const hashes: CaseHashes[] = [];
  for (const [name, shape, values] of some) {
    const js = hashOf(await trainedText(jsBackend, shape, values));
    hashes.push({ name, js, webgpu: hashOf(await trainedText(gpu, shape, values)) });
  }
  gpu.dispose();
  return hashes;
}

/** Model hashes of the verified experiments on a backend of this browser, in their order, the first `count`. */
export async function verifiedHashes(
  wish: "js" | "wasm" | "webgpu",
  count = verifiedExperiments.length,
): Promise<string[]> {
  const { select } = backendsHere();
  const { backend } = await select(wish);
  const hashes: string[] = [];
  for (const experiment of verifiedExperiments.slice(0, count)) {
    const table = verifiedTables[experiment.table].make();
    hashes.push(await verifiedHash(experiment, table, { backend, host: calmHost }));
  }
  return hashes;
}

const large: Shape = {
  rowCount: 132_000,
  numeric: 17,
  categorical: 0,
  missing: 0,
  classes: 2,
  weighted: false,
  seed: 4,
};

/** Trains on a device that is destroyed after so many submissions; tells of the model and of the attempts. */
export async function hashAfterLoss(submissions: number) {
  const { device, gpu } = await deviceThatEnds(submissions);
  const chosen = await createBackends({
    now: () => performance.now(),
    openGpu: (cpu) => loadWebGpuBackend({ gpu, cpu, takesSoftware: true }),
  }).select("webgpu");
  const hash = hashOf(await trainedText(chosen.backend, large, {}));
  const { reason } = await device().lost;
  const attempts = chosen.attempts().map(({ id, outcome }) => `${id} ${outcome}`);
  return { hash, reason, attempts, expected: hashOf(await trainedText(jsBackend, large, {})) };
}

/** This browser's GPU, with a device that ends by itself. */
async function deviceThatEnds(submissions: number) {
  let made: GPUDevice | null = null;
  let left = submissions;
  const gpu = {
    async requestAdapter() {
      const adapter = (await navigator.gpu.requestAdapter())!;
      const request = adapter.requestDevice.bind(adapter);
      adapter.requestDevice = async (descriptor) => {
        const device = await request(descriptor);
        made = device;
        const submit = device.queue.submit.bind(device.queue);
        device.queue.submit = (buffers) => {
          submit(buffers);
          left -= 1;
          if (left === 0) device.destroy();
        };
        return device;
      };
      return adapter;
    },
  } as GPU;
  return { gpu, device: () => made! };
}

/** What `auto` does with enough work: both are timed on its first trees, and the faster is kept. */
export async function automaticAttempts() {
  const chosen = await backendsHere().select("auto");
  const hash = hashOf(await trainedText(chosen.backend, large, { num_parallel_tree: 4 }));
  return {
    attempts: chosen.attempts(),
    equal: hash === hashOf(await trainedText(jsBackend, large, { num_parallel_tree: 4 })),
  };
}

/**
 * A pair of (1, 1) a row: the histograms then count the additions that kernels made. Told of one root and of what the host
 * booked for it.
 */
export async function countedWork() {
  const rows = 5000;
  const columns = 7;
  const opened = wrapDevice(await (await navigator.gpu.requestAdapter())!.requestDevice());
  const features: Column[] = Array.from({ length: columns }, (_, f) => ({
    kind: "numeric",
    name: `x${f}`,
    values: Float32Array.from({ length: rows }, (__, row) => (row * (f + 1)) % 97),
  }));
  const { cuts } = await quantileCuts({
    features,
    weights: undefined,
    maxBin: 64,
    placement: "value",
    method: "sketch",
    backend: jsBackend,
    seed: 1,
  });
  const matrix = await jsBackend.bin(features, rows, cuts);
  const growth = createWebGpuGrowth(matrix, opened, await compileGpuKernels(opened));
  const ones = new Float32Array(rows).fill(1);
  const { quantisation } = await growth.beginTree({
    gradient: ones,
    hessian: ones,
    sampled: null,
    features: null,
  });
  const histogram = await growth.histogramOf(0);
  const sum = histogram.reduce((total, value, i) => total + (i % 2 === 1 ? value : 0), 0);
  const counted = sum * powerOfTwo(-quantisation.hessianExponent);
  growth.dispose();
  return { additions: growth.work.additions, counted, rows, columns };
}
