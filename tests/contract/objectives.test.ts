import { beforeAll, describe, expect, it } from "vitest";
import { loadClassLosses } from "../../src/boosting/class-losses/index.ts";
import { metricById } from "../../src/boosting/metrics/index.ts";
import { objectiveById, objectives } from "../../src/boosting/objectives/index.ts";
import type { Objective, ObjectiveInput } from "../../src/boosting/objectives/objective.ts";
import { loadRanking } from "../../src/boosting/ranking/index.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import type { Task } from "../../src/core/task.ts";

await loadClassLosses();

const random = createRandomSource(3, "objectives");
const rowCount = 60;

const classCounts: { readonly [task in Task]?: number } = {
  regression: 0,
  binary: 2,
  multiclass: 4,
  multioutput: 0,
  ranking: 0,
};
const targetCounts: { readonly [task in Task]?: number } = { multioutput: 3 };

beforeAll(loadRanking);

function targetOf(task: Task): Float64Array {
  if (task === "ranking")
    return Float64Array.from({ length: rowCount }, (_, row) => Math.floor(5 * random.uniform(row, 0)));
  const classCount = classCounts[task]!;
  const length = rowCount * (targetCounts[task] ?? 1);
  return Float64Array.from({ length }, (_, row) =>
    classCount === 0
      ? Math.fround(5 * random.uniform(row, 0) - 2)
      : row < classCount
        ? row
        : Math.floor(classCount * random.uniform(row, 0)),
  );
}

function inputOf(objective: Objective, task: Task, weighted: boolean): ObjectiveInput {
  const outputCount = targetCounts[task] ?? 1;
  return {
    target: { outputCount, values: targetOf(task) },
    ...(weighted && { weights: Float32Array.from({ length: rowCount }, (_, row) => 0.5 + (row % 5)) }),
    ...(task === "ranking" && {
      groups: Uint32Array.from({ length: rowCount }, (_, row) => Math.floor(row / 12)),
    }),
    scoreCount: objective.scoreCount(classCounts[task]!, outputCount),
    values: resolveValues(objective.params, {}, "values"),
  };
}

const BAD_LABELS: { readonly [task in Task]?: readonly number[] } = {
  regression: [Number.NaN, Number.POSITIVE_INFINITY],
  ranking: [Number.NaN, Number.POSITIVE_INFINITY, -1],
  binary: [Number.NaN, -1, 7],
  multiclass: [Number.NaN, -1, 7],
};

const cases = objectives.flatMap((objective) =>
  objective.tasks.flatMap((task) =>
    [false, true].map((weighted) => ({
      name: `${objective.id}, ${task}${weighted ? ", weighted" : ""}`,
      objective,
      task,
      weighted,
    })),
  ),
);

function bindCase({ objective, task, weighted }: (typeof cases)[number]) {
  const input = inputOf(objective, task, weighted);
  const bound = objective.bind(input);
  const { scoreCount } = input;
  const scores = Float64Array.from({ length: rowCount * scoreCount }, (_, i) =>
    Math.fround(4 * random.uniform(i, 1) - 2),
  );
  const weightSum = input.weights === undefined ? rowCount : input.weights.reduce((sum, w) => sum + w, 0);
  /** Weighted sum, whose derivatives the gradients are. */
  const loss = (at: Float64Array) => bound.loss!(at) * weightSum;
  return { bound, scoreCount, scores, loss };
}

function moved(scores: Float64Array, at: number, by: number): Float64Array {
  const result = scores.slice();
  result[at]! += by;
  return result;
}

function pairsOf({ bound, scoreCount, scores }: ReturnType<typeof bindCase>) {
  const length = rowCount * scoreCount;
  const pairs = {
    rowCount,
    outputCount: scoreCount,
    gradient: new Float32Array(length),
    hessian: new Float32Array(length),
  };
  bound.gradients(scores, { round: 1 }, pairs);
  return pairs;
}

describe.each(cases)("objective $name", (entry) => {
  const { objective } = entry;

  it("has the gradient of its loss", () => {
    const setup = bindCase(entry);
    if (setup.bound.loss === null) return;
    const { gradient } = pairsOf(setup);
    for (let row = 0; row < rowCount; row++) {
      for (let k = 0; k < setup.scoreCount; k++) {
        const at = row * setup.scoreCount + k;
        const above = setup.loss(moved(setup.scores, at, 1e-4));
        const below = setup.loss(moved(setup.scores, at, -1e-4));
        const slope = (above - below) / 2e-4;
        const limit = 1e-5 * Math.max(1, Math.abs(slope));
        expect(Math.abs(gradient[k * rowCount + row]! - slope), `row ${row}, ${k}`).toBeLessThan(limit);
      }
    }
  });

  it("has the hessian that it says it has", () => {
    const setup = bindCase(entry);
    if (setup.bound.loss === null || objective.hessian === "other") return;
    const { hessian } = pairsOf(setup);
    const middle = setup.loss(setup.scores);
    for (let row = 0; row < rowCount; row++) {
      for (let k = 0; k < setup.scoreCount; k++) {
        const at = row * setup.scoreCount + k;
        const above = setup.loss(moved(setup.scores, at, 1e-3));
        const below = setup.loss(moved(setup.scores, at, -1e-3));
        const bend = (above - 2 * middle + below) / 1e-6;
        const ours = hessian[k * rowCount + row]!;
        if (objective.hessian === "upper-bound") expect(ours).toBeGreaterThan(bend - 1e-4);
        else expect(Math.abs(ours - bend), `row ${row}, ${k}`).toBeLessThan(1e-4 * Math.max(1, bend));
        if (objective.constantHessian && !entry.weighted) expect(ours).toBe(hessian[0]);
      }
    }
  });

  it("starts from the constant with the least loss", () => {
    const { bound, scoreCount } = bindCase(entry);
    if (bound.loss === null) return;
    const start = bound.initialScores();
    expect(start.length).toBe(scoreCount);
    const constant = (values: Float64Array) =>
      bound.loss!(Float64Array.from({ length: rowCount * scoreCount }, (_, i) => values[i % scoreCount]!));
    start.forEach((_, k) => {
      const least = constant(start);
      for (const by of [1e-3, -1e-3, 0.5, -0.5]) {
        const other = constant(moved(start, k, by));
        // lists do not see what is added to all of their scores
        if (entry.task === "ranking" && objective.tasks[0] === "ranking")
          expect(other).toBeCloseTo(least, 12);
        else expect(other, `output ${k} moved by ${by}`).toBeGreaterThan(least);
      }
    });
  });

  it("weighs a row of weight w as w rows", () => {
    const input = { ...inputOf(objective, entry.task, false) };
    const doubled = { ...input, weights: new Float32Array(rowCount).fill(2) };
    const { scores, scoreCount } = bindCase(entry);
    const plain = pairsOf({ ...bindCase(entry), bound: objective.bind(input), scores, scoreCount });
    const twice = pairsOf({ ...bindCase(entry), bound: objective.bind(doubled), scores, scoreCount });
    expect(Array.from(twice.gradient)).toEqual(Array.from(plain.gradient, (value) => 2 * value));
    expect(Array.from(twice.hessian)).toEqual(Array.from(plain.hessian, (value) => 2 * value));
  });

  it("refuses labels outside of its domain", () => {
    const bad =
      BAD_LABELS[
        entry.objective.tasks[0] === "ranking"
          ? "ranking"
          : classCounts[entry.task] === 0
            ? "regression"
            : entry.task
      ]!;
    for (const label of bad) {
      const input = inputOf(objective, entry.task, entry.weighted);
      input.target.values[rowCount - 1] = label;
      expect(() => objective.bind(input), `label ${label}`).toThrow(
        expect.objectContaining({ code: "data.target-invalid" }),
      );
    }
  });
});

describe("the list of objectives", () => {
  it("has an objective for each task, whose default metric exists", () => {
    for (const task of Object.keys(classCounts) as Task[]) {
      expect(objectives.some((objective) => objective.tasks.includes(task))).toBe(true);
    }
    for (const objective of objectives) {
      expect(metricById(objective.defaultMetric).id).toBe(objective.defaultMetric);
      expect(objectiveById(objective.id)).toBe(objective);
    }
  });

  it("names the known ones when asked for another", () => {
    expect(() => objectiveById("reg:cubederror")).toThrow(
      expect.objectContaining({
        code: "spec.unknown-id",
        message: expect.stringContaining("reg:squarederror"),
      }),
    );
  });
});
