/** Every code a user can meet. The prefix names the room it comes from. */
export type ErrorCode =
  | "read.empty"
  | "read.encoding"
  | "read.no-columns"
  | "read.format"
  | "read.bomb"
  | "read.recipe"
  | "read.too-large"
  | "read.failed"
  | "read.cancelled"
  | "write.failed"
  | "url.invalid"
  | "url.refused"
  | "url.status"
  | "url.too-large"
  | "url.cancelled"
  | "url.not-a-table"
  | "recent.full"
  | "data.column-missing"
  | "data.target-missing"
  | "data.target-constant"
  | "data.target-invalid"
  | "data.too-few-rows"
  | "data.no-features"
  | "data.weight-invalid"
  | "data.split-invalid"
  | "data.source-unknown"
  | "spec.invalid"
  | "spec.unknown-id"
  | "spec.unknown-param"
  | "spec.out-of-range"
  | "spec.version"
  | "link.malformed"
  | "link.too-large"
  | "file.malformed"
  | "file.too-large"
  | "model.malformed"
  | "model.incapable"
  | "train.non-finite"
  | "train.failed"
  | "worker.lost"
  | "worker.failed"
  | "worker.unknown-id"
  | "backend.unavailable"
  | "backend.lost"
  | "usage";

export type ErrorFacts = { readonly [name: string]: string | number | boolean | null };

/** An error as plain data: what crosses the worker border and what is shown. */
export interface ErrorReport {
  readonly code: ErrorCode;
  /** One to three sentences: what happened, what was kept, what to do. */
  readonly message: string;
  readonly facts: ErrorFacts;
}

/** A result or an error, both as plain data: how anything crosses a worker border. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorReport };

/** The one class thrown on purpose. Anything else that is thrown is a defect of ours. */
export class LabError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message);
    this.name = "LabError";
    this.code = code;
    this.facts = facts;
  }
}

export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** Turns whatever was thrown into data. A defect keeps its own text, so that it can be reported. */
export function reportOf(thrown: unknown, fallback: ErrorCode = "train.failed"): ErrorReport {
  if (thrown instanceof LabError) return { code: thrown.code, message: thrown.message, facts: thrown.facts };
  return {
    code: fallback,
    message: `Something went wrong that should not: ${messageOf(thrown)}`,
    facts: {},
  };
}
