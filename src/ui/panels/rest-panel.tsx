import { useMemo } from "react";
import { parameterSymbols } from "../../boosting/distributions/index.ts";
import { sampleText } from "../../figures/followed-rows.ts";
import { partialTree } from "../../figures/partial-tree.ts";
import { restRange } from "../../figures/rest-figure.ts";
import { type RestMode, restCaption, restSubject } from "../../figures/rest-subject.ts";
import type { Range } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { shownColumn } from "../../store/shown-learner.ts";
import { restWords as words } from "../../words/rest.ts";
import { RestView } from "./rest-view.tsx";
import { predictionsFrom } from "./run-scores.ts";
import { useSize } from "./use-size.ts";
import "./panels.css";
import "./plot-marks.css";

/** Raw score column of what is shown below. */
function outputOf(view: RunView): number {
  const record = view.rounds[Math.max(1, view.round + (view.split === null ? 0 : 1))]?.record;
  return record?.learners.length ? shownColumn(view, record) : 0;
}

/** From the first rounds of all columns that share the scale, so that it holds still while scrubbing. */
function sharedRange(
  runs: readonly Pick<RunView, "start" | "rounds">[],
  mode: RestMode,
  output: number,
): Range | null {
  let shared: Range | null = null;
  for (const { start, rounds } of runs) {
    const [beforeFirst, first] = rounds;
    if (beforeFirst === undefined || first === undefined) continue;
    const own = Math.min(output, start.header.outputs.scoreCount - 1);
    const before = predictionsFrom({ start }, beforeFirst.scores);
    const subject = restSubject({ start, mode, output: own, recorded: first, before, previous: beforeFirst });
    const range = restRange(start, mode, subject);
    shared =
      shared === null
        ? range
        : { min: Math.min(shared.min, range.min), max: Math.max(shared.max, range.max) };
  }
  return shared;
}

/** What is left for one round to learn, and what it learnt from that. A 27 px caption over the stems. */
export function RestPanel({ view, mode }: { readonly view: RunView; readonly mode: RestMode }) {
  const [measure, size] = useSize();
  const { start, split } = view;
  const round = split === null ? view.round : view.round + 1;
  const output = outputOf(view);
  const first = view.rounds[1] ?? null;
  const { peers, sharedScale } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scale follows from first rounds alone
  const yRange = useMemo(
    () => sharedRange(sharedScale ? [view, ...peers] : [view], mode, output),
    [start, mode, output, first, peers, sharedScale],
  );
  const recorded = view.rounds[round] ?? null;
  const previous = view.rounds[round - 1] ?? null;
  const subject = useMemo(() => {
    if (recorded === null || previous === null) return null;
    const before = predictionsFrom({ start }, previous.scores);
    const subject = restSubject({ start, mode, output, recorded, before, previous });
    return split === null
      ? subject
      : { ...subject, trees: subject.trees.map((tree) => partialTree(tree, split)) };
  }, [start, mode, output, recorded, previous, split]);
  const caption =
    recorded !== null && subject !== null
      ? restCaption(
          { start, mode, output, recorded },
          parameterSymbols(start.header.outputs)?.[output] ?? null,
        )
      : words.nothing;
  return (
    <div className={`panel panel-hue-${view.hue} panel-rest`}>
      <div className="panel-caption">
        <span>{caption}</span>
        <span className="panel-caption-end">{sampleText(start.followed)}</span>
      </div>
      <div ref={measure} className="panel-body">
        {subject !== null && yRange !== null && size !== null && (
          <RestView view={view} subject={subject} yRange={yRange} size={size} caption={caption} />
        )}
        {(subject === null || yRange === null) && (
          <p className="panel-empty">{view.rounds.length === 0 ? words.noRound : words.roundZero}</p>
        )}
      </div>
    </div>
  );
}
