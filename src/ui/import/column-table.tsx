import { useMemo } from "react";
import type { TableColumn } from "../../core/table.ts";
import { setDraftCategorical, toggleDraftColumn } from "../../store/actions/import-file.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { columnFacts, shareText } from "./column-facts.ts";

/** Every column: used or not, as what, with what in it. */
export function ColumnTable({ draft }: { readonly draft: ImportDraft }) {
  const { columns } = draft.table;
  const left = draft.roles.ignored.length;
  return (
    <section className="column-table" aria-labelledby="columns-heading">
      <header>
        <h3 id="columns-heading">Columns</h3>
        <span className="small dim">
          {columns.length - left - 1} used, {left} left out, 1 target
        </span>
      </header>
      <div className="column-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Use</th>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Examples</th>
              <th scope="col" className="right">
                Missing
              </th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <ColumnRow key={column.name} column={column} draft={draft} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ColumnRow({ column, draft }: { readonly column: TableColumn; readonly draft: ImportDraft }) {
  const lab = useLab();
  const facts = useMemo(() => columnFacts(column), [column]);
  const { roles, table } = draft;
  const isTarget = column.name === roles.target;
  const used = !roles.ignored.includes(column.name);
  const note = isTarget ? "target" : (draft.reasons[column.name] ?? "");
  return (
    <tr className={isTarget ? "target" : used ? "" : "unused"}>
      <td>
        {isTarget ? (
          <span className="hidden-text">target</span>
        ) : (
          <input
            type="checkbox"
            className="check"
            aria-label={`Use ${column.name}`}
            checked={used}
            onChange={() => toggleDraftColumn(lab, column.name)}
          />
        )}
      </td>
      <th scope="row">{column.name}</th>
      <td>
        <ColumnType column={column} draft={draft} used={used} />
      </td>
      <td className="examples">{facts.examples}</td>
      <td className="right">{shareText(facts.missing, table.rowCount)}</td>
      <td className="column-note">{note}</td>
    </tr>
  );
}

interface ColumnTypeProps {
  readonly column: TableColumn;
  readonly draft: ImportDraft;
  readonly used: boolean;
}

/** Text is a category; a number may be read as one. */
function ColumnType({ column, draft, used }: ColumnTypeProps) {
  const lab = useLab();
  const isTarget = column.name === draft.roles.target;
  const asCategory = column.kind === "text" || draft.roles.categorical.includes(column.name);
  const kind = asCategory ? "category" : "number";
  const fixed = column.kind === "text" || isTarget || !used;
  return (
    <span className={`column-type ${used ? kind : "unused"}`}>
      <Icon name={kind} />
      {fixed ? (
        kind
      ) : (
        <select
          className="select"
          aria-label={`Type of ${column.name}`}
          value={kind}
          onChange={(event) => setDraftCategorical(lab, column.name, event.target.value === "category")}
        >
          <option value="number">number</option>
          <option value="category">category</option>
        </select>
      )}
    </span>
  );
}
