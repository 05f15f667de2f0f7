import type { TableColumn } from "../../core/table.ts";
import { updateView } from "../../store/actions/update.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { importWords as words } from "../../words/import.ts";
import { useLab } from "../lab-context.ts";
import { cellText } from "./cell-text.ts";

const SHOWN_ROWS = 7;
const SHOWN_COLUMNS = 3;

/** A glance at the cells: the target and two other used columns. */
export function FirstRows({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const columns = tellingColumns(draft);
  const rows = Array.from({ length: Math.min(SHOWN_ROWS, draft.table.rowCount) }, (_, row) => row);
  return (
    <section className="card first-rows" aria-labelledby="rows-heading">
      <h3 id="rows-heading">{words.firstRows}</h3>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={column.kind === "number" ? "right" : ""}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column.name} className={column.kind === "number" ? "right" : ""}>
                  {cellText(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="text-button underlined"
        onClick={() => updateView(lab, { dialog: "table" })}
      >
        {words.allRows}
      </button>
    </section>
  );
}

function tellingColumns({ table, roles }: ImportDraft): TableColumn[] {
  const used = table.columns.filter(({ name }) => name !== roles.target && !roles.ignored.includes(name));
  const texts = used.filter(({ kind }) => kind === "text");
  const numbers = used.filter(({ kind }) => kind === "number");
  const target = table.columns.filter(({ name }) => name === roles.target);
  const others = [...texts.slice(0, 1), ...numbers, ...texts.slice(1)].slice(0, SHOWN_COLUMNS - 1);
  return [...others, ...target];
}
