import { closeImport } from "../../store/actions/import-file.ts";
import { updateView } from "../../store/actions/update.ts";
import { dataDialogWords } from "../../words/import.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { LargeQuestion } from "./large-question.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { SourceList } from "./source-list.tsx";
import "./import.css";

/** Where rows come from: an own table by any way, or a built-in set. */
export function DataDialog() {
  const lab = useLab();
  const { reading, large, draft } = useLabState((state) => state.importing);
  const part = reading !== null ? "reading" : large !== null ? "large" : "list";
  const close = () => {
    // a draft behind the dialog stays
    if (draft !== null && reading === null) updateView(lab, { dialog: null });
    else closeImport(lab);
  };
  return (
    <Dialog key={part} title={dataDialogWords.title} onClose={close}>
      {reading !== null && <ReadingProgress reading={reading} />}
      {part === "large" && large !== null && <LargeQuestion large={large} />}
      {part === "list" && <SourceList />}
    </Dialog>
  );
}
