import { type InputLayer, placeInputs } from "../boosting/learners/net/input-layer.ts";
import { createLayerWeights, type LayerWeights } from "../boosting/learners/net/layer-weights.ts";
import {
  embeddingsOf,
  type LayerPlaces,
  lastActivation,
  type Net,
  netLayout,
  plainInputs,
} from "../boosting/learners/net/net.ts";
import { stateAfter } from "../boosting/learners/net/net-states.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
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
  /** As all nets were after the last of these rounds; the newest readings are kept for who moves back and forth. */
  readAfter(records: readonly RoundRecord[]): NetReading;
}

/** What nets hand on is remembered up to here: a chain that grew by one net is read by that net alone. */
const MOST_REMEMBERED = 4_000_000;
const MOST_READINGS = 64;

export function createChainReader(
  layer: InputLayer,
  rows: Pick<Dataset, "features" | "rowCount">,
): ChainReader {
  const kernel = createJsNetKernel();
  const { rowCount } = rows;
  const inputs = placeInputs(kernel, layer, rows);
  const stride = padded(layer.columns.length);
  const known: Net[] = [];
  const handed: Float32Array[] = [];
  const readings = new Map<RoundRecord, NetReading>();

  /** What enters a net's first layer, at an address in the kernel's memory. */
  function enters(net: Net, before: Float32Array | null): number {
    const { inputs: own, handedOn } = net;
    const plain = plainInputs(net);
    const width = padded(own + handedOn);
    const at = kernel.allocate(rowCount * width);
    const memory = kernel.memory();
    for (let row = 0; row < rowCount; row++) {
      const to = at + row * width;
      memory.copyWithin(to, inputs + row * stride, inputs + row * stride + plain);
      placeVectors(memory, net, inputs + row * stride + plain, to + plain);
      if (before === null) continue;
      for (let j = 0; j < handedOn; j++) memory[to + own + j] = before[row * handedOn + j]!;
    }
    return at;
  }

  /** The sums of a net's penultimate layer, rows x units: nothing behind them is worked out. */
  function passOn(net: Net, before: Float32Array | null): Float32Array {
    const { mark } = kernel;
    const last = net.hidden.length - 1;
    let sums: Float32Array = new Float32Array(0);
    forward(kernel, net, enters(net, before), rowCount, {
      onSums({ at, y, places }) {
        if (at === last) sums = gathered(kernel.memory(), y, rowCount, places.to);
        return at < last;
      },
    });
    kernel.release(mark);
    return sums;
  }

  /** What the net before the one at `end` hands on; null where it is the first. */
  function handedBefore(nets: readonly Net[], end: number): Float32Array | null {
    let at = 0;
    while (at < end && known[at] === nets[at]) at++;
    if (at < end) {
      known.length = Math.min(known.length, at);
      handed.length = known.length;
    }
    let last = handed[at - 1] ?? null;
    let remembered = handed.reduce((sum, values) => sum + values.length, 0);
    for (; at < end; at++) {
      last = passOn(nets[at]!, last);
      remembered += last.length;
      if (remembered > MOST_REMEMBERED) continue;
      known.push(nets[at]!);
      handed.push(last);
    }
    return last;
  }

  const reader: ChainReader = {
    readAfter(records) {
      const last = records[records.length - 1]!;
      const found = readings.get(last) ?? reader.read(stateAfter(records).nets);
      readings.delete(last);
      readings.set(last, found);
      if (readings.size > MOST_READINGS) readings.delete(readings.keys().next().value!);
      return found;
    },
    read(nets) {
      const end = nets.length - 1;
      const net = nets[end]!;
      const { mark } = kernel;
      const x = enters(net, net.handedOn > 0 ? handedBefore(nets, end) : null);
      const answers: Float32Array[] = [];
      const layers: ReadLayer[] = [];
      let outputs: Float32Array = new Float32Array(0);
      forward(kernel, net, x, rowCount, {
        onSums({ at, y, places, held }) {
          const isLast = at === net.hidden.length;
          layers.push(readLayer(kernel, held, places, isLast ? layer.outputScale : 1));
          if (isLast)
            outputs = gathered(kernel.memory(), y, rowCount, places.to).map(
              (value) => value * layer.outputScale,
            );
          return true;
        },
        onAnswers: ({ y, places }) => void answers.push(gathered(kernel.memory(), y, rowCount, places.to)),
      });
      const first = gathered(kernel.memory(), x, rowCount, net.inputs + net.handedOn);
      kernel.release(mark);
      return { net, rowCount, layers, inputs: first, answers, outputs };
    },
  };
  return reader;
}

/** The vectors of a row's entries, one embedding after the other; what no entry holds stays a vector of zeros. */
function placeVectors(memory: Float32Array, net: Net, entriesAt: number, to: number): void {
  const places = netLayout(net).embeddings;
  let at = to;
  embeddingsOf(net).forEach(({ entries, size }, which) => {
    const entry = memory[entriesAt + which]!;
    const from = places[which]! + entry * size;
    if (entry < entries) memory.set(net.parameters.subarray(from, from + size), at);
    at += size;
  });
}

/** The layers of a net, the last one in units of the raw score. */
export function readLayers(net: Net, outputScale: number): ReadLayer[] {
  const kernel = createJsNetKernel();
  return netLayout(net).layers.map((places, at) =>
    readLayer(kernel, foldedLayer(kernel, net, places), places, at === net.hidden.length ? outputScale : 1),
  );
}

interface PassedLayer {
  readonly at: number;
  /** Address of its cells, rows x padded(to). */
  readonly y: number;
  readonly places: LayerPlaces;
  readonly held: LayerWeights;
}

interface Passing {
  /** Before the activation; false = what is behind is not wanted. */
  onSums(layer: PassedLayer): boolean;
  onAnswers?(layer: PassedLayer): void;
}

/** Rows through the layers of a net, as `createNetPass` predicts. */
function forward(kernel: NetKernel, net: Net, inputs: number, rows: number, passing: Passing): void {
  const last = net.hidden.length - 1;
  let x = inputs;
  for (const [at, places] of netLayout(net).layers.entries()) {
    const { from } = places;
    const held = foldedLayer(kernel, net, places);
    const { width, weights: w, bias } = held;
    const y = kernel.allocate(rows * width);
    kernel.affine({ x, stride: padded(from), rows, count: from, w, bias, y, width });
    const passed = { at, y, places, held };
    if (!passing.onSums(passed) || at > last) return;
    kernel.activate(at === last ? lastActivation(net) : net.activation, y, y, rows * width);
    passing.onAnswers?.(passed);
    x = y;
  }
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

/** Rows of a matrix with padding, without it. */
function gathered(memory: Float32Array, at: number, rows: number, columns: number): Float32Array {
  const stride = padded(columns);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(memory.subarray(at + row * stride, at + row * stride + columns), row * columns);
  }
  return values;
}
