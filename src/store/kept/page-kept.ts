import { canonicalJson } from "../../core/canonical-json.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { isExperimentFragment } from "../../share/experiment-fragment.ts";
import { keptWords } from "../../words/kept.ts";
import { addNotice, closeNotice } from "../actions/update.ts";
import { experimentOf, isTraining } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { startingExperiment } from "../starting-experiment.ts";
import { type Keeper, keepWork } from "./keep-work.ts";
import { eraseWork, type KeptWork, keptKeys, keptWorks } from "./kept-work.ts";
import { restoreWork } from "./restore-work.ts";
import { createShelf, type Shelf } from "./shelf.ts";
import { readWhatIsShown, wantAllRecordings } from "./stored-recordings.ts";
import { adoptWorkId, claimWorkId, newWorkId, openWorkIds } from "./work-id.ts";

/** What this browser keeps of the lab, and this tab's part in it. */
export interface Kept {
  /** After a reload: the work that this tab had; true = it is on screen again. */
  restoreOwn(): Promise<boolean>;
  /** Keeps what is on screen from now on, and offers what an earlier visit left. */
  begin(when: (savedAt: number) => string): Promise<void>;
  /** Another experiment comes on screen: the one before stays kept as a work of its own. */
  startAnew(): Promise<void>;
  /** Newest first. */
  works(): Promise<readonly KeptWork[]>;
  /** Whether this browser is to keep work at all; switched off, what is kept of this tab goes. */
  isOn(): boolean;
  switchOn(on: boolean): Promise<void>;
  openIds(): Promise<ReadonlySet<string>>;
  ownId(): Promise<string>;
  open(work: KeptWork): Promise<boolean>;
  erase(id: string): Promise<void>;
  /** Everything: works, tables, choices. This tab keeps nothing from then on. */
  eraseAll(): Promise<void>;
}

const OFF = "boosting-lab.keep";
const MOST_PLAIN_WORKS = 4;
/** Where the browser has no room for so many, the user says which ones go. */
const MOST_WORKS = 500;
const CHOICES = ["boosting-lab.theme", "boosting-lab.letters"];

const known = new WeakMap<Lab, Kept>();

export function keptOf(lab: Lab): Kept {
  const kept = known.get(lab) ?? createKept(lab, createShelf());
  known.set(lab, kept);
  return kept;
}

function createKept(lab: Lab, shelf: Shelf): Kept {
  let claimed: Promise<string> | null = null;
  let keeper: Keeper | null = null;
  const ownId = () => {
    claimed ??= claimWorkId();
    return claimed;
  };
  /** What was kept so far stays as it is; what comes is another work. */
  function startAnew(): void {
    keeper?.end();
    claimed = newWorkId();
  }
  const works = () => keptWorks(shelf).catch(() => []);

  const isOn = () => {
    try {
      return localStorage.getItem(OFF) !== "off";
    } catch {
      return true;
    }
  };

  async function keep(): Promise<void> {
    if (!isOn()) return;
    const host = { shelf, idle: idleMoment, now: () => Date.now(), address: () => location.hash };
    keeper = keepWork(lab, await ownId(), host);
    await keeper.flush();
  }

  /** What every visit begins with makes room soon, the user's work late; what another tab has open stays. */
  async function thinOut(all: readonly KeptWork[], isOpen: ReadonlySet<string>): Promise<void> {
    const old = new Set([
      ...all.filter((work) => !isWorthIt(work)).slice(MOST_PLAIN_WORKS),
      ...all.slice(MOST_WORKS),
    ]);
    for (const { id } of old) if (!isOpen.has(id)) await eraseWork(shelf, id);
  }

  /** The tab goes on in the opened work. The one before stays kept, unless it is what every visit begins with. */
  async function open(work: KeptWork): Promise<boolean> {
    const before = await ownId();
    if (work.id !== before && (await openWorkIds()).has(work.id)) {
      addNotice(lab, { tone: "warn", code: null, text: keptWords.taken });
      return false;
    }
    await keeper?.flush();
    keeper?.end();
    const isRestored = await restore(work);
    if (isRestored && work.id !== before) {
      if (await adoptWorkId(work.id)) claimed = Promise.resolve(work.id);
      else await wantAllRecordings(lab);
      const left = await shelf.get<KeptWork>(keptKeys.work(before));
      if ((await ownId()) === work.id && left !== undefined && !isWorthIt(left))
        await eraseWork(shelf, before);
    }
    await keep();
    return isRestored;
  }

  async function restore(work: KeptWork): Promise<boolean> {
    const isRestored = await restoreWork(lab, work, shelf);
    if (isRestored) readWhatIsShown(lab, idleMoment);
    return isRestored;
  }

  function offer(work: KeptWork, when: string): void {
    const cut = work.runs.filter((run) => isTraining({ ...run, start: null, version: 0 }));
    const runs = keptWords.runs((cut.length > 0 ? cut : work.runs).map(({ name }) => name));
    const notice = {
      tone: "plain",
      code: null,
      text: keptWords.offer(work.name, runs, when),
      act: {
        label: keptWords.open,
        onAct: () => {
          closeNotice(lab, notice);
          void open(work);
        },
      },
    } as const;
    addNotice(lab, notice);
  }

  return {
    ownId,
    works,
    isOn,
    async switchOn(on) {
      try {
        if (on) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, "off");
      } catch {
        // Where nothing is kept, nothing has to be switched off.
      }
      keeper?.end();
      // What is on screen stays there: it is read before the browser's copy goes.
      if (!on) await wantAllRecordings(lab);
      if (on) await keep();
      else await eraseWork(shelf, await ownId()).catch(() => undefined);
    },
    openIds: openWorkIds,
    open,
    async restoreOwn() {
      try {
        const work = await shelf.get<KeptWork>(keptKeys.work(await ownId()));
        if (work?.format !== 1) return false;
        if ((await isOfAddress(work)) && (await restore(work))) return true;
        startAnew();
        return false;
      } catch {
        return false;
      }
    },
    async startAnew() {
      if (keeper === null) return;
      await keeper.flush();
      startAnew();
      await keep();
    },
    async begin(when) {
      const before = await works();
      const isOpen = await openWorkIds();
      const own = await ownId();
      await keep();
      await thinOut(before, isOpen);
      const left = before.find((work) => work.id !== own && !isOpen.has(work.id) && isWorthIt(work));
      const isNew = !before.some(({ id }) => id === own);
      if (left !== undefined && isNew) offer(left, when(left.savedAt));
    },
    async erase(id) {
      await eraseWork(shelf, id).catch(() => undefined);
      void keeper?.flush();
    },
    async eraseAll() {
      keeper?.end();
      await wantAllRecordings(lab);
      await shelf.clear().catch(() => undefined);
      const recent = await lab.services.recent();
      for (const { id } of await recent.list()) await recent.forget(id);
      for (const name of CHOICES) localStorage.removeItem(name);
      addNotice(lab, { tone: "plain", code: null, text: keptWords.erased });
    },
  };
}

let plain: string | null = null;

/** The experiment that every visit begins with is no work of the user's. */
function isWorthIt({ setup, runs }: KeptWork): boolean {
  const specs = runs.map((run) => ({ ...run, start: null, version: 0 }));
  plain ??= withoutFingerprint(startingExperiment());
  return withoutFingerprint(experimentOf({ setup, runs: specs })) !== plain;
}

/** The same text for the same experiment, whether its data were read yet or not, and however a link is written. */
function withoutFingerprint(experiment: Experiment): string {
  return canonicalJson({ ...experiment, data: { ...experiment.data, fingerprint: null } });
}

/** The address asks for no other experiment: none at all, the one the work was opened by, or the work's own. */
async function isOfAddress(work: KeptWork): Promise<boolean> {
  const { hash } = location;
  if (hash === work.address || !isExperimentFragment(hash)) return true;
  const { fragmentToExperiment } = await import("../../share/share-link.ts");
  const asked = fragmentToExperiment(hash);
  const runs = work.runs.map((run) => ({ ...run, start: null, version: 0 }));
  return (
    asked.ok &&
    withoutFingerprint(asked.value.experiment) ===
      withoutFingerprint(experimentOf({ setup: work.setup, runs }))
  );
}

function idleMoment(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 400 });
    else setTimeout(resolve, 30);
  });
}
