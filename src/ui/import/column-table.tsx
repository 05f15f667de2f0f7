import { useState } from "react";
import type { TableColumn } from "../../core/table.ts";
import type { ColumnProfile } from "../../data/column-profile.ts";
import { countText } from "../../figures/number-text.ts";
import { toggleDraftColumn, typeInDraft } from "../../store/actions/change-draft.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { columnTypeWords, columnTableWords as words } from "../../words/import-columns.ts";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { ColumnBars } from "./column-bars.tsx";
import { columnNote } from "./column-note.ts";
import { TYPE_ICONS } from "./column-type-icon.ts";
import { shareText } from "./share-text.ts";

export interface ColumnTableProps {
  readonly draft: ImportDraft;
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

/** So many columns are drawn at a time; a search finds the others. */
const SHOWN = 100;
const SEARCHED_ABOVE = 30;

/** Every column: used or not, as what, with what in it. */
export function ColumnTable({ draft, chosen, onChoose }: ColumnTableProps) {
  const [wanted, setWanted] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const { columns } = draft.table;
  const found = columns.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  const { ignored, targets = [] } = draft.roles;
  const left = ignored.length;
  const used = columns.length - left - targets.length - 1 - otherRoles(draft.roles).length;
  const warned = (draft.traps ?? []).filter(({ tone }) => tone === "warn").length;
  return (
    <section className="column-table" aria-labelledby="columns-heading">
      <header>
        <h3 id="columns-heading">{words.title}</h3>
        <span className="small dim">
          {words.counts(countText(used), countText(left), targets.length + 1)}
        </span>
        <span className="grows" />
        {warned > 0 && (
          <span className="chip warn">
            <Icon name="warn" /> {words.trapsFound(warned)}
          </span>
        )}
        {columns.length > SEARCHED_ABOVE && (
          <input
            type="search"
            className="text-field wide"
            aria-label={words.find}
            placeholder={words.find}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keys */}
      <section className="column-scroll" tabIndex={0} aria-label={words.list}>
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-text">{words.use}</span>
              </th>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.type}</th>
              <th scope="col">{words.values}</th>
              <th scope="col">{words.examples}</th>
              <th scope="col" className="right">
                {words.missing}
              </th>
              <th scope="col">{words.note}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map((column) => (
              <ColumnRow
                key={column.name}
                column={column}
                profile={draft.profiles?.find(({ name }) => name === column.name)}
                draft={draft}
                isChosen={column.name === chosen}
                onChoose={() => onChoose(column.name === chosen ? null : column.name)}
              />
            ))}
          </tbody>
        </table>
        {found.length > shown && (
          <button type="button" className="button low" onClick={() => setShown(shown + SHOWN)}>
            {words.showMore(Math.min(SHOWN, found.length - shown), countText(found.length))}
          </button>
        )}
      </section>
    </section>
  );
}

/** Columns that are no features, whatever is ticked: they weigh rows, part them into queries, or say what was seen. */
function otherRoles({ weight, query, censoring, ignored }: ImportDraft["roles"]): string[] {
  return [weight, query, censoring?.column].filter(
    (name): name is string => name != null && !ignored.includes(name),
  );
}

interface ColumnRowProps {
  readonly column: TableColumn;
  readonly profile: ColumnProfile | undefined;
  readonly draft: ImportDraft;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function ColumnRow({ column, profile, draft, isChosen, onChoose }: ColumnRowProps) {
  const lab = useLab();
  const { roles, table } = draft;
  const { name } = column;
  const isTarget = name === roles.target || roles.targets?.includes(name) === true;
  const isUsed = !roles.ignored.includes(name);
  const type = typeInDraft(draft, name);
  const note = columnNote(draft, name);
  const hasOtherRole = otherRoles(roles).includes(name);
  const state = isTarget ? "target" : isUsed ? "" : "unused";
  return (
    <tr className={`${state}${isChosen ? " chosen" : ""}`}>
      <td>
        {isTarget ? (
          <>
            <span className="target-mark" aria-hidden="true" />
            <span className="hidden-text">{words.target}</span>
          </>
        ) : (
          <input
            type="checkbox"
            className="check"
            aria-label={words.toUse(name)}
            checked={isUsed && !hasOtherRole}
            disabled={hasOtherRole}
            onChange={() => toggleDraftColumn(lab, name)}
          />
        )}
      </td>
      <th scope="row">
        <button type="button" className="column-name" aria-pressed={isChosen} title={name} onClick={onChoose}>
          {name}
        </button>
      </th>
      <td>
        <span className={`column-type ${isUsed || isTarget ? type : "unused"}`}>
          <Icon name={TYPE_ICONS[type]} /> {columnTypeWords[type]}
        </span>
      </td>
      <td className={`bars ${isTarget ? "target" : isUsed ? type : "unused"}`}>
        <ColumnBars profile={profile} />
      </td>
      <td className={`examples ${column.kind === "number" ? "right" : ""}`}>
        {profile?.examples
          .join(column.kind === "number" ? "   " : ", ")
          .replaceAll("-", column.kind === "number" ? "−" : "-")}
      </td>
      <td className="right">{profile === undefined ? "" : shareText(profile.missing, table.rowCount)}</td>
      <td className={`column-note ${note.tone}`}>{note.text}</td>
    </tr>
  );
}
