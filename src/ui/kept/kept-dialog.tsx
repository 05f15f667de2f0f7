import { useEffect, useState } from "react";
import { updateView } from "../../store/actions/update.ts";
import type { KeptWork } from "../../store/kept/kept-work.ts";
import { keptOf } from "../../store/kept/page-kept.ts";
import type { RecentFile } from "../../store/recent-files.ts";
import { keptWords as words } from "../../words/kept.ts";
import { Dialog } from "../controls/dialog.tsx";
import { bytesText } from "../import/bytes-text.ts";
import { useLab } from "../lab-context.ts";
import { whenText } from "../when-text.ts";
import "./kept.css";

interface Contents {
  readonly works: readonly KeptWork[];
  readonly ownId: string;
  readonly openIds: ReadonlySet<string>;
  readonly tables: readonly RecentFile[];
}

/** "3.1 MB of 2 GB used"; empty where the browser does not say. */
async function usageText(): Promise<string> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? "" : words.used(bytesText(usage), bytesText(quota));
}

/** Everything that this browser keeps of the lab, each with the way to erase it. */
export function KeptDialog() {
  const lab = useLab();
  const [contents, setContents] = useState<Contents | null>(null);
  const kept = keptOf(lab);
  const [isOn, setIsOn] = useState(kept.isOn);
  const [usage, setUsage] = useState("");
  const read = async () => {
    const [works, ownId, openIds, tables] = await Promise.all([
      kept.works(),
      kept.ownId(),
      kept.openIds(),
      lab.services.recent().then((recent) => recent.list()),
    ]);
    setContents({ works, ownId, openIds, tables });
    // A browser that keeps much takes its time to add it up.
    setUsage(await usageText());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read when opened, then after each act
  useEffect(() => void read(), []);
  const close = () => updateView(lab, { dialog: null });
  const erase = async (act: () => Promise<void>) => {
    await act();
    await read();
  };
  return (
    <Dialog title={words.title} onClose={close}>
      <div className="kept">
        <p className="dim">{words.explain}</p>
        <label className="kept-switch">
          <input
            type="checkbox"
            className="switch"
            checked={isOn}
            onChange={(event) => {
              setIsOn(event.target.checked);
              void erase(() => kept.switchOn(event.target.checked));
            }}
          />
          <span>
            {words.keep} <span className="small dim">{words.keepHint}</span>
          </span>
        </label>
        {contents !== null && (
          <>
            <h3>{words.works}</h3>
            {contents.works.length === 0 && <p className="dim">{words.nothing}</p>}
            <ul>
              {contents.works.map((work) => (
                <WorkLine
                  key={work.id}
                  work={work}
                  state={stateOf(work, contents)}
                  onOpen={() => {
                    close();
                    void kept.open(work);
                  }}
                  onErase={() => void erase(() => kept.erase(work.id))}
                />
              ))}
            </ul>
            {contents.tables.length > 0 && <h3>{words.tables}</h3>}
            <ul>
              {contents.tables.map((table) => (
                <li key={table.id} className="kept-line">
                  <span>
                    <b>{table.name}</b>{" "}
                    <span className="dim">
                      {whenText(table.usedAt)}, {table.hasCopy ? words.withCopy : words.withoutCopy}
                    </span>
                  </span>
                  <button
                    type="button"
                    className="button low"
                    aria-label={words.eraseOf(table.name)}
                    onClick={() => void erase(async () => (await lab.services.recent()).forget(table.id))}
                  >
                    {words.erase}
                  </button>
                </li>
              ))}
            </ul>
            <div className="kept-line kept-all">
              <span className="dim">
                {words.eraseAllHint} {usage}
              </span>
              <button
                type="button"
                className="button"
                onClick={() => {
                  close();
                  void kept.eraseAll();
                }}
              >
                {words.eraseAll}
              </button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

type WorkState = "here" | "elsewhere" | "left";

function stateOf({ id }: KeptWork, { ownId, openIds }: Contents): WorkState {
  return id === ownId ? "here" : openIds.has(id) ? "elsewhere" : "left";
}

interface WorkLineProps {
  readonly work: KeptWork;
  readonly state: WorkState;
  readonly onOpen: () => void;
  readonly onErase: () => void;
}

function WorkLine({ work, state, onOpen, onErase }: WorkLineProps) {
  const runs = words.runs(work.runs.map(({ name }) => name));
  const where = { here: words.here, elsewhere: words.elsewhere, left: whenText(work.savedAt) }[state];
  return (
    <li className="kept-line">
      <span>
        <b>{work.name}</b>{" "}
        <span className="dim">
          {runs}, {where}
        </span>
      </span>
      {state === "left" && (
        <span className="kept-acts">
          <button type="button" className="button low" onClick={onOpen}>
            {words.open}
          </button>
          <button
            type="button"
            className="button low"
            aria-label={words.eraseOf(work.name)}
            onClick={onErase}
          >
            {words.erase}
          </button>
        </span>
      )}
    </li>
  );
}
