import { memo, useMemo } from "react";
import { valueAt } from "../../figures/biography-figure.ts";
import { type ClassShare, classShares, type SharesFigure, sharesFigure } from "../../figures/class-shares.ts";
import { decimalText, shortened } from "../../figures/number-text.ts";
import type { Size } from "../../figures/scale.ts";
import { spreadLabels } from "../../figures/spread-labels.ts";
import { plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { Glyph } from "../glyph.tsx";
import { useLabState } from "../lab-context.ts";
import { BottomAxis } from "../panels/panel-axes.tsx";
import { useSize } from "../panels/use-size.ts";
import { useSettled } from "../use-settled.ts";
import { roundTicks } from "./round-ticks.ts";
import { AsideHead } from "./row-aside-head.tsx";
import type { RowStory, ToldRun } from "./row-story.ts";

/** The probabilities of all classes by round, stacked, for each run. */
export function RowClasses({ story }: { readonly story: RowStory }) {
  return (
    <section className="card row-many" aria-labelledby="row-classes-title">
      <AsideHead id="row-classes-title" title={words.shares} what={words.sharesOf} />
      {story.told.map((told) => (
        <OfRun key={told.run.id} told={told} />
      ))}
    </section>
  );
}

function OfRun({ told }: { readonly told: ToldRun }) {
  const [measure, size] = useSize();
  const { run, start, rounds, index, biography } = told;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the biography changes when the recording grows
  const shares = useMemo(() => classShares(start, rounds, index), [start, rounds, index, biography]);
  return (
    <figure className="row-one">
      <div className="row-strip-head">
        <Glyph hue={told.hue} hollow={told.hollow} />
        <h4>{run.name}</h4>
      </div>
      <div ref={measure} className="panel row-one-picture">
        {size !== null && <Picture told={told} shares={shares} size={size} />}
      </div>
      <Caption told={told} shares={shares} />
    </figure>
  );
}

interface PictureProps {
  readonly told: ToldRun;
  readonly shares: readonly ClassShare[];
  readonly size: Size;
}

function Picture({ told, shares, size }: PictureProps) {
  const planned = useLabState((state) => plannedRounds(state.runs));
  const figure = useMemo(() => sharesFigure(shares, planned, size), [shares, planned, size]);
  const truth = told.start.followed.target[told.index];
  const x = figure.x(useLabState(roundOnScreen));
  const { top, height } = figure.area;
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      <Bands figure={figure} truth={truth} planned={planned} />
      <line className="clock-line" x1={x} x2={x} y1={top} y2={top + height} />
    </svg>
  );
}

const NAME_GAP = 14;
const NAME_WIDTH = 84;

const hueOf = (classIndex: number | null) => `class-${classIndex === null ? "others" : classIndex % 6}`;

interface BandsProps {
  readonly figure: SharesFigure;
  readonly truth: number;
  readonly planned: number;
}

const Bands = memo(function Bands({ figure, truth, planned }: BandsProps) {
  const { area, bands, x, y } = figure;
  const right = area.left + area.width;
  const labels = spreadLabels(
    bands.map(({ middle }) => middle),
    NAME_GAP,
    { top: area.top + 5, bottom: area.top + area.height - 5 },
  );
  return (
    <>
      {bands.map(({ classIndex, path }) => (
        <path key={classIndex ?? "others"} className={`row-share ${hueOf(classIndex)}`} d={path} />
      ))}
      {bands.map(({ classIndex, name }, n) => (
        <g key={classIndex ?? "others"}>
          <rect
            className={`row-share ${hueOf(classIndex)}`}
            x={right + 7}
            y={labels[n] - 4.5}
            width={9}
            height={9}
          />
          <text
            className={classIndex === truth ? "row-share-name true" : "row-share-name"}
            x={right + 20}
            y={labels[n]}
            dy=".35em"
          >
            {shortened(classIndex === null ? words.others : name, NAME_WIDTH, 11)}
          </text>
        </g>
      ))}
      {[0, 0.5, 1].map((share) => (
        <text key={share} className="panel-tick" x={area.left - 5} y={y(share)} dy=".35em" textAnchor="end">
          {words.percent(String(100 * share))}
        </text>
      ))}
      <BottomAxis ticks={roundTicks(planned)} scale={x} area={area} />
    </>
  );
});

function Caption({ told, shares }: Omit<PictureProps, "size">) {
  const round = useSettled(useLabState(roundOnScreen));
  const parts = shares.map(({ name, classIndex, values }) =>
    words.shareIs(
      classIndex === null ? words.others : name,
      words.percent(decimalText(100 * valueAt(values, round), 1)),
    ),
  );
  return <figcaption className="hidden-text">{words.sharesFigure(told.run.name, round, parts)}</figcaption>;
}
