import { canonicalJson } from "../core/canonical-json.ts";
import { createSha256 } from "../core/sha256.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import type { Receipt } from "../experiment/receipt.ts";
import type { Experiment } from "../experiment/spec.ts";
import { type Correction, corrected } from "./corrections.ts";
import { createByteReader, hexBytes } from "./link-bytes.ts";
import { withDefaults, withoutDefaults } from "./link-defaults.ts";
import { LINK_DICTIONARY } from "./link-dictionary.ts";
import { malformedLink, newerLink } from "./link-errors.ts";
import { countBytes, readCount, readReceipt, receiptBytes } from "./link-receipt.ts";
import { packJson, unpackJson } from "./packed-json.ts";

/*
 * Form 2 of packed links: a byte that says what follows, four bytes of SHA-256 of everything else, the fingerprint of
 * the table (32 bytes), its rows and columns, and the receipt where there are any, and JSON in raw deflate.
 */

const CHECK_BYTES = 4;
const FINGERPRINT = /^[0-9a-f]{64}$/;
const FINGERPRINT_BYTES = 32;

/** The first byte: which defaults were left out (0 = none, and no dictionary), and flags. */
const DEFAULTS = 0x0f;
const HAS_FINGERPRINT = 0x10;
const HAS_RECEIPT = 0x20;
const HAS_SHAPE = 0x40;
const NEWEST_DEFAULTS = 1;

export interface PackedExperiment extends ParsedExperiment {
  readonly receipt: Receipt | null;
  readonly shape: TableShape | null;
}

/** How large a table is: by its name, this and its fingerprint a reader finds the file that only its owner has. */
export interface TableShape {
  readonly rows: number;
  readonly columns: number;
}

/** `shape` goes along where the table is not a built-in one. */
export function packExperiment(
  experiment: Experiment,
  receipt: Receipt | null,
  shape: TableShape | null,
): Uint8Array {
  const carried = withoutKnownFingerprint(experiment, receipt);
  const beside = { receipt, shape: experiment.data.source.kind === "builtin" ? null : shape };
  const packed = packWith(NEWEST_DEFAULTS, carried, beside);
  // what the defaults cannot say is written out: a link opens as what it was made of, or is not made
  return isReadBack(packed, carried) ? packed : packWith(0, carried, beside);
}

/** Of a built-in table the receipt's hash is enough: nobody has to find a file by it. */
function withoutKnownFingerprint(experiment: Experiment, receipt: Receipt | null): Experiment {
  const { source, fingerprint } = experiment.data;
  const isKnown = receipt !== null && fingerprint?.startsWith(receipt.data) === true;
  if (source.kind !== "builtin" || !isKnown) return experiment;
  return { ...experiment, data: { ...experiment.data, fingerprint: null } };
}

function packWith(
  defaults: number,
  experiment: Experiment,
  { receipt, shape }: Pick<PackedExperiment, "receipt" | "shape">,
): Uint8Array {
  const { fingerprint } = experiment.data;
  const isApart = fingerprint !== null && FINGERPRINT.test(fingerprint);
  const said = isApart ? { ...experiment, data: { ...experiment.data, fingerprint: null } } : experiment;
  const body = [
    ...(isApart ? hexBytes(fingerprint) : []),
    ...(shape === null ? [] : [...countBytes(shape.rows), ...countBytes(shape.columns)]),
    ...(receipt === null ? [] : receiptBytes(receipt)),
    ...(defaults === 0 ? packJson(said) : packJson(withoutDefaults(said), LINK_DICTIONARY)),
  ];
  const head =
    defaults |
    (isApart ? HAS_FINGERPRINT : 0) |
    (shape === null ? 0 : HAS_SHAPE) |
    (receipt === null ? 0 : HAS_RECEIPT);
  return Uint8Array.from([head, ...checkBytes(head, Uint8Array.from(body)), ...body]);
}

function isReadBack(packed: Uint8Array, experiment: Experiment): boolean {
  try {
    return canonicalJson(unpackExperiment(packed).experiment) === canonicalJson(experiment);
  } catch {
    return false;
  }
}

/** Throws LabErrors of links, of experiments, and data.source-unknown. */
export function unpackExperiment(
  packed: Uint8Array,
  corrections: readonly Correction[] = [],
): PackedExperiment {
  const [head = 0] = packed;
  const check = packed.subarray(1, 1 + CHECK_BYTES);
  const body = packed.subarray(1 + CHECK_BYTES);
  const isWhole = body.length > 0 && checkBytes(head, body).every((byte, at) => byte === check[at]);
  if (!isWhole) throw malformedLink();
  const defaults = head & DEFAULTS;
  if (defaults > NEWEST_DEFAULTS || (head & ~(DEFAULTS | HAS_FINGERPRINT | HAS_SHAPE | HAS_RECEIPT)) !== 0)
    throw newerLink(2);
  const bytes = createByteReader(body);
  const fingerprint = (head & HAS_FINGERPRINT) === 0 ? null : bytes.hex(FINGERPRINT_BYTES);
  const shape = (head & HAS_SHAPE) === 0 ? null : { rows: readCount(bytes), columns: readCount(bytes) };
  const receipt = (head & HAS_RECEIPT) === 0 ? null : readReceipt(bytes);
  const json =
    defaults === 0 ? unpackJson(bytes.rest()) : withDefaults(unpackJson(bytes.rest(), LINK_DICTIONARY));
  const { experiment, ...notices } = parseExperiment(corrected(json, corrections));
  if (receipt !== null && receipt.runs.length !== experiment.runs.length) throw malformedLink();
  const data = fingerprint === null ? experiment.data : { ...experiment.data, fingerprint };
  return { experiment: { ...experiment, data }, ...notices, receipt, shape };
}

/** A letter that was changed must not make another experiment of it. */
function checkBytes(head: number, body: Uint8Array): number[] {
  const hash = createSha256();
  hash.update(Uint8Array.of(head));
  hash.update(body);
  return hexBytes(hash.hex().slice(0, 2 * CHECK_BYTES));
}
