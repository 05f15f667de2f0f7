import { useEffect, useState } from "react";
import { updateView } from "../../store/actions/update.ts";
import { wantRecording } from "../../store/kept/stored-recordings.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { Dialog } from "../controls/dialog.tsx";
import { Note } from "../controls/note.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { RunFiles } from "./run-files.tsx";
import { SharedFiles } from "./shared-files.tsx";
import "./export.css";
import { exportWords } from "../../words/export.ts";

/** Everything that can be taken along: predictions, metrics, the model, the experiment, the command. */
export function ExportDialog() {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const trained = runs.filter((run) => run.newestRound >= 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const run: RunEntry | undefined = trained.find((other) => other.id === chosen) ?? trained[0];
  const id = run?.id;
  useEffect(() => {
    if (id !== undefined) void wantRecording(lab, id);
  }, [lab, id]);
  return (
    <Dialog title={exportWords.title} onClose={() => updateView(lab, { dialog: null })}>
      <div className="export">
        {run === undefined ? (
          <Note tone="plain">{exportWords.nothing}</Note>
        ) : (
          <>
            <SelectField
              label={exportWords.run}
              options={trained.map(({ id, name }) => ({ id, label: name }))}
              value={run.id}
              onChange={setChosen}
            />
            <RunFiles key={run.id} run={run} />
          </>
        )}
        <SharedFiles />
      </div>
    </Dialog>
  );
}
