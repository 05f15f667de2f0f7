/**
 * A parameter, described once: its type, default, form control, validation, link and command-line flag follow.
 * Ids are XGBoost's where it has one.
 */
interface ParamBase {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly label: string;
  /** One sentence for the form. Engines have theirs apart, in `help.ts`: the page loads them with the open form. */
  readonly help?: string;
  /** The paper's symbol, for formulas. */
  readonly symbol?: string;
  /** When it has an effect, given the other values; absent = always. */
  readonly appliesWhen?: (values: ParamValues) => boolean;
  /**
   * Came later than models that are kept: resolved values leave it out where it has its default, so that those models
   * keep their bytes.
   */
  readonly isLater?: true;
}

export interface NumberParam extends ParamBase {
  readonly kind: "number" | "integer";
  /** null = "decided by the data" (base_score). */
  readonly default: number | null;
  /** Hard range: outside of it is refused. */
  readonly min: number;
  readonly max: number;
  readonly minExclusive?: boolean;
  /** Soft range: what a slider offers. */
  readonly softMin?: number;
  readonly softMax?: number;
  readonly scale?: "linear" | "log";
}

export interface ChoiceParam extends ParamBase {
  readonly kind: "choice";
  readonly default: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
}

export interface BooleanParam extends ParamBase {
  readonly kind: "boolean";
  readonly default: boolean;
}

export type Param = NumberParam | ChoiceParam | BooleanParam;
export type ParamValue = number | string | boolean | null;
export type ParamValues = { readonly [id: string]: ParamValue };
/** Sentences for the form, by the ids of parameters. */
export type ParamHelp = { readonly [id: string]: string };
