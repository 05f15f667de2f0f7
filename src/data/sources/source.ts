import type { Param, ParamValues } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import type { Roles } from "../encoder.ts";

/** What a reader should know of a data set before using it. */
export interface SourceCard {
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** What one can learn on it, one sentence. */
  readonly teaches: string;
  readonly licence: string;
  readonly origin: string;
}

interface SourceBase {
  readonly id: string;
  readonly label: string;
  readonly card: SourceCard;
  readonly roles: Roles;
  readonly params: readonly Param[];
}

/** Rows made by formula, bit-equal on every machine. `make` takes only what differs from the defaults. */
export interface GeneratedSource extends SourceBase {
  readonly kind: "generated";
  make(values: ParamValues): Table;
}

/** A CSV that ships with the page. */
export interface SampleSource extends SourceBase {
  readonly kind: "sample";
  /** Relative to the page, and to the folder `public`. */
  readonly path: string;
}

export type Source = GeneratedSource | SampleSource;
