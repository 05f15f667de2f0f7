import { createChainReader } from "../../analysis/chain-reader.ts";
import type { Column } from "../../core/dataset.ts";
import { type RoundTerms, roundTerms } from "../../figures/biography-terms.ts";
import { valuesAt } from "../../store/branches.ts";
import type { ToldRun } from "./row-story.ts";

/** A chain is read net by net: with more of them a table of all rounds would keep the page waiting. */
const MOST_NETS = 120;

function ofRow(column: Column, row: number): Column {
  return column.kind === "numeric"
    ? { ...column, values: column.values.slice(row, row + 1) }
    : { ...column, codes: column.codes.slice(row, row + 1) };
}

/** What a net says of one row, in units of one raw score. The reader is made for the first net that is asked. */
function netOutputs({ start, rounds, index, column }: ToldRun, asksAll: boolean): (round: number) => number {
  const { inputs } = start.header;
  let reader: ReturnType<typeof createChainReader> | null = null;
  return (round) => {
    if (inputs === undefined || column < 0 || (asksAll && rounds.length - 1 > MOST_NETS)) return Number.NaN;
    reader ??= createChainReader(inputs, {
      features: start.followed.features.map((feature) => ofRow(feature, index)),
      rowCount: 1,
    });
    const records = rounds.slice(1, round + 1).flatMap(({ record }) => (record === null ? [] : [record]));
    return reader.readAfter(records).outputs[column] ?? Number.NaN;
  };
}

/** How each round changed the score of the told row; each is worked out once. `asksAll`: every round will be asked for. */
export function termsOf(told: ToldRun, asksAll = false): (round: number) => RoundTerms | null {
  const { run, start, rounds, index, column } = told;
  const netOutput = netOutputs(told, asksAll);
  const found = new Map<number, RoundTerms | null>();
  return (round) => {
    const held = found.get(round);
    if (held !== undefined) return held;
    const rate = valuesAt(run.spec, round).learning_rate ?? start.header.values.learning_rate;
    const terms = roundTerms({
      start,
      rounds,
      round,
      index,
      column,
      rate: typeof rate === "number" ? rate : 1,
      netOutput,
    });
    found.set(round, terms);
    return terms;
  };
}
