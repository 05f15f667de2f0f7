import { type PointerEvent, useMemo, useState } from "react";
import { type BiographyFrame, biographyFrame, valueAt } from "../../figures/biography-figure.ts";
import { showRound } from "../../store/actions/drive-clock.ts";
import { plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { rowWords as words } from "../../words/row.ts";
import { ColumnMessage } from "../columns/column-message.tsx";
import { ChartFrame } from "../frame/chart-frame.tsx";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { useSettled } from "../use-settled.ts";
import { BiographyStrip, HEAD, INSIDE } from "./biography-strip.tsx";
import { BiographyTrack } from "./biography-track.tsx";
import { NotFollowed } from "./not-followed.tsx";
import type { RowStory, StoryRun } from "./row-story.ts";
import { actualText, addsText, barsText, saidValue, targetText } from "./row-text.ts";

const LEAST_STRIP = 118;

/** How the prediction was built: a strip for each run, all on one axis of rounds, and the clock through them. */
export function BiographyPanel({ story }: { readonly story: RowStory }) {
  const [measure, size] = useSize();
  const [isInside, setInside] = useState(false);
  const planned = useLabState((state) => plannedRounds(state.runs));
  const { told, actual, latest, isClasses, row } = story;
  // Where nobody follows the row that is said once, for all.
  const runs = told.length === 0 ? story.runs.filter(({ run }) => !isElsewhere(run, row)) : story.runs;
  const width = size?.width ?? 0;
  const frame = useMemo(
    () =>
      biographyFrame({
        width,
        plannedRounds: planned,
        rows: told.map(({ biography }) => biography),
        actual,
        latest,
        isProbability: isClasses,
      }),
    [width, planned, told, actual, latest, isClasses],
  );
  const above = HEAD + (isInside ? INSIDE : 0);
  const each = size === null ? 0 : Math.floor(size.height / Math.max(1, runs.length)) - above;
  const height = Math.max(LEAST_STRIP, each);
  return (
    <ChartFrame
      runId={null}
      name={row === null ? words.noTitle : words.row(row)}
      part="row"
      className="card row-built"
    >
      <figure className="row-figure">
        <div className="row-figure-head">
          <h3>{words.built}</h3>
          {told.length > 0 && (
            <span className="small dim row-figure-what">
              {words.builtOf(targetText(story), barsText(story))}
            </span>
          )}
          <span className="grows" />
          {told.length > 0 && (
            <button
              type="button"
              className="button low small"
              aria-pressed={isInside}
              onClick={() => setInside(!isInside)}
            >
              {words.inside}
            </button>
          )}
        </div>
        {told.length > 0 && <Caption story={story} />}
        {row !== null && told.length === 0 && <NotFollowed story={story} row={row} />}
        <div ref={measure} className={`row-strips of-${Math.min(4, runs.length)}`}>
          <Strips frame={frame}>
            {runs.map((one, n) =>
              one.told === null ? (
                <Untold key={one.run.id} one={one} row={row} />
              ) : (
                <BiographyStrip
                  key={one.run.id}
                  told={one.told}
                  story={story}
                  frame={frame}
                  height={height}
                  namesActual={runs.slice(0, n).every((before) => before.told === null)}
                  isInside={isInside}
                />
              ),
            )}
            {told.length > 0 && width > 0 && <ClockThrough frame={frame} />}
          </Strips>
        </div>
        {told.length > 0 && width > 0 && <BiographyTrack story={story} frame={frame} />}
      </figure>
    </ChartFrame>
  );
}

/** Pressing and dragging moves the clock. Fingers scroll the page and use the slider. */
function Strips({ frame, children }: { readonly frame: BiographyFrame; readonly children: React.ReactNode }) {
  const lab = useLab();
  const scrub = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1 || event.pointerType === "touch" || frame.width === 0) return;
    if (event.type === "pointerdown") {
      if (!(event.target instanceof SVGElement)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
    } else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share =
      (event.clientX - event.currentTarget.getBoundingClientRect().left - frame.left) /
      (frame.right - frame.left);
    showRound(lab, Math.round(share * frame.plannedRounds));
  };
  return (
    <div className="row-strips-in" onPointerDown={scrub} onPointerMove={scrub}>
      {children}
    </div>
  );
}

/** One line through all strips, down to the track. */
function ClockThrough({ frame }: { readonly frame: BiographyFrame }) {
  const x = frame.x(useLabState(roundOnScreen));
  return (
    <svg className="row-clock" width={frame.width} height="100%" aria-hidden="true">
      <line className="clock-line" x1={x} x2={x} y1={HEAD - 4} y2="100%" />
    </svg>
  );
}

/** The figure in a sentence, once the clock rests. */
function Caption({ story }: { readonly story: RowStory }) {
  const round = useSettled(useLabState(roundOnScreen));
  const { told, row, digits } = story;
  const runs = told.map((one) =>
    words.runAt(
      one.run.name,
      saidValue(story, valueAt(one.biography.prediction, round)),
      addsText(one, round, digits + 1),
    ),
  );
  return (
    <figcaption className="hidden-text">
      {words.figure({ row: row ?? 0, target: targetText(story), round, runs, actual: actualText(story) })}
    </figcaption>
  );
}

/** It has rounds, but of other rows. */
function isElsewhere(run: RunEntry, row: number | null): boolean {
  return (
    row !== null && run.start !== null && run.newestRound >= 0 && !run.start.followed.rowIds.includes(row)
  );
}

/** A run with nothing to tell of the row: it has not begun, it failed, or it follows other rows. */
function Untold({ one: { run, hue, hollow }, row }: { readonly one: StoryRun; readonly row: number | null }) {
  return (
    <section className="row-strip untold" aria-label={run.name}>
      <div className="row-strip-head">
        <Glyph hue={hue} hollow={hollow} />
        <h4>{run.name}</h4>
      </div>
      {row !== null && isElsewhere(run, row) ? (
        <p className="column-message">{words.runDoesNot(row)}</p>
      ) : (
        <ColumnMessage run={run} />
      )}
    </section>
  );
}
