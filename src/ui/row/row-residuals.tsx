import { memo, useMemo } from "react";
import { valueAt } from "../../figures/biography-figure.ts";
import { shownRows } from "../../figures/followed-rows.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import {
  type ResidualFigure,
  type ResidualSpread,
  residualFigure,
  residualSpread,
} from "../../figures/row-residuals.ts";
import type { Size } from "../../figures/scale.ts";
import { plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { viewWords } from "../../words/views.ts";
import { Glyph } from "../glyph.tsx";
import { useLabState } from "../lab-context.ts";
import { BottomAxis, ValueAxis } from "../panels/panel-axes.tsx";
import { useSize } from "../panels/use-size.ts";
import { useSettled } from "../use-settled.ts";
import { roundTicks } from "./round-ticks.ts";
import { AsideHead } from "./row-aside-head.tsx";
import type { RowStory, ToldRun } from "./row-story.ts";
import { valueText } from "./row-text.ts";

interface Residuals {
  readonly told: ToldRun;
  readonly spread: ResidualSpread;
  /** Distance of the row itself, by round. */
  readonly own: readonly number[];
}

/** Without a distribution nobody says how sure a run is; how far it lies off elsewhere is the next best thing. */
export function RowResiduals({ story }: { readonly story: RowStory }) {
  const showTest = useLabState((state) => state.view.showTest);
  const { told, actual, digits } = story;
  const all = useMemo(() => residualsOf(told, actual, showTest), [told, actual, showTest]);
  const most = all.reduce((peak, { own, spread }) => Math.max(peak, ...spread.highest, ...own), 0);
  const set = told[0] === undefined ? "train" : countedSet(shownRows(told[0].start.followed, showTest));
  return (
    <section className="card row-many" aria-labelledby="row-residuals-title">
      <AsideHead
        id="row-residuals-title"
        title={words.residuals}
        what={words.residualsOf(viewWords.sets[set])}
      />
      {Number.isNaN(actual) && <p className="small dim">{words.noActual}</p>}
      {all.map((one) => (
        <OfRun key={one.told.run.id} residuals={one} most={most} digits={digits} />
      ))}
      <p className="small dim">{words.residualKey}</p>
    </section>
  );
}

function residualsOf(told: readonly ToldRun[], actual: number, showTest: boolean): Residuals[] {
  return told.map((one) => {
    const rows = shownRows(one.start.followed, showTest);
    const set = countedSet(rows);
    return {
      told: one,
      spread: residualSpread(one.start, one.rounds, set, rows[set]),
      own: Number.isNaN(actual) ? [] : one.biography.prediction.map((value) => Math.abs(actual - value)),
    };
  });
}

interface OfRunProps {
  readonly residuals: Residuals;
  readonly most: number;
  readonly digits: number;
}

function OfRun({ residuals, most, digits }: OfRunProps) {
  const [measure, size] = useSize();
  const { told } = residuals;
  return (
    <figure className={`row-one hue-${told.hue}`}>
      <div className="row-strip-head">
        <Glyph hue={told.hue} hollow={told.hollow} />
        <h4>{told.run.name}</h4>
      </div>
      <div ref={measure} className="panel row-one-picture">
        {size !== null && <Picture residuals={residuals} most={most} size={size} />}
      </div>
      <Caption residuals={residuals} digits={digits} />
    </figure>
  );
}

interface PictureProps {
  readonly residuals: Residuals;
  readonly most: number;
  readonly size: Size;
}

function Picture({ residuals: { spread, own }, most, size }: PictureProps) {
  const planned = useLabState((state) => plannedRounds(state.runs));
  const figure = useMemo(
    () => residualFigure({ spread, own, plannedRounds: planned, size, most }),
    [spread, own, planned, size, most],
  );
  const round = useLabState(roundOnScreen);
  const { x, y, area } = figure;
  const value = valueAt(own, round);
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      <Lines figure={figure} planned={planned} />
      <line className="clock-line" x1={x(round)} x2={x(round)} y1={area.top} y2={area.top + area.height} />
      {Number.isFinite(value) && (
        <circle className="clock-dot" cx={x(Math.min(round, own.length - 1))} cy={y(value)} r={4} />
      )}
    </svg>
  );
}

const Lines = memo(function Lines({
  figure,
  planned,
}: {
  readonly figure: ResidualFigure;
  readonly planned: number;
}) {
  return (
    <>
      <ValueAxis ticks={figure.ticks} scale={figure.y} area={figure.area} />
      {figure.bands.map((band, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the wider comes first and they never move
        <path key={n} className="row-usual" d={band} />
      ))}
      <path className="row-usual-middle" d={figure.middle} />
      <path className="row-line" d={figure.own} />
      <BottomAxis ticks={roundTicks(planned)} scale={figure.x} area={figure.area} />
    </>
  );
});

function Caption({ residuals: { told, spread, own }, digits }: Omit<OfRunProps, "most">) {
  const round = useSettled(useLabState(roundOnScreen));
  const last = spread.rounds.findLastIndex((asked) => asked <= round);
  const at = (values: readonly number[]) => valueText(values[Math.max(0, last)] ?? Number.NaN, digits);
  return (
    <figcaption className="hidden-text">
      {words.residualFigure(
        told.run.name,
        round,
        valueText(valueAt(own, round), digits),
        at(spread.middle),
        at(spread.highest),
      )}
    </figcaption>
  );
}
