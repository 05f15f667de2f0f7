import { lazy, Suspense, useMemo, useState } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
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
import { selectedIndex, useShownRows } from "./run-scores.ts";
import { TreePanel } from "./tree-panel.tsx";
import "./panels.css";
import "./plot-marks.css";
import "./learner.css";

export interface LearnerPanelProps {
  readonly view: RunView;
  readonly onInspect?: (learner: number, node: number) => Promise<Outcome<NodeInspection>>;
}

const NetPanel = lazy(async () => ({ default: (await import("./net-panel.tsx")).NetPanel }));
const NetChooser = lazy(async () => ({ default: (await import("./net-chooser.tsx")).NetChooser }));

/** What the shown round learnt: its net, its tree, or one of its trees, and for a distribution the density it leads to. */
export function LearnerPanel({ view, onInspect }: LearnerPanelProps) {
  const { start, split } = view;
  const round = shownRound(view);
  const recorded = view.rounds[round];
  // While a tree of the next round is built split by split, its net stands there whole.
  const ofRound = useMemo(() => (round === view.round ? view : { ...view, round }), [view, round]);
  const record = recorded?.record?.learners.length ? recorded.record : null;
  const { distribution } = start.header.outputs;
  const symbols = useMemo(
    () =>
      distribution === undefined
        ? null
        : distributionById(distribution).parameters.map((parameter) => parameter.symbol),
    [distribution],
  );
  const at = record === null ? 0 : shownLearner(view, record);
  const choice = record === null ? 0 : shownChoice(view, record);
  const learner = record?.learners[at].learner;
  const tree = learner?.kind === "tree" ? learner.tree : null;
  const isNet = learner?.kind === "net";
  const names = record === null ? [] : learnerNames(start, record, symbols);
  return (
    <div className={`panel panel-hue-${view.hue} panel-learner-panel`}>
      <div className="panel-caption">
        <b>{titleOf(record, round)}</b>
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
        {record !== null && learner?.kind !== "residual-block" && (
          <span className="panel-caption-end">
            {additionText(record, view.learningRate, record.learners[at])}
          </span>
        )}
      </div>
      {names.length > (start.header.outputs.outputNames?.length ?? 1) && (
        <LearnerChooser
          names={names}
          chosen={choice}
          isParameter={symbols !== null}
          isNet={isNet}
          onChoose={view.onChooseLearner}
        />
      )}
      <div className="panel-learner-body">
        {record !== null && isNet ? (
          <Suspense fallback={null}>
            <NetPanel view={ofRound} output={shownColumn(view, record)} />
          </Suspense>
        ) : tree === null ? (
          <p className="panel-empty">{emptyText(view, learner)}</p>
        ) : (
          <SceneOf view={view} tree={tree} learner={at} name={names[at]} {...(onInspect && { onInspect })} />
        )}
        {distribution !== undefined && recorded !== undefined && <DensityView view={view} />}
      </div>
    </div>
  );
}

function titleOf(record: RoundRecord | null, round: number): string {
  switch (record?.learners[0].learner.kind) {
    case "net":
      return treeWords.netTitle(round);
    case "residual-block":
      return treeWords.blockTitle(round);
    case "tree":
      return treeWords.title(round, record?.learners.length ?? 1);
    default:
      return treeWords.learner;
  }
}

function emptyText(view: RunView, learner: Learner | undefined): string {
  if (view.rounds[view.round] === undefined) return treeWords.noRound;
  if (learner?.kind === "residual-block") {
    return treeWords.block(view.round, countText(featureCount(learner.block)));
  }
  return view.round === 0 ? baseText(view.start) : treeWords.noTree(view.round);
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
