import { codeReader } from "../column-text.ts";
import { columnNamed } from "../make-encoder.ts";
import type { TrapFinder } from "./trap.ts";
import { trapRows } from "./trap-rows.ts";

/** Classes that only one side of the split has. */
export const missingClass: TrapFinder = {
  kind: "missing-class",
  find(request) {
    const { table, target, sets } = request;
    const { classNames } = trapRows(request);
    if (classNames === null || sets === null) return [];
    const read = codeReader(columnNamed(table, target), classNames);
    const inTrain = new Set(Array.from(sets.train, read));
    const inTest = new Set(Array.from(sets.test, read));
    const unlearnt = classNames.filter((_, at) => inTest.has(at) && !inTrain.has(at));
    const untested = classNames.filter((_, at) => inTrain.has(at) && !inTest.has(at));
    if (unlearnt.length === 0 && (untested.length === 0 || sets.test.length === 0)) return [];
    const isUnlearnt = unlearnt.length > 0;
    const names = (isUnlearnt ? unlearnt : untested).slice(0, 3).join(", ");
    return [
      {
        kind: "missing-class" as const,
        columns: [target],
        title: isUnlearnt ? "The test rows have classes that nothing trains" : "Some classes are not tested",
        sentence: isUnlearnt
          ? `${names}: among the test rows, but in no row that trains. No model can tell what it never saw. Choose another split.`
          : `${names}: in no test row, so the test says nothing about it. A larger test share or another split would help.`,
        note: "a class is on one side only",
        tone: isUnlearnt ? ("warn" as const) : ("note" as const),
        evidence: null,
        advice: null,
      },
    ];
  },
};
