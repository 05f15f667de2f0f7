import { LabError, type Outcome, reportOf } from "../core/errors.ts";
import type { ParamValues } from "../core/params.ts";
import type { ByteSource, ReadResult, SourceResult, TableEstimate } from "./data-service.ts";
import { fingerprintTable } from "./fingerprint.ts";
import type { FileRequest, Turns } from "./read-request.ts";
import { loadMaker } from "./sources/makers.ts";
import { samples } from "./sources/samples.ts";

/** Loaded with the first file: a made-up table needs no reader. */
const reader = () => import("./read-request.ts");

export interface SourceRequest extends Turns {
  readonly id: string;
  readonly values: ParamValues;
  /** Gets a file that ships with the page. */
  readonly fetchFile: (path: string) => Promise<ByteSource>;
}

export async function readFile(request: FileRequest): Promise<Outcome<ReadResult>> {
  return outcomeOf(async () => (await reader()).readRequested(request));
}

export async function estimateFile(request: FileRequest): Promise<Outcome<TableEstimate>> {
  return outcomeOf(async () => (await reader()).estimateRequested(request));
}

export async function makeSourceTable(request: SourceRequest): Promise<Outcome<SourceResult>> {
  return outcomeOf(async () => {
    const make = await loadMaker(request.id);
    if (make !== null) {
      const table = make(request.values);
      return { table, report: null, fingerprint: fingerprintTable(table) };
    }
    const { readRequested } = await reader();
    const sample = samples.find(({ id }) => id === request.id);
    if (sample === undefined) throw unknownSource(request.id);
    const file = await fetchSample(request, sample.path);
    return readRequested({ ...request, file, name: sample.path, choices: {}, sample: null });
  });
}

/** Page and command line have asked the list before, which names the nearest. */
function unknownSource(id: string): LabError {
  return new LabError("data.source-unknown", `There is no built-in data set "${id}".`, { id });
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "read.failed") };
  }
}

async function fetchSample(request: SourceRequest, path: string): Promise<ByteSource> {
  try {
    return await request.fetchFile(path);
  } catch (thrown) {
    throw new LabError(
      "read.failed",
      `The sample file could not be loaded (${thrown instanceof Error ? thrown.message : "unknown reason"}). Load the page again.`,
      { path },
    );
  }
}
