import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";
import { playOrPause, showBestRound, showRound, stepRounds } from "../../store/actions/drive-clock.ts";
import { newestRound, plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { clockWords as words } from "../../words/clock.ts";
import { Icon, type IconName } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { isMoving } from "./transport.tsx";

/** The clock in one line, while its card is scrolled away: above on wide screens, within thumb reach on phones. */
export function ClockBar({ card }: { readonly card: RefObject<HTMLElement | null> }) {
  const away = useIsAway(card);
  const onPhone = useIsPhone();
  return away || onPhone ? <ShownBar /> : null;
}

function ShownBar() {
  const lab = useLab();
  const moving = useLabState(isMoving);
  const round = useLabState(roundOnScreen);
  const newest = useLabState((state) => newestRound(state.runs));
  const planned = useLabState((state) => plannedRounds(state.runs));
  if (newest === 0) return null;
  const step = (name: IconName, label: string, act: () => void) => (
    <button type="button" className="button quiet phone-only" aria-label={label} onClick={act}>
      <Icon name={name} />
    </button>
  );
  return (
    <section className="clock-bar" aria-label={words.shortCard}>
      <p>
        <b>{round}</b> {words.of(`${planned}`)}
      </p>
      <div className="clock-bar-steps">
        {step("previous", words.back, () => stepRounds(lab, -1))}
        <button type="button" className="button primary" onClick={() => playOrPause(lab)}>
          <Icon name={moving ? "pause" : "play"} />
          {moving ? words.pause : words.play}
        </button>
        {step("next", words.forward, () => stepRounds(lab, 1))}
        {step("best", words.best, () => showBestRound(lab))}
      </div>
      <input
        type="range"
        className="slider"
        aria-label={words.shortSlider}
        min={0}
        max={newest}
        value={Math.min(round, newest)}
        style={{ "--filled": `${(round / newest) * 100}%` } as React.CSSProperties}
        onChange={(event) => showRound(lab, Number(event.target.value))}
      />
    </section>
  );
}

const PHONE = "(max-width: 720px)";

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(PHONE).matches,
    () => false,
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
