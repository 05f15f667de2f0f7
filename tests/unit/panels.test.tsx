/// <reference types="vite/client" />
import { renderToStaticMarkup } from "react-dom/server";
import { prerender } from "react-dom/static";
import { describe, expect, it } from "vitest";
import type { ModelOutputs } from "../../src/boosting/outputs.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import type { RunView } from "../../src/store/run-view.ts";
import { DensityView } from "../../src/ui/panels/density-view.tsx";
import { FitPanel } from "../../src/ui/panels/fit-panel.tsx";
import { FitView } from "../../src/ui/panels/fit-view.tsx";
import { LearnerPanel } from "../../src/ui/panels/learner-panel.tsx";
import { PredictedActualView } from "../../src/ui/panels/predicted-actual-view.tsx";
import { ProbabilitiesView } from "../../src/ui/panels/probabilities-view.tsx";
import { RestPanel } from "../../src/ui/panels/rest-panel.tsx";
import { SurfaceView } from "../../src/ui/panels/surface-view.tsx";
import { completeTree, followedRows, numeric, runStart } from "./figures-fixture.ts";

const followed = followedRows([numeric("x", [0.1, 0.3, 0.6, 0.9])], [1, 2, 3, 4]);
const classNames = ["ant", "bee", "cow"];
const softmax: ModelOutputs = {
  kind: "classes",
  task: "multiclass",
  scoreCount: 3,
  link: "softmax",
  classNames,
};
const normal: ModelOutputs = {
  kind: "distribution",
  task: "regression",
  scoreCount: 2,
  link: "distribution",
  distribution: "normal",
};

function recorded(round: number, outputCount: number): RecordedRound {
  const learner = { kind: "tree", tree: completeTree(2) } as const;
  const quantities = new Float32Array(4 * outputCount).fill(1);
  return {
    round,
    record:
      round === 0
        ? null
        : {
            round,
            learners: Array.from({ length: outputCount }, (_, output) => ({ learner, output, weight: 1 })),
            scale: 1,
            weightChanges: [],
            draws: { rowCount: 1 },
            quantisation: [],
          },
    metrics: new Float64Array(0),
    scores: new Float32Array(4 * outputCount),
    gradient: round === 0 ? null : quantities,
    hessian: round === 0 ? null : quantities,
    probeScores: null,
    elapsedMs: 0,
  };
}

function viewOf(start: RunStart, round: number, change: Partial<RunView> = {}): RunView {
  const outputCount = start.header.outputs.scoreCount;
  return {
    runId: "a",
    name: "GBDT",
    hue: "gbdt",
    hollow: false,
    start,
    rounds: [recorded(0, outputCount), recorded(1, outputCount)],
    version: 2,
    round,
    learningRate: 0.1,
    selectedRow: null,
    onSelectRow: () => {},
    target: 0,
    learner: null,
    onChooseLearner: () => {},
    isFull: false,
    netView: "net",
    onChooseNetView: () => {},
    onRace: () => {},
    showTest: false,
    peers: [],
    sharedScale: true,
    overlay: false,
    split: null,
    ...change,
  };
}

describe("panels without a picture to show", () => {
  const start = runStart(followed, undefined, null, [0.61]);

  it("say what round 0 is", () => {
    expect(renderToStaticMarkup(<LearnerPanel view={viewOf(start, 0)} />)).toContain(
      "Round 0 is the constant: 0.61.",
    );
    const classes = runStart(followedRows(followed.features, [0, 1, 2, 0]), softmax, null, [0, 0, 0]);
    expect(renderToStaticMarkup(<LearnerPanel view={viewOf(classes, 0)} />)).toContain(
      "P(ant) = 0.33, P(bee) = 0.33",
    );
    const spread = runStart(followed, normal, null, [2, 0]);
    expect(renderToStaticMarkup(<LearnerPanel view={viewOf(spread, 0)} />)).toContain("N(2.00, 1.00)");
    expect(renderToStaticMarkup(<RestPanel view={viewOf(start, 0)} mode="residuals" />)).toContain(
      "Nothing is fitted yet",
    );
  });

  it("say why a mode does not apply", () => {
    const text = renderToStaticMarkup(<FitPanel view={viewOf(start, 1)} mode="probabilities" />);
    expect(text).toContain("The target is a number; it has no classes.");
  });

  it("say that there is no round", () => {
    const empty = viewOf(start, 0, { rounds: [] });
    for (const panel of [
      <FitPanel key="f" view={empty} mode="predicted-actual" />,
      <RestPanel key="r" view={empty} mode="gradients" />,
      <LearnerPanel key="l" view={empty} />,
    ]) {
      expect(renderToStaticMarkup(panel)).toContain("No round yet.");
    }
  });
});

describe("a round that the recording does not hold", () => {
  const size = { width: 372, height: 160 };
  const line = { kind: "line", feature: 0, x: Float32Array.of(0, 1) } as const;
  const grid = {
    kind: "grid",
    features: [0, 1],
    x: Float32Array.of(0, 1),
    y: Float32Array.of(0, 1),
  } as const;
  const two = followedRows([numeric("x", [0.1, 0.3, 0.6, 0.9]), numeric("z", [1, 2, 3, 4])], [1, 0, 1, 0]);

  it("leaves a panel empty instead of breaking it", () => {
    const fit = viewOf(runStart(followed, undefined, line), 7, { selectedRow: 11 });
    const classes = viewOf(runStart(two, softmax, grid, [0, 0, 0]), 7, { selectedRow: 11 });
    expect(renderToStaticMarkup(<FitView view={fit} size={size} />)).toBe("");
    expect(renderToStaticMarkup(<PredictedActualView view={fit} size={size} />)).toBe("");
    expect(renderToStaticMarkup(<SurfaceView view={classes} size={size} />)).toBe("");
    expect(renderToStaticMarkup(<ProbabilitiesView view={classes} size={size} />)).toBe("");
    expect(renderToStaticMarkup(<RestPanel view={fit} mode="residuals" />)).toContain("panel-empty");
    expect(renderToStaticMarkup(<LearnerPanel view={fit} />)).toContain("No round yet.");
    const spread = viewOf(runStart(followed, normal, null, [2, 0]), 7);
    expect(renderToStaticMarkup(<DensityView view={spread} />)).toContain("N(2.00, 1.00)");
  });
});

describe("the learner", () => {
  it("is the chosen one as far as the round has so many", () => {
    const start = runStart(followedRows(followed.features, [0, 1, 2, 0]), softmax, null, [0, 0, 0]);
    const pressed = (learner: number) =>
      /aria-pressed="true"[^>]*>(\w+)</.exec(
        renderToStaticMarkup(<LearnerPanel view={viewOf(start, 1, { learner, selectedRow: 12 })} />),
      )?.[1];
    expect([0, 1, 9].map(pressed)).toEqual(["ant", "bee", "cow"]);
  });

  it("is there as a list with levels behind the picture", async () => {
    const view = viewOf(runStart(followed), 1, { selectedRow: 11 });
    // the list is loaded later than the picture
    const { prelude } = await prerender(<LearnerPanel view={view} />);
    const text = (await new Response(prelude).text()).replaceAll("<!-- -->", "");
    expect(text).toContain("adds 0.10 × leaf value");
    expect(text.match(/role="treeitem"/g)).toHaveLength(7);
    expect(text).toContain("x &lt; 0.50, 4 rows, missing goes to no, selected row passes");
    expect(text).toContain("leaf +1.00, 1 row, selected row passes");
    expect(text.match(/aria-level="3"/g)).toHaveLength(4);
  });

  it("starts with the class of the selected row", () => {
    const start = runStart(followedRows(followed.features, [0, 1, 2, 0]), softmax, null, [0, 0, 0]);
    const text = renderToStaticMarkup(<LearnerPanel view={viewOf(start, 1, { selectedRow: 12 })} />);
    expect(text).toMatch(/aria-pressed="true"[^>]*>cow</);
    const rest = renderToStaticMarkup(
      <RestPanel view={viewOf(start, 1, { selectedRow: 12 })} mode="residuals" />,
    );
    expect(rest).toContain("y − p of “cow”, and the tree’s output");
  });

  it("of a distribution has a tree for each parameter and names the natural gradient", () => {
    const start = runStart(followed, normal, null, [2, 0]);
    const text = renderToStaticMarkup(<LearnerPanel view={viewOf(start, 1)} />);
    expect(text).toContain("row 10: <b>N(0.00, 1.00)</b>");
    expect(text).toMatch(/aria-pressed="true"[^>]*>μ</);
    expect(renderToStaticMarkup(<RestPanel view={viewOf(start, 1)} mode="residuals" />)).toContain(
      "Natural gradient of μ",
    );
  });

  it("may be a block of random features, which is told in words", () => {
    const features = (inputs: number, width: number) => ({
      inputs,
      width,
      weights: new Float32Array(inputs * width),
      biases: new Float32Array(width),
    });
    const block = {
      upscale: null,
      ofRepresentation: features(1, 600),
      ofInputs: features(1, 424),
      areAdded: false,
      step: new Float32Array(1024),
      shift: new Float32Array(1),
      top: { weights: new Float32Array(1), biases: new Float32Array(1) },
    };
    const plain = viewOf(runStart(followed), 1, { selectedRow: 11 });
    const rounds = plain.rounds.map((one) =>
      one.record === null
        ? one
        : {
            ...one,
            record: {
              ...one.record,
              learners: [
                { learner: { kind: "residual-block", block } as const, output: "all" as const, weight: 1 },
              ],
            },
          },
    );
    const text = renderToStaticMarkup(<LearnerPanel view={{ ...plain, rounds }} />);
    expect(text).toContain("Block 1: 1,024 random features.");
    expect(renderToStaticMarkup(<RestPanel view={{ ...plain, rounds }} mode="residuals" />)).toContain(
      "Residual",
    );
  });

  it("says when the rows are a sample", () => {
    const start = runStart({ ...followed, ofRowCount: 45211 });
    expect(renderToStaticMarkup(<RestPanel view={viewOf(start, 1)} mode="residuals" />)).toContain(
      "4 of 45,211 rows",
    );
  });
});
