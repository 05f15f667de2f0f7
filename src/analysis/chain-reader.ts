import { type InputLayer, placeInputs } from "../boosting/learners/net/input-layer.ts";
import { createLayerWeights, type LayerWeights } from "../boosting/learners/net/layer-weights.ts";
import {
  type LayerPlaces,
  lastActivation,
  type Net,
  netLayout,
  penultimateWidth,
} from "../boosting/learners/net/net.ts";
import { createNetPass } from "../boosting/learners/net/net-pass.ts";
import { createJsNetKernel } from "../compute/js/net-kernel.ts";
import { type NetKernel, padded } from "../compute/net-kernel.ts";
import type { Dataset } from "../core/dataset.ts";

/** A layer as it treats new rows: its batch norm is folded into the weights. */
export interface ReadLayer {
  readonly from: number;
  readonly to: number;
  /** from x to. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The last net of a chain, looked into over some rows. */
export interface NetReading {
  readonly net: Net;
  readonly rowCount: number;
  /** Hidden layers, then the output layer, which is in units of the raw score. */
  readonly layers: readonly ReadLayer[];
  /** What enters the first layer, rows x (inputs + handed on). */
  readonly inputs: Float32Array;
  /** Of each hidden layer, rows x units. */
  readonly answers: readonly Float32Array[];
  /** In units of the raw score, rows x outputs. */
  readonly outputs: Float32Array;
}

/** Reads chains over the same rows. */
export interface ChainReader {
  /** `nets` is never empty. */
  read(nets: readonly Net[]): NetReading;
}

/** What nets hand on is remembered up to here: a chain that grew by one net is read by that net alone. */
const MOST_REMEMBERED = 4_000_000;

export function createChainReader(
  layer: InputLayer,
  rows: Pick<Dataset, "features" | "rowCount">,
): ChainReader {
  const kernel = createJsNetKernel();
  const { rowCount } = rows;
  const inputs = placeInputs(kernel, layer, rows);
  const known: Net[] = [];
  const handed: Float32Array[] = [];

  /** What the net before the one at `end` hands on; null where it is the first. */
  function handedBefore(nets: readonly Net[], end: number): Float32Array | null {
    let at = 0;
    while (at < end && known[at] === nets[at]) at++;
    known.length = at;
    handed.length = at;
    let last = handed[at - 1] ?? null;
    let remembered = handed.reduce((sum, values) => sum + values.length, 0);
    for (; at < end; at++) {
      last = passOn(kernel, { net: nets[at]!, inputs, rowCount, stride: padded(layer.columns.length) }, last);
      remembered += last.length;
      if (remembered > MOST_REMEMBERED) continue;
      known.push(nets[at]!);
      handed.push(last);
    }
    return last;
  }

  return {
    read(nets) {
      const end = nets.length - 1;
      const net = nets[end]!;
      const before = net.handedOn > 0 ? handedBefore(nets, end) : null;
      const from = net.inputs + net.handedOn;
      const memory = kernel.memory();
      const stride = padded(layer.columns.length);
      const first = new Float32Array(rowCount * from);
      const beforeStride = padded(net.handedOn);
      for (let row = 0; row < rowCount; row++) {
        const start = inputs + row * stride;
        first.set(memory.subarray(start, start + net.inputs), row * from);
        const own = before?.subarray(row * beforeStride, row * beforeStride + net.handedOn);
        if (own !== undefined) first.set(own, row * from + net.inputs);
      }
      return { rowCount, inputs: first, net, ...answersOf(kernel, net, first, rowCount, layer.outputScale) };
    },
  };
}

interface PassedNet {
  readonly net: Net;
  readonly inputs: number;
  readonly rowCount: number;
  readonly stride: number;
}

/** The sums of a net's penultimate layer, rows x padded width. */
function passOn(
  kernel: NetKernel,
  { net, inputs, rowCount, stride }: PassedNet,
  before: Float32Array | null,
): Float32Array {
  const { mark } = kernel;
  const pass = createNetPass(kernel, net, rowCount);
  pass.load(net.parameters, net.statistics);
  const takes = net.handedOn > 0 && before !== null;
  const at = takes ? kernel.allocate(before.length) : -1;
  if (takes) kernel.memory().set(before, at);
  pass.predict(
    { at: inputs, stride, moments: null },
    takes ? { at, stride: padded(net.handedOn), moments: null } : null,
    rowCount,
  );
  const size = rowCount * padded(penultimateWidth(net));
  const sums = kernel.memory().slice(pass.penultimate, pass.penultimate + size);
  kernel.release(mark);
  return sums;
}

/** The layers of a net, the last one in units of the raw score. */
export function readLayers(net: Net, outputScale: number): ReadLayer[] {
  const kernel = createJsNetKernel();
  return netLayout(net).layers.map((places, at) =>
    readLayer(kernel, foldedLayer(kernel, net, places), places, at === net.hidden.length ? outputScale : 1),
  );
}

function foldedLayer(kernel: NetKernel, net: Net, places: LayerPlaces): LayerWeights {
  const { from, scale, mean, variance } = places;
  const held = createLayerWeights(kernel, places);
  const momentsAt = (start: number) => Float64Array.from(net.statistics.subarray(start, start + from));
  held.fold(net.parameters, scale < 0 ? null : { mean: momentsAt(mean), variance: momentsAt(variance) });
  return held;
}

function readLayer(
  kernel: NetKernel,
  { weights, bias }: LayerWeights,
  { from, to }: LayerPlaces,
  scale: number,
): ReadLayer {
  const memory = kernel.memory();
  const scaled = (value: number) => value * scale;
  return {
    from,
    to,
    weights: gathered(memory, weights, from, to).map(scaled),
    bias: memory.slice(bias, bias + to).map(scaled),
  };
}

/** Layer by layer, as `createNetPass` predicts, with everything kept. */
function answersOf(
  kernel: NetKernel,
  net: Net,
  inputs: Float32Array,
  rowCount: number,
  outputScale: number,
): Pick<NetReading, "layers" | "answers" | "outputs"> {
  const { mark } = kernel;
  const layers: ReadLayer[] = [];
  const answers: Float32Array[] = [];
  let outputs = new Float32Array(0);
  let x = kernel.allocate(rowCount * padded(net.inputs + net.handedOn));
  spread(kernel.memory(), x, inputs, rowCount);
  netLayout(net).layers.forEach((places, at) => {
    const { from, to } = places;
    const isLast = at === net.hidden.length;
    const held = foldedLayer(kernel, net, places);
    const { width, weights: w, bias } = held;
    const y = kernel.allocate(rowCount * width);
    kernel.affine({ x, stride: padded(from), rows: rowCount, count: from, w, bias, y, width });
    layers.push(readLayer(kernel, held, places, isLast ? outputScale : 1));
    if (isLast) {
      outputs = gathered(kernel.memory(), y, rowCount, to).map((value) => value * outputScale);
      return;
    }
    const activation = at === net.hidden.length - 1 ? lastActivation(net) : net.activation;
    kernel.activate(activation, y, y, rowCount * width);
    answers.push(gathered(kernel.memory(), y, rowCount, to));
    x = y;
  });
  kernel.release(mark);
  return { layers, answers, outputs };
}

/** Rows of a matrix with padding, without it. */
function gathered(memory: Float32Array, at: number, rows: number, columns: number): Float32Array {
  const stride = padded(columns);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(memory.subarray(at + row * stride, at + row * stride + columns), row * columns);
  }
  return values;
}

function spread(memory: Float32Array, at: number, values: Float32Array, rows: number): void {
  const columns = values.length / Math.max(1, rows);
  const stride = padded(columns);
  for (let row = 0; row < rows; row++) {
    memory.set(values.subarray(row * columns, (row + 1) * columns), at + row * stride);
  }
}
