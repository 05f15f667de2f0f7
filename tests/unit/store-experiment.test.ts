import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import type { Table } from "../../src/core/table.ts";
import { typeColumns } from "../../src/data/column-types.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { acceptDraft, chooseTarget, tasksFor } from "../../src/store/actions/change-draft.ts";
import { tableText } from "../../src/store/actions/export-run.ts";
import {
  backToEarlierDraft,
  closeImport,
  openTable,
  readDraftAgain,
} from "../../src/store/actions/import-file.ts";
import { openExperiment, runsForTask } from "../../src/store/actions/load-data.ts";
import { updateImport } from "../../src/store/actions/update.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import type { ImportDraft } from "../../src/store/lab-state.ts";
import { isHollow } from "../../src/store/run-names.ts";
import { metricsFor, startingExperiment, startingRuns } from "../../src/store/starting-experiment.ts";
import { terminalCommand } from "../../src/store/terminal-command.ts";
import { followedRows, runStart } from "./figures-fixture.ts";
import { labUnderTest, settle, sineTable } from "./store-fixture.ts";

const ownTable: Table = {
  rowCount: 3,
  columns: [
    { kind: "number", name: "a", values: Float64Array.of(1, Number.NaN, 0.1), failing: [], failingCount: 0 },
    { kind: "text", name: "b, c", codes: Int32Array.of(0, -1, 1), dictionary: ["x", 'say "hi"'] },
    { kind: "number", name: "target", values: Float64Array.of(0, 1, 1), failing: [], failingCount: 0 },
  ],
};

const draft: ImportDraft = {
  origin: { kind: "file", file: { name: "own.csv", size: 10 } as File },
  choices: {},
  table: ownTable,
  report: {
    byteCount: 10,
    recipe: {
      format: "delimited",
      packing: null,
      part: null,
      encoding: "utf-8",
      delimiter: ",",
      quote: '"',
      escape: null,
      comment: null,
      skippedLines: 0,
      hasHeader: true,
      decimal: ".",
      thousands: null,
      missing: [],
      columns: [],
    },
    hadByteOrderMark: false,
    fileRowCount: 3,
    raggedRowCount: 0,
    parts: [],
    notes: [],
  },
  sample: null,
  types: typeColumns(ownTable),
  profiles: null,
  fingerprint: "own",
  roles: { target: "target", ignored: ["a"], categorical: [], dates: [], dropFailing: [], weight: null },
  task: "binary",
  split: randomSplit(0.25, 0.25),
  budget: { rounds: 50, earlyStopping: null, seconds: null },
  reasons: {},
  traps: [],
  answers: {},
  keepsCopy: false,
  isReplacement: false,
};

describe("the starting experiment", () => {
  it("is one that a link can carry, with every engine that fits and is no extra", () => {
    const experiment = startingExperiment();
    expect(parseExperiment(JSON.parse(JSON.stringify(experiment))).experiment).toEqual(experiment);
    expect(experiment.runs.map((run) => run.engine)).toEqual(
      engines
        .filter((meta) => meta.tasks.includes("regression") && meta.isExtra !== true)
        .map((meta) => meta.id),
    );
  });

  it("offers something to compare and a metric for each task", () => {
    for (const task of ["regression", "binary", "multiclass"] as const) {
      const runs = startingRuns(task);
      expect(runs.length).toBeGreaterThan(1);
      expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(runs.length);
      expect(metricsFor(task).length).toBeGreaterThan(0);
    }
  });

  it("keeps runs while the task stays and names new ones apart", () => {
    const { lab } = labUnderTest();
    const { runs } = lab.store.getState();
    expect(runsForTask(runs, "regression", "regression")).toEqual(runs);
    const classes = runsForTask(runs, "binary", "regression");
    expect(new Set(classes.map((run) => run.name)).size).toBe(classes.length);
    expect(classes.map((run) => isHollow(run, classes))).toEqual(classes.map(() => false));
  });
});

describe("opening experiments and files", () => {
  it("opens an experiment as it is and trains its runs", async () => {
    const { lab, border } = labUnderTest();
    const experiment = { ...startingExperiment(), seed: 7 };
    openExperiment(lab, experiment, { isComplete: false, mayTrain: null });
    await settle();
    const { data, ...rest } = experimentOf(lab.store.getState());
    expect({ ...rest, data: { ...data, fingerprint: null } }).toEqual(experiment);
    expect(border.asked.starts).toHaveLength(experiment.runs.length);
  });

  it("takes the decisions about an own file and trains", async () => {
    const { lab, border } = labUnderTest();
    updateImport(lab, { draft });
    acceptDraft(lab);
    await settle();
    const { setup, data } = lab.store.getState();
    expect(setup.data).toEqual({
      source: { kind: "file", name: "own.csv" },
      fingerprint: "own",
      reading: draft.report.recipe,
      sample: null,
      ...draft.roles,
    });
    expect(setup.task).toBe("binary");
    expect(setup.metrics[0]).toBe("logloss");
    expect(data.status).toBe("ready");
    expect(border.asked.starts.every((request) => request.tableId === "own")).toBe(true);
  });

  it("offers the tasks that a target can have", () => {
    expect(tasksFor(draft)).toEqual(["regression", "binary"]);
    expect(tasksFor({ ...draft, roles: { ...draft.roles, target: "b, c" } })).toEqual(["binary"]);
  });

  it("keeps what censors a target with it, and lets it go with it", () => {
    const { lab } = labUnderTest();
    const roles = { ...draft.roles, ignored: [], censoring: { kind: "event", column: "b, c" } } as const;
    const censored: ImportDraft = { ...draft, roles, task: "survival" };
    expect(tasksFor(censored)).toEqual(["survival"]);
    updateImport(lab, { draft: censored });
    acceptDraft(lab);
    const experiment = experimentOf(lab.store.getState());
    expect(experiment).toMatchObject({
      version: 4,
      data: { censoring: roles.censoring },
      metrics: ["nll", "concordance"],
    });
    expect(experiment.runs.map(({ engine }) => engine)).toEqual(["ngboost", "ngboost"]);
    expect(parseExperiment(experiment).experiment).toEqual(experiment);
    const plain = { ...experiment, data: { ...experiment.data, reading: null } };
    expect(terminalCommand(plain, runStart(followedRows([], [])).header)).toContain("--event 'b, c'");
    updateImport(lab, { draft: censored });
    chooseTarget(lab, "a");
    expect(lab.store.getState().importing.draft?.roles).not.toHaveProperty("censoring");
  });

  it("does not leave out what became the target", () => {
    const { lab } = labUnderTest();
    updateImport(lab, { draft });
    chooseTarget(lab, "a");
    expect(lab.store.getState().importing.draft?.roles).toMatchObject({ target: "a", ignored: [] });
  });
});

describe("a file whose place another one takes", () => {
  it("can be gone back to with what was decided, and so can the other", async () => {
    const { lab } = labUnderTest();
    Object.assign(lab.services.data, {
      read: async () => ({
        ok: true,
        value: { table: ownTable, report: draft.report, fingerprint: "own", types: typeColumns(ownTable) },
      }),
    });
    const [first, second] = ["first.csv", "second.csv"].map((name) => new File(["x"], name));
    const importing = () => lab.store.getState().importing;
    await openTable(lab, { kind: "file", file: first! });
    expect(importing().earlier).toBeNull();
    chooseTarget(lab, "a");
    await openTable(lab, { kind: "file", file: second! });
    expect(importing().draft?.origin.file.name).toBe("second.csv");
    expect(importing().draft?.roles.target).toBe("target");
    expect(importing().earlier?.origin.file.name).toBe("first.csv");
    await backToEarlierDraft(lab);
    expect(importing().draft?.origin.file.name).toBe("first.csv");
    expect(importing().draft?.roles.target).toBe("a");
    expect(importing().earlier?.origin.file.name).toBe("second.csv");
    await readDraftAgain(lab, {});
    expect(importing().earlier?.origin.file.name).toBe("second.csv");
    closeImport(lab);
    expect(importing().earlier).toBeNull();
  });
});

describe("a table as CSV", () => {
  it("quotes what needs it and leaves missing cells empty", () => {
    expect(tableText(ownTable).join("")).toBe('a,"b, c",target\n1,x,0\n,,1\n0.1,"say ""hi""",1\n');
  });

  it("has a line for each row", () => {
    expect(tableText(sineTable).join("").trim().split("\n")).toHaveLength(5);
  });
});
