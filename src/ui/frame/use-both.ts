import { type RefObject, useCallback } from "react";

/** One element for a measure, which may hand back what ends it, and for a reference. */
export function useBoth(
  measure: (element: HTMLElement | null) => (() => void) | undefined,
  reference: RefObject<HTMLElement | null>,
): (element: HTMLElement | null) => (() => void) | undefined {
  return useCallback(
    (element: HTMLElement | null) => {
      reference.current = element;
      return measure(element);
    },
    [measure, reference],
  );
}
