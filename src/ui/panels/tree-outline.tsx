import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { countText } from "../../figures/number-text.ts";
import { splitText } from "../../figures/split-text.ts";
import { leafText, type TreeScene } from "../../figures/tree-scene.ts";
import { nodesOf, type ShapeNode } from "../../figures/tree-shape.ts";

interface TreeOutlineProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly scene: TreeScene;
  readonly label: string;
  readonly onFocusNode: (node: number | null) => void;
  readonly onOpen: (node: number) => void;
}

function nodeText(scene: TreeScene, shape: ShapeNode): string {
  const { tree, features } = scene;
  const count = tree.count[shape.node];
  const rows = `${countText(count)} ${count === 1 ? "row" : "rows"}`;
  const mark = scene.path.has(shape.node) ? ", selected row passes" : "";
  if (shape.kind === "leaf") return `leaf ${leafText(scene, shape.node)}, ${rows}${mark}`;
  if (shape.kind === "folded") return `${shape.leafCount} leaves folded away, ${rows}`;
  return `${splitText(tree, shape.node, features)}, ${rows}${mark}`;
}

function nextNode(scene: TreeScene, current: number, key: string): number | null {
  const shapes = [...nodesOf(scene.shape.root)];
  const at = Math.max(
    0,
    shapes.findIndex((shape) => shape.node === current),
  );
  const clamp = (n: number) => shapes[Math.min(shapes.length - 1, Math.max(0, n))].node;
  switch (key) {
    case "ArrowDown":
      return clamp(at + 1);
    case "ArrowUp":
      return clamp(at - 1);
    case "ArrowRight":
      return shapes[at].children?.[0].node ?? shapes[at].node;
    case "ArrowLeft":
      return Math.max(0, scene.tree.parent[shapes[at].node]);
    case "Home":
      return clamp(0);
    case "End":
      return clamp(shapes.length);
    default:
      return null;
  }
}

/** The tree as a nested list behind its picture: arrows walk, Enter opens the numbers of a node. */
export function TreeOutline({ ref, scene, label, onFocusNode, onOpen }: TreeOutlineProps) {
  const id = useId();
  const [active, setActive] = useState(0);
  const shapes = [...nodesOf(scene.shape.root)];
  const known = shapes.some((shape) => shape.node === active) ? active : 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      onOpen(known);
      return;
    }
    const next = nextNode(scene, known, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setActive(next);
    onFocusNode(next);
  };
  return (
    <div
      ref={ref}
      className="panel-hidden panel-outline-list"
      role="tree"
      tabIndex={0}
      aria-label={`${label}. Arrow keys walk, Enter shows the numbers of a node.`}
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
          aria-selected={shape.node === known}
          {...(shape.children !== null && { "aria-expanded": true })}
        >
          {nodeText(scene, shape)}
        </div>
      ))}
    </div>
  );
}
