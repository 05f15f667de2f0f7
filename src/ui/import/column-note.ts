import { leadingZerosNote } from "../../data/read-notes.ts";
import { countText } from "../../figures/number-text.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { columnNoteWords as words } from "../../words/import-columns.ts";

/** The one thing to know of a column: a trap first, then failing cells, then why it is left out or of its type. */
export function columnNote(
  draft: ImportDraft,
  name: string,
): { readonly text: string; readonly tone: "warn" | "plain" } {
  const { roles, traps, split, reasons, types } = draft;
  const plain = (text: string) => ({ text, tone: "plain" as const });
  if (name === roles.target || roles.targets?.includes(name)) return plain(words.target);
  if (name === roles.query) return plain(words.query);
  const trap = traps?.find(({ columns, note }) => note !== "" && columns.includes(name));
  if (trap?.tone === "warn") return { text: trap.note, tone: "warn" };
  if (name === roles.weight) return plain(words.weight);
  if (roles.censoring?.kind === "event" && roles.censoring.column === name) return plain(words.event);
  if (split.column === name) return plain(split.kind === "time" ? words.ordersSplit : words.decidesSplit);
  const column = draft.table.columns.find((other) => other.name === name);
  if (column?.kind === "number" && column.failingCount > 0) {
    const count = column.failingCount;
    return {
      text: count === 1 ? words.failingOne : words.failingMany(countText(count)),
      tone: "warn",
    };
  }
  if (roles.ignored.includes(name)) return plain(reasons[name] ?? words.leftOut);
  if (trap !== undefined) return plain(trap.note);
  if (draft.report.notes.includes(leadingZerosNote(name))) return plain(words.leadingZeros);
  return plain(
    types
      .find((column) => column.name === name)
      ?.why.replace(/^Its? (has|cells are) /, "")
      .replace(/\.$/, "") ?? "",
  );
}
