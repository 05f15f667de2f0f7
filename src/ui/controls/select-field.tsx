import { useId } from "react";

export interface SelectFieldProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly help?: string;
  /** Words before the label for those who hear the form. */
  readonly of?: string;
}

export function SelectField({ label, options, value, onChange, help, of }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field described">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select"
        aria-label={of === undefined ? label : `${of}, ${label}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      {help !== undefined && <span className="field-help">{help}</span>}
    </div>
  );
}
