import { engineById } from "../../boosting/engines/index.ts";
import { renameRun, togglePin, toggleRun } from "../../store/actions/edit-runs.ts";
import { updateView } from "../../store/actions/update.ts";
import { familyOrder } from "../../store/branches.ts";
import { isHollow } from "../../store/run-names.ts";
import { settingsThatDiffer } from "../../store/settings-that-differ.ts";
import { runWords as words } from "../../words/runs.ts";
import { settingText } from "../change-text.ts";
import { Dialog } from "../controls/dialog.tsx";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import "./dialogs.css";

/** All runs beside each other, and only the settings in which they differ. */
export function DifferDialog() {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const task = useLabState((state) => state.setup.task);
  const ordered = familyOrder(runs).map(({ run }) => run);
  const lines = settingsThatDiffer(ordered, task);
  return (
    <Dialog title={words.differ} wide onClose={() => updateView(lab, { dialog: null })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <section className="differ-scroll" tabIndex={0} aria-label={words.differ}>
        <table className="differ">
          <thead>
            <tr>
              <td />
              {ordered.map((run) => (
                <th key={run.id} scope="col">
                  <span className="differ-run">
                    <Glyph hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} />
                    <input
                      className="text-field wide"
                      aria-label={words.nameOf(run.name)}
                      defaultValue={run.name}
                      onBlur={(event) => renameRun(lab, run.id, event.target.value)}
                    />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, values }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {values.map((value, n) => (
                  <td key={ordered[n]?.id}>{value === undefined ? "–" : settingText(value)}</td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{words.column}</th>
              {ordered.map((run) => (
                <td key={run.id}>
                  <button
                    type="button"
                    className="button low"
                    aria-pressed={run.shown}
                    onClick={() => toggleRun(lab, run.id)}
                  >
                    {words.shown}
                  </button>{" "}
                  <button
                    type="button"
                    className="button low"
                    aria-pressed={run.pinned}
                    onClick={() => togglePin(lab, run.id)}
                  >
                    {words.pinned}
                  </button>
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </section>
      {lines.length === 0 && <p className="dim">{words.same}</p>}
    </Dialog>
  );
}
