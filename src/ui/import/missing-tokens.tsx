import { useId, useState } from "react";
import { missingWords as words } from "../../words/import.ts";

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
        {words.line(label, tokens)}{" "}
        <button
          type="button"
          className="text-button underlined inline"
          aria-label={words.editOf(label)}
          onClick={() => setTyped(tokens.join("\n"))}
        >
          {words.edit}
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
        {words.explain(label)}
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
          {words.apply}
        </button>
        <button type="button" className="button quiet low" onClick={() => setTyped(null)}>
          {words.cancel}
        </button>
      </span>
    </form>
  );
}
