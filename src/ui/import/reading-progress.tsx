import { cancelReading } from "../../store/actions/import-file.ts";
import type { ReadingState } from "../../store/lab-state.ts";
import { useLab } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

export function ReadingProgress({ reading }: { readonly reading: ReadingState }) {
  const lab = useLab();
  return (
    <div className="reading">
      <p>
        Reading {reading.name}: {bytesText(reading.bytesRead)} of {bytesText(reading.byteCount)}
      </p>
      <progress max={Math.max(1, reading.byteCount)} value={reading.bytesRead} aria-label="Bytes read" />
      <button type="button" className="button" onClick={() => void cancelReading(lab)}>
        Cancel
      </button>
    </div>
  );
}
