import { lazy, Suspense, useMemo, useState } from "react";
import { parameterSymbols } from "../../boosting/distributions/index.ts";
import type { NodeInspection } from "../../boosting/engines/engine.ts";
import type { Learner } from "../../boosting/learners/learner.ts";
import { featureCount } from "../../boosting/learners/random-features/residual-block.ts";
import type { Tree } from "../../boosting/learners/tree/tree.ts";
import type { RoundRecord } from "../../boosting/round-record.ts";
import { additionText, learnerNames, learnerSign } from "../../figures/learner-text.ts";
import { countText } from "../../figures/number-text.ts";
import { partialTree, splitCount } from "../../figures/partial-tree.ts";
import { featureRanges, treeScene } from "../../figures/tree-scene.ts";
import { wholeTree } from "../../figures/tree-shape.ts";
import type { RunView } from "../../store/run-view.ts";
import { shownChoice, shownColumn, shownLearner } from "../../store/shown-learner.ts";
import type { Outcome } from "../../training/training-service.ts";
import { treeWords } from "../../words/tree.ts";
import { baseText } from "./base-text.ts";
import { DensityView } from "./density-view.tsx";
import { LearnerChooser } from "./learner-chooser.tsx";
import { oneTargetView, selectedIndex, useShownRows } from "./run-scores.ts";
import { TreePanel } from "./tree-panel.tsx";
import "./panels.css";
import "./plot-marks.css";
import "./learner.css";

export interface LearnerPanelProps {
  readonly view: RunView;
  readonly onInspect?: (learner: number, node: number) => Promise<Outcome<NodeInspection>>;
}

const NetPanel = lazy(async () => ({ default: (await import("./net-panel.tsx")).NetPanel }));
const LinearPanel = lazy(async () => ({ default: (await import("./linear-panel.tsx")).LinearPanel }));
const MembersPanel = lazy(async () => ({ default: (await import("./members-panel.tsx")).MembersPanel }));
const NetChooser = lazy(async () => ({ default: (await import("./net-chooser.tsx")).NetChooser }));

/** Learners that stand side by side where there is the whole width. */
const MOST_BESIDE = 4;

/**
 * What the shown round learnt: its net, its tree, one of its trees or, with the whole width, all of them, and for a
 * distribution the density it leads to.
 */
export function LearnerPanel({ view, onInspect }: LearnerPanelProps) {
  const { start, split } = view;
  const round = shownRound(view);
  const recorded = view.rounds[round];
  // While a tree of the next round is built split by split, its net stands there whole.
  const ofRound = useMemo(() => (round === view.round ? view : { ...view, round }), [view, round]);
  const record = recorded?.record?.learners.length ? recorded.record : null;
  const { outputs } = start.header;
  const symbols = useMemo(() => parameterSymbols(outputs), [outputs]);
  const at = record === null ? 0 : shownLearner(view, record);
  const choice = record === null ? 0 : shownChoice(view, record);
  const learner = record?.learners[at].learner;
  const tree = learner?.kind === "tree" ? learner.tree : null;
  const isNet = learner?.kind === "net";
  const names = record === null ? [] : learnerNames(start, record, symbols);
  const count = record?.learners.length ?? 0;
  const isBeside = view.isFull && count > 1 && count <= MOST_BESIDE && split === null;
  // Of several targets all pictures show one: what is chosen above is not asked for again.
  const isOneTarget =
    names.length > 1 && names.length === start.header.outputs.outputNames?.length && !isBeside;
  const shown = isBeside ? names.map((_, n) => n) : [at];
  return (
    <div className={`panel panel-hue-${view.hue} panel-learner-panel`}>
      <div className="panel-caption">
        <span>
          <b>{titleOf(record, round, isOneTarget)}</b> {isOneTarget && names[choice]}
        </span>
        {isNet && (
          <Suspense fallback={null}>
            <NetChooser
              chosen={view.netView}
              onChoose={view.onChooseNetView}
              onRace={start.header.values.optimizer === undefined ? null : view.onRace}
            />
          </Suspense>
        )}
        {tree !== null && split !== null && (
          <span>{treeWords.split(Math.min(split, splitCount(tree)), splitCount(tree))}</span>
        )}
        {record !== null && learner?.kind !== "residual-block" && learner?.kind !== "members" && (
          <span className="panel-caption-end">
            {additionText(record, view.learningRate, record.learners[at])}
          </span>
        )}
      </div>
      {names.length > 1 && !isOneTarget && !isBeside && (
        <LearnerChooser
          names={names}
          chosen={choice}
          isParameter={symbols !== null}
          legend={isNet ? treeWords.sumFor : isAllTrees(record) ? treeWords.for : treeWords.learnerFor}
          onChoose={view.onChooseLearner}
        />
      )}
      <div className="panel-learner-body">
        {record !== null && isNet ? (
          <Suspense fallback={null}>
            <NetPanel view={ofRound} output={shownColumn(view, record)} />
          </Suspense>
        ) : learner?.kind === "members" ? (
          <Suspense fallback={null}>
            <MembersPanel start={start} learner={learner} round={round} />
          </Suspense>
        ) : tree === null && learner?.kind !== "linear" ? (
          <p className="panel-empty">{emptyText(view, learner)}</p>
        ) : (
          shown.map((n) => (
            <LearnerOf
              key={n}
              view={view}
              learner={record?.learners[n].learner}
              at={n}
              name={names[n]}
              isBeside={isBeside}
              {...(onInspect && { onInspect })}
            />
          ))
        )}
        {symbols !== null && recorded !== undefined && <DensityView view={view} />}
      </div>
    </div>
  );
}

const isAllTrees = (record: RoundRecord | null) =>
  record?.learners.every(({ learner }) => learner.kind === "tree") ?? true;

function titleOf(record: RoundRecord | null, round: number, isOne: boolean): string {
  const learners = record?.learners ?? [];
  const kinds = new Set(learners.map(({ learner }) => learner.kind));
  if (kinds.size > 1) return treeWords.mixedTitle(round);
  switch (learners[0]?.learner.kind) {
    case "net":
      return treeWords.netTitle(round);
    case "residual-block":
      return treeWords.blockTitle(round);
    case "linear":
      return treeWords.linearTitle(round, learners.length);
    case "tree":
      return treeWords.title(round, isOne ? 1 : learners.length);
    default:
      return treeWords.learner;
  }
}

interface LearnerOfProps extends LearnerPanelProps {
  readonly learner: Learner | undefined;
  readonly at: number;
  readonly name: string;
  /** Others stand beside it, so that it needs a name. */
  readonly isBeside: boolean;
}

/** One learner of the round: a tree or a linear model. */
function LearnerOf({ view, learner, at, name, isBeside, onInspect }: LearnerOfProps) {
  const picture =
    learner?.kind === "linear" ? (
      <Suspense fallback={null}>
        <LinearPanel
          start={view.start}
          model={learner.model}
          title={treeWords.linearTitleFor(shownRound(view), name)}
        />
      </Suspense>
    ) : learner?.kind === "tree" ? (
      <SceneOf view={view} tree={learner.tree} learner={at} name={name} {...(onInspect && { onInspect })} />
    ) : null;
  if (!isBeside) return picture;
  return (
    <div className="panel-beside">
      <b>{name === "" ? treeWords.numbered(at + 1) : name}</b>
      {picture}
    </div>
  );
}

function emptyText(view: RunView, learner: Learner | undefined): string {
  if (view.rounds[view.round] === undefined) return treeWords.noRound;
  if (learner?.kind === "residual-block") {
    return treeWords.block(view.round, countText(featureCount(learner.block)));
  }
  return view.round === 0 ? baseText(oneTargetView(view).start) : treeWords.noTree(view.round);
}

/** The round whose trees are shown: the one that is being built, or the last one. */
function shownRound({ round, split }: RunView): number {
  return split === null ? round : round + 1;
}

interface SceneProps extends LearnerPanelProps {
  readonly tree: Tree;
  readonly learner: number;
  readonly name: string;
}

function SceneOf({ view, tree: whole, learner, name, onInspect }: SceneProps) {
  const { start, split } = view;
  const round = shownRound(view);
  const { followed } = start;
  const rows = useShownRows(view);
  const ranges = useMemo(() => featureRanges(followed), [followed]);
  const selected = selectedIndex(view);
  const sign = learnerSign(start.header);
  const tree = split === null ? whole : partialTree(whole, split);
  // Choices are about one tree: another one is seen whole.
  const [chosen, setChosen] = useState({ tree, choices: wholeTree });
  const choices = chosen.tree === tree ? chosen.choices : wholeTree;
  const scene = useMemo(
    () => treeScene(tree, followed, ranges, { trainRows: rows.train, selected, sign, choices }),
    [sign, tree, followed, ranges, rows, selected, choices],
  );
  const title = treeWords.titleFor(round, name);
  return (
    <TreePanel
      key={`${view.runId} ${learner}`}
      scene={scene}
      title={title}
      lambda={start.header.values.lambda}
      choices={choices}
      onChoose={(next) => setChosen({ tree, choices: next })}
      {...(onInspect && split === null && { onInspect: (node: number) => onInspect(learner, node) })}
    />
  );
}
