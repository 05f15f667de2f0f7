import { engineById } from "../../boosting/engines/index.ts";
import { changeSplit } from "../../store/actions/change-split.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { ConformalFields } from "./conformal-fields.tsx";
import { SplitFields } from "./split-fields.tsx";

/** Who trains, who tests, and what the rows that do neither are asked for. */
export function SplitSettings() {
  const lab = useLab();
  const { split, task } = useLabState((state) => state.setup);
  const table = useLabState(({ data }) => (data.status === "ready" ? data.table : null));
  const hasDistributions = useLabState(({ runs }) =>
    runs.some(({ spec }) => engineById(spec.engine).meta.fits === "distribution"),
  );
  const change = (next: typeof split, what: string) => changeSplit(lab, next, what);
  return (
    <>
      {split.kind !== "column" && <SplitFields split={split} onChange={change} />}
      <ConformalFields {...{ split, task, table, hasDistributions }} onChange={change} />
    </>
  );
}
