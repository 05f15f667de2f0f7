import type { NumberParam } from "../../core/params.ts";
import type { SplitSpec } from "../../experiment/spec.ts";
import { NumberField } from "../controls/number-field.tsx";

export interface SplitFieldsProps {
  readonly split: SplitSpec;
  readonly onChange: (split: SplitSpec) => void;
}

const MOST_HELD_OUT = 0.9;

function shareParam(id: string, label: string, other: number): NumberParam {
  return {
    kind: "number",
    id,
    label,
    help: "Share of the rows that does not train.",
    default: 0.2,
    min: 0,
    max: Math.round((MOST_HELD_OUT - other) * 100) / 100,
  };
}

/** Shares of validation and test rows; together they leave a tenth for training. */
export function SplitFields({ split, onChange }: SplitFieldsProps) {
  return (
    <>
      <NumberField
        param={shareParam("validation", "Validation share", split.test)}
        value={split.validation}
        onChange={(validation) => onChange({ ...split, validation: validation ?? split.validation })}
      />
      <NumberField
        param={shareParam("test", "Test share", split.validation)}
        value={split.test}
        onChange={(test) => onChange({ ...split, test: test ?? split.test })}
      />
    </>
  );
}
