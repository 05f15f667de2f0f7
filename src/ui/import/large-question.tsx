import { useState } from "react";
import type { NumberParam } from "../../core/params.ts";
import { countText } from "../../figures/number-text.ts";
import { closeImport, readLarge } from "../../store/actions/import-file.ts";
import type { LargeFile } from "../../store/lab-state.ts";
import { largeWords as words } from "../../words/import.ts";
import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

const DEFAULT_ROWS = 200_000;
const SAMPLE_SEED = 1;
const rowsParam: NumberParam = {
  kind: "integer",
  id: "sample_rows",
  label: words.rows,
  help: words.rowsHelp,
  default: DEFAULT_ROWS,
  min: 10,
  max: 100_000_000,
};

/** A file so large that a sample may do. Nothing has been read yet. */
export function LargeQuestion({ large }: { readonly large: LargeFile }) {
  const lab = useLab();
  const { origin, estimate } = large;
  const [rows, setRows] = useState(Math.min(DEFAULT_ROWS, estimate.rows));
  const [stratify, setStratify] = useState("");
  return (
    <div className="large-question">
      <p>
        {words.explain(
          origin.file.name,
          countText(Number(estimate.rows.toPrecision(2))),
          countText(estimate.columns),
          bytesText(estimate.memoryBytes),
        )}
      </p>
      <div className="fields">
        <NumberField param={rowsParam} value={rows} onChange={(value) => setRows(value ?? DEFAULT_ROWS)} />
        <SelectField
          label={words.keepShares}
          options={[
            { id: "", label: words.noColumn },
            ...estimate.columnNames.slice(0, 500).map((name) => ({ id: name, label: name })),
          ]}
          value={stratify}
          onChange={setStratify}
        />
      </div>
      <p className="small dim">{words.charts}</p>
      <div className="button-row">
        <button
          type="button"
          className="button primary"
          data-first-focus
          onClick={() =>
            void readLarge(lab, large, {
              rows,
              seed: SAMPLE_SEED,
              stratify: stratify === "" ? null : stratify,
            })
          }
        >
          {words.readSample(countText(rows))}
        </button>
        <button
          type="button"
          className="button"
          disabled={estimate.isTooLarge}
          title={estimate.isTooLarge ? words.tooLarge : undefined}
          onClick={() => void readLarge(lab, large, null)}
        >
          {words.readAll}
        </button>
        <button type="button" className="button quiet" onClick={() => closeImport(lab)}>
          {words.cancel}
        </button>
      </div>
    </div>
  );
}
