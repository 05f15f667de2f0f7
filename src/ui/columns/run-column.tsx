import { memo, useCallback } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import type { RunView } from "../../store/run-view.ts";
import { columnWords as words } from "../../words/column.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { SampleNote } from "../sample-note.tsx";
import { useFitMode } from "../toolbar.tsx";
import { ColumnMessage } from "./column-message.tsx";
import { ColumnState } from "./column-state.tsx";
import { RunPanels } from "./run-panels.tsx";
import { useColumnView } from "./use-column-view.ts";

interface RunColumnProps {
  readonly run: RunEntry;
  readonly inFront: boolean;
}

/** One run: what it predicts, what is left, what it learns from that. Drawn as a whole, in its own turn. */
export function RunColumn({ run, inFront }: RunColumnProps) {
  return <ColumnAt run={run} inFront={inFront} view={useColumnView(run.id)} />;
}

interface ColumnAtProps extends RunColumnProps {
  readonly view: RunView | null;
}

const ColumnAt = memo(function ColumnAt({ run, inFront, view }: ColumnAtProps) {
  const lab = useLab();
  const fitMode = useFitMode();
  const restMode = useLabState((state) => state.view.restMode);
  const hollow = useLabState((state) => isHollow(run, state.runs));
  const { meta } = engineById(run.spec.engine);
  const round = view?.round ?? null;
  const inspect = useCallback(
    (learner: number, node: number) => {
      const session = lab.border.sessions.get(run.id) ?? run.id;
      return lab.services.training.inspect(session, round ?? 0, learner, node);
    },
    [lab, run.id, round],
  );
  const canInspect = meta.capabilities.canInspect && !isTraining(run);
  const heading = `column-${run.id}`;
  return (
    <article
      className={`card run-column${inFront ? " in-front" : ""}${view === null ? "" : " trained"}`}
      aria-labelledby={heading}
    >
      <header>
        <div className="column-head">
          <Glyph hue={meta.hue} hollow={hollow} size={13} />
          <h2 id={heading} title={run.name}>
            {run.name}
          </h2>
          <Subtitle round={round} hasBands={meta.fits === "distribution" && fitMode === "fit"} />
          <SampleNote />
          <span className="grows" />
          <ColumnState run={run} round={round} />
        </div>
      </header>
      <Progress run={run} />
      {view === null || run.status === "failed" ? <ColumnMessage run={run} /> : null}
      {view !== null && (
        <RunPanels
          view={view}
          fitMode={fitMode}
          restMode={restMode}
          onInspect={canInspect ? inspect : null}
        />
      )}
    </article>
  );
});

interface SubtitleProps {
  readonly round: number | null;
  readonly hasBands: boolean;
}

function Subtitle({ round, hasBands }: SubtitleProps) {
  if (round === null) return null;
  return (
    <span className="small dim column-after">
      <span>{hasBands ? words.rounds(round) : words.afterRounds(round)}</span>
      {hasBands && <span>{words.bands}</span>}
    </span>
  );
}

/** Ink along the header while a run trains; what it has learnt of what is planned. */
function Progress({ run }: { readonly run: RunEntry }) {
  const dataIsRead = useLabState((state) => state.data.status === "loading");
  if (!isTraining(run) && !dataIsRead) return null;
  const share = Math.max(0, run.newestRound) / Math.max(1, run.start?.plannedRounds ?? run.spec.rounds);
  return (
    <div className={`column-progress ${run.status}`} aria-hidden="true">
      <i style={{ width: `${share * 100}%` }} />
    </div>
  );
}
