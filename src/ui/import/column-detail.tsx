import type { ColumnType, DateColumn, DatePart } from "../../data/column-type.ts";
import { countText, plainText } from "../../figures/number-text.ts";
import {
  changeDraft,
  setDraftDate,
  setDraftType,
  setMissingTokens,
  treatFailing,
  typeInDraft,
} from "../../store/actions/change-draft.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { columnTypeWords, columnDetailWords as words } from "../../words/import-columns.ts";
import { Note } from "../controls/note.tsx";
import { Segments } from "../controls/segments.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { ColumnBars } from "./column-bars.tsx";
import { MissingTokens } from "./missing-tokens.tsx";

const TYPES: readonly ColumnType[] = ["number", "category", "boolean", "date", "text", "id"];
const PARTS: readonly { readonly id: DatePart; readonly label: string }[] = [
  { id: "ordinal", label: words.parts.ordinal },
  { id: "year", label: words.parts.year },
  { id: "month", label: words.parts.month },
  { id: "day", label: words.parts.day },
  { id: "weekday", label: words.parts.weekday },
  { id: "hour", label: words.parts.hour },
];

interface ColumnDetailProps {
  readonly draft: ImportDraft;
  readonly name: string;
  readonly onClose: () => void;
}

/** One column: what it is taken for and why, what is in it, and what is done with cells that do not fit. */
export function ColumnDetail({ draft, name, onClose }: ColumnDetailProps) {
  const lab = useLab();
  const profile = draft.profiles?.find((other) => other.name === name);
  const column = draft.table.columns.find((other) => other.name === name);
  const type = typeInDraft(draft, name);
  const found = draft.types.find((other) => other.name === name);
  const date = draft.roles.dates.find((other) => other.column === name);
  const { target, targets = [] } = draft.roles;
  const isTarget = target === name || targets.includes(name);
  const own = draft.report.recipe.columns.find((other) => other.name === name)?.missing;
  // what a column can be follows from how its cells are kept
  const types = TYPES.filter((other) => other === type || other !== "boolean");
  return (
    <section className="column-detail" aria-label={words.title(name)}>
      <header>
        <h3>{name}</h3>
        <span className="grows" />
        <button type="button" className="button quiet square" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="detail-parts">
        <div className={`detail-bars bars ${type}`}>
          <ColumnBars profile={profile} width={240} height={72} />
          {profile !== undefined && (
            <p className="small dim">
              {profile.numbers !== null &&
                words.range(
                  plainText(profile.numbers.min),
                  plainText(profile.numbers.max),
                  plainText(profile.numbers.median),
                )}
              {words.values(countText(profile.distinct), countText(profile.missing))}
            </p>
          )}
        </div>
        <div className="fields">
          <SelectField
            label={words.type}
            options={types.map((id) => ({ id, label: columnTypeWords[id] }))}
            value={type}
            onChange={(next) => setDraftType(lab, name, next as ColumnType)}
          />
          {found !== undefined && <p className="small dim">{found.why}</p>}
          {date !== undefined && <DateFields date={date} />}
          {!isTarget && column?.kind === "number" && <WeightField draft={draft} name={name} />}
          <MissingTokens
            label={own === undefined ? words.missingAsFile : words.missingHere}
            tokens={own ?? draft.report.recipe.missing}
            onChange={(tokens) => setMissingTokens(lab, name, tokens)}
          />
        </div>
        <FailingCells draft={draft} name={name} />
      </div>
    </section>
  );
}

function DateFields({ date }: { readonly date: DateColumn }) {
  const lab = useLab();
  return (
    <>
      {date.order !== "iso" && (
        <Segments
          label={words.dateOrder}
          options={[
            { id: "dmy", label: words.dayFirst, reason: null },
            { id: "mdy", label: words.monthFirst, reason: null },
          ]}
          chosen={date.order}
          onChoose={(order) => setDraftDate(lab, { ...date, order })}
        />
      )}
      <fieldset className="part-list">
        <legend className="small dim">{words.countsAs}</legend>
        {PARTS.map(({ id, label }) => (
          <label key={id}>
            <input
              type="checkbox"
              className="check"
              checked={date.parts.includes(id)}
              onChange={() => {
                const parts = PARTS.map((part) => part.id).filter((part) =>
                  part === id ? !date.parts.includes(id) : date.parts.includes(part),
                );
                if (parts.length > 0) setDraftDate(lab, { ...date, parts });
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function WeightField({ draft, name }: { readonly draft: ImportDraft; readonly name: string }) {
  const lab = useLab();
  const isWeight = draft.roles.weight === name;
  return (
    <label className="check-line">
      <input
        type="checkbox"
        className="check"
        checked={isWeight}
        onChange={() => changeDraft(lab, { roles: { ...draft.roles, weight: isWeight ? null : name } })}
      />
      {words.weight}
    </label>
  );
}

/** Cells of a number column that are no numbers: how many, which, and what to do. */
function FailingCells({ draft, name }: { readonly draft: ImportDraft; readonly name: string }) {
  const lab = useLab();
  const column = draft.table.columns.find((other) => other.name === name);
  if (column?.kind !== "number" || column.failingCount === 0) return null;
  const { failingCount, failing } = column;
  const known = column.values.length;
  return (
    <div className="failing-cells">
      <Note tone="warn">
        {failingCount === 1
          ? words.failingOne(countText(known))
          : words.failingMany(countText(failingCount), countText(known))}
      </Note>
      <Segments
        label={words.treatment}
        options={[
          { id: "missing", label: words.asMissing, reason: null },
          { id: "text", label: words.asText, reason: null },
          { id: "drop", label: words.dropRows, reason: null },
        ]}
        chosen={draft.roles.dropFailing.includes(name) ? "drop" : "missing"}
        onChoose={(treatment) => treatFailing(lab, name, treatment)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keys */}
      <ul className="small" tabIndex={0} aria-label={words.failingList}>
        {failing.map(({ row, text }) => (
          <li key={row}>
            {words.row(row)} <code>{text.length > 60 ? `${text.slice(0, 60)}…` : text}</code>
          </li>
        ))}
        {failingCount > failing.length && <li>{words.andMore(countText(failingCount - failing.length))}</li>}
      </ul>
    </div>
  );
}
