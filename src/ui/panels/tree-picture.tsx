import { memo } from "react";
import type { Size } from "../../figures/scale.ts";
import { rectanglePath, wedgePath } from "../../figures/svg-path.ts";
import type { LeafMark, NodeBox, TreeFigure } from "../../figures/tree-marks.ts";

interface TreePictureProps {
  readonly figure: TreeFigure;
  readonly size: Size;
  /** Node that the keyboard stands on. */
  readonly focused: number | null;
  readonly opened: number | null;
}

export const TreePicture = memo(function TreePicture({ figure, size, focused, opened }: TreePictureProps) {
  const marked = (node: number) => (node === focused || node === opened ? " panel-marked" : "");
  return (
    <svg
      className={`panel-svg panel-${figure.kind}`}
      width={size.width}
      height={size.height}
      aria-hidden="true"
    >
      {figure.edges.map((edge) => (
        <path
          key={edge.path}
          className={edge.onPath ? "panel-edge panel-on" : "panel-edge"}
          strokeWidth={edge.width}
          d={edge.path}
        />
      ))}
      {figure.boxes.map((box) => (
        <Box
          key={box.node}
          mark={box}
          className={marked(box.node)}
          // Under a box between branches, inside a cell that has others below it.
          wedgeUp={figure.kind === "icicle" ? WEDGE_HEIGHT + 1 : 1}
        />
      ))}
      {figure.kind === "icicle" && figure.leaves.map((leaf) => <LeafColumn key={leaf.node} mark={leaf} />)}
      {figure.leaves.map((leaf) => (
        <Leaf key={leaf.node} mark={leaf} className={marked(leaf.node)} />
      ))}
    </svg>
  );
});

const WEDGE_HEIGHT = 7;

interface BoxProps {
  readonly mark: NodeBox;
  readonly className: string;
  /** How far above the lower edge the wedge points. */
  readonly wedgeUp: number;
}

function Box({ mark, className, wedgeUp }: BoxProps) {
  const { box, histogram } = mark;
  return (
    <g className={mark.onPath ? "panel-on" : undefined}>
      <rect
        className={`panel-node${className}`}
        x={box.left}
        y={box.top}
        width={box.width}
        height={box.height}
        rx={3}
      />
      {histogram !== null && (
        <>
          <path className="panel-left-bars" d={histogram.leftBars} />
          <path className="panel-right-bars" d={histogram.rightBars} />
          <line
            className="panel-split"
            x1={histogram.splitX}
            x2={histogram.splitX}
            y1={Math.max(box.top, mark.labelY + 3)}
            y2={box.top + box.height}
          />
          {histogram.wedgeX !== null && (
            <path className="panel-wedge" d={wedgePath(histogram.wedgeX, box.top + box.height - wedgeUp)} />
          )}
        </>
      )}
      {mark.label !== "" && (
        <text className="panel-node-label" x={mark.labelX} y={mark.labelY} textAnchor="middle">
          {mark.label}
        </text>
      )}
    </g>
  );
}

/** In an icicle a leaf reaches from its level down to the bars. */
function LeafColumn({ mark }: { readonly mark: LeafMark }) {
  const { hit, zeroY } = mark;
  return (
    <rect
      className={mark.onPath ? "panel-leaf-column panel-on" : "panel-leaf-column"}
      x={hit.left + 0.5}
      y={hit.top + 1}
      width={Math.max(0.5, hit.width - 0.5)}
      height={Math.max(0, zeroY - 19 - hit.top)}
    />
  );
}

function Leaf({ mark, className }: { readonly mark: LeafMark; readonly className: string }) {
  const { x, zeroY, barWidth, barHeight, onPath } = mark;
  const left = x - barWidth / 2;
  const height = Math.max(1, Math.abs(barHeight));
  const top = barHeight > 0 ? zeroY - height : zeroY;
  const overhang = Math.min(3, Math.max(0, mark.hit.width / 2 - barWidth / 2));
  return (
    <g className={onPath ? "panel-on" : undefined}>
      <line
        className="panel-zero"
        x1={left - overhang}
        x2={left + barWidth + overhang}
        y1={zeroY}
        y2={zeroY}
      />
      <path
        className={mark.leafCount > 1 ? "panel-leaf panel-folded" : "panel-leaf"}
        d={rectanglePath(left, top, barWidth, height)}
      />
      {(onPath || className !== "") && (
        <rect
          className={`panel-leaf-ring${className}`}
          x={left - 3}
          y={top - 3}
          width={barWidth + 6}
          height={height + 6}
          rx={2}
        />
      )}
      {mark.value !== "" && (
        <text className="panel-leaf-value" x={x} y={mark.textY} textAnchor="middle">
          {mark.value}
        </text>
      )}
      {mark.count !== "" && (
        <text className="panel-leaf-count" x={x} y={mark.textY + 12} textAnchor="middle">
          {mark.count}
        </text>
      )}
    </g>
  );
}
