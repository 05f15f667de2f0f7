import { useState } from "react";
import type { ErrorReport } from "../../core/errors.ts";
import { exportWords as words } from "../../words/export.ts";
import { Note } from "../controls/note.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { fileStem, saveBlob } from "./save-file.ts";

/** The whole experiment as one file. Rows of the user's own table travel only when that is asked for, each time anew. */
export function WholeFile() {
  const lab = useLab();
  const name = useLabState(({ data }) => data.name);
  const mayHaveRows = useLabState(
    ({ data, setup }) => data.status === "ready" && setup.data.source.kind !== "builtin",
  );
  const [withRows, setWithRows] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const save = async () => {
    const { labFileOf } = await import("../../store/share/lab-files.ts");
    const file = labFileOf(lab, withRows && mayHaveRows);
    setError(file.ok ? null : file.error);
    if (file.ok)
      saveBlob(
        `${fileStem(name)}.boostlab`,
        new Blob([new Uint8Array(file.value)], { type: "application/zip" }),
      );
  };
  return (
    <div className="export-whole">
      <button type="button" className="button" onClick={() => void save()}>
        <Icon name="save" /> {words.wholeFile}
      </button>
      {mayHaveRows && (
        <label className="export-check">
          <input type="checkbox" checked={withRows} onChange={(event) => setWithRows(event.target.checked)} />{" "}
          {words.withRows}
        </label>
      )}
      <p className="small dim">
        {!mayHaveRows ? words.wholeMade : withRows ? words.rowsTravel : words.rowsStay}
      </p>
      {error !== null && (
        <Note tone="bad">
          {error.message} <span className="notice-code">({error.code})</span>
        </Note>
      )}
    </div>
  );
}
