import { useEffect, useMemo, useRef } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { bestTrials } from "../../store/tuning/trial-order.ts";
import { tuningOf } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { reasonText } from "./trial-text.ts";
import { TrialsTable } from "./trials-table.tsx";
import { TuneActs } from "./tune-acts.tsx";
import { TuneParallel } from "./tune-parallel.tsx";
import { TuneSlices } from "./tune-slices.tsx";
import { TuneStack } from "./tune-stack.tsx";
import { useTuning } from "./use-tuning.ts";
import "./tune.css";

/** A search for better settings of one run: every trial is a run, and all that decides the search is said. */
export function TunePanel() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const session = useTuning((state) => state.session);
  const trials = useTuning((state) => state.trials);
  const marked = useTuning((state) => state.marked);
  const isBusy = useTuning((state) => state.work !== null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  // Once more when the card has grown by its pictures: all of them come into sight.
  const hasTrials = trials.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when there are pictures
  useEffect(() => bringToTop(heading.current?.closest("section")), [hasTrials]);
  const order = useMemo(
    () => (session === null ? [] : bestTrials(trials, session.metric)),
    [trials, session],
  );
  const best = order[0] ?? null;
  // The newest trial while the search goes on; of halving the one that was left at its end.
  const newest = trials.findLast(({ value }) => !Number.isNaN(value));
  const told = session?.method === "halving" && !isBusy ? best : newest;
  const spoken = trials.find(({ number }) => number === marked) ?? told ?? null;
  const hue = session === null ? "other" : engineById(session.spec.engine).meta.hue;
  return (
    <section className={`card compare-card tune hue-${hue}`} aria-label={words.title}>
      <header className="compare-title tune-head">
        <h3 ref={heading} tabIndex={-1}>
          {words.title}
        </h3>
        {session !== null && (
          <span className="dim tune-about">
            <Glyph hue={hue} hollow={false} size={10} />{" "}
            {words.about(session.runName, metricEntry(session.metric).label)}
          </span>
        )}
        <span className="grows" />
        <button
          type="button"
          className="button quiet square"
          aria-label={words.close}
          onClick={() => tuningOf(lab).setState({ isOpen: false })}
        >
          <Icon name="close" />
        </button>
      </header>
      <TuneActs />
      {session !== null && hasTrials && (
        <>
          {session.setup !== setup && <p className="tune-stale">{words.stale}</p>}
          <TuneParallel session={session} trials={trials} order={order} />
          <p className="tune-reason">{spoken === null ? "" : reasonText(session, spoken)}</p>
          <TuneSlices session={session} trials={trials} best={best} />
          <TrialsTable session={session} trials={trials} best={best} />
          <TuneStack finished={order.length} />
        </>
      )}
    </section>
  );
}

const ROOM_ABOVE = 8;

/** Scrolls the screen alone: the browser's own way would push the top bar out as well. */
function bringToTop(card: HTMLElement | null | undefined): void {
  const screen = card?.closest("main");
  if (card == null || screen == null) return;
  const above = card.getBoundingClientRect().top - screen.getBoundingClientRect().top;
  screen.scrollBy({ top: above - ROOM_ABOVE, behavior: "instant" });
}
