import type { CalibratedModel } from "../analysis/conformal/conformal-regions.ts";
import { loadDistribution } from "../boosting/distributions/index.ts";
import { LabError } from "../core/errors.ts";
import { engineOf, readyFor } from "../experiment/score-table.ts";
import type { DistributionQuestions } from "../interchange/csv-column.ts";
import { modelFromJson } from "../interchange/model-json.ts";
import { chooseBackend } from "./choose-backend.ts";
import { boundText } from "./conformal-text.ts";
import { readTableFile, readTextFile, requireApart } from "./files.ts";
import { readChoicesFromFlags, readingFlags } from "./read-choices.ts";
import { type Flags, readFlags } from "./read-flags.ts";
import { usageError } from "./usage-error.ts";
import { isBounded, writePredictions } from "./write-predictions.ts";

const predictFlags = {
  ...readingFlags,
  model: { type: "string" },
  data: { type: "string" },
  rounds: { type: "string" },
  raw: { type: "boolean" },
  quantiles: { type: "string" },
  above: { type: "string" },
  samples: { type: "string" },
  out: { type: "string" },
} as const;

/** `lab predict`: every row of a file by a saved model. Returns what goes to standard output. */
export async function predictCommand(args: readonly string[]): Promise<string> {
  const flags = readFlags(args, predictFlags);
  const [modelFile, dataFile, out] = [flags.required("model"), flags.required("data"), flags.required("out")];
  requireApart({ "--model": modelFile, "--data": dataFile }, { "--out": out });
  const given = flags.whole("rounds", 0);
  const model = modelFromJson(await readTextFile(modelFile));
  await loadDistribution(model.header.outputs.distribution);
  const rounds = given ?? model.keptRounds;
  if (rounds > model.rounds.length) {
    throw new LabError(
      "spec.out-of-range",
      `The model has ${model.rounds.length} rounds, so it cannot predict with ${rounds}.`,
      { path: "rounds", value: rounds, min: 0, max: model.rounds.length, fix: model.rounds.length },
    );
  }
  const questions = questionsFrom(flags, model);
  const engine = await engineOf(model);
  const { table, report } = await readTableFile(dataFile, { choices: readChoicesFromFlags(flags) });
  const { backend } = await chooseBackend("auto", null);
  await readyFor(model, backend);
  const count = await writePredictions({
    engine,
    backend,
    model,
    rounds,
    table,
    rows: null,
    raw: flags.has("raw"),
    questions,
    file: out,
  });
  backend.dispose();
  return [
    `${count} rows predicted with ${rounds} rounds, written to ${out}${ofBound(model, rounds)}`,
    ...report.notes.map((note) => `note: ${note}`),
  ].join("\n");
}

const MOST_SAMPLES = 1000;

/** What is asked of distributions; of other predictions it can not be. */
function questionsFrom(flags: Flags, { header }: CalibratedModel): DistributionQuestions {
  const asked = (["quantiles", "above", "samples"] as const).filter((name) => flags.has(name));
  const { kind } = header.outputs;
  if (asked.length > 0 && kind !== "distribution" && kind !== "joint") {
    throw usageError(`--${asked[0]} asks for a distribution; this model predicts none. Leave it out.`);
  }
  function numbers(name: "quantiles" | "above", allows: (value: number) => boolean, what: string): number[] {
    const given = (flags.text(name)?.split(",") ?? []).map((text) => {
      const value = Number(text);
      if (text.trim() === "" || !allows(value))
        throw usageError(`--${name} takes ${what}; "${text}" is none.`);
      return value;
    });
    // A number given twice would be two columns of one name.
    return [...new Set(given)];
  }
  return {
    quantiles: numbers("quantiles", (value) => value > 0 && value < 1, "probabilities between 0 and 1"),
    above: numbers("above", Number.isFinite, "numbers"),
    samples: flags.whole("samples", 0, MOST_SAMPLES) ?? 0,
  };
}

/** What a calibrated model's file says of its predictions. */
function ofBound(model: CalibratedModel, rounds: number): string {
  if (model.conformal === undefined) return "";
  const regions = boundText(model.conformal);
  if (isBounded({ model, rounds })) return `, with ${regions}`;
  return `, without ${regions}: they hold for the ${model.keptRounds} rounds kept in training`;
}
