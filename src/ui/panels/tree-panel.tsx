import { lazy, type MouseEvent, Suspense, useMemo, useRef, useState } from "react";
import type { NodeInspection } from "../../boosting/engines/engine.ts";
import type { ParamValue } from "../../core/params.ts";
import { treeFigure } from "../../figures/tree-figure.ts";
import { nodeAt } from "../../figures/tree-hit.ts";
import type { TreeScene } from "../../figures/tree-scene.ts";
import { nodesOf, type TreeChoices, toggledNode } from "../../figures/tree-shape.ts";
import type { Outcome } from "../../training/training-service.ts";
import { treeWords as words } from "../../words/tree.ts";
import { useSettled } from "../use-settled.ts";
import { TreePicture } from "./tree-picture.tsx";
import { useSize } from "./use-size.ts";
import "./tree-acts.css";

/** For readers and keys: nobody asks for it before the first picture. */
const TreeOutline = lazy(async () => ({ default: (await import("./tree-outline.tsx")).TreeOutline }));

/** Loaded when a node is first opened. */
const NodePopover = lazy(async () => ({ default: (await import("./node-popover.tsx")).NodePopover }));

interface TreePanelProps {
  readonly scene: TreeScene;
  readonly title: string;
  readonly lambda: ParamValue | undefined;
  readonly choices: TreeChoices;
  readonly onChoose: (choices: TreeChoices) => void;
  readonly onInspect?: (node: number) => Promise<Outcome<NodeInspection>>;
}

/** A node whose numbers are shown. It keeps its round while the clock moves on. */
interface OpenNode {
  readonly node: number;
  readonly scene: TreeScene;
  readonly title: string;
  readonly onInspect?: (node: number) => Promise<Outcome<NodeInspection>>;
}

/** One tree as a picture, as a list behind it, and with the numbers of a node on request. */
export function TreePanel({ scene, title, lambda, choices, onChoose, onInspect }: TreePanelProps) {
  const [measure, size] = useSize();
  const [focused, setFocused] = useState<number | null>(null);
  const [opened, setOpened] = useState<OpenNode | null>(null);
  const current = useMemo(() => ({ scene, title }), [scene, title]);
  const heard = useSettled(current, focused !== null);
  const outline = useRef<HTMLDivElement>(null);
  const figure = useMemo(() => (size === null ? null : treeFigure(scene, size)), [scene, size]);
  const openNode = opened !== null && opened.scene.tree === scene.tree ? opened.node : null;
  const open = (node: number) => setOpened({ node, scene, title, ...(onInspect && { onInspect }) });
  const close = () => {
    setOpened(null);
    outline.current?.focus({ preventScroll: true });
  };
  const fold = (node: number, isFolded: boolean) => onChoose(toggledNode(choices, node, isFolded));
  const zoom = (node: number | null) => {
    const root = node ?? Math.max(0, scene.tree.parent[choices.root]);
    onChoose({ ...choices, root });
  };
  const nodeUnder = (event: MouseEvent<HTMLButtonElement>) => {
    if (figure === null) return null;
    const frame = event.currentTarget.getBoundingClientRect();
    return nodeAt(figure, event.clientX - frame.left, event.clientY - frame.top);
  };
  const foldUnder = (event: MouseEvent<HTMLButtonElement>) => {
    const node = nodeUnder(event);
    const shape = [...nodesOf(scene.shape.root)].find((one) => one.node === node);
    setOpened(null);
    if (shape !== undefined && shape.kind !== "leaf") fold(shape.node, shape.kind === "folded");
  };
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    const node = nodeUnder(event);
    if (node === null || node === openNode) setOpened(null);
    else open(node);
  };
  return (
    <figure ref={measure} className="panel-figure panel-tree">
      <figcaption className="panel-hidden">
        {words.figure(heard.title, heard.scene.shape.leafCount)}
      </figcaption>
      <Suspense fallback={null}>
        <TreeOutline
          ref={outline}
          scene={heard.scene}
          label={heard.title}
          onFocusNode={setFocused}
          onOpen={open}
          onFold={fold}
          onZoom={zoom}
        />
      </Suspense>
      {figure !== null && size !== null && (
        <TreePicture figure={figure} size={size} focused={focused} opened={openNode} />
      )}
      <button
        type="button"
        className="panel-press"
        tabIndex={-1}
        aria-hidden="true"
        onClick={click}
        onDoubleClick={foldUnder}
      />
      {choices.root !== 0 && (
        <p className="tree-zoom">
          <button type="button" className="button low" onClick={() => zoom(null)}>
            {words.zoomOut}
          </button>
          <button type="button" className="button low" onClick={() => zoom(0)}>
            {words.whole}
          </button>
        </p>
      )}
      {opened !== null && (
        <Suspense fallback={null}>
          <NodePopover
            key={`${opened.title} ${opened.node}`}
            scene={opened.scene}
            node={opened.node}
            title={opened.title}
            lambda={lambda}
            onClose={close}
            onFold={fold}
            onZoom={(node) => {
              setOpened(null);
              zoom(node);
            }}
            {...(opened.onInspect && { onInspect: opened.onInspect })}
          />
        </Suspense>
      )}
    </figure>
  );
}
