import type { EngineMeta } from "../../boosting/engines/engine.ts";
import { updateView } from "../../store/actions/update.ts";
import { absentColumnWords as words } from "../../words/absent-column.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";

/** An engine that cannot do the task keeps its place: why, and what would change it. */
export function DisabledColumn({ meta }: { readonly meta: EngineMeta }) {
  const lab = useLab();
  const task = useLabState((state) => state.setup.task);
  const heading = `disabled-${meta.id}`;
  return (
    <article className="run-column disabled" aria-labelledby={heading}>
      <header>
        <div className="column-head">
          <Glyph hue={meta.hue} hollow size={13} />
          <h2 id={heading}>{meta.label}</h2>
          <span className="grows" />
          <input
            type="checkbox"
            className="switch"
            checked={false}
            disabled
            aria-label={words.engineOff(meta.label)}
          />
        </div>
      </header>
      <div className="column-message">
        <p>
          {words.off(meta.label, words.tasks[task])}
          <span className="small dim">{words.does(meta.tasks.map((one) => words.tasks[one]))}</span>
        </p>
        <button type="button" className="button" onClick={() => updateView(lab, { dialog: "data" })}>
          {words.otherTarget}
        </button>
      </div>
    </article>
  );
}
