import { lazy, Suspense, useMemo } from "react";
import { type FitMode, type FitModeChoice, sharedFitModes } from "../figures/fit-modes.ts";
import type { RestMode } from "../figures/rest-subject.ts";
import { updateView } from "../store/actions/update.ts";
import { columnRuns, MOST_COLUMNS } from "../store/experiment-of.ts";
import type { LabState } from "../store/lab-state.ts";
import { toolbarWords as words } from "../words/toolbar.ts";
import { viewWords } from "../words/views.ts";
import { BranchButton } from "./branch-button.tsx";
import { type SegmentOption, Segments } from "./controls/segments.tsx";
import { SelectField } from "./controls/select-field.tsx";
import { useLab, useLabState } from "./lab-context.ts";
import { RowField } from "./row-field.tsx";

const TargetChoice = lazy(async () => ({ default: (await import("./target-choice.tsx")).TargetChoice }));

const restOptions: readonly SegmentOption<RestMode>[] = (["residuals", "gradients", "newton"] as const).map(
  (id) => ({ id, label: words.restModes[id], reason: null }),
);

function choicesOf(runs: LabState["runs"]): FitModeChoice[] {
  return sharedFitModes(columnRuns(runs).flatMap((run) => (run.start === null ? [] : [run.start])));
}

/** The chosen picture where the data allows it, else the first that it allows. */
function modeAmong(choices: readonly FitModeChoice[], chosen: FitMode | null): FitMode {
  if (choices.length === 0) return chosen ?? "fit";
  const modes = choices.filter((choice) => choice.available);
  return modes.find((choice) => choice.mode === chosen)?.mode ?? modes[0]?.mode ?? "fit";
}

export function fitModeOnScreen({ runs, view }: LabState): FitMode {
  return modeAmong(choicesOf(runs), view.fitMode);
}

/** What the columns can show between them. */
function useChoices(): FitModeChoice[] {
  const runs = useLabState((state) => state.runs);
  return useMemo(() => choicesOf(runs), [runs]);
}

export function useFitMode(): FitMode {
  const choices = useChoices();
  return modeAmong(
    choices,
    useLabState((state) => state.view.fitMode),
  );
}

/** Test rows are for the end: looking at them while settings are chosen makes them a second validation set. */
function TestSwitch() {
  const lab = useLab();
  const showTest = useLabState((state) => state.view.showTest);
  const reason = useLabState((state) => (state.setup.split.test > 0 ? null : words.noTestRows));
  return (
    <Segments
      label={words.testRows}
      options={[{ id: "test", label: words.testRows, reason }]}
      chosen={showTest && reason === null ? "test" : ""}
      onChoose={() => updateView(lab, { showTest: !showTest })}
    />
  );
}

/** Runs are compared in one frame: the others' lines over this one's rows. */
function OverlaySwitch() {
  const lab = useLab();
  const overlay = useLabState((state) => state.view.overlay);
  const several = useLabState((state) => columnRuns(state.runs).length > 1);
  if (!several) return null;
  return (
    <button
      type="button"
      className="button"
      aria-pressed={overlay}
      title={words.overlayHint}
      onClick={() => updateView(lab, { overlay: !overlay })}
    >
      {words.overlay}
    </button>
  );
}

/** Side by side while they are few, else a list. */
const MOST_SEGMENTS = 4;

interface ViewChoiceProps {
  readonly choices: readonly FitModeChoice[];
  readonly chosen: FitMode;
}

function ViewChoice({ choices, chosen }: ViewChoiceProps) {
  const lab = useLab();
  if (choices.length === 0) return null;
  const choose = (mode: FitMode) => updateView(lab, { fitMode: mode });
  // One that cannot be chosen stays in sight, with its reason, while there is room.
  const listed = choices.length <= MOST_SEGMENTS ? choices : choices.filter(({ available }) => available);
  const options = listed.map(({ mode, reason }) => ({ id: mode, label: viewWords.modes[mode], reason }));
  if (options.length <= MOST_SEGMENTS) {
    return <Segments label={words.view} options={options} chosen={chosen} onChoose={choose} />;
  }
  return (
    <SelectField
      label={words.view}
      options={options}
      value={chosen}
      onChange={(id) => choose(id as FitMode)}
    />
  );
}

/** The loss plot gives its place to the marked row's predictions, round by round. */
function FollowButton() {
  const lab = useLab();
  const follows = useLabState((state) => state.view.followsRow);
  const row = useLabState((state) => state.view.selectedRow);
  return (
    <button
      type="button"
      className="button"
      aria-pressed={follows && row !== null}
      disabled={row === null}
      title={words.followHint}
      onClick={() => updateView(lab, { followsRow: !follows })}
    >
      {words.follow}
    </button>
  );
}

/** What the columns show: which picture, what is left, which row. */
export function Toolbar() {
  const lab = useLab();
  const choices = useChoices();
  const fitMode = useFitMode();
  const restMode = useLabState((state) => state.view.restMode);
  const hiddenColumns = useLabState(
    (state) => state.runs.filter((run) => run.shown).length - columnRuns(state.runs).length,
  );
  return (
    <div className="toolbar">
      <Suspense fallback={null}>
        <TargetChoice />
      </Suspense>
      <ViewChoice choices={choices} chosen={fitMode} />
      <Segments
        label={words.rest}
        options={restOptions}
        chosen={restMode}
        onChoose={(mode) => updateView(lab, { restMode: mode })}
      />
      <TestSwitch />
      {fitMode === "fit" && <OverlaySwitch />}
      {hiddenColumns > 0 && (
        <span className="small dim">{words.firstOf(MOST_COLUMNS, MOST_COLUMNS + hiddenColumns)}</span>
      )}
      <span className="grows" />
      <RowField />
      <FollowButton />
      <BranchButton />
    </div>
  );
}
