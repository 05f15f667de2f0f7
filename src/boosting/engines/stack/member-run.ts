import type { Backend } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { Host } from "../../../core/host.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { Engine, RoundReport, Training, TrainingJob } from "../engine.ts";
import { ownRounds } from "./member-rounds.ts";

/** One member on some of the rows. */
export interface MemberRun {
  readonly training: Training;
  readonly rounds: AsyncGenerator<RoundReport, void>;
}

export interface OpenedMembers {
  /** On all training rows. */
  readonly whole: readonly MemberRun[];
  /** Fold by fold, without the rows of that one; these are what it watches. */
  readonly byFold: readonly (readonly MemberRun[])[];
}

interface ToOpen {
  readonly engines: readonly Engine[];
  readonly job: TrainingJob;
  readonly backend: Backend;
  readonly host: Host;
}

/** All trainings of a stack. What was opened is given back where one of them cannot be. */
export async function openMembers(asked: ToOpen): Promise<OpenedMembers> {
  const { train, watch, stack, past = [] } = asked.job;
  const opened: Training[] = [];
  const openAll = async (rows: Rows, pastOf: (member: number) => readonly RoundRecord[]) => {
    const runs: MemberRun[] = [];
    for (const member of asked.engines.keys()) {
      const training = await openMember(asked, member, { ...rows, past: pastOf(member) });
      opened.push(training);
      runs.push({ training, rounds: training.rounds() });
    }
    return runs;
  };
  try {
    const whole = await openAll({ train, watch }, (member) => ownRounds(past, member));
    const byFold: MemberRun[][] = [];
    for (const fold of stack!.folds) {
      byFold.push(await openAll({ train: fold.train, watch: [fold.held] }, () => []));
    }
    return { whole, byFold };
  } catch (thrown) {
    for (const training of opened) training.dispose();
    throw thrown;
  }
}

interface Rows {
  readonly train: Dataset;
  readonly watch: readonly Dataset[];
}

function openMember(
  { engines, job, backend, host }: ToOpen,
  member: number,
  { train, watch, past }: Rows & { readonly past: readonly RoundRecord[] },
): Promise<Training> {
  const { loss, values } = job.stack!.members[member]!;
  const { task, rounds, seed } = job;
  return engines[member]!.open(
    {
      task,
      train,
      watch,
      ...{ objective: null, distribution: null, score: null, ...loss },
      values,
      rounds,
      seed,
      ...(past.length > 0 && { past }),
    },
    backend,
    host,
  );
}

/** A round more of each, one after the other; null where a member has ended. Null for all = it was stopped. */
export async function stepAll(
  members: readonly MemberRun[],
  host: Host,
): Promise<readonly (RoundRecord | null)[] | null> {
  const records: (RoundRecord | null)[] = [];
  for (const { rounds } of members) {
    const step = await rounds.next();
    if (step.done && host.stopped) return null;
    records.push(step.done ? null : step.value.record);
    const breath = host.pause();
    if (breath !== undefined) await breath;
  }
  return records;
}
