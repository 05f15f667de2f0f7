import { useMemo } from "react";
import { type ChainFigure, chainFigure, chainRows, chainScales } from "../../figures/chain-figure.ts";
import { chainSentence } from "../../figures/chain-text.ts";
import { decimalText, plainText, tickTexts } from "../../figures/number-text.ts";
import { niceTicks, type PlotArea, type Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { netWords as words } from "../../words/net.ts";
import { useSettled } from "../use-settled.ts";
import { useSize } from "./use-size.ts";

/** All nets so far: what each counts, what each corrective step brought, and how far this round's moved each net. */
export function ChainView({ view }: { readonly view: RunView }) {
  const [measure, size] = useSize();
  const { start, rounds, round } = view;
  const known = rounds.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: recorded rounds stay as they are, their number grows
  const scales = useMemo(() => chainScales(rounds), [rounds, known]);
  const recorded = rounds[round];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round, once recorded, stays as it is
  const rows = useMemo(() => chainRows(rounds, round), [rounds, recorded]);
  const figure = useMemo(
    () => (size === null ? null : chainFigure(rows, scales, start.plannedRounds, size)),
    [rows, scales, start, size],
  );
  const heard = useSettled(chainSentence(rows), false);
  return (
    <div ref={measure} className="panel-body panel-net">
      <figure className="panel-figure">
        {figure !== null && size !== null && (
          <ChainPicture
            figure={figure}
            size={size}
            round={round}
            planned={start.plannedRounds}
            newest={rows.at(-1)?.alpha ?? Number.NaN}
            hasStep={recorded?.record?.correction !== undefined}
            most={scales.moved}
          />
        )}
        <figcaption className="panel-hidden">{heard}</figcaption>
      </figure>
    </div>
  );
}

interface ChainPictureProps {
  readonly figure: ChainFigure;
  readonly size: Size;
  readonly round: number;
  readonly planned: number;
  /** Weight of the newest net. */
  readonly newest: number;
  readonly hasStep: boolean;
  /** Upper end of the moves' axis. */
  readonly most: number;
}

function ChainPicture({ figure, size, round, planned, newest, hasStep, most }: ChainPictureProps) {
  const { sx, strips, stems, heads, slopes, bars, lossScale } = figure;
  const { alpha, loss, moved } = strips;
  const bottom = Math.max(...[alpha, loss, moved].flatMap((area) => (area ? [area.top + area.height] : [])));
  const right = alpha.left + alpha.width;
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      <line className="chain-now" x1={sx(round)} x2={sx(round)} y1={alpha.top - 2} y2={bottom} />
      <StripName area={alpha} text={words.rows.alpha} value={plainText(newest)} />
      <Floor area={alpha} />
      <path className="chain-stems" d={stems} />
      {heads.map(({ x, y, isNow }) => (
        <circle
          key={x}
          className={isNow ? "chain-head chain-on" : "chain-head"}
          cx={x}
          cy={y}
          r={isNow ? 4 : 2}
        />
      ))}
      {loss !== null && lossScale !== null && (
        <>
          <StripName area={loss} text={words.rows.loss} value="" />
          <LossTicks area={loss} scale={lossScale} />
          {slopes.map(({ path, isDown, isNow }) => (
            <path
              key={path}
              className={`${isDown ? "chain-down" : "chain-up"}${isNow ? " chain-on" : ""}`}
              d={path}
            />
          ))}
        </>
      )}
      {moved !== null && (
        <>
          <StripName area={moved} text={hasStep ? words.rows.moved : words.notYet} value="" />
          <text className="panel-tick" x={moved.left - 5} y={moved.top + 5} textAnchor="end" dy=".2em">
            {percent(most)}
          </text>
          <Floor area={moved} />
          <path className="chain-bars" d={bars} />
        </>
      )}
      {loss === null && moved === null && (
        <text className="panel-tick" x={right} y={alpha.top - 5} textAnchor="end">
          {words.neverCorrected}
        </text>
      )}
      {niceTicks({ min: 1, max: planned }, 5).map((tick) => (
        <text key={tick} className="panel-tick" x={sx(tick)} y={bottom + 14} textAnchor="middle">
          {tick}
        </text>
      ))}
      <text className="panel-tick" x={0} y={bottom + 14}>
        {words.rounds}
      </text>
    </svg>
  );
}

const percent = (share: number) => `${decimalText(share * 100, share < 0.1 ? 1 : 0)} %`;

function Floor({ area: { left, top, width, height } }: { readonly area: PlotArea }) {
  return <line className="panel-zero" x1={left} x2={left + width} y1={top + height} y2={top + height} />;
}

interface StripNameProps {
  readonly area: PlotArea;
  readonly text: string;
  /** Of the newest net, behind the name. */
  readonly value: string;
}

function StripName({ area, text, value }: StripNameProps) {
  return (
    <text className="panel-tick panel-plate" x={area.left} y={area.top - 5}>
      {text} {value !== "" && <tspan className="net-strong">{value}</tspan>}
    </text>
  );
}

function LossTicks({ area, scale }: { readonly area: PlotArea; readonly scale: (value: number) => number }) {
  const slope = scale(1) - scale(0) || -1;
  const valueAt = (y: number) => (y - scale(0)) / slope;
  const ticks = niceTicks({ min: valueAt(area.top + area.height), max: valueAt(area.top) }, 2);
  const texts = tickTexts(ticks);
  return ticks.map((tick, at) => (
    <g key={tick}>
      <line
        className="panel-grid"
        x1={area.left}
        x2={area.left + area.width}
        y1={scale(tick)}
        y2={scale(tick)}
      />
      <text className="panel-tick" x={area.left - 5} y={scale(tick)} dy=".35em" textAnchor="end">
        {texts[at]}
      </text>
    </g>
  ));
}
