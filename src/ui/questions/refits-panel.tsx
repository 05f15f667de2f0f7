import { useMemo, useState } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { decimalText, digitsFor } from "../../figures/number-text.ts";
import { expectedMsOf } from "../../store/comparison/repeat-runs.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { knownNoise } from "../../store/questions/known-noise.ts";
import type { QuestionState } from "../../store/questions/question-work.ts";
import { type RefitParts, refitParts } from "../../store/questions/refit-result.ts";
import {
  REFIT_SHARE,
  stillWantedRefits,
  trainRefits,
  type WantedRefit,
  wantedRefits,
} from "../../store/questions/train-refits.ts";
import { questionWords } from "../../words/questions.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { type ChartLine, LineChart } from "./line-chart.tsx";
import { RunChoice } from "./run-choice.tsx";
import { FailedTrainings, TrainingActs } from "./training-acts.tsx";
import { useQuestions } from "./use-question-work.ts";

const words = questionWords.refits;
const LEAST_REFITS = 2;
const MOST_REFITS = 50;
/** A steep beginning may leave the frame. */
const SHARE_INSIDE = 0.9;

/** How much of the error all refits share, and how much is the luck of the training rows. */
export function RefitsPanel() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const runs = useLabState((state) => state.runs);
  const refits = useQuestions((state) => state.refits);
  const [count, setCount] = useState(10);
  const all = useMemo(() => wantedRefits({ setup, runs }, count), [setup, runs, count]);
  const found = useMemo(() => partsOf(all, refits), [all, refits]);
  if (setup.task === "survival") return <p className="question-explain">{words.notForTimes}</p>;
  const wanted = stillWantedRefits(lab, all);
  const costs = wanted.map(({ run }) => (expectedMsOf(lab, run) ?? Number.NaN) * REFIT_SHARE);
  const cost = costs.reduce((sum, one) => sum + one, 0);
  const failed = all.flatMap(({ key, name }) => {
    const outcome = refits.get(key);
    return outcome?.ok === false ? [{ key, name, message: outcome.message }] : [];
  });
  return (
    <div className="question">
      <p className="question-explain">
        {words.explain} {setup.task === "regression" ? words.squared : words.brier}
      </p>
      <div className="question-controls">
        <label className="compare-choice">
          {words.count}{" "}
          <input
            className="text-field"
            type="number"
            min={LEAST_REFITS}
            max={MOST_REFITS}
            value={count}
            onChange={(event) => {
              const typed = Math.round(Number(event.target.value));
              if (typed >= LEAST_REFITS && typed <= MOST_REFITS) setCount(typed);
            }}
          />
        </label>
      </div>
      <TrainingActs
        question="refits"
        wanted={wanted.length}
        milliseconds={Number.isNaN(cost) ? null : cost}
        onTrain={(signal) => trainRefits(lab, count, signal)}
      />
      <FailedTrainings failed={failed} />
      {found.length > 0 && <Parts found={found} />}
    </div>
  );
}

interface RunParts {
  readonly run: RunEntry;
  readonly parts: RefitParts;
}

function partsOf(all: readonly WantedRefit[], refits: QuestionState["refits"]): RunParts[] {
  return [...new Set(all.map(({ run }) => run))].flatMap((run) => {
    const results = all.flatMap(({ run: of, key }) => {
      const outcome = of === run ? refits.get(key) : undefined;
      return outcome?.ok ? [outcome.value] : [];
    });
    const parts = refitParts(results);
    return parts === null ? [] : [{ run, parts }];
  });
}

/** One digit more than a number on its own has: parts are small beside their sum. */
function errorText(value: number, { judged }: RefitParts): string {
  return decimalText(value, digitsFor(judged.error) + 1);
}

function Parts({ found }: { readonly found: readonly RunParts[] }) {
  const source = useLabState(({ setup }) => setup.data.source);
  const table = useLabState(({ data }) => (data.status === "ready" ? data.table : null));
  const [chosen, choose] = useState<string | null>(null);
  const { run, parts } = found.find((one) => one.run.id === chosen) ?? found[0];
  const noise = useMemo(
    () => (table === null ? null : knownNoise(source, table, parts.rowIds)),
    [source, table, parts.rowIds],
  );
  const lines = useMemo(() => linesOf(run, parts, noise), [run, parts, noise]);
  const { judged, refits, judgedRound } = parts;
  const share = judged.variance / judged.error;
  const said = [
    words.said(run.name, errorText(judged.error, parts), `${decimalText(100 * share, 0)} %`, refits),
    ...risesOf(parts),
    noise === null ? words.unknownNoise : words.knownNoise(errorText(noise, parts)),
  ].join(" ");
  return (
    <>
      <div className="question-controls">
        <RunChoice runs={found.map((one) => one.run)} run={run} onChoose={choose} />
      </div>
      <p>{said}</p>
      <LineChart
        name={questionWords.questions.refits}
        lines={lines}
        said={said}
        xName={questionWords.round}
        marks={[{ x: judgedRound, label: words.best(`${judgedRound}`) }]}
        shareInside={SHARE_INSIDE}
      />
      <PartsTable found={found} />
    </>
  );
}

/** What the lines do from the first kept round to the last, as far as they do it. */
function risesOf(parts: RefitParts): string[] {
  const { byRound, rounds } = parts;
  const [first] = byRound;
  const last = byRound.at(-1);
  if (last === undefined || byRound.length < 2) return [];
  return [
    words.change(
      `${rounds[rounds.length - 1]}`,
      errorText(first.biasAndNoise, parts),
      errorText(last.biasAndNoise, parts),
      errorText(first.variance, parts),
      errorText(last.variance, parts),
    ),
  ];
}

function linesOf(run: RunEntry, { rounds, byRound }: RefitParts, noise: number | null): ChartLine[] {
  const { hue } = engineById(run.spec.engine).meta;
  const lines: ChartLine[] = [
    { id: "error", label: words.error, hue, look: "strong", x: rounds, y: byRound.map(({ error }) => error) },
    {
      id: "bias",
      label: words.biasAndNoise,
      hue,
      look: "dashed",
      x: rounds,
      y: byRound.map(({ biasAndNoise }) => biasAndNoise),
    },
    {
      id: "variance",
      label: words.variance,
      hue,
      look: "dotted",
      x: rounds,
      y: byRound.map(({ variance }) => variance),
    },
  ];
  if (noise !== null)
    lines.push({
      id: "noise",
      label: words.noise,
      hue: null,
      look: "plain",
      x: rounds,
      y: rounds.map(() => noise),
    });
  return lines;
}

function PartsTable({ found }: { readonly found: readonly RunParts[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="question-scroll" tabIndex={0} aria-label={questionWords.numbers}>
      <table className="question-table">
        <caption className="hidden-text">{words.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{questionWords.run}</th>
            <th scope="col">{words.error}</th>
            <th scope="col">{words.biasAndNoise}</th>
            <th scope="col">{words.variance}</th>
            <th scope="col">{words.share}</th>
            <th scope="col">{words.refits}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ run, parts }) => (
            <tr key={run.id}>
              <th scope="row">{run.name}</th>
              <td>{errorText(parts.judged.error, parts)}</td>
              <td>{errorText(parts.judged.biasAndNoise, parts)}</td>
              <td>{errorText(parts.judged.variance, parts)}</td>
              <td>{`${decimalText((100 * parts.judged.variance) / parts.judged.error, 0)} %`}</td>
              <td>{parts.refits}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
