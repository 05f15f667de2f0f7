import { secondsText } from "../../store/comparison/verdict-text.ts";
import { forgetFailed, type TrainedQuestion } from "../../store/questions/question-work.ts";
import { questionWords } from "../../words/questions.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { useQuestions, useStopper } from "./use-question-work.ts";

const words = questionWords.training;

interface TrainingActsProps {
  readonly question: TrainedQuestion;
  /** Trainings that are still to be done. */
  readonly wanted: number;
  /** What they will take; null = nothing is known yet. */
  readonly milliseconds: number | null;
  readonly onTrain: (signal: AbortSignal) => Promise<void>;
  /** Why nothing can be trained, where that is so. */
  readonly hindrance?: string | null;
}

/** What the answer costs, the button that pays for it, and how far the work is. */
export function TrainingActs({
  question,
  wanted,
  milliseconds,
  onTrain,
  hindrance = null,
}: TrainingActsProps) {
  const work = useQuestions((state) => state.work);
  const problem = useQuestions((state) => state.problem);
  const isReady = useLabState(({ data }) => data.status === "ready");
  const { begin, stop } = useStopper();
  const isBusy = work !== null;
  const mayTrain = isReady && !isBusy && hindrance === null;
  const cost =
    wanted === 0
      ? words.done
      : milliseconds === null
        ? words.unknownCost(wanted)
        : words.cost(wanted, secondsText(milliseconds / 1000));
  const status = (() => {
    if (work !== null && work.question === question) return words.working(work.done, work.total, work.name);
    if (work !== null) return words.busy;
    if (problem !== null && problem.question === question) return `${problem.text} ${words.kept}`;
    if (!isReady) return words.notReady;
    return hindrance ?? cost;
  })();
  return (
    <div className="noise-acts">
      {work?.question === question ? (
        <button type="button" className="button" onClick={stop}>
          {words.stop}
        </button>
      ) : (
        wanted > 0 && (
          <button
            type="button"
            className="button"
            aria-disabled={!mayTrain}
            onClick={() => mayTrain && begin(onTrain)}
          >
            {words.train(wanted)}
          </button>
        )
      )}
      <span className="dim noise-cost" role="status">
        {status}
      </span>
    </div>
  );
}

export interface FailedTraining {
  /** What decides the training, as outcomes are known by; null = it would come out the same again. */
  readonly key: string | null;
  readonly name: string;
  readonly message: string;
}

/** Trainings that failed: they are told and left out, until they are wanted once more. */
export function FailedTrainings({ failed }: { readonly failed: readonly FailedTraining[] }) {
  const lab = useLab();
  const isBusy = useQuestions((state) => state.work !== null);
  if (failed.length === 0) return null;
  const again = failed.flatMap(({ key }) => key ?? []);
  return (
    <div>
      <ul className="question-rows">
        {failed.map(({ name, message }) => (
          <li key={`${name} ${message}`}>{words.failed(name, message)}</li>
        ))}
      </ul>
      {again.length > 0 && (
        <button type="button" className="button" disabled={isBusy} onClick={() => forgetFailed(lab, again)}>
          {words.wantAgain(again.length)}
        </button>
      )}
    </div>
  );
}
