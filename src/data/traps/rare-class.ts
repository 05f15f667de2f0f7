import { codeReader, distinctTexts, sortTexts } from "../column-text.ts";
import { columnNamed } from "../make-encoder.ts";
import type { Evidence, Trap, TrapFinder } from "./trap.ts";

const FEW_ROWS = 10;
const MANY_CLASSES = 50;

/** Classes with so few rows that neither learning nor testing them means much. */
export const rareClass: TrapFinder = {
  kind: "rare-class",
  find(request) {
    const { table, target, task } = request;
    if (task !== "binary" && task !== "multiclass") return [];
    const column = columnNamed(table, target);
    const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
    const names = sortTexts(distinctTexts(column, all));
    const read = codeReader(column, names);
    const counts = new Array<number>(names.length).fill(0);
    for (const row of all) if (read(row) >= 0) counts[read(row)]!++;
    const traps: Trap[] = [];
    const evidence = classBars(target, names, counts);
    if (names.length > MANY_CLASSES) {
      traps.push({
        ...about(target, evidence),
        title: `${target} has ${names.length} classes`,
        sentence: `${target} has ${names.length} different values. Is it a number, a text or an id rather than a class? Each class gets trees of its own.`,
      });
      return traps;
    }
    const rare = names.filter((_, at) => counts[at]! < FEW_ROWS);
    if (rare.length > 0) {
      const shown = rare.slice(0, 3).join(", ") + (rare.length > 3 ? ` and ${rare.length - 3} more` : "");
      traps.push({
        ...about(target, evidence),
        title: `${rare.length === 1 ? "A class has" : `${rare.length} classes have`} fewer than ${FEW_ROWS} rows`,
        sentence: `${shown} ${rare.length === 1 ? "has" : "have"} fewer than ${FEW_ROWS} rows each: too few to learn, and test results on them are luck. Merge them into another class, or gather more rows.`,
      });
    }
    return traps;
  },
};

function about(target: string, evidence: Evidence): Omit<Trap, "title" | "sentence"> {
  return {
    kind: "rare-class",
    columns: [target],
    note: "rare classes",
    tone: "note",
    evidence,
    advice: null,
  };
}

function classBars(label: string, names: readonly string[], counts: readonly number[]): Evidence {
  const order = Array.from(names.keys()).sort(
    (left, right) => counts[right]! - counts[left]! || left - right,
  );
  const shown = order.slice(0, 40);
  return {
    kind: "bars",
    label,
    names: shown.map((at) => names[at]!),
    series: [{ name: "rows", values: shown.map((at) => counts[at]!) }],
  };
}
