import { useEffect, useId, useRef, useState } from "react";
import type { Backend } from "../../compute/backend.ts";
import { messageOf } from "../../core/errors.ts";
import { countText, plainText } from "../../figures/number-text.ts";
import { type Measured, measuredTask, measureTab } from "../../store/actions/measure-tab.ts";
import { updateView } from "../../store/actions/update.ts";
import { isTraining } from "../../store/experiment-of.ts";
import { backendWishes, wishBackend, wishedBackend } from "../../store/wished-backend.ts";
import { speedWords as words } from "../../words/speed.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { backendText } from "./attempt-text.ts";
import "./speed.css";

/** Binning and training of the measured task by XGBoost 1.7.4 on one thread: docs/performance.md. */
const NATIVE_MS = 560;

/** Measures every way to compute in this browser, and lets the reader choose one. */
export function SpeedDialog() {
  const lab = useLab();
  return (
    <Dialog title={words.title} onClose={() => updateView(lab, { dialog: null })}>
      <div className="speed">
        <p className="dim">{words.explain}</p>
        <Measurement />
        <Choice />
      </div>
    </Dialog>
  );
}

function Measurement() {
  const lab = useLab();
  const isBusy = useLabState(({ runs }) => runs.some(isTraining));
  const [results, setResults] = useState<readonly Measured[]>([]);
  const [way, setWay] = useState<Backend["id"] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const measure = async () => {
    const controller = new AbortController();
    stopping.current = controller;
    setResults([]);
    setProblem(null);
    try {
      await measureTab(lab, {
        signal: controller.signal,
        onBegin: setWay,
        onDone: (measured) => setResults((before) => [...before, measured]),
      });
    } catch (thrown) {
      setProblem(messageOf(thrown));
    } finally {
      setWay(null);
    }
  };
  const { rows, columns, rounds } = measuredTask;
  return (
    <section className="speed-part" aria-label={words.results}>
      <p className="small dim">{words.task(countText(rows), columns, rounds)}</p>
      <p>
        {way === null ? (
          <button
            type="button"
            className="button primary"
            data-first-focus
            aria-disabled={isBusy}
            onClick={() => {
              if (!isBusy) void measure();
            }}
          >
            {words.measure}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => stopping.current?.abort()}>
            {words.stop}
          </button>
        )}{" "}
        <span className="dim" role="status">
          {way !== null ? words.measuring(words.names[way]) : isBusy ? words.busy : ""}
        </span>
      </p>
      {problem !== null && <p className="error-text">{problem}</p>}
      {results.length > 0 && <Results results={results} />}
      <p className="small dim">
        {globalThis.crossOriginIsolated
          ? words.isolated(words.threads(results.find(({ id }) => id === "wasm")?.threads ?? threadsHere()))
          : words.alone}
      </p>
    </section>
  );
}

/** As the worker takes them. */
function threadsHere(): number {
  const cores = navigator.hardwareConcurrency;
  return cores > 2 ? cores - 1 : cores;
}

function Results({ results }: { readonly results: readonly Measured[] }) {
  const [first] = results;
  return (
    <>
      <table className="speed-table">
        <thead>
          <tr>
            <th scope="col">{words.way}</th>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.speed}</th>
            <th scope="col">{words.model}</th>
          </tr>
        </thead>
        <tbody>
          {results.map(({ id, threads, ms, modelSha256, error }) => (
            <tr key={id}>
              <th scope="row">{backendText(id, threads)}</th>
              {ms === null ? (
                <td colSpan={3} className="speed-reason">
                  {error?.message}
                </td>
              ) : (
                <>
                  <td>{words.ms(countText(ms))}</td>
                  <td>{words.times(plainText((first?.ms ?? ms) / ms))}</td>
                  <td title={modelSha256 ?? ""} data-model-sha256={modelSha256}>
                    {modelSha256 === first?.modelSha256 ? words.sameModel : words.otherModel}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small dim">{words.native(countText(NATIVE_MS))}</p>
    </>
  );
}

function Choice() {
  const [wish, setWish] = useState(wishedBackend);
  const name = useId();
  return (
    <fieldset className="speed-choice">
      <legend>{words.choose}</legend>
      {backendWishes.map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={name}
            checked={wish === one}
            onChange={() => {
              wishBackend(one);
              setWish(one);
            }}
          />
          <span>
            {words.wishes[one]} <span className="small dim">{words.wishHints[one]}</span>
          </span>
        </label>
      ))}
      <p className="small dim">{words.chooseHint}</p>
    </fieldset>
  );
}
