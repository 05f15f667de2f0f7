import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { NodeInspection } from "../../boosting/engines/engine.ts";
import type { ParamValue } from "../../core/params.ts";
import { countText, decimalText, plainText, signedText } from "../../figures/number-text.ts";
import { candidateText, splitText } from "../../figures/split-text.ts";
import type { TreeScene } from "../../figures/tree-scene.ts";
import { nodesOf } from "../../figures/tree-shape.ts";
import type { Outcome } from "../../training/training-service.ts";
import { panelWords } from "../../words/panels.ts";
import { treeWords as words } from "../../words/tree.ts";

interface NodePopoverProps {
  readonly scene: TreeScene;
  readonly node: number;
  /** "Tree 18", of which the node is one. */
  readonly title: string;
  readonly lambda: ParamValue | undefined;
  readonly onInspect?: (node: number) => Promise<Outcome<NodeInspection>>;
  readonly onClose: () => void;
  readonly onFold: (node: number, isFolded: boolean) => void;
  readonly onZoom: (node: number) => void;
}

type Answer = Outcome<NodeInspection> | "waiting" | null;

function useInspection(node: number, onInspect: NodePopoverProps["onInspect"]): Answer {
  const ask = useRef(onInspect);
  const [answer, setAnswer] = useState<Answer>(onInspect ? "waiting" : null);
  useEffect(() => {
    let isCurrent = true;
    ask.current?.(node).then((outcome) => isCurrent && setAnswer(outcome));
    return () => {
      isCurrent = false;
    };
  }, [node]);
  return answer;
}

/** The exact numbers of a node, from the log; and what else could have been split, recomputed. */
export function NodePopover({
  scene,
  node,
  title,
  lambda,
  onInspect,
  onClose,
  onFold,
  onZoom,
}: NodePopoverProps) {
  const { tree, features } = scene;
  const answer = useInspection(node, onInspect);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus({ preventScroll: true }), []);
  const isLeaf = tree.left[node] < 0;
  const shown = [...nodesOf(scene.shape.root)].find((shape) => shape.node === node);
  const name = isLeaf ? panelWords.leaf : splitText(tree, node, features);
  const inspection = answer !== null && answer !== "waiting" && answer.ok ? answer.value : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div
      className="panel-popover"
      role="dialog"
      aria-label={`${title}, ${name}`}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      <header>
        <span>
          {title}, <b>{name}</b>
        </span>
        <button ref={close} type="button" aria-label={panelWords.close} onClick={onClose}>
          ×
        </button>
      </header>
      {!isLeaf && (
        <p className="node-acts">
          {shown !== undefined && node !== scene.shape.root.node && (
            <button
              type="button"
              className="button low"
              onClick={() => {
                onFold(node, shown.kind === "folded");
                onClose();
              }}
            >
              {shown.kind === "folded" ? words.open : words.fold}
            </button>
          )}
          {node !== scene.shape.root.node && (
            <button type="button" className="button low" onClick={() => onZoom(node)}>
              {words.zoomIn}
            </button>
          )}
        </p>
      )}
      <dl>
        <dt>{panelWords.rows}</dt>
        <dd>{countText(tree.count[node])}</dd>
        <dt>{panelWords.sumHessians}</dt>
        <dd>{exactText(inspection?.hessianSum ?? tree.cover[node])}</dd>
        {inspection !== null && (
          <>
            <dt>{panelWords.sumGradients}</dt>
            <dd>{exactText(inspection.gradientSum)}</dd>
          </>
        )}
        <dt>{weightName(scene, lambda)}</dt>
        <dd>{signedText(tree.baseWeight[node], 4)}</dd>
        {!isLeaf && (
          <>
            <dt>{panelWords.gain}</dt>
            <dd>{exactText(tree.gain[node])}</dd>
            <dt>{panelWords.missingValuesGo}</dt>
            <dd>{tree.defaultLeft[node] === 1 ? panelWords.left : panelWords.right}</dd>
          </>
        )}
      </dl>
      {answer === "waiting" && <p className="panel-note-text">{panelWords.recomputingOtherSplits}</p>}
      {answer !== null && answer !== "waiting" && !answer.ok && (
        <p className="panel-note-text">{answer.error.message}</p>
      )}
      {inspection !== null && <Candidates scene={scene} inspection={inspection} isLeaf={isLeaf} />}
    </div>
  );
}

function weightName({ sign }: TreeScene, lambda: ParamValue | undefined): string {
  if (sign < 0) return panelWords.meanGradient;
  return typeof lambda === "number"
    ? panelWords.weightBy(Number.isInteger(lambda) ? `${lambda}` : plainText(lambda))
    : panelWords.weight;
}

function exactText(value: number): string {
  return Math.abs(value) >= 100 ? decimalText(value, 2) : decimalText(value, 4);
}

const MOST_CANDIDATES = 12;

interface CandidatesProps {
  readonly scene: TreeScene;
  readonly inspection: NodeInspection;
  readonly isLeaf: boolean;
}

function Candidates({ scene, inspection, isLeaf }: CandidatesProps) {
  const allowed = inspection.candidates.filter((one) => Number.isFinite(one.gain));
  const rest = inspection.candidates.length - Math.min(MOST_CANDIDATES, allowed.length);
  return (
    <>
      <h3>{isLeaf ? panelWords.offeredNotTaken : panelWords.offered}</h3>
      <p className="panel-note-text">
        {panelWords.recomputedFromRecording}{" "}
        {inspection.matchesRecord ? panelWords.equalsLog : panelWords.differsFromLog}
      </p>
      {allowed.length === 0 && <p className="panel-note-text">{panelWords.noSplitWasAllowed}</p>}
      <dl>
        {allowed.slice(0, MOST_CANDIDATES).map((one) => (
          <div key={one.feature}>
            <dt>{candidateText(scene.features[one.feature], one.threshold, one.rightCategories)}</dt>
            <dd>{exactText(one.gain)}</dd>
          </div>
        ))}
      </dl>
      {rest > 0 && allowed.length > 0 && (
        <p className="panel-note-text">{panelWords.moreFeatures(countText(rest))}</p>
      )}
    </>
  );
}
