import type { ImportDraft } from "../../store/lab-state.ts";
import { ColumnTable } from "./column-table.tsx";
import { Decisions } from "./decisions.tsx";
import { ReadReportCard } from "./read-report-card.tsx";

/** Left: how it was read. Middle: its columns. Right: three decisions and the button. */
export function DraftForm({ draft }: { readonly draft: ImportDraft }) {
  return (
    <div className="draft">
      <ReadReportCard draft={draft} />
      <ColumnTable draft={draft} />
      <Decisions draft={draft} />
    </div>
  );
}
