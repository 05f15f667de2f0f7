import { type MouseEvent, useMemo, useState } from "react";
import type { NodeInspection } from "../../boosting/engines/engine.ts";
import type { ParamValue } from "../../core/params.ts";
import { treeFigure } from "../../figures/tree-figure.ts";
import { nodeAt } from "../../figures/tree-hit.ts";
import type { TreeScene } from "../../figures/tree-scene.ts";
import type { Outcome } from "../../training/training-service.ts";
import { NodePopover } from "./node-popover.tsx";
import { TreeOutline } from "./tree-outline.tsx";
import { TreePicture } from "./tree-picture.tsx";
import { useSize } from "./use-size.ts";

interface TreePanelProps {
  readonly scene: TreeScene;
  readonly title: string;
  readonly round: number;
  readonly lambda: ParamValue | undefined;
  readonly onInspect?: (node: number) => Promise<Outcome<NodeInspection>>;
}

/** One tree as a picture, as a list behind it, and with the numbers of a node on request. */
export function TreePanel({ scene, title, round, lambda, onInspect }: TreePanelProps) {
  const [measure, size] = useSize();
  const [focused, setFocused] = useState<number | null>(null);
  const [opened, setOpened] = useState<{ readonly node: number; readonly tree: object } | null>(null);
  const figure = useMemo(
    () => (size === null ? null : treeFigure(scene, { width: size.width, height: size.height })),
    [scene, size],
  );
  const openNode = opened !== null && opened.tree === scene.tree ? opened.node : null;
  const open = (node: number) => setOpened({ node, tree: scene.tree });
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (figure === null) return;
    const frame = event.currentTarget.getBoundingClientRect();
    const node = nodeAt(figure, event.clientX - frame.left, event.clientY - frame.top);
    if (node === null || node === openNode) setOpened(null);
    else open(node);
  };
  return (
    <figure ref={measure} className="panel-figure panel-tree">
      <figcaption className="panel-hidden">
        {title} with {scene.shape.leafCount} leaves.
      </figcaption>
      <TreeOutline scene={scene} label={title} onFocusNode={setFocused} onOpen={open} />
      {figure !== null && size !== null && (
        <TreePicture figure={figure} size={size} focused={focused} opened={openNode} />
      )}
      <button type="button" className="panel-press" tabIndex={-1} aria-hidden="true" onClick={click} />
      {openNode !== null && (
        <NodePopover
          key={`${round} ${openNode}`}
          scene={scene}
          node={openNode}
          lambda={lambda}
          onClose={() => setOpened(null)}
          {...(onInspect && { onInspect })}
        />
      )}
    </figure>
  );
}
