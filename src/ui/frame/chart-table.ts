import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { biographyTable } from "../../figures/biography-table.ts";
import { followedIndex, shownRows } from "../../figures/followed-rows.ts";
import { jointTable } from "../../figures/joint-table.ts";
import { learnerSign } from "../../figures/learner-text.ts";
import { atTarget } from "../../figures/one-target.ts";
import { fitTable, learnerTable, lossTable, type PanelTable, restTable } from "../../figures/panel-tables.ts";
import { parameterTable } from "../../figures/parameter-table.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import { restSubject } from "../../figures/rest-subject.ts";
import { shownClass } from "../../figures/targets.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import type { Chart, RunEntry } from "../../store/lab-state.ts";
import { metricOnScreen } from "../../store/metric-series.ts";
import { shownColumn } from "../../store/shown-learner.ts";
import { rowWords } from "../../words/row.ts";
import { seriesValues } from "../charts/loss-scale.ts";
import { netPanelTable } from "../panels/net-panel-table.ts";
import { predictionsFrom } from "../panels/run-scores.ts";
import { storyOf } from "../row/row-story.ts";
import { targetText } from "../row/row-text.ts";
import { termsOf } from "../row/run-terms.ts";
import { fitModeOnScreen } from "../toolbar.tsx";

const nothing: PanelTable = { columns: [], lines: [] };

/** The round that a chart shows: the clock's, as far as its run has come. */
export function chartRound(lab: Lab, { runId }: Chart): number {
  const state = lab.store.getState();
  const run = state.runs.find(({ id }) => id === runId);
  const round = roundOnScreen(state);
  return run === undefined ? round : Math.min(round, Math.max(0, run.newestRound));
}

/** What a chart draws at this moment, as numbers. */
export function chartTable(lab: Lab, chart: Chart): PanelTable {
  const run = lab.store.getState().runs.find(({ id }) => id === chart.runId);
  if (chart.part === "loss") return lossOf(lab);
  if (chart.part === "row") return biographyOf(lab);
  return run === undefined ? nothing : partOf(lab, run, chart);
}

function partOf(lab: Lab, run: RunEntry, chart: Chart): PanelTable {
  const { start } = run;
  const { view } = lab.store.getState();
  const round = chartRound(lab, chart);
  const rounds = lab.recordings.of(run.id);
  const recorded = rounds[round];
  if (start === null || recorded === undefined) return nothing;
  if (chart.part === "learner") {
    const isNet = recorded.record?.learners[0]?.learner.kind === "net";
    return isNet
      ? netPanelTable(start, rounds, round, view.netView)
      : learnerTable(start, recorded, learnerSign(start.header));
  }
  if (chart.part === "rest") {
    const before = rounds[round - 1];
    const { record } = recorded;
    if (before === undefined || !record?.learners.length) return nothing;
    const subject = restSubject({
      start,
      mode: view.restMode,
      output: shownColumn({ start, ...view }, record),
      recorded,
      before: predictionsFrom({ start }, before.scores),
      previous: before,
    });
    return restTable(start, subject);
  }
  const mode = fitModeOnScreen(lab.store.getState());
  if (mode === "gradient-plane") {
    const index = Math.max(0, followedIndex(start.followed, view.selectedRow));
    return parameterTable(start, rounds.slice(0, round + 1), index);
  }
  const shown = shownRows(start.followed, view.showTest);
  if (mode === "joint") return jointTable(start, rounds[round], shown.all);
  const seen = atTarget({ start, rounds }, view.target);
  return fitTable(mode, {
    start: seen.start,
    predictions: predictionsFrom(seen, seen.rounds[round].scores),
    rows: shown.all,
    counted: shown[countedSet(shown)],
    classIndex: shownClass(start, view.selectedRow),
  });
}

/** Every round of the marked row, in every shown run. */
function biographyOf(lab: Lab): PanelTable {
  const { runs, view } = lab.store.getState();
  const story = storyOf(lab, runs, { row: view.selectedRow, target: view.target });
  return biographyTable(
    story.told.map((told) => ({
      name: told.run.name,
      biography: told.biography,
      terms: termsOf(told, true),
    })),
    targetText(story),
  );
}

/** What a table or a file of a chart is named after: its run, the metric, or the row. */
export function chartName(lab: Lab, chart: Chart): string {
  const { runs, view } = lab.store.getState();
  if (chart.part === "row") return rowWords.row(view.selectedRow ?? 0);
  return runs.find(({ id }) => id === chart.runId)?.name ?? metricLabel(lab);
}

export function shownMetric(lab: Lab): string {
  const { runs, setup } = lab.store.getState();
  const starts = runs.flatMap((run) => (run.shown && run.start !== null ? [run.start] : []));
  return metricOnScreen(starts, setup.stopMetric) ?? "rmse";
}

export const metricLabel = (lab: Lab) => metricEntry(shownMetric(lab)).label;

function lossOf(lab: Lab): PanelTable {
  const metric = shownMetric(lab);
  const { runs, view } = lab.store.getState();
  return lossTable(
    runs.flatMap((run) => {
      const { start } = run;
      if (!run.shown || start === null) return [];
      const rounds = lab.recordings.of(run.id);
      const values = (set: "train" | "validation" | "test") => seriesValues(start, rounds, metric, set);
      return [
        {
          run: run.name,
          values: {
            train: values("train"),
            validation: values("validation"),
            test: view.showTest ? values("test") : [],
          },
        },
      ];
    }),
  );
}
