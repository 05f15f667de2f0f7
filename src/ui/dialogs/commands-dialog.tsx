import { type KeyboardEvent, useId, useState } from "react";
import { updateView } from "../../store/actions/update.ts";
import { commandWords as words } from "../../words/commands.ts";
import { type Command, commands } from "../commands.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import "./dialogs.css";

/** Every command by name: typed, chosen, done. */
export function CommandsDialog() {
  const lab = useLab();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const state = useLabState((whole) => whole);
  const possible = commands.filter(
    ({ does, can }) => does !== words.commands && can?.(state, lab) !== false && fits(does, typed),
  );
  const chosen = Math.min(at, possible.length - 1);
  const close = () => updateView(lab, { dialog: null });
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.act(lab);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter") {
      // Else the same press would go on to the button that has the focus in the dialog of the command.
      event.preventDefault();
      run(possible[chosen]);
    }
    if (step === 0) return;
    event.preventDefault();
    setAt((chosen + step + possible.length) % Math.max(1, possible.length));
  };
  return (
    <Dialog title={words.paletteTitle} onClose={close}>
      <input
        className="text-field wide"
        data-first-focus
        role="combobox"
        aria-label={words.search}
        aria-expanded={true}
        aria-controls={`${id}-list`}
        aria-activedescendant={possible.length > 0 ? `${id}-${chosen}` : undefined}
        placeholder={words.search}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div className="command-list" role="listbox" id={`${id}-list`} aria-label={words.paletteTitle}>
        {possible.map((command, n) => (
          <button
            key={command.does}
            type="button"
            role="option"
            tabIndex={-1}
            id={`${id}-${n}`}
            aria-selected={n === chosen}
            ref={(element) => {
              if (n === chosen) element?.scrollIntoView({ block: "nearest" });
            }}
            onClick={() => run(command)}
          >
            <span>{command.does}</span>
            {command.said !== "" && <kbd>{command.said}</kbd>}
          </button>
        ))}
      </div>
      {possible.length === 0 && <p className="dim">{words.noCommand}</p>}
    </Dialog>
  );
}

/** All typed words occur, in any order. */
function fits(does: string, typed: string): boolean {
  const text = does.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
