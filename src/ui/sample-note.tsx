import { countText } from "../figures/number-text.ts";
import { pageWords } from "../words/page.ts";
import { useLabState } from "./lab-context.ts";

/** Where the rows are a sample, every chart says so. */
export function SampleNote() {
  const text = useLabState(({ data, setup }) => {
    if (setup.data.sample === null || data.status !== "ready" || data.report === null) return null;
    return pageWords.sampleOf(countText(data.table.rowCount), countText(data.report.fileRowCount));
  });
  return text === null ? null : <span className="sample-note small dim">· {text}</span>;
}
