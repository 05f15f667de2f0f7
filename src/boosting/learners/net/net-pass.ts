import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import { embeddingFormulas } from "./embeddings/index.ts";
import { createLayerWeights, type InputMoments } from "./layer-weights.ts";
import { lastActivation, type NetShape, netLayout, penultimateWidth, plainInputs } from "./net.ts";
import type { NetRoom } from "./net-room.ts";

/**
 * Share of a batch in running means and variances: of the first ones they are the plain mean, then torch's 0.1. Averages
 * that start at 0 and 1 are far off after the few batches of a round.
 */
export const momentumAt = (step: number) => Math.max(0.1, 1 / (step + 1));

/** Rows in the kernel's memory with the moments of their columns, where a batch norm asks for them. */
export interface Columns {
  readonly at: number;
  readonly stride: number;
  readonly moments: InputMoments | null;
}

/** One dropout mask a hidden layer but the last: 0, or what keeps the mean; null = no dropout. */
export type FillMask = ((mask: Float32Array, layer: number) => void) | null;

/** A net over a batch of rows: forward, and back again over what forward left in the kernel's memory. */
export interface NetPass {
  readonly shape: NetShape;
  /** Raw outputs, rows x padded(outputs), and the penultimate layer before its activation. */
  readonly outputs: number;
  readonly penultimate: number;
  /** Of the penultimate layer; `forward` writes it where it is asked to. */
  readonly handed: Columns;
  /** Folds weights for rows that are not trained on: running means and variances. */
  load(parameters: Float32Array, statistics: Float32Array): void;
  /** Outputs of rows by the loaded weights. */
  predict(inputs: Columns, before: Columns | null, rows: number): void;
  /** Training's forward pass: batch moments, running ones are moved. */
  forward(batch: TrainedBatch): void;
  /**
   * Writes the gradient of all parameters from that of the outputs, which stands at `outputs` (and, in `handedBack`, that
   * of the penultimate layer, rows x its padded width; -1 = none).
   */
  backward(batch: TrainedBatch, gradient: Float32Array, handedBack: number): void;
  /** After `backward`: the gradient of what the net before handed on, at an address of rows x its padded width. */
  backwardHanded(batch: TrainedBatch, gradient: Float32Array): number;
}

export interface TrainedBatch {
  readonly inputs: Columns;
  readonly before: Columns | null;
  readonly rows: number;
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
  readonly fillMask: FillMask;
  /** Batches before this one in this training of the net. */
  readonly step: number;
  /** The next net has a batch norm over what this one hands on. */
  readonly wantsMoments: boolean;
}

const moments = (size: number) => ({ mean: new Float64Array(size), variance: new Float64Array(size) });

/** Column moments of rows in the kernel's memory, in its float32. */
export function readMoments(
  kernel: NetKernel,
  at: number,
  size: number,
  rows: number,
  into: InputMoments,
): void {
  const { mark } = kernel;
  const stride = padded(size);
  const out = kernel.allocate(2 * stride);
  kernel.moments(at, stride, rows, out);
  const memory = kernel.memory();
  for (let i = 0; i < size; i++) {
    into.mean[i] = memory[out + i]!;
    into.variance[i] = memory[out + stride + i]!;
  }
  kernel.release(mark);
}

/** A pass of nets of one shape over at most `most` rows at a time, in a room for as many. */
export function createNetPass(kernel: NetKernel, shape: NetShape, most: number, room: NetRoom): NetPass {
  const { layers } = netLayout(shape);
  const { hidden, inputs, handedOn } = shape;
  const plain = plainInputs(shape);
  const weights = layers.map((places) => createLayerWeights(kernel, places));
  const embedded = shape.embeddings && embeddingFormulas().createEmbeddingPass(kernel, shape, weights[0]!);
  const { sums, answers, outputs, ways } = room;
  const masks: (Float32Array | null)[] = hidden.map(() => null);
  const last = hidden.length - 1;
  const handedMoments = moments(penultimateWidth(shape));
  const batchMoments = layers.map((places) => (places.scale < 0 ? null : moments(places.from)));

  function activationOf(layer: number) {
    return layer === last ? lastActivation(shape) : shape.activation;
  }

  const hasOneColumn = (layer: number) => layer > last && shape.outputs === 1;

  function firstLayer(ins: Columns, before: Columns | null, rows: number): void {
    const [{ weights: w, bias, width }] = weights as [(typeof weights)[0]];
    const to = { y: sums[0]!, width, rows };
    kernel.affine({ x: ins.at, stride: ins.stride, count: plain, w, bias, ...to });
    embedded?.add(ins, to);
    if (before === null) return;
    const behind = w + inputs * width;
    kernel.affine({ x: before.at, stride: before.stride, count: handedOn, w: behind, bias: -1, ...to });
  }

  function laterLayer(layer: number, rows: number): void {
    const { weights: w, bias, width } = weights[layer]!;
    const y = layer > last ? outputs : sums[layer]!;
    const count = hidden[layer - 1]!;
    const call = { x: answers[layer - 1]!, stride: padded(count), rows, count, w, bias, y, width };
    if (hasOneColumn(layer)) kernel.affineOne(call);
    else kernel.affine(call);
  }

  function activate(layer: number, rows: number): void {
    kernel.activate(activationOf(layer), sums[layer]!, answers[layer]!, rows * padded(hidden[layer]!));
  }

  function joinMoments(target: InputMoments, ins: Columns, before: Columns): void {
    target.mean.set(ins.moments!.mean);
    target.variance.set(ins.moments!.variance);
    embedded?.writeMoments(target);
    target.mean.set(before.moments!.mean, inputs);
    target.variance.set(before.moments!.variance, inputs);
  }

  function moveStatistics(layer: number, { statistics, rows, step }: TrainedBatch): void {
    const momentum = momentumAt(step);
    const batch = batchMoments[layer]!;
    const { mean, variance, from } = layers[layer]!;
    const unbiased = rows > 1 ? rows / (rows - 1) : 1;
    for (let i = 0; i < from; i++) {
      const before = statistics[mean + i]!;
      const spread = statistics[variance + i]!;
      statistics[mean + i] = before + momentum * (batch.mean[i]! - before);
      statistics[variance + i] = spread + momentum * (unbiased * batch.variance[i]! - spread);
    }
  }

  function applyMask(layer: number, rows: number, fillMask: FillMask): void {
    if (fillMask === null || layer === last) return;
    const cells = rows * padded(hidden[layer]!);
    masks[layer] ??= new Float32Array(most * padded(hidden[layer]!));
    const mask = masks[layer];
    fillMask(mask, layer);
    const memory = kernel.memory();
    const at = answers[layer]!;
    for (let i = 0; i < cells; i++) memory[at + i]! *= mask[i]!;
  }

  /** Where dropout thinned the answers, the norm's slope meets the thinned ones and the derivative the others. */
  function backThroughMask(layer: number, dy: number, rows: number): void {
    const memory = kernel.memory();
    const stride = padded(hidden[layer]!);
    const mask = masks[layer]!;
    const { backSlope } = weights[layer + 1]!;
    const hasNorm = layers[layer + 1]!.scale >= 0;
    for (let r = 0, at = 0; r < rows; r++) {
      for (let j = 0; j < stride; j++, at++) {
        const slope = hasNorm ? Math.fround(memory[backSlope + j]! * memory[answers[layer]! + at]!) : 0;
        memory[dy + at] = Math.fround(memory[dy + at]! + slope) * mask[at]!;
      }
    }
    activate(layer, rows);
  }

  function back(layer: number, dy: number, rows: number, isMasked: boolean): void {
    if (isMasked) backThroughMask(layer, dy, rows);
    const hasSlope = !isMasked && layers[layer + 1]!.scale >= 0;
    kernel.activateBack(activationOf(layer), {
      h: sums[layer]!,
      a: answers[layer]!,
      dy,
      rows,
      stride: padded(hidden[layer]!),
      slope: hasSlope ? weights[layer + 1]!.backSlope : -1,
    });
  }

  /** The layer's own gradient, then that of its inputs from input `first` on. */
  function sumLayer(layer: number, dy: number, { inputs: ins, before, rows }: TrainedBatch): void {
    const { sums: at, columnSums, width } = weights[layer]!;
    weights[layer]!.clearSums();
    const to = { rows, dy, width };
    if (layer > 0) {
      const count = hidden[layer - 1]!;
      const x = answers[layer - 1]!;
      const call = { x, stride: padded(count), rows, count, dy, width, sums: at, columnSums };
      if (hasOneColumn(layer)) kernel.outerSumsOne(call);
      else kernel.outerSums(call);
      return;
    }
    kernel.outerSums({ x: ins.at, stride: ins.stride, count: plain, sums: at, columnSums, ...to });
    embedded?.sum(ins, to);
    if (before === null) return;
    const behind = at + inputs * width;
    kernel.outerSums({
      x: before.at,
      stride: before.stride,
      count: handedOn,
      sums: behind,
      columnSums: -1,
      ...to,
    });
  }

  /** The gradient of a layer's inputs, `count` of them, from that of its sums. */
  function inputGradient(layer: number, dy: number, y: number, count: number, rows: number): void {
    const { back: w, backConstant: bias, width: stride } = weights[layer]!;
    kernel.affine({ x: dy, stride, rows, count: layers[layer]!.to, w, bias, y, width: padded(count) });
  }

  let firstBack = -1;

  return {
    shape,
    outputs,
    penultimate: sums[last]!,
    handed: { at: sums[last]!, stride: padded(penultimateWidth(shape)), moments: handedMoments },
    load(parameters, statistics) {
      layers.forEach(({ from, mean, variance }, layer) => {
        const held = batchMoments[layer]!;
        if (held !== null) {
          held.mean.set(statistics.subarray(mean, mean + from));
          held.variance.set(statistics.subarray(variance, variance + from));
        }
        weights[layer]!.fold(parameters, held);
        if (layer === 0) embedded?.fold(parameters);
      });
    },
    predict(ins, before, rows) {
      firstLayer(ins, before, rows);
      for (let layer = 0; layer <= last; layer++) {
        activate(layer, rows);
        laterLayer(layer + 1, rows);
      }
    },
    forward(trained) {
      const { inputs: ins, before, rows, parameters, fillMask, wantsMoments } = trained;
      embedded?.see(ins, rows, parameters);
      for (let layer = 0; layer <= last + 1; layer++) {
        const batch = batchMoments[layer]!;
        if (batch !== null) {
          if (layer === 0) joinMoments(batch, ins, before!);
          else readMoments(kernel, answers[layer - 1]!, hidden[layer - 1]!, rows, batch);
          moveStatistics(layer, trained);
        }
        weights[layer]!.fold(parameters, batch);
        if (layer === 0) embedded?.fold(parameters);
        if (layer === 0) firstLayer(ins, before, rows);
        else laterLayer(layer, rows);
        if (layer > last) break;
        activate(layer, rows);
        applyMask(layer, rows, fillMask);
      }
      if (wantsMoments) readMoments(kernel, sums[last]!, penultimateWidth(shape), rows, handedMoments);
    },
    backward(batch, gradient, handedBack) {
      const { rows, parameters, fillMask } = batch;
      let dy = outputs;
      for (let layer = last + 1; layer >= 0; layer--) {
        sumLayer(layer, dy, batch);
        weights[layer]!.unfold(parameters, gradient);
        if (layer === 0) break;
        weights[layer]!.foldBack(parameters, gradient, rows, 0);
        const next = ways[layer % 2]!;
        inputGradient(layer, dy, next, hidden[layer - 1]!, rows);
        back(layer - 1, next, rows, fillMask !== null && layer - 1 < last);
        if (layer === last + 1 && handedBack >= 0) {
          const stride = padded(hidden[last]!);
          kernel.addCells({ from: handedBack, to: next, rows, stride, slope: -1 });
        }
        dy = next;
      }
      embedded?.unfold(parameters, gradient, rows);
      firstBack = dy;
    },
    backwardHanded({ before, rows, parameters }, gradient) {
      weights[0]!.foldBack(parameters, gradient, rows, inputs);
      const y = firstBack === ways[0] ? ways[1] : ways[0];
      inputGradient(0, firstBack, y, handedOn, rows);
      if (layers[0]!.scale >= 0) {
        const slope = weights[0]!.backSlope;
        kernel.addCells({ from: before!.at, to: y, rows, stride: padded(handedOn), slope });
      }
      return y;
    },
  };
}
