import type { ParamValues } from "../../core/params.ts";
import { createRandomSource, type RandomSource } from "../../core/random.ts";
import { resolveValues } from "../../core/resolve-params.ts";
import type { Table, TableColumn } from "../../core/table.ts";
import { knobs } from "./common-params.ts";
import { generatedColumn, normalDraw } from "./generator.ts";
import type { GeneratedSource, Maker, SourceMaker } from "./source.ts";

/** A maker that follows the knobs too; at their defaults its tables stay as they were, bit for bit. */
export function withKnobs({ source, makeRows }: SourceMaker): Maker {
  const own = new Set(source.params.map(({ id }) => id));
  return (given) => {
    const inner = Object.fromEntries(Object.entries(given).filter(([id]) => own.has(id)));
    const outer = Object.fromEntries(Object.entries(given).filter(([id]) => !own.has(id)));
    const { noise_columns, missing, missing_how } = resolveValues(knobs, outer, "data.source.values");
    const random = createRandomSource(seedOf(source, given), `${source.id} knobs`);
    const table = withNoise(makeRows(inner), { count: noise_columns as number, random });
    const targets = new Set([source.roles.target, ...source.roles.ignored]);
    const share = missing as number;
    return share === 0
      ? table
      : withHoles(table, { share, byValue: missing_how === "by-value", targets, random });
  };
}

function seedOf(source: GeneratedSource, given: ParamValues): number {
  const seed = given.seed ?? source.params.find(({ id }) => id === "seed")?.default;
  return typeof seed === "number" ? seed : 0;
}

/** Standard normal columns before the last one, which is the target. */
function withNoise(
  table: Table,
  { count, random }: { readonly count: number; readonly random: RandomSource },
): Table {
  const added = Array.from({ length: count }, (_, column) =>
    generatedColumn(
      `noise${column + 1}`,
      Float64Array.from({ length: table.rowCount }, (_, row) => Math.fround(normalDraw(random, row, column))),
    ),
  );
  return { ...table, columns: [...table.columns.slice(0, -1), ...added, ...table.columns.slice(-1)] };
}

interface Holes {
  readonly share: number;
  readonly byValue: boolean;
  readonly targets: ReadonlySet<string>;
  readonly random: RandomSource;
}

function withHoles(table: Table, { share, byValue, targets, random }: Holes): Table {
  const columns = table.columns.map((column, at): TableColumn => {
    if (column.kind === "text" || targets.has(column.name)) return column;
    const sorted = Float64Array.from(column.values).sort();
    const isLost = (value: number, row: number) => {
      // twice the share at the top, none at the bottom
      const weight = byValue ? (2 * rankOf(sorted, value)) / sorted.length : 1;
      return random.uniform(row, 1000 + at) < share * weight;
    };
    return {
      ...column,
      values: column.values.map((value, row) => (isLost(value, row) ? Number.NaN : value)),
    };
  });
  return { ...table, columns };
}

/** How many values are smaller. */
function rankOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
