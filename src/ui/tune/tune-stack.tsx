import { useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { weightText } from "../../figures/member-text.ts";
import { countText, decimalText, signedText } from "../../figures/number-text.ts";
import { isInLab } from "../../store/tuning/add-trial.ts";
import { keepStack, stackSpec } from "../../store/tuning/keep-stack.ts";
import { type Stack, type StackRefusal, stackTrials } from "../../store/tuning/stack-trials.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { useTuning } from "./use-tuning.ts";

interface TuneStackProps {
  /** Trials that have a value. */
  readonly finished: number;
}

const MEMBERS = 5;

/** The best trials together: weights that were fitted to the validation rows, judged by the test rows. */
export function TuneStack({ finished }: TuneStackProps) {
  const lab = useLab();
  const stack = useTuning((state) => state.stack);
  const isBusy = useTuning((state) => state.work !== null);
  const [refusal, setRefusal] = useState<StackRefusal | null>(null);
  if (finished < 2) return null;
  const begin = async () => setRefusal(await stackTrials(lab, MEMBERS));
  return (
    <section aria-label={words.stackTitle} className="tune-picture">
      <p className="tune-stack-acts">
        <button
          type="button"
          className="button"
          aria-disabled={isBusy}
          onClick={() => isBusy || void begin()}
        >
          {words.stack(Math.min(MEMBERS, finished))}
        </button>{" "}
        <span role="status">{refusal !== null && words.refused[refusal]}</span>
      </p>
      {stack !== null && <StackResult stack={stack} />}
    </section>
  );
}

function StackResult({ stack }: { readonly stack: Stack }) {
  const { fit, metric, weights, best, rows, validation, test } = stack;
  const { label, digits } = metricEntry(metric);
  const text = (value: number) => decimalText(value, digits);
  const lines = [
    { name: words.stackName, validation: validation.stack, test: test?.stack },
    { name: `${words.trial} ${best}`, validation: validation.best, test: test?.best },
  ];
  return (
    <>
      <p className="tune-explain">
        {words.stackHow[fit]} {words.stackFitted(countText(rows.validation))}
      </p>
      <div className="tune-stack">
        <table className="tune-table">
          <caption>{words.weights}</caption>
          <thead>
            <tr>
              <th scope="col">{words.trial}</th>
              <th scope="col">{words.weight}</th>
            </tr>
          </thead>
          <tbody>
            {weights.map(({ trial, weight }) => (
              <tr key={trial}>
                <th scope="row">{trial}</th>
                <td>{weightText(weight)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className="tune-table">
          <caption>{words.measured}</caption>
          <thead>
            <tr>
              <th scope="col">{words.model}</th>
              <th scope="col">{words.value(label)}</th>
              {test !== null && <th scope="col">{words.test(label)}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.name}>
                <th scope="row">{line.name}</th>
                <td>{text(line.validation)}</td>
                {line.test !== undefined && <td>{text(line.test)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="tune-explain">
        {test === null
          ? words.noTest
          : words.stackTest(
              label,
              signedText(test.difference.mean, digits),
              signedText(test.difference.low, digits),
              signedText(test.difference.high, digits),
              countText(rows.test),
            )}
      </p>
      <KeepAsRun stack={stack} />
    </>
  );
}

/** The same members as a run of the lab, which trains them side by side. */
function KeepAsRun({ stack }: { readonly stack: Stack }) {
  const lab = useLab();
  const session = useTuning((state) => state.session);
  const trials = useTuning((state) => state.trials);
  const isKept = useLabState(
    ({ runs }) => session !== null && isInLab(runs, stackSpec(session, trials, stack)),
  );
  if (session === null) return null;
  return (
    <p className="tune-stack-acts">
      {isKept ? (
        <span className="dim">{words.inLab}</span>
      ) : (
        <button type="button" className="button" onClick={() => keepStack(lab, session, stack)}>
          {words.keepStack}
        </button>
      )}{" "}
      <span className="dim">{words.keepStackHow}</span>
    </p>
  );
}
