import { countText } from "../figures/number-text.ts";
import { useLabState } from "./lab-context.ts";

/** Where the rows are a sample, every chart says so. */
export function SampleNote() {
  const text = useLabState(({ data, setup }) => {
    if (setup.data.sample === null || data.status !== "ready" || data.report === null) return null;
    return `sample of ${countText(data.table.rowCount)} of ${countText(data.report.fileRowCount)} rows`;
  });
  return text === null ? null : <span className="sample-note small dim">· {text}</span>;
}
