import { useId } from "react";
import type { Param, ParamValue } from "../../core/params.ts";
import { NumberField } from "./number-field.tsx";
import { SelectField } from "./select-field.tsx";

export interface ParamFieldProps {
  readonly param: Param;
  readonly value: ParamValue;
  readonly onChange: (value: ParamValue) => void;
  readonly described?: boolean;
  readonly slider?: boolean;
  readonly of?: string;
}

/** The control that a described parameter asks for. */
export function ParamField({
  param,
  value,
  onChange,
  described = false,
  slider = false,
  of,
}: ParamFieldProps) {
  const named = of === undefined ? {} : { of };
  if (param.kind === "choice") {
    const help = described && param.help !== undefined ? { help: param.help } : {};
    return (
      <SelectField
        label={param.label}
        options={param.choices}
        value={String(value)}
        onChange={onChange}
        {...help}
        {...named}
      />
    );
  }
  if (param.kind === "boolean") {
    return (
      <SwitchField
        param={param}
        value={value === true}
        onChange={onChange}
        described={described}
        {...named}
      />
    );
  }
  return (
    <NumberField
      param={param}
      value={typeof value === "number" ? value : null}
      onChange={onChange}
      slider={slider}
      described={described}
      {...(param.default === null ? { emptyText: "auto" } : {})}
      {...named}
    />
  );
}

interface SwitchFieldProps {
  readonly param: Param;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly described: boolean;
  readonly of?: string;
}

function SwitchField({ param, value, onChange, described, of }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="field described">
      <label htmlFor={id}>{param.label}</label>
      <input
        id={id}
        type="checkbox"
        className="switch"
        checked={value}
        aria-label={of === undefined ? param.label : `${of}, ${param.label}`}
        onChange={(event) => onChange(event.target.checked)}
      />
      {described && <span className="field-help">{param.help}</span>}
    </div>
  );
}
