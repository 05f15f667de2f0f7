import { availableFitModes, type FitMode } from "../figures/fit-modes.ts";
import { updateView } from "../store/actions/update.ts";
import { columnRuns, MOST_COLUMNS } from "../store/experiment-of.ts";
import type { LabState, RestMode } from "../store/lab-state.ts";
import { type SegmentOption, Segments } from "./controls/segments.tsx";
import { useLab, useLabState } from "./lab-context.ts";
import { RowField } from "./row-field.tsx";

const fitLabels: { readonly [mode in FitMode]: string } = {
  fit: "Fit",
  surface: "Surface",
  "predicted-actual": "Predicted vs actual",
  probabilities: "Probabilities",
};

const restOptions: readonly SegmentOption<RestMode>[] = [
  { id: "residuals", label: "Residuals", reason: null },
  { id: "gradients", label: "Gradients", reason: null },
];

const firstStart = (state: LabState) =>
  columnRuns(state.runs).find((run) => run.start !== null)?.start ?? null;

/** The chosen picture where the data allows it, else the first that it allows. */
export function useFitMode(): FitMode {
  const start = useLabState(firstStart);
  const chosen = useLabState((state) => state.view.fitMode);
  if (start === null) return chosen ?? "fit";
  const modes = availableFitModes(start).filter((choice) => choice.available);
  return modes.find((choice) => choice.mode === chosen)?.mode ?? modes[0]?.mode ?? "fit";
}

/** Test rows are for the end: looking at them while settings are chosen makes them a second validation set. */
function TestSwitch() {
  const lab = useLab();
  const showTest = useLabState((state) => state.view.showTest);
  const reason = useLabState((state) =>
    state.setup.split.test > 0 ? null : "The split leaves no rows for testing.",
  );
  return (
    <Segments
      label="Test rows"
      options={[{ id: "test", label: "Test rows", reason }]}
      chosen={showTest && reason === null ? "test" : ""}
      onChoose={() => updateView(lab, { showTest: !showTest })}
    />
  );
}

/** What the columns show: which picture, what is left, which row. */
export function Toolbar() {
  const lab = useLab();
  const start = useLabState(firstStart);
  const fitMode = useFitMode();
  const restMode = useLabState((state) => state.view.restMode);
  const hiddenColumns = useLabState(
    (state) => state.runs.filter((run) => run.shown).length - columnRuns(state.runs).length,
  );
  const choices = start === null ? [] : availableFitModes(start);
  return (
    <div className="toolbar">
      {choices.length > 0 && (
        <Segments
          label="View"
          options={choices.map(({ mode, reason }) => ({ id: mode, label: fitLabels[mode], reason }))}
          chosen={fitMode}
          onChoose={(mode) => updateView(lab, { fitMode: mode })}
        />
      )}
      <Segments
        label="Left to explain"
        options={restOptions}
        chosen={restMode}
        onChoose={(mode) => updateView(lab, { restMode: mode })}
      />
      <TestSwitch />
      {hiddenColumns > 0 && (
        <span className="small dim">
          Columns show the first {MOST_COLUMNS} of {MOST_COLUMNS + hiddenColumns} runs.
        </span>
      )}
      <span className="grows" />
      <RowField />
    </div>
  );
}
