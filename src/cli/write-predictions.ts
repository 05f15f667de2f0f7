import type { CalibratedModel } from "../analysis/conformal/conformal-regions.ts";
import type { Engine } from "../boosting/engines/engine.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { Backend } from "../compute/backend.ts";
import type { Table } from "../core/table.ts";
import { encode, forPredicting } from "../data/encode.ts";
import { fileRows } from "../data/file-rows.ts";
import type { DistributionQuestions } from "../interchange/csv-column.ts";
import { predictionsCsv } from "../interchange/results-csv.ts";
import { writeTextFile } from "./files.ts";

export interface PredictionsRequest {
  readonly engine: Engine;
  readonly backend: Backend;
  readonly model: CalibratedModel;
  /** How many rounds predict. */
  readonly rounds: number;
  readonly table: Table;
  /** Rows of the table to predict; null = all. */
  readonly rows: Uint32Array | null;
  readonly raw: boolean;
  readonly questions?: DistributionQuestions;
  readonly file: string;
}

/** Predicts rows of a table, with or without target, and writes them as CSV. Returns how many. */
export async function writePredictions(request: PredictionsRequest): Promise<number> {
  const { engine, model, rounds, table, raw, file } = request;
  const { header } = model;
  const rowIds = request.rows ?? Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  const data = encode(table, forPredicting(header.encoder), rowIds);
  const rawScores = engine.rawScores(
    header,
    model.rounds,
    data,
    { kind: "stateAfter", rounds },
    request.backend,
  );
  const predictions = predictionsOf(header.outputs, rawScores);
  const pieces = predictionsCsv({
    rowIds: fileRows(table, rowIds),
    outputs: header.outputs,
    predictions,
    ...(isBounded(request) && { conformal: model.conformal! }),
    ...(raw && { rawScores }),
    ...(request.questions && { questions: request.questions }),
  });
  await writeTextFile(file, pieces);
  return rowIds.length;
}

/** A bound is that of the kept rounds: with others it would promise what nobody measured. */
export function isBounded({ model, rounds }: Pick<PredictionsRequest, "model" | "rounds">): boolean {
  return model.conformal !== undefined && rounds === model.keptRounds;
}
