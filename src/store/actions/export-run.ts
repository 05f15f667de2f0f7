import { canonicalJson } from "../../core/canonical-json.ts";
import type { Outcome } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";
import { fileRows } from "../../data/file-rows.ts";
import { modelToJson } from "../../interchange/model-json.ts";
import { metricsCsv, predictionsCsv } from "../../interchange/results-csv.ts";
import { tableCsv } from "../../interchange/table-csv.ts";
import { noticeWords } from "../../words/notices.ts";
import { experimentOf } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { modelOf } from "../model-of.ts";
import { runById } from "./update.ts";

/** A text in pieces, ready to become a file. */
export type FileText = readonly string[];

export function modelText(lab: Lab, id: string): FileText | null {
  const model = modelOf(lab, id);
  return model === null ? null : [modelToJson(model)];
}

export function metricsText(lab: Lab, id: string): FileText | null {
  const start = runById(lab, id)?.start;
  return start ? [...metricsCsv(start, lab.recordings.of(id))] : null;
}

/** Predicts every row of the table with the rounds that the run keeps. */
export async function predictionsText(lab: Lab, id: string): Promise<Outcome<FileText>> {
  const { data } = lab.store.getState();
  const model = modelOf(lab, id);
  if (model === null || data.status !== "ready") {
    return {
      ok: false,
      error: { code: "model.incapable", message: noticeWords.noModel, facts: {} },
    };
  }
  const session = lab.border.sessions.get(id) ?? id;
  const { training } = lab.services;
  let predicted = await training.predict(session, data.tableId, model.keptRounds);
  if (!predicted.ok) {
    // The worker may have been replaced since: the model is still here.
    const opened = await training.open(session, model);
    if (!opened.ok) return opened;
    predicted = await training.predict(session, data.tableId, model.keptRounds);
  }
  if (!predicted.ok) return predicted;
  const rows = Uint32Array.from({ length: data.table.rowCount }, (_, row) => row);
  const file = {
    rowIds: fileRows(data.table, rows),
    outputs: model.header.outputs,
    predictions: predicted.value,
    ...(model.conformal !== undefined && { conformal: model.conformal }),
  };
  return { ok: true, value: [...predictionsCsv(file)] };
}

/** The whole experiment on screen; `lab train --experiment` runs it in a terminal. */
export function experimentText(lab: Lab): FileText {
  return [canonicalJson(experimentOf(lab.store.getState()))];
}

/** The table as CSV: numbers as the shortest text that reads back to the same number. */
export function tableText(table: Table): FileText {
  return [...tableCsv(table)];
}
