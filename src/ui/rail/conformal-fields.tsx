import { CONFORMAL_LEVEL, type ConformalMethodId } from "../../analysis/conformal/conformal-method.ts";
import type { NumberParam } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import type { Task } from "../../core/task.ts";
import { namesCalibration } from "../../data/split-kinds.ts";
import {
  conformalChoices,
  LEAST_LEVEL,
  MOST_LEVEL,
  splitForTask,
  withConformal,
} from "../../experiment/conformal-spec.ts";
import type { ConformalSpec, SplitSpec } from "../../experiment/spec.ts";
import { conformalWords as words } from "../../words/conformal.ts";
import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";

export interface ConformalFieldsProps {
  readonly split: SplitSpec;
  readonly task: Task;
  /** Null = not read yet. */
  readonly table: Table | null;
  /** A run predicts distributions of numbers: only then there is more than one method for them. */
  readonly hasDistributions: boolean;
  /** @param what the setting that was changed. */
  readonly onChange: (split: SplitSpec, what: string) => void;
}

const levelParam: NumberParam = {
  kind: "number",
  id: "conformal-level",
  label: words.level,
  help: words.levelHelp,
  default: CONFORMAL_LEVEL,
  min: LEAST_LEVEL,
  max: MOST_LEVEL,
};

/** What the calibration rows are asked for; nothing where there are none, or none that could be calibrated on. */
export function ConformalFields({ split, task, table, hasDistributions, onChange }: ConformalFieldsProps) {
  const choices = conformalChoices(task, hasDistributions);
  if (choices.length === 0 || !hasCalibrationRows(split, table)) return null;
  const { level = CONFORMAL_LEVEL, method } = split.conformal ?? {};
  const chosen = choices.find((id) => id === method) ?? choices[0]!;
  const change = (next: ConformalSpec) =>
    onChange(
      withConformal(split, { ...splitForTask(split, task).conformal, ...next }),
      Object.keys(next).join(" "),
    );
  return (
    <>
      <NumberField
        param={levelParam}
        value={level}
        described
        onChange={(next) => change({ level: next ?? CONFORMAL_LEVEL })}
      />
      {choices.length > 1 && (
        <SelectField
          label={words.method}
          help={words.methodHelp[chosen]}
          options={choices.map((id) => ({ id, label: words.methods[id] }))}
          value={chosen}
          onChange={(id) => change({ method: id as ConformalMethodId })}
        />
      )}
    </>
  );
}

function hasCalibrationRows({ kind, column, calibration }: SplitSpec, table: Table | null): boolean {
  if (kind !== "column") return calibration > 0;
  const named = table?.columns.find(({ name }) => name === column);
  return named?.kind === "text" && named.dictionary.some(namesCalibration);
}
