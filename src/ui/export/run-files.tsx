import { useState } from "react";
import { canonicalJson } from "../../core/canonical-json.ts";
import type { ErrorReport } from "../../core/errors.ts";
import { metricsText, modelText, predictionsText } from "../../store/actions/export-run.ts";
import { wantRecording } from "../../store/kept/stored-recordings.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { terminalCommand } from "../../store/terminal-command.ts";
import { exportWords } from "../../words/export.ts";
import { Note } from "../controls/note.tsx";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { fileStem, saveFile } from "./save-file.ts";

/** Files of one run. Parts of a run that was stopped or failed are what was learnt until then. */
export function RunFiles({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const [error, setError] = useState<ErrorReport | null>(null);
  const [busy, setBusy] = useState(false);
  const stem = fileStem(run.name);
  const savePredictions = async () => {
    setBusy(true);
    await wantRecording(lab, run.id);
    const predicted = await predictionsText(lab, run.id);
    setBusy(false);
    setError(predicted.ok ? null : predicted.error);
    if (predicted.ok) saveFile(`${stem}-predictions.csv`, predicted.value, "text/csv");
  };
  const save = async (name: string, make: () => readonly string[] | null, type: string) => {
    await wantRecording(lab, run.id);
    const pieces = make();
    if (pieces !== null) saveFile(`${stem}-${name}`, pieces, type);
  };
  return (
    <>
      <div className="export-buttons">
        <button type="button" className="button" disabled={busy} onClick={() => void savePredictions()}>
          <Icon name="save" /> {exportWords.predictionsCsv}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void save("metrics.csv", () => metricsText(lab, run.id), "text/csv")}
        >
          <Icon name="save" /> {exportWords.metricsCsv}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => void save("model.json", () => modelText(lab, run.id), "application/json")}
        >
          <Icon name="save" /> {exportWords.modelJson}
        </button>
        {run.trained !== null && (
          <button
            type="button"
            className="button"
            onClick={() =>
              saveFile(`${stem}-experiment.json`, [canonicalJson(run.trained)], "application/json")
            }
          >
            <Icon name="save" /> {exportWords.runSettings}
          </button>
        )}
      </div>
      {error !== null && (
        <Note tone="bad">
          {error.message} <span className="notice-code">({error.code})</span>
        </Note>
      )}
      <Command run={run} />
    </>
  );
}

/** The same training in a terminal; the model file has the same fingerprint. */
function Command({ run }: { readonly run: RunEntry }) {
  const [copied, setCopied] = useState(false);
  if (run.trained === null || run.start === null) return null;
  const text = terminalCommand(run.trained, run.start.header);
  return (
    <div className="export-command">
      <h3>{exportWords.terminal}</h3>
      <pre data-command>{text}</pre>
      <button
        type="button"
        className="button"
        onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}
      >
        <Icon name={copied ? "check" : "link"} /> {copied ? exportWords.copied : exportWords.copyCommand}
      </button>
    </div>
  );
}
