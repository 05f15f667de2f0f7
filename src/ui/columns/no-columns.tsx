import { addRun } from "../../store/actions/edit-runs.ts";
import { enginesFor } from "../../store/starting-experiment.ts";
import { absentColumnWords as words } from "../../words/absent-column.ts";
import { columnWords } from "../../words/column.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";

/** In place of all columns: there is no run, or none is shown. */
export function NoColumns() {
  const lab = useLab();
  const hasRuns = useLabState((state) => state.runs.length > 0);
  const task = useLabState((state) => state.setup.task);
  return (
    <div className="card no-columns">
      <p>{hasRuns ? words.allHidden : columnWords.noRun}</p>
      {!hasRuns && (
        <div className="column-acts">
          {enginesFor(task).map((meta) => (
            <button key={meta.id} type="button" className="button" onClick={() => addRun(lab, meta.id)}>
              <Glyph hue={meta.hue} hollow={false} /> {words.train(meta.label)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
