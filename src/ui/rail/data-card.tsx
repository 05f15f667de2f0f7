import { useState } from "react";
import type { ParamValue } from "../../core/params.ts";
import { targetNames } from "../../data/several-targets.ts";
import { sourceById } from "../../data/sources/index.ts";
import { loadExperimentData, setSourceValue } from "../../store/actions/load-data.ts";
import { updateView } from "../../store/actions/update.ts";
import type { LabState } from "../../store/lab-state.ts";
import { railWords } from "../../words/rail.ts";
import { MoreButton } from "../controls/more-button.tsx";
import { Note } from "../controls/note.tsx";
import { ParamField } from "../controls/param-field.tsx";
import { FetchWanted } from "../import/fetch-wanted.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OpenFileButton } from "../open-file-button.tsx";
import { SampleNote } from "../sample-note.tsx";
import { SplitBar, type SplitBarProps } from "./split-bar.tsx";

export function DataCard() {
  const lab = useLab();
  const data = useLabState((state) => state.data);
  const spec = useLabState((state) => state.setup.data);
  const { origins } = railWords;
  const origin =
    spec.source.kind === "builtin"
      ? sourceById(spec.source.id).kind === "generated"
        ? origins.generated
        : origins.sample
      : spec.source.kind === "url"
        ? origins.url
        : origins.file;
  return (
    <section className="card rail-card" aria-labelledby="data-heading">
      <header>
        <h2 id="data-heading">{railWords.data}</h2>
        <button
          type="button"
          className="text-button underlined"
          aria-label={railWords.changeData}
          onClick={() => updateView(lab, { dialog: "data" })}
        >
          {railWords.change}
        </button>
      </header>
      <p className="data-name">
        <b>{data.name}</b>{" "}
        <span className="dim">{railWords.predicts(origin, targetNames(spec).join(", "))}</span>
      </p>
      {data.status === "ready" && <Split />}
      {data.status === "ready" && <SampleNote />}
      {data.status === "ready" && (
        <button
          type="button"
          className="text-button underlined"
          onClick={() => updateView(lab, { dialog: "table" })}
        >
          {railWords.showTable}
        </button>
      )}
      {data.status === "loading" && <p className="small dim">{railWords.reading}</p>}
      {data.status === "failed" && (
        <>
          <Note tone="bad">{data.error.message}</Note>
          <button type="button" className="button low" onClick={() => void loadExperimentData(lab)}>
            {railWords.readAgain}
          </button>
        </>
      )}
      {data.status === "wanted" && (
        <>
          <Note tone="warn">{railWords.theLinkHoldsSettings}</Note>
          {data.described !== null && <p className="small dim">{data.described}</p>}
          {spec.source.kind === "url" && <FetchWanted url={spec.source.url} />}
          <OpenFileButton />
        </>
      )}
      {spec.source.kind === "builtin" && <SourceKnobs id={spec.source.id} values={spec.source.values} />}
    </section>
  );
}

function Split() {
  const counts = useLabState(splitCounts);
  const [train, validation, test] = counts.split(" ").map(Number);
  return <SplitBar train={train} validation={validation} test={test} />;
}

/** Real counts of a run; before there is one, what the shares come to. As text, so that equal is equal. */
function splitCounts(state: LabState): string {
  const counts = state.runs.find((run) => run.start !== null)?.start?.rowCounts ?? sharesOfRows(state);
  return `${counts.train} ${counts.validation} ${counts.test}`;
}

function sharesOfRows(state: LabState): SplitBarProps {
  const rows = state.data.status === "ready" ? state.data.table.rowCount : 0;
  const validation = Math.round(rows * state.setup.split.validation);
  const test = Math.round(rows * state.setup.split.test);
  return { train: rows - validation - test, validation, test };
}

const FIRST_KNOBS = 2;

interface SourceKnobsProps {
  readonly id: string;
  readonly values: { readonly [id: string]: ParamValue };
}

function SourceKnobs({ id, values }: SourceKnobsProps) {
  const lab = useLab();
  const [open, setOpen] = useState(false);
  const { params } = sourceById(id);
  if (params.length === 0) return null;
  const shown = open ? params : params.slice(0, FIRST_KNOBS);
  return (
    <div className="fields">
      {shown.map((param) => (
        <ParamField
          key={param.id}
          param={param}
          value={values[param.id] ?? param.default}
          of={railWords.data}
          slider={param.id === "noise"}
          onChange={(value) => setSourceValue(lab, param.id, value)}
        />
      ))}
      {params.length > FIRST_KNOBS && <MoreButton open={open} onToggle={() => setOpen(!open)} />}
    </div>
  );
}
