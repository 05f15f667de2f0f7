import { textWidth } from "../../figures/number-text.ts";

interface LearnerChooserProps {
  readonly names: readonly string[];
  readonly chosen: number;
  /** Names are parameters of a distribution, not classes. */
  readonly isParameter: boolean;
  readonly onChoose: (learner: number) => void;
}

const ROOM = 320;

/** Which of a round's trees is shown: buttons while they fit one line, else a list. */
export function LearnerChooser({ names, chosen, isParameter, onChoose }: LearnerChooserProps) {
  const labels = names.map((name, n) => (name === "" ? `tree ${n + 1}` : name));
  const width = labels.reduce((sum, label) => sum + textWidth(label, 12) + 20, isParameter ? 0 : 50);
  if (width > ROOM) {
    return (
      <label className="panel-chooser">
        tree for{" "}
        <select value={chosen} onChange={(event) => onChoose(Number(event.target.value))}>
          {labels.map((label, n) => (
            <option key={label} value={n}>
              {label}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <fieldset className="panel-chooser">
      <legend>tree for</legend>
      <div className="panel-segment">
        {labels.map((label, n) => (
          <button key={label} type="button" aria-pressed={n === chosen} onClick={() => onChoose(n)}>
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
