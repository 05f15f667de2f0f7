import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";
import { nearestPoint, neighbourPoint } from "../../figures/nearest-point.ts";
import type { PointPositions } from "../../figures/svg-path.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords as words } from "../../words/panels.ts";
import { useSettled } from "../use-settled.ts";
import { liveText } from "./live-text.ts";
import { selectedIndex } from "./run-scores.ts";

interface PanelFigureProps {
  readonly view: RunView;
  /** One sentence that says what the picture shows, for readers who cannot see it. */
  readonly caption: string;
  readonly points: PointPositions;
  /** Followed rows that are drawn and can be selected. */
  readonly rows: Uint32Array;
  readonly children: ReactNode;
}

const REACH = 16;
const WALK_KEYS = new Map<string, 1 | -1>([
  ["ArrowRight", 1],
  ["ArrowLeft", -1],
]);

/** A picture of rows: it says what the row under the pointer is, a click marks it, arrows walk from row to row. */
export function PanelFigure({ view, caption, points, rows, children }: PanelFigureProps) {
  const [hovered, setHovered] = useState(-1);
  const [hasFocus, setHasFocus] = useState(false);
  const selected = selectedIndex(view);
  const heard = useSettled(caption, hasFocus);
  const select = (index: number) => {
    if (index >= 0) view.onSelectRow(view.start.followed.rowIds[index]);
  };
  const nearest = (event: MouseEvent<HTMLButtonElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    // Where the picture is drawn larger, on the projector, its own pixels are fewer than the screen's.
    const scale = frame.width / event.currentTarget.offsetWidth || 1;
    const place = { x: (event.clientX - frame.left) / scale, y: (event.clientY - frame.top) / scale };
    return nearestPoint(points, rows, place, REACH);
  };
  const walk = (event: KeyboardEvent<HTMLButtonElement>) => {
    const direction = WALK_KEYS.get(event.key);
    if (direction === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    select(neighbourPoint(points, rows, selected, direction));
  };
  const told = hovered >= 0 ? hovered : hasFocus ? selected : -1;
  return (
    <figure className="panel-figure">
      {children}
      <button
        type="button"
        className="panel-walk"
        aria-label={words.walk(view.name, heard)}
        onMouseDown={(event) => event.preventDefault()}
        onMouseMove={(event) => setHovered(nearest(event))}
        onMouseLeave={() => setHovered(-1)}
        onClick={(event) => {
          if (event.detail > 0) select(nearest(event));
        }}
        onKeyDown={walk}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
      />
      {told >= 0 && <Tip text={liveText(view, told)} x={points.x[told]} y={points.y[told]} />}
      <p className="panel-hidden" aria-live="polite">
        {hasFocus && selected >= 0 ? liveText(view, selected) : ""}
      </p>
      <figcaption className="panel-hidden">{heard}</figcaption>
    </figure>
  );
}

interface TipProps {
  readonly text: string;
  readonly x: number | undefined;
  readonly y: number | undefined;
}

/** Beside its point, on the side with more room; a row without a point says it in the corner. */
function Tip({ text, x = Number.NaN, y = Number.NaN }: TipProps) {
  const place = Number.isNaN(x)
    ? { left: "4px", top: "4px" }
    : {
        left: `clamp(0px, ${x - 90}px, calc(100% - 190px))`,
        ...(y > 60 ? { bottom: `calc(100% - ${y - 10}px)` } : { top: `${Number.isNaN(y) ? 4 : y + 12}px` }),
      };
  return (
    <p className="panel-tip" aria-hidden="true" style={place}>
      {text}
    </p>
  );
}
