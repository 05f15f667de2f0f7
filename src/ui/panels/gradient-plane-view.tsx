import { useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import {
  type Descent,
  descentAt,
  metricAt,
  parameterPath,
  type ShownRule,
  scoringRuleOf,
} from "../../figures/descent.ts";
import { followedIndex } from "../../figures/followed-rows.ts";
import { plainText } from "../../figures/number-text.ts";
import { type Arrow, type ParameterPlane, parameterPlane } from "../../figures/parameter-plane.ts";
import type { Size } from "../../figures/scale.ts";
import { stepSizes } from "../../figures/step-size-figure.ts";
import type { RunView } from "../../store/run-view.ts";
import { gradientPlaneWords as words } from "../../words/gradient-plane.ts";
import { BottomAxis, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { selectedIndex, useShownRows } from "./run-scores.ts";
import { StepSizePicture } from "./step-size-picture.tsx";
import "./gradient-plane.css";

interface GradientPlaneProps {
  readonly view: RunView;
  readonly size: Size;
}

/** The way of a row through its distribution's parameters, the two ways down from where it stands, and how far each round went. */
export function GradientPlaneView(props: GradientPlaneProps) {
  const rule = scoringRuleOf(props.view.start.header);
  return rule === null ? null : <Plane {...props} rule={rule} />;
}

function Plane({ view, size, rule }: GradientPlaneProps & { readonly rule: ShownRule }) {
  const { start, rounds, round } = view;
  const { followed, header } = start;
  const count = header.outputs.scoreCount;
  const rows = useShownRows(view);
  const index = Math.max(0, selectedIndex(view));
  const recorded = rounds.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recording grows in place
  const path = useMemo(() => parameterPath(rounds, index, count), [rounds, recorded, index, count]);
  const others = useOtherPaths(view, followed.rowIds[index]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recording grows in place
  const sizes = useMemo(() => stepSizes(rounds), [rounds, recorded]);
  const layout = useMemo(() => layoutOf(size), [size]);
  const theta = path[round];
  const descent = useMemo(
    () => (theta === undefined ? null : descentAt(rule, theta, followed.target[index])),
    [rule, theta, followed, index],
  );
  const figure = useMemo(
    () =>
      theta === undefined
        ? null
        : parameterPlane({
            size: layout.plane,
            path,
            round,
            others,
            descent,
            metricAt: (place) => metricAt(rule, place),
          }),
    [layout, path, round, others, theta, descent, rule],
  );
  const points = useMemo(() => walkPoints(view, index, figure), [view, index, figure]);
  if (figure === null || theta === undefined) return null;
  const symbols = distributionById(header.outputs.distribution!).parameters.map(({ symbol }) => symbol);
  const row = followed.rowIds[index];
  const valuesText = (values: ArrayLike<number>) =>
    symbols.map((symbol, n) => words.value(symbol, plainText(values[n]))).join(", ");
  const caption = [
    words.caption(row, round, valuesText(theta)),
    descent === null
      ? words.noTarget(row)
      : words.downhill(valuesText(descent.ordinary), valuesText(descent.natural)),
    ...(round > 0 ? [words.chosen(plainText(sizes[round]))] : []),
  ].join(" ");
  return (
    <PanelFigure view={view} caption={caption} points={points} rows={rows.all}>
      <svg className="panel-svg" width={layout.plane.width} height={layout.plane.height} aria-hidden="true">
        <PlaneMarks figure={figure} symbols={symbols} />
      </svg>
      <StepSizePicture
        sizes={sizes}
        round={round}
        plannedRounds={start.plannedRounds}
        size={layout.steps}
        left={layout.plane.width}
        top={layout.top}
      />
      <PlaneNotes rule={rule} row={row} descent={descent} layout={layout} hasOthers={others.length > 0} />
    </PanelFigure>
  );
}

/** The same row in the other columns' runs of this distribution: the same start, another way. */
function useOtherPaths({ peers, start, version }: RunView, rowId: number): Float64Array[][] {
  const { distribution, scoreCount } = start.header.outputs;
  // biome-ignore lint/correctness/useExhaustiveDependencies: recordings grow in place
  return useMemo(
    () =>
      peers
        .filter((peer) => peer.start.header.outputs.distribution === distribution)
        .map(({ start: { followed }, rounds }) => ({ rounds, at: followedIndex(followed, rowId) }))
        .filter(({ at }) => at >= 0)
        .map(({ rounds, at }) => parameterPath(rounds, at, scoreCount)),
    [peers, distribution, scoreCount, rowId, version],
  );
}

interface Layout {
  readonly plane: Size;
  readonly steps: Size;
  /** Of what stands at the right. */
  readonly top: number;
}

/** A panel that has the columns' whole place has its way back in the corner. */
const CORNER = { height: 34, from: 300 };

/** The plane at the left; the steps, and below them the words, at the right. */
function layoutOf({ width, height }: Size): Layout {
  const right = Math.round(Math.min(300, Math.max(116, 0.36 * width)));
  return {
    plane: { width: width - right, height },
    top: height < CORNER.from ? 0 : CORNER.height,
    steps: { width: right, height: Math.max(76, Math.min(190, Math.round(0.56 * height))) },
  };
}

/**
 * Arrow keys walk through the rows in the order of the first parameter, which is x. The other rows are not drawn: they
 * stand out of reach of the pointer.
 */
function walkPoints(view: RunView, index: number, figure: ParameterPlane | null) {
  const scores = view.rounds[view.round]?.scores;
  if (figure === null || scores === undefined) return { x: [], y: [] };
  const { followed, header } = view.start;
  const count = header.outputs.scoreCount;
  const x = Float64Array.from(followed.rowIds, (_, row) => figure.sx(scores[row * count]));
  const y = new Float64Array(followed.rowIds.length).fill(Infinity);
  x[index] = figure.now.x;
  y[index] = figure.now.y;
  return { x, y };
}

function PlaneMarks({
  figure,
  symbols,
}: {
  readonly figure: ParameterPlane;
  readonly symbols: readonly string[];
}) {
  const { area, sx, sy, now, arrows } = figure;
  const right = area.left + area.width;
  return (
    <>
      <ValueAxis ticks={figure.yTicks} scale={sy} area={area} />
      <BottomAxis ticks={figure.xTicks} scale={sx} area={area} />
      <text className="plane-axis" x={area.left} y={12}>
        {symbols[1]}
      </text>
      <text className="plane-axis panel-plate" x={right} y={area.top + area.height - 4} textAnchor="end">
        {symbols[0]}
      </text>
      {figure.ellipses.map((path, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places of the path keep their order
        <path key={n} className="plane-ellipse" d={path} />
      ))}
      {figure.others.map((other, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
        <g key={n}>
          <path className="plane-path plane-other" d={other.path} />
          <circle className="plane-start" cx={other.now.x} cy={other.now.y} r={3} />
        </g>
      ))}
      <path className="plane-path plane-later" d={figure.later} />
      <path className="plane-path" d={figure.past} />
      <circle className="plane-start" cx={figure.start.x} cy={figure.start.y} r={2.5} />
      <ArrowMark arrow={arrows.ordinary} kind="ordinary" />
      <ArrowMark arrow={arrows.natural} kind="natural" />
      <circle className="plane-now" cx={now.x} cy={now.y} r={4} />
    </>
  );
}

function ArrowMark({ arrow, kind }: { readonly arrow: Arrow | null; readonly kind: "ordinary" | "natural" }) {
  if (arrow === null) return null;
  const { path, label } = arrow;
  return (
    <g className={`plane-arrow plane-${kind}`}>
      <path d={path} />
      <text className="panel-plate" x={label.x} y={label.y} textAnchor={label.anchor}>
        {words[kind]}
      </text>
    </g>
  );
}

interface PlaneNotesProps {
  readonly rule: ShownRule;
  readonly row: number;
  readonly descent: Descent | null;
  readonly layout: Layout;
  readonly hasOthers: boolean;
}

function PlaneNotes({ rule, row, descent, layout: { plane, steps, top }, hasOthers }: PlaneNotesProps) {
  return (
    <div className="panel-words plane-notes" style={{ left: plane.width + 8, top: top + steps.height + 2 }}>
      <p>{descent === null ? words.noTarget(row) : words.arrows}</p>
      {hasOthers && <p>{words.others}</p>}
      <p>{rule.id === "log" ? words.fisher : words.metric(rule.label)}</p>
    </div>
  );
}
