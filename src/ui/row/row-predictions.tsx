import { valueAt } from "../../figures/biography-figure.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { Glyph } from "../glyph.tsx";
import { useLabState } from "../lab-context.ts";
import type { RowStory, ToldRun } from "./row-story.ts";
import { actualText, saidValue, spreadText, targetText } from "./row-text.ts";

/** What every run says of the row at the shown round, and what it is. */
export function RowPredictions({ story }: { readonly story: RowStory }) {
  const round = useLabState(roundOnScreen);
  if (story.told.length === 0) return null;
  return (
    <section className="card row-card row-said" aria-labelledby="row-said-title">
      <h3 id="row-said-title">{words.predictionAt(round)}</h3>
      {story.isClasses && <p className="small dim">{targetText(story)}</p>}
      <dl className="row-cells">
        {story.told.map((told) => (
          <Said key={told.run.id} story={story} told={told} round={round} />
        ))}
        <div className="row-cell row-actual">
          <dt>{words.actual}</dt>
          <dd>{actualText(story)}</dd>
        </div>
      </dl>
    </section>
  );
}

interface SaidProps {
  readonly story: RowStory;
  readonly told: ToldRun;
  readonly round: number;
}

function Said({ story, told, round }: SaidProps) {
  const spread = spreadText(told, round, story.digits);
  return (
    <div className="row-cell">
      <dt title={told.run.name}>
        <Glyph hue={told.hue} hollow={told.hollow} />
        <span>{told.run.name}</span>
      </dt>
      <dd>
        {saidValue(story, valueAt(told.biography.prediction, round))}
        {spread !== null && <span className="dim"> {spread}</span>}
      </dd>
    </div>
  );
}
