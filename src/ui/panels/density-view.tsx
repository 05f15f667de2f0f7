import { lazy, Suspense, useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import { parametersText } from "../../figures/parameters-text.ts";
import { rangeOf } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords } from "../../words/panels.ts";
import { oneTargetView, rowPrediction, selectedIndex } from "./run-scores.ts";
import { useSize } from "./use-size.ts";

const DensityPicture = lazy(async () => ({
  default: (await import("./density-picture.tsx")).DensityPicture,
}));

/** The predicted distribution of one row, of the shown target where there are several, now and in earlier rounds, and what really happened. */
export function DensityView({
  view: whole,
  bound,
}: {
  readonly view: RunView;
  readonly bound?: string | undefined;
}) {
  const view = useMemo(() => oneTargetView(whole), [whole]);
  const [measure, size] = useSize();
  const index = Math.max(0, selectedIndex(view));
  const { followed, header } = view.start;
  const distribution = distributionById(header.outputs.distribution!);
  const range = useMemo(() => rangeOf(followed.target, 0.1), [followed]);
  const prediction = rowPrediction(view, view.round, index);
  const displayed = prediction.kind === "distribution" ? distribution.display(prediction.parameters, 0) : [];
  const text = parametersText(distribution.label.charAt(0), displayed, range);
  const row = followed.rowIds[index];
  return (
    <figure className="panel-figure panel-density">
      <figcaption>
        {panelWords.densityOf(row)} <b>{text}</b>
      </figcaption>
      <div ref={measure} className="panel-body">
        {size !== null && (
          <Suspense fallback={null}>
            <DensityPicture view={view} index={index} range={range} size={size} bound={bound} />
          </Suspense>
        )}
      </div>
    </figure>
  );
}
