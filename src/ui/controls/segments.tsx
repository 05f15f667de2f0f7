export interface SegmentOption<T extends string> {
  readonly id: T;
  readonly label: string;
  /** Why it cannot be chosen; null = it can. */
  readonly reason: string | null;
}

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly SegmentOption<T>[];
  readonly chosen: T | "";
  readonly onChoose: (id: T) => void;
}

/** Two to four choices side by side. An option that cannot be chosen stays visible and says why. */
export function Segments<T extends string>({ label, options, chosen, onChoose }: SegmentsProps<T>) {
  return (
    <fieldset className="segments" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === chosen}
          aria-disabled={option.reason !== null}
          aria-description={option.reason ?? undefined}
          title={option.reason ?? undefined}
          onClick={() => {
            if (option.reason === null) onChoose(option.id);
          }}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
