import type { Conformal, MethodResult } from "../analysis/conformal/conformal.ts";
import { type StoredBound, storedBoundOf } from "../analysis/conformal/conformal-regions.ts";
import type { OnlineConformal } from "../analysis/online-conformal/online-conformal.ts";

const percentText = (level: number) => `${Number((level * 100).toFixed(6))} %`;

/** Lines of the summary about the calibration rows: the plain method, then each where there are several. */
export function conformalLines(conformal: Conformal): string[] {
  const { level, rows, kind, size, coverage, methods = [] } = conformal;
  const head = `calib ${String(rows).padStart(8)} rows `;
  const isUnbounded = methods.length === 0 ? size === null : methods.every(({ bound }) => bound === null);
  if (isUnbounded)
    return [`${head} too few for ${percentText(level)}: intervals and sets would be without end`];
  const what = kind === "interval" ? `prediction +- ${size}` : `${size ?? "unknown"} classes in the set`;
  const first = `${head} ${percentText(level)}: ${what}${heldText(coverage)}`;
  return methods.length < 2 ? [first] : [first, ...methods.map((method) => methodLine(method, conformal))];
}

/** Lines about the test rows in time order, one by one. */
export function onlineLines({ level, rows, window, methods }: OnlineConformal): string[] {
  const head = `online ${String(rows).padStart(7)} rows  ${percentText(level)} in time order, learning from each row`;
  const lines = methods.map(({ method, coverage, meanWidth, worstError }) => {
    const width = meanWidth === null ? "width without end" : `mean width ${meanWidth}`;
    const worst = worstError === null ? "" : `, at worst ${worstError} off over ${window} rows`;
    return `      ${method.padEnd(13)}  holds ${coverage}, ${width}${worst}`;
  });
  return [head, ...lines];
}

function methodLine({ method, bound, coverage, meanSize }: MethodResult, conformal: Conformal): string {
  const { kind } = conformal;
  const kept = storedBoundOf(conformal)?.method === method ? "; in the model file" : "";
  const size =
    meanSize === null ? "" : kind === "interval" ? `, mean width ${meanSize}` : `, ${meanSize} classes`;
  return `      ${method.padEnd(13)}  bound ${bound}${size}${heldText(coverage)}${kept}`;
}

function heldText(coverage: number | null): string {
  return coverage === null ? "" : `, holds ${coverage} of the test rows`;
}

/** What a file of predictions holds beside them: "intervals of 90 % (cqr)". */
export function boundText({ method, level }: StoredBound): string {
  const what = method === "lac" || method === "aps" ? "sets" : "intervals";
  return `${what} of ${percentText(level)} (${method})`;
}
