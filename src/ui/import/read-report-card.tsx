import { useState } from "react";
import type { ReadChoices, ReadRecipe } from "../../core/read-recipe.ts";
import { countText } from "../../figures/number-text.ts";
import { readDraftAgain } from "../../store/actions/import-file.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { importWords, readReportWords as words } from "../../words/import.ts";
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
    label: words.delimiter,
    options: [
      { value: ",", label: words.delimiters.comma },
      { value: ";", label: words.delimiters.semicolon },
      { value: "\t", label: words.delimiters.tab },
      { value: "|", label: words.delimiters.bar },
      { value: " ", label: words.delimiters.blanks },
    ],
  },
  {
    member: "decimal",
    label: words.decimal,
    options: [
      { value: ".", label: words.decimals.point },
      { value: ",", label: words.decimals.comma },
    ],
  },
  {
    member: "thousands",
    label: words.thousands,
    options: [
      { value: null, label: words.thousandsMarks.byColumn },
      { value: ",", label: words.thousandsMarks.comma },
      { value: ".", label: words.thousandsMarks.point },
      { value: " ", label: words.thousandsMarks.blank },
      { value: "'", label: words.thousandsMarks.apostrophe },
    ],
  },
  {
    member: "encoding",
    label: words.encoding,
    options: [
      { value: "utf-8", label: words.encodings.utf8 },
      { value: "windows-1252", label: words.encodings.windows1252 },
      { value: "utf-16le", label: words.encodings.utf16le },
      { value: "utf-16be", label: words.encodings.utf16be },
    ],
  },
  {
    member: "hasHeader",
    label: words.firstRow,
    options: [
      { value: true, label: words.firstRows.names },
      { value: false, label: words.firstRows.data },
    ],
  },
];

const moreGuesses: readonly Guess[] = [
  {
    member: "quote",
    label: words.quote,
    options: [
      { value: '"', label: words.quotes.double },
      { value: "'", label: words.quotes.single },
      { value: null, label: words.quotes.none },
    ],
  },
  {
    member: "escape",
    label: words.escape,
    options: [
      { value: null, label: words.escapes.doubled },
      { value: "\\", label: words.escapes.backslash },
    ],
  },
  {
    member: "comment",
    label: words.comment,
    options: [
      { value: null, label: words.comments.none },
      { value: "#", label: words.comments.hash },
      { value: "%", label: words.comments.percent },
      { value: "//", label: words.comments.slashes },
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
      <h3 id="read-heading">{words.title}</h3>
      <div className="fields">
        {report.parts.length > 0 && (
          <SelectField
            label={recipe.format === "excel" ? words.sheet : words.fileInside}
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
            <Icon name={open ? "up" : "down"} /> {open ? words.fewer : words.more}
          </button>
        )}
      </div>
      <dl className="facts">
        <dt>{words.rows}</dt>
        <dd>{countText(report.fileRowCount)}</dd>
        <dt>{words.columns}</dt>
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
      <MissingTokens
        label={words.missing}
        tokens={recipe.missing}
        onChange={(missing) => again({ missing })}
      />
      <p className="small dim privacy-line">
        <Icon name="lock" /> {importWords.privacy}
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
