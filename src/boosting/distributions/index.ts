import { LabError } from "../../core/errors.ts";
import type { Distribution } from "./distribution.ts";
import { normal } from "./normal.ts";

/** All distributions; the first that fits a task is its default. */
export const distributions: readonly Distribution[] = [normal];

export function distributionById(id: string): Distribution {
  const found = distributions.find((distribution) => distribution.id === id);
  if (found !== undefined) return found;
  const known = distributions.map((distribution) => distribution.id).join(", ");
  throw new LabError("spec.unknown-id", `There is no distribution "${id}". Known are: ${known}.`, {
    path: "distribution",
    value: id,
  });
}
