import type { Backend } from "../../../compute/backend.ts";
import { createRandomSource } from "../../../core/random.ts";
import type { Family } from "../../distributions/distribution.ts";
import { distributionById, loadDistribution } from "../../distributions/index.ts";
import { type RowScores, rowScores } from "../../distributions/row-scores.ts";
import { checkTargets } from "../../distributions/support.ts";
import { type InputLayer, makeInputColumns } from "../../learners/net/input-layer.ts";
import { binnedColumns } from "../../learners/tree/shared-bins.ts";
import type { ModelOutputs } from "../../outputs.ts";
import type { Engine, TrainingJob } from "../engine.ts";
import { createNgboostTraining, type TreeGrower } from "./ngboost-training.ts";
import { learnerOf, type NgboostValues, ngboostValues } from "./ngboost-values.ts";
import { parameterRows, replay } from "./parameter-steps.ts";

/** Natural gradient boosting of a whole distribution a row (Duan et al. 2020). Raw scores are its parameters, float64. */
export const ngboostEngine: Engine = {
  async open(job, backend, host) {
    await backend.checkRoom({ rowCount: job.train.rowCount, featureCount: job.train.features.length });
    const { train } = job;
    const family = await familyOf(job);
    const rule = family.scores.find((score) => score.id === job.score)!;
    checkTargets(family, train.target);
    const values = ngboostValues(job.values);
    const baseScores = startOf(family, job, values);
    const began = host.now();
    const kinds = Array.from(baseScores, (_, output) => learnerOf(values, output));
    const inputs = kinds.includes("ridge") ? inputsOf(job) : undefined;
    const { grower, notes } = kinds.includes("tree")
      ? await openGrower(job, values, backend)
      : { grower: null, notes: [] };
    const scores = rowScores(rule, train.target, values.asOriginal);
    return createNgboostTraining({
      job,
      host,
      grower,
      kernel: await openKernel(job, values, backend, scores),
      ridgeLearners: inputs ? (await import("./ridge-learners.ts")).createRidgeLearners : null,
      rowScores: scores,
      values,
      random: createRandomSource(job.seed, "ngboost"),
      start: {
        outputs: outputsOf(family, job),
        baseScores,
        ...(inputs && { inputs }),
        binMs: host.now() - began,
        notes,
      },
    });
  },

  rawScores(header, rounds, data, prefix, { walk }) {
    const learningRate = header.values.learning_rate as number;
    return {
      rowCount: data.rowCount,
      outputCount: header.baseScores.length,
      values: replay(
        rounds.slice(0, prefix.rounds),
        parameterRows(data, header.inputs),
        header.baseScores,
        learningRate,
        walk,
      ),
    };
  },
};

/** How linear models see rows. */
function inputsOf({ train }: TrainingJob): InputLayer {
  return { columns: makeInputColumns(train.features, "standard"), clip: null, outputScale: 1 };
}

async function openGrower(job: TrainingJob, { tree }: NgboostValues, backend: Backend) {
  const { matrix, notes } = await binnedColumns(job.train, backend, {
    maxBin: tree.maxBin,
    placement: "midpoint",
    method: tree.cutMethod,
    seed: job.seed,
    ...(job.givenCuts && { given: job.givenCuts }),
  });
  const growth = await backend.openTreeGrowth(matrix);
  const grower: TreeGrower = { matrix, growth, openGrowth: async () => backend.openTreeGrowth(matrix) };
  return { grower, notes };
}

/** With fewer rows formulas in JavaScript are done before a kernel is fetched. */
const KERNEL_ROWS = 2000;

function openKernel(job: TrainingJob, values: NgboostValues, backend: Backend, { kernel }: RowScores) {
  const { rowCount, weights = null, target } = job.train;
  if (kernel === null || rowCount < KERNEL_ROWS || values.gradient !== "natural") return null;
  return backend.openScores({
    name: kernel,
    targets: target.values,
    weights,
    mostSearched: Math.min(rowCount, values.searchedRows),
  });
}

async function familyOf({ distribution, train }: TrainingJob): Promise<Family<never>> {
  const { classNames, outputCount } = train.target;
  if (classNames !== undefined) {
    const { categorical } = await import("../../distributions/categorical.ts");
    return categorical(classNames.length);
  }
  await loadDistribution(distribution!);
  if (outputCount === 1) return distributionById(distribution!);
  return (await import("../../distributions/all-distributions.ts")).jointFamily(distribution!, outputCount);
}

/** The original's start ignores weights and censoring. */
function startOf(family: Family<never>, { train }: TrainingJob, { asOriginal }: NgboostValues): Float64Array {
  if (!asOriginal) return family.fit(train.target, train.weights);
  const { upper: _, ...exact } = train.target;
  return family.originalFit?.(exact.values) ?? family.fit(exact, undefined);
}

function outputsOf(family: Family<never>, { task, train }: TrainingJob): ModelOutputs {
  const scoreCount = family.parameters.length;
  const { classNames, outputNames } = train.target;
  if (classNames === undefined) {
    const kind = outputNames === undefined ? "distribution" : "joint";
    return {
      kind,
      task,
      scoreCount,
      link: kind,
      distribution: family.id,
      ...(outputNames && { outputNames }),
    };
  }
  return {
    kind: "classes",
    task,
    scoreCount,
    link: classNames.length === 2 ? "logistic" : "baseline-softmax",
    classNames,
  };
}
