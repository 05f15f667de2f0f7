import { closeImport } from "../../store/actions/import-file.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { DraftForm } from "./draft-form.tsx";
import { ReadingProgress } from "./reading-progress.tsx";
import { SourceList } from "./source-list.tsx";
import "./import.css";

/** Where rows come from: a built-in set, or a file and its three decisions. */
export function DataDialog() {
  const lab = useLab();
  const { reading, draft } = useLabState((state) => state.importing);
  const isDraft = reading === null && draft !== null;
  return (
    <Dialog
      key={isDraft ? "draft" : "list"}
      title={isDraft ? draft.file.name : "Data"}
      wide={isDraft}
      onClose={() => closeImport(lab)}
    >
      {reading !== null && <ReadingProgress reading={reading} />}
      {isDraft && <DraftForm draft={draft} />}
      {reading === null && draft === null && <SourceList />}
    </Dialog>
  );
}
