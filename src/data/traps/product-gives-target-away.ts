import { pointsOf } from "./evidence.ts";
import { correlation, distinctCount, midRanks } from "./ranks.ts";
import type { Trap, TrapFinder, TrapRequest } from "./trap.ts";
import { cellsOf, percent, type TrapRows, trapRows, usedColumns } from "./trap-rows.ts";

const OPERATIONS: readonly {
  readonly sign: string;
  readonly of: (a: number, b: number) => number;
  readonly isSymmetric: boolean;
}[] = [
  { sign: "×", of: (a, b) => a * b, isSymmetric: true },
  { sign: "/", of: (a, b) => a / b, isSymmetric: false },
  { sign: "+", of: (a, b) => a + b, isSymmetric: true },
  { sign: "−", of: (a, b) => a - b, isSymmetric: false },
];
const MOST_COLUMNS = 60;
const MANY_VALUES = 20;
const LEAST_ROWS = 50;
const FIRST_ROWS = 24;
/** Columns are often rounded: what lies so near counts as equal. */
const RELATIVE = 0.005;
const LEAST_SHARE = 0.99;
const FIRST_SHARE = 0.9;
/** A column that is nearly the target itself would make any pair with it look like one. */
const NEAR_COPY = 0.999;

interface NumberColumn {
  readonly name: string;
  readonly cells: Float64Array;
  readonly strength: number;
}

/** Two columns whose product, ratio, sum or difference is the target. */
export const productGivesTargetAway: TrapFinder = {
  kind: "product-gives-target-away",
  find(request) {
    const rows = trapRows(request);
    const { labels, classNames } = rows;
    if (classNames !== null || labels.length < LEAST_ROWS || distinctCount(labels) < MANY_VALUES) return [];
    const columns = strongest(request, rows);
    const traps: Trap[] = [];
    for (const [at, left] of columns.entries()) {
      for (const right of columns.slice(at + 1)) {
        const trap = pairTrap(request.target, rows, [left, right]);
        if (trap !== null) traps.push(trap);
      }
    }
    return traps.slice(0, 3);
  },
};

/** Number columns by how much they go with the target. Weak ones stay: in a product both may be. */
function strongest(request: TrapRequest, { rows, labels }: TrapRows): NumberColumn[] {
  const targetRanks = midRanks(labels);
  const columns = usedColumns(request)
    .filter(({ kind }) => kind === "number")
    .map((column, at) => {
      const cells = cellsOf(column, rows);
      return {
        name: column.name,
        cells,
        at,
        strength: Math.abs(correlation(midRanks(cells), targetRanks).r),
      };
    })
    .filter(({ strength, cells }) => strength < NEAR_COPY && distinctCount(cells) > 2);
  columns.sort((left, right) => right.strength - left.strength || left.at - right.at);
  return columns.slice(0, MOST_COLUMNS);
}

function pairTrap(
  target: string,
  { labels, inSample }: TrapRows,
  [left, right]: readonly [NumberColumn, NumberColumn],
): Trap | null {
  for (const { sign, of, isSymmetric } of OPERATIONS) {
    for (const [a, b] of isSymmetric
      ? [[left, right] as const]
      : [[left, right] as const, [right, left] as const]) {
      const share = equalShare({ a, b, of, labels });
      if (share < LEAST_SHARE) continue;
      const suspect = suspectOf(target, a, b);
      const formula = `${a.name} ${sign} ${b.name}`;
      const made = labels.map((_, at) => of(a.cells[at]!, b.cells[at]!));
      return {
        kind: "product-gives-target-away",
        columns: [a.name, b.name],
        title: `${a.name} and ${b.name} give the target away`,
        sentence: `${formula} equals ${target} in ${percent(share)} of the rows${inSample}. A model would only learn this formula, and one of the two is likely known only once ${target} is: probably ${suspect}.`,
        note: "gives the target away",
        tone: "warn",
        evidence: pointsOf(formula, target, { x: made, y: labels }),
        advice: { kind: "leave-out", columns: [suspect] },
      };
    }
  }
  return null;
}

/** Which of the two was made from the target: the one that names it, else the one that goes with it more. */
function suspectOf(target: string, a: NumberColumn, b: NumberColumn): string {
  const word = target.toLowerCase();
  const named = [a, b].filter(({ name }) => name.toLowerCase().includes(word));
  if (named.length === 1) return named[0]!.name;
  return a.strength >= b.strength ? a.name : b.name;
}

interface Pair {
  readonly a: NumberColumn;
  readonly b: NumberColumn;
  readonly of: (a: number, b: number) => number;
  readonly labels: Float64Array;
}

/** The share of rows, of those where both are known, in which the operation gives the target; 0 where it hardly does. */
function equalShare({ a, b, of, labels }: Pair): number {
  let known = 0;
  let equal = 0;
  for (let at = 0; at < labels.length; at++) {
    const made = of(a.cells[at]!, b.cells[at]!);
    if (Number.isNaN(made)) continue;
    known++;
    if (Math.abs(made - labels[at]!) <= RELATIVE * Math.abs(labels[at]!)) equal++;
    if (known === FIRST_ROWS && equal < FIRST_ROWS * FIRST_SHARE) return 0;
  }
  return known < LEAST_ROWS ? 0 : equal / known;
}
