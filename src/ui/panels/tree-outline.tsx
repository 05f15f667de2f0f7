import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { countText } from "../../figures/number-text.ts";
import { splitText } from "../../figures/split-text.ts";
import { leafText, type TreeScene } from "../../figures/tree-scene.ts";
import { nodesOf, type ShapeNode } from "../../figures/tree-shape.ts";
import { treeWords as words } from "../../words/tree.ts";

interface TreeOutlineProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly scene: TreeScene;
  readonly label: string;
  readonly onFocusNode: (node: number | null) => void;
  readonly onOpen: (node: number) => void;
  readonly onFold: (node: number, isFolded: boolean) => void;
  /** Null = one up. */
  readonly onZoom: (node: number | null) => void;
}

function nodeText(scene: TreeScene, shape: ShapeNode): string {
  const { tree, features } = scene;
  const count = tree.count[shape.node];
  const rows = words.rows(countText(count), count === 1);
  const mark = scene.path.has(shape.node) ? words.passes : "";
  if (shape.kind === "leaf") return words.leaf(leafText(scene, shape.node), rows) + mark;
  if (shape.kind === "folded") return words.folded(shape.leafCount, rows) + mark;
  const missing = words.missing(tree.defaultLeft[shape.node] ? words.yes : words.no);
  return `${splitText(tree, shape.node, features)}, ${rows}${missing}${mark}`;
}

type Step =
  | { readonly kind: "go"; readonly node: number }
  | { readonly kind: "fold"; readonly node: number; readonly isFolded: boolean };

/** As the ARIA pattern for trees has it: right opens, then goes down; left closes, then goes up. */
function stepFor(scene: TreeScene, current: number, key: string): Step | null {
  const shapes = [...nodesOf(scene.shape.root)];
  const at = Math.max(
    0,
    shapes.findIndex((shape) => shape.node === current),
  );
  const shape = shapes[at];
  const clamp = (n: number): Step => ({
    kind: "go",
    node: shapes[Math.min(shapes.length - 1, Math.max(0, n))].node,
  });
  switch (key) {
    case "ArrowDown":
      return clamp(at + 1);
    case "ArrowUp":
      return clamp(at - 1);
    case "ArrowRight":
      if (shape.kind === "folded") return { kind: "fold", node: shape.node, isFolded: true };
      return { kind: "go", node: shape.children?.[0].node ?? shape.node };
    case "ArrowLeft":
      if (shape.kind === "split") return { kind: "fold", node: shape.node, isFolded: false };
      return { kind: "go", node: at === 0 ? shape.node : Math.max(0, scene.tree.parent[shape.node]) };
    case "Home":
      return clamp(0);
    case "End":
      return clamp(shapes.length);
    default:
      return null;
  }
}

/** First or second child; the root of the picture stands alone. */
function placeOf({ tree, shape }: TreeScene, { node }: ShapeNode): number {
  return node === shape.root.node || tree.left[tree.parent[node]] === node ? 1 : 2;
}

/** The tree as a nested list behind its picture: arrows walk, Enter opens the numbers of a node. */
export function TreeOutline({ ref, scene, label, onFocusNode, onOpen, onFold, onZoom }: TreeOutlineProps) {
  const id = useId();
  const [active, setActive] = useState(0);
  const shapes = [...nodesOf(scene.shape.root)];
  const known = shapes.some((shape) => shape.node === active) ? active : scene.shape.root.node;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      onOpen(known);
      return;
    }
    const isZoom = event.key.toLowerCase() === "z" || event.key === "Backspace";
    const step = stepFor(scene, known, event.key);
    if (step === null && !isZoom) return;
    event.preventDefault();
    event.stopPropagation();
    if (step === null) {
      onZoom(event.key === "Backspace" ? null : known);
    } else if (step.kind === "fold") {
      onFold(step.node, step.isFolded);
    } else {
      setActive(step.node);
      onFocusNode(step.node);
    }
  };
  return (
    <div
      ref={ref}
      className="panel-hidden panel-outline-list"
      role="tree"
      tabIndex={0}
      aria-label={words.outline(label)}
      aria-activedescendant={`${id}-${known}`}
      onKeyDown={onKeyDown}
      onFocus={() => onFocusNode(known)}
      onBlur={() => onFocusNode(null)}
    >
      {shapes.map((shape) => (
        <div
          key={shape.node}
          id={`${id}-${shape.node}`}
          role="treeitem"
          tabIndex={-1}
          aria-level={shape.depth + 1}
          aria-setsize={shape.depth === 0 ? 1 : 2}
          aria-posinset={placeOf(scene, shape)}
          aria-selected={shape.node === known}
          {...(shape.kind !== "leaf" && { "aria-expanded": shape.kind === "split" })}
        >
          {nodeText(scene, shape)}
        </div>
      ))}
    </div>
  );
}
