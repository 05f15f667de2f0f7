import type { NumberParam } from "../../core/params.ts";
import { withConformal } from "../../experiment/conformal-spec.ts";
import type { SplitSpec } from "../../experiment/spec.ts";
import { splitWords } from "../../words/split.ts";
import { NumberField } from "../controls/number-field.tsx";

export interface SplitFieldsProps {
  readonly split: SplitSpec;
  /** @param what the share that was changed. */
  readonly onChange: (split: SplitSpec, what: string) => void;
}

const MOST_HELD_OUT = 0.9;
type HeldOut = "validation" | "test" | "calibration";

const shares: readonly { readonly id: HeldOut; readonly label: string; readonly help: string }[] = [
  { id: "validation", label: splitWords.validation, help: splitWords.validationHelp },
  { id: "test", label: splitWords.test, help: splitWords.testHelp },
  {
    id: "calibration",
    label: splitWords.calibration,
    help: splitWords.calibrationHelp,
  },
];

function shareParam({ id, label, help }: (typeof shares)[number], split: SplitSpec): NumberParam {
  const others = split.validation + split.test + split.calibration - split[id];
  return {
    kind: "number",
    id,
    label,
    help,
    default: id === "calibration" ? 0 : 0.2,
    min: 0,
    max: Math.round((MOST_HELD_OUT - others) * 100) / 100,
  };
}

/** Shares of the rows that do not train; together they leave a tenth for training. */
export function SplitFields({ split, onChange }: SplitFieldsProps) {
  const change = (next: SplitSpec, what: HeldOut) =>
    onChange(next.calibration > 0 ? next : withConformal(next, {}), what);
  return shares.map((share) => (
    <NumberField
      key={share.id}
      param={shareParam(share, split)}
      value={split[share.id]}
      onChange={(value) => change({ ...split, [share.id]: value ?? split[share.id] }, share.id)}
    />
  ));
}
