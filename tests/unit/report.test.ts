import { describe, expect, it } from "vitest";
import { renameRun } from "../../src/store/actions/edit-runs.ts";
import { trainRuns } from "../../src/store/actions/train-run.ts";
import { comparisonOf, repeatKey } from "../../src/store/comparison/comparison.ts";
import { noteRun } from "../../src/store/comparison/mark-runs.ts";
import type { RepeatResult } from "../../src/store/comparison/repeat-result.ts";
import type { Lab } from "../../src/store/lab.ts";
import { element } from "../../src/store/report/markup.ts";
import { reportHtml } from "../../src/store/report/report.ts";
import { fragmentOf } from "../../src/store/share/links.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

const HOSTILE = `<img src=x onerror="alert(1)">'&</script><script>alert(2)</script>`;
const OCCASION = { page: "https://lab.example/", when: "2026-01-31, 14:05" };

/** The starting experiment, every run trained to its end after three rounds. */
async function trained(prepare: (lab: Lab) => void = () => undefined): Promise<Lab> {
  const { lab, border } = labUnderTest();
  prepare(lab);
  trainRuns(
    lab,
    lab.store.getState().runs.map(({ id }) => id),
  );
  await settle();
  for (const { runId } of border.asked.starts) {
    await border.send(runId, {
      ok: true,
      value: { rounds: rounds(0, [0.5, 0.4, 0.3, 0.2]), end: { ok: true, value: finished(3) }, attempts: [] },
    });
  }
  return lab;
}

/** What more seeds gave, without training them. */
function repeated(lab: Lab, repeats: number): void {
  const { setup, runs } = lab.store.getState();
  const outcomes = new Map(
    runs.flatMap(({ spec }, at) =>
      Array.from({ length: repeats }, (_, repeat) => {
        const last = 0.2 + 0.1 * at + 0.001 * ((repeat * (at + 2)) % 5);
        const curve = [0.5, 0.4, last].flatMap((value) => [value / 2, value, value]);
        const value: RepeatResult = {
          seed: 42 + repeat,
          metrics: ["rmse"],
          rowCounts: { train: 60, validation: 20, test: 20 },
          curves: Float64Array.from(curve),
          elapsedMs: Float64Array.of(0, 1, 2),
          sizes: Float64Array.of(0, 4, 8),
          rowLosses: null,
        };
        return [repeatKey(setup, spec, repeat), { ok: true as const, value }] as const;
      }),
    ),
  );
  comparisonOf(lab).setState({ outcomes, repeats });
}

const reported = (lab: Lab) => reportHtml(lab, OCCASION) ?? "";

describe("the report", () => {
  it("has everything that was compared, the receipt, the link and the command", async () => {
    const lab = await trained();
    repeated(lab, 5);
    const html = reported(lab);
    expect(html.startsWith("<!doctype html>\n<html")).toBe(true);
    for (const text of ["t: comparison of runs", "3 runs, 5 seeds", "2026-01-31, 14:05", "42 to 46"])
      expect(html).toContain(text);
    expect(html).toContain("NGBoost is worse than GBDT by +0.1980 ± ");
    expect(html).toMatch(/<span class="badge decided">worse<\/span>/);
    expect(html).toContain("Settings that differ");
    expect(html).toContain("corrected resampled t");
    const link = `https://lab.example/${fragmentOf(lab)}`;
    expect(html).toContain(`<a href="${link}">`);
    expect(html).toContain(`lab -- reproduce &#39;${link}&#39;`);
    expect(html.match(/<code>[0-9a-f]{16}<\/code>/g)).toHaveLength(7);
    expect(html.match(/<svg class="(wide|tight)"/g)).toHaveLength(4);
  });

  it("lets nothing of the input become markup, and neither runs nor fetches anything", async () => {
    const lab = await trained((lab) => {
      lab.store.setState(({ setup, data }) => ({
        data: { ...data, name: HOSTILE },
        setup: {
          ...setup,
          data: { ...setup.data, source: { kind: "file", name: `${HOSTILE}.csv` }, target: HOSTILE },
        },
      }));
      for (const { id } of lab.store.getState().runs) renameRun(lab, id, `${HOSTILE}${id}`);
      noteRun(lab, "run-1", HOSTILE);
    });
    repeated(lab, 4);
    const html = reported(lab);
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;&lt;/script&gt;");
    const tags = new Set(Array.from(html.matchAll(/<([a-z0-9-]+)/gi), ([, name]) => name));
    for (const tag of ["img", "script", "link", "iframe", "object", "embed", "base", "form", "use", "image"])
      expect(tags).not.toContain(tag);
    // what stands inside quotes has no quotes, so a tag ends where it seems to
    const attributes = Array.from(html.matchAll(/<[a-zA-Z][^>]*>/g), ([tag]) => tag).flatMap((tag) =>
      Array.from(tag.replaceAll(/="[^"]*"/g, "").matchAll(/\s([\w-]+)/g), ([, name]) => name),
    );
    expect(attributes.filter((name) => name === "src" || name.startsWith("on") || name === "style")).toEqual(
      [],
    );
    expect(Array.from(html.matchAll(/ href="([^"]*)"/g), ([, to]) => to.slice(0, 20))).toEqual([
      "https://lab.example/",
    ]);
    expect(html).not.toMatch(/@import|url\((?!#)/);
    expect(html).toContain("default-src &#39;none&#39;");
  });

  it("says with one seed that nothing is known of luck, and nothing before a run has ended", async () => {
    expect(reportHtml(labUnderTest().lab, OCCASION)).toBeNull();
    const html = reported(await trained());
    expect(html).toContain("One seed is one draw of the split");
    expect(html).not.toContain("Is it noise?");
    expect(html.match(/<svg class="(wide|tight)"/g)).toHaveLength(2);
  });

  it("is the same text for the same comparison", async () => {
    const lab = await trained();
    expect(reported(lab)).toBe(reported(lab));
  });
});

describe("markup", () => {
  it("escapes texts and attributes, and nests elements", () => {
    expect(element("p", { title: `"<'&`, id: null }, "<b>", element("i", {}, 3), null, [["x"]]).markup).toBe(
      '<p title="&quot;&lt;&#39;&amp;">&lt;b&gt;<i>3</i>x</p>',
    );
    expect(element("br", {}).markup).toBe("<br>");
  });
});
