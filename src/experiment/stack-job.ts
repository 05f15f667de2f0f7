import type { StackFold, StackJob } from "../boosting/engines/engine.ts";
import type { Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import { groupsOf } from "../data/column-groups.ts";
import { duplicateGroups } from "../data/duplicate-rows.ts";
import { encode } from "../data/encode.ts";
import { columnNamed } from "../data/make-encoder.ts";
import { splitTogether } from "../data/split-kinds.ts";
import { type SplitRequest, splitRows } from "../data/split-rows.ts";
import type { PreparedData } from "./prepare-data.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import type { Experiment } from "./spec.ts";
import { timesOf } from "./split-by-cells.ts";

/** What a stack trains beside what every run has. Throws data.too-few-rows where the folds cannot be filled. */
export function stackJob(
  { members = [], values }: ResolvedRun,
  prepared: PreparedData,
  experiment: Experiment,
): StackJob {
  return {
    members: members.map(({ meta, loss, values: own }) => ({ engine: meta.id, loss, values: own })),
    folds: foldsOf(prepared, experiment, values.folds as number),
  };
}

/**
 * The training rows in so many parts, as the experiment parts its sets: at random, class after class; whole groups and equal
 * rows together; in time order, in blocks. A class of which training cannot spare a row is held by no fold.
 */
function foldsOf(prepared: PreparedData, experiment: Experiment, count: number): StackFold[] {
  const { train } = prepared.sets;
  const foldOf =
    experiment.split.kind === "time"
      ? blocks(prepared, experiment, count)
      : draws(prepared, experiment, count);
  const rowsWhere = (wanted: (fold: number) => boolean): Dataset => ({
    ...encode(
      prepared.table,
      prepared.encoder,
      train.rowIds.filter((_, place) => wanted(foldOf[place]!)),
    ),
    id: train.id,
  });
  return Array.from({ length: count }, (_, at) => {
    const places = Uint32Array.from(foldOf.keys()).filter((place) => foldOf[place] === at);
    const others = train.rowCount - places.length;
    if (places.length === 0 || others < 2) throw tooFewRows(train.rowCount, count);
    return { train: rowsWhere((fold) => fold !== at), held: rowsWhere((fold) => fold === at), places };
  });
}

/** -1 = held by none. */
function draws({ table, sets: { train } }: PreparedData, experiment: Experiment, count: number): Int8Array {
  const { task, seed } = experiment;
  const groups = groupsThatStay(table, train.rowIds, experiment);
  const foldOf = new Int8Array(train.rowCount).fill(-1);
  const placeOf = new Map(Array.from(train.rowIds, (row, place) => [row, place]));
  for (let at = 0; at < count; at++) {
    const split = { validation: 0, test: 0, fold: { at, of: count } };
    const request: SplitRequest = { labels: train.target.values, rows: train.rowIds, task, split, seed };
    const { test } = groups === null ? splitRows(request) : splitTogether(request, groups);
    for (const row of test) foldOf[placeOf.get(row)!] = at;
  }
  return foldOf;
}

/** Null = every row stands alone. */
function groupsThatStay(
  table: PreparedData["table"],
  rows: Uint32Array,
  { data, split }: Experiment,
): Int32Array | null {
  if (split.kind === "group") return groupsOf(columnNamed(table, split.column ?? ""), rows);
  if (!split.duplicatesTogether) return null;
  const names = table.columns.map(({ name }) => name).filter((name) => !data.ignored.includes(name));
  const groups = duplicateGroups(table, names);
  return Int32Array.from(rows, (row) => groups[row]!);
}

/** Rows of one time stay in one block. */
function blocks({ table, sets: { train } }: PreparedData, experiment: Experiment, count: number): Int8Array {
  const known = timesOf({ experiment, table }, train.rowIds);
  const times = known.map((time) => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time));
  const order = Uint32Array.from(times.keys()).sort((a, b) =>
    times[a]! < times[b]! ? -1 : times[a]! > times[b]! ? 1 : a - b,
  );
  const foldOf = new Int8Array(train.rowCount);
  order.forEach((place, rank) => {
    const before = order[rank - 1];
    const isTied = before !== undefined && times[before] === times[place];
    foldOf[place] = isTied ? foldOf[before]! : Math.floor((rank * count) / train.rowCount);
  });
  return foldOf;
}

function tooFewRows(rows: number, folds: number): LabError {
  return new LabError(
    "data.too-few-rows",
    `The ${rows} training rows do not fill the ${folds} folds of the stack. Nothing was trained. Add rows, take fewer folds, or lower the shares for validation and test.`,
    { rows, folds },
  );
}
