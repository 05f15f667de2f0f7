import type { Outcome } from "../core/errors.ts";
import type { ParamValues } from "../core/params.ts";
import type { ReadChoices, SampleSpec } from "../core/read-recipe.ts";
import type { ReadReport, Table } from "../core/table.ts";
import type { TypedColumn } from "./column-type.ts";

/** What a File or Blob is to code without a DOM; `stream` can be called again. */
export interface ByteSource {
  readonly size: number;
  stream(): unknown;
}

/** A file to read; its name tells formats apart that look alike. */
export interface ReadRequest {
  readonly file: ByteSource;
  readonly name: string;
  /** What the user overrules; the rest is found out. */
  readonly choices: ReadChoices;
  readonly sample: SampleSpec | null;
}

/** A table that was read; `fingerprint` is the SHA-256 of its content. */
export interface ReadResult {
  readonly table: Table;
  readonly report: ReadReport;
  readonly fingerprint: string;
  readonly types: readonly TypedColumn[];
}

/** A table that was made by a built-in source; `report` is null where no file was read. */
export interface SourceResult {
  readonly table: Table;
  readonly report: ReadReport | null;
  readonly fingerprint: string;
}

/** What a file will need, judged by its first megabyte. */
export interface TableEstimate {
  readonly rows: number;
  readonly columns: number;
  /** Names of the columns, to choose one that a sample keeps in proportion. */
  readonly columnNames: readonly string[];
  /** The table alone. */
  readonly memoryBytes: number;
  /** The user is asked whether a sample would do. */
  readonly isLarge: boolean;
  /** It would not fit: only a sample can be read. */
  readonly isTooLarge: boolean;
}

/** The border between page and data worker. One reading at a time; `cancel` ends it with read.cancelled. */
export interface DataService {
  estimate(request: ReadRequest): Promise<Outcome<TableEstimate>>;
  /** `onProgress` gets bytes read so far; across comlink it has to be a `proxy`. */
  read(request: ReadRequest, onProgress: ((bytesRead: number) => void) | null): Promise<Outcome<ReadResult>>;
  /** `pageUrl` is what the paths of sample files are relative to (document.baseURI). */
  makeSource(id: string, values: ParamValues, pageUrl: string): Promise<Outcome<SourceResult>>;
  cancel(): Promise<void>;
}
