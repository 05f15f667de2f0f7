import type { Net } from "../../learners/net/net.ts";
import type { Corrected, CorrectInput } from "./correct-nets.ts";
import type { FitInput } from "./fit-net.ts";

/** Trains what a round asks for, a stage at a time: the round's net, then all nets together. Null = stopped. */
export interface StageTrainer {
  fit(net: Net, input: FitInput): Promise<Net | null>;
  correct(nets: readonly Net[], weights: readonly number[], input: CorrectInput): Promise<Corrected | null>;
  /** Frees what it holds between stages; a later stage takes it anew. */
  dispose(): void;
}
