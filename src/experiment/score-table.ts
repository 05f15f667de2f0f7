import { loadDistribution } from "../boosting/distributions/index.ts";
import type { Engine, Prefix } from "../boosting/engines/engine.ts";
import { engineById } from "../boosting/engines/index.ts";
import { embeddingShapes, loadEmbeddings } from "../boosting/learners/net/embeddings/index.ts";
import type { ModelContent } from "../boosting/model-file.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import type { Scoring } from "../compute/backend.ts";
import type { Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import type { Table } from "../core/table.ts";
import { encode, forPredicting, readyToEncode } from "../data/encode.ts";
import type { Encoder } from "../data/encoder.ts";
import { gridColumns } from "./probe.ts";

type Rounds = Pick<ModelContent, "header" | "rounds">;

/** Rows that are scored between two pauses: engines place their learners anew for each slice, so it is not small. */
const LEAST_SLICE = 4096;
const LARGEST_SLICE = 65_536;
/** Rows times rounds and outputs of a slice, some 50 ms of trees. */
const SLICE_WORK = 6_553_600;

/** The engine that can predict with a model. */
export async function engineOf(model: Pick<Rounds, "header">): Promise<Engine> {
  const { engine, members = [] } = model.header;
  for (const { outputs } of members) await loadDistribution(outputs.distribution);
  const parts = await Promise.all(members.map((member) => engineById(member.engine).meta.load()));
  return engineById(engine).meta.load(parts);
}

/**
 * Loads what the model has some of: the kernels of nets, their embeddings, the reader of dates. Scoring itself cannot wait
 * for them.
 */
export async function readyFor({ header }: Pick<Rounds, "header">, scoring: Scoring): Promise<void> {
  await readyToEncode(header.encoder);
  const layers = [header, ...(header.members ?? [])].flatMap(({ inputs }) => (inputs ? [inputs] : []));
  if (layers.length === 0) return;
  (await scoring.openNetKernel()).dispose();
  if (layers.some(({ columns }) => embeddingShapes(columns) !== null)) await loadEmbeddings();
}

/** Raw scores of all rows of a table, targets known or not. Breathes between slices of rows. */
export async function scoreTable(
  model: Rounds,
  prefix: Prefix,
  table: Table,
  { host, scoring }: { readonly host: Host; readonly scoring: Scoring },
): Promise<RawScores> {
  requireRounds(model, prefix.rounds);
  const engine = await engineOf(model);
  await readyFor(model, scoring);
  const encoder = forPredicting(model.header.encoder);
  const stride = model.header.baseScores.length;
  const most = Math.min(
    LARGEST_SLICE,
    Math.max(LEAST_SLICE, Math.floor(SLICE_WORK / (prefix.rounds * stride))),
  );
  let values: RawScores["values"] | null = null;
  for (let start = 0; start === 0 || start < table.rowCount; start += most) {
    const rowCount = Math.min(most, table.rowCount - start);
    const rows = Uint32Array.from({ length: rowCount }, (_, row) => start + row);
    const data = encode(table, encoder, rows);
    const slice = engine.rawScores(model.header, model.rounds, data, prefix, scoring).values;
    const size = table.rowCount * stride;
    values ??= slice instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
    values.set(slice, start * stride);
    const breath = host.pause();
    if (breath !== undefined) await breath;
  }
  return { rowCount: table.rowCount, outputCount: stride, values: values! };
}

export interface GridQuestion {
  readonly table: Table;
  /** All features but the two are as in this row of the table. */
  readonly row: number;
  readonly features: readonly [string, string];
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Raw scores over a grid of two numeric features: point (i, j) stands at j * x.length + i. */
export async function scoreGrid(
  model: Rounds,
  prefix: Prefix,
  question: GridQuestion,
  scoring: Scoring,
): Promise<RawScores> {
  requireRounds(model, prefix.rounds);
  const engine = await engineOf(model);
  await readyFor(model, scoring);
  return engine.rawScores(
    model.header,
    model.rounds,
    gridDataset(model.header.encoder, question),
    prefix,
    scoring,
  );
}

function gridDataset(encoder: Encoder, question: GridQuestion): Dataset {
  const { table, row, features, x, y } = question;
  const [across, up] = features.map((name) => numericFeature(encoder, name));
  const one = encode(table, forPredicting(encoder), Uint32Array.of(row));
  const grid = gridColumns(x, y);
  const rowCount = x.length * y.length;
  return {
    id: "grid",
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, at) => at),
    features: one.features.map((column, f) => {
      if (column.kind === "categorical") {
        return { ...column, codes: new Int32Array(rowCount).fill(column.codes[0]!) };
      }
      if (f === across) return { ...column, values: grid.first };
      if (f === up) return { ...column, values: grid.second };
      return { ...column, values: new Float32Array(rowCount).fill(column.values[0]!) };
    }),
    target: { ...one.target, values: new Float64Array(rowCount * one.target.outputCount).fill(Number.NaN) },
  };
}

function numericFeature(encoder: Encoder, name: string): number {
  const at = encoder.features.findIndex((feature) => feature.name === name && feature.kind === "numeric");
  if (at >= 0) return at;
  throw new LabError("data.column-missing", `"${name}" is not a numeric feature of this model.`, {
    columns: name,
  });
}

function requireRounds(model: Rounds, rounds: number): void {
  const max = model.rounds.length;
  if (Number.isInteger(rounds) && rounds >= 0 && rounds <= max) return;
  throw new LabError(
    "spec.out-of-range",
    `The model has ${max} rounds, so ${rounds} cannot be used. Use ${max}.`,
    {
      path: "rounds",
      value: rounds,
      min: 0,
      max,
      fix: max,
    },
  );
}
