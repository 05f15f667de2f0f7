import { pauseRun, trainRun, trainRuns } from "../../store/actions/train-run.ts";
import type { LabState, RunEntry } from "../../store/lab-state.ts";
import { bestRoundOf, metricOnScreen } from "../../store/metric-series.ts";
import { columnWords as words } from "../../words/column.ts";
import { secondsLeft, shortDurationText } from "../clock/training-status.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";

/** From so many rounds on it is said that the best round has passed. */
const PAST_BEST = 5;

function metricChosen(state: LabState): string | null {
  const starts = state.runs.flatMap((run) => (run.shown && run.start !== null ? [run.start] : []));
  return metricOnScreen(starts, state.setup.stopMetric);
}

/** Right end of a column's header: what the run is doing, or where it was best. */
export function ColumnState({ run, round }: { readonly run: RunEntry; readonly round: number | null }) {
  const lab = useLab();
  const metric = useLabState(metricChosen);
  const dataIsRead = useLabState((state) => state.data.status === "loading");
  const rounds = lab.recordings.of(run.id);
  const best = run.start === null || metric === null ? null : bestRoundOf(run.start, rounds, metric);
  if (run.status === "failed") {
    return (
      <span className="column-state bad">
        <Icon name="warn" />
        {run.newestRound > 0 ? words.failedAfter(run.newestRound) : words.failed}
      </span>
    );
  }
  if (dataIsRead) return <span className="column-state">{words.reading}</span>;
  if (run.status === "paused") {
    return (
      <span className="column-state">
        {words.paused(run.newestRound)}
        <GoOn run={run} onGoOn={() => void pauseRun(lab, run.id, false)} />
      </span>
    );
  }
  if (run.status === "idle" && run.newestRound > 0) {
    return (
      <span className="column-state">
        {words.branched(run.newestRound)}
        <GoOn run={run} onGoOn={() => trainRuns(lab, [run.id])} />
      </span>
    );
  }
  if (run.status === "starting") return <span className="column-state">{words.starting}</span>;
  if (run.status === "stopping") return <span className="column-state">{words.stopping}</span>;
  if (run.status === "running") {
    const left = secondsLeft(run, rounds);
    const planned = run.start?.plannedRounds ?? run.spec.rounds;
    const time = left === null ? "" : words.left(shortDurationText(left));
    return (
      <span className="column-state">
        {words.running(Math.max(0, run.newestRound), planned)}
        {time}
      </span>
    );
  }
  if (round !== null && best !== null && round - best > PAST_BEST) {
    return <span className="column-state past-best">{words.pastBest(round - best)}</span>;
  }
  if (run.status === "stopped" || run.status === "cut-off") {
    return (
      <span className="column-state">
        {run.status === "stopped" ? words.stopped(run.newestRound) : words.cutOff(run.newestRound)}
        <GoOn run={run} onGoOn={() => void trainRun(lab, run.id, "go-on")} />
      </span>
    );
  }
  if (best === null) return null;
  if (run.status === "early-stopped" && round !== best) {
    return <span className="column-state dim">{words.stoppedEarly(best)}</span>;
  }
  return <span className="column-state dim">{round === best ? words.bestRound : words.bestAt(best)}</span>;
}

function GoOn({ run, onGoOn }: { readonly run: RunEntry; readonly onGoOn: () => void }) {
  return (
    <button type="button" className="button low" aria-label={words.goOnOf(run.name)} onClick={onGoOn}>
      {words.goOn}
    </button>
  );
}
