import { useEffect, useRef, useState } from "react";
import { acceptDraft } from "../../store/actions/change-draft.ts";
import { closeImport } from "../../store/actions/import-file.ts";
import { importWords } from "../../words/import.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { ColumnDetail } from "./column-detail.tsx";
import { ColumnTable } from "./column-table.tsx";
import { Decisions } from "./decisions.tsx";
import { FileCard } from "./file-card.tsx";
import { FirstRows } from "./first-rows.tsx";
import { ReadReportCard } from "./read-report-card.tsx";
import { TrapPanel } from "./trap-panel.tsx";
import "./import.css";
import "./import-screen.css";

/** Left: how the file was read. Middle: its columns and the traps in them. Right: three decisions and the button. */
export function ImportScreen() {
  const lab = useLab();
  const draft = useLabState((state) => state.importing.draft);
  const [column, setColumn] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const fingerprint = draft?.fingerprint;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table begins at its top
  useEffect(() => heading.current?.focus(), [fingerprint]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      const isElsewhere = event.defaultPrevented || document.querySelector("dialog[open]") !== null;
      if (isElsewhere) return;
      if (event.key === "Escape") closeImport(lab);
      const isOnNothing = event.target === heading.current || event.target === document.body;
      if (event.key === "Enter" && isOnNothing) acceptDraft(lab);
    };
    window.addEventListener("keydown", leave);
    return () => window.removeEventListener("keydown", leave);
  }, [lab]);
  if (draft === null) return null;
  const shown = draft.table.columns.some(({ name }) => name === column) ? column : null;
  return (
    <main className="import-screen" aria-labelledby="import-heading">
      <h2 id="import-heading" className="hidden-text" tabIndex={-1} ref={heading}>
        {importWords.heading(draft.origin.file.name)}
      </h2>
      <div className="import-left">
        <FileCard draft={draft} />
        <ReadReportCard draft={draft} />
        <FirstRows draft={draft} />
      </div>
      <div className="import-middle card">
        <ColumnTable draft={draft} chosen={shown} onChoose={setColumn} />
        {shown === null ? (
          <TrapPanel draft={draft} />
        ) : (
          <ColumnDetail key={shown} draft={draft} name={shown} onClose={() => setColumn(null)} />
        )}
      </div>
      <Decisions draft={draft} />
    </main>
  );
}
