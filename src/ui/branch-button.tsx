import { engineById } from "../boosting/engines/index.ts";
import { branchRun, canBranch } from "../store/actions/branch-run.ts";
import { updateView } from "../store/actions/update.ts";
import { roundOnScreen } from "../store/experiment-of.ts";
import type { Lab } from "../store/lab.ts";
import { isHollow } from "../store/run-names.ts";
import { toolbarWords as words } from "../words/toolbar.ts";
import { Menu } from "./controls/menu.tsx";
import { Glyph } from "./glyph.tsx";
import { Icon } from "./icon.tsx";
import { useLab, useLabState } from "./lab-context.ts";

/** Branches a run and shows its settings, where the first of them takes the focus. */
export function branchAndShow(lab: Lab, id: string): void {
  const branch = branchRun(lab, id);
  if (branch !== null) updateView(lab, { editedRun: branch, railOpen: true });
}

/** Goes on from the clock's round with other settings: at once where one run can, else asks which. */
export function BranchButton() {
  const lab = useLab();
  const round = useLabState(roundOnScreen);
  const runs = useLabState((state) => state.runs);
  const able = runs.filter((run) => run.shown && canBranch(run, round));
  const label = words.branch(round);
  const content = (
    <>
      <Icon name="branch" /> <span className="branch-label">{label}</span>
    </>
  );
  const [only] = able;
  if (only === undefined || able.length === 1) {
    return (
      <button
        type="button"
        className="button branch-button"
        disabled={only === undefined}
        title={only === undefined ? words.branchNone : words.branchHint}
        onClick={() => only !== undefined && branchAndShow(lab, only.id)}
      >
        {content}
      </button>
    );
  }
  return (
    <Menu
      label={label}
      buttonClass="button branch-button"
      items={able.map((run) => ({
        label: words.branchWhich(run.name),
        icon: <Glyph hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} />,
        onSelect: () => branchAndShow(lab, run.id),
      }))}
    >
      {content}
    </Menu>
  );
}
