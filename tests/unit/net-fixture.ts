import type { InputLayer } from "../../src/boosting/learners/net/input-layer.ts";
import { type Net, type NetShape, netLayout } from "../../src/boosting/learners/net/net.ts";
import type { ParamValues } from "../../src/core/params.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import type { RunView } from "../../src/store/run-view.ts";
import { eventsOf, regression, roundsOf, startOf } from "./experiment-fixture.ts";

/** A net whose layers have these weights, from x to, and no biases. */
export function netOf(shape: Partial<NetShape>, weights: readonly (readonly number[])[]): Net {
  const whole: NetShape = {
    inputs: 1,
    handedOn: 0,
    hidden: [2],
    outputs: 1,
    activation: "tanh",
    batchNorm: false,
    ...shape,
  };
  const { layers, parameterCount, statisticCount } = netLayout(whole);
  const parameters = new Float32Array(parameterCount);
  layers.forEach((places, at) => {
    parameters.set(weights[at]!, places.weights);
  });
  return { ...whole, parameters, statistics: new Float32Array(statisticCount) };
}

/** One column as it is. */
export const plainInput: InputLayer = {
  columns: [{ kind: "value", feature: 0, mean: 0, factor: 1, fill: 0 }],
  clip: null,
  outputScale: 1,
};

export interface RecordedNets {
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
}

/** A short run of nets on the small table: over `a` alone, or over `a` and `b`. */
export async function recordedNets(
  values: ParamValues = {},
  ignored: readonly string[] = ["b", "c"],
): Promise<RecordedNets> {
  const plain = regression();
  const events = await eventsOf({
    ...plain,
    data: { ...plain.data, ignored },
    runs: [
      {
        engine: "grownet",
        without: [],
        values: { hidden_units: 3, hidden_layers: 1, epochs: 3, ...values },
        objective: null,
        distribution: null,
        score: null,
        rounds: 5,
        earlyStopping: null,
      },
    ],
  });
  return { start: startOf(events).start, rounds: roundsOf(events) };
}

export function netView(
  { start, rounds }: RecordedNets,
  round: number,
  change: Partial<RunView> = {},
): RunView {
  return {
    runId: "n",
    name: "GrowNet",
    hue: "grow",
    hollow: false,
    start,
    rounds,
    version: 1,
    round,
    split: null,
    learningRate: 0.01,
    selectedRow: null,
    onSelectRow: () => {},
    target: 0,
    learner: null,
    onChooseLearner: () => {},
    isFull: false,
    netView: "net",
    onChooseNetView: () => {},
    onRace: () => {},
    showTest: false,
    peers: [],
    sharedScale: true,
    overlay: false,
    ...change,
  };
}
