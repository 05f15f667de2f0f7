import { useState } from "react";
import { shownRows } from "../../figures/followed-rows.ts";
import { countText, plainText } from "../../figures/number-text.ts";
import { atTarget } from "../../figures/one-target.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import {
  askedRows,
  type Telling,
  type TellingRun,
  tellingKinds,
  tellingRows,
} from "../../figures/telling-rows.ts";
import { updateView } from "../../store/actions/update.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import { rowWords as words } from "../../words/row.ts";
import { viewWords } from "../../words/views.ts";
import { useLab, useLabState } from "../lab-context.ts";
import type { RowStory } from "./row-story.ts";

/** Every shown run with rounds, at the shown round or the last before it. */
function tellingRuns(lab: Lab): TellingRun[] {
  const state = lab.store.getState();
  return state.runs.flatMap(({ id, shown, start }) => {
    const rounds = lab.recordings.of(id);
    if (!shown || start === null || rounds.length === 0) return [];
    return [
      {
        ...atTarget({ start, rounds }, state.view.target),
        round: Math.min(roundOnScreen(state), rounds.length - 1),
      },
    ];
  });
}

/** Rows that tell something, found among those that are followed. The same button again goes on to the next. */
export function GoToRow({ story }: { readonly story: RowStory }) {
  const lab = useLab();
  const [told, setTold] = useState("");
  const [last, setLast] = useState<{ readonly kind: Telling; readonly row: number } | null>(null);
  const round = useLabState(roundOnScreen);
  const showTest = useLabState((state) => state.view.showTest);
  const { started, isClasses } = story;
  if (started === null) return null;
  const go = (kind: Telling) => {
    const runs = tellingRuns(lab);
    const found = tellingRows(kind, runs, askedRows(started, showTest));
    const selected = lab.store.getState().view.selectedRow;
    const isAgain = last?.kind === kind && last.row === selected;
    const at = isAgain ? found.findIndex(({ row }) => row === selected) : -1;
    const place = found.length === 0 ? 0 : (at + 1) % found.length;
    const next = found[place];
    if (next === undefined) {
      setTold(words.noneTold);
      return;
    }
    updateView(lab, { selectedRow: next.row });
    setLast({ kind, row: next.row });
    const value = kind === "late" ? countText(next.value) : plainText(next.value);
    setTold(words.told(next.row, words.tell[kind].said(value), place, countText(found.length)));
  };
  const hintOf = (kind: Telling) => {
    const said: { readonly hint: string; readonly classHint?: string } = words.tell[kind];
    return isClasses ? (said.classHint ?? said.hint) : said.hint;
  };
  const set = countedSet(shownRows(started.followed, showTest));
  return (
    <section className="card row-card row-go" aria-labelledby="row-go-title">
      <h3 id="row-go-title">{words.goTo}</h3>
      {tellingKinds(tellingRuns(lab)).map((kind) => (
        <button
          key={kind}
          type="button"
          className="button row-go-button"
          title={hintOf(kind)}
          aria-description={hintOf(kind)}
          onClick={() => go(kind)}
        >
          {words.tell[kind].name}
        </button>
      ))}
      <p className="small" aria-live="polite">
        {told}
      </p>
      <p className="small dim">{words.asked(viewWords.sets[set], round)}</p>
      <p className="small dim row-hint">{words.hint}</p>
    </section>
  );
}
