import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { sha256Hex } from "../core/sha256.ts";
import type { Experiment } from "./spec.ts";

/** SHA-256 of the experiment's canonical JSON, in hexadecimal. */
export function experimentFingerprint(experiment: Experiment): string {
  return sha256Hex(utf8Bytes(canonicalJson(experiment)));
}
