import { lazy, Suspense, useState } from "react";
import type { Task } from "../../core/task.ts";
import { questionWords as words } from "../../words/questions.ts";
import { useLabState } from "../lab-context.ts";
import "../questions/questions.css";

const panels = {
  overfit: lazy(async () => ({ default: (await import("../questions/overfit-panel.tsx")).OverfitPanel })),
  slices: lazy(async () => ({ default: (await import("../questions/slices-panel.tsx")).SlicesPanel })),
  threshold: lazy(async () => ({
    default: (await import("../questions/threshold-panel.tsx")).ThresholdPanel,
  })),
  rates: lazy(async () => ({ default: (await import("../questions/rate-map-panel.tsx")).RateMapPanel })),
  learning: lazy(async () => ({ default: (await import("../questions/learning-panel.tsx")).LearningPanel })),
  refits: lazy(async () => ({ default: (await import("../questions/refits-panel.tsx")).RefitsPanel })),
  dataSets: lazy(async () => ({ default: (await import("../questions/data-sets-panel.tsx")).DataSetsPanel })),
} as const;

type Question = keyof typeof panels;

/** A document alone has no loss, and a row with several targets has several. */
const OTHER_TASKS: readonly Task[] = ["ranking", "multioutput"];

/** They look at the loss of single rows, or ask for several built-in tables of the task. */
const OF_SINGLE_ROWS: readonly Question[] = ["overfit", "slices", "refits", "dataSets"];

/** One question at a time, answered from what is recorded or by a few more trainings. */
export function Questions() {
  const [asked, setAsked] = useState<Question | null>(null);
  const task = useLabState(({ setup }) => setup.task);
  const questions = (Object.keys(panels) as Question[]).filter(
    (id) =>
      (id !== "threshold" || task === "binary") &&
      (!OTHER_TASKS.includes(task) || !OF_SINGLE_ROWS.includes(id)),
  );
  const Panel = asked === null || !questions.includes(asked) ? null : panels[asked];
  return (
    <section className="card compare-card questions" aria-label={words.title}>
      <header className="compare-title">
        <h3>{words.title}</h3>
        {questions.map((id) => (
          <button
            key={id}
            type="button"
            className="button low"
            aria-pressed={asked === id}
            onClick={() => setAsked(asked === id ? null : id)}
          >
            {words.questions[id]}
          </button>
        ))}
      </header>
      {Panel !== null && (
        <Suspense fallback={null}>
          <Panel />
        </Suspense>
      )}
    </section>
  );
}
