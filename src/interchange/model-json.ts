import type { ModelContent } from "../boosting/model-file.ts";
import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { sha256Hex } from "../core/sha256.ts";
import { malformed, readArray, readInteger, readObject } from "./json-value.ts";
import { headerFromJson } from "./model-header-json.ts";
import { roundFromJson } from "./round-json.ts";

/** The model file: one canonical JSON text, so equal models are equal bytes. No timings, notes, backend or threads. */
export function modelToJson(content: ModelContent): string {
  const { header, rounds, keptRounds } = content;
  return canonicalJson({ header, rounds, keptRounds });
}

/** The fingerprint of a model: SHA-256 of its file, 64 hex digits. All rounds are in it, kept or not. */
export function modelSha256(content: ModelContent): string {
  return sha256Hex(utf8Bytes(modelToJson(content)));
}

/** Any text: a model that is safe to predict with, or model.malformed with the path of what is wrong. */
export function modelFromJson(text: string): ModelContent {
  const json = readObject(parse(text), "the file");
  const header = headerFromJson(json.header);
  const rounds = readArray(json.rounds, "rounds").map((round, index) =>
    roundFromJson(round, index + 1, header),
  );
  return { header, rounds, keptRounds: readInteger(json.keptRounds, "keptRounds", 0, rounds.length) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("the file", "JSON");
  }
}
