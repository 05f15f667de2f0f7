import { cos, sin } from "../../../core/deterministic-math.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { Table } from "../../../core/table.ts";
import { generatedColumn, generatorValues, normalDraw } from "../generator.ts";
import { shapes } from "../shapes.ts";
import { makeRows as makeTwoMoons } from "./two-moons.ts";

export { shapes as source };

interface Point {
  readonly x1: number;
  readonly x2: number;
  readonly label: number;
}

/** Two moons are those of their own data set; the other shapes follow the forms beside them. Classes take turns. */
export function makeRows(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(shapes, given);
  const { shape } = values;
  if (shape === "two-moons") {
    return makeTwoMoons({ n: rowCount, noise, seed: values.seed ?? null });
  }
  const jitter = (row: number, draw: number) => noise * normalDraw(random, row, draw);
  const pointOf = (row: number): Point => {
    if (shape === "circles")
      return circlePoint(random.uniform(row, 0), row % 2, [jitter(row, 1), jitter(row, 2)]);
    if (shape === "spirals") {
      const arms = values.classes as number;
      const arm = { of: row % arms, arms, turns: values.turns as number };
      return spiralPoint(random.uniform(row, 0), arm, [jitter(row, 1), jitter(row, 2)]);
    }
    return xorPoint(
      [2 * random.uniform(row, 0) - 1, 2 * random.uniform(row, 1) - 1],
      random.uniform(row, 2) < noise,
    );
  };
  const points = Array.from({ length: rowCount }, (_, row) => pointOf(row));
  const of = (name: string, value: (point: Point) => number) =>
    generatedColumn(name, Float64Array.from(points, value));
  return {
    rowCount,
    columns: [
      of("x1", ({ x1 }) => Math.fround(x1)),
      of("x2", ({ x2 }) => Math.fround(x2)),
      of("class", ({ label }) => label),
    ],
  };
}

type Jitter = readonly [number, number];

/** Angle 2 pi U, radius 1 or 1/2; the noise is half as large as elsewhere, or the rings would touch. */
function circlePoint(turn: number, label: number, [dx, dy]: Jitter): Point {
  const angle = 2 * Math.PI * turn;
  const radius = label === 0 ? 1 : 0.5;
  return { x1: radius * cos(angle) + dx / 2, x2: radius * sin(angle) + dy / 2, label };
}

/** r = U, angle = 4 pi r turns + 2 pi c / K. */
function spiralPoint(
  r: number,
  { of, arms, turns }: { readonly of: number; readonly arms: number; readonly turns: number },
  [dx, dy]: Jitter,
): Point {
  const angle = 4 * Math.PI * r * turns + (2 * Math.PI * of) / arms;
  return { x1: r * cos(angle) + dx / 5, x2: r * sin(angle) + dy / 5, label: of };
}

/** The class says whether both signs agree. */
function xorPoint([x1, x2]: readonly [number, number], isFlipped: boolean): Point {
  return { x1, x2, label: x1 * x2 > 0 === isFlipped ? 0 : 1 };
}
