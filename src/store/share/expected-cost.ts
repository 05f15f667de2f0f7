import type { RunSpec } from "../../experiment/spec.ts";
import type { Lab } from "../lab.ts";

/** Nanoseconds a cell and round on a usual core, and a round alone: rough, from the engines' benchmarks. */
const COSTS: { readonly [engine: string]: { readonly cell: number; readonly row: number } } = {
  gbdt: { cell: 5, row: 60 },
  ngboost: { cell: 12, row: 200 },
  grownet: { cell: 250, row: 8000 },
  gbnn: { cell: 250, row: 8000 },
  rfrboost: { cell: 100, row: 8000 },
};
const USUAL = { cell: 100, row: 4000 };
const ROUND_MS = 0.3;

/** Milliseconds that training every run may take here, by the size of the table. An estimate: "about". */
export function expectedTrainingMs(lab: Lab): number {
  const { data, runs } = lab.store.getState();
  if (data.status !== "ready") return 0;
  const { rowCount, columns } = data.table;
  const runMs = ({ engine, rounds }: RunSpec) => {
    const { cell, row } = COSTS[engine] ?? USUAL;
    return rounds * (ROUND_MS + (rowCount * (cell * columns.length + row)) / 1e6);
  };
  return runs.reduce((sum, { spec }) => sum + runMs(spec), 0);
}
