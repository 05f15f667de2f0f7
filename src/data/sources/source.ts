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
  readonly roles: Roles;
  /** Where a knob changes what is to be predicted. */
  readonly rolesFor?: (values: ParamValues) => Roles;
  /** How rows should be split, where drawing them at random would mislead. */
  readonly split?: { readonly kind: "time" | "group"; readonly column: string };
  readonly params: readonly Param[];
}

/** Rows made by formula: `makers.ts` has the maker of the same id. */
export interface GeneratedSource extends SourceBase {
  readonly kind: "generated";
}

/** Makes rows, bit-equal on every machine. Takes only what differs from the defaults. */
export type Maker = (values: ParamValues) => Table;

/** What a file of `makers` holds: a data set and the maker of its rows, which knows its own parameters alone. */
export interface SourceMaker {
  readonly source: GeneratedSource;
  readonly makeRows: Maker;
}

/** A CSV that ships with the page. */
export interface SampleSource extends SourceBase {
  readonly kind: "sample";
  /** Relative to the page, and to the folder `public`. */
  readonly path: string;
}

export type Source = GeneratedSource | SampleSource;

/** The roles that go with these values. */
export function rolesOf(source: Source, values: ParamValues): Roles {
  return source.rolesFor?.(values) ?? source.roles;
}
