import { type Zippable, zipSync } from "fflate";
import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { type Outcome, reportOf } from "../core/errors.ts";
import type { ReadRecipe } from "../core/read-recipe.ts";
import { sha256Hex } from "../core/sha256.ts";
import type { Table } from "../core/table.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import type { Receipt } from "../experiment/receipt.ts";
import type { Experiment } from "../experiment/spec.ts";
import { recipeOfTableCsv, tableCsv } from "../interchange/table-csv.ts";
import { labFileWords as words } from "../words/lab-file.ts";
import { malformedFile, tooLargeFile } from "./lab-file-errors.ts";
import { type RunMark, readMarks, readReceiptJson, writtenMarks } from "./lab-file-marks.ts";
import { jsonPart, MOST_BYTES, modelPart, PART, readParts } from "./lab-file-parts.ts";

export const LAB_FILE_ENDING = ".boostlab";

/** A whole experiment, to be written as one file. */
export interface LabFileContent {
  readonly experiment: Experiment;
  readonly receipt: Receipt | null;
  /** What people say of the runs, in their order. */
  readonly marks: readonly RunMark[];
  /** The model file of each run; null = it was not trained. */
  readonly models: readonly (string | null)[];
  /** Travels along; null = the rows stay where they are. */
  readonly table: Table | null;
}

/** A whole experiment, as it was read. */
export interface LabFile extends ParsedExperiment {
  readonly receipt: Receipt | null;
  /** Empty where the file says nothing of them. */
  readonly marks: readonly RunMark[];
  readonly data: LabFileData | null;
}

/** Rows as CSV, and how they are read to the very same table. */
export interface LabFileData {
  readonly csv: Uint8Array<ArrayBuffer>;
  readonly reading: ReadRecipe;
}

/** The zip format has dates; this one is told by its own parts, the same in every time zone. */
const NO_DATE = new Date(2000, 0, 1, 12);

/** Equal experiments are equal bytes. Throws file.too-large where the rows are more than the page would open. */
export function writeLabFile({ experiment, receipt, marks, models, table }: LabFileContent): Uint8Array {
  const json = (value: unknown) => utf8Bytes(canonicalJson(value));
  const parts: { [name: string]: Uint8Array } = {
    [PART.readme]: utf8Bytes(words.readme(table !== null)),
    [PART.experiment]: json(experiment),
  };
  if (marks.length > 0) parts[PART.runs] = json(writtenMarks(marks));
  if (receipt !== null) parts[PART.receipt] = json(receipt);
  let room: number = MOST_BYTES.models;
  models.forEach((model, run) => {
    const bytes = utf8Bytes(model ?? "");
    // a model that has no room is left out: the receipt knows it, and training makes it again
    if (model === null || bytes.length > room) return;
    room -= bytes.length;
    parts[modelPart(run)] = bytes;
  });
  if (table !== null) {
    parts[PART.reading] = json(recipeOfTableCsv(table));
    parts[PART.data] = utf8Bytes([...tableCsv(table)].join(""));
    if (parts[PART.data]!.length > MOST_BYTES.data) throw tooLargeFile("data", MOST_BYTES.data);
  }
  // the size of the search table is given: by itself fflate takes a logarithm for it, which machines round differently
  return zipSync(parts as Zippable, { level: 6, mem: 8, mtime: NO_DATE });
}

/** Any bytes: the experiment with all that the file says of it, or a coded error. Never throws. */
export function readLabFile(bytes: Uint8Array): Outcome<LabFile> {
  try {
    return { ok: true, value: opened(bytes) };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "file.malformed") };
  }
}

function opened(bytes: Uint8Array): LabFile {
  const parts = readParts(bytes);
  const written = jsonPart(parts, PART.experiment);
  if (written === undefined) throw malformedFile(`it has no ${PART.experiment}`);
  const parsed = parseExperiment(written);
  const runs = parsed.experiment.runs.length;
  const receipt = readReceiptJson(jsonPart(parts, PART.receipt), runs);
  const differing = receipt === null ? [] : differingModels(parts, receipt);
  return {
    ...parsed,
    notices: [...parsed.notices, ...differing.map((run) => words.modelDiffers(run + 1))],
    receipt,
    marks: readMarks(jsonPart(parts, PART.runs), runs),
    data: dataOf(parts, parsed.experiment),
  };
}

/** Runs whose model inside is another one than the receipt tells of. */
function differingModels(parts: ReadonlyMap<string, Uint8Array>, { runs }: Receipt): number[] {
  return [...runs.keys()].filter((run) => {
    const [model, expected] = [parts.get(modelPart(run)), runs[run]?.model];
    return model !== undefined && expected !== undefined && !sha256Hex(model).startsWith(expected);
  });
}

function dataOf(parts: ReadonlyMap<string, Uint8Array>, experiment: Experiment): LabFileData | null {
  const csv = parts.get(PART.data);
  const reading = jsonPart(parts, PART.reading);
  if (csv === undefined) return null;
  if (reading === undefined) throw malformedFile(`it has rows, but no ${PART.reading}`);
  // a recipe is a member of experiments, so their reader checks it
  const checked = parseExperiment({ ...experiment, data: { ...experiment.data, reading } });
  const recipe = checked.experiment.data.reading;
  if (recipe === null) throw malformedFile(`${PART.reading} inside it says nothing`);
  return { csv: new Uint8Array(csv), reading: recipe };
}
