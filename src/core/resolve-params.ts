import { LabError } from "./errors.ts";
import { nearestText } from "./nearest-text.ts";
import type { ChoiceParam, NumberParam, Param, ParamValue, ParamValues } from "./params.ts";
import { shownInput } from "./shown-input.ts";

/**
 * All parameters in declaration order, defaults filled in (those of later parameters are left out), aliases replaced by
 * ids. Never changes a given value: what does not fit is refused with its path and, in `facts.fix`, the nearest value
 * that does.
 */
export function resolveValues(params: readonly Param[], given: ParamValues, path: string): ParamValues {
  const byId = givenById(params, given, path);
  const resolved: { [id: string]: ParamValue } = {};
  for (const param of params) {
    const entry = byId.get(param.id);
    if (entry !== undefined) checkValue(param, entry.value, `${path}.${entry.name}`);
    const value = entry === undefined ? param.default : entry.value;
    if (param.isLater && value === param.default) continue;
    resolved[param.id] = value === 0 ? 0 : value;
  }
  return resolved;
}

/** Throws spec.out-of-range when a value is not one that the parameter allows. */
export function checkValue(param: Param, value: ParamValue, path: string): void {
  switch (param.kind) {
    case "boolean":
      if (typeof value !== "boolean")
        refuse(param, value, path, "has to be true or false", booleanMeant(value));
      break;
    case "choice":
      checkChoice(param, value, path);
      break;
    default:
      if (value !== null || param.default !== null) checkNumber(param, value, path);
  }
}

function givenById(params: readonly Param[], given: ParamValues, path: string) {
  const idOf = new Map<string, string>();
  for (const param of params) {
    idOf.set(param.id, param.id);
    for (const alias of param.aliases ?? []) idOf.set(alias, param.id);
  }
  const found = new Map<string, { name: string; value: ParamValue }>();
  for (const [name, value] of Object.entries(given)) {
    const id = idOf.get(name);
    if (id === undefined) throw unknownParam(name, [...idOf.keys()], path);
    const earlier = found.get(id);
    if (earlier !== undefined) {
      throw new LabError(
        "spec.invalid",
        `"${earlier.name}" and "${name}" are one parameter. Give one of them.`,
        {
          path: `${path}.${name}`,
          other: earlier.name,
        },
      );
    }
    found.set(id, { name, value });
  }
  return found;
}

function unknownParam(name: string, known: readonly string[], path: string): LabError {
  const nearest = nearestText(name, known);
  const hint = nearest === null ? "It takes no parameters." : `The nearest name is "${nearest}".`;
  return new LabError("spec.unknown-param", `There is no parameter "${shownInput(name)}" here. ${hint}`, {
    path: `${path}.${shownInput(name)}`,
    value: shownInput(name),
    nearest,
  });
}

function booleanMeant(value: ParamValue): boolean {
  return value === 1 || value === "1" || value === "true";
}

function checkChoice(param: ChoiceParam, value: ParamValue, path: string): void {
  const ids = param.choices.map((choice) => choice.id);
  if (typeof value === "string" && ids.includes(value)) return;
  const fix = typeof value === "string" ? nearestText(value, ids) : param.default;
  refuse(param, value, path, `has to be one of ${ids.join(", ")}`, fix ?? param.default);
}

function checkNumber(param: NumberParam, value: ParamValue, path: string): void {
  const rule = rangeText(param);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    refuse(param, value, path, `has to be ${rule}`, param.default);
  } else if (param.kind === "integer" && !Number.isInteger(value)) {
    const rounded = Math.min(Math.max(Math.round(value), param.min), param.max);
    refuse(param, value, path, `has to be ${rule}`, rounded);
  } else if (value < param.min || (param.minExclusive === true && value === param.min)) {
    const lowest = param.minExclusive === true ? (param.softMin ?? param.default) : param.min;
    refuse(param, value, path, `has to be ${rule}`, lowest);
  } else if (value > param.max) {
    refuse(param, value, path, `has to be ${rule}`, param.max);
  }
}

function rangeText(param: NumberParam): string {
  const what = param.kind === "integer" ? "a whole number" : "a number";
  const from = param.minExclusive === true ? `above ${param.min} and` : `from ${param.min}`;
  return `${what} ${from} ${param.minExclusive === true ? "at most" : "to"} ${param.max}`;
}

function refuse(param: Param, value: ParamValue, path: string, rule: string, fix: ParamValue): never {
  const bounds =
    param.kind === "number" || param.kind === "integer" ? { min: param.min, max: param.max } : {};
  const use = fix === null ? "" : ` Use ${String(fix)}.`;
  throw new LabError(
    "spec.out-of-range",
    `${param.label} (${param.id}) is ${shownInput(String(value))}, it ${rule}.${use}`,
    {
      path,
      value: typeof value === "string" ? shownInput(value) : value,
      ...bounds,
      fix,
    },
  );
}
