import type { CalibratedModel, StoredBound } from "../analysis/conformal/conformal-regions.ts";
import { conformalMethodsOf } from "../analysis/conformal/index.ts";
import { engineById } from "../boosting/engines/index.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { sha256Hex } from "../core/sha256.ts";
import { malformed, readArray, readFinite, readInteger, readObject, readOneOf } from "./json-value.ts";
import { memberModel, roundsOfMember } from "./members-json.ts";
import { headerFromJson } from "./model-header-json.ts";
import { roundFromJson, roundToJson } from "./round-json.ts";

/** The model file: one canonical JSON text, so equal models are equal bytes. No timings, notes, backend or threads. */
export function modelToJson(content: CalibratedModel): string {
  const { header, rounds, keptRounds, conformal } = content;
  return canonicalJson({ header, rounds: rounds.map(roundToJson), keptRounds, conformal });
}

/**
 * The fingerprint of a model: SHA-256 of its file, 64 hex digits. All rounds are in it, kept or not, and the bound of
 * its calibration rows where there is one.
 */
export function modelSha256(content: CalibratedModel): string {
  return sha256Hex(utf8Bytes(modelToJson(content)));
}

/** Any text: a model that is safe to predict with, or model.malformed with the path of what is wrong. */
export function modelFromJson(text: string): CalibratedModel {
  const json = readObject(parse(text), "the file");
  const header = headerFromJson(json.header);
  const rounds: RoundRecord[] = [];
  for (const round of readArray(json.rounds, "rounds")) rounds.push(roundFromJson(round, rounds, header));
  requireOneEngine(header, rounds);
  const keptRounds = readInteger(json.keptRounds, "keptRounds", 0, rounds.length);
  if (json.conformal === undefined) return { header, rounds, keptRounds };
  return { header, rounds, keptRounds, conformal: boundFromJson(json.conformal, header) };
}

/** An engine meets the learners it makes, and no others. */
function requireOneEngine(header: ModelHeader, rounds: readonly RoundRecord[], path = ""): void {
  const { learner: wanted, furtherLearners = [] } = engineById(header.engine).meta;
  const made = [wanted, ...furtherLearners];
  header.members?.forEach((_, k) => {
    requireOneEngine(memberModel(header, k), roundsOfMember(rounds, k), `${path}members[${k}].`);
  });
  const at = rounds.findIndex(({ learners }) => learners.some(({ learner }) => !made.includes(learner.kind)));
  if (at >= 0) throw malformed(`${path}rounds[${at}].learners`, `of the kind "${made.join('" or "')}"`);
  if (wanted === "tree") return;
  if (wanted !== "members" && header.inputs === undefined)
    throw malformed(`${path}header.inputs`, "how the learners see rows");
  const short = rounds.findIndex(({ learners }) => learners.length !== 1);
  if (short >= 0) throw malformed(`${path}rounds[${short}].learners`, `one ${wanted}`);
}

function boundFromJson(value: unknown, { outputs }: ModelHeader): StoredBound {
  const json = readObject(value, "conformal");
  const known = conformalMethodsOf(outputs).map(({ id }) => id);
  const level = readFinite(json.level, "conformal.level");
  if (level <= 0 || level >= 1) throw malformed("conformal.level", "a number between 0 and 1");
  return {
    method: readOneOf(json.method, "conformal.method", known),
    level,
    bound: readFinite(json.bound, "conformal.bound"),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("the file", "JSON");
  }
}
