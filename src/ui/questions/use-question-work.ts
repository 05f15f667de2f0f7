import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { type QuestionState, questionsOf } from "../../store/questions/question-work.ts";
import { useLab } from "../lab-context.ts";

/** A part of what is known of trained questions; the component draws again when that part changes. */
export function useQuestions<T>(select: (state: QuestionState) => T): T {
  return useStore(questionsOf(useLab()), select);
}

/** Begins trainings and ends them by the button, or when their panel is left. */
export function useStopper(): {
  readonly begin: (work: (signal: AbortSignal) => Promise<void>) => void;
  readonly stop: () => void;
} {
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    begin(work) {
      controller.current = new AbortController();
      void work(controller.current.signal);
    },
    stop: () => controller.current?.abort(),
  };
}
