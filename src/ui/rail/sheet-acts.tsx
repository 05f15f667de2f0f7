import { updateView } from "../../store/actions/update.ts";
import { topBarWords as words } from "../../words/top-bar.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OpenFileButton } from "../open-file-button.tsx";
import { takeBack, useCanUndo } from "../take-back.ts";
import { switchTheme, useTheme } from "../theme.ts";

/** On a phone the sheet holds what the top bar has no room for. */
export function SheetActs() {
  const lab = useLab();
  const canUndo = useCanUndo();
  const canRedo = useLabState((state) => state.history.future.length > 0);
  const theme = useTheme() === "dark" ? words.light : words.dark;
  return (
    <div className="phone-only sheet-acts">
      <OpenFileButton />
      <button type="button" className="button" onClick={() => updateView(lab, { dialog: "export" })}>
        <Icon name="save" /> {words.export}
      </button>
      <button type="button" className="button" onClick={switchTheme}>
        <Icon name="theme" /> {theme}
      </button>
      <button type="button" className="button" disabled={!canUndo} onClick={() => takeBack(lab, "undo")}>
        <Icon name="undo" /> {words.undo}
      </button>
      {canRedo && (
        <button type="button" className="button" onClick={() => takeBack(lab, "redo")}>
          <Icon name="redo" /> {words.redo}
        </button>
      )}
    </div>
  );
}
