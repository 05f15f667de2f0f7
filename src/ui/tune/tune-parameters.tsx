import type { Dimension } from "../../analysis/tuning/search-space.ts";
import { searchedText } from "../../figures/search-axis.ts";
import { wish } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { useLab } from "../lab-context.ts";

interface TuneParametersProps {
  readonly offered: readonly Dimension[];
  readonly space: readonly Dimension[];
  readonly isDisabled: boolean;
}

/** Which parameters a search moves, and between which values. */
export function TuneParameters({ offered, space, isDisabled }: TuneParametersProps) {
  const lab = useLab();
  const chosen = space.map(({ id }) => id);
  return (
    <details className="tune-parameters">
      <summary>{words.parameters(space.length, offered.length)}</summary>
      <ul>
        {offered.map((dimension) => (
          <li key={dimension.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(dimension.id)}
                disabled={isDisabled}
                onChange={(event) =>
                  wish(lab, {
                    chosen: event.target.checked
                      ? [...chosen, dimension.id]
                      : chosen.filter((id) => id !== dimension.id),
                  })
                }
              />{" "}
              {dimension.label} <span className="dim small">{rangeText(dimension)}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}

function rangeText(dimension: Dimension): string {
  const { kind, low, high, isLog, options } = dimension;
  if (kind === "options") return options.map((option) => searchedText(dimension, option)).join(" / ");
  const range = words.range(searchedText(dimension, low), searchedText(dimension, high));
  return isLog ? `${range}, ${words.byPowers}` : range;
}
