import { useMemo } from "react";
import type { Task } from "../../core/task.ts";
import { countText } from "../../figures/number-text.ts";
import { changeDraft, chooseTarget, tasksFor } from "../../store/actions/change-draft.ts";
import { chooseEvent, eventColumns } from "../../store/actions/choose-event.ts";
import { chooseQuery, queryColumns } from "../../store/actions/choose-query.ts";
import { chooseFurtherTargets, furtherTargets } from "../../store/actions/choose-targets.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { targetWords as words } from "../../words/import.ts";
import { Note } from "../controls/note.tsx";
import { Segments } from "../controls/segments.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab } from "../lab-context.ts";
import { ColumnBars } from "./column-bars.tsx";

const taskLabels: { readonly [task in Task]?: string } = words.tasks;

/** What is to be predicted, as what, and how its values lie. */
export function TargetDecision({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { roles, profiles, traps, reasons } = draft;
  const profile = profiles?.find(({ name }) => name === roles.target);
  const about = traps?.find(({ kind }) => kind === "rare-class");
  const reason = reasons[roles.target];
  const bars = profile?.bars;
  return (
    <>
      <SelectField
        label={words.predict}
        options={draft.table.columns.map(({ name }) => ({ id: name, label: name }))}
        value={roles.target}
        onChange={(name) => chooseTarget(lab, name)}
      />
      <FurtherTargets draft={draft} />
      <EventField draft={draft} />
      <QueryField draft={draft} />
      <Segments
        label={words.task}
        options={tasksFor(draft).map((task) => ({ id: task, label: taskLabels[task] ?? task, reason: null }))}
        chosen={draft.task}
        onChoose={(task) => changeDraft(lab, { task })}
      />
      <div className="bars target target-bars">
        <ColumnBars profile={profile} width={300} height={64} />
      </div>
      {bars?.kind === "values" &&
        draft.task !== "regression" &&
        draft.task !== "survival" &&
        draft.task !== "ranking" &&
        draft.task !== "multioutput" && (
          <p className="small dim class-counts">
            {bars.names.slice(0, 6).map((name, at) => (
              <span key={name}>
                {name} <b>{countText(bars.counts[at] ?? 0)}</b>
              </span>
            ))}
            {bars.names.length > 6 && <span>…</span>}
          </p>
        )}
      {reason !== undefined && <p className="small dim">{reason}</p>}
      {about !== undefined && <Note tone="warn">{about.title}.</Note>}
      {profile !== undefined && profile.missing > 0 && (
        <Note tone="check">
          {profile.missing === 1
            ? words.missingOne(roles.target)
            : words.missingMany(countText(profile.missing), roles.target)}
        </Note>
      )}
    </>
  );
}

/** A column has no empty name. */
const NO_COLUMN = "";

/** Targets beside the first one: added from a list, taken out one by one. */
function FurtherTargets({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { targets = [] } = draft.roles;
  const free = furtherTargets(draft);
  if (free.length + targets.length === 0) return null;
  return (
    <>
      {free.length > 0 && (
        <SelectField
          label={words.further}
          options={[
            { id: NO_COLUMN, label: words.noFurther },
            ...free.map((name) => ({ id: name, label: name })),
          ]}
          value={NO_COLUMN}
          onChange={(name) => name !== NO_COLUMN && chooseFurtherTargets(lab, [...targets, name])}
        />
      )}
      {targets.length > 0 && (
        <p className="small target-list">
          {targets.map((name) => (
            <button
              key={name}
              type="button"
              className="button low"
              aria-label={words.dropTarget(name)}
              onClick={() =>
                chooseFurtherTargets(
                  lab,
                  targets.filter((other) => other !== name),
                )
              }
            >
              {name} ×
            </button>
          ))}
        </p>
      )}
    </>
  );
}

/** Which column says whether the target's time was seen to end; offered where one could. */
function EventField({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { table, roles } = draft;
  const { target, targets, weight, censoring } = roles;
  const names = useMemo(() => eventColumns(table, { target, weight }), [table, target, weight]);
  if (targets !== undefined || censoring?.kind === "upper") return null;
  if (names.length === 0 && censoring === undefined) return null;
  return (
    <SelectField
      label={words.event}
      options={[{ id: NO_COLUMN, label: words.noEvent }, ...names.map((name) => ({ id: name, label: name }))]}
      value={censoring?.column ?? NO_COLUMN}
      onChange={(name) => chooseEvent(lab, name === NO_COLUMN ? null : name)}
      help={words.eventHelp}
    />
  );
}

/** Which column says to which query a graded row belongs; offered where one could. */
function QueryField({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { table, roles } = draft;
  const { target, targets, weight, query, censoring } = roles;
  const names = useMemo(() => queryColumns(table, { target, weight }), [table, target, weight]);
  if (targets !== undefined || censoring !== undefined) return null;
  if (names.length === 0 && query === undefined) return null;
  return (
    <SelectField
      label={words.query}
      options={[{ id: NO_COLUMN, label: words.noQuery }, ...names.map((name) => ({ id: name, label: name }))]}
      value={query ?? NO_COLUMN}
      onChange={(name) => chooseQuery(lab, name === NO_COLUMN ? null : name)}
      help={words.queryHelp}
    />
  );
}
