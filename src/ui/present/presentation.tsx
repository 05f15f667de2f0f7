import { useEffect, useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { targetNames } from "../../data/several-targets.ts";
import { playOrPause, stepRounds } from "../../store/actions/drive-clock.ts";
import { updateView } from "../../store/actions/update.ts";
import { columnRuns, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { clockWords } from "../../words/clock.ts";
import { presentWords as words } from "../../words/present.ts";
import { LossPlot } from "../charts/loss-plot.tsx";
import { shownMetric } from "../clock/clock-card.tsx";
import { isMoving } from "../clock/transport.tsx";
import { useColumnView } from "../columns/use-column-view.ts";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { FitPanel } from "../panels/fit-panel.tsx";
import { themeForNow } from "../theme.ts";
import { useFitMode } from "../toolbar.tsx";
import { presentationSteps, stepOnScreen } from "./steps.ts";
import "./present.css";

/** The experiment for the last row of the room: three fits, the clock, and nothing that is read up close. */
export function Presentation() {
  const runs = useLabState((state) => state.runs);
  const metric = useLabState(shownMetric);
  const columns = columnRuns(runs);
  useEffect(() => themeForNow("light"), []);
  return (
    <main className="present" id="stage" tabIndex={-1}>
      <Head />
      <div className={`present-fits of-${columns.length}`}>
        {columns.map((run) => (
          <Fit key={run.id} run={run} hollow={isHollow(run, runs)} />
        ))}
      </div>
      <section className="present-clock" aria-label={clockWords.card}>
        <Side />
        <div className="present-plot">
          <LossPlot metric={metric} />
        </div>
      </section>
    </main>
  );
}

function Head() {
  const lab = useLab();
  const name = useLabState((state) => state.data.name);
  const target = useLabState((state) => targetNames(state.setup.data).join(", "));
  const round = useLabState(roundOnScreen);
  const runs = useLabState((state) => state.runs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: steps follow from what the runs have recorded
  const steps = useMemo(() => presentationSteps(lab, lab.store.getState()), [lab, runs]);
  return (
    <header className="present-head">
      <h1>
        {name} <span>{words.predicts(target)}</span>
      </h1>
      <span className="grows" />
      <span className="present-step">{words.step(stepOnScreen(steps, round), steps.length)}</span>
      <button
        type="button"
        className="button quiet"
        aria-label={words.link}
        title={words.link}
        onClick={() => updateView(lab, { dialog: "link" })}
      >
        <Icon name="link" />
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={words.close}
        title={words.close}
        onClick={() => updateView(lab, { presenting: false })}
      >
        <Icon name="close" />
      </button>
    </header>
  );
}

function Fit({ run, hollow }: { readonly run: RunEntry; readonly hollow: boolean }) {
  const view = useColumnView(run.id);
  const mode = useFitMode();
  const { meta } = engineById(run.spec.engine);
  return (
    <article className="card present-fit" aria-label={run.name}>
      <header>
        <Glyph hue={meta.hue} hollow={hollow} size={24} />
        <h2>{run.name}</h2>
        <span className="grows" />
        <span className="present-kind">{meta.kind}</span>
      </header>
      <div className="present-picture">{view !== null && <FitPanel view={view} mode={mode} />}</div>
    </article>
  );
}

function Side() {
  const lab = useLab();
  const round = useLabState(roundOnScreen);
  const planned = useLabState((state) => plannedRounds(state.runs));
  const moving = useLabState(isMoving);
  return (
    <div className="present-side">
      <p className="present-round">
        <span>{words.round}</span>
        <span>
          <b>{round}</b> {clockWords.of(`${planned}`)}
        </span>
      </p>
      <div className="present-transport">
        <button
          type="button"
          className="button"
          aria-label={clockWords.back}
          onClick={() => stepRounds(lab, -1)}
        >
          <Icon name="previous" />
        </button>
        <button type="button" className="button primary" onClick={() => playOrPause(lab)}>
          <Icon name={moving ? "pause" : "play"} />
          {moving ? clockWords.pause : clockWords.play}
        </button>
        <button
          type="button"
          className="button"
          aria-label={clockWords.forward}
          onClick={() => stepRounds(lab, 1)}
        >
          <Icon name="next" />
        </button>
      </div>
    </div>
  );
}
