import { sin } from "../../core/deterministic-math.ts";
import type { Table } from "../../core/table.ts";
import { sourceById } from "../../data/sources/index.ts";
import type { DataSource } from "../../experiment/spec.ts";

/** Standard deviations of the three functions' noise, as their maker has them. */
const FRIEDMAN_NOISE: { readonly [number: string]: number } = { "1": 1, "2": 125, "3": 0.1 };

/** The mean variance of the noise in some rows, where a formula made them; null = nobody knows. */
export function knownNoise(source: DataSource, table: Table, rows: Uint32Array): number | null {
  if (source.kind !== "builtin") return null;
  const { params } = sourceById(source.id);
  const knob = (id: string) => source.values[id] ?? params.find((param) => param.id === id)?.default;
  const noise = knob("noise");
  if (typeof noise !== "number") return null;
  if (source.id === "piecewise-steps") return square(noise);
  if (source.id === "friedman") return square(noise * FRIEDMAN_NOISE[`${knob("number")}`]);
  if (source.id !== "heteroscedastic-sine") return null;
  const x = table.columns.find(({ name }) => name === "x");
  if (x?.kind !== "number" || rows.length === 0) return null;
  let sum = 0;
  for (const row of rows) sum += square(noise * (0.05 + 0.25 * (1 + sin(x.values[row]))));
  return Number.isFinite(sum) ? sum / rows.length : null;
}

const square = (value: number) => value * value;
