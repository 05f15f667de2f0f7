import { useState } from "react";
import { updateView } from "../../store/actions/update.ts";
import { commandWords as words } from "../../words/commands.ts";
import { commands } from "../commands.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab } from "../lab-context.ts";
import { lettersAreOn, switchLetters } from "../letter-keys.ts";
import "./dialogs.css";

interface KeyLine {
  readonly said: string;
  readonly does: string;
  readonly isLetter?: true | undefined;
}

const others: readonly KeyLine[] = [
  { said: "1 … 9", does: words.runs, isLetter: true },
  { said: "Enter", does: words.node },
];

/** Every key, and the way to switch single letters off. */
export function KeysDialog() {
  const lab = useLab();
  const [on, setOn] = useState(lettersAreOn);
  const lines: readonly KeyLine[] = [...commands.filter(({ said }) => said !== ""), ...others];
  return (
    <Dialog title={words.keysTitle} wide onClose={() => updateView(lab, { dialog: null })}>
      <dl className="key-list">
        {lines.map(({ said, does, isLetter }) => (
          <div key={said} className={isLetter && !on ? "off" : undefined}>
            <dt>
              <kbd>{said}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="letters-switch">
        <input
          type="checkbox"
          className="switch"
          checked={on}
          onChange={(event) => {
            switchLetters(event.target.checked);
            setOn(event.target.checked);
          }}
        />
        <span>
          {words.lettersOn} <span className="small dim">{words.letters}</span>
        </span>
      </label>
    </Dialog>
  );
}
