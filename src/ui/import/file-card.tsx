import { countText } from "../../figures/number-text.ts";
import { suggestAnew } from "../../store/actions/change-draft.ts";
import { backToEarlierDraft, closeImport } from "../../store/actions/import-file.ts";
import { mayKeepCopy, setKeepsCopy } from "../../store/actions/recent-tables.ts";
import { updateView } from "../../store/actions/update.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { importWords as words } from "../../words/import.ts";
import { Note } from "../controls/note.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

/** What was opened, how to open something else, and the way back. */
export function FileCard({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { origin, report, table, sample } = draft;
  const earlier = useLabState((state) => state.importing.earlier);
  return (
    <section className="file-card" aria-label={words.file}>
      <p className="file-name">
        <Icon name="file" /> <b>{origin.file.name}</b>
        <span className="grows" />
        <span className="dim">{bytesText(report.byteCount)}</span>
      </p>
      <p className="small dim">
        {words.another}{" "}
        <button
          type="button"
          className="text-button underlined inline"
          onClick={() => updateView(lab, { dialog: "data" })}
        >
          {words.chooseOther}
        </button>
      </p>
      {earlier !== null && (
        <>
          <Note tone="check">{words.setAside(earlier.origin.file.name)}</Note>
          <button type="button" className="button low" onClick={() => void backToEarlierDraft(lab)}>
            {words.backTo(earlier.origin.file.name)}
          </button>
        </>
      )}
      {sample !== null && (
        <Note tone="warn">{words.sample(countText(table.rowCount), countText(report.fileRowCount))}</Note>
      )}
      {draft.isReplacement && (
        <>
          <Note tone="check">{words.replaced}</Note>
          <button type="button" className="button low" onClick={() => suggestAnew(lab)}>
            {words.suggestAnew}
          </button>
        </>
      )}
      {mayKeepCopy(draft) && (
        <label className="check-line small">
          <input
            type="checkbox"
            className="check"
            checked={draft.keepsCopy}
            onChange={() => setKeepsCopy(lab, !draft.keepsCopy)}
          />
          {words.keepCopy}
        </label>
      )}
      <button type="button" className="button low" onClick={() => closeImport(lab)}>
        {words.back}
      </button>
    </section>
  );
}
