import { lazy, Suspense, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { NumberParam } from "../../core/params.ts";
import { changeSetup, setBudget } from "../../store/actions/edit-runs.ts";
import { trainRuns } from "../../store/actions/train-run.ts";
import { updateView } from "../../store/actions/update.ts";
import { isChanged, isTraining, MOST_LISTED } from "../../store/experiment-of.ts";
import type { LabState } from "../../store/lab-state.ts";
import { railWords } from "../../words/rail.ts";
import { runWords } from "../../words/runs.ts";
import { MoreButton } from "../controls/more-button.tsx";
import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { patienceParam, roundsParam } from "./common-params.ts";

/** Loaded when more is asked for. */
const SplitSettings = lazy(async () => ({ default: (await import("./split-settings.tsx")).SplitSettings }));

const MoreRuns = lazy(async () => ({ default: (await import("./more-runs.tsx")).MoreRuns }));

const seedParam: NumberParam = {
  kind: "integer",
  id: "seed",
  label: railWords.seed,
  help: railWords.seedHelp,
  default: 42,
  min: 0,
  max: 2 ** 32 - 1,
};

/** What stands below the cards of the runs. */
export function AfterRuns() {
  const lab = useLab();
  const count = useLabState((state) => state.runs.length);
  return (
    <>
      <Suspense fallback={null}>{count > MOST_LISTED && <MoreRuns />}</Suspense>
      <CommonCard />
      {count > 1 && (
        <button
          type="button"
          className="text-button underlined small"
          title={runWords.differHint}
          onClick={() => updateView(lab, { dialog: "differ" })}
        >
          {runWords.differ}
        </button>
      )}
    </>
  );
}

/** Settings that have to be the same for all runs, or they could not be compared. */
function CommonCard() {
  const lab = useLab();
  const [open, setOpen] = useState(false);
  const setup = useLabState((state) => state.setup);
  const spec = useLabState((state) => state.runs[0]?.spec);
  const changed = useLabState(changedRuns);
  if (spec === undefined) return null;
  return (
    <section className="card rail-card" aria-labelledby="common-heading">
      <header>
        <h2 id="common-heading">{railWords.forEveryEngine}</h2>
      </header>
      <div className="fields">
        <NumberField
          param={roundsParam}
          value={spec.rounds}
          onChange={(rounds) => setBudget(lab, { rounds: rounds ?? spec.rounds })}
        />
        <NumberField
          param={patienceParam}
          value={spec.earlyStopping}
          emptyText="off"
          onChange={(earlyStopping) => setBudget(lab, { earlyStopping })}
        />
        <NumberField
          param={seedParam}
          value={setup.seed}
          onChange={(seed) => changeSetup(lab, { seed: seed ?? setup.seed })}
        />
        {open && (
          <>
            <Suspense fallback={null}>
              <SplitSettings />
            </Suspense>
            {setup.metrics.length > 1 && (
              <SelectField
                label={railWords.metric}
                options={setup.metrics.map((id) => ({ id, label: metricEntry(id).label }))}
                value={setup.stopMetric ?? setup.metrics[0]}
                onChange={(id) => changeSetup(lab, { stopMetric: id === setup.metrics[0] ? null : id })}
              />
            )}
          </>
        )}
        <MoreButton open={open} onToggle={() => setOpen(!open)} />
      </div>
      {changed.length > 0 && (
        <div className="changed-row">
          <span className="small dim">{railWords.changedSettings}</span>
          <button type="button" className="button low" onClick={() => trainRuns(lab, changed.split(" "))}>
            {railWords.trainAllAgain}
          </button>
        </div>
      )}
    </section>
  );
}

/** Ids of the runs whose settings changed, when more than one did. */
function changedRuns(state: LabState): string {
  const ids = state.runs
    .filter((run) => isChanged(state.setup, run) && !isTraining(run))
    .map((run) => run.id);
  return ids.length > 1 ? ids.join(" ") : "";
}
