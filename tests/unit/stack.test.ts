import { describe, expect, it } from "vitest";
import type { MembersLearner } from "../../src/boosting/learners/learner.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { logLossWeights, squaredErrorWeights } from "../../src/boosting/stack-weights.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import type { Table } from "../../src/core/table.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import type { RunInput } from "../../src/experiment/run-events.ts";
import { scoreTable } from "../../src/experiment/score-table.ts";
import type { Experiment, MemberSpec, RunSpec } from "../../src/experiment/spec.ts";
import { modelFromJson, modelSha256, modelToJson } from "../../src/interchange/model-json.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { shortLink } from "../../src/share/write-short-link.ts";
import {
  endOf,
  eventsOf,
  gbdtRun,
  plainHost,
  regression,
  roundsOf,
  smallTable,
  startOf,
  withColumn,
} from "./experiment-fixture.ts";

const member = (engine: string, values: MemberSpec["values"] = {}): MemberSpec => ({
  engine,
  values,
  objective: null,
  distribution: null,
  score: null,
});
const shallow = member("gbdt", { max_depth: 2, learning_rate: 0.3 });
const deep = member("dart", { max_depth: 4, rate_drop: 0.3 });
const normal = member("ngboost", { learning_rate: 0.2 });
const net = member("grownet", { epochs: 1 });
const everyKind = [shallow, deep, normal, net];

function stack(members: readonly MemberSpec[], changes: Partial<RunSpec> = {}): Experiment {
  const run: RunSpec = { ...gbdtRun, engine: "stack", values: {}, rounds: 6, members, ...changes };
  return regression({ version: 7, runs: [run] });
}

const binary = (experiment: Experiment): Experiment => ({
  ...experiment,
  task: "binary",
  data: { ...experiment.data, target: "c", ignored: ["y"] },
});

const membersOf = (record: RoundRecord | null) => record!.learners[0]!.learner as MembersLearner;

async function modelOf(experiment: Experiment, input: Partial<RunInput> = {}) {
  return endOf(await eventsOf(experiment, { table: smallTable(), ...input })).model;
}

describe("a stack", () => {
  it("trains each member as a run of its own would be", async () => {
    const experiment = stack(everyKind);
    const rounds = roundsOf(await eventsOf(experiment)).slice(1);
    for (const [k, one] of everyKind.entries()) {
      const alone = regression({ runs: [{ ...gbdtRun, ...one, rounds: 6 }] });
      const own = roundsOf(await eventsOf(alone)).slice(1);
      expect(rounds.map(({ record }) => membersOf(record).rounds[k])).toEqual(
        own.map(({ record }) => record),
      );
    }
  });

  it("adds its members' predictions with the weights of the round, from round 1 on", async () => {
    const events = await eventsOf(stack([shallow, normal]));
    const [stacked, first, second] = [
      roundsOf(events),
      roundsOf(await eventsOf(regression({ runs: [{ ...gbdtRun, ...shallow, rounds: 6 }] }))),
      roundsOf(await eventsOf(regression({ runs: [{ ...gbdtRun, ...normal, rounds: 6 }] }))),
    ];
    const mean = startOf(events).start.header.baseScores[0]!;
    expect(Array.from(new Set(stacked[0]!.scores))).toEqual([Math.fround(mean)]);
    for (const round of [1, 4, 6]) {
      const [a, b] = membersOf(stacked[round]!.record).weights;
      stacked[round]!.scores.forEach((score, row) => {
        // of a normal distribution the first of two parameters is its mean
        const sum = a! * first[round]!.scores[row]! + b! * second[round]!.scores[2 * row]!;
        expect(score).toBeCloseTo(sum, 5);
      });
    }
  });

  it("weighs by rows that members never saw: noise that a member learns by heart counts for nothing", async () => {
    const table = smallTable();
    const noise = Float64Array.from({ length: table.rowCount }, (_, row) => ((row * 7919) % 1009) / 1009);
    const noisy: Table = withColumn(
      { ...table, columns: table.columns.filter(({ name }) => name !== "y") },
      "y",
      noise,
    );
    const byHeart = member("gbdt", { max_depth: 10, learning_rate: 1, min_child_weight: 0, lambda: 0 });
    const careful = member("gbdt", { max_depth: 1, learning_rate: 0.01 });
    const model = endOf(await eventsOf(stack([byHeart, careful], { rounds: 12 }), { table: noisy })).model;
    const [wild, calm] = membersOf(model.rounds.at(-1)!).weights;
    expect(wild).toBeLessThan(0.15);
    expect(calm).toBeGreaterThan(0.8);
  });

  it("has the same bits on every backend", async () => {
    const wasm = await loadWasmBackend();
    for (const experiment of [stack(everyKind), binary(stack(everyKind))]) {
      const [here, there] = [
        await eventsOf(experiment),
        await eventsOf(experiment, undefined, { backend: wasm }),
      ];
      expect(modelSha256(endOf(there).model)).toBe(modelSha256(endOf(here).model));
    }
    wasm.dispose();
  });

  it.each([
    ["numbers", stack(everyKind)],
    ["classes", binary(stack(everyKind))],
  ])("of %s goes on from its first rounds to the same bits", async (_, experiment) => {
    const whole = await modelOf(experiment);
    const past = { records: whole.rounds.slice(0, 2) };
    expect(modelSha256(await modelOf(experiment, { past }))).toBe(modelSha256(whole));
  });

  it.each([
    ["numbers", stack(everyKind)],
    ["classes", binary(stack(everyKind))],
  ])("of %s is read back from its file, and predicts what it predicted", async (_, experiment) => {
    const events = await eventsOf(experiment);
    const text = modelToJson(endOf(events).model);
    const read = modelFromJson(text);
    expect(modelToJson(read)).toBe(text);
    const { followed } = startOf(events).start;
    const kinds = { host: plainHost(), scoring: jsBackend };
    for (const rounds of [0, 1, 6]) {
      const prefix = { kind: "stateAfter", rounds } as const;
      const scores = await scoreTable(read, prefix, smallTable(), kinds);
      const again = Array.from(followed.rowIds, (row) => Math.fround(scores.values[row]!));
      expect(again).toEqual(Array.from(roundsOf(events)[rounds]!.scores));
    }
  });

  it("stops early by its own validation value", async () => {
    const events = await eventsOf(stack([shallow, deep], { rounds: 200, earlyStopping: 3 }));
    const { end } = endOf(events);
    expect(end.reason).toBe("early-stopped");
    expect(end.keptRounds).toBe(end.bestRound);
  });

  it("travels in a link, and in no readable one, which has no words for members", () => {
    const experiment = {
      ...stack([shallow, normal]),
      data: {
        ...stack([]).data,
        source: { kind: "builtin", id: "heteroscedastic-sine", values: {} } as const,
      },
    };
    const read = fragmentToExperiment(experimentToFragment(experiment, null));
    expect(read.ok && read.value.experiment).toEqual(experiment);
    expect(shortLink(experiment)).toBeNull();
  });

  it("of few rows says that the folds are not filled", async () => {
    const events = eventsOf(stack([shallow, deep], { values: { folds: 10 } }), { table: smallTable(12) });
    await expect(events).rejects.toMatchObject({ code: "data.too-few-rows" });
  });

  it.each([
    ["one member", stack([shallow]), "runs[0].members"],
    ["nine members", stack(Array.from({ length: 9 }, () => shallow)), "runs[0].members"],
    ["a stack in a stack", stack([shallow, { ...member("stack") }]), "runs[0].members[1]"],
    ["members of another engine", stack([shallow, deep], { engine: "gbdt" }), "runs[0].members"],
    ["an unknown setting", stack([shallow, member("gbdt", { depht: 1 })]), "runs[0].members[1].values.depht"],
    ["a branch", stack([shallow, deep], { stages: [{ values: {}, until: 2 }] }), "runs[0].stages"],
  ])("refuses %s", (_, experiment, path) => {
    expect(() => parseExperiment(experiment)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ path }) }),
    );
  });

  it("is version 7; in version 2 members have no effect, and the run is refused", () => {
    const experiment = stack([shallow, deep]);
    expect(parseExperiment(experiment).experiment).toEqual(experiment);
    expect(() => parseExperiment({ ...experiment, version: 2 })).toThrow(/2 to 8 members/);
  });

  it.each([
    ["a member is missing", (json: Json) => json.header.members.pop()],
    ["a weight is missing", (json: Json) => json.rounds[1]!.learners[0]!.learner.weights.pop()],
    [
      "a member's round has another number",
      (json: Json) => (json.rounds[1]!.learners[0]!.learner.rounds[0]!.round = 1),
    ],
    ["members change places", (json: Json) => json.rounds[0]!.learners[0]!.learner.rounds.reverse()],
  ])("whose file is damaged is refused: %s", async (_, damage) => {
    const json = JSON.parse(modelToJson(await modelOf(stack([shallow, net], { rounds: 2 }))));
    damage(json);
    expect(() => modelFromJson(JSON.stringify(json))).toThrow(
      expect.objectContaining({ code: "model.malformed" }),
    );
  });
});

interface Json {
  readonly header: { readonly members: unknown[] };
  readonly rounds: readonly {
    readonly learners: readonly {
      readonly learner: { readonly weights: number[]; readonly rounds: { round: number }[] };
    }[];
  }[];
}

describe("weights with rows that count differently", () => {
  const [a, b] = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(2, 1, 4, 3, 6)];
  const twice = <T extends Float64Array>(column: T) => Float64Array.of(...column, ...column.slice(3));
  const rowWeights = Float32Array.of(1, 1, 1, 2, 2);

  it("are those of rows that stand there so often", () => {
    const target = Float64Array.of(1, 2, 2, 4, 6);
    const [weighted, repeated] = [
      squaredErrorWeights([a, b], target, { rowWeights }),
      squaredErrorWeights([twice(a), twice(b)], twice(target)),
    ];
    for (const [k, weight] of weighted.entries()) expect(weight).toBeCloseTo(repeated[k]!, 12);
    const shares = [a, b].map((column) => column.map((value) => value / 10));
    const mixture = logLossWeights(shares, { rowWeights });
    const often = logLossWeights(shares.map(twice));
    for (const [k, weight] of often.entries()) expect(mixture[k]).toBeCloseTo(weight, 9);
  });
});
