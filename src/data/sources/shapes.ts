import type { Param } from "../../core/params.ts";
import type { Roles } from "../encoder.ts";
import { noiseParam, rowsParam, seedParam } from "./common-params.ts";
import type { GeneratedSource } from "./source.ts";

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

const roles: Roles = { target: "class", task: "binary", ignored: [], categorical: [], weight: null };

export const shapes: GeneratedSource = {
  kind: "generated",
  id: "shapes",
  label: "Shapes in the plane",
  roles,
  rolesFor: ({ shape, classes }) =>
    shape === "spirals" && typeof classes === "number" && classes > 2
      ? { ...roles, task: "multiclass" }
      : roles,
  params,
};
