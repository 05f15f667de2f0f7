import { cos, sin } from "../../core/deterministic-math.ts";
import type { Param, ParamValues } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import type { Roles } from "../encoder.ts";
import {
  GENERATED_TERMS,
  generatedColumn,
  generatorValues,
  noiseParam,
  normalDraw,
  rowsParam,
  seedParam,
} from "./generator.ts";
import type { GeneratedSource } from "./source.ts";
import { twoMoons } from "./two-moons.ts";

const ID = "shapes";

const params: readonly Param[] = [
  {
    kind: "choice",
    id: "shape",
    label: "Shape",
    help: "What the classes look like in the plane.",
    default: "two-moons",
    choices: [
      { id: "two-moons", label: "two moons" },
      { id: "circles", label: "circles" },
      { id: "spirals", label: "spirals" },
      { id: "xor", label: "XOR" },
    ],
  },
  noiseParam(0.2, 0.6, "Standard deviation of the points; for XOR the share of flipped labels."),
  rowsParam(300),
  {
    kind: "integer",
    id: "classes",
    label: "Spirals",
    help: "How many arms there are, one class each.",
    default: 2,
    min: 2,
    max: 5,
    softMin: 2,
    softMax: 5,
    appliesWhen: ({ shape }) => shape === "spirals",
  },
  {
    kind: "number",
    id: "turns",
    label: "Turns",
    help: "How far the spirals wind.",
    default: 0.75,
    min: 0.1,
    max: 5,
    softMin: 0.25,
    softMax: 2,
    appliesWhen: ({ shape }) => shape === "spirals",
  },
  seedParam,
];

interface Point {
  readonly x1: number;
  readonly x2: number;
  readonly label: number;
}

/** Two moons are those of their own data set; the other shapes follow the forms beside them. Classes take turns. */
function make(given: ParamValues): Table {
  const { rowCount, noise, random, values } = generatorValues(ID, params, given);
  const { shape } = values;
  if (shape === "two-moons") {
    return twoMoons.make({ n: rowCount, noise, seed: values.seed ?? null });
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

const roles: Roles = { target: "class", task: "binary", ignored: [], categorical: [], weight: null };

export const shapes: GeneratedSource = {
  kind: "generated",
  id: ID,
  label: "Shapes in the plane",
  card: {
    title: "Shapes in the plane",
    description:
      "Two features and classes that lie as moons, circles, spirals or a chessboard of four fields (XOR).",
    teaches:
      "How a decision boundary bends round by round. Greedy splits see no gain at first on XOR, and trees of depth 1 can never learn it; spirals show the staircases of trees.",
    ...GENERATED_TERMS,
  },
  roles,
  rolesFor: ({ shape, classes }) =>
    shape === "spirals" && typeof classes === "number" && classes > 2
      ? { ...roles, task: "multiclass" }
      : roles,
  params,
  make,
};
