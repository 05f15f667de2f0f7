import type { Dimension } from "../../analysis/tuning/search-space.ts";
import { searchedText } from "../../figures/search-axis.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { chooseSearched, searchAsUsual } from "../../store/tuning/set-search.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { useLab } from "../lab-context.ts";
import { RangeFields } from "./range-fields.tsx";

interface TuneParametersProps {
  readonly run: RunEntry;
  readonly offered: readonly Dimension[];
  readonly space: readonly Dimension[];
  readonly isDisabled: boolean;
}

/** Which parameters a search moves, and between which values. */
export function TuneParameters({ run, offered, space, isDisabled }: TuneParametersProps) {
  const lab = useLab();
  const chosen = space.map(({ id }) => id);
  return (
    <details className="tune-parameters">
      <summary>{words.parameters(space.length, offered.length)}</summary>
      <ul>
        {offered.map((dimension) => {
          const isChosen = chosen.includes(dimension.id);
          return (
            <li key={dimension.id}>
              <label>
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isDisabled}
                  onChange={(event) =>
                    chooseSearched(
                      lab,
                      run,
                      event.target.checked
                        ? [...chosen, dimension.id]
                        : chosen.filter((id) => id !== dimension.id),
                    )
                  }
                />{" "}
                {dimension.label}
              </label>{" "}
              {isChosen && dimension.kind !== "options" ? (
                <RangeFields
                  // What was typed for another range is gone with it.
                  key={`${run.id} ${dimension.low} ${dimension.high}`}
                  run={run}
                  dimension={dimension}
                  isDisabled={isDisabled}
                />
              ) : (
                <span className="dim small">{rangeText(dimension)}</span>
              )}
            </li>
          );
        })}
      </ul>
      {run.search !== undefined && (
        <button
          type="button"
          className="button low"
          disabled={isDisabled}
          onClick={() => searchAsUsual(lab, run)}
        >
          {words.usualAgain}
        </button>
      )}
    </details>
  );
}

function rangeText(dimension: Dimension): string {
  const { kind, low, high, isLog, options } = dimension;
  if (kind === "options") return options.map((option) => searchedText(dimension, option)).join(" / ");
  const range = words.range(searchedText(dimension, low), searchedText(dimension, high));
  return isLog ? `${range}, ${words.byPowers}` : range;
}
