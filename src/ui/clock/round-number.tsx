import { plannedRounds, roundOnScreen } from "../../store/experiment-of.ts";
import { useLabState } from "../lab-context.ts";

export function RoundNumber() {
  const round = useLabState(roundOnScreen);
  const planned = useLabState((state) => plannedRounds(state.runs));
  return (
    <p className="round-number" data-round={round}>
      <b>{round}</b>
      <span>of {planned} rounds</span>
    </p>
  );
}
