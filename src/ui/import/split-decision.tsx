import type { SplitSpec } from "../../experiment/spec.ts";
import { countText } from "../../figures/number-text.ts";
import { changeDraft } from "../../store/actions/change-draft.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { splitWords as words } from "../../words/import.ts";
import { Segments } from "../controls/segments.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab } from "../lab-context.ts";
import { ConformalFields } from "../rail/conformal-fields.tsx";
import { SplitBar } from "../rail/split-bar.tsx";
import { SplitFields } from "../rail/split-fields.tsx";

const SET_WORD = /^(train(ing)?|valid(ation)?|val|dev|test(ing)?|holdout|calib(ration)?)$/i;

function sentenceOf({ split, task, roles }: ImportDraft): string {
  const { sentences } = words;
  if (split.kind !== "random") return sentences[split.kind];
  if (roles.query !== undefined) return sentences.queries;
  return task === "binary" || task === "multiclass" ? sentences.classes : sentences.random;
}

/** Who trains and who tests. */
export function SplitDecision({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { split } = draft;
  const isOfQueries = split.kind === "random" && draft.roles.query !== undefined;
  const columns = { time: timeColumns(draft), group: groupColumns(draft), column: setColumns(draft) };
  // What stays together goes to one side or the other: sets come close to their shares.
  const isAbout = isOfQueries || split.kind === "group" || split.duplicatesTogether;
  const change = (next: Partial<SplitSpec>) => changeDraft(lab, { split: { ...split, ...next } });
  const reasonFor = (kind: keyof typeof columns, reason: string) =>
    columns[kind].length === 0 ? reason : null;
  return (
    <>
      <Segments
        label={words.label}
        options={[
          { id: "random", label: words.random, reason: null },
          {
            id: "time",
            label: words.time,
            reason: reasonFor("time", words.noTime),
          },
          {
            id: "group",
            label: words.group,
            reason: reasonFor("group", words.noGroup),
          },
          {
            id: "column",
            label: words.column,
            reason: reasonFor("column", words.noColumn),
          },
        ]}
        chosen={split.kind}
        onChoose={(kind) => change({ kind, column: kind === "random" ? null : (columns[kind][0] ?? null) })}
      />
      {split.kind !== "random" && (
        <SelectField
          label={split.kind === "time" ? words.orderedBy : split.kind === "group" ? words.groups : words.sets}
          options={columns[split.kind].map((name) => ({ id: name, label: name }))}
          value={split.column ?? ""}
          onChange={(column) => change({ column })}
        />
      )}
      {split.kind !== "column" && (
        <>
          <SplitBar
            {...sharesOf(draft)}
            textOf={(rows) => (isAbout ? words.about(countText(rows)) : countText(rows))}
          />
          <div className="fields">
            <SplitFields split={split} onChange={(next) => changeDraft(lab, { split: next })} />
          </div>
        </>
      )}
      <div className="fields">
        <ConformalFields
          {...{ split, task: draft.task, table: draft.table }}
          // runs, and with them methods, are chosen afterwards
          hasDistributions={false}
          onChange={(next) => changeDraft(lab, { split: next })}
        />
      </div>
      <p className="small dim">{sentenceOf(draft)}</p>
      {split.kind === "random" && !isOfQueries && (
        <label className="check-line small">
          <input
            type="checkbox"
            className="check"
            checked={split.duplicatesTogether}
            onChange={() => change({ duplicatesTogether: !split.duplicatesTogether })}
          />
          {words.equalRows}
        </label>
      )}
    </>
  );
}

/** Rows with a target, shared out as the shares say. */
function sharesOf({ table, profiles, roles, split }: ImportDraft) {
  const missing = profiles?.find(({ name }) => name === roles.target)?.missing ?? 0;
  const rows = table.rowCount - missing;
  const part = (share: number) => Math.round(rows * share);
  const [validation, test, calibration] = [split.validation, split.test, split.calibration].map(part);
  return {
    train: rows - validation! - test! - calibration!,
    validation: validation!,
    test: test!,
    calibration: calibration!,
  };
}

/** Dates first, then columns of numbers. */
function timeColumns({ table, roles }: ImportDraft): string[] {
  const dates = roles.dates.map(({ column }) => column);
  const numbers = table.columns.filter(({ kind, name }) => kind === "number" && name !== roles.target);
  return [...dates, ...numbers.map(({ name }) => name).filter((name) => !dates.includes(name))];
}

/** Columns whose values repeat; what is left out as a feature may still group. */
function groupColumns({ table, profiles, roles }: ImportDraft): string[] {
  const groups = (profiles ?? []).filter(
    ({ distinct, missing, name }) =>
      name !== roles.target && distinct > 1 && distinct <= (table.rowCount - missing) / 2,
  );
  return groups.map(({ name }) => name);
}

function setColumns({ table, roles }: ImportDraft): string[] {
  const named = table.columns.filter(
    (column) =>
      column.kind === "text" &&
      column.name !== roles.target &&
      column.dictionary.length <= 8 &&
      column.dictionary.length > 0 &&
      column.dictionary.every((text) => SET_WORD.test(text.trim())),
  );
  return named.map(({ name }) => name);
}
