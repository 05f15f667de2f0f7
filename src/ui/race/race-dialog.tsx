import { useEffect, useRef, useState } from "react";
import type { OptimiserRace } from "../../boosting/engines/engine.ts";
import { messageOf } from "../../core/errors.ts";
import { countText } from "../../figures/number-text.ts";
import {
  type NamedOptimiser,
  optimisersOf,
  raceOptimisers,
  racingRuns,
} from "../../store/actions/race-optimisers.ts";
import { updateView } from "../../store/actions/update.ts";
import { isTraining, roundOnScreen } from "../../store/experiment-of.ts";
import { raceWords as words } from "../../words/race.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { RaceResult } from "./race-result.tsx";
import "./race.css";

/** The shown net, trained again by every optimiser: which rule gets how far in how many steps. */
export function RaceDialog() {
  const lab = useLab();
  const runs = useLabState(racingRunsOf);
  const front = useLabState(({ view }) => view.frontRun);
  const [chosen, setChosen] = useState(() => runs.find(({ id }) => id === front)?.id ?? runs[0]?.id);
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  const onScreen = useLabState(roundOnScreen);
  const round = Math.min(onScreen, run?.newestRound ?? 0);
  return (
    <Dialog title={words.title(countText(round))} onClose={() => updateView(lab, { dialog: null })}>
      <div className="race">
        <p className="dim">{words.explain}</p>
        {runs.length > 1 && (
          <label className="race-run">
            {words.run}{" "}
            <select value={run.id} onChange={(event) => setChosen(event.target.value)}>
              {runs.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {run === undefined || round === 0 ? (
          <p>{words.noNet}</p>
        ) : (
          <Race key={`${run.id} ${round}`} runId={run.id} round={round} />
        )}
      </div>
    </Dialog>
  );
}

/** The same list as long as its runs are the same: a selector must not make a new one each time. */
const racingRunsOf = (() => {
  let held: ReturnType<typeof racingRuns> = [];
  return (state: Parameters<typeof racingRuns>[0]) => {
    const next = racingRuns(state);
    if (next.length !== held.length || next.some((run, n) => run !== held[n])) held = next;
    return held;
  };
})();

function Race({ runId, round }: { readonly runId: string; readonly round: number }) {
  const lab = useLab();
  const run = useLabState(({ runs }) => runs.find(({ id }) => id === runId))!;
  const isBusy = isTraining(run);
  const [race, setRace] = useState<OptimiserRace | null>(null);
  const [racing, setRacing] = useState<NamedOptimiser | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const begin = async () => {
    const controller = new AbortController();
    stopping.current = controller;
    setRace(null);
    setProblem(null);
    try {
      await raceOptimisers(
        lab,
        { run, round },
        {
          signal: controller.signal,
          onBegin: setRacing,
          onRace: (next) =>
            setRace((before) => ({ ...next, lanes: [...(before?.lanes ?? []), ...next.lanes] })),
        },
      );
    } catch (thrown) {
      setProblem(messageOf(thrown));
    } finally {
      setRacing(null);
    }
  };
  return (
    <>
      <p>
        {racing === null ? (
          <button
            type="button"
            className="button primary"
            data-first-focus
            aria-disabled={isBusy}
            onClick={() => {
              if (!isBusy) void begin();
            }}
          >
            {words.start}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => stopping.current?.abort()}>
            {words.stop}
          </button>
        )}{" "}
        <span className="dim" role="status">
          {racing !== null ? words.racing(racing.label) : isBusy ? words.busy : ""}
        </span>
      </p>
      {problem !== null && <p className="error-text">{problem}</p>}
      {race !== null && (
        <RaceResult
          race={race}
          names={new Map(optimisersOf(run).map(({ id, label }) => [id, label]))}
          own={String(run.start?.header.values.optimizer)}
        />
      )}
    </>
  );
}
