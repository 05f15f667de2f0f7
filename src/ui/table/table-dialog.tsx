import { updateView } from "../../store/actions/update.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { TableGrid } from "./table-grid.tsx";
import "./table.css";

/** Every row and column of the table that is being opened, else of the one that is trained on. */
export function TableDialog() {
  const lab = useLab();
  const draft = useLabState((state) => state.importing.draft);
  const data = useLabState((state) => state.data);
  const shown =
    draft !== null
      ? { table: draft.table, tableId: draft.fingerprint, name: draft.origin.file.name }
      : data.status === "ready"
        ? { table: data.table, tableId: data.tableId, name: data.name }
        : null;
  if (shown === null) return null;
  return (
    <Dialog title={shown.name} wide onClose={() => updateView(lab, { dialog: null })}>
      <TableGrid key={shown.tableId} {...shown} isDraft={draft !== null} />
    </Dialog>
  );
}
