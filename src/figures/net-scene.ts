import type { NetReading, ReadLayer } from "../analysis/chain-reader.ts";

/** Under this share of a layer's largest weight a link is not drawn. */
export const LEAST_SHARE = 0.08;
/** Inputs, or units of a layer, that are drawn at the most. */
export const MOST_NODES = 12;

/** Nodes of one kind that are drawn, by their place in the net, and how many are left out. */
export interface ShownNodes {
  readonly shown: readonly number[];
  readonly smaller: number;
}

export interface Link {
  /** Places in the net. */
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** Of the layer's largest weight, 0 to 1. */
  readonly share: number;
}

/** A net without its places on screen: what of it is drawn. */
export interface NetScene {
  readonly features: ShownNodes;
  readonly handed: ShownNodes;
  /** Hidden layers, first to last. */
  readonly hidden: readonly ShownNodes[];
  /** Into each hidden layer, then into the sum. */
  readonly links: readonly (readonly Link[])[];
}

export interface SceneLimits {
  /** Nodes for which there is room. */
  readonly features: number;
  readonly handed: number;
  readonly hidden: number;
  /** Raw score column of the sum. */
  readonly output: number;
}

/** Mean size of each column's values. */
function meanSizes(values: Float32Array, columns: number): Float64Array {
  const means = new Float64Array(columns);
  const rows = values.length / Math.max(1, columns);
  values.forEach((value, at) => {
    means[at % columns] += Math.abs(value) / rows;
  });
  return means;
}

/** Sum over a layer's units of |weight| x mean size of what it weighs; `only` = one unit alone. */
function influence({ from, to, weights }: ReadLayer, sizes: Float64Array, only: number | null): Float64Array {
  return Float64Array.from({ length: from }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < to; j++) if (only === null || only === j) sum += Math.abs(weights[i * to + j]);
    return sum * sizes[i];
  });
}

/** The most influential ones of first .. first + count, in their own order. */
export function strongest(values: Float64Array, first: number, count: number, most: number): ShownNodes {
  const places = Array.from({ length: count }, (_, i) => first + i);
  const shown = places
    .sort((left, right) => values[right] - values[left] || left - right)
    .slice(0, Math.min(most, MOST_NODES))
    .sort((left, right) => left - right);
  return { shown, smaller: count - shown.length };
}

export function netScene({ net, layers, inputs, answers }: NetReading, limits: SceneLimits): NetScene {
  const last = layers.length - 1;
  const influences = layers.map((layer, at) => {
    const values = at === 0 ? inputs : answers[at - 1];
    return influence(layer, meanSizes(values, layer.from), at === last ? limits.output : null);
  });
  const features = strongest(influences[0], 0, net.inputs, limits.features);
  const handed = strongest(influences[0], net.inputs, net.handedOn, limits.handed);
  const hidden = net.hidden.map((units, at) => strongest(influences[at + 1], 0, units, limits.hidden));
  const links = layers.map((layer, at) => {
    const sources = at === 0 ? [...features.shown, ...handed.shown] : hidden[at - 1].shown;
    return linksOf(layer, sources, at === last ? [limits.output] : hidden[at].shown);
  });
  return { features, handed, hidden, links };
}

function linksOf({ weights, to }: ReadLayer, sources: readonly number[], targets: readonly number[]): Link[] {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return sources.flatMap((i) =>
    targets.flatMap((j) => {
      const weight = weights[i * to + j];
      const share = largest > 0 ? Math.abs(weight) / largest : 0;
      return share < LEAST_SHARE ? [] : [{ from: i, to: j, weight, share }];
    }),
  );
}
