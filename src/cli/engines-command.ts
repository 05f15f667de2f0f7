import { families } from "../boosting/distributions/index.ts";
import type { EngineMeta } from "../boosting/engines/engine.ts";
import { engines } from "../boosting/engines/index.ts";
import { metrics } from "../boosting/metrics/index.ts";
import { objectives } from "../boosting/objectives/index.ts";
import type { Param } from "../core/params.ts";
import { sources } from "../data/sources/index.ts";
import { readFlags } from "./read-flags.ts";

/** `lab engines`: everything that `train` can be told to use, from the same lists as the page. */
export async function enginesCommand(args: readonly string[]): Promise<string> {
  const flags = readFlags(args, { json: { type: "boolean" } });
  const told = await Promise.all(engines.map(described));
  return flags.has("json") ? JSON.stringify(listing(told)) : summary(told);
}

/** An engine with the sentences of its parameters. */
async function described(engine: EngineMeta): Promise<EngineMeta> {
  const help = await engine.loadHelp();
  return { ...engine, params: engine.params.map((param) => ({ ...param, help: help[param.id]! })) };
}

function listing(told: readonly EngineMeta[]) {
  return {
    engines: told.map(({ id, label, kind, tasks, fits, learner, params, aliases, capabilities }) => ({
      id,
      label,
      kind,
      tasks,
      fits,
      learner,
      aliases,
      capabilities,
      params: params.map(paramAsData),
    })),
    objectives: objectives.map(({ id, label, tasks, defaultMetric, params }) => ({
      id,
      label,
      tasks,
      defaultMetric,
      params: params.map(paramAsData),
    })),
    distributions: families.map(({ id, label, tasks, defaultMetric, scores }) => ({
      id,
      label,
      tasks,
      defaultMetric,
      scores: scores.map((score) => score.id),
    })),
    metrics: metrics.map(({ id, label, direction, needs }) => ({ id, label, direction, needs })),
    sources: sources.map(({ id, label, params }) => ({ id, label, params: params.map(paramAsData) })),
  };
}

/** Without its function: when a parameter applies depends on the other values; and without what is ours alone. */
function paramAsData({ appliesWhen, isLater: _, ...param }: Param) {
  return { ...param, applies: appliesWhen === undefined ? "always" : "sometimes" };
}

function summary(told: readonly EngineMeta[]): string {
  const lines = told.flatMap((engine) => [
    `${engine.id}: ${engine.label}, ${engine.kind}; ${engine.tasks.join(", ")}`,
    ...Object.keys(engine.aliases).map((alias) => `${alias}: ${engine.id} with other defaults`),
    ...engine.params.map(
      (param) => `  --set ${param.id}=${param.default ?? "(from the data)"}  ${param.help}`,
    ),
  ]);
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(", ");
  return [
    ...lines,
    `objectives: ${ids(objectives)}`,
    `distributions: ${ids(families)}`,
    `metrics: ${ids(metrics)}`,
  ].join("\n");
}
