import { LabError } from "../../core/errors.ts";
import type { ParamValues } from "../../core/params.ts";
import { shownInput } from "../../core/shown-input.ts";
import type { EngineMeta } from "./engine.ts";
import { gbdtMeta } from "./gbdt/meta.ts";
import { gbnnMeta } from "./gbnn/meta.ts";
import { grownetMeta } from "./grownet/meta.ts";
import { ngboostMeta } from "./ngboost/meta.ts";
import { rfrboostMeta } from "./rfrboost/meta.ts";
import { stackMeta } from "./stack/meta.ts";

/** All engines that train by themselves, light: loading one is its own import. A stack is made of such runs. */
export const engines: readonly EngineMeta[] = [gbdtMeta, grownetMeta, ngboostMeta, gbnnMeta, rfrboostMeta];

/** Finds an engine by id or alias; an alias brings preset values. */
export function engineById(id: string): { readonly meta: EngineMeta; readonly presets: ParamValues } {
  for (const meta of [...engines, stackMeta]) {
    if (meta.id === id) return { meta, presets: {} };
    if (Object.hasOwn(meta.aliases, id)) return { meta, presets: meta.aliases[id]! };
  }
  const known = [...engines, stackMeta].flatMap((meta) => [meta.id, ...Object.keys(meta.aliases)]).join(", ");
  throw new LabError("spec.unknown-id", `There is no engine "${shownInput(id)}". Known are: ${known}.`, {
    path: "engine",
    value: shownInput(id),
  });
}
