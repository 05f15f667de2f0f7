import type { NetKernel } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import type { Optimiser } from "../../learners/net/optimisers/optimiser.ts";
import type { GrownetValues } from "./grownet-values.ts";

/** What both stages of a round get. */
export interface StageInput {
  readonly kernel: NetKernel;
  readonly host: Host;
  readonly random: RandomSource;
  readonly values: GrownetValues;
  /** The rule of `values`. */
  readonly optimiser: Optimiser;
  readonly round: number;
  readonly batchSize: number;
  /** Times the wished rate and weight decay. */
  readonly decay: number;
  /** Address of all training rows' inputs. */
  readonly inputs: number;
  readonly rowCount: number;
  /** Mean weight of a row. */
  readonly meanWeight: number;
  readonly outputScale: number;
}
