import { experimentText, tableText } from "../../store/actions/export-run.ts";
import { exportWords } from "../../words/export.ts";
import { reportWords } from "../../words/report.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { saveFile } from "./save-file.ts";
import { SaveReport } from "./save-report.tsx";
import { WholeFile } from "./whole-file.tsx";

/** Files that belong to all runs: the experiment, and the rows where they were made here. */
export function SharedFiles() {
  const lab = useLab();
  const data = useLabState((state) => state.data);
  const made = useLabState((state) => state.setup.data.source.kind === "builtin");
  return (
    <div className="export-shared">
      <h3>{exportWords.forAllRuns}</h3>
      <div className="export-buttons">
        <button
          type="button"
          className="button"
          onClick={() => saveFile("experiment.json", experimentText(lab), "application/json")}
        >
          <Icon name="save" /> {exportWords.experimentJson}
        </button>
        {made && data.status === "ready" && (
          <button
            type="button"
            className="button"
            onClick={() => saveFile("table.csv", tableText(data.table), "text/csv")}
          >
            <Icon name="save" /> {exportWords.tableCsv}
          </button>
        )}
      </div>
      <WholeFile />
      <div className="export-whole">
        <SaveReport />
        <p className="small dim">{reportWords.hint}</p>
      </div>
    </div>
  );
}
