import type { Outcome } from "../core/errors.ts";
import type { ParamValues } from "../core/params.ts";
import type { ReadReport, Table } from "../core/table.ts";

/** What a File or Blob is to code without a DOM. */
export interface ByteSource {
  readonly size: number;
  stream(): unknown;
}

/** What the user may overrule in how a file is read; absent = found out. */
export interface ReadChoices {
  readonly hasHeader?: boolean;
  readonly delimiter?: ReadReport["delimiter"];
}

/** A table that was read; `fingerprint` is the SHA-256 of its content. */
export interface ReadResult {
  readonly table: Table;
  readonly report: ReadReport;
  readonly fingerprint: string;
}

/** A table that was made by a built-in source; `report` is null where no file was read. */
export interface SourceResult {
  readonly table: Table;
  readonly report: ReadReport | null;
  readonly fingerprint: string;
}

/** The border between page and data worker. One reading at a time; `cancel` ends it with read.cancelled. */
export interface DataService {
  /** `onProgress` gets bytes read so far; across comlink it has to be a `proxy`. */
  read(
    file: ByteSource,
    choices: ReadChoices,
    onProgress: ((bytesRead: number) => void) | null,
  ): Promise<Outcome<ReadResult>>;
  /** `pageUrl` is what the paths of sample files are relative to (document.baseURI). */
  makeSource(id: string, values: ParamValues, pageUrl: string): Promise<Outcome<SourceResult>>;
  cancel(): Promise<void>;
}
