import { playOrPause, showBestRound, showRound, stepRounds } from "../../store/actions/drive-clock.ts";
import { newestRound } from "../../store/experiment-of.ts";
import type { LabState } from "../../store/lab-state.ts";
import { clockWords } from "../../words/clock.ts";
import { Icon, type IconName } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";

/** The clock moves by itself, by replay or along with training. */
export function isMoving({ clock, runs }: LabState): boolean {
  return clock.playing || (clock.following && clock.position < newestRound(runs));
}

/** Moves the clock. Training is another thing: it has its own Stop. */
export function Transport() {
  const lab = useLab();
  const moving = useLabState(isMoving);
  const empty = useLabState((state) => newestRound(state.runs) === 0);
  const step = (name: IconName, label: string, act: () => void) => (
    <button
      type="button"
      className="button transport-step"
      aria-label={label}
      title={label}
      disabled={empty}
      onClick={act}
    >
      <Icon name={name} />
    </button>
  );
  return (
    <fieldset className="transport" aria-label={clockWords.replay}>
      {step("first", clockWords.first, () => showRound(lab, 0))}
      {step("previous", clockWords.back, () => stepRounds(lab, -1))}
      <button
        type="button"
        className="button primary transport-play"
        aria-keyshortcuts="Space"
        disabled={empty}
        onClick={() => playOrPause(lab)}
      >
        <Icon name={moving ? "pause" : "play"} />
        {moving ? clockWords.pause : clockWords.play}
      </button>
      {step("next", clockWords.forward, () => stepRounds(lab, 1))}
      {step("best", clockWords.best, () => showBestRound(lab))}
    </fieldset>
  );
}
