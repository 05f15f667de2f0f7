import { deflateSync, Inflate } from "fflate";
import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { LabError, type Outcome, reportOf } from "../core/errors.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import type { Experiment } from "../experiment/spec.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

const PREFIX = "#s=1.";
/** Far above any experiment; a crafted link must not fill the memory. */
const MAX_BYTES = 1_048_576;
/** Deflate expands at most about 1,032 times, so one piece stays small before the cap is seen. */
const PIECE_BYTES = 256;

/** The experiment as the fragment of a link: canonical JSON, raw deflate, Base64 for links. */
export function experimentToFragment(experiment: Experiment): string {
  return PREFIX + toBase64Url(deflateSync(utf8Bytes(canonicalJson(experiment)), { level: 9 }));
}

/** Any text: the experiment with notices about what is not known here, or a coded error. Never throws. */
export function fragmentToExperiment(fragment: string): Outcome<ParsedExperiment> {
  try {
    return { ok: true, value: parseExperiment(jsonOf(fragment)) };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "link.malformed") };
  }
}

function jsonOf(fragment: string): unknown {
  const version = /^#s=(\d{1,6})\./.exec(fragment)?.[1];
  if (version !== undefined && version !== "1") {
    throw new LabError(
      "spec.version",
      "The link comes from a newer Boosting Lab. Reload the page to update it.",
      {
        version: Number(version),
      },
    );
  }
  const packed = fragment.startsWith(PREFIX) ? fromBase64Url(fragment.slice(PREFIX.length)) : null;
  if (packed === null) throw malformed();
  const bytes = inflate(packed);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw malformed();
  }
}

function malformed(): LabError {
  return new LabError(
    "link.malformed",
    "The link is damaged or was cut off, so its experiment could not be opened. Ask for it again as one unbroken line.",
  );
}

function inflate(packed: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(MAX_BYTES);
  let length = 0;
  const stream = new Inflate((piece) => {
    if (length + piece.length > MAX_BYTES) throw tooLarge();
    bytes.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at === 0 || at < packed.length; at += PIECE_BYTES) {
      stream.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    }
  } catch (thrown) {
    throw thrown instanceof LabError ? thrown : malformed();
  }
  return bytes.subarray(0, length);
}

function tooLarge(): LabError {
  return new LabError(
    "link.too-large",
    "The link holds more than one megabyte, which no experiment needs. It was not opened.",
    { maxBytes: MAX_BYTES },
  );
}
