import { engineById } from "../boosting/engines/index.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import { stackWords as words } from "../words/stack.ts";
import { decimalText, withMarks } from "./number-text.ts";

interface Member {
  readonly engine: string;
  readonly values: ParamValues;
}

/**
 * "1 GBDT, Max depth 3": what the members of a stack are called. Of members of one engine the settings are named in which they
 * differ; what a member does not say counts as the default.
 */
export function memberNames(members: readonly Member[]): string[] {
  return members.map(({ engine, values }, at) => {
    const { meta, presets } = engineById(engine);
    const like = members.filter((other) => engineById(other.engine).meta === meta);
    const settings = meta.params.flatMap(({ id, label, default: usual }) => {
      const settingOf = (member: Member) =>
        member.values[id] ?? engineById(member.engine).presets[id] ?? usual;
      const own = values[id] ?? presets[id] ?? usual;
      const differs = like.some((other) => settingOf(other) !== own);
      return differs ? [words.setting(label, valueText(own))] : [];
    });
    return words.numbered(at + 1, [meta.label, ...settings].join(", "));
  });
}

function valueText(value: ParamValue): string {
  return typeof value === "number" ? withMarks(String(value)) : String(value ?? "auto");
}

/** Most weights of a stack are nothing, or next to it. */
export function weightText(weight: number): string {
  if (weight === 0) return "0";
  return weight < 0.0005 ? `<${decimalText(0.001, 3)}` : decimalText(weight, 3);
}
