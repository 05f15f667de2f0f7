import { useId, useState } from "react";
import type { Dimension, SearchedRange } from "../../analysis/tuning/search-space.ts";
import type { NumberParam } from "../../core/params.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { setSearchedRange } from "../../store/tuning/set-search.ts";
import { controlWords } from "../../words/controls.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { type NumberReading, readNumber, valueText } from "../controls/number-text.ts";
import { useLab } from "../lab-context.ts";

interface RangeFieldsProps {
  readonly run: RunEntry;
  readonly dimension: Dimension;
  readonly isDisabled: boolean;
}

type End = keyof SearchedRange;

/** Between which values a number is searched. What the parameter does not allow stays as typed and is refused with a fix. */
export function RangeFields({ run, dimension, isDisabled }: RangeFieldsProps) {
  const lab = useLab();
  const id = useId();
  const [typed, setTyped] = useState<{ readonly end: End; readonly text: string } | null>(null);
  const { label, low, high, usual, isLog } = dimension;
  const reading = typed === null ? null : readEnd(dimension, typed.end, typed.text);
  const problem = reading !== null && !reading.ok ? reading : null;
  const take = (end: End, value: number) => {
    setTyped(null);
    if (value !== dimension[end]) setSearchedRange(lab, run, dimension, { low, high, [end]: value });
  };
  const commit = () => {
    if (typed !== null && reading?.ok && reading.value !== null) take(typed.end, reading.value);
  };
  const field = (end: End, name: string) => (
    <input
      className="text-field"
      inputMode="decimal"
      autoComplete="off"
      aria-label={name}
      aria-invalid={problem !== null && typed?.end === end}
      aria-describedby={problem !== null && typed?.end === end ? id : undefined}
      disabled={isDisabled}
      value={typed?.end === end ? typed.text : valueText(dimension[end])}
      onChange={(event) => setTyped({ end, text: event.target.value })}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
  const isUsual = low === usual.low && high === usual.high;
  return (
    <span className="tune-range dim small">
      {field("low", words.lowest(label))} {words.to} {field("high", words.highest(label))}{" "}
      {isLog && words.byPowers}
      {!isUsual && problem === null && (
        <button
          type="button"
          className="button quiet low"
          disabled={isDisabled}
          onClick={() => setSearchedRange(lab, run, dimension, usual)}
        >
          {words.usualRange(valueText(usual.low), valueText(usual.high))}
        </button>
      )}
      {problem !== null && typed !== null && (
        <span className="field-problem" id={id}>
          <span>{problem.problem}</span>
          {problem.fix !== null && (
            <button type="button" className="button low" onClick={() => take(typed.end, problem.fix ?? low)}>
              {controlWords.use(valueText(problem.fix))}
            </button>
          )}
        </span>
      )}
    </span>
  );
}

/** What the parameter itself allows, and in order with the other end. */
function readEnd(dimension: Dimension, end: End, text: string): NumberReading {
  const { id, label, kind, min, max, minExclusive, usual, low, high } = dimension;
  const param: NumberParam = {
    kind: kind === "whole" ? "integer" : "number",
    id,
    label,
    default: usual[end],
    min,
    max,
    softMin: usual.low,
    softMax: usual.high,
    ...(minExclusive && { minExclusive }),
  };
  const reading = readNumber(param, text);
  if (!reading.ok || reading.value === null) return reading;
  const next = { low, high, [end]: reading.value };
  if (next.low < next.high) return reading;
  const problem = words.endsOrder(label, valueText(next.low), valueText(next.high));
  const fix = end === "low" ? Math.min(usual.low, low) : Math.max(usual.high, high);
  return { ok: false, problem, fix: { low, high, [end]: fix }.low < high ? fix : null };
}
