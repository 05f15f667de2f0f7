import type { NumberParam } from "../../core/params.ts";
import { readReportWords as words } from "../../words/import.ts";
import { NumberField } from "../controls/number-field.tsx";

const linesParam: NumberParam = {
  kind: "integer",
  id: "skipped_lines",
  label: words.linesAbove,
  help: words.linesAboveHelp,
  default: 0,
  min: 0,
  max: 1_000_000,
};

/** How many lines above the table are skipped. */
export function LinesField({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (lines: number) => void;
}) {
  return <NumberField param={linesParam} value={value} onChange={(lines) => onChange(lines ?? 0)} />;
}
