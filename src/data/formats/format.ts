import type { ReadRecipe } from "../../core/read-recipe.ts";

/** A file's bytes; can be opened more than once. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

/** A file that holds something else than delimited text. */
export interface PackedFile {
  readonly open: OpenBytes;
  readonly byteCount: number;
  /** Without the endings of packings that were taken off already. */
  readonly name: string;
  /** File of an archive or sheet of a workbook that the user chose; null = the first that fits. */
  readonly part: string | null;
  /** Throws read.cancelled when the user has cancelled. */
  readonly throwIfCancelled: () => void;
}

/** What a file turns out to be once it is unpacked; may be packed again. */
export interface UnpackedFile {
  readonly open: OpenBytes;
  /** About, where it is not known. */
  readonly byteCount: number;
  readonly name: string;
  /** What is known of the text, so that nothing of it is guessed. */
  readonly known: Partial<ReadRecipe>;
  /** Names that `part` may take; empty where there is one. */
  readonly parts: readonly string[];
  readonly notes: readonly string[];
}

/**
 * A packing (gzip, zip) gives the file inside. Another format is written out as CSV in UTF-8: numbers in their shortest
 * form, dates as ISO 8601, an empty cell for no value; so one reader types them all.
 */
export interface Format {
  readonly id: Exclude<ReadRecipe["format"], "delimited"> | Exclude<ReadRecipe["packing"], null>;
  /** Whether a file that begins with these bytes (up to 4,096) and has this name is of the format. */
  detect(head: Uint8Array, name: string): boolean;
  /** Loaded when a file is of the format. Any bytes give a file or a LabError. */
  load(): Promise<Unpack>;
}

export type Unpack = (file: PackedFile) => Promise<UnpackedFile>;
