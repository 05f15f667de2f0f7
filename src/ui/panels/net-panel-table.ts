import { readLayers } from "../../analysis/chain-reader.ts";
import { stateAfter } from "../../boosting/learners/net/net-states.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { chainRows } from "../../figures/chain-figure.ts";
import { inputNames } from "../../figures/net-inputs.ts";
import { chainTable, netTable } from "../../figures/net-tables.ts";
import { vectorCells } from "../../figures/net-vectors.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { className, classOfScore } from "../../figures/targets.ts";
import type { NetView } from "../../store/lab-state.ts";

/** What the panel of a net shows, as numbers: the weights of the round's net, or the chain so far. */
export function netPanelTable(
  { header, followed }: RunStart,
  rounds: readonly RecordedRound[],
  round: number,
  shown: NetView,
): PanelTable {
  if (shown === "chain") return chainTable(chainRows(rounds, round));
  const records = rounds.slice(1, round + 1).flatMap(({ record }) => (record === null ? [] : [record]));
  const net = stateAfter(records).nets[round - 1];
  const inputs = header.inputs!;
  const { outputs } = header;
  return netTable({
    reading: { net, layers: readLayers(net, inputs.outputScale) },
    round,
    names: inputNames(inputs, followed.features),
    vectors: vectorCells(inputs, followed.features, net),
    outputs:
      outputs.scoreCount === 1
        ? [""]
        : Array.from({ length: outputs.scoreCount }, (_, k) => className(outputs, classOfScore(outputs, k))),
  });
}
