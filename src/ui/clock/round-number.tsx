import { plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { clockWords } from "../../words/clock.ts";
import { useLabState } from "../lab-context.ts";

export function RoundNumber() {
  const round = useLabState(roundOnScreen);
  const planned = useLabState((state) => plannedRounds(state.runs));
  return (
    <p className="round-number" data-round={round}>
      <span className="round-text">
        <b>{round}</b>
        <span>{clockWords.ofRounds(`${planned}`)}</span>
      </span>
    </p>
  );
}
