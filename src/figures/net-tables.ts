import type { NetReading } from "../analysis/chain-reader.ts";
import { netWords } from "../words/net.ts";
import type { ChainRow } from "./chain-figure.ts";
import type { VectorCell } from "./net-vectors.ts";
import type { PanelTable } from "./panel-tables.ts";

const words = netWords.columns;

export interface NetTableInput {
  readonly reading: Pick<NetReading, "net" | "layers">;
  readonly round: number;
  readonly names: readonly string[];
  /** Learned for categories, ahead of the first layer. */
  readonly vectors: readonly VectorCell[];
  /** Of the raw score columns. */
  readonly outputs: readonly string[];
}

/** All weights of a net as it treats new rows, biases included: layer, from, to. */
export function netTable({ reading, round, names, vectors, outputs }: NetTableInput): PanelTable {
  const { net, layers } = reading;
  const last = layers.length - 1;
  const unit = (at: number) => netWords.unit(at + 1);
  const lines = layers.flatMap(({ from, to, weights, bias }, layer) => {
    const source = (i: number) => {
      if (i === from) return netWords.bias;
      if (layer > 0) return unit(i);
      return i < net.inputs ? names[i] : netWords.handed(round - 1, i - net.inputs + 1);
    };
    const target = (j: number) => (layer === last ? netWords.output(outputs[j] ?? "").trim() : unit(j));
    const name = layer === last ? netWords.outputLayer : layer + 1;
    return Array.from({ length: (from + 1) * to }, (_, at) => {
      const i = Math.floor(at / to);
      return [name, source(i), target(at % to), i === from ? bias[at % to] : weights[at]];
    });
  });
  const learned = vectors.map(({ categories, coordinate, value }) => [
    netWords.vectorLayer,
    categories,
    coordinate,
    value,
  ]);
  return { columns: [words.layer, words.from, words.to, words.weight], lines: [...learned, ...lines] };
}

/** The chain so far, one line a net. */
export function chainTable(rows: readonly ChainRow[]): PanelTable {
  return {
    columns: [words.round, words.alpha, words.before, words.after, words.moved],
    lines: rows.map(({ round, alpha, before, after, moved }) => [round, alpha, before, after, moved]),
  };
}
