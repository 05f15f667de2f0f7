import { textWidth } from "../../figures/number-text.ts";
import { treeWords as words } from "../../words/tree.ts";

interface LearnerChooserProps {
  readonly names: readonly string[];
  readonly chosen: number;
  /** Names are parameters of a distribution, not classes. */
  readonly isParameter: boolean;
  /** What stands before the names: "tree for". */
  readonly legend: string;
  readonly onChoose: (learner: number) => void;
}

const ROOM = 250;

/** Which of a round's trees is shown, and the ones before and after it. */
export function LearnerChooser(props: LearnerChooserProps) {
  const { names, chosen, onChoose } = props;
  const step = (by: number) => onChoose((chosen + by + names.length) % names.length);
  return (
    <div className="panel-chooser-line">
      <Choice {...props} />
      <span className="tree-step">
        <button type="button" aria-label={words.previous} title={words.previous} onClick={() => step(-1)}>
          ‹
        </button>
        <span className="small">{words.of(chosen + 1, names.length)}</span>
        <button type="button" aria-label={words.next} title={words.next} onClick={() => step(1)}>
          ›
        </button>
      </span>
    </div>
  );
}

/** Buttons while they fit one line, else a list. */
function Choice({ names, chosen, isParameter, legend, onChoose }: LearnerChooserProps) {
  const labels = names.map((name, n) => (name === "" ? words.numbered(n + 1) : name));
  const width = labels.reduce((sum, label) => sum + textWidth(label, 12) + 20, isParameter ? 0 : 50);
  if (width > ROOM) {
    return (
      <label className="panel-chooser">
        {legend}{" "}
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
      <legend>{legend}</legend>
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
