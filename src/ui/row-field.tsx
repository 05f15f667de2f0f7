import { useState } from "react";
import { updateView } from "../store/actions/update.ts";
import type { LabState } from "../store/lab-state.ts";
import { toolbarWords as words } from "../words/toolbar.ts";
import { useLab, useLabState } from "./lab-context.ts";

function rowCount({ data }: LabState): number {
  return data.status === "ready" ? data.table.rowCount : 0;
}

/** The row that is marked in every panel; a number picks another. */
export function RowField() {
  const lab = useLab();
  const row = useLabState((state) => state.view.selectedRow);
  const rows = useLabState(rowCount);
  const followed = useLabState((state) => {
    const ids = state.runs.find((run) => run.start !== null)?.start?.followed.rowIds;
    return row === null || ids === undefined || ids.includes(row);
  });
  const [typed, setTyped] = useState<string | null>(null);
  if (rows === 0) return null;
  const wanted = typed === null ? null : Number(typed);
  const wrong = wanted !== null && !(Number.isInteger(wanted) && wanted >= 0 && wanted < rows);
  const take = () => {
    if (wanted !== null && !wrong && typed?.trim() !== "") updateView(lab, { selectedRow: wanted });
    if (!wrong) setTyped(null);
  };
  const said = wrong ? words.rowsFrom(`${rows - 1}`) : followed ? words.marked : words.notFollowed;
  return (
    <div className="row-field">
      <svg className="row-ring" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        <circle cx="7" cy="7" r="5" />
      </svg>
      <label>
        <span className="wide-only">{words.row} </span>
        <input
          className="text-field"
          inputMode="numeric"
          autoComplete="off"
          aria-label={words.rowField}
          aria-invalid={wrong}
          aria-describedby="row-said"
          value={typed ?? (row === null ? "" : String(row))}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === "Enter") take();
            if (event.key === "Escape") setTyped(null);
          }}
        />
      </label>
      <span id="row-said" className={wrong ? "wrong" : followed ? "hidden-text" : "dim"}>
        {said}
      </span>
    </div>
  );
}
