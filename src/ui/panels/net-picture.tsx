import { memo } from "react";
import type { DrawnLink, DrawnUnit, NetFigure } from "../../figures/net-figure.ts";
import type { SampleRows } from "../../figures/net-inputs.ts";
import type { Size } from "../../figures/scale.ts";
import { wedgePath } from "../../figures/svg-path.ts";
import { netWords as words } from "../../words/net.ts";

interface NetPictureProps {
  readonly figure: NetFigure;
  readonly sample: SampleRows;
  readonly size: Size;
  readonly round: number;
  /** Signed, of the marked row; empty without one. */
  readonly sum: string;
  /** Key of the unit whose links stand out; null = all do. */
  readonly marked: string | null;
}

/** Inputs at the left, hidden units with their answers, the sum at the right. */
export function NetPicture({ figure, sample, size, round, sum, marked }: NetPictureProps) {
  const { places, features, units, links, notes } = figure;
  const [from, net] = words.fromNet(round - 1);
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      <g className={marked === null ? "net-links" : "net-links net-some"}>
        {links.map((link) => (
          <LinkLine key={link.path} link={link} isMarked={marked !== null && link.ends.includes(marked)} />
        ))}
      </g>
      {features.map(({ box, text, name }) => (
        <g key={name}>
          <title>{name}</title>
          <rect className="net-input" {...box} rx={3} />
          <text className="net-name" x={box.x + box.width / 2} y={box.y + box.height / 2} dy=".35em">
            {text}
          </text>
        </g>
      ))}
      {places.dots.map(({ x, y }) => (
        <circle key={y} className="net-handed" cx={x} cy={y} r={3.5} />
      ))}
      {places.dotWords !== null && (
        <text className="panel-tick" x={places.dotWords.x} y={places.dotWords.y}>
          <tspan x={places.dotWords.x} dy="-.2em">
            {from}
          </tspan>
          <tspan x={places.dotWords.x} dy="1.15em">
            {net}
          </tspan>
        </text>
      )}
      {!places.isWhole && (
        <text className="panel-tick" x={0} y={12}>
          {words.lastShown(figure.scene.hidden.length)}
        </text>
      )}
      {units.map((unit) => (
        <UnitBox key={unit.key} unit={unit} kind={sample.kind} isMarked={unit.key === marked} />
      ))}
      {notes.map(({ x, text }) => (
        <text key={x} className="panel-tick" x={Math.max(30, x)} y={places.notes} textAnchor="middle">
          {text}
        </text>
      ))}
      <circle className="net-sum" cx={places.sum.x} cy={places.sum.y} r={places.sum.radius} />
      <text className="net-name net-strong" x={places.sum.x} y={places.sum.y} dy=".35em">
        {words.sum}
      </text>
      {sum !== "" && (
        <text className="net-name net-strong" x={places.sum.x} y={places.sum.y + places.sum.radius + 14}>
          {sum}
        </text>
      )}
    </svg>
  );
}

interface LinkLineProps {
  readonly link: DrawnLink;
  readonly isMarked: boolean;
}

const LinkLine = memo(function LinkLine({ link, isMarked }: LinkLineProps) {
  const sign = link.isPositive ? "net-plus" : "net-minus";
  return (
    <path
      className={isMarked ? `${sign} net-marked` : sign}
      d={link.path}
      strokeWidth={link.width}
      strokeOpacity={link.opacity}
    />
  );
});

interface UnitBoxProps {
  readonly unit: DrawnUnit;
  readonly kind: SampleRows["kind"];
  readonly isMarked: boolean;
}

function UnitBox({ unit: { box, picture }, kind, isMarked }: UnitBoxProps) {
  const { curve, bars, cells, zero, mark } = picture;
  return (
    <g>
      <rect className={isMarked ? "net-unit net-marked" : "net-unit"} {...box} rx={2} />
      {zero !== null && (
        <line className="net-zero" x1={box.x + 1} x2={box.x + box.width - 1} y1={zero} y2={zero} />
      )}
      {cells.map(({ path, isPositive, strength }) => (
        <path
          key={`${isPositive} ${strength}`}
          className={isPositive ? "net-cells-plus" : "net-cells-minus"}
          d={path}
          fillOpacity={strength * 0.9}
        />
      ))}
      {bars !== "" && <path className="net-bars" d={bars} />}
      {curve !== "" && <path className="net-curve" d={curve} />}
      {cells.length > 0 && <rect className="net-frame" {...box} rx={2} />}
      {mark !== null && kind !== "rows" && <circle className="net-dot" cx={mark.x} cy={mark.y} r={2.7} />}
      {mark !== null && kind === "rows" && <path className="panel-wedge" d={wedgePath(mark.x, mark.y - 3)} />}
    </g>
  );
}
