import { distributionById } from "../../boosting/distributions/index.ts";
import { type ConformalBar, conformalBar } from "../../figures/conformal-bars.ts";
import { type DensityCurve, densityFigure, pastRounds } from "../../figures/density-figure.ts";
import { followedIndex } from "../../figures/followed-rows.ts";
import { isDiscrete } from "../../figures/integral-transform.ts";
import { plainText, tickTexts } from "../../figures/number-text.ts";
import { parametersText } from "../../figures/parameters-text.ts";
import { ridgeCount, ridgeFigure, ridgeRounds } from "../../figures/ridge-figure.ts";
import type { PlotArea, Range, Scale, Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords as words } from "../../words/panels.ts";
import { rowPrediction } from "./run-scores.ts";
import "./density-picture.css";

interface DensityPictureProps {
  readonly view: RunView;
  readonly index: number;
  readonly range: Range;
  readonly size: Size;
  /** What is known of a value that was not seen; absent = it was. */
  readonly bound?: string | undefined;
}

/** One round below the other where there is room, else all on one axis. */
export function DensityPicture(props: DensityPictureProps) {
  return ridgeCount(props.size) > 0 ? <Ridges {...props} /> : <OneAxis {...props} />;
}

function curveAt(view: RunView, round: number, index: number): DensityCurve {
  const prediction = rowPrediction(view, round, index);
  if (prediction.kind !== "distribution") return { round, density: () => 0 };
  const { density } = distributionById(prediction.distribution);
  return { round, density: (y) => density(prediction.parameters, 0, y) };
}

/** What the picture shows, for readers who cannot see it. */
function spoken(
  view: RunView,
  index: number,
  rounds: readonly number[],
  range: Range,
  intervals: readonly string[] = [],
): string {
  const ridges = rounds.map((round) => {
    const prediction = rowPrediction(view, round, index);
    if (prediction.kind !== "distribution") return "";
    const { label, display } = distributionById(prediction.distribution);
    return words.ridge(round, parametersText(label.charAt(0), display(prediction.parameters, 0), range));
  });
  return words.ridges([...ridges, ...intervals], plainText(view.start.followed.target[index]));
}

function hasCounts({ start }: RunView): boolean {
  return isDiscrete(distributionById(start.header.outputs.distribution!));
}

/** The conformal intervals of the point models beside this run, for the same row: a width beside a width. */
function peerBars(view: RunView, index: number) {
  return view.peers.flatMap((peer) => {
    if (peer.start.header.outputs.kind !== "point") return [];
    const at = followedIndex(peer.start.followed, view.start.followed.rowIds[index]);
    const bar = at < 0 ? null : conformalBar(peer, (scores) => scores[at]);
    return bar === null ? [] : [{ ...bar, runId: peer.runId, hue: peer.hue }];
  });
}

const BAR_STEP = 12;
const heightOf = (bars: readonly unknown[]) => (bars.length === 0 ? 0 : BAR_STEP * bars.length + 5);
const levelText = (level: number) => `${Number((100 * level).toFixed(1))} %`;

function barText({ level, low, high }: ConformalBar): string {
  return words.conformalBar(levelText(level), plainText(low), plainText(high));
}

interface BarsProps {
  readonly bars: ReturnType<typeof peerBars>;
  readonly sx: Scale;
  readonly area: PlotArea;
}

function Bars({ bars, sx, area }: BarsProps) {
  const right = area.left + area.width;
  const inside = (value: number) => Math.min(right, Math.max(area.left, sx(value)));
  const top = area.top + area.height - BAR_STEP * bars.length + 5;
  return bars.map((bar, n) => {
    const { runId, hue, level, low, centre, high } = bar;
    const y = top + BAR_STEP * n;
    return (
      <g key={runId} className={`hue-${hue}`}>
        <title>{barText(bar)}</title>
        <line className="panel-line panel-learner" x1={inside(low)} x2={inside(high)} y1={y} y2={y} />
        <circle className="ridge-centre" cx={inside(centre)} cy={y} r={3.5} />
        {n === 0 && (
          <text className="ridge-label" x={area.left - 8} y={y} dy=".35em" textAnchor="end">
            {levelText(level)}
          </text>
        )}
      </g>
    );
  });
}

interface ValuesProps {
  readonly ticks: readonly number[];
  readonly sx: Scale;
  readonly area: PlotArea;
}

function Values({ ticks, sx, area }: ValuesProps) {
  const texts = tickTexts(ticks);
  const bottom = area.top + area.height;
  return (
    <>
      <line className="panel-zero" x1={area.left} x2={area.left + area.width} y1={bottom} y2={bottom} />
      {ticks.map((tick, n) => (
        <text key={tick} className="panel-tick" x={sx(tick)} y={bottom + 15} textAnchor="middle">
          {texts[n]}
        </text>
      ))}
    </>
  );
}

function Ridges({ view, index, range, size, bound }: DensityPictureProps) {
  const wanted = peerBars(view, index);
  const bars = ridgeCount(size, heightOf(wanted)) > 0 ? wanted : [];
  const below = heightOf(bars);
  const earlier = ridgeRounds(view.round, ridgeCount(size, below) - 1);
  const intervals = bars.map(barText);
  const figure = ridgeFigure({
    size,
    below,
    range,
    current: curveAt(view, view.round, index),
    past: earlier.map((round) => curveAt(view, round, index)),
    discrete: hasCounts(view),
  });
  const { area, sx, ridges } = figure;
  const bottom = area.top + area.height;
  const actual = sx(view.start.followed.target[index]);
  const turnsLeft = actual > area.left + area.width - (bound === undefined ? 56 : 110);
  return (
    <>
      <p className="panel-hidden">{spoken(view, index, [...earlier, view.round], range, intervals)}</p>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <Values ticks={figure.ticks} sx={sx} area={area} />
        {ridges.map(({ round, base, line, fill }, n) => {
          const isNow = n === ridges.length - 1;
          return (
            <g key={round} className={isNow ? "ridge ridge-now" : "ridge"}>
              <path className="ridge-fill" d={fill} />
              <path className="ridge-line" d={line} />
              <text className="ridge-label" x={area.left - 8} y={base - 2} textAnchor="end">
                {n === 0 && !isNow ? words.curveOf(round) : round}
              </text>
            </g>
          );
        })}
        <Bars bars={bars} sx={sx} area={area} />
        {!Number.isNaN(actual) && (
          <>
            <line className="panel-actual" x1={actual} x2={actual} y1={10} y2={bottom} />
            <circle className="panel-ring panel-ring-filled" cx={actual} cy={10} r={4.5} />
            <text
              className="panel-density-now"
              x={actual + (turnsLeft ? -9 : 9)}
              y={14}
              textAnchor={turnsLeft ? "end" : "start"}
            >
              {bound ?? words.actual}
            </text>
          </>
        )}
      </svg>
    </>
  );
}

function OneAxis({ view, index, range, size }: DensityPictureProps) {
  const earlier = pastRounds(view.round);
  const figure = densityFigure({
    size,
    range,
    current: curveAt(view, view.round, index),
    past: earlier.map((round) => curveAt(view, round, index)),
    discrete: hasCounts(view),
  });
  const { area, sx } = figure;
  const bottom = area.top + area.height;
  const actual = sx(view.start.followed.target[index]);
  return (
    <>
      <p className="panel-hidden">{spoken(view, index, [...earlier, view.round], range)}</p>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        {figure.past.map((path, n) => (
          <path key={earlier[n]} className="panel-past" d={path} />
        ))}
        <path className="panel-density-fill" d={figure.fill} />
        <path className="panel-line" d={figure.current} />
        <Values ticks={figure.ticks} sx={sx} area={area} />
        {!Number.isNaN(actual) && (
          <>
            <line className="panel-actual" x1={actual} x2={actual} y1={area.top} y2={bottom} />
            <circle className="panel-ring panel-ring-filled" cx={actual} cy={bottom} r={4.5} />
          </>
        )}
        {figure.labels.map((label, n) => (
          <text
            key={label.text}
            className={n === 0 ? "panel-density-now" : "panel-note panel-plate"}
            x={label.x}
            y={label.y}
            textAnchor={label.anchor}
          >
            {label.text}
          </text>
        ))}
      </svg>
    </>
  );
}
