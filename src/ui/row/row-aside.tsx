import { lazy, Suspense, useId } from "react";
import { reasonAgainst } from "../../figures/fit-modes.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import type { RunView } from "../../store/run-view.ts";
import { rowWords as words } from "../../words/row.ts";
import { useColumnView } from "../columns/use-column-view.ts";
import { DensityView } from "../panels/density-view.tsx";
import { FitPanel } from "../panels/fit-panel.tsx";
import { AsideHead } from "./row-aside-head.tsx";
import type { RowStory } from "./row-story.ts";
import { actualText } from "./row-text.ts";

const RowClasses = lazy(async () => ({ default: (await import("./row-classes.tsx")).RowClasses }));
const RowResiduals = lazy(async () => ({ default: (await import("./row-residuals.tsx")).RowResiduals }));

/** What is not known of the row: its place in its query, its distribution, the probability of every class, or how usual its error is. */
export function RowAside({ story }: { readonly story: RowStory }) {
  const distribution = story.told.find(({ start }) => start.header.outputs.kind === "distribution");
  return (
    <div className="row-right">
      {distribution !== undefined ? (
        <Theatre run={distribution.run} bound={story.latest > story.actual ? actualText(story) : undefined} />
      ) : (
        <Suspense fallback={null}>
          {story.isRanking ? (
            story.told.map(({ run }) => <OwnQuery key={run.id} run={run} />)
          ) : story.isClasses ? (
            <RowClasses story={story} />
          ) : (
            <RowResiduals story={story} />
          )}
        </Suspense>
      )}
    </div>
  );
}

interface TheatreProps {
  readonly run: RunEntry;
  /** Of a target that was not seen. */
  readonly bound: string | undefined;
}

function Theatre({ run, bound }: TheatreProps) {
  const view = useColumnView(run.id);
  if (view === null) return null;
  return (
    <>
      <section className="card row-theatre" aria-labelledby="row-theatre-title">
        <AsideHead id="row-theatre-title" title={words.theatre} what={run.name} />
        <div className={`panel panel-hue-${view.hue}`}>
          <DensityView view={view} bound={bound} />
        </div>
      </section>
      {reasonAgainst(view.start, "calibration") === null && <Calibration view={view} />}
      {view.start.header.outputs.kind === "joint" && <Joint view={view} />}
    </>
  );
}

/** The query of the row, and its place in it. */
function OwnQuery({ run }: { readonly run: RunEntry }) {
  const view = useColumnView(run.id);
  const id = useId();
  if (view === null) return null;
  return (
    <section className="card row-calibration" aria-labelledby={id}>
      <AsideHead id={id} title={words.ownQuery} what={run.name} />
      <div className="row-calibration-picture">
        <FitPanel view={view} mode="queries" />
      </div>
    </section>
  );
}

/** The row's distribution of two targets at once. */
function Joint({ view }: { readonly view: RunView }) {
  return (
    <section className="card row-calibration" aria-labelledby="row-joint-title">
      <AsideHead id="row-joint-title" title={words.joint} what={view.name} />
      <div className="row-calibration-picture">
        <FitPanel view={view} mode="joint" />
      </div>
    </section>
  );
}

function Calibration({ view }: { readonly view: RunView }) {
  return (
    <section className="card row-calibration" aria-labelledby="row-calibration-title">
      <AsideHead
        id="row-calibration-title"
        title={words.calibration}
        what={words.calibrationOf(view.name, view.round)}
      />
      <div className="row-calibration-picture">
        <FitPanel view={view} mode="calibration" />
      </div>
    </section>
  );
}
