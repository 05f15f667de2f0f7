import type { NetView } from "../../store/lab-state.ts";
import { netWords as words } from "../../words/net.ts";

interface NetChooserProps {
  readonly chosen: NetView;
  readonly onChoose: (view: NetView) => void;
  /** Opens the race of optimisers; null = these nets have no optimiser to choose. */
  readonly onRace: (() => void) | null;
}

/** The round's net, or the chain of all nets so far. */
export function NetChooser({ chosen, onChoose, onRace }: NetChooserProps) {
  return (
    <>
      <fieldset className="panel-segment panel-net-chooser">
        <legend className="panel-hidden">{words.choose}</legend>
        {(["net", "chain"] as const).map((view) => (
          <button key={view} type="button" aria-pressed={view === chosen} onClick={() => onChoose(view)}>
            {words.views[view]}
          </button>
        ))}
      </fieldset>
      {onRace !== null && (
        <button type="button" className="panel-race" title={words.raceHint} onClick={onRace}>
          {words.race}
        </button>
      )}
    </>
  );
}
