import { useId, useState } from "react";

export interface MissingTokensProps {
  readonly label: string;
  readonly tokens: readonly string[];
  readonly onChange: (tokens: readonly string[]) => void;
}

/** The texts that mean "no value": shown as a line, edited as one text a line. */
export function MissingTokens({ label, tokens, onChange }: MissingTokensProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null) {
    return (
      <p className="missing-line small">
        {label}: empty{tokens.map((token) => `, ${token}`)}{" "}
        <button
          type="button"
          className="text-button underlined inline"
          aria-label={`Edit list: ${label}`}
          onClick={() => setTyped(tokens.join("\n"))}
        >
          Edit list
        </button>
      </p>
    );
  }
  const lines = typed.split("\n").map((line) => line.trim());
  return (
    <form
      className="missing-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTyped(null);
        onChange([...new Set(lines.filter((line) => line !== ""))]);
      }}
    >
      <label htmlFor={id} className="small">
        {label}: one text a line. An empty cell is always missing.
      </label>
      <textarea
        id={id}
        rows={6}
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="button-row">
        <button type="submit" className="button low">
          Apply and read again
        </button>
        <button type="button" className="button quiet low" onClick={() => setTyped(null)}>
          Cancel
        </button>
      </span>
    </form>
  );
}
