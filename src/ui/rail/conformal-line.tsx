import type { Conformal, MethodResult } from "../../analysis/conformal/conformal.ts";
import { storedBoundOf } from "../../analysis/conformal/conformal-regions.ts";
import type { OnlineConformal, OnlineResult } from "../../analysis/online-conformal/online-conformal.ts";
import { countText, decimalText, plainText } from "../../figures/number-text.ts";
import { conformalWords as words } from "../../words/conformal.ts";

interface ConformalLineProps {
  readonly conformal: Conformal;
  readonly online: OnlineConformal | undefined;
}

/** What the calibration rows promise, and what the test rows say of it: the plain method, then each of several. */
export function ConformalLine({ conformal, online }: ConformalLineProps) {
  const { kind, methods = [] } = conformal;
  const stored = storedBoundOf(conformal)?.method;
  const seen = methods.filter(({ coverage }) => coverage !== null);
  return (
    <>
      <p className="small dim">{promiseText(conformal)}</p>
      {seen.length > 1 && (
        <dl className="run-details small dim">
          {seen.map((result) => (
            <MethodLine key={result.method} result={result} kind={kind} isKept={result.method === stored} />
          ))}
        </dl>
      )}
      {online !== undefined && (
        <>
          <p className="small dim">
            {words.inTimeOrder(countText(online.rows))}
            {online.rows >= online.window && ` ${words.worstOver(countText(online.window))}`}
          </p>
          <dl className="run-details small dim">
            {online.methods.map((result) => (
              <OnlineLine key={result.method} result={result} />
            ))}
          </dl>
        </>
      )}
    </>
  );
}

interface MethodLineProps {
  readonly result: MethodResult;
  readonly kind: Conformal["kind"];
  /** Its bound is the one in the model file. */
  readonly isKept: boolean;
}

function MethodLine({ result, kind, isKept }: MethodLineProps) {
  const { method, coverage, meanSize } = result;
  const percent = decimalText(coverage! * 100, 1);
  const size =
    meanSize === null
      ? words.held(percent)
      : kind === "interval"
        ? words.heldWide(percent, plainText(meanSize))
        : words.heldClasses(percent, decimalText(meanSize, 2));
  return (
    <>
      <dt>{isKept ? words.inModel(words.methods[method]) : words.methods[method]}</dt>
      <dd>{size}</dd>
    </>
  );
}

function OnlineLine({ result }: { readonly result: OnlineResult }) {
  const { method, coverage, worstError } = result;
  const percent = decimalText(coverage * 100, 1);
  return (
    <>
      <dt>{words.onlineMethods[method]}</dt>
      <dd>
        {worstError === null
          ? words.held(percent)
          : words.heldAtWorst(percent, decimalText(worstError * 100, 1))}
      </dd>
    </>
  );
}

function promiseText({ level, rows, kind, size, coverage }: Conformal): string {
  const percent = `${Number((level * 100).toFixed(1))} %`;
  if (size === null) return words.tooFew(countText(rows), percent);
  const promise = kind === "interval" ? words.within(plainText(size)) : words.inASet(decimalText(size, 2));
  return coverage === null
    ? words.calibrated(percent, promise)
    : words.calibratedAndSeen(percent, promise, decimalText(coverage * 100, 1));
}
