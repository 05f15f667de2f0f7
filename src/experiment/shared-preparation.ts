import { canonicalJson } from "../core/canonical-json.ts";
import type { Table } from "../core/table.ts";
import { createWeakMemo } from "../core/weak-memo.ts";
import { type PreparedData, type PrepareRequest, prepareData } from "./prepare-data.ts";

const remember = createWeakMemo<Table, PreparedData>(({ sets }) => sets.train);

/** `prepareData`, once for all living runs of a table that are cut and encoded alike: they share rows, and bins of them. */
export function sharedPreparation(request: PrepareRequest): Promise<PreparedData> {
  const { experiment, without, table, testTable } = request;
  if (testTable !== null) return prepareData(request);
  const { data, task, seed } = experiment;
  const { conformal: _afterTraining, ...split } = experiment.split;
  const key = canonicalJson({ data, task, split, seed, without });
  return remember(table, key, () => prepareData(request));
}
