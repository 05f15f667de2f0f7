import type { NumberParam } from "../../core/params.ts";
import { NumberField } from "../controls/number-field.tsx";

const linesParam: NumberParam = {
  kind: "integer",
  id: "skipped_lines",
  label: "Lines above",
  help: "Lines above the column names that are skipped.",
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
