import { useState } from "react";
import { updateView } from "../store/actions/update.ts";
import { Dialog } from "./controls/dialog.tsx";
import { keyHelp } from "./keys.ts";
import { useLab } from "./lab-context.ts";
import { lettersAreOn, switchLetters } from "./letter-keys.ts";

export function KeysDialog() {
  const lab = useLab();
  const [on, setOn] = useState(lettersAreOn);
  return (
    <Dialog title="Keyboard" onClose={() => updateView(lab, { dialog: null })}>
      <dl className="key-list">
        {keyHelp.map(({ keys, does, isLetter }) => (
          <div key={keys} className={isLetter && !on ? "off" : undefined}>
            <dt>{keys}</dt>
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
          Single letters, digits and signs act
          <span className="small dim"> while no field has the focus. Remembered in this browser.</span>
        </span>
      </label>
    </Dialog>
  );
}
