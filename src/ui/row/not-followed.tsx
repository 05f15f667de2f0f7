import { countText } from "../../figures/number-text.ts";
import { nearestRow } from "../../figures/telling-rows.ts";
import { updateView } from "../../store/actions/update.ts";
import { rowWords as words } from "../../words/row.ts";
import { useLab } from "../lab-context.ts";
import type { RowStory } from "./row-story.ts";

interface NotFollowedProps {
  readonly story: RowStory;
  readonly row: number;
}

/** Why there is no picture of a row, and the nearest one that has one. */
export function NotFollowed({ story: { started }, row }: NotFollowedProps) {
  const lab = useLab();
  if (started === null) return null;
  const { followed } = started;
  if (followed.rowIds.includes(row)) return <p className="row-unfollowed">{words.waiting}</p>;
  const nearest = nearestRow(followed, row);
  const isSample = followed.rowIds.length < followed.ofRowCount;
  return (
    <div className="row-unfollowed">
      <p>
        {words.notFollowed(row)}{" "}
        {isSample
          ? words.followedFew(countText(followed.rowIds.length), countText(followed.ofRowCount))
          : words.unlabelled}
      </p>
      {nearest !== null && (
        <button type="button" className="button" onClick={() => updateView(lab, { selectedRow: nearest })}>
          {words.nearest(nearest)}
        </button>
      )}
    </div>
  );
}
