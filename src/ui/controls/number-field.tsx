import { useId, useState } from "react";
import type { NumberParam } from "../../core/params.ts";
import { controlWords } from "../../words/controls.ts";
import { readNumber, sliderPosition, sliderValue, valueText } from "./number-text.ts";

export interface NumberFieldProps {
  readonly param: NumberParam;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly slider?: boolean;
  /** What an empty field stands for. */
  readonly emptyText?: string;
  readonly described?: boolean;
  /** Words before the label for those who hear the form: the run's name. */
  readonly of?: string;
}

/** Label left, number right. What does not fit is kept as typed, refused with a sentence, and offered a fix. */
export function NumberField({ param, value, onChange, slider, emptyText, described, of }: NumberFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [sliding, setSliding] = useState<number | null>(null);
  const reading = typed === null ? null : readNumber(param, typed);
  const problem = reading !== null && !reading.ok ? reading : null;
  const take = (next: number | null) => {
    setTyped(null);
    if (next !== value) onChange(next);
  };
  const commit = () => {
    if (reading?.ok) take(reading.value);
  };
  const slide = () => {
    if (sliding !== null) take(sliding);
    setSliding(null);
  };
  const shown = typed ?? valueText(sliding ?? value);
  const name = of === undefined ? param.label : controlWords.of(of, param.label);
  const position = sliderPosition(param, sliding ?? value ?? param.min);
  return (
    <div className={`field${slider ? " with-slider" : ""}${described ? " described" : ""}`}>
      <label htmlFor={id}>{param.label}</label>
      {slider && (
        <input
          type="range"
          className="slider"
          min={0}
          max={1000}
          value={position}
          aria-label={controlWords.slider(name)}
          aria-valuetext={shown}
          style={{ "--filled": `${position / 10}%` } as React.CSSProperties}
          onChange={(event) => setSliding(sliderValue(param, Number(event.target.value)))}
          onPointerUp={slide}
          onKeyUp={slide}
          onBlur={slide}
        />
      )}
      <input
        id={id}
        className="text-field"
        inputMode="decimal"
        autoComplete="off"
        aria-label={name}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? (described ? `${id}-help` : undefined) : `${id}-problem`}
        placeholder={emptyText}
        value={shown}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setTyped(null);
        }}
      />
      {described && (
        <span className="field-help" id={`${id}-help`}>
          {param.help}
        </span>
      )}
      {problem !== null && (
        <span className="field-problem" id={`${id}-problem`}>
          <span>{problem.problem}</span>
          {problem.fix !== null && (
            <button type="button" className="button low" onClick={() => take(problem.fix)}>
              {controlWords.use(valueText(problem.fix))}
            </button>
          )}
        </span>
      )}
    </div>
  );
}
