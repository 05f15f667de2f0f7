import { useState } from "react";
import type { ReadChoices, ReadRecipe } from "../../core/read-recipe.ts";
import { countText } from "../../figures/number-text.ts";
import { readDraftAgain } from "../../store/actions/import-file.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { Note } from "../controls/note.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { LinesField } from "./lines-field.tsx";
import { MissingTokens } from "./missing-tokens.tsx";

type Guess = { [Member in keyof ReadRecipe]: GuessOf<Member> }[keyof ReadRecipe];

interface GuessOf<Member extends keyof ReadRecipe> {
  readonly member: Member;
  readonly label: string;
  readonly options: readonly { readonly value: ReadRecipe[Member]; readonly label: string }[];
}

const guesses: readonly Guess[] = [
  {
    member: "delimiter",
    label: "Separator",
    options: [
      { value: ",", label: "comma  ," },
      { value: ";", label: "semicolon  ;" },
      { value: "\t", label: "tab" },
      { value: "|", label: "bar  |" },
      { value: " ", label: "blanks" },
    ],
  },
  {
    member: "decimal",
    label: "Decimal mark",
    options: [
      { value: ".", label: "point  1.5" },
      { value: ",", label: "comma  1,5" },
    ],
  },
  {
    member: "thousands",
    label: "Thousands mark",
    options: [
      { value: null, label: "by column" },
      { value: ",", label: "comma  1,000" },
      { value: ".", label: "point  1.000" },
      { value: " ", label: "blank  1 000" },
      { value: "'", label: "apostrophe  1'000" },
    ],
  },
  {
    member: "encoding",
    label: "Encoding",
    options: [
      { value: "utf-8", label: "UTF-8" },
      { value: "windows-1252", label: "windows-1252" },
      { value: "utf-16le", label: "UTF-16 LE" },
      { value: "utf-16be", label: "UTF-16 BE" },
    ],
  },
  {
    member: "hasHeader",
    label: "First row",
    options: [
      { value: true, label: "column names" },
      { value: false, label: "data" },
    ],
  },
];

const moreGuesses: readonly Guess[] = [
  {
    member: "quote",
    label: "Quotes",
    options: [
      { value: '"', label: '"double"' },
      { value: "'", label: "'single'" },
      { value: null, label: "none" },
    ],
  },
  {
    member: "escape",
    label: "Quote in a quote",
    options: [
      { value: null, label: 'doubled  ""' },
      { value: "\\", label: 'backslash  \\"' },
    ],
  },
  {
    member: "comment",
    label: "Comment lines",
    options: [
      { value: null, label: "none" },
      { value: "#", label: "begin with #" },
      { value: "%", label: "begin with %" },
      { value: "//", label: "begin with //" },
    ],
  },
];

/** What the reader guessed and did. Every guess can be changed; the file is then read again. */
export function ReadReportCard({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const [open, setOpen] = useState(false);
  const { report, table } = draft;
  const { recipe } = report;
  const again = (change: ReadChoices) => void readDraftAgain(lab, change);
  const isText = recipe.format === "delimited";
  return (
    <section className="card read-report" aria-labelledby="read-heading">
      <h3 id="read-heading">How it was read</h3>
      <div className="fields">
        {report.parts.length > 0 && (
          <SelectField
            label={recipe.format === "excel" ? "Sheet" : "File inside"}
            options={report.parts.map((part) => ({ id: part, label: part }))}
            value={recipe.part ?? ""}
            onChange={(part) => again({ part })}
          />
        )}
        {isText &&
          guesses.map((guess) => (
            <GuessField key={guess.member} guess={guess} recipe={recipe} onChange={again} />
          ))}
        {isText && open && (
          <>
            {moreGuesses.map((guess) => (
              <GuessField key={guess.member} guess={guess} recipe={recipe} onChange={again} />
            ))}
            <LinesField value={recipe.skippedLines} onChange={(skippedLines) => again({ skippedLines })} />
          </>
        )}
        {isText && (
          <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name={open ? "up" : "down"} /> {open ? "Fewer" : "Quotes, comments, lines above"}
          </button>
        )}
      </div>
      <dl className="facts">
        <dt>Rows</dt>
        <dd>{countText(report.fileRowCount)}</dd>
        <dt>Columns</dt>
        <dd>{countText(table.columns.length)}</dd>
      </dl>
      {report.notes.map((note) => (
        <Note
          key={note}
          tone={/cells? hold|never closed|not valid UTF-8|fewer or more/.test(note) ? "warn" : "check"}
        >
          {note}
        </Note>
      ))}
      <MissingTokens label="Missing" tokens={recipe.missing} onChange={(missing) => again({ missing })} />
      <p className="small dim privacy-line">
        <Icon name="lock" /> Read in this tab, not sent anywhere.
      </p>
    </section>
  );
}

interface GuessFieldProps {
  readonly guess: Guess;
  readonly recipe: ReadRecipe;
  readonly onChange: (change: ReadChoices) => void;
}

function GuessField({ guess, recipe, onChange }: GuessFieldProps) {
  const chosen = guess.options.findIndex(({ value }) => value === recipe[guess.member]);
  return (
    <SelectField
      label={guess.label}
      options={guess.options.map(({ label }, at) => ({ id: String(at), label }))}
      value={String(chosen)}
      onChange={(at) => onChange({ [guess.member]: guess.options[Number(at)]?.value })}
    />
  );
}
