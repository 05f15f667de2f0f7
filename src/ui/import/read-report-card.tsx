import type { ReadReport } from "../../core/table.ts";
import { countText } from "../../figures/number-text.ts";
import { openFile } from "../../store/actions/import-file.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { Note } from "../controls/note.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab } from "../lab-context.ts";
import { OpenFileButton } from "../open-file-button.tsx";
import { bytesText } from "./bytes-text.ts";
import { failingText } from "./column-facts.ts";

const delimiters: readonly { readonly id: ReadReport["delimiter"]; readonly label: string }[] = [
  { id: ",", label: "comma ," },
  { id: ";", label: "semicolon ;" },
  { id: "\t", label: "tab" },
  { id: "|", label: "bar |" },
];

const headers = [
  { id: "true", label: "column names" },
  { id: "false", label: "data" },
] as const;

/** What the reader guessed and did; the guesses can be overruled. */
export function ReadReportCard({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { report, table, choices, file } = draft;
  const again = (change: ImportDraft["choices"]) => void openFile(lab, file, { ...choices, ...change });
  const failing = failingText(table);
  return (
    <section className="read-report" aria-labelledby="read-heading">
      <h3 id="read-heading">How it was read</h3>
      <div className="fields">
        <SelectField
          label="Separator"
          options={delimiters}
          value={report.delimiter}
          onChange={(id) => again({ delimiter: id as ReadReport["delimiter"] })}
        />
        <SelectField
          label="First row"
          options={headers}
          value={String(report.hasHeader)}
          onChange={(id) => again({ hasHeader: id === "true" })}
        />
      </div>
      <dl className="facts">
        <dt>Encoding</dt>
        <dd>{report.encoding}</dd>
        <dt>Size</dt>
        <dd>{bytesText(report.byteCount)}</dd>
        <dt>Rows</dt>
        <dd>{countText(table.rowCount)}</dd>
        <dt>Columns</dt>
        <dd>{countText(table.columns.length)}</dd>
      </dl>
      {report.notes.map((note) => (
        <Note key={note} tone="check">
          {note}
        </Note>
      ))}
      {failing.map((sentence) => (
        <Note key={sentence} tone="warn">
          {sentence}
        </Note>
      ))}
      <div className="another-file">
        <OpenFileButton />
      </div>
    </section>
  );
}
