import { lazy, Suspense, useEffect, useRef } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { updateView } from "../../store/actions/update.ts";
import { listedRuns } from "../../store/experiment-of.ts";
import { isHollow } from "../../store/run-names.ts";
import { railWords as words } from "../../words/rail.ts";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { AddRun } from "./add-run.tsx";
import { DataCard } from "./data-card.tsx";
import { RunCard } from "./run-card.tsx";
import { SheetActs } from "./sheet-acts.tsx";
import "./rail.css";

/** What all runs share stands below them, and comes after them. */
const AfterRuns = lazy(async () => ({ default: (await import("./common-card.tsx")).AfterRuns }));

/** Left: everything that decides the numbers. Where there is less room it opens over the rest. */
export function Rail() {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const open = useLabState((state) => state.view.railOpen);
  const rail = useRef<HTMLElement>(null);
  const close = () => updateView(lab, { railOpen: false });
  useEffect(() => {
    if (!open || rail.current === null) return undefined;
    const shut = (event: PointerEvent) => {
      if (rail.current?.contains(event.target as Node)) return;
      updateView(lab, { railOpen: false });
    };
    if (!rail.current.contains(document.activeElement)) {
      rail.current.querySelector<HTMLButtonElement>(".rail-head button")?.focus();
    }
    document.addEventListener("pointerdown", shut);
    return () => document.removeEventListener("pointerdown", shut);
  }, [open, lab]);
  return (
    <>
      <RailStrip />
      <aside
        ref={rail}
        className={open ? "rail open" : "rail"}
        id="rail"
        aria-label={words.rail}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !open) return;
          event.stopPropagation();
          close();
        }}
      >
        <div className="rail-head">
          <h2>{words.settings}</h2>
          <button type="button" className="button quiet square" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <SheetActs />
        <DataCard />
        {listedRuns(runs).map((run) => (
          <RunCard key={run.id} run={run} />
        ))}
        <Suspense fallback={null}>
          <AfterRuns />
        </Suspense>
        <AddRun />
        <p className="privacy small dim">
          <Icon name="lock" />
          {words.privacy}
        </p>
        <button
          type="button"
          className="text-button underlined small"
          onClick={() => updateView(lab, { dialog: "kept" })}
        >
          {words.kept}
        </button>
        <button
          type="button"
          className="text-button underlined small"
          onClick={() => updateView(lab, { dialog: "speed" })}
        >
          {words.speed}
        </button>
      </aside>
    </>
  );
}

/** The rail where it does not fit: a mark for each run, each opening its card. */
function RailStrip() {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const open = useLabState((state) => state.view.railOpen);
  return (
    <nav className="rail-strip" aria-label={words.strip}>
      <button
        type="button"
        className="button quiet"
        aria-label={words.open}
        title={words.open}
        aria-expanded={open}
        aria-controls="rail"
        onClick={() => updateView(lab, { railOpen: !open })}
      >
        <Icon name="settings" />
      </button>
      {listedRuns(runs).map((run) => (
        <button
          key={run.id}
          type="button"
          className="button quiet"
          aria-label={words.openOf(run.name)}
          title={words.openOf(run.name)}
          onClick={() => updateView(lab, { railOpen: true, editedRun: run.id })}
        >
          <Glyph
            hue={engineById(run.spec.engine).meta.hue}
            hollow={isHollow(run, runs) || !run.shown}
            size={14}
          />
        </button>
      ))}
    </nav>
  );
}
