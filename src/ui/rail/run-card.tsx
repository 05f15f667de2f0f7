import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { deleteRun, duplicateRun, renameRun, togglePin, toggleRun } from "../../store/actions/edit-runs.ts";
import { trainRuns } from "../../store/actions/train-run.ts";
import { updateView } from "../../store/actions/update.ts";
import { isChanged, isTraining } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { railWords } from "../../words/rail.ts";
import { runWords as words } from "../../words/runs.ts";
import { Menu } from "../controls/menu.tsx";
import { MoreButton } from "../controls/more-button.tsx";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { RunSettings } from "./run-settings.tsx";

/** Loaded with the first card that is opened. */
const RunDetails = lazy(async () => ({ default: (await import("./run-details.tsx")).RunDetails }));

/** Loaded with the first stack. */
const MemberList = lazy(async () => ({ default: (await import("./member-list.tsx")).MemberList }));

/** Loaded with the first run that kept rows aside. */
const ConformalLine = lazy(async () => ({ default: (await import("./conformal-line.tsx")).ConformalLine }));

/** One run: its name, its engine, its settings. */
export function RunCard({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const hollow = useLabState((state) => isHollow(run, state.runs));
  const changed = useLabState((state) => isChanged(state.setup, run));
  const [renaming, setRenaming] = useState(false);
  const [open, setOpen] = useState(false);
  const { meta } = engineById(run.spec.engine);
  const waits = run.status === "idle" && run.newestRound > 0;
  const card = useEditedCard(run.id);
  return (
    <section
      ref={card}
      className={run.shown ? "card rail-card" : "card rail-card off"}
      aria-label={railWords.run(run.name)}
    >
      <header>
        <Glyph hue={meta.hue} hollow={hollow || !run.shown} size={13} />
        {renaming ? (
          <RenameField run={run} onDone={() => setRenaming(false)} />
        ) : (
          <h2 title={run.name}>{run.name}</h2>
        )}
        {run.pinned && <Icon name="pin" />}
        <span className="small dim">{run.pinned ? words.pinned : meta.kind}</span>
        <Menu
          label={railWords.actsFor(run.name)}
          buttonClass="button quiet low square"
          items={[
            { label: words.train, onSelect: () => trainRuns(lab, [run.id]) },
            { label: words.rename, onSelect: () => setRenaming(true) },
            { label: words.duplicate, onSelect: () => duplicateRun(lab, run.id) },
            { label: run.pinned ? words.unpin : words.pin, onSelect: () => togglePin(lab, run.id) },
            { label: words.delete, onSelect: () => deleteRun(lab, run.id) },
          ]}
        >
          <Icon name="more" />
        </Menu>
        <input
          type="checkbox"
          className="switch"
          checked={run.shown}
          aria-label={railWords.show(run.name)}
          onChange={() => toggleRun(lab, run.id)}
        />
      </header>
      {run.shown && (
        <>
          <RunSettings run={run} all={open} />
          {run.spec.members !== undefined && (
            <Suspense fallback={null}>
              <MemberList spec={run.spec} />
            </Suspense>
          )}
          <MoreButton open={open} onToggle={() => setOpen(!open)} />
          {run.end?.conformal !== undefined && (
            <Suspense fallback={null}>
              <ConformalLine conformal={run.end.conformal} online={run.end.onlineConformal} />
            </Suspense>
          )}
          {waits && (
            <div className="changed-row branch-row">
              <span className="small dim">{words.sharesPast(run.newestRound)}</span>
              <button type="button" className="button low" onClick={() => trainRuns(lab, [run.id])}>
                {words.goOnFrom(run.newestRound)}
              </button>
            </div>
          )}
          {changed && !waits && !isTraining(run) && (
            <div className="changed-row">
              <span className="small dim">{railWords.changedSinceWasTrained}</span>
              <button type="button" className="button low" onClick={() => trainRuns(lab, [run.id])}>
                {railWords.trainAgain}
              </button>
            </div>
          )}
          {open && (
            <Suspense fallback={null}>
              <RunDetails run={run} />
            </Suspense>
          )}
        </>
      )}
    </section>
  );
}

/** A card that is to be edited comes into sight, and its first field takes the focus. */
function useEditedCard(id: string) {
  const lab = useLab();
  const card = useRef<HTMLElement>(null);
  const isEdited = useLabState((state) => state.view.editedRun === id);
  useEffect(() => {
    if (!isEdited || card.current === null) return;
    card.current.scrollIntoView({ block: "nearest" });
    card.current.querySelector<HTMLInputElement>(".fields input:not([type=range])")?.focus();
    updateView(lab, { editedRun: null });
  }, [isEdited, lab]);
  return card;
}

function RenameField({ run, onDone }: { readonly run: RunEntry; readonly onDone: () => void }) {
  const lab = useLab();
  const [name, setName] = useState(run.name);
  const take = () => {
    renameRun(lab, run.id, name);
    onDone();
  };
  return (
    <input
      className="text-field wide"
      aria-label={railWords.newNameRun}
      // The field appears because the user asked to rename: the focus belongs here.
      ref={(element) => element?.select()}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") onDone();
      }}
    />
  );
}
