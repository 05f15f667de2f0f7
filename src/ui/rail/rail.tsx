import { Icon } from "../icon.tsx";
import { useLabState } from "../lab-context.ts";
import { AddRun } from "./add-run.tsx";
import { CommonCard } from "./common-card.tsx";
import { DataCard } from "./data-card.tsx";
import { RunCard } from "./run-card.tsx";
import "./rail.css";

/** Left: everything that decides the numbers. */
export function Rail() {
  const runs = useLabState((state) => state.runs);
  return (
    <aside className="rail" id="rail" aria-label="Experiment settings">
      <DataCard />
      {runs.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
      <CommonCard />
      <AddRun />
      <p className="privacy small dim">
        <Icon name="lock" />
        Runs in this tab. Nothing is sent.
      </p>
    </aside>
  );
}
