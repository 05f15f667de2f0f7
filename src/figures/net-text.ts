import type { NetReading } from "../analysis/chain-reader.ts";
import { netWords as words } from "../words/net.ts";
import type { NetFigure } from "./net-figure.ts";
import type { SampleRows } from "./net-inputs.ts";
import { countText, plainText, signedText } from "./number-text.ts";

/** One sentence for readers who cannot see the net. */
export function netSentence({
  figure,
  reading,
  round,
  row,
}: {
  readonly figure: NetFigure;
  readonly reading: NetReading;
  readonly round: number;
  readonly row: number | null;
}): string {
  const { net } = reading;
  const inputs = words.inputs(countText(net.inputs), net.handedOn > 0 ? countText(net.handedOn) : null);
  const units = words.units(net.hidden.map(countText));
  const sum = row === null || Number.isNaN(figure.sum) ? null : words.sumOf(row, signed(figure.sum));
  return words.figure(round, inputs, units, sum);
}

const signed = (value: number) => signedText(value, 2);
const MOST_SOURCES = 2;

interface UnitInput {
  /** "layer unit". */
  readonly key: string;
  readonly reading: NetReading;
  readonly sample: SampleRows;
  readonly names: readonly string[];
  readonly round: number;
  readonly row: number | null;
  readonly output: number;
}

/** What a unit is fed by most, what it answers, and what it counts in the sum. */
export function unitSentence({ key, reading, sample, names, round, row, output }: UnitInput): string {
  const [layer, unit] = key.split(" ").map(Number);
  const { net, layers, answers } = reading;
  const { from, to, weights } = layers[layer];
  const nameOf = (i: number) => {
    if (layer > 0) return words.unitOfLayer(layer, i + 1);
    return i < net.inputs ? names[i] : words.handed(round - 1, i - net.inputs + 1);
  };
  const sources = Array.from({ length: from }, (_, i) => i)
    .sort((left, right) => Math.abs(weights[right * to + unit]) - Math.abs(weights[left * to + unit]))
    .slice(0, MOST_SOURCES);
  const parts = sources.map((i) => words.fed(nameOf(i), signed(weights[i * to + unit])));
  if (layer === net.hidden.length - 1) {
    const out = layers[layer + 1];
    parts.push(words.counts(signed(out.weights[unit * out.to + output]), words.sum));
  }
  if (row !== null && sample.selected !== null) {
    const value = answers[layer][sample.drawn * net.hidden[layer] + unit];
    parts.push(words.answers(row, plainText(value)));
  }
  const own = net.hidden.length > 1 ? words.unitOfLayer(layer + 1, unit + 1) : words.unit(unit + 1);
  return words.told(own, parts);
}
