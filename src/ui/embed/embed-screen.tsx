import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { playOrPause, showRound } from "../../store/actions/drive-clock.ts";
import { newestRound, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import { isHollow } from "../../store/run-names.ts";
import { clockWords } from "../../words/clock.ts";
import { embedWords as words } from "../../words/embed.ts";
import { Dialogs } from "../app.tsx";
import { LossPlot } from "../charts/loss-plot.tsx";
import { shownMetric } from "../clock/clock-card.tsx";
import { isMoving } from "../clock/transport.tsx";
import { Columns } from "../columns/columns.tsx";
import { ErrorBoundary } from "../error-boundary.tsx";
import { ChartFrame } from "../frame/chart-frame.tsx";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { LabContext, useLab, useLabState } from "../lab-context.ts";
import { LiveRegion } from "../live-region.tsx";
import { Notices } from "../notices.tsx";
import { type PanelName, readShellFlags, USUAL_PANELS } from "../shell-flags.ts";
import { useClockDriver } from "../use-clock-driver.ts";
import { labAddress } from "./embed-snippet.ts";
import "./embed.css";

const RowScreen = lazy(async () => ({ default: (await import("../row/row-screen.tsx")).RowScreen }));
const CompareScreen = lazy(async () => ({
  default: (await import("../compare/compare-screen.tsx")).CompareScreen,
}));

/** The page of a frame: the panels of its address, the clock, and the way to the whole lab. */
export function EmbedPage({ lab }: { readonly lab: Lab }) {
  const [panels] = useState(() => readShellFlags(location.search).panels ?? USUAL_PANELS);
  useClockDriver(lab);
  return (
    <LabContext value={lab}>
      <EmbedScreen panels={panels} />
      <Dialogs />
      <LiveRegion />
    </LabContext>
  );
}

/** Panels of the columns, which stand in one card a run. */
const ofColumns = (panel: PanelName) => panel === "fit" || panel === "rest" || panel === "learner";

function EmbedScreen({ panels }: { readonly panels: readonly PanelName[] }) {
  const has = (panel: PanelName) => panels.includes(panel);
  return (
    <div className="embed" data-panels={panels.join(" ")}>
      <EmbedClock />
      <Notices />
      {has("loss") && <Loss />}
      {panels.some(ofColumns) && (
        <ErrorBoundary part={words.page}>
          <Columns />
        </ErrorBoundary>
      )}
      {has("row") && (
        <ErrorBoundary part={words.panelNames.row}>
          <Suspense fallback={null}>
            <RowScreen />
          </Suspense>
        </ErrorBoundary>
      )}
      {has("compare") && (
        <ErrorBoundary part={words.panelNames.compare}>
          <Suspense fallback={null}>
            <CompareScreen />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}

/** The clock in one line, with the way out of the frame at its end. */
function EmbedClock() {
  const lab = useLab();
  const moving = useLabState(isMoving);
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const planned = useLabState((state) => plannedRounds(state.runs));
  const isEmpty = newest === 0;
  return (
    <section className="embed-clock" aria-label={words.clock}>
      <button
        type="button"
        className="button primary embed-play"
        disabled={isEmpty}
        onClick={() => playOrPause(lab)}
      >
        <Icon name={moving ? "pause" : "play"} />
        {moving ? clockWords.pause : clockWords.play}
      </button>
      <p className="embed-round" data-round={round}>
        <b>{round}</b> {clockWords.ofRounds(`${planned}`)}
      </p>
      <input
        type="range"
        className="slider"
        aria-label={words.round}
        min={0}
        max={Math.max(1, newest)}
        disabled={isEmpty}
        value={Math.min(round, newest)}
        style={
          { "--filled": `${(Math.min(round, newest) / Math.max(1, newest)) * 100}%` } as React.CSSProperties
        }
        onChange={(event) => showRound(lab, Number(event.target.value))}
      />
      <WayOut />
    </section>
  );
}

function WayOut() {
  const address = useSyncExternalStore(hearHash, () => location.href);
  return (
    <a className="embed-out" href={labAddress(address)} target="_blank" rel="noopener" title={words.openHint}>
      {words.open}
    </a>
  );
}

function hearHash(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function Loss() {
  const metric = useLabState(shownMetric);
  const runs = useLabState((state) => state.runs);
  return (
    <section className="card embed-loss" aria-label={words.panelNames.loss}>
      <ul>
        {runs
          .filter(({ shown }) => shown)
          .map((run) => (
            <li key={run.id}>
              <Glyph hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} /> {run.name}
            </li>
          ))}
      </ul>
      <ChartFrame runId={null} name={metricEntry(metric).label} part="loss" className="embed-plot">
        <LossPlot metric={metric} />
      </ChartFrame>
    </section>
  );
}
