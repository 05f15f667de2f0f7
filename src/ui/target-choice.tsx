import { updateView } from "../store/actions/update.ts";
import { toolbarWords as words } from "../words/toolbar.ts";
import { SelectField } from "./controls/select-field.tsx";
import { useLab, useLabState } from "./lab-context.ts";

/** Which of several targets the pictures show; nothing where there is one alone. */
export function TargetChoice() {
  const lab = useLab();
  const names = useLabState(
    ({ runs }) => runs.find((run) => run.start !== null)?.start?.header.outputs.outputNames,
  );
  const target = useLabState((state) => state.view.target);
  if (names === undefined) return null;
  const shown = Math.min(target, names.length - 1);
  return (
    <SelectField
      label={words.target}
      options={names.map((name, at) => ({ id: String(at), label: name }))}
      value={String(shown)}
      onChange={(at) => updateView(lab, { target: Number(at), learner: null })}
    />
  );
}
