import { updateView } from "../../store/actions/update.ts";
import { MOST_LISTED } from "../../store/experiment-of.ts";
import { moreRunsWords as words } from "../../words/more-runs.ts";
import { useLab, useLabState } from "../lab-context.ts";

/** The way from a list of the first runs to all of them. */
export function MoreRuns() {
  const lab = useLab();
  const count = useLabState((state) => state.runs.length - MOST_LISTED);
  if (count <= 0) return null;
  return (
    <button
      type="button"
      className="text-button underlined small"
      onClick={() => updateView(lab, { screen: "compare", railOpen: false })}
    >
      {words.more(count)}
    </button>
  );
}
