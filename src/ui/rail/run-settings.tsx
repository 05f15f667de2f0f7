import { memo, type ReactNode, Suspense, use } from "react";
import { families, familyEntry } from "../../boosting/distributions/index.ts";
import type { EngineMeta } from "../../boosting/engines/engine.ts";
import { engineById } from "../../boosting/engines/index.ts";
import { objectives } from "../../boosting/objectives/index.ts";
import type { Param, ParamHelp, ParamValues } from "../../core/params.ts";
import { runParams } from "../../experiment/resolve-run.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { setLoss, setParam } from "../../store/actions/edit-runs.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { railWords } from "../../words/rail.ts";
import { ParamField } from "../controls/param-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLab, useLabState } from "../lab-context.ts";

interface RunSettingsProps {
  readonly run: RunEntry;
  readonly all: boolean;
}

/** A run's entry changes with each round; its form does not. */
function isSameForm(before: RunSettingsProps, after: RunSettingsProps): boolean {
  return before.all === after.all && before.run.spec === after.run.spec && before.run.name === after.run.name;
}

/** The form of a run, drawn from the descriptions of its parameters. */
export const RunSettings = memo(function RunSettings({ run, all }: RunSettingsProps) {
  const lab = useLab();
  const task = useLabState((state) => state.setup.task);
  const { meta } = engineById(run.spec.engine);
  const params = runParams(run.spec, task);
  const values: ParamValues = {
    ...Object.fromEntries(params.map((param) => [param.id, param.default])),
    ...run.spec.values,
  };
  const main = meta.mainParams.flatMap((id) => params.filter((param) => param.id === id));
  const others = params.filter((param) => !main.includes(param) && (param.appliesWhen?.(values) ?? true));
  const field = (param: Param, described: boolean) => (
    <ParamField
      key={param.id}
      param={param}
      value={values[param.id]}
      of={run.name}
      described={described}
      slider={!described && param.id === "learning_rate"}
      onChange={(value) => setParam(lab, run.id, param.id, value)}
    />
  );
  return (
    <div className="fields">
      {main.map((param) => field(param, false))}
      <LossFields run={run} all={all} />
      {all && (
        <Suspense fallback={null}>
          <Described params={others} meta={meta} field={(param) => field(param, true)} />
        </Suspense>
      )}
    </div>
  );
}, isSameForm);

interface DescribedProps {
  readonly params: readonly Param[];
  readonly meta: EngineMeta;
  readonly field: (param: Param) => ReactNode;
}

/** Fields with their sentences, which come with them. */
function Described({ params, meta, field }: DescribedProps) {
  const help = use(helpOf(meta));
  return params.map((param) => field({ ...param, help: param.help ?? help[param.id] ?? "" }));
}

const helps = new Map<string, Promise<ParamHelp>>();

/** Where the sentences cannot be loaded the fields do without. */
function helpOf(meta: EngineMeta): Promise<ParamHelp> {
  const help = helps.get(meta.id) ?? meta.loadHelp().catch(() => ({}));
  helps.set(meta.id, help);
  return help;
}

/** What is minimised, where there is more than one choice for the task. */
function LossFields({ run, all }: { readonly run: RunEntry; readonly all: boolean }) {
  const lab = useLab();
  const task = useLabState((state) => state.setup.task);
  const { meta } = engineById(run.spec.engine);
  const change = (loss: Partial<Pick<RunSpec, "objective" | "distribution" | "score">>) =>
    setLoss(lab, run.id, loss);
  if (meta.fits === "objective") {
    const fitting = objectives.filter((entry) => entry.tasks.includes(task));
    if (fitting.length < 2) return null;
    return (
      <SelectField
        label={railWords.objective}
        of={run.name}
        options={fitting}
        value={run.spec.objective ?? fitting[0].id}
        onChange={(objective) => change({ objective })}
      />
    );
  }
  const fitting = families.filter((entry) => entry.tasks.includes(task));
  const distribution = run.spec.distribution ?? fitting[0]?.id;
  if (distribution === undefined) return null;
  const rules = familyEntry(distribution).scores;
  return (
    <>
      {fitting.length > 1 && (
        <SelectField
          label={railWords.distribution}
          of={run.name}
          options={fitting}
          value={distribution}
          onChange={(id) => change({ distribution: id, score: null })}
        />
      )}
      {all && rules.length > 1 && (
        <SelectField
          label={railWords.score}
          of={run.name}
          options={rules}
          value={run.spec.score ?? rules[0].id}
          onChange={(score) => change({ distribution, score })}
        />
      )}
    </>
  );
}
