import { type Outcome, reportOf } from "../core/errors.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import type { Receipt } from "../experiment/receipt.ts";
import type { Experiment } from "../experiment/spec.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { type Correction, corrected } from "./corrections.ts";
import { MAX_BYTES, malformedLink, newerLink, tooLargeLink } from "./link-errors.ts";
import { unpackJson } from "./packed-json.ts";
import { packExperiment, type TableShape, unpackExperiment } from "./packed-link.ts";
import { readShortLink } from "./short-link.ts";

const FORM_2 = "#s=2.";
const PACKED = /^#s=(\d{1,6})\.(.*)$/s;
const LONGEST = 2 * MAX_BYTES;

/** What a link holds. */
export interface OpenedLink extends ParsedExperiment {
  /** What training it gave where the link was made; null = it says nothing. */
  readonly receipt: Receipt | null;
  /** The round to show; null = it says nothing. */
  readonly round: number | null;
  /** Of the table of a file or address; null or absent = the link says nothing. */
  readonly shape?: TableShape | null;
}

/** The experiment, and the receipt of its training, as the fragment of a link. Equal ones give equal links. */
export function experimentToFragment(
  experiment: Experiment,
  receipt: Receipt | null = null,
  shape: TableShape | null = null,
): string {
  return FORM_2 + toBase64Url(packExperiment(experiment, receipt, shape));
}

/**
 * Any text: the experiment with notices about what is not known here, or a coded error. Never throws. With corrections it is
 * another experiment, of which the link's receipt says nothing.
 */
export function fragmentToExperiment(
  fragment: string,
  corrections: readonly Correction[] = [],
): Outcome<OpenedLink> {
  try {
    return { ok: true, value: opened(fragment, corrections) };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "link.malformed") };
  }
}

function opened(fragment: string, corrections: readonly Correction[]): OpenedLink {
  if (fragment.length > LONGEST) throw tooLargeLink();
  if (fragment.startsWith("#d=")) return { ...readShortLink(fragment, corrections), receipt: null };
  const [, form, text = ""] = PACKED.exec(fragment) ?? [];
  if (form !== undefined && Number(form) > 2) throw newerLink(Number(form));
  const packed = fromBase64Url(text);
  if (packed === null) throw malformedLink();
  if (form === "2") {
    const found = unpackExperiment(packed, corrections);
    return { ...found, receipt: corrections.length > 0 ? null : found.receipt, round: null };
  }
  if (form === "1") {
    return { ...parseExperiment(corrected(unpackJson(packed), corrections)), receipt: null, round: null };
  }
  throw malformedLink();
}
