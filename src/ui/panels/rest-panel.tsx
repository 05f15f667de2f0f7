import { useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import { sampleText } from "../../figures/followed-rows.ts";
import { restRange } from "../../figures/rest-figure.ts";
import {
  type RestInput,
  type RestMode,
  restCaption,
  restSubject,
  shownOutput,
} from "../../figures/rest-subject.ts";
import type { RunView } from "../../store/run-view.ts";
import { RestView } from "./rest-view.tsx";
import { predictionsFrom } from "./run-scores.ts";
import { useSize } from "./use-size.ts";
import "./panels.css";
import "./plot-marks.css";

function inputAt(view: RunView, mode: RestMode, round: number): RestInput {
  return {
    start: view.start,
    mode,
    output: shownOutput(view.start, mode, view.selectedRow),
    recorded: view.rounds[round],
    before: predictionsFrom(view, view.rounds[round - 1].scores),
  };
}

function parameterSymbol(view: RunView, output: number): string | null {
  const { distribution } = view.start.header.outputs;
  return distribution === undefined ? null : distributionById(distribution).parameters[output].symbol;
}

/** What is left for one round to learn, and what it learnt from that. A 27 px caption over the stems. */
export function RestPanel({ view, mode }: { readonly view: RunView; readonly mode: RestMode }) {
  const [measure, size] = useSize();
  const { start, round } = view;
  const output = shownOutput(start, mode, view.selectedRow);
  const first = view.rounds.length > 1 ? view.rounds[1] : null;
  const beforeFirst = view.rounds.length > 0 ? view.rounds[0] : null;
  const yRange = useMemo(() => {
    if (first === null || beforeFirst === null) return null;
    const before = predictionsFrom({ start }, beforeFirst.scores);
    const subject = restSubject({ start, mode, output, recorded: first, before });
    return restRange(start, mode, subject);
  }, [start, mode, output, first, beforeFirst]);
  const isShown = round > 0 && round < view.rounds.length && yRange !== null;
  const caption = isShown
    ? restCaption({ start, mode, output, recorded: view.rounds[round] }, parameterSymbol(view, output))
    : "What is left";
  return (
    <div className={`panel panel-hue-${view.hue} panel-rest`}>
      <div className="panel-caption">
        <span>{caption}</span>
        <span className="panel-caption-end">{sampleText(start.followed)}</span>
      </div>
      <div ref={measure} className="panel-body">
        {isShown && size !== null && (
          <RestView
            view={view}
            subject={restSubject(inputAt(view, mode, round))}
            yRange={yRange}
            size={size}
            caption={caption}
          />
        )}
        {!isShown && (
          <p className="panel-empty">
            {view.rounds.length === 0 ? "No round yet." : "Round 0 is the constant. Nothing is fitted yet."}
          </p>
        )}
      </div>
    </div>
  );
}
