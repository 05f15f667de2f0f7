import { experimentText, tableText } from "../../store/actions/export-run.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { saveFile } from "./save-file.ts";

/** Files that belong to all runs: the experiment, and the rows where they were made here. */
export function SharedFiles() {
  const lab = useLab();
  const data = useLabState((state) => state.data);
  const made = useLabState((state) => state.setup.data.source.kind === "builtin");
  return (
    <div className="export-shared">
      <h3>For all runs</h3>
      <div className="export-buttons">
        <button
          type="button"
          className="button"
          onClick={() => saveFile("experiment.json", experimentText(lab), "application/json")}
        >
          <Icon name="save" /> Experiment, JSON
        </button>
        {made && data.status === "ready" && (
          <button
            type="button"
            className="button"
            onClick={() => saveFile("table.csv", tableText(data.table), "text/csv")}
          >
            <Icon name="save" /> Table, CSV
          </button>
        )}
      </div>
    </div>
  );
}
