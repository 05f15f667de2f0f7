import { addRun } from "../../store/actions/edit-runs.ts";
import { enginesFor } from "../../store/starting-experiment.ts";
import { railWords } from "../../words/rail.ts";
import { Menu } from "../controls/menu.tsx";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";

/** A further run of any engine that can do the task. */
export function AddRun() {
  const lab = useLab();
  const task = useLabState((state) => state.setup.task);
  return (
    <div className="add-run">
      <Menu
        label={railWords.addRun}
        buttonClass="button add-run-button"
        listClass="from-left upwards"
        items={enginesFor(task).map((meta) => ({
          label: `${meta.label}, ${meta.kind}`,
          icon: <Glyph hue={meta.hue} hollow={false} />,
          onSelect: () => addRun(lab, meta.id),
        }))}
      >
        <Icon name="plus" />
        {railWords.addRun}
      </Menu>
    </div>
  );
}
