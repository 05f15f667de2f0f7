import {
  add,
  cast,
  concat,
  equal,
  fused,
  getBackend,
  matMul,
  mul,
  neg,
  reshape,
  rsqrt,
  slice,
  square,
  sub,
  sum,
  type Tensor,
  transpose,
} from "@tensorflow/tfjs-core";
import type { StageLayer, StageNet } from "../net-stages.ts";
import { answerOf, derivativeOf } from "./activation-tensors.ts";
import type { Constants } from "./constants.ts";

/** Added to variances (torch's BatchNorm1d), as the own kernel does. */
const EPSILON = 1e-5;

/** Mean and mean squared deviation of columns, a row each. */
export interface Moments {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** A layer's weights with its batch norm folded in: y = x (s w) + (b + t w), s = scale / spread, t = shift - mean s. */
interface LayerPass {
  readonly places: StageLayer;
  readonly input: Tensor;
  readonly plain: Tensor;
  readonly folded: Tensor;
  readonly norm: Norm | null;
}

/** Columns, `from` each. */
interface Norm {
  readonly moments: Moments;
  readonly mean: Tensor;
  readonly inverse: Tensor;
  readonly s: Tensor;
  readonly t: Tensor;
}

/** A net over a batch, and what its way back needs. */
export interface NetPass {
  readonly net: StageNet;
  readonly rows: number;
  readonly layers: readonly LayerPass[];
  readonly sums: readonly Tensor[];
  readonly answers: readonly Tensor[];
  /** Of each hidden layer but the last; empty without dropout. */
  readonly masks: readonly Tensor[];
  readonly outputs: Tensor;
  /** Of each embedding, rows x entries: 1 at a row's entry. */
  readonly hot: readonly Tensor[];
  /** Of the layers that have a norm, in their order. */
  readonly moments: readonly Moments[];
}

/** Two matrix products with ones: reductions over rows would turn the matrix around first. */
export function momentsOf(x: Tensor, constants: Constants): Moments {
  const rows = x.shape[0]!;
  const ones = constants.ones(rows);
  const share = constants.of(1 / rows);
  const mean = mul(matMul(ones, x), share);
  return { mean, variance: mul(matMul(ones, square(sub(x, mean))), share) };
}

/** What enters a net. */
export interface NetRows {
  /** Plain inputs, then an entry for each embedding. */
  readonly rows: Tensor;
  /** What the net before handed on. */
  readonly handed: Tensor | null;
  /** Of the plain inputs, where they are known. */
  readonly moments: (() => Moments) | null;
  /** Dropout of a hidden layer but the last; null = none. */
  readonly maskOf: ((layer: number) => Tensor) | null;
}

/** `at` = where the net's parameters begin in the flat list. All of these work inside of a tidy. */
export function forward(
  net: StageNet,
  { flat, at }: { readonly flat: Tensor; readonly at: number },
  { rows, handed, moments, maskOf }: NetRows,
  constants: Constants,
): NetPass {
  const part = (from: number, rows: number, columns: number) =>
    reshape(slice(flat, [at + from], [rows * columns]), [rows, columns]);
  const layers: LayerPass[] = [];
  const sums: Tensor[] = [];
  const answers: Tensor[] = [];
  const masks: Tensor[] = [];
  const found: Moments[] = [];
  const plainCount = rows.shape[1]! - net.embeddings.length;
  const hot = net.embeddings.map(({ entries }, which) =>
    hotRows(rows, plainCount + which, entries, constants),
  );
  const seen = [
    hot.length === 0 ? rows : slice(rows, [0, 0], [rows.shape[0]!, plainCount]),
    ...hot.map((entry, which) => {
      const { entries, size, at: from } = net.embeddings[which]!;
      return matMul(entry, part(from, entries, size));
    }),
    ...(handed === null ? [] : [handed]),
  ];
  /** The plain inputs are the same for all nets; the others are this net's own. */
  const ofInputs = (): Moments => {
    const all = seen.map((one, k) => (k === 0 && moments !== null ? moments() : momentsOf(one, constants)));
    return {
      mean: concat(
        all.map(({ mean }) => mean),
        1,
      ),
      variance: concat(
        all.map(({ variance }) => variance),
        1,
      ),
    };
  };
  let x = concat(seen, 1);
  for (const [layer, places] of net.layers.entries()) {
    const { from, to } = places;
    const plain = part(places.weights, from, to);
    // The library's WASM wants a bias whose numbers were made as a list: a column that is seen as one will not do.
    let bias = slice(flat, [at + places.bias], [to]);
    let folded = plain;
    let norm: Norm | null = null;
    if (places.scale >= 0) {
      const batch = layer === 0 ? ofInputs() : momentsOf(x, constants);
      found.push(batch);
      norm = normOf(batch, part(places.scale, from, 1), part(places.shift, from, 1), constants);
      folded = mul(plain, norm.s);
      bias = add(bias, reshape(matMul(norm.t, plain, true), [to]));
    }
    layers.push({ places, input: x, plain, folded, norm });
    const y = fused.matMul({
      a: x,
      b: folded,
      transposeA: false,
      transposeB: false,
      bias,
    });
    const activation = net.activations[layer];
    if (activation === undefined) {
      return { net, rows: rows.shape[0]!, layers, sums, answers, masks, outputs: y, hot, moments: found };
    }
    sums.push(y);
    x = answerOf(activation, y);
    answers.push(x);
    if (maskOf === null || layer === net.activations.length - 1) continue;
    masks.push(maskOf(layer));
    x = mul(x, masks[layer]!);
  }
  throw new RangeError("A net has one layer more than it has activations.");
}

/** Made of comparisons: the library's own makes integers of them on some backends. */
function hotRows(rows: Tensor, column: number, entries: number, constants: Constants): Tensor {
  const entry = slice(rows, [0, column], [rows.shape[0]!, 1]);
  return cast(equal(entry, constants.numbers(entries)), "float32");
}

function normOf(moments: Moments, scale: Tensor, shift: Tensor, constants: Constants): Norm {
  const from = scale.shape[0]!;
  const mean = reshape(moments.mean, [from, 1]);
  const inverse = rsqrt(add(reshape(moments.variance, [from, 1]), constants.of(EPSILON)));
  const s = mul(scale, inverse);
  return { moments, mean, inverse, s, t: sub(shift, mul(mean, s)) };
}

export interface Gradients {
  /** In the order of the flat list. */
  readonly parts: readonly Tensor[];
  /** Of what the net before handed on; null = not asked for. */
  readonly handed: Tensor | null;
}

/** `handedBack`: the gradient of the last hidden sums from the net behind. */
export function backward(
  pass: NetPass,
  ofOutputs: Tensor,
  { handedBack, wantsHanded }: { readonly handedBack: Tensor | null; readonly wantsHanded: boolean },
  constants: Constants,
): Gradients {
  const { net, layers } = pass;
  const parts: Tensor[] = [];
  let dy = ofOutputs;
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const own = layerGradients(layers[layer]!, dy, constants);
    parts.unshift(...own.parts);
    if (layer === 0) {
      const first = layers[0]!.places.from - net.handedOn;
      parts.push(...ofVectors(pass, dy, own, constants));
      return { parts, handed: wantsHanded ? ofInputs(pass, 0, dy, own, first, constants) : null };
    }
    const dx = ofInputs(pass, layer, dy, own, 0, constants);
    const mask = pass.masks[layer - 1];
    dy = mul(
      mask === undefined ? dx : mul(dx, mask),
      derivativeOf(net.activations[layer - 1]!, pass.sums[layer - 1]!, pass.answers[layer - 1]!, constants),
    );
    if (layer === layers.length - 1 && handedBack !== null) dy = add(dy, handedBack);
  }
  throw new RangeError("A net has a layer.");
}

interface LayerGradients {
  readonly parts: readonly Tensor[];
  /** Columns; null = no norm. */
  readonly norm: { readonly scale: Tensor; readonly shift: Tensor } | null;
}

/** The library's WASM has a fast product for matrices as they stand alone; elsewhere a turned copy would cost. */
const isTurnedApart = () => getBackend() === "wasm";

const turnedTimes = (a: Tensor, b: Tensor): Tensor =>
  isTurnedApart() ? matMul(transpose(a), b) : matMul(a, b, true);

const timesTurned = (a: Tensor, b: Tensor): Tensor =>
  isTurnedApart() ? matMul(a, transpose(b)) : matMul(a, b, false, true);

const flatOf = (tensor: Tensor) => reshape(tensor, [tensor.size]);

/** The norm's gradients follow from sums that the weights need anyway. */
function layerGradients({ input, plain, norm }: LayerPass, dy: Tensor, constants: Constants): LayerGradients {
  const sums = turnedTimes(input, dy);
  const column = matMul(constants.ones(dy.shape[0]!), dy);
  if (norm === null) return { parts: [flatOf(sums), flatOf(column)], norm: null };
  const { mean, inverse, s, t } = norm;
  const centred = sub(sums, mul(mean, column));
  const scale = mul(inverse, sum(mul(plain, centred), 1, true));
  const shift = matMul(plain, column, false, true);
  const weights = add(mul(s, sums), mul(t, column));
  return { parts: [scale, shift, weights, column].map(flatOf), norm: { scale, shift } };
}

/** Gradients of the vectors, in the order of the flat list. */
function ofVectors(pass: NetPass, dy: Tensor, own: LayerGradients, constants: Constants): Tensor[] {
  const { net, hot, layers, rows } = pass;
  if (hot.length === 0) return [];
  const count = net.embeddings.reduce((sum, { size }) => sum + size, 0);
  const first = layers[0]!.places.from - net.handedOn - count;
  const back = ofInputs(pass, 0, dy, own, first, constants);
  let next = 0;
  return net.embeddings.map(({ size }, which) => {
    const from = next;
    next += size;
    return flatOf(turnedTimes(hot[which]!, slice(back, [0, from], [rows, size])));
  });
}

/** The gradient of a layer's inputs from input `first` on. */
function ofInputs(
  { layers, rows }: NetPass,
  layer: number,
  dy: Tensor,
  { norm: ofNorm }: LayerGradients,
  first: number,
  constants: Constants,
): Tensor {
  const { folded, norm, input } = layers[layer]!;
  const below = (tensor: Tensor): Tensor =>
    first === 0 ? tensor : slice(tensor, [first, 0], [tensor.shape[0]! - first, tensor.shape[1]!]);
  if (norm === null || ofNorm === null) return timesTurned(dy, below(folded));
  const share = mul(norm.s, constants.of(1 / rows));
  const slope = neg(mul(mul(share, ofNorm.scale), norm.inverse));
  const constant = neg(add(mul(share, ofNorm.shift), mul(slope, norm.mean)));
  const seen = first === 0 ? input : slice(input, [0, first], [rows, input.shape[1]! - first]);
  const asRow = (column: Tensor) => reshape(column, [1, column.size]);
  const ofNormed = add(mul(seen, asRow(below(slope))), asRow(below(constant)));
  // The library's WASM forgets a bias beside a matrix that is turned around: it is added here.
  return add(timesTurned(dy, below(folded)), ofNormed);
}
