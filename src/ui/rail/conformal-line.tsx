import type { Conformal, MethodResult } from "../../analysis/conformal/conformal.ts";
import { countText, decimalText, plainText } from "../../figures/number-text.ts";
import { conformalWords as words } from "../../words/conformal.ts";

/** What the calibration rows promise, and what the test rows say of it: the plain method, then each of several. */
export function ConformalLine({ conformal }: { readonly conformal: Conformal }) {
  const { kind, methods = [] } = conformal;
  const seen = methods.filter(({ coverage }) => coverage !== null);
  return (
    <>
      <p className="small dim">{promiseText(conformal)}</p>
      {seen.length > 1 && (
        <dl className="run-details small dim">
          {seen.map((result) => (
            <MethodLine key={result.method} result={result} kind={kind} />
          ))}
        </dl>
      )}
    </>
  );
}

function MethodLine({ result, kind }: { readonly result: MethodResult; readonly kind: Conformal["kind"] }) {
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
      <dt>{words.methods[method]}</dt>
      <dd>{size}</dd>
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
