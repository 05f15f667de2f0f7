import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { countText } from "../../figures/number-text.ts";
import { secondsText } from "../../store/comparison/verdict-text.ts";
import type { LabState } from "../../store/lab-state.ts";
import {
  expectedSearchMs,
  plannedRounds,
  planSearch,
  searchable,
  tunedRun,
} from "../../store/tuning/plan-search.ts";
import { tune } from "../../store/tuning/tune.ts";
import { type TuneWork, tuneMethods, wish } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { Segments } from "../controls/segments.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { TuneParameters } from "./tune-parameters.tsx";
import { useTuning } from "./use-tuning.ts";

const MOST_TRIALS = 100;
const MOST_SEEDS = 10;

/** What is searched, how, at what cost; and the button that starts or stops it. */
export function TuneActs() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const runs = useLabState((state) => state.runs);
  const data = useLabState((state) => state.data);
  const isReady = data.status === "ready";
  const wishes = useTuning((state) => state.wishes);
  const work = useTuning((state) => state.work);
  const problem = useTuning((state) => state.problem);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const run = tunedRun({ runs }, wishes);
  const found = useMemo(() => (run === null ? null : searchable(run, { setup, data })), [run, setup, data]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan follows from settings and runs
  const plan = useMemo(() => planSearch(lab, wishes), [lab, wishes, setup, runs, data]);
  const refusal = !isReady
    ? words.notReady
    : !hasValidation(setup, runs)
      ? words.noValidation
      : plan === null
        ? words.noSpace
        : null;
  const begin = () => {
    stopping.current = new AbortController();
    void tune(lab, stopping.current.signal);
  };
  const isBusy = work !== null;
  return (
    <>
      <div className="tune-acts">
        <label className="compare-choice">
          {words.run}{" "}
          <select
            className="select"
            value={run?.id}
            disabled={isBusy}
            onChange={(event) => wish(lab, { runId: event.target.value })}
          >
            {runs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Segments
          label={words.method}
          options={tuneMethods.map((id) => ({ id, label: words.methods[id], reason: null }))}
          chosen={wishes.method}
          onChoose={(method) => isBusy || wish(lab, { method })}
        />
        <NumberWish
          most={MOST_TRIALS}
          least={2}
          value={wishes.trials}
          isDisabled={isBusy}
          onWish={(trials) => wish(lab, { trials })}
        >
          {words.trials}
        </NumberWish>
        <NumberWish
          most={MOST_SEEDS}
          least={1}
          value={wishes.repeats}
          isDisabled={isBusy}
          onWish={(repeats) => wish(lab, { repeats })}
        >
          {words.seeds}
        </NumberWish>
        {isBusy ? (
          <button type="button" className="button" onClick={() => stopping.current?.abort()}>
            {words.stop}
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            aria-disabled={refusal !== null}
            onClick={() => refusal === null && begin()}
          >
            {words.start(wishes.trials)}
          </button>
        )}
        <span className="dim tune-cost" role="status">
          {work !== null
            ? workText(work)
            : problem !== null
              ? `${problem} ${words.stopped}`
              : (refusal ??
                (plan === null ? "" : costText(plannedRounds(plan), expectedSearchMs(lab, plan))))}
        </span>
      </div>
      <p className="tune-explain">{words.explain[wishes.method]}</p>
      {run !== null && found !== null && (
        <TuneParameters run={run} offered={found.offered} space={found.space} isDisabled={isBusy} />
      )}
    </>
  );
}

interface NumberWishProps {
  readonly least: number;
  readonly most: number;
  readonly value: number;
  readonly isDisabled: boolean;
  readonly onWish: (value: number) => void;
  readonly children: ReactNode;
}

function NumberWish({ least, most, value, isDisabled, onWish, children }: NumberWishProps) {
  return (
    <label className="compare-choice">
      {children}{" "}
      <input
        className="text-field"
        type="number"
        min={least}
        max={most}
        value={value}
        disabled={isDisabled}
        onChange={(event) => {
          const wished = Math.round(Number(event.target.value));
          if (wished >= least && wished <= most) onWish(wished);
        }}
      />
    </label>
  );
}

function hasValidation({ split }: LabState["setup"], runs: LabState["runs"]): boolean {
  if (split.kind !== "column") return split.validation > 0;
  const known = runs.find(({ start }) => start !== null)?.start;
  return known === undefined || known === null || known.rowCounts.validation > 0;
}

function costText(rounds: number, ms: number | null): string {
  const count = countText(rounds);
  return ms === null ? words.unknownCost(count) : words.cost(count, secondsText(ms / 1000));
}

function workText({ trial, of, rung, leftMs }: TuneWork): string {
  return [
    words.working(trial, of),
    ...(rung === null ? [] : [words.rung(countText(rung))]),
    ...(leftMs === null ? [] : [words.left(secondsText(leftMs / 1000))]),
  ].join(", ");
}
