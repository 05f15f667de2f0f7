import { type RefObject, useEffect, useState } from "react";
import { playOrPause, showRound } from "../../store/actions/drive-clock.ts";
import { newestRound, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { clockWords } from "../../words/clock.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { isMoving } from "./transport.tsx";

/** The clock in one line, while its card is scrolled away: above on wide screens, within thumb reach on phones. */
export function ClockBar({ card }: { readonly card: RefObject<HTMLElement | null> }) {
  const lab = useLab();
  const away = useIsAway(card);
  const moving = useLabState(isMoving);
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const planned = useLabState((state) => plannedRounds(state.runs));
  if (!away || newest === 0) return null;
  return (
    <section className="clock-bar" aria-label={clockWords.shortCard}>
      <button type="button" className="button primary" onClick={() => playOrPause(lab)}>
        <Icon name={moving ? "pause" : "play"} />
        {moving ? clockWords.pause : clockWords.play}
      </button>
      <p>
        <b>{round}</b> {clockWords.of(`${planned}`)}
      </p>
      <input
        type="range"
        className="slider"
        aria-label={clockWords.shortSlider}
        min={0}
        max={newest}
        value={Math.min(round, newest)}
        style={{ "--filled": `${(round / newest) * 100}%` } as React.CSSProperties}
        onChange={(event) => showRound(lab, Number(event.target.value))}
      />
    </section>
  );
}

function useIsAway(card: RefObject<HTMLElement | null>): boolean {
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (card.current === null) return undefined;
    const observer = new IntersectionObserver(([entry]) => setAway(!entry.isIntersecting), {
      threshold: 0.25,
    });
    observer.observe(card.current);
    return () => observer.disconnect();
  }, [card]);
  return away;
}
