import { useRef } from "react";
import { setNames } from "../../experiment/recording.ts";
import { updateView } from "../../store/actions/update.ts";
import type { LabState } from "../../store/lab-state.ts";
import { rowWords as words } from "../../words/row.ts";
import { ClockBar } from "../clock/clock-bar.tsx";
import { RoundNumber } from "../clock/round-number.tsx";
import { StatusLine } from "../clock/status-line.tsx";
import { Transport } from "../clock/transport.tsx";
import { ErrorBoundary } from "../error-boundary.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { Notices } from "../notices.tsx";
import { OpenFileButton } from "../open-file-button.tsx";
import { TargetChoice } from "../target-choice.tsx";
import { BiographyPanel } from "./biography-panel.tsx";
import { GoToRow } from "./go-to-row.tsx";
import { RowAside } from "./row-aside.tsx";
import { RowCells } from "./row-cells.tsx";
import { RowPredictions } from "./row-predictions.tsx";
import { type RowStory, useRowStory, useSomeRow } from "./row-story.ts";
import "./row.css";

/** Rounds that arrive are told at most so often. */
const STORY_MS = 80;

/** One row through the rounds: what it is, how each run's prediction of it was built, and what is not known of it. */
export function RowScreen() {
  const head = useRef<HTMLDivElement>(null);
  useSomeRow();
  const story = useRowStory(STORY_MS);
  const reason = useLabState((state) => whyNothing(state));
  return (
    <main className="stage row-stage" id="stage" tabIndex={-1}>
      <Notices />
      <div className="row-head" ref={head}>
        <Title story={story} />
        <TargetChoice />
        <span className="grows" />
        {story.started !== null && (
          <>
            <Transport />
            <RoundNumber />
          </>
        )}
      </div>
      {reason === null ? <RowBody story={story} /> : <Nothing text={reason} />}
      <ClockBar card={head} />
    </main>
  );
}

/** A sentence where there is nothing to tell of; null where there is. */
function whyNothing({ data, runs }: LabState): string | null {
  if (runs.some((run) => run.shown && run.start !== null)) return null;
  if (data.status === "wanted") return words.wanted(data.name);
  if (data.status === "failed") return words.failedData(data.name);
  if (data.status === "loading") return words.reading(data.name);
  if (runs.length === 0) return words.noRuns;
  return runs.some((run) => run.shown) ? null : words.allHidden;
}

function Nothing({ text }: { readonly text: string }) {
  const lab = useLab();
  const isWanted = useLabState((state) => state.data.status === "wanted");
  return (
    <div className="card row-nothing">
      <p>{text}</p>
      {isWanted ? (
        <OpenFileButton />
      ) : (
        <button type="button" className="button" onClick={() => updateView(lab, { screen: "lab" })}>
          {words.toLab}
        </button>
      )}
    </div>
  );
}

function Title({ story: { row, set } }: { readonly story: RowStory }) {
  const data = useLabState((state) => state.data.name);
  const trains = useLabState(({ runs }) => runs.some((run) => run.status === "running"));
  return (
    <>
      <h2 className="row-title">{row === null ? words.noTitle : words.title(row)}</h2>
      <p className="small row-where">
        {set < 0 ? data : words.inSet(data, words.sets[set] ?? setNames[set])}
      </p>
      {trains && <StatusLine />}
    </>
  );
}

function RowBody({ story }: { readonly story: RowStory }) {
  const { row, started, told } = story;
  return (
    <ErrorBoundary part={words.part} resetKey={`${row}`}>
      <div className={`row-grid ${started === null ? "untold" : told.length === 0 ? "unfollowed" : ""}`}>
        {started !== null && row !== null && (
          <div className="row-left">
            <RowCells row={row} />
            <RowPredictions story={story} />
            <GoToRow story={story} />
          </div>
        )}
        <BiographyPanel story={story} />
        {told.length > 0 && <RowAside story={story} />}
      </div>
    </ErrorBoundary>
  );
}
