import { useMemo } from "react";
import { type BiographyFrame, valueAt } from "../../figures/biography-figure.ts";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { showRound } from "../../store/actions/drive-clock.ts";
import { newestRound, roundOnScreen } from "../../store/experiment-of.ts";
import { bestRoundOf } from "../../store/metric-series.ts";
import { rowWords as words } from "../../words/row.ts";
import type { PlotFrame } from "../charts/plot-frame.ts";
import { Handle, sliderPlace, Track } from "../charts/track.tsx";
import { shownMetric } from "../clock/clock-card.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import type { RowStory } from "./row-story.ts";
import { saidValue } from "./row-text.ts";

const HEIGHT = 44;
const MIDDLE = 15;

interface BiographyTrackProps {
  readonly story: RowStory;
  readonly frame: BiographyFrame;
}

/** The axis of the strips is the clock: the best rounds on it, and a native slider over its ring. */
export function BiographyTrack({ story, frame }: BiographyTrackProps) {
  const lab = useLab();
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const metric = useLabState(shownMetric);
  const { told } = story;
  const bests = useMemo(
    () =>
      told.flatMap((one) => {
        const best = bestRoundOf(one.start, one.rounds, metric);
        return best === null ? [] : [{ ...one, best }];
      }),
    [told, metric],
  );
  const place = useMemo(() => trackFrame(frame), [frame]);
  const values = told.map(
    ({ run, biography }) => `${run.name} ${saidValue(story, valueAt(biography.prediction, round))}`,
  );
  return (
    <div className="row-track">
      <svg className="row-track-picture" width={frame.width} height={HEIGHT} aria-hidden="true">
        <Track frame={place} round={round} newest={newest} forks={[]} />
        {bests.map(({ run, hue, hollow, best }) => (
          <path
            key={run.id}
            className={`hue-${hue} best-glyph${hollow ? " hollow" : ""}`}
            transform={`translate(${frame.x(best)} ${MIDDLE})`}
            d={glyphPaths[hue]}
          />
        ))}
        <line className="clock-line" x1={frame.x(round)} x2={frame.x(round)} y1={0} y2={MIDDLE} />
        <Handle frame={place} round={round} />
      </svg>
      <input
        type="range"
        className="clock-slider"
        aria-label={words.slider}
        aria-valuetext={words.sliderText(round, frame.plannedRounds, values)}
        min={0}
        max={Math.max(1, newest)}
        step={1}
        value={Math.min(round, newest)}
        style={sliderPlace(place, newest)}
        onChange={(event) => showRound(lab, Number(event.target.value))}
      />
    </div>
  );
}

/** The lab's track on the strips' axis. */
function trackFrame({ width, left, right, plannedRounds, x }: BiographyFrame): PlotFrame {
  const size = { width, height: HEIGHT };
  return { size, plannedRounds, x, y: x, left, right, top: 0, bottom: 0, track: MIDDLE };
}
